"""A simulated cohort with a known effect: its draw, as exported, goes through `gainful evaluate` as it is."""

from __future__ import annotations

import csv
import io
import json
from hashlib import sha256

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.cli import main
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application
from gainful.domain.participants.models import Consent, Participant
from tests.cohorts import DAYS, make_cohort, make_program, manager
from tests.town import town

__all__ = ["town"]
VALUES = {"Union": "what the union wrote", "College": "what the college wrote"}
EFFECT, NOISE = 3_000, 1_000
TRACKS = {"Days": (160, 40, 10_000), "Evenings": (80, 60, 20_000)}
"""Applicants, seats, and what people earn without the training, USD: where more get a seat, people earn more anyway."""


def applied(cohort, track, number, first):
    """Let so many registered people be eligible for a track, in one go."""
    people = Participant.objects.bulk_create(
        Participant(
            registered_by=cohort.organization,
            code=f"S-{n}",
            name="Person " + "".join(chr(97 + int(digit)) for digit in str(n)),
        )
        for n in range(first, first + number)
    )
    Consent.objects.bulk_create(
        Consent(
            participant=each, organization=cohort.organization, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + 500 * DAYS,
        )
        for each in people
    )  # fmt: skip
    Application.objects.bulk_create(
        Application(
            cohort=cohort, organization=cohort.organization, participant=each, name=each.name, source="staff",
            status="eligible", follow="yes", track=track, follow_asked_at=timezone.now(),
            decide_by=timezone.localdate() + 9 * DAYS, shared_until=timezone.now() + 365 * DAYS,
        )
        for each in people
    )  # fmt: skip


@pytest.fixture
def exported(town):
    """The applications of a cohort with two tracks after its draw, as the page hands them out."""
    cohort = make_cohort(town, make_program(town), seats=100)
    with manager(town) as actor:
        tracks = {
            name: actions.add_track(actor, cohort, name=name, seats=seats)
            for name, (_people, seats, _pay) in TRACKS.items()
        }
        actions.override_seats(actor, cohort, seats=100, name="Mara", title="Director", reason="A simulation")
        actions.open_cohort(actor, cohort)
    with acting_as_system("test"):
        applied(cohort, tracks["Days"], TRACKS["Days"][0], 0)
        applied(cohort, tracks["Evenings"], TRACKS["Evenings"][0], TRACKS["Days"][0])
    hashes = {party: sha256(value.encode()).hexdigest() for party, value in VALUES.items()}
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
    reply = town.manager.client.get(reverse("program:cohort_applications_export", args=[cohort.pk]))
    return list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"))))


def with_pay(rows):
    """Add what each earned: noise that cancels out within each group, so that the answer hangs on no luck."""
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row["track"], row["offered"])
        seen[key] = seen.get(key, 0) + 1
        sign = 1 if seen[key] % 2 else -1
        row["pay"] = TRACKS[row["track"]][2] + EFFECT * int(row["offered"]) + sign * NOISE
    return rows


def test_the_known_effect_lies_in_the_interval_and_a_plain_difference_misses_it(exported, tmp_path, capsys):
    rows = with_pay(exported)
    assert {(row["track"], row["probability"]) for row in rows} == {("Days", "0.25"), ("Evenings", "0.75")}
    path = tmp_path / "drawn.csv"
    with path.open("w", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    asked = ["evaluate", str(path), "--design", "lottery", "--treatment", "offered", "--outcome", "pay",
             "--probability", "probability", "--json"]  # fmt: skip
    for more in ([], ["--strata", "stratum"]):
        assert main([*asked, *more]) == 0
        found = json.loads(capsys.readouterr().out)
        estimate = next(row for row in found["estimates"] if row["primary"])
        assert found["shown"]
        assert (estimate["n_treated"], estimate["n_comparison"]) == (100, 140)
        assert estimate["effect"] == pytest.approx(EFFECT, abs=1)
        assert estimate["low"] < EFFECT < estimate["high"]
        pay = {offered: [row["pay"] for row in rows if row["offered"] == offered] for offered in ("0", "1")}
        plain = sum(pay["1"]) / 100 - sum(pay["0"]) / 140
        assert plain > estimate["high"], "who had the better chance earned more anyway"
