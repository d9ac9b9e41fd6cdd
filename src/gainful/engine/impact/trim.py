"""Leave out people without a counterpart on the other side, and say who they are."""

from __future__ import annotations

import dataclasses

import numpy as np

from gainful.engine.impact.amounts import plain
from gainful.engine.impact.balance import smd
from gainful.engine.impact.columns import StudyError
from gainful.engine.impact.study import Study
from gainful.engine.impact.weighting import highest_chance, propensity

ROUNDS = 5
"""Whoever is left changes the chances; after so many rounds what is left is left."""
TOLD = 3
"""Traits in which those who left are described."""
LEFT = "no counterpart in the other group (--trim)"


def trimmed(study: Study) -> Study:
    """Return the study without people whose chance of being treated nobody of the other group has.

    The answer is then for those who stay (Crump, Hotz, Imbens and Mitnik 2009). Raises StudyError where too few do.
    """
    stay = np.ones(len(study.y), bool)
    for _ in range(ROUNDS):
        x = study.x[stay]
        x = x[:, np.ptp(x, axis=0) > 0]
        people = None if study.population is None else study.population[stay]
        chance = propensity(x, study.d[stay], people)
        out = chance > highest_chance(chance, study.d[stay])
        if not out.any():
            break
        stay[np.flatnonzero(stay)[out]] = False
        if min((study.d[stay] == side).sum() for side in (0, 1)) < 2:
            raise StudyError(
                "Hardly anybody has a counterpart: --trim would leave one group empty.",
                "Find people to compare with who are more like those who took part.",
            )
    return study if stay.all() else _only(study, stay)


def _only(study: Study, stay: np.ndarray) -> Study:
    out = ~stay
    kept = [place for place in range(study.x.shape[1]) if np.ptp(study.x[stay, place]) > 0]
    flow = dataclasses.replace(
        study.flow, dropped=(*study.flow.dropped, (LEFT, int(out.sum()))), analysed=int(stay.sum())
    )
    return dataclasses.replace(
        study,
        y=study.y[stay],
        d=study.d[stay],
        x=study.x[stay][:, kept],
        names=tuple(study.names[place] for place in kept),
        pre=study.pre[stay],
        z=None if study.z is None else study.z[stay],
        weight=study.weight[stay],
        strata=None if study.strata is None else study.strata[stay],
        cluster=None if study.cluster is None else np.unique(study.cluster[stay], return_inverse=True)[1],
        groups={name: values[stay] for name, values in study.groups.items()},
        placebo=None if study.placebo is None else study.placebo[stay],
        flow=flow,
        frame=study.frame[stay],
        warnings=(*study.warnings, _who_left(study, out)),
    )


def _who_left(study: Study, out: np.ndarray) -> str:
    """Say how many left and in which traits they differ most from those who stay."""
    sides = [int((study.d[out] == side).sum()) for side in (1, 0)]
    gone = out.astype(float)
    sizes = [abs(smd(column, gone)) for column in study.x.T]
    most = sorted(range(len(sizes)), key=lambda place: -sizes[place])[:TOLD]
    traits = "; ".join(
        f"{study.names[place]} {plain(float(study.x[out, place].mean()))} against "
        f"{plain(float(study.x[~out, place].mean()))} of those who stay"
        for place in most
    )
    return (
        f"Left out by --trim: {sides[0]:,} who took part and {sides[1]:,} who did not, without a counterpart. "
        f"On average {traits}. The answer is for those who stay."
    )
