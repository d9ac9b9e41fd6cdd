"""Three kinds of cohort walk one path, from a signed curriculum to the hire; outcomes are kept per version."""

from __future__ import annotations

import argparse
import csv
import re
from datetime import timedelta
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from gainful.commands import curricula
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Cohort, Enrolment
from gainful.domain.cohorts.queries import usable_openings
from gainful.domain.curricula.actions import use_version
from gainful.domain.job_orders.models import Opening
from gainful.domain.organizations.models import Organization
from gainful.domain.organizations.partnerships.actions import add_partner, start_partnership
from gainful.domain.participants.actions.layoffs import LayoffTerms, keep_roster
from gainful.domain.participants.models import Consent, Participant, Scenario
from gainful.domain.participants.queries import layoffs_of, roster_of
from gainful.domain.placements.actions import (
    Change,
    Why,
    accept_offer,
    agree,
    hire,
    introduce,
    make_offer,
    record_change,
    record_outcome,
    take_hire_back,
)
from gainful.domain.placements.models import Placement
from gainful.domain.placements.version_outcomes import outcomes_of_versions
from gainful.domain.programs.models import Program
from gainful.engine.indicators.after_hire import Tally
from tests.cohorts import DAYS, committed, draft, eligible
from tests.curricula import acting, build_mill, signed
from tests.placements import terms

pytestmark = pytest.mark.django_db
VOICE = Why(for_person="verbal")
VALUES = {"Union": "what the union wrote", "College": "what the college wrote"}
TODAY = timezone.localdate


def the_town(kind: str) -> SimpleNamespace:
    """Make two employers with a signed curriculum in use, and committed openings of both."""
    town = build_mill()
    if kind == "layoff":
        with acting(town.manager) as actor:
            town.partnership = start_partnership(
                actor, name="Mill closes", kind="layoff", notice_on=TODAY() - 60 * DAYS, last_day=TODAY() - 5 * DAYS,
                affected=40,
            )  # fmt: skip
        with acting_as_system("test"):
            mill = Organization.objects.create(name="Paper Mill", kind="employer")
        with acting(town.manager) as actor:
            for organization, role in (
                (mill, "releasing"), (town.employer_org, "employer"), (town.second.organization, "employer"),
            ):  # fmt: skip
                add_partner(actor, town.partnership, organization, role)
    town.version = signed(town)
    with acting(town.manager) as actor:
        use_version(actor, town.version)
    with acting_as_system("test"):
        town.program = Program.objects.create(organization=town.agency, name="Care careers")
        committed(town.agency, town.employer_org, 2)
        committed(town.agency, town.second.organization, 2, title="Home Health Aide")
    return town


def drawn(town: SimpleNamespace, scenario: str, people: int = 6) -> tuple[Cohort, list[Participant]]:
    """Open a cohort of four seats, let six apply, draw; returns it and everybody who applied."""
    with acting(town.manager) as actor:
        cohort = actions.create_cohort(
            actor, town.program, draft(name=f"Cohort {Cohort.objects.count()}", seats=4)
        )
        actions.add_openings(actor, cohort, [row.pk for row in usable_openings(actor)])
        actions.set_curriculum(actor, cohort, town.version)
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, people)
    with acting_as_system("test"):
        Participant.objects.filter(applications__in=rows).update(scenario=scenario)
    hashes = {party: sha256(value.encode()).hexdigest() for party, value in VALUES.items()}
    with acting(town.manager) as actor:
        actions.close_applications(actor, cohort)
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
    return cohort, [row.participant for row in rows]


def trained(town: SimpleNamespace, cohort: Cohort) -> list[Enrolment]:
    """Let the four take their seats; three complete, one leaves; all of it 250 days ago."""
    with acting(town.manager) as actor:
        offered = cohort.applications.filter(status="offered").select_related("cohort", "participant")
        rows = list(offered.order_by("code"))
        seats = [actions.accept_seat(actor, row) for row in rows]
        for seat, row in zip(seats, rows, strict=True):
            seat.participant = row.participant
        actions.start_cohort(actor, cohort)
        for seat in seats[:3]:
            actions.complete_enrolment(actor, seat)
        actions.end_enrolment(actor, seats[3], reason="Went to school.")
    with acting_as_system("test"):
        before = timezone.now() - 250 * DAYS
        Enrolment.objects.filter(cohort=cohort).update(enrolled_at=before, starts_on=before.date())
        Enrolment.objects.filter(cohort=cohort).update(ends_on=TODAY() - 210 * DAYS)
    return seats


def hired(town: SimpleNamespace, who: SimpleNamespace, person: Participant, days_ago: int = 200) -> Placement:
    """Take a person from the introduction to an employer to the first day there."""
    with acting(town.manager) as actor:
        opening = Opening.objects.filter(job_order__employer=who.organization, status="committed").first()
        row = introduce(actor, opening.job_order, person)
    with acting(town.coach) as actor:
        agree(actor, row, why=VOICE)
    with acting(who) as actor:
        make_offer(actor, row, terms(), answer_by=TODAY() + 5 * DAYS)
    with acting(town.coach) as actor:
        accept_offer(actor, row, why=VOICE)
    with acting(who) as actor:
        placed = hire(actor, row, starts_on=TODAY() - days_ago * DAYS)
    with acting_as_system("test"):
        return Placement.objects.select_related("enrolment", "introduction").get(pk=placed.pk)


def _three_doors_agree(town: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    """Page, API and terminal say the same of the version; the second hire was taken back before."""
    key = town.version.curriculum_id
    html = town.manager.client.get(reverse("program:curriculum", args=[key])).content.decode()
    page = re.sub(r"<[^>]+>|\s+", " ", html[html.index('id="outcomes"') :])
    page = re.sub(r"\s+", " ", page)
    assert "Version 1 4 3 0 still in training, 1 left early 1 nothing recorded yet of 2" in page
    assert "1 of 1 known 0 not known, 0 still to come" in page
    told = town.manager.client.get(f"/api/v1/curricula/{key}/outcomes").json()
    assert [(row["number"], row["seats"], row["hired"], row["no_outcome_yet"]) for row in told] == [
        (1, 4, 1, 2)
    ]
    assert told[0]["stays"][2] == {
        "days": 180, "employed": {"yes": 1, "no": 0, "unknown": 0, "pending": 0},
        "same_employer": {"yes": 1, "no": 0, "unknown": 0, "pending": 0},
    }  # fmt: skip
    assert town.employer.client.get(f"/api/v1/curricula/{key}/outcomes").status_code == 403
    assert town.stranger.client.get(f"/api/v1/curricula/{key}/outcomes").status_code == 404
    asked = argparse.Namespace(id=key, version=None, since=None, outcomes=True)
    assert curricula._show(asked) == 0
    head, line = csv.reader(capsys.readouterr().out.splitlines())
    row = dict(zip(head, line, strict=True))
    assert (row["version"], row["seats"], row["hired"], row["school"], row["no_outcome_yet"]) == (
        "1",
        "4",
        "1",
        "1",
        "2",
    )
    assert (row["in_work_after_180_yes"], row["in_work_after_365_pending"]) == ("1", "1")


@pytest.mark.parametrize(
    ("kind", "scenario", "outcome"),
    [
        ("industry", "nontraditional", "hire"),
        ("layoff", "displaced", "hire"),
        ("internal", "incumbent", "internal"),
    ],
)
def test_from_a_signed_curriculum_over_the_draw_to_the_hire_and_what_came_of_the_version(
    kind, scenario, outcome, as_web_role, capsys
):
    town = the_town(kind)
    cohort, everybody = drawn(town, scenario)
    with acting(town.manager):
        assert outcomes_of_versions(town.version.curriculum_id) == {}, "nobody was trained from it yet"
    if kind == "layoff":
        with acting(town.manager) as actor:
            keep_roster(actor, LayoffTerms("Paper Mill", TODAY() - 60 * DAYS), [row.pk for row in everybody])
            assert roster_of(layoffs_of(actor).get()) == {str(row.pk) for row in everybody}
    with acting(town.manager):
        states = sorted(cohort.applications.values_list("status", flat=True))
    assert states == ["offered"] * 4 + ["waiting"] * 2
    seats = trained(town, cohort)
    with acting_as_system("test"):
        Consent.objects.filter(participant=seats[0].participant).update(scopes=["profile", "outcomes"])
    first = hired(town, town.employer, seats[0].participant)
    second = hired(town, town.second, seats[1].participant)
    assert [row.kind for row in (first, second)] == [outcome] * 2
    assert [row.enrolment_id for row in (first, second)] == [seats[0].pk, seats[1].pk]
    with acting(town.employer) as actor:
        record_change(actor, first, Change("still_there", TODAY()))
    with acting(town.coach) as actor:
        school = terms(wage=None, wage_unit="", starts_on=TODAY() - 100 * DAYS)
        record_outcome(actor, seats[3].participant, "school", school, employer_name="North College")
    with acting(town.manager) as actor:
        found = outcomes_of_versions(town.version.curriculum_id)
        had = found[town.version.pk]
        assert list(found) == [town.version.pk]
        assert (had.seats, had.completed, had.left, had.in_training, had.did_not_start) == (4, 3, 1, 0, 0)
        assert (had.outcomes, had.hired, had.school, had.no_outcome_yet) == (
            ((outcome, 2), ("school", 1)),
            2,
            1,
            1,
        )
        assert had.half_year.employed == Tally(yes=1, unknown=1)
        assert had.stays[-1].same_employer == Tally(pending=2)
        if outcome == "hire":
            take_hire_back(actor, second.introduction)
            assert outcomes_of_versions(town.version.curriculum_id)[town.version.pk].hired == 1
    if kind == "industry":
        _three_doors_agree(town, capsys)
    words = {
        "industry": "Strategic industry partnership",
        "layoff": "Layoff",
        "internal": "Strategic industry",
    }
    assert (
        words[kind] in town.manager.client.get(reverse("program:cohort", args=[cohort.pk])).content.decode()
    )
    people = town.manager.client.get(reverse("program:cohort_people", args=[cohort.pk])).content.decode()
    assert f"{Scenario(scenario).label}: 4" in people
    with acting(town.stranger):
        assert outcomes_of_versions(town.version.curriculum_id) == {}
    with acting(town.employer):
        assert outcomes_of_versions(town.version.curriculum_id) == {}


def test_an_outcome_is_one_of_the_training_from_the_seat_to_a_year_after_the_last_day(as_web_role):
    town = the_town("industry")
    cohort, _everybody = drawn(town, "displaced")
    seats = trained(town, cohort)
    with acting_as_system("test"):
        waiting = (
            cohort.applications.filter(status="waiting").select_related("participant").first().participant
        )
        Enrolment.objects.filter(pk=seats[0].pk).update(ends_on=TODAY() - 366 * DAYS)
        Enrolment.objects.filter(pk=seats[1].pk).update(ends_on=TODAY() - 365 * DAYS)
    found = []
    for seat, began in ((seats[0], 0), (seats[1], 0), (seats[2], 249), (seats[3], 252)):
        with acting(town.coach) as actor:
            row = record_outcome(
                actor,
                seat.participant,
                "other_job",
                terms(starts_on=TODAY() - began * DAYS),
                employer_name="Shop",
            )
        with acting_as_system("test"):
            found.append(Placement.objects.get(pk=row.pk).enrolment_id)
    assert found == [None, seats[1].pk, seats[2].pk, None], "too late, just in time, in it, before it"
    with acting(town.coach) as actor:
        row = Placement.objects.create(
            organization=town.agency, participant=waiting, kind="other", starts_on=TODAY(), source="agency",
            enrolment=seats[2], recorded_by=actor.user,
        )  # fmt: skip
        assert Placement.objects.get(pk=row.pk).enrolment_id is None, (
            "nobody says themselves of which seat it is"
        )


def test_the_seat_behind_which_the_job_stood_comes_before_a_newer_one():
    town = the_town("industry")
    cohort, _everybody = drawn(town, "displaced")
    seats = trained(town, cohort)
    with acting_as_system("test"):
        committed(town.agency, town.employer_org, 4, title="Porter")
    later, _ = drawn(SimpleNamespace(**vars(town)), "displaced", people=5)
    with acting_as_system("test"):
        row = later.applications.filter(status="offered").first()
        newer = Enrolment.objects.create(
            cohort=later, organization=town.agency, participant=seats[0].participant, application=row, name="P",
            starts_on=TODAY() - 20 * DAYS, ends_on=TODAY() - 10 * DAYS, enrolled_at=timezone.now() - 20 * DAYS,
        )  # fmt: skip
    assert hired(town, town.second, seats[0].participant, days_ago=5).enrolment_id == seats[0].pk
    with acting(town.coach) as actor:
        elsewhere = terms(starts_on=TODAY() - timedelta(days=4))
        row = record_outcome(actor, seats[0].participant, "other_job", elsewhere, employer_name="Shop")
    with acting_as_system("test"):
        assert Placement.objects.get(pk=row.pk).enrolment_id == newer.pk
