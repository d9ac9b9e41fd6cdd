"""Each gate just below, at and just above its bound: a bound that anything passes is none."""

import dataclasses

import numpy as np
import pytest

from gainful.engine.impact import gates
from gainful.engine.impact.inference import Fit
from gainful.engine.impact.model import BalanceRow, Flow
from gainful.engine.impact.panel import enough_units
from gainful.engine.impact.study import prepare
from gainful.engine.impact.synthetic import _bound, _follows
from gainful.engine.rules.attrition import attrition_bound
from tests.engine.impact.evaluations import evaluation
from tests.engine.impact.test_placebo import STUDIES

E = 1e-6


def study(n):
    make, plan = STUDIES["lottery"]
    frame = make()
    kept = np.r_[np.flatnonzero(frame["d"] == 1)[:n], np.flatnonzero(frame["d"] == 0)[: n + 50]]
    return prepare(frame.iloc[kept].reset_index(drop=True), plan)


def flow(**more):
    return dataclasses.replace(evaluation().flow, **more)


def pending(share):
    arms = tuple(
        dataclasses.replace(a, entered=1000, pending=round(1000 * share)) for a in evaluation().flow.arms
    )
    return flow(arms=arms)


def lost(overall, apart):
    return Flow(100, (), (), 100, overall, apart)


def row(smd, after=None):
    return BalanceRow("age", 40.0, 30.0, None if after is None else 39.0, smd, after)


def fit(effect=0.0, p=1.0):
    return Fit(effect, 1.0, effect - 2, effect + 2, p, 100)


def clusters(groups):
    import pandas as pd

    site = np.repeat(np.arange(groups), 6)
    frame = pd.DataFrame({"site": site, "d": (site % 2).astype(float), "y": np.arange(len(site)) % 7})
    plan = dataclasses.replace(STUDIES["lottery"][1], cluster="site")
    return gates.clusters(frame, plan, frame["d"].to_numpy(), site)[1]


def mixed_clusters(groups):
    """Groups that each hold people of both arms: they count whole, not by the smaller side."""
    import pandas as pd

    site = np.repeat(np.arange(groups), 6)
    frame = pd.DataFrame({"site": site, "d": np.tile([0.0, 1.0], 3 * groups), "y": np.arange(len(site)) % 7})
    plan = dataclasses.replace(STUDIES["lottery"][1], cluster="site")
    return gates.clusters(frame, plan, frame["d"].to_numpy(), site)[1]


def units(fewest):
    return enough_units(fewest, 100)


BOUNDS = {
    "people": (lambda n: gates.people(study(n)), [(19, False), (20, True), (21, True)]),
    "units": (units, [(4, False), (5, True), (6, True)]),
    "pending": (lambda s: gates.pending(pending(s)), [(0.099, True), (0.1, True), (0.101, False)]),
    "attrition": (
        lambda apart: gates.attrition(lost(0.2, apart)),
        [(attrition_bound(0.2) - E, True), (attrition_bound(0.2), True), (attrition_bound(0.2) + E, False)],
    ),
    "clusters": (clusters, [(8, False), (10, True), (12, True)]),
    "clusters of both arms": (mixed_clusters, [(9, False), (10, True), (11, True)]),
    "first_stage": (gates.strong_instrument, [(10 - E, False), (10.0, True), (10 + E, True)]),
    "balance": (
        lambda s: gates.balance([row(0.9, s)], weighted=True),
        [(0.25 - E, True), (0.25, True), (0.25 + E, False)],
    ),
    "naive_balance": (
        lambda s: gates.balance([row(s)], weighted=False),
        [(-0.25 + E, True), (-0.25, True), (-0.25 - E, False)],
    ),
    "left_out": (lambda s: gates.left_out_alike([row(0.9, s)]), [(0.25 - E, True), (0.25, True), (0.25 + E, False)]),
    "overlap": (lambda s: gates.overlap(s, 50)[0], [(0.9 - E, False), (0.9, True), (0.9 + E, True)]),
    "effective": (lambda n: gates.overlap(1.0, n)[1], [(30 - E, False), (30.0, True), (30 + E, True)]),
    "placebo size": (lambda s: gates.placebo(fit(s, 0.001), 1.0), [(0.25 - E, True), (0.25, True), (0.25 + E, False)]),
    "placebo chance": (lambda p: gates.placebo(fit(1.0, p), 1.0), [(0.01 - E, False), (0.01, True), (0.01 + E, True)]),
    "placebo of the plain gap": (
        lambda s: gates.placebo(fit(s, 0.001), 1.0, naive=True),
        [(0.25 - E, True), (0.25, True), (0.25 + E, False)],
    ),
    "stated placebo": (
        lambda s: gates.placebo(fit(s, 0.001), 1.0, of="x"),
        [(0.1 - E, True), (0.1, True), (0.1 + E, False)],
    ),
    "placebo beside the effect": (
        lambda s: gates.placebo(fit(s, 0.001), 1.0, beside=-2.0),
        [(1 - E, True), (1.0, True), (1 + E, False)],
    ),
    "periods": (gates.periods, [(1, False), (2, True), (3, True)]),
    "own past periods": (lambda n: gates.own_past(n, False), [(1, False), (2, True), (3, True)]),
    "own past size": (
        lambda s: gates.own_past(1, False, fit(s, 0.9), 1.0),
        [(0.25 - E, True), (0.25, True), (0.25 + E, False)],
    ),
    "own past small size": (
        lambda s: gates.own_past(1, False, fit(s, 0.01), 1.0),
        [(0.1 - E, True), (0.1, True), (0.1 + E, False)],
    ),
    "own past chance": (
        lambda p: gates.own_past(1, False, fit(0.2, p), 1.0),
        [(0.05 - E, False), (0.05, True), (0.05 + E, True)],
    ),
    "pre_trend": (lambda p: gates.parallel(p, "."), [(0.01 - E, False), (0.01, True), (0.01 + E, True)]),
    "dip size": (lambda s: gates.dip(fit(s, 0.001), 1.0), [(-0.1 + E, True), (-0.1, True), (-0.1 - E, False)]),
    "dip chance": (lambda p: gates.dip(fit(-0.5, p), 1.0), [(0.01 - E, False), (0.01, True), (0.01 + E, True)]),
    "own fall": (lambda s: gates.dip(fit(), 1.0, s), [(0.15 - E, True), (0.15, True), (0.15 + E, False)]),
    "levels": (gates.levels, [(-1 + E, True), (1.0, True), (-1 - E, False)]),
    "near_line": (lambda n: gates.near_the_line(n, 99), [(29, False), (30, True), (31, True)]),
    "score_values": (lambda n: gates.fine_enough(99, n), [(3, False), (4, True), (5, True)]),
    "line_decides F": (
        lambda f: gates.line_decides(0.2, 0.6, f, gates.FIRST_STAGE_F),
        [(10 - E, False), (10.0, True), (10 + E, True)],
    ),
    "line_decides share": (
        lambda s: gates.line_decides(0.0, s, None, gates.FIRST_STAGE_F),
        [(0.98 - E, False), (0.98, True), (0.98 + E, True)],
    ),
    "density": (lambda p: gates.no_crowding(fit(1.0, p)), [(0.01 - E, False), (0.01, True), (0.01 + E, True)]),
    "known_jump": (
        lambda p: gates.nothing_else_jumps([("age", p)]),
        [(0.01 - E, False), (0.01, True), (0.01 + E, True)],
    ),
    "composition": (
        lambda p: gates.same_kind_of_people([("age", p)]),
        [(0.01 - E, False), (0.01, True), (0.01 + E, True)],
    ),
    "placebo_line": (lambda p: gates.quiet_elsewhere([(1.0, p)]), [(0.01 - E, False), (0.01, True), (0.01 + E, True)]),
    "donors": (lambda n: _bound("donors", "units", n, 10), [(9, False), (10, True), (11, True)]),
    "fit in spreads": (lambda m: _follows(m, 1.0, [(0.0, 1e-9)]), [(0.25 - E, True), (0.25, True), (0.25 + E, False)]),
    "fit beside others": (
        lambda m: _follows(m, 1e-9, [(0.0, 1.0)]),
        [(5**0.5 - E, True), (5**0.5, True), (5**0.5 + E, False)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "figure", "holds"),
    [(name, figure, holds) for name, (_, rows) in BOUNDS.items() for figure, holds in rows],
)
def test_a_gate_at_its_bound(name, figure, holds):
    assert BOUNDS[name][0](figure).passed is holds
