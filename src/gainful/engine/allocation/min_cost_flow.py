"""The one place that knows OR-tools: a flow of least cost through a network, in whole numbers.

Source: Goldberg (1997), "An Efficient Implementation of a Scaling Minimum-Cost Flow Algorithm", as in OR-tools 9.15.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LARGEST = 2**62
"""The library multiplies costs by the number of nodes; beyond this a whole number of 64 bits would overflow."""


class FlowError(ValueError):
    """A network that cannot be solved; the text says why."""


@dataclass(frozen=True, slots=True)
class Network:
    """Arcs as int64 arrays of one length, and what each node sends out (above 0) or takes in (below 0)."""

    tail: np.ndarray
    head: np.ndarray
    capacity: np.ndarray
    cost: np.ndarray
    supply: np.ndarray


def cheapest_flow(network: Network, *, as_much_as_fits: bool) -> np.ndarray:
    """Return the flow on each arc, int64, in the order of the arcs.

    `as_much_as_fits`: send as much as the arcs carry, then as cheaply as that can be; else send everything, and
    FlowError where that is impossible.
    """
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    if np.abs(network.cost).max(initial=0) > LARGEST // (network.supply.size + 1):
        raise FlowError("The costs are too large for this many people and places.")
    solver = SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        network.tail.astype(np.int32), network.head.astype(np.int32), network.capacity, network.cost
    )
    solver.set_nodes_supplies(np.arange(network.supply.size, dtype=np.int32), network.supply)
    status = solver.solve_max_flow_with_min_cost() if as_much_as_fits else solver.solve()
    if status != solver.OPTIMAL:
        raise FlowError(f"There is no such flow ({status.name.lower().replace('_', ' ')}).")
    return np.asarray(solver.flows(arcs), np.int64)
