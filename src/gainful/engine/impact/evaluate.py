"""`evaluate`: a table and a plan in; flow, estimates, diagnostics and gates out."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from gainful.engine.impact.model import Design, Evaluation, StudyPlan

if TYPE_CHECKING:
    import pandas as pd


def evaluate(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    """Evaluate one outcome. Rows are people, or units and periods; units of effects are those of the outcome.

    Raises StudyError where the table or the plan cannot be used. Whether the effect may be shown is
    `Evaluation.shown`: a gate that fails refuses it, unless `plan.expert` opens it.
    """
    from gainful.engine.impact.columns import recoded
    from gainful.engine.impact.roles import check_columns
    from gainful.engine.impact.timeline import time_line

    plan = dataclasses.replace(plan, covariates=tuple(dict.fromkeys((*plan.covariates, *plan.given))))
    check_columns(frame, plan)
    frame, said = recoded(_numbered(frame), plan)
    found = _by_design(frame, plan)
    line = dataclasses.replace(time_line(frame.columns, plan), starts=found.time_line.starts)
    return dataclasses.replace(found, warnings=(*found.warnings, *said), time_line=line)


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with rows numbered from 0; no copy of one that is."""
    import pandas as pd

    same = isinstance(frame.index, pd.RangeIndex) and frame.index.start == 0 and frame.index.step == 1
    return frame if same else frame.reset_index(drop=True)


def _by_design(frame: pd.DataFrame, plan: StudyPlan) -> Evaluation:
    from gainful.engine.impact.comparison import evaluate_comparison
    from gainful.engine.impact.did import evaluate_did
    from gainful.engine.impact.discontinuity import evaluate_discontinuity
    from gainful.engine.impact.lottery import evaluate_lottery
    from gainful.engine.impact.repeated_sections import evaluate_sections
    from gainful.engine.impact.staggered import evaluate_staggered
    from gainful.engine.impact.study import prepare
    from gainful.engine.impact.synthetic import evaluate_synthetic

    if plan.design == Design.STAGGERED:
        return evaluate_staggered(frame, plan)
    if plan.design == Design.SYNTHETIC:
        return evaluate_synthetic(frame, plan)
    if plan.design == Design.DID and plan.asks_others_each_time:
        return evaluate_sections(frame, plan)
    if plan.design == Design.DID:
        return evaluate_did(frame, plan)
    if plan.design == Design.DISCONTINUITY:
        return evaluate_discontinuity(frame, plan)
    study = prepare(frame, plan)
    return evaluate_comparison(study) if plan.design == Design.COMPARISON else evaluate_lottery(study)


def name_of(plan: StudyPlan) -> str:
    """Return what tells the evaluations of one run apart: the outcome, and the arm where there are several."""
    return plan.outcome if plan.treated_is is None else f"{plan.outcome}: {plan.treated_is}"


def adjusted_for_many(evaluations: list[Evaluation]) -> dict[str, float]:
    """Return each shown p value corrected for all outcomes and arms asked for together (Holm 1979)."""
    from gainful.engine.impact.inference import holm

    known = [(e, e.primary.p_value) for e in evaluations if e.primary and e.primary.p_value is not None]
    if not known:
        return {}
    corrected = holm([p for _, p in known])
    return {name_of(e.plan): p for (e, _), p in zip(known, corrected, strict=True) if e.shown}
