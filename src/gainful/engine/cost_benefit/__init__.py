"""What a program costs and brings, to whom, with the uncertainty of its effect carried through."""

from gainful.engine.cost_benefit.analyse import cost_benefit
from gainful.engine.cost_benefit.model import CostBenefit, Group, Payment, Quantity, Shape, Spec, SpecError
from gainful.engine.cost_benefit.spec import read_spec

__all__ = [
    "CostBenefit",
    "Group",
    "Payment",
    "Quantity",
    "Shape",
    "Spec",
    "SpecError",
    "cost_benefit",
    "read_spec",
]
