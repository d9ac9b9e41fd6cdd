"""Evaluations made up for tests of what is said about them; no estimator runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from gainful.engine.impact.model import (
    Arm,
    BalanceRow,
    Design,
    Diagnostic,
    Estimand,
    Estimate,
    Evaluation,
    Flow,
    Gate,
    StudyPlan,
)

ESTIMANDS = {Design.LOTTERY: Estimand.ITT, Design.IV: Estimand.TOT}


def gate(name: str, *, passed: bool = True, figure: float | None = 0.03, **rest: Any) -> Gate:
    return Gate(
        name, f"Rule of {name}", passed, figure, 0.1, f"{name} is {figure}", f"Mend {name}", "WWC 5.0", **rest
    )


def evaluation(
    design: Design = Design.LOTTERY,
    *,
    effect: float | None = 1794.3,
    se: float | None = 671.0,
    failed: tuple[str, ...] = (),
    expert: bool = False,
    pending: int = 0,
    missing: int = 0,
    unit: str = "$",
    outcome: str = "re78",
    smd: float = 0.1,
    naive_fails: bool = False,
    **plan: Any,
) -> Evaluation:
    """Return a sound study of its design unless told otherwise."""
    asked = {
        "treatment": "treat",
        "question": "Did the program raise earnings?",
        "estimand": ESTIMANDS.get(design, Estimand.ATT),
        "covariates": ("age", "education"),
        "pre_outcomes": ("re74", "re75"),
    } | plan
    made = StudyPlan(outcome=outcome, design=design, outcome_unit=unit, expert=expert, **asked)
    arms = (
        Arm("treated", 200, 200 - missing - pending, missing, pending),
        Arm("comparison", 260, 260 - missing, missing),
    )
    known = sum(arm.known for arm in arms)
    names = ("attrition", "balance", "overlap", "pre_periods")
    gates = tuple(
        gate(name, figure=len(made.pre_outcomes) if name == "pre_periods" else 0.03)
        for name in names
        if name not in failed
    )
    gates += tuple(gate(name, passed=False, figure=0.6) for name in failed)
    if naive_fails:
        gates += (gate("naive_balance", passed=False, figure=1.9, naive=True),)
    estimates: tuple[Estimate, ...] = (
        Estimate("naive", "Difference in means", made.estimand, -8497.5, 583.4, -9641.0, -7354.0, 0.0, 185, 15992,
                 causal=False),
    )  # fmt: skip
    if effect is not None:
        low, high = (None, None) if se is None else (effect - 1.96 * se, effect + 1.96 * se)
        primary = Estimate(
            "main",
            "Regression",
            made.estimand,
            effect,
            se,
            low,
            high,
            None if se is None else 0.01,
            185,
            260,
            primary=True,
        )
        second = replace(primary, id="second", name="Difference in means", primary=False, effect=effect * 0.9)
        estimates = (primary, second, *estimates)
    return Evaluation(
        plan=made,
        flow=Flow(475, (("no outcome column", 15),), arms, known, 2 * missing / 460, missing / 2000),
        balance=(
            BalanceRow("age", 25.8, 25.1, 25.7, 0.11, smd),
            BalanceRow("re75", 1532.0, 1266.0, 1532.0, 0.08, 0.0),
            BalanceRow("married", 0.2, None, None, None, None),
        ),
        estimates=estimates,
        diagnostics=(
            Diagnostic(
                "robustness", "Robustness value", 0.08, None, "A hidden cause this strong would undo it."
            ),
            Diagnostic(
                "agreement",
                "Do other methods agree?",
                0.2,
                1.0,
                "How far they lie apart.",
                "standard errors",
                ({"method": "Regression", "effect": effect}, {"method": "Weighting", "effect": effect}),
            ),
            Diagnostic("placebo", "Placebo", -12.0, None, "On the outcome before: −12."),
            Diagnostic("e-value", "E-value", None, None, "Not worked out."),
        ),
        gates=gates,
        minimum_detectable=1880.0,
        comparison_mean=4554.8,
        overlap={
            "edges": [0, 0.25, 0.5, 0.75, 1],
            "treated": [5, 60, 90, 45],
            "comparison": [20, 120, 100, 20],
        },
        event_study=tuple(
            {"period": p, "effect": 10.0 * p, "low": 10.0 * p - 20, "high": 10.0 * p + 20}
            for p in (-2, -1, 0, 1)
        )
        if design in {Design.DID, Design.STAGGERED, Design.SYNTHETIC}
        else (),
        versions={"gainful": "0.1.0", "numpy": "2"},
        warnings=("One covariate is nearly constant.",) if smd > 0.2 else (),
    )


GATES = ("overlap", "balance", "attrition", "pre_periods", "pre_trend", "earnings_dip", "clusters", "estimand",
         "covariates_before_treatment", "placebo", "first_stage", "people", "pending", "effective_sample",
         "unit_of_assignment", "anything-else")  # fmt: skip


@st.composite
def evaluations(draw: st.DrawFn) -> Evaluation:
    """Studies of every design, outcome and fate."""
    return evaluation(
        draw(st.sampled_from(Design)),
        effect=draw(st.one_of(st.none(), st.floats(-20_000, 20_000))),
        se=draw(st.one_of(st.none(), st.floats(0.001, 9000))),
        failed=tuple(draw(st.sets(st.sampled_from(GATES), max_size=4))),
        expert=draw(st.booleans()),
        pending=draw(st.integers(0, 100)),
        missing=draw(st.integers(0, 100)),
        unit=draw(st.sampled_from(["$", "share", "points", "", "log employment"])),
        smd=draw(st.floats(0, 0.6)),
        naive_fails=draw(st.booleans()),
        estimand=draw(st.sampled_from(Estimand)),
    )
