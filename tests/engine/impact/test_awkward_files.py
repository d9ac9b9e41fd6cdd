"""Files as people have them: words for arms, codes for unknown, periods in words, people twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate
from gainful.engine.impact.columns import StudyError, number
from gainful.engine.impact.verdict import verdict_of

LOTTERY = StudyPlan("q", "y", "d", Design.LOTTERY, Estimand.ITT, covariates=("x",))
PANEL = StudyPlan("q", "y", "d", Design.DID, Estimand.ATT, unit="u", time="t")
QUARTERS = ("Q42010", "Q12011", "Q22011", "Q32011", "Q42011", "Q12012")
SPELT = {
    "quarter last": QUARTERS,
    "quarter first": tuple(f"{q[2:]}-{q[:2]}" for q in QUARTERS),
    "dates": ("2019-11-01", "2019-12-01", "2020-01-01", "2020-02-01", "2020-03-01", "2020-04-01"),
    "American dates": ("11/01/2019", "12/01/2019", "01/01/2020", "02/01/2020", "03/01/2020", "04/01/2020"),
    "months": ("Nov 2019", "Dec 2019", "Jan 2020", "Feb 2020", "Mar 2020", "Apr 2020"),
}


@pytest.fixture(scope="module")
def people():
    random = np.random.default_rng(3)
    d, x = np.tile([0, 1], 100), random.normal(size=200)
    return pd.DataFrame({"d": d, "x": x, "y": 5 + x + d + random.normal(size=200)})


@pytest.fixture(scope="module")
def panel():
    random = np.random.default_rng(4)
    unit, time = np.repeat(np.arange(120), 6), np.tile(np.arange(6), 120)
    d = ((unit % 2 == 1) & (time >= 3)).astype(int)
    y = random.normal(size=120)[unit] + 0.3 * time + 2 * d + random.normal(size=720)
    return pd.DataFrame({"u": unit, "t": time, "d": d, "y": y})


@pytest.mark.parametrize("arms", [(2, 1), ("pizza", "salad"), (0.5, 2.5), ("b", "a")])
def test_any_two_words_can_name_the_arms(people, arms):
    plan = replace(LOTTERY, treated_is=str(arms[1]))
    found = evaluate(people.assign(d=[arms[v] for v in people["d"]]), plan)
    assert found.primary.effect == pytest.approx(evaluate(people, LOTTERY).primary.effect)


def test_a_third_arm_is_left_out_and_told(people):
    three = people.assign(d=["small" if v else "regular" for v in people["d"]])
    three.loc[:19, "d"] = "aide"
    found = evaluate(three, replace(LOTTERY, treated_is="small", compared_with="regular"))
    assert found.flow.analysed == 180
    assert any("20 rows" in line for line in found.warnings)
    with pytest.raises(StudyError, match=r'"tiny" is not in "d".*aide, regular, small'):
        evaluate(three, replace(LOTTERY, treated_is="tiny"))
    with pytest.raises(StudyError, match='--treated-is "aide"'):
        evaluate(three, LOTTERY)


def test_answers_in_words_and_marks_of_what_is_not_known(people):
    said = people.assign(y=np.where(people["y"] > 5, "yes", "no"))
    said.loc[0, "y"] = "n/a"
    found = evaluate(said, LOTTERY)
    assert found.flow.analysed == 199
    assert 0 < found.primary.effect < 1


def test_a_code_for_unknown_is_no_figure(people):
    coded = people.assign(y=people["y"].abs().mask(people.index < 5, -99))
    with pytest.raises(StudyError, match="-99 for 5 people"):
        evaluate(coded, LOTTERY)
    assert any("taken as a figure" in w for w in evaluate(coded, replace(LOTTERY, expert=True)).warnings)
    evaluate(coded.assign(y=lambda f: f["y"].where(f.index != 9, -3.0)), LOTTERY)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (replace(LOTTERY, unit="who"), 'Row 3: "0" has a second row'),
        (replace(LOTTERY, cluster="one"), 'the same "one"'),
        (replace(LOTTERY, outcome="Y", covariates=()), 'Did you mean "y"'),
    ],
)
def test_what_cannot_be_is_said(people, plan, said):
    with pytest.raises(StudyError, match=said):
        evaluate(people.assign(who=people.index // 2, one="A"), plan)


@pytest.mark.parametrize("names", SPELT.values(), ids=SPELT)
@pytest.mark.parametrize("design", [Design.DID, Design.STAGGERED])
def test_periods_stand_in_their_order_however_they_are_written(panel, names, design):
    plan = replace(PANEL, design=design)
    spelt = panel.assign(t=[names[v] for v in panel["t"]])
    expected = evaluate(panel, plan)
    found = evaluate(spelt, plan)
    assert found.primary.effect == pytest.approx(expected.primary.effect)
    assert found.shown == expected.shown
    assert [row["period"] for row in found.event_study] == [row["period"] for row in expected.event_study]


def test_a_start_is_read_as_the_periods_are(panel):
    names = SPELT["dates"]
    spelt = panel.assign(
        t=[names[v] for v in panel["t"]], first=[names[3] if u % 2 else None for u in panel["u"]]
    )
    plan = replace(PANEL, design=Design.STAGGERED)
    found = evaluate(spelt, replace(plan, first_treated="first"))
    assert found.primary.effect == pytest.approx(evaluate(panel, plan).primary.effect)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"t": "Autumn"}, '"Autumn" is not a number'),
        ({"u": None}, 'rows have no "u", the first is row 2'),
    ],
)
def test_rows_without_a_place_in_the_panel_are_named(panel, change, said):
    for design in (Design.DID, Design.STAGGERED):
        with pytest.raises(StudyError, match=said):
            evaluate(panel.assign(**change), replace(PANEL, design=design))


def test_treatment_that_ends_again_is_not_taken_as_lasting(panel):
    ended = panel.assign(d=panel["d"] * (panel["t"] != 5))
    for design in (Design.DID, Design.STAGGERED):
        with pytest.raises(StudyError, match="ends again for 60"):
            evaluate(ended, replace(PANEL, design=design))


def test_one_treated_unit_is_sent_to_a_synthetic_control(panel):
    one = panel.assign(d=panel["d"] * (panel["u"] == 7))
    with pytest.raises(StudyError, match="--design synthetic"):
        evaluate(one, PANEL)


def test_states_of_a_country_may_be_a_covariate():
    random = np.random.default_rng(5)
    frame = pd.DataFrame({"d": random.integers(0, 2, 2000), "y": random.normal(size=2000)})
    frame["state"] = [f"s{v}" for v in random.integers(0, 51, 2000)]
    plan = replace(LOTTERY, covariates=("state",))
    assert len(evaluate(frame, plan).balance) == 50
    with pytest.raises(StudyError, match="51 different words"):
        evaluate(frame.head(600), plan)


def test_periods_of_a_report_count_from_the_start(panel):
    """Also where years are given: the period before the start is −1, the first one of treatment 0."""
    found = evaluate(panel, PANEL)
    assert [row["period"] for row in found.event_study] == [-3, -2, -1, 0]
    years = panel[panel["u"] < 30].assign(t=panel["t"] + 2015)
    one = years.assign(d=((years["u"] == 7) & (years["t"] >= 2018)).astype(int))
    mixed = evaluate(one, replace(PANEL, design=Design.SYNTHETIC))
    assert [row["period"] for row in mixed.event_study] == [-3, -2, -1, 0, 1, 2]


def test_an_id_makes_nobody_a_place(people):
    found = evaluate(people.assign(who=people.index), replace(LOTTERY, unit="who"))
    assert "for each person" in verdict_of(found).text


def test_what_the_lost_could_change_is_said(people):
    lost = people.assign(y=people["y"].where((people["d"] == 1) | (people.index % 40 != 0)))
    assert (
        "If the extra people that one group kept were its best or its worst"
        in verdict_of(evaluate(lost, LOTTERY)).text
    )


def test_an_outcome_in_words_counts_the_word_that_is_named(people):
    said = people.assign(y=np.where(people["y"] > 5, "1_hired", "0_not"))
    said.loc[0, "y"], said.loc[1, "y"] = None, "pending"
    found = evaluate(said, replace(LOTTERY, outcome_is="1_hired"))
    assert found.flow.analysed == 198
    assert [arm.pending for arm in found.flow.arms] == [1, 0]
    with pytest.raises(StudyError, match="--outcome-is"):
        evaluate(said, LOTTERY)
    with pytest.raises(StudyError, match='"hired" is not in "y"'):
        evaluate(said, replace(LOTTERY, outcome_is="hired"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["1,234", "$12,345.60", "7"], [1234, 12345.6, 7]),
        (["12,5", "1.234,50", "7", "1.234"], [12.5, 1234.5, 7, 1234]),
        (["(1,200)", "−5", "+3", "€ 4"], [-1200, -5, 3, 4]),
        (["1.5", "n/a", ".", "1e3"], [1.5, np.nan, np.nan, 1000]),
    ],
)
def test_figures_are_read_as_people_write_them(written, meant):
    assert number(pd.DataFrame({"y": written}), "y") == pytest.approx(meant, nan_ok=True)


def test_commas_that_mean_neither_are_refused():
    with pytest.raises(StudyError, match='row 3: "1,2,3" is not a number'):
        number(pd.DataFrame({"y": ["1,200", "1,2,3"]}), "y")


def test_bounds_for_the_lost_weigh_strata_as_the_estimate_does():
    """Nearly everybody of one stratum was drawn: unweighted, the bounds left out the estimate they are of."""
    random = np.random.default_rng(6)
    stratum = np.repeat([0, 1], 400)
    d = (random.random(800) < np.where(stratum == 1, 0.8, 0.3)).astype(int)
    frame = pd.DataFrame({"d": d, "s": stratum, "y": 20.0 * stratum + d + random.normal(size=800)})
    frame.loc[frame.index % 97 == 0, "y"] = None
    found = evaluate(frame, replace(LOTTERY, covariates=(), strata="s"))
    bounds = next(item.rows[0] for item in found.diagnostics if item.id == "lee_bounds")
    plain = next(e for e in found.estimates if e.id == "difference")
    assert bounds["low"] <= plain.effect <= bounds["high"]
