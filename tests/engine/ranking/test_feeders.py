"""Feeders are near or short of little, steps down stand apart, and cabin crew are found for assistant nurses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gainful.engine.competencies.model import Domain, ProfileLine, Taxonomy
from gainful.engine.competencies.occupation_profile import occupation_profile
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.feeder_candidates import LEAST_STEPS_UP
from gainful.engine.ranking.feeders import feeder_occupations, with_pool
from gainful.engine.ranking.nearness import blended, near_occupations, title_words

REFERENCE = load_reference()
NURSE, CREW = "31-1131.00", "53-2031.00"


def test_cabin_crew_feed_assistant_nurses_with_an_honest_pay_cut():
    result = feeder_occupations(NURSE)
    crew = next(f for f in result.feeders if f.code == CREW)
    assert crew in result.steps_down[:5]
    assert (crew.group, crew.step) == ("short_of_little", "down")
    assert crew.wage_change == REFERENCE.wage(NURSE).median - REFERENCE.wage(CREW).median
    assert any("pay cut" in reason for reason in crew.reasons)
    assert crew.hours_low < 100 < crew.hours_high < 200


def test_a_wage_floor_makes_the_job_no_step_down_for_those_it_pays_enough():
    assert CREW in {f.code for f in feeder_occupations(NURSE, wage_floor=40_000).steps_up}
    assert CREW in {f.code for f in feeder_occupations(NURSE, wage_floor=45_000).steps_down}


def test_the_over_qualified_come_last():
    down = feeder_occupations(NURSE).steps_down
    order = [f.shortfall + f.surplus for f in down]
    assert order == sorted(order)
    assert [f.code for f in down].index(CREW) < [f.code for f in down].index("29-1141.00")


@pytest.mark.parametrize("code", [NURSE, "15-1252.00", "47-2111.00", "55-3016.00", "29-1141.00"])
def test_groups_share_no_one_and_near_come_first(code):
    result = feeder_occupations(code, k=20)
    assert sorted(f.code for f in result.steps_up + result.steps_down) == sorted(
        f.code for f in result.feeders
    )
    assert [f.code for f in result.feeders[:20]] == [n.code for n in near_occupations(code, 20)]
    assert code not in {f.code for f in result.feeders}
    for feeder in result.feeders:
        assert 0 <= feeder.nearness <= 1
        assert 0 <= feeder.shortfall <= 1
        assert feeder.hours_low <= feeder.hours_high
        assert feeder.in_pool is None


def test_a_profile_finds_the_feeders_of_its_occupation():
    by_profile = feeder_occupations(occupation_profile(NURSE))
    assert by_profile.code == NURSE
    assert [f.code for f in by_profile.feeders[:20]] == [
        f.code for f in feeder_occupations(NURSE).feeders[:20]
    ]


def test_technologies_that_a_feeder_uses_are_not_missing():
    code = "15-1252.00"
    tool = reference_tool(code)
    need = ProfileLine(tool.id, Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, tool.name)
    typical = occupation_profile(code)
    result = feeder_occupations(replace(typical, lines=(*typical.lines, need)), code=code)
    lacking = {f.code for f in result.feeders if tool.id in {line.competency_id for line in f.short_of}}
    users = {f.code for f in result.feeders if tool.id in {t.id for t in REFERENCE.technologies(f.code)}}
    assert users
    assert not lacking & users


def reference_tool(code):
    """The job's first technology in demand."""
    return REFERENCE.technologies(code)[0]


def test_area_and_pool_figures():
    result = feeder_occupations(NURSE, area="0039300", pool_counts={CREW: 12})
    assert result.area == "Providence-Warwick, RI-MA"
    assert result.wage == REFERENCE.wage(NURSE, "0039300").median
    assert {f.code: f.in_pool for f in result.feeders}[CREW] == 12
    assert {f.in_pool for f in with_pool(result, {}).feeders} == {0}
    with pytest.raises(KeyError, match="No wage area"):
        feeder_occupations(NURSE, area="Atlantis")
    with pytest.raises(KeyError, match="Nearest codes"):
        feeder_occupations("31-1130.00")


def test_nearness_is_symmetric_and_its_own_scale():
    scores = blended(REFERENCE)
    assert np.allclose(scores, scores.T, atol=1e-4)
    near = near_occupations(NURSE, 5)
    assert near[0].nearness == 1
    assert [n.nearness for n in near] == sorted((n.nearness for n in near), reverse=True)


def test_title_words_are_folded():
    assert title_words("Heads of Nurses, Except Glass") == ["head", "nurse", "glass"]


def test_where_the_neighbours_are_better_paid_the_nearest_that_pay_less_are_listed_too() -> None:
    found = feeder_occupations("15-1232.00")
    up = [f for f in found.feeders if f.group == "nearest_step_up"]
    assert "43-4051.00" in {f.code for f in up}, "customer service representatives become help desk staff"
    assert {f.step for f in up} == {"up"}
    near_up = [f for f in found.feeders if f.group == "near" and f.step == "up"]
    assert len(near_up) + len(up) == LEAST_STEPS_UP
    nearness = [f.nearness for f in up]
    assert nearness == sorted(nearness, reverse=True)
    codes = [f.code for f in found.feeders]
    assert len(codes) == len(set(codes))


def test_where_enough_of_the_near_ones_are_steps_up_none_is_added() -> None:
    assert {f.group for f in feeder_occupations("51-4121.00").feeders} == {"near", "short_of_little"}


def test_employment_published_together_is_shown_once_with_its_name():
    """BLS publishes home health and personal care aides as one: two feeders had shown the same employment."""
    result = feeder_occupations(NURSE, k=40)
    aides = [f for f in result.feeders if f.code in {"31-1121.00", "31-1122.00"}]
    assert [f.employment_of for f in aides] == ["Home Health and Personal Care Aides"] * 2
    assert [f.local_employment for f in aides] == [REFERENCE.wage("31-1121.00").employment, None]
    shown = [f.local_employment for f in result.feeders if f.local_employment]
    assert len(shown) == len({(f.employment_of or f.code) for f in result.feeders if f.local_employment})
    assert next(f for f in result.feeders if f.code == CREW).employment_of is None


def test_pay_of_the_state_is_named():
    """Abilene publishes no pay of cabin crew: Texas does."""
    crew = next(f for f in feeder_occupations(NURSE, area="Abilene, TX").feeders if f.code == CREW)
    assert crew.wage_place == "state"
    assert crew.wage_now == REFERENCE.wage(CREW, "Texas").median
    assert crew.local_employment is None
    assert any("that of the whole state" in reason for reason in crew.reasons)
    here = next(f for f in feeder_occupations(NURSE).feeders if f.code == CREW)
    assert here.wage_place == "nation", "no area was asked for"


def test_pay_at_the_ceiling_makes_no_exact_change():
    """Somewhere BLS gives surgeons' median only as reaching $239,200: what a job pays less is then "at least"."""
    codes = tuple(o.code for o in REFERENCE.occupations)
    area, row = next(
        (area.code, int(rows[0]))
        for area in REFERENCE.areas
        if (
            rows := np.flatnonzero((m := REFERENCE.wages.medians(codes, area.code)).at_least & (m.place == 0))
        ).size
    )
    result = feeder_occupations(codes[row], area=area)
    assert (result.wage, result.wage_at_least) == (239_200, True)
    for feeder in result.feeders:
        if feeder.wage_now is not None:
            assert feeder.wage_change_bound == ("unknown" if feeder.wage_now_at_least else "at_least")
            assert (feeder.wage_change is None) == feeder.wage_now_at_least
    assert all(f.step != "down" or f.wage_change is None or f.wage_change < 0 for f in result.feeders)
