"""Ranking a pool: least upskilling first, barriers never exclude, protected characteristics never enter."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.credentials.by_law import licensed_above
from gainful.engine.gap import newcomer_hours, school_hours, shortfall
from gainful.engine.held.circumstances import BARRIERS
from gainful.engine.held.work_history import HistoryTable, held_levels
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.fairness import selection_rates, wilson
from gainful.engine.ranking.kernel import as_hundredths
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints, Pool

REFERENCE = load_reference()
NURSING = "31-1131.00"
CODES = ["53-2031.00", "35-3031.00", "31-1121.00", "11-1011.00", "29-1141.00", "53-7062.00", "15-1252.00"]


@cache
def required(code=NURSING):
    row = REFERENCE.row(code)
    return CompetencyProfile(
        REFERENCE.version,
        tuple(
            ProfileLine(
                e.id, Taxonomy.ONET, Domain(e.domain), e.name,
                level=float(REFERENCE.level[row, k]), importance=float(REFERENCE.importance[row, k]),
            )
            for k, e in enumerate(REFERENCE.elements)
            if REFERENCE.importance[row, k] >= 2.5
        ),
    )  # fmt: skip


def make_pool(count=60, seed=3):
    rng = np.random.default_rng(seed)
    rows = np.array([REFERENCE.row(CODES[k % len(CODES)]) for k in range(count)], np.int32)
    history = HistoryTable(
        np.arange(count, dtype=np.int32), rows, rng.uniform(0.2, 9, count), rng.uniform(0, 3, count)
    )
    level, doubt = held_levels(history, count, REFERENCE)
    return Pool(
        REFERENCE.version,
        ids=np.array([f"P{k:03d}" for k in range(count)]),
        codes=np.array([f"P{k:03d}" for k in range(count)]),
        names=np.array([f"P{k:03d}" for k in range(count)]),
        levels=as_hundredths(level),
        doubt=np.rint(np.nanmax(doubt, axis=1) * 100).astype(np.uint16),
        occupation=rows,
        area=np.array(["0033460"] * count),
        wage_now=np.full(count, 40_000, np.float32),
        wage_now_at_least=np.zeros(count, bool),
        wage_now_place=np.zeros(count, np.uint8),
        wage_floor=rng.choice([np.nan, 30_000, 50_000], count).astype(np.float32),
        shifts=rng.integers(0, 16, count).astype(np.uint8),
        barriers=rng.integers(0, 2 ** len(BARRIERS), count).astype(np.uint32),
        scenario=np.zeros(count, np.uint8),
        credentials=tuple(frozenset() for _ in range(count)),
        segments={"gender": rng.choice(["woman", "man"], count)},
    )


def test_order_is_by_hours():
    ranking = rank_pool(required(), make_pool(), code=NURSING)
    hours = np.round(ranking.hours[ranking.order], 1)
    assert (np.diff(hours) >= 0).all()
    assert len(ranking) + len(ranking.apart) + len(ranking.ready) == 60
    assert sum(ranking.by_occupation().values()) == (ranking.pool.occupation >= 0).sum()
    assert sum(ranking.by_occupation(1e9).values()) <= len(ranking)


def test_a_long_step_down_is_listed_apart_not_on_top():
    ranking = rank_pool(required(), make_pool(), Constraints(wage=41_000), code=NURSING)
    titles = {REFERENCE.occupations[ranking.pool.occupation[row]].code for row in ranking.apart}
    assert {"11-1011.00", "29-1141.00"} <= titles


def test_whoever_says_that_the_pay_is_enough_is_on_the_list():
    """Somebody laid off has lost the old pay already: cabin crew who can live on an aide's pay stand on the list."""
    pool = make_pool()
    crew = replace(pool, occupation=np.full_like(pool.occupation, REFERENCE.row("53-2031.00")),
                   wage_now=np.full(len(pool), 67_000, np.float32))  # fmt: skip
    for floor, on_list in ((np.nan, 0), (40_000, len(pool)), (50_000, 0)):
        asked = replace(crew, wage_floor=np.full(len(pool), floor, np.float32))
        assert len(rank_pool(required(), asked, Constraints(wage=41_000), code=NURSING)) == on_list


@pytest.mark.parametrize(
    ("now", "at_least", "change", "bound"),
    [
        (40_000, False, 1_000, "exact"),
        (239_200, True, -198_200, "at_most"),
        (239_200, False, -198_200, "exact"),
        (np.nan, False, None, "unknown"),
    ],
)
def test_a_wage_at_the_ceiling_gives_no_exact_change(now, at_least, change, bound):
    """Of a physician's wage BLS may say only that it reaches $239,200: the loss is that or more."""
    pool = make_pool(4)
    paid = replace(pool, wage_now=np.full(4, now, np.float32), wage_now_at_least=np.full(4, at_least))
    person = rank_pool(required(), paid, Constraints(wage=41_000), code=NURSING).only(["P000"]).person(0)
    assert (person.wage_change, person.wage_change_bound) == (change, bound)


def test_whoever_is_licensed_above_the_job_is_listed_apart():
    """A licensed practical nurse is one job zone above an aide, yet training her as one wastes a licence."""
    pool = make_pool()
    nurses = replace(pool, occupation=np.full_like(pool.occupation, REFERENCE.row("29-2061.00")))
    assert len(rank_pool(required(), nurses, code=NURSING)) == 0
    assert len(rank_pool(required(), nurses, code="53-2031.00")) == len(pool)
    assert licensed_above(NURSING) >= {"29-2061.00", "29-1141.00"}
    assert licensed_above("53-2031.00") == frozenset()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_protected_characteristics_never_enter(seed):
    pool = make_pool()
    shuffled = replace(
        pool, segments={"gender": np.random.default_rng(seed).permutation(pool.segments["gender"])}
    )
    wanted = Constraints(wage=42_000, shifts=1)
    assert (rank_pool(required(), pool, wanted).order == rank_pool(required(), shuffled, wanted).order).all()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_barriers_never_exclude(seed):
    pool = make_pool()
    none = replace(pool, barriers=np.zeros(len(pool), np.uint32))
    some = replace(pool, barriers=np.random.default_rng(seed).integers(0, 1024, len(pool)).astype(np.uint32))
    wanted = Constraints(wage=42_000)
    assert set(rank_pool(required(), none, wanted).order) == set(rank_pool(required(), some, wanted).order)


@pytest.mark.parametrize("reason", ["wage", "schedule", "hours", "occupation"])
def test_dropping_a_constraint_never_shrinks_the_list_and_counts_are_right(reason):
    from gainful.engine.ranking.people import relaxed

    full = Constraints(wage=42_000, shifts=3, max_hours=150, occupation="53-2031.00")
    ranking = rank_pool(required(), make_pool(), full)
    wider = rank_pool(required(), make_pool(), relaxed(full, reason))
    assert len(wider) == len(ranking) + ranking.if_relaxed[reason]


def test_a_persons_hours_are_those_of_the_gap():
    pool = make_pool()
    ranking = rank_pool(required(), pool, code=NURSING, reference=REFERENCE)
    person = ranking.page(0, 1)[0]
    held = CompetencyProfile(
        REFERENCE.version,
        tuple(
            replace(
                line,
                level=float(pool.levels[person.row, REFERENCE.column(line.competency_id)]) / 100,
                level_low=None,
                level_high=None,
            )
            for line in required().lines
        ),
    )
    gap = shortfall(required(), held, REFERENCE, code=NURSING)
    assert {line.competency_id for line in person.short_of if line.held < line.required} == {
        line.competency_id for line in gap.short_of if line.domain in {"skill", "knowledge"}
    }
    assert person.hours_low <= person.hours <= person.hours_high


def test_a_pool_of_another_version_is_refused():
    with pytest.raises(ValueError, match="Refresh the pool"):
        rank_pool(required(), replace(make_pool(), reference_version="onet-1.0"))


def test_wilson_interval_is_the_published_one():
    low, high = wilson(246, 269)
    assert (round(low, 3), round(high, 3)) == (0.875, 0.942)


def test_small_groups_are_counted_not_judged():
    rates = selection_rates({"g": np.array(["a"] * 20 + ["b"] * 3)}, np.array([True] * 23))
    assert [(r.group, r.rate) for r in rates] == [("a", 1.0), ("b", None)]


def test_four_fifths_flag():
    segment = np.array(["a"] * 100 + ["b"] * 100)
    chosen = np.r_[np.arange(100) < 50, np.arange(100) < 30]
    assert [r.below_four_fifths for r in selection_rates({"g": segment}, chosen)] == [False, True]


def test_the_schooling_of_a_job_that_asks_for_a_degree_is_a_line_of_its_own():
    hygienist = "29-1292.00"
    ranking = rank_pool(required(hygienist), make_pool(14), code=hygienist)
    by_title = {person.occupation_code: person for person in ranking.page(0, 14)}
    crew = by_title["53-2031.00"]
    line = next(item for item in crew.short_of if item.competency_id == "schooling")
    assert crew.hours_high >= line.hours_high > 1_000
    assert line.hours_low == 0
    school = school_hours(REFERENCE)
    assert line.hours_high == pytest.approx(
        school[REFERENCE.row(hygienist)] - school[REFERENCE.row("53-2031.00")], abs=0.05
    )
    nursing = rank_pool(required(), make_pool(14), code=NURSING)
    assert not nursing.schooling.any()


def test_a_tool_or_degree_that_somebody_tells_of_counts_as_held():
    tool = "technology:intuit-quickbooks"
    job = required("25-2021.00")
    job = replace(job, lines=(*job.lines, ProfileLine(
        tool, Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, "QuickBooks",
        need=Need.DAY_ONE, evidence=(Evidence(EvidenceKind.POSTING, Span(0, 10, "QuickBooks")),),
    )))  # fmt: skip
    pool = make_pool()
    pool = replace(pool, occupation=np.full(60, REFERENCE.row("53-7062.00"), np.int32))
    told = (frozenset({tool, "credential:bachelor-degree"}), *pool.credentials[1:])
    before = rank_pool(job, pool, code="25-2021.00")
    after = rank_pool(job, replace(pool, credentials=told), code="25-2021.00")
    assert after.hours_high[0] < before.hours_high[0]
    assert after.schooling[0] < before.schooling[0]
    assert after.hours_high[1] == before.hours_high[1]
    column = [extra.competency_id for extra in after.extras].index(tool)
    assert before.lacks[0, column]
    assert not after.lacks[0, column]


def test_newcomers_learn_at_the_job_what_their_last_work_does_not_have():
    low, high = newcomer_hours(REFERENCE, REFERENCE.row(NURSING))
    pool = make_pool()
    ranking = rank_pool(required(), pool, code=NURSING)
    known = pool.occupation >= 0
    assert (ranking.hours_low[known] >= low[pool.occupation[known]] - 1e-9).all()
    assert (ranking.hours_high[known] >= high[pool.occupation[known]] - 1e-9).all()
    assert (ranking.hours_low <= ranking.hours).all()
    assert (ranking.hours <= ranking.hours_high).all()


HELD = st.lists(st.frozensets(st.sampled_from("abcd")), max_size=8)


@given(HELD, st.sets(st.sampled_from("abcde"), min_size=1))
def test_who_holds_one_of_some_credentials_is_told_as_asking_each_person_does(held, asked):
    pool = replace(make_pool(len(held)), credentials=tuple(held))
    assert pool.holding(*asked).tolist() == [bool(asked & of) for of in held]
    half = pool.take(np.arange(len(held)) % 2 == 0)
    assert half.holding(*asked).tolist() == [bool(asked & of) for of in held[::2]]


def test_people_picked_by_hand_stand_in_the_order_of_the_list():
    ranked = rank_pool(required(), make_pool(), Constraints(), code=NURSING)
    ids = [person.id for person in ranked.page(0, 12)]
    assert [person.id for person in ranked.only(list(reversed(ids))).page(0, 12)] == ids


def test_the_estimate_that_orders_the_list_lies_between_its_ends():
    people = rank_pool(required(), make_pool(), Constraints(), code=NURSING).page(0, 30)
    assert [person.hours for person in people] == sorted(person.hours for person in people)
    assert all(person.hours_low <= round(person.hours, 1) <= person.hours_high for person in people)
