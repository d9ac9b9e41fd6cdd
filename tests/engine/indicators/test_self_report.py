"""Which of an answer and a wage record counts: the record where it covers, the answer where it does not."""

from __future__ import annotations

import pytest

from gainful.engine.indicators.self_report import RULES, Recorded, Said, settle

IN, PENDING = Recorded(True, 5000.0), Recorded(False, 5000.0)
NOTHING = Recorded(True, 0.0)


@pytest.mark.parametrize(
    ("said", "recorded", "employed", "earnings", "source", "rule", "differs"),
    [
        (Said("yes", 5500.0), IN, "yes", 5000.0, "wage-record", "record", False),
        (Said("yes", 7000.0), IN, "yes", 5000.0, "wage-record", "record", True),
        (Said("no"), IN, "yes", 5000.0, "wage-record", "record", True),
        (Said(""), IN, "yes", 5000.0, "wage-record", "record", False),
        (Said("yes", 7000.0), NOTHING, "yes", None, "follow-up-survey", "not-covered", True),
        (Said("no"), NOTHING, "no", None, "wage-record", "both-no", False),
        (Said(""), NOTHING, "no", None, "wage-record", "no-answer", False),
        (Said("yes"), PENDING, "unknown", None, "", "pending", False),
        (Said("no"), PENDING, "unknown", None, "", "pending", False),
        (Said("no"), Recorded(True, None), "unknown", None, "", "amount-unknown", False),
    ],
)
def test_what_counts(said, recorded, employed, earnings, source, rule, differs):
    told = settle(said, recorded)
    assert (told.employed, told.earnings, told.source, told.rule, told.differs) == (
        employed, earnings, source, rule, differs,
    )  # fmt: skip
    assert rule in RULES
