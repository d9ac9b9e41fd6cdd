"""What happens after a hire, by whoever says so; outcomes beside the openings; living costs; what each side reads."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.participants.models import Consent
from gainful.domain.placements import queries
from gainful.domain.placements.actions import (
    Change,
    Terms,
    record_change,
    record_outcome,
    set_living_cost,
    take_change_back,
    take_outcome_back,
)
from gainful.domain.placements.models import JobChange
from gainful.domain.placements.models.terms import hourly_wage
from tests.person import ana
from tests.placements import terms, way
from tests.town import town

__all__ = ["ana", "town", "way"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def allow_outcomes(ana):
    with acting_as_system("test"):
        Consent.objects.filter(participant=ana.person).update(scopes=["profile", "outcomes"])


@pytest.mark.parametrize(
    ("wage", "unit", "hours", "hourly"),
    [
        ("19.50", "hour", 36, "19.50"),
        ("780", "week", 40, "19.50"),
        ("3120", "month", 36, "20.00"),
        ("41600", "year", None, "20.00"),
        ("41600", "year", 20, "40.00"),
    ],
)
def test_wages_have_one_normalised_form(wage, unit, hours, hourly):
    assert hourly_wage(Decimal(wage), unit, None if hours is None else Decimal(hours)) == Decimal(hourly)


def test_a_wage_that_nobody_said_is_none():
    assert hourly_wage(None, "hour", Decimal(40)) is None
    assert hourly_wage(Decimal(20), "", Decimal(40)) is None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"kind": "party"}, "Choose what happened"),
        ({"kind": "raise"}, "Say what the job pays now"),
        ({"kind": "promotion"}, "Say what the job is called now"),
        ({"kind": "new_title"}, "Say what the job is called now"),
        ({"kind": "hours"}, "how many hours"),
        ({"kind": "new_employer"}, "who the employer is"),
        ({"kind": "separation"}, "Say why"),
        ({"kind": "separation", "reason": "weather"}, "reason of the list"),
        ({"kind": "raise", "wage": Decimal(-1), "wage_unit": "hour"}, "above 0 USD"),
        ({"kind": "raise", "wage": Decimal(21)}, "what the wage is paid for"),
        ({"kind": "hours", "hours_per_week": Decimal(150)}, "at most 100"),
        ({"day": None}, "between the first day"),
        ({"day": date(2001, 1, 1)}, "between the first day"),
        ({"day": date(2101, 1, 1)}, "between the first day"),
    ],
)
def test_what_says_too_little_is_refused(way, values, words):
    _row, placed = way.hired()
    given = {"kind": "still_there", "day": TODAY(), **values}
    with way.as_employer() as actor, pytest.raises(JobOrderError, match=words):
        record_change(actor, placed, Change(**given))
    with acting_as_system("test"):
        assert not JobChange.objects.exists()


def test_the_same_word_twice_is_one_row_and_both_sides_may_contradict(way):
    _row, placed = way.hired()
    raised = Change("raise", TODAY(), wage=Decimal(21), wage_unit="hour")
    with way.as_employer() as actor:
        assert record_change(actor, placed, raised).pk == record_change(actor, placed, raised).pk
    with way.as_person() as actor:
        record_change(actor, placed, Change("still_there", TODAY()))
        assert {row.source for row in queries.changes_of(placed)} == {"employer", "person"}
    with way.as_employer() as actor:
        assert {row.source for row in queries.changes_of(placed)} == {"employer"}


def test_staff_record_only_where_the_person_agreed_to_be_asked(way, ana):
    _row, placed = way.hired()
    change = Change("raise", TODAY(), wage=Decimal(21), wage_unit="hour", source="employer")
    with way.as_manager() as actor, pytest.raises(JobOrderError, match="has not agreed to be asked"):
        record_change(actor, placed, change)
    allow_outcomes(ana)
    with way.as_manager() as actor:
        made = record_change(actor, placed, change)
        assert made.source == "employer"
        [stay, *_rest] = queries.stays_of(placed, queries.changes_of(placed), TODAY())
        assert stay.same_employer == "pending"
        assert queries.advancement_of(placed, queries.changes_of(placed)).answer == "yes"


def test_each_side_takes_back_its_own_word(way):
    _row, placed = way.hired()
    with way.as_employer() as actor:
        made = record_change(actor, placed, Change("still_there", TODAY()))
    with way.as_person() as actor, pytest.raises(NotAllowedError, match="Only whoever said it"):
        take_change_back(actor, made)
    with way.as_employer() as actor:
        take_change_back(actor, made)
        assert queries.changes_of(placed) == []
        with pytest.raises(JobOrderError, match="already"):
            take_change_back(actor, made)


def test_a_hire_that_was_taken_back_has_no_later(way):
    _row, placed = way.hired()
    placed.taken_back_at = timezone.now()
    with way.as_employer() as actor, pytest.raises(JobOrderError, match="no job that somebody holds"):
        record_change(actor, placed, Change("still_there", TODAY()))


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("hire", {}, "a hire is recorded from its introduction"),
        ("school", {}, "the employer or the school"),
        ("other_job", {"employer_name": "Hill Mart", "starts": timedelta(days=2)}, "today or earlier"),
        ("other_job", {"employer_name": "Hill Mart", "source": "rumour"}, "Say who told you"),
    ],
)
def test_outcomes_that_cannot_be_recorded(way, ana, kind, values, words):
    when = TODAY() + values.pop("starts", timedelta(0))
    with way.as_coach() as actor, pytest.raises(JobOrderError, match=words):
        record_outcome(actor, ana.person, kind, Terms(starts_on=when), **values)


def test_school_another_job_and_an_internal_role_are_outcomes(way, ana):
    with way.as_coach() as actor:
        school = record_outcome(actor, ana.person, "school", terms(), employer_name="Bright College")
        assert school.wage is None, "school pays no wage"
        record_outcome(actor, ana.person, "other_job", terms(), employer_name="Hill Mart", source="person")
        record_outcome(actor, ana.person, "internal", terms(title="Team lead"))
        assert {row.kind for row in queries.placements(actor)} == {"school", "other_job", "internal"}
    with way.as_employer() as actor:
        assert list(queries.placements(actor)) == []
    with way.as_person() as actor:
        assert queries.placements_of_me(actor).count() == 3
    with way.as_manager() as actor:
        take_outcome_back(actor, school)
        assert queries.placements(actor).count() == 2
        with pytest.raises(JobOrderError, match="already"):
            take_outcome_back(actor, school)


def test_pay_is_held_against_the_agencys_table_else_the_areas_median(way, ana):
    _row, placed = way.hired()
    with way.as_manager() as actor:
        assert queries.pay_standard(placed, "") is None
        median = queries.pay_standard(placed, "33460")
        assert median is not None
        assert median.hourly == round(59320 / 2080, 2)  # OEWS, all occupations, Minneapolis
        set_living_cost(actor, area="33460", hourly="21.40", source="Table of 2026", valid_from=TODAY())
        loaded = queries.pay_standard(placed, queries.living_costs(actor).get().area_code)
        assert loaded is not None
        assert (loaded.hourly, loaded.source) == (21.4, "Table of 2026")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"area": "Nowhere at all"}, "is not a wage area"),
        ({"hourly": "a lot"}, "between 1 and 500"),
        ({"hourly": "0"}, "between 1 and 500"),
        ({"source": " "}, "where the figure is from"),
    ],
)
def test_a_living_cost_without_sense_is_refused(way, values, words):
    given = {"area": "33460", "hourly": "21.40", "source": "Table", "valid_from": TODAY(), **values}
    with way.as_manager() as actor, pytest.raises(JobOrderError, match=words):
        set_living_cost(actor, **given)


def test_everything_about_me_holds_the_whole_way(way):
    way.hired()
    with way.as_person() as actor:
        mine = queries.everything_about_me(actor)
    assert [row["status"] for row in mine["introductions"]] == ["hired"]
    assert [row["verb"] for row in mine["introduction_steps"]] == ["agree", "offer", "accept", "hire"]
    assert len(mine["offers"]) == len(mine["placements"]) == 1
