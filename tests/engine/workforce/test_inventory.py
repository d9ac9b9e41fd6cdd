"""Levels by role as the engine's held levels give them; nobody can be made out; needs stand against them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pytest

from gainful.engine.curriculum import Course
from gainful.engine.curriculum.model import Teaches
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.held_by_people import held_by_people
from gainful.engine.records import JobRecord, PersonRecord
from gainful.engine.workforce import (
    LevelNeed,
    RoleNeed,
    Roster,
    ToldLevels,
    level_standing,
    role_standing,
    skills_inventory,
)

NURSE, AIDE, COOK = "29-1141.00", "31-1131.00", "35-2014.00"
BY = date(2027, 12, 31)


def roster(*lines):
    """Return a roster of (code, years, agreed, people)."""
    codes, years, agreed, people = zip(*lines, strict=True)
    return Roster(codes, np.array(years, float), np.array(agreed), np.array(people))


def test_a_role_has_the_mean_of_what_its_people_hold():
    reference, today = load_reference(), date(2026, 11, 30)
    starts = [date(2020, 1, 1), date(2024, 6, 1), date(2026, 1, 1)]
    people = [PersonRecord(str(n), jobs=(JobRecord(NURSE, start=day),)) for n, day in enumerate(starts)]
    held = held_by_people(people, reference, today).levels.astype(float) / 100
    held[held > 7] = np.nan
    lines = [(NURSE, (today - day).days / 365.25, True, 1) for day in starts]
    found = skills_inventory(roster(*lines), reference)
    assert np.allclose(found.mean[0], held[:, found.columns].mean(axis=0), atol=0.01, equal_nan=True)
    column = found.column_of("onet:2.A.1.b")
    wanted = float(np.median(held[:, found.columns[column]]))
    assert found.holders(column, wanted) == (held[:, found.columns[column]] >= wanted).sum()
    assert found.holders(column, 0.0) == 3
    assert found.column_of("onet:1.A.3.a.1") is None, "abilities are not shown"
    assert found.column_of("nothing") is None


@pytest.mark.parametrize(("silent", "counted"), [(0, 2), (4, 2), (5, 7), (9, 11)])
def test_levels_of_fewer_than_five_who_did_not_agree_stand_nowhere(silent, counted):
    lines = [
        (COOK, 1.0, True, 2),
        (COOK, 30.0, False, silent),
        ("", 2.0, False, 3),
        ("99-9999.00", 2.0, True, 1),
    ]
    found = skills_inventory(roster(*[line for line in lines if line[3]]), load_reference())
    assert (found.people, found.without_role) == (6 + silent, 4)
    assert (found.headcount[0], found.agreed[0], found.counted[0]) == (2 + silent, 2, counted)
    alone = skills_inventory(roster((COOK, 1.0, True, 2)), load_reference())
    same = np.allclose(found.mean[0], alone.mean[0], equal_nan=True)
    assert same == (counted == 2)
    column = found.column_of("onet:2.A.1.b")
    assert found.holders(column, 0.0) == counted


def test_an_empty_workforce_and_a_role_of_silent_people_have_no_levels():
    none = skills_inventory(
        Roster((), np.zeros(0), np.zeros(0, bool), np.zeros(0, np.int64)), load_reference()
    )
    assert (none.people, none.roles) == (0, ())
    assert role_standing(none, RoleNeed(NURSE, 2, BY)).missing == 2
    few = skills_inventory(roster((COOK, np.nan, False, 3)), load_reference())
    assert np.isnan(few.mean).all()
    standing = level_standing(few, LevelNeed("onet:2.A.1.b", 2.0, 2, BY))
    assert (standing.have, standing.missing, standing.uncounted, standing.movers) == (0, 2, 3, ())


def test_what_is_missing_names_the_nearest_role_and_the_courses_that_close_it():
    found = skills_inventory(
        roster((NURSE, 5.0, True, 4), (AIDE, 5.0, True, 20), (COOK, 5.0, False, 6)), load_reference()
    )
    course = Course("c", "Listening well", "College", 40, Decimal(300), {"onet:2.A.1.b": Teaches(0, 4)})
    standing = role_standing(found, RoleNeed(NURSE, 10, BY), [course])
    assert (standing.have, standing.missing) == (4, 6)
    assert [mover.code for mover in standing.movers] == [AIDE, COOK]
    assert 0 < standing.movers[0].hours_low < standing.movers[0].hours_high < standing.movers[1].hours_high
    assert standing.movers[0].plan is not None
    need = LevelNeed("onet:2.A.1.b", 3.9, 30, BY)
    level = level_standing(found, need, [course])
    assert level.have + level.missing == 30
    near = level.movers[0]
    assert near.plan.price == 300
    assert near.short_of[0].startswith("Active Listening 3.")
    for wrong in (RoleNeed("11-0000.99", 1, BY),):
        with pytest.raises(KeyError):
            role_standing(found, wrong)
    with pytest.raises(KeyError):
        level_standing(found, LevelNeed("onet:1.A.3.a.1", 1, 1, BY + timedelta(days=1)))


def test_own_levels_stand_in_place_of_what_a_role_lets_assume():
    reference = load_reference()
    lines = [(COOK, 1.0, True, 3), (COOK, 1.0, True, 1), (COOK, 1.0, False, 2), (NURSE, 5.0, True, 1)]
    staff = roster(*lines)
    staff = Roster(staff.codes, staff.years, staff.agreed, staff.people, np.array([False, True, True, False]))
    told = np.full((4, len(reference.elements)), np.nan, np.float32)
    column = skills_inventory(staff, reference).column_of("onet:2.A.1.b")
    place = reference.column("onet:2.A.1.b")
    told[:, place] = [6.5, 6.0, 5.5, 1.0]
    found = skills_inventory(staff, reference, ToldLevels((COOK, COOK, COOK, "17-1011.00"), told))
    assert list(zip(found.roles, found.headcount, found.counted, found.told, strict=True)) == [
        (COOK, 6, 6, 3), (NURSE, 1, 1, 0),
    ]  # fmt: skip
    alone = skills_inventory(roster((COOK, 1.0, True, 3)), reference)
    assumed = float(alone.mean[0, column])
    assert found.mean[0, column] == pytest.approx((3 * assumed + 6.5 + 6.0 + 5.5) / 6, abs=1e-4)
    assert found.holders(column, 6.0) == 2
    other = alone.column_of("onet:2.A.1.a")
    assert found.mean[0, other] == pytest.approx(float(alone.mean[0, other])), "unknown is not zero"


def test_who_tells_no_levels_is_counted_by_five_of_their_own():
    """Four silent people beside six who tell theirs: the four are as well known as without the six."""
    staff = roster((COOK, 1.0, False, 6), (COOK, 30.0, False, 4))
    staff = Roster(staff.codes, staff.years, staff.agreed, staff.people, np.array([True, False]))
    levels = np.full((6, len(load_reference().elements)), 2.0, np.float32)
    found = skills_inventory(staff, load_reference(), ToldLevels((COOK,) * 6, levels))
    assert (found.headcount[0], found.counted[0], found.told[0]) == (10, 6, 6)
    assert np.nanmax(found.mean[0]) == 2.0
