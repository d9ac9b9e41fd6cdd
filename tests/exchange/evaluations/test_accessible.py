"""Reports as a screen reader meets them: axe finds nothing, and a phone need not scroll sideways."""

from __future__ import annotations

import pytest

from gainful.engine.impact.model import Design
from gainful.exchange.evaluations.cost import cost_report_of
from gainful.exchange.evaluations.html import to_html
from gainful.exchange.evaluations.report_content import report_of
from tests.engine.impact.evaluations import evaluation
from tests.exchange.evaluations.test_report import COST
from tests.journeys.browser import everything_wrong, launched

REPORTS = {
    "effect": lambda: report_of(evaluation(Design.STAGGERED, missing=5, pending=20)),
    "refused": lambda: report_of(evaluation(Design.COMPARISON, failed=("overlap",), naive_fails=True)),
    "cost": lambda: cost_report_of(COST),
}


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(tmp_path, chromium_path):
    with launched(chromium_path) as browser:
        for name, make in REPORTS.items():
            file = tmp_path / f"{name}.html"
            file.write_text(to_html(make()), encoding="utf-8")
            page = browser.new_page()
            page.goto(file.as_uri())
            assert everything_wrong(page) == [], name
