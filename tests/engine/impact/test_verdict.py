from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings

from gainful.engine.impact.amounts import amount, plain
from gainful.engine.impact.model import Design, Estimand
from gainful.engine.impact.readability import reading_grade, syllables
from gainful.engine.impact.verdict import Kind, verdict_of
from tests.engine.impact.evaluations import evaluation, evaluations

HIGHEST_GRADE = 6.9


def test_an_effect_with_its_range_and_why():
    verdict = verdict_of(evaluation())
    assert verdict.headline == (
        "The program raised “re78” by about $1,794 for each person who was offered a place."
    )
    assert "between $479 and $3,109" in verdict.range
    assert "$4,555 on average, so that is +39%" in verdict.range
    assert "lottery" in verdict.because
    assert "high" in verdict.evidence


def test_a_fall_is_called_lowered():
    verdict = verdict_of(evaluation(effect=-900.0, se=100.0))
    assert verdict.kind is Kind.LOWERED
    assert "lowered “re78” by about $900" in verdict.headline


def test_weak_evidence_is_said_before_the_figure_and_claims_nothing():
    verdict = verdict_of(evaluation(Design.COMPARISON, pre_outcomes=()))
    assert verdict.headline.startswith("The evidence is too weak to act on. It hints that “re78” went up")
    assert "The program raised" not in verdict.text
    assert "We know" not in verdict.because
    assert "may well lie outside" in verdict.range


def test_a_range_with_zero_in_it_is_not_an_effect_and_names_what_could_be_found():
    verdict = verdict_of(evaluation(effect=500.0))
    assert verdict.kind is Kind.CANNOT_TELL
    assert "raised" not in verdict.text
    assert "only effects of about $1,880 or more" in verdict.range


def test_a_refused_study_shows_no_figure_and_names_each_reason_with_its_remedy():
    verdict = verdict_of(evaluation(Design.COMPARISON, failed=("overlap", "earnings_dip")))
    assert verdict.kind is Kind.REFUSED
    assert "1,794" not in json.dumps(verdict.to_json())
    assert [item.gate for item in verdict.refusals] == ["overlap", "earnings_dip"]
    assert all(item.fix and item.fix_plain for item in verdict.refusals)


def test_groups_of_which_nothing_is_known_are_not_called_unlike():
    study = evaluation(Design.COMPARISON)
    unknown = replace(study.gates[1], passed=False, figure=None)
    assert unknown.id == "balance"
    verdict = verdict_of(replace(study, gates=(unknown,)))
    assert verdict.refusals[0].plain.startswith("Nothing is known from before the program.")


def test_an_expert_can_open_it_and_the_words_say_so_first():
    verdict = verdict_of(evaluation(failed=("overlap",), expert=True))
    assert verdict.text.startswith("Take care: one check failed. An expert chose")
    assert verdict.kind is Kind.RAISED


def test_the_plain_difference_is_refused_apart_from_the_effect():
    verdict = verdict_of(evaluation(Design.COMPARISON, naive_fails=True))
    assert verdict.kind is Kind.RAISED
    assert verdict.refusals == ()
    assert verdict.naive == (
        "Do not just compare the two groups as they are. The two groups were not alike at the start."
    )


def test_too_many_pending_results_are_too_soon_and_not_refused():
    assert verdict_of(evaluation(failed=("pending",), pending=60)).kind is Kind.PENDING
    assert verdict_of(evaluation(failed=("pending", "overlap"), pending=60)).kind is Kind.REFUSED


def test_pending_outcomes_are_not_a_no():
    verdict = verdict_of(evaluation(pending=200, effect=None))
    assert verdict.kind is Kind.PENDING
    assert verdict.headline.startswith("It is too soon to say. The results of 200 people")


def test_some_pending_and_missing_people_are_named():
    text = verdict_of(evaluation(pending=10, missing=20)).text
    assert "We do not know what came of 40 of 460 people." in text
    assert "The results of 10 people are not in yet." in text


@pytest.mark.parametrize("design", Design)
def test_each_design_says_why_we_know(design):
    assert len(verdict_of(evaluation(design)).because) > 60


@pytest.mark.parametrize(
    ("unit", "effect", "says"),
    [
        ("share", 0.0912, "9.1 percentage points"),
        ("percent", 9.12, "9.1 percentage points"),
        ("points", 9.12, "9.12 points"),
        ("$", 12.5, "$12.50"),
        ("log employment", 0.0399, "0.0399 log employment"),
        ("", 12345.6, "12,346"),
    ],
)
def test_amounts_carry_their_unit(unit, effect, says):
    assert says in verdict_of(evaluation(effect=effect, se=effect / 5, unit=unit)).headline


def test_the_estimand_says_whose_effect():
    words = {verdict_of(evaluation(estimand=estimand)).headline.split(" for ")[-1] for estimand in Estimand}
    assert len(words) == len(Estimand)


@settings(max_examples=200, deadline=None)
@given(evaluations())
def test_a_sixth_grader_can_read_it_and_it_promises_nothing(study):
    verdict = verdict_of(study)
    text = verdict.text
    assert reading_grade(text) <= HIGHEST_GRADE, text
    assert not re.search(r"prove[ndsr]?\b|significan", text, re.IGNORECASE)
    assert (verdict.kind in {Kind.RAISED, Kind.LOWERED, Kind.CANNOT_TELL}) <= study.shown
    assert not study.opened_by_expert or verdict.expert


@settings(max_examples=100, deadline=None)
@given(evaluations())
def test_a_refused_effect_is_nowhere_in_the_words(study):
    if study.shown or study.primary is None:
        return
    verdict = verdict_of(study)
    assert verdict.kind in {Kind.REFUSED, Kind.PENDING}
    assert verdict.range == ""
    if study.plan.outcome_unit == "$":
        assert amount(abs(study.primary.effect), "$") not in verdict.text


@pytest.mark.parametrize(
    ("word", "count"),
    [("the", 1), ("program", 2), ("made", 1), ("little", 2), ("people", 2), ("started", 2), ("moved", 1), ("1,794", 1),
     ("difference", 3), ("places", 2), ("same", 1), ("evaluation", 5)],
)  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count


def test_reading_grade_by_hand():
    # 6 words, 1 sentence, 6 syllables: 0.39 × 6 + 11.8 × 1 − 15.59 = −1.45
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)
    hard = "Heterogeneous intention-to-treat estimators necessitate cautious extrapolation considerations."
    assert reading_grade(hard) > 20


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (-12120.4, "−12,120"),
        (-0.5, "−0.500"),
        (0.0, "0"),
        (3.2e-7, "3.2e−07"),
        (2e300, "2e+300"),
        (float("nan"), "—"),
    ],
)
def test_bare_figures_are_read_without_powers_of_ten(value, said):
    assert plain(value) == said
