"""Who stands first: the stated orders, and ties that never prefer whoever needs no support."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.held.circumstances import BARRIERS
from gainful.engine.mix import typical_support_prices
from gainful.engine.occupations import load_reference
from gainful.engine.planning.hours import whole_hours
from gainful.engine.ranking.experience import near_codes, years_in, years_of_people
from gainful.engine.ranking.fairness import at_most_by_lot, chosen_rates
from gainful.engine.ranking.order import (
    Chance,
    Floor,
    ListOrder,
    Merits,
    Ordering,
    Segment,
    mixed,
    ordered,
    segment_of,
)
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import SINCE_UNKNOWN, Constraints, lot_of
from gainful.engine.records import JobRecord, PersonRecord
from tests.engine.ranking.test_people import NURSING, make_pool, required

REFERENCE = load_reference()
GAIN = Ordering(ListOrder.LARGEST_GAIN)
WAITING = Ordering(ListOrder.LONGEST_WAITING)


def even_pool(count=40):
    """People who differ in nothing but their barriers: every other one has all of them."""
    pool = make_pool(count)
    same = np.zeros(count, int)
    everything = (1 << len(BARRIERS)) - 1
    return replace(
        pool,
        levels=pool.levels[same],
        doubt=pool.doubt[same],
        occupation=pool.occupation[same],
        wage_floor=np.full(count, np.nan, np.float32),
        barriers=np.where(np.arange(count) % 2, everything, 0).astype(np.uint32),
    )


def names(rows):
    return [f"P{row:03d}" for row in rows]


def test_a_tie_does_not_prefer_whoever_needs_no_support():
    ranking = rank_pool(required(), even_pool(), code=NURSING, support_prices=typical_support_prices())
    first = ranking.order[:20]
    assert 5 <= (first % 2).sum() <= 15, "whoever needs support stands among the first half as by lot"
    dear = rank_pool(required(), even_pool(), code=NURSING, support_prices={"transport": 1e6})
    assert (dear.order == ranking.order).all()


def test_the_lot_is_another_for_another_job_and_the_same_for_every_reader():
    pool = even_pool()
    here, again = (rank_pool(required(), pool, code=NURSING).order for _ in range(2))
    shuffled = pool.take(np.random.default_rng(1).permutation(len(pool)))
    other = rank_pool(required(), shuffled, code=NURSING)
    elsewhere = rank_pool(required(), pool, code="31-1121.00")
    assert (here == again).all()
    assert shuffled.ids[other.order].tolist() == pool.ids[here].tolist()
    assert pool.ids[elsewhere.order].tolist() != pool.ids[here].tolist()


def test_of_a_tie_whoever_waits_longest_comes_first():
    pool = even_pool(4)
    since = [
        date(2026, 5, 1).toordinal(),
        SINCE_UNKNOWN,
        date(2025, 1, 1).toordinal(),
        date(2026, 1, 1).toordinal(),
    ]
    waiting = replace(pool, since=np.array(since, np.int32))
    assert names(rank_pool(required(), waiting, code=NURSING).order) == ["P002", "P003", "P000", "P001"]


def merits(hours, gain, short=None):
    count = len(hours)
    return Merits(
        np.zeros(count), np.array(hours, float), np.array(gain, float), np.array(short or [False] * count)
    )


def test_the_longest_wait_goes_before_the_least_training_where_that_is_asked_for():
    pool = replace(even_pool(3), since=np.array([30, 10, 20], np.int32))
    rows = ordered(np.arange(3), pool, merits([10, 300, 20], [0, 0, 0]), WAITING, NURSING)
    assert names(rows) == ["P001", "P002", "P000"]


def test_the_largest_gain_comes_first_and_an_unknown_one_last():
    rows = ordered(
        np.arange(4), even_pool(4), merits([9, 9, 9, 9], [500, np.nan, 9_000, -4_000]), GAIN, NURSING
    )
    assert names(rows) == ["P002", "P000", "P003", "P001"]


def test_a_gain_counts_by_the_chance_to_finish_and_be_hired():
    """9,000 × .4 = 3,600 is less than 5,000 × .8 = 4,000."""
    chances = (
        Chance(200, 0.8, 0.7, 0.88, "our 2025 cohorts"),
        Chance(1e9, 0.4, 0.2, 0.6, "our 2025 cohorts"),
    )
    by = Ordering(ListOrder.LARGEST_GAIN, chances)
    both = merits([500, 100], [9_000, 5_000])
    assert names(ordered(np.arange(2), even_pool(2), both, by, NURSING)) == ["P001", "P000"]
    assert names(ordered(np.arange(2), even_pool(2), both, GAIN, NURSING)) == ["P000", "P001"]
    ranking = rank_pool(required(), even_pool(2), Constraints(wage=60_000), code=NURSING, ordering=by)
    assert ranking.person(0).chance == by.chance(ranking.person(0).hours)


def test_whoever_is_short_of_the_experience_asked_for_stands_behind_the_others():
    pool = even_pool(3)
    asked = Constraints(experience_years=2.0)
    ranking = rank_pool(required(), pool, asked, code=NURSING, years=np.array([1.5, 3.0, 2.0]))
    assert names(ranking.order)[2] == "P000"
    lacks = {item.competency_id: item for item in ranking.person(2).short_of}["experience"]
    assert (lacks.name, lacks.required, lacks.held) == (
        "2 years of experience in this or near work",
        2.0,
        1.5,
    )
    assert "experience" not in {item.competency_id for item in ranking.person(0).short_of}
    loosened = rank_pool(required(), pool, code=NURSING, years=np.array([1.5, 3.0, 2.0]))
    assert names(loosened.order) == names(rank_pool(required(), pool, code=NURSING).order)


def test_years_count_in_the_work_itself_and_in_near_work():
    near = near_codes(REFERENCE, NURSING)
    assert {NURSING, "31-1121.00"} <= near
    assert "53-2031.00" not in near
    person = PersonRecord(
        code="P",
        jobs=(
            JobRecord("31-1121.00", start=date(2020, 1, 1), end=date(2021, 1, 1)),
            JobRecord(NURSING, start=date(2025, 1, 1)),
            JobRecord("53-2031.00", start=date(2000, 1, 1), end=date(2019, 1, 1)),
        ),
    )
    as_of = date(2026, 1, 1)
    assert years_in(person.jobs, near, as_of) == pytest.approx(2.0, abs=0.01)
    assert years_of_people(
        [person, PersonRecord(code="Q")], NURSING, REFERENCE, as_of
    ).tolist() == pytest.approx([2.0, 0.0], abs=0.01)


@given(
    st.lists(st.booleans(), min_size=1, max_size=60),
    st.sampled_from([(0.3,), (0.5, 0.5), (0.4, 0.4), (0.25, 0.6)]),
    st.randoms(),
)
def test_floors_hold_at_every_place_while_there_is_somebody(barriers, shares, random):
    count = len(barriers)
    pool = replace(
        even_pool(count),
        barriers=np.zeros(count, np.uint32),
        scenario=np.array([random.choice([0, 1, 2]) for _ in range(count)], np.uint8),
    )
    floors = [
        Floor(s, share) for s, share in zip((Segment.DISPLACED, Segment.NONTRADITIONAL), shares, strict=False)
    ]
    found = mixed(np.arange(count), pool, floors)
    assert sorted(found.tolist()) == list(range(count))
    for floor in floors:
        member = segment_of(pool, found, floor.segment)
        for place in range(1, count + 1):
            assert member[:place].sum() >= min(int(floor.share * place + 1e-9), member.sum())
            inside = found[:place][member[:place]]
            assert (np.diff(inside) > 0).all(), "within a segment the order stays"


def test_a_floor_for_people_who_need_support_brings_them_forward():
    pool = replace(even_pool(20), barriers=np.where(np.arange(20) >= 10, 1, 0).astype(np.uint32))
    found = mixed(np.arange(20), pool, [Floor(Segment.SUPPORT, 0.5)])
    assert found[:6].tolist() == [0, 10, 1, 11, 2, 12]


@pytest.mark.parametrize("shares", [(0.7, 0.5), (0.0, 0.5), (1.2,)])
def test_floors_that_cannot_hold_are_refused(shares):
    floors = zip((Segment.DISPLACED, Segment.INCUMBENT), shares, strict=False)
    with pytest.raises(ValueError, match="floor"):
        Ordering(ListOrder.MIXED, floors=tuple(Floor(segment, share) for segment, share in floors))


def test_a_lot_is_the_same_whenever_it_is_drawn():
    """The first eight bytes of BLAKE2b with a digest of eight bytes, little end first."""
    assert lot_of(["S00001"]).tolist() == lot_of(["S00001", "S00002"]).tolist()[:1]
    assert len(set(lot_of([f"S{k:05d}" for k in range(1000)]).tolist())) == 1000


def test_the_chance_of_a_draw_is_the_hypergeometric_one():
    """Of 10, 4 are of a group; 5 drawn: P(0) = C(6,5)/C(10,5) = 6/252; P(at most 1) = (6 + 4·15)/252."""
    assert at_most_by_lot(0, 4, 5, 10) == pytest.approx(6 / 252)
    assert at_most_by_lot(1, 4, 5, 10) == pytest.approx(66 / 252)
    assert at_most_by_lot(4, 4, 5, 10) == pytest.approx(1.0)


def test_the_check_looks_at_those_chosen_too():
    gender = np.array(["woman"] * 30 + ["man"] * 30 + [""] * 5)
    listed, chosen = np.ones(65, bool), np.zeros(65, bool)
    chosen[28:40] = True  # 2 women, 10 men
    women, men = sorted(chosen_rates({"gender": gender}, listed, chosen), key=lambda rate: rate.chosen)
    assert (women.group, women.people, women.chosen, women.expected) == ("woman", 30, 2, 6.0)
    assert women.ratio == pytest.approx(0.2)
    assert women.below_four_fifths
    assert not men.below_four_fifths
    fewer = np.zeros(65, bool)
    fewer[[0, 31, 32, 33]] = True
    assert chosen_rates({"gender": gender}, listed, fewer) == (), "of four people nothing is said"
    two = np.zeros(65, bool)
    two[26:34] = True  # 4 and 4
    assert not any(rate.below_four_fifths for rate in chosen_rates({"gender": gender}, listed, two))


def test_the_order_is_by_the_hours_that_are_shown_and_the_gap_of_experience_is_read_first():
    pool = make_pool(400, seed=8)
    years = np.random.default_rng(8).uniform(0, 3, 400)
    asked = Constraints(experience_years=1.0)
    ranking = rank_pool(required(), pool, asked, code=NURSING, reference=REFERENCE, years=years)
    shown = [(row.experience is not None, whole_hours(row.hours)) for row in ranking.page(0, len(ranking))]
    assert shown == sorted(shown)
    lacking = next(row for row in ranking.page(0, len(ranking)) if row.experience)
    assert lacking.short_of[0] is lacking.experience, (
        "what no training gives is the first thing a reader sees"
    )
    assert [row.experience is None for row in ranking.page(0, len(ranking))].index(False) == (
        sum(row.experience is None for row in ranking.page(0, len(ranking)))
    ), "one break in the list, and no way back"


def test_who_could_do_it_with_little_training_has_the_experience_too():
    pool = make_pool(400, seed=8)
    years = np.random.default_rng(8).uniform(0, 3, 400)
    asked = Constraints(experience_years=1.0)
    ranking = rank_pool(required(), pool, asked, code=NURSING, reference=REFERENCE, years=years)
    rows = ranking.page(0, len(ranking))
    near = [row for row in rows if row.hours < 200]
    able = [row for row in near if row.experience is None]
    assert 0 < len(able) < len(near)
    assert ranking.within(200) == len(able)
    assert ranking.within_without_experience(200) == len(near) - len(able)
    assert sum(ranking.by_occupation(200).values()) == len(able)
    assert ranking.only([row.id for row in near]).within(200) == len(able)


def test_closing_a_gap_promises_no_place_before_people_with_the_experience_asked_for():
    pool = make_pool(400, seed=8)
    years = np.random.default_rng(8).uniform(0, 3, 400)
    asked = Constraints(experience_years=1.0)
    ranking = rank_pool(required(), pool, asked, code=NURSING, reference=REFERENCE, years=years)
    rows = ranking.page(0, len(ranking))
    have = sum(row.experience is None for row in rows)
    promised = [
        (row, int(found.group(1)))
        for row in rows
        if (found := re.search(r"at about place (\d+)", " ".join(row.what_would_change)))
    ]
    assert promised
    assert all(place > have for row, place in promised if row.experience)
    assert any("experience that the posting asks for" in " ".join(row.what_would_change) for row in rows)


def test_a_place_that_is_promised_is_the_place_that_is_had_once_the_gap_is_closed():
    pool = make_pool(120, seed=5)
    ranking = rank_pool(required(), pool, code=NURSING, reference=REFERENCE)
    for row in ranking.page(5, 40):
        found = re.search(
            r"With (.+) at the level asked for, .* at about place (\d+)", " ".join(row.what_would_change)
        )
        if not found:
            continue
        column = next(k for k, e in enumerate(REFERENCE.elements) if e.name == found.group(1))
        levels = np.array(pool.levels)
        levels[row.row, column] = 700
        again = rank_pool(required(), replace(pool, levels=levels), code=NURSING, reference=REFERENCE)
        now = again.place_of(row.id) + 1
        ties = sum(
            whole_hours(other.hours) == whole_hours(again.person(now - 1).hours)
            for other in again.page(0, 120)
        )
        assert int(found.group(2)) <= now < int(found.group(2)) + ties + 1, (
            row.name,
            found.group(0),
            now,
            ties,
        )


def test_levels_that_differ_are_never_shown_as_equal():
    pool = make_pool(400, seed=8)
    ranking = rank_pool(required(), pool, code=NURSING, reference=REFERENCE)
    gaps = [
        gap
        for row in ranking.page(0, 400)
        for gap in row.short_of
        if gap.held is not None and "onet:" in gap.competency_id
    ]
    assert any(gap.decimals == 2 for gap in gaps)
    assert all(f"{gap.required:.{gap.decimals}f}" != f"{gap.held:.{gap.decimals}f}" for gap in gaps)
