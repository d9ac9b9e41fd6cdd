"""The draw of a cohort: announced with a commitment, opened with a public value, void with a reason, recomputed."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.actions import draw as draw_module
from gainful.domain.cohorts.models import Application, Draw, Follow
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.messages import clock as messages_clock
from gainful.domain.messages.models import Request
from gainful.engine.allocation import verify_record
from gainful.exchange.draws import record_json
from tests.cohorts import DAYS, eligible, make_cohort, manager, opened

pytestmark = pytest.mark.django_db
SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "methods" / "scripts" / "recompute_draw.py"
VALUES = {"Union": "4 8 15 16 23 42 of the union", "College": "what the college wrote on paper"}
PARTIES = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}


@pytest.fixture
def cohort(town, made):
    """Four seats, ten people; two of them served and are served first, three are young and have a floor of one."""
    draft = make_cohort(town, made, seats=4, behind=4)
    with manager(town) as actor:
        actions.add_rule(
            actor, draft, kind="priority", question="Did you serve?", rank=1, law="38 U.S.C. 4215"
        )
        young = actions.add_rule(
            actor, draft, kind="segment", question="Are you under 25?", label="Young adults"
        )
        actions.add_floor(actor, draft, rule=young, seats=1, reason="Few of them find this work.")
        actions.open_cohort(actor, draft)
    rows = eligible(town, draft, 10)
    with acting_as_system("test"):
        served, young = draft.rules.order_by("number")
        for row in rows[:1]:
            row.answers.create(rule=served, says="yes")
        for row in rows[2:5]:
            row.answers.create(rule=young, says="yes")
    with manager(town) as actor:
        actions.close_applications(actor, draft)
    return draft


def announced(town, cohort, **changed):
    with manager(town) as actor:
        return actions.announce_draw(actor, cohort, actions.PublicValue(**(changed or {"parties": PARTIES})))


def drawn(town, cohort):
    draw = announced(town, cohort)
    with manager(town) as actor:
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        return actions.open_draw(actor, draw)


def states(cohort):
    with acting_as_system("test"):
        return {row.code: (row.status, row.place) for row in Application.objects.filter(cohort=cohort)}


def test_seats_and_waiting_list_follow_from_the_published_record(town, cohort, tmp_path, as_web_role):
    draw = drawn(town, cohort)
    with acting_as(None, None, role="visitor"):
        shown = Draw.objects.get()
        assert (shown.status, shown.commitment) == ("drawn", draw.commitment)
        record = shown.record
    assert verify_record(record, published_commitment=draw.commitment) == []
    path = tmp_path / "record.json"
    path.write_text(record_json(record))
    done = subprocess.run(
        [sys.executable, SCRIPT, path, draw.commitment], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    found = states(cohort)
    for row in record["results"]:
        status, place = found[row["code"]]
        assert status == ("offered" if row["outcome"] == "seat" else "waiting")
        assert place == (None if row["outcome"] == "seat" else row["place"])
    assert sorted(place for _status, place in found.values() if place) == [1, 2, 3, 4, 5, 6]


def test_each_persons_chance_is_stored_exactly(town, cohort):
    draw = announced(town, cohort)
    with acting_as_system("test"):
        kept = {entry.application.code: entry for entry in draw.entries.select_related("application")}
        told = {row["code"]: row for row in draw.record["committed"]["entries"]}
        assert {code: entry.chance for code, entry in kept.items()} == {
            c: row["chance"] for c, row in told.items()
        }
        by_segment = {(e.priority, e.segment): Fraction(e.chance) for e in kept.values()}
    young = Fraction(1, 3) + Fraction(2, 3) * Fraction(2, 8)
    assert by_segment == {(0, ""): 1, (1, "Young adults"): young, (1, ""): Fraction(2, 8)}
    assert [row for row in draw.floor_prices if row["segment"]] == [
        {"stratum": "", "segment": "Young adults", "without": "1", "with": str(3 * young)}
    ]
    assert draw.comparisons == [{"design": "lottery", "people": 9, "strata": 1, "until": None}]
    assert "Few of them find this work." in draw.record["committed"]["priorities"]


def test_saying_no_to_being_followed_changes_no_chance(town, cohort):
    with acting_as_system("test"):
        Application.objects.filter(cohort=cohort).update(follow=Follow.NO)
    draw = announced(town, cohort)
    assert len(draw.record["committed"]["entries"]) == 10
    assert "follow" not in json.dumps(draw.record)


def test_a_later_start_permits_a_staggered_comparison_until_then(town, cohort):
    later = cohort.starts_on + 60 * DAYS
    with manager(town) as actor:
        actions.change_cohort(actor, cohort, later_start_on=later)
    draw = announced(town, cohort)
    assert [(row["design"], row["until"]) for row in draw.comparisons] == [
        ("lottery", later.isoformat()), ("staggered", later.isoformat()),
    ]  # fmt: skip


def test_nothing_is_announced_before_everybody_was_decided_asked_and_told_apart(town, cohort):
    with acting_as_system("test"):
        rows = list(Application.objects.filter(cohort=cohort).order_by("name"))
        Application.objects.filter(pk=rows[0].pk).update(status="received")
    with pytest.raises(Refused, match="1 applications are not decided yet"):
        announced(town, cohort)
    with acting_as_system("test"):
        Application.objects.filter(pk=rows[0].pk).update(status="eligible", follow="", follow_asked_at=None)
    with pytest.raises(Refused, match="1 person was not asked"):
        announced(town, cohort)
    with manager(town) as actor:
        assert actions.ask_all_to_follow(actor, cohort) == 1
    with acting_as_system("test"):
        assert Request.objects.get().kind == "follow_outcomes"
        Application.objects.filter(pk=rows[0].pk).update(email=rows[1].email)
    with pytest.raises(Refused, match="2 applications may be of somebody who applied twice"):
        announced(town, cohort)


def test_where_seats_suffice_nothing_is_drawn(town, made):
    cohort = opened(town, made, seats=3, behind=3)
    eligible(town, cohort, 3)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        with pytest.raises(Refused, match="enough seats for everybody"):
            actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))
        assert len(actions.offer_seats(actor, cohort)) == 3


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({}, "at least five minutes"),
        ({"at": timedelta(minutes=1)}, "at least five minutes"),
        ({"at": timedelta(days=90)}, "within sixty days"),
        ({"parties": {"Union": PARTIES["Union"]}}, "at least two parties"),
        ({"parties": {"Union": "xyz", "College": PARTIES["College"]}}, "64 hexadecimal digits"),
        ({"parties": {"Union": PARTIES["College"], "College": PARTIES["College"]}}, "same hash"),
    ],
)
def test_a_public_value_that_could_be_known_or_chosen_is_refused(town, cohort, value, words):
    given = {name: timezone.now() + told if name == "at" else told for name, told in value.items()}
    with manager(town) as actor, pytest.raises(Refused, match=words):
        actions.announce_draw(actor, cohort, actions.PublicValue(**given))


def test_a_draw_is_not_opened_before_the_public_value_exists(town, cohort):
    draw = announced(town, cohort, at=timezone.now() + timedelta(hours=1))
    assert draw.opens_at > draw.announced_at
    with manager(town) as actor, pytest.raises(Refused, match="does not exist yet"):
        actions.open_draw(actor, draw, signature="00" * 48)
    with acting_as_system("test"):
        Draw.objects.filter(pk=draw.pk).update(opens_at=timezone.now())
    with manager(town) as actor, pytest.raises(Refused, match="not the beacon's signature of round"):
        actions.open_draw(actor, draw, signature="00" * 48)
    assert {status for status, _place in states(cohort).values()} == {"eligible"}


def test_a_missing_or_wrong_contribution_draws_nothing(town, cohort):
    draw = announced(town, cohort)
    with manager(town) as actor:
        with pytest.raises(Refused, match="not the value that Union committed to"):
            actions.contribute(actor, draw, "Union", "another")
        with pytest.raises(Refused, match="No such party"):
            actions.contribute(actor, draw, "Mallory", "x")
        draw = actions.contribute(actor, draw, "Union", VALUES["Union"])
        with pytest.raises(Refused, match="Still missing: the contribution of College"):
            actions.open_draw(actor, draw)


def test_a_draw_is_made_once_and_a_void_one_stays_published(town, cohort):
    first = announced(town, cohort)
    with manager(town) as actor:
        with pytest.raises(Refused, match="There is a draw already"):
            actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))
        with pytest.raises(Refused, match="A draw is announced"):
            actions.offer_seats(actor, cohort)
        with pytest.raises(Refused, match="draw is announced with this person"):
            actions.check_again(actor, first.entries.first().application)
        with pytest.raises(Refused, match="Say what happened"):
            actions.void_draw(actor, first, reason="revealed", words="")
        actions.void_draw(actor, first, reason="revealed", words="The union's value was read out too early.")
    second = drawn(town, cohort)
    assert (second.number, second.record["committed"]["name"][-3:]) == (2, "(2)")
    with manager(town) as actor:
        with pytest.raises(Refused, match="this step is not open now"):
            actions.open_draw(actor, second)
        with pytest.raises(Refused, match="this step is not open now"):
            actions.void_draw(actor, second, reason="other", words="I do not like it")
    with acting_as(None, None, role="visitor"):
        assert [(row.number, row.status) for row in Draw.objects.order_by("number")] == [
            (1, "void"),
            (2, "drawn"),
        ]


def test_a_changed_record_or_a_lost_secret_draws_nothing(town, cohort, settings):
    draw = announced(town, cohort)
    with manager(town) as actor:
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
    with acting_as_system("test"):
        record = json.loads(json.dumps(draw.record))
        record["committed"]["seats"][0]["seats"] = 9
        Draw.objects.filter(pk=draw.pk).update(record=record)
    with (
        manager(town) as actor,
        pytest.raises(Refused, match="differ from what the record says was committed"),
    ):
        actions.open_draw(actor, draw)
    with acting_as_system("test"):
        Draw.objects.filter(pk=draw.pk).update(record=draw.record)
    settings.SECRET_KEY = "another key than that of the announcement"
    with pytest.raises(Refused, match="secret is not the one"):
        draw_module._opened(draw, "")


def test_whoever_withdraws_after_the_announcement_leaves_the_seat_to_the_next(town, cohort):
    draw = announced(town, cohort)
    with acting_as_system("test"):
        sure = draw.entries.get(chance="1").application
    with manager(town) as actor:
        actions.withdraw_application(actor, sure, reason="school")
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        draw = actions.open_draw(actor, draw)
    while messages_clock.tell_next():
        pass
    first = next(
        row["code"] for row in draw.record["results"] if row["outcome"] == "waiting" and row["place"] == 1
    )
    found = states(cohort)
    assert found[sure.code][0] == "withdrawn"
    assert found[first][0] == "offered"
    assert sum(status == "offered" for status, _place in found.values()) == 4
    late = eligible(town, cohort, 1)[0]
    with manager(town) as actor:
        actions.offer_seats(actor, cohort)
    assert states(cohort)[late.code] == ("waiting", 7)


def test_others_neither_announce_nor_open(town, cohort):
    for person, role in (
        (town.coach, "coach"),
        (town.employer, "employer"),
        (town.stranger, "program_manager"),
    ):
        with (
            acting_as(person.user, person.organization, role=role) as actor,
            pytest.raises(Refused, match="Your role does not allow"),
        ):
            actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))


def test_nobody_is_taken_out_of_an_announced_draw_by_a_refusal(town, cohort):
    entry = announced(town, cohort).entries.first()
    with manager(town) as actor, pytest.raises(Refused, match="The draw is announced with this person in it"):
        actions.refuse_application(actor, entry.application, reason="other", words="Changed our mind")
    assert states(cohort)[entry.application.code][0] == "eligible"


def test_a_late_applicant_is_not_drawn_and_stands_behind_those_in_time(town, made):
    cohort = opened(town, made, seats=4, behind=4)
    rows = eligible(town, cohort, 6)
    with acting_as_system("test"):
        Application.objects.filter(pk=rows[0].pk).update(
            applied_at=timezone.now() + (cohort.apply_until - timezone.localdate() + DAYS)
        )
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    draw = drawn(town, cohort)
    assert {entry.application_id for entry in draw.entries.all()} == {row.pk for row in rows[1:]}
    with manager(town) as actor:
        actions.offer_seats(actor, cohort)
    found = states(cohort)
    assert found[rows[0].code] == ("waiting", max(place or 0 for _state, place in found.values()))


def test_seats_are_not_offered_while_whoever_is_undecided_might_need_one(town, made):
    cohort = opened(town, made, seats=4, behind=4)
    rows = eligible(town, cohort, 6)
    with acting_as_system("test"):
        Application.objects.filter(pk__in=[row.pk for row in rows[3:]]).update(status="received")
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        with pytest.raises(
            Refused, match="3 applications are not decided yet, and there are not seats for all"
        ):
            actions.offer_seats(actor, cohort)
    with acting_as_system("test"):
        Application.objects.filter(pk__in=[row.pk for row in rows[4:]]).update(
            status="refused", refusal="other", words="x"
        )
    with manager(town) as actor:
        assert len(actions.offer_seats(actor, cohort)) == 3, (
            "four seats are enough for three and one undecided"
        )


def test_late_ones_get_what_those_in_time_leave_in_the_order_they_applied(town, made):
    cohort = opened(town, made, seats=4, behind=4)
    rows = eligible(town, cohort, 6)
    after = timezone.now() + (cohort.apply_until - timezone.localdate() + DAYS)
    with acting_as_system("test"):
        for place, row in enumerate(rows[3:]):
            Application.objects.filter(pk=row.pk).update(applied_at=after + (3 - place) * timedelta(hours=1))
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        offered = actions.offer_seats(actor, cohort)
    found = states(cohort)
    assert [found[row.code][0] for row in rows] == ["offered"] * 3 + ["waiting", "waiting", "offered"]
    assert (found[rows[4].code][1], found[rows[3].code][1]) == (1, 2)
    assert len(offered) == 6
