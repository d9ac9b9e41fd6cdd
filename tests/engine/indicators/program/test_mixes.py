"""The mix of train, support and measure: of nothing spent there is none, and a cent is enough for one."""

import pytest

from gainful.engine.indicators.program import load_metrics
from gainful.engine.indicators.program.costs import mix_of_money

METRIC = next(metric for metric in load_metrics() if metric.id == "mix-money")


@pytest.mark.parametrize(
    "spent", [{"train": 0.0}, {"other": 500.0}, {"train": 0.0, "support": 0.0, "measure": 0.0}]
)
def test_of_nothing_spent_there_is_no_mix_and_it_is_said(spent):
    figure = mix_of_money(METRIC, spent)
    assert figure.missing == "Nothing was spent on training, support or measuring."
    assert figure.parts == ()


def test_what_was_spent_on_one_thing_alone_is_all_of_it_and_other_costs_are_apart():
    figure = mix_of_money(METRIC, {"support": 0.01, "other": 9.0})
    assert [(part.name, part.share) for part in figure.parts] == [
        ("train", 0.0), ("support", 1.0), ("measure", 0.0), ("other", None),
    ]  # fmt: skip
    assert figure.missing in {"", None}
