"""Reports as a screen reader meets them: axe finds nothing, and a phone need not scroll sideways."""

from __future__ import annotations

from pathlib import Path

import pytest

from gainful.engine.impact.model import Design
from gainful.exchange.evaluations.content import report_of
from gainful.exchange.evaluations.cost import cost_report_of
from gainful.exchange.evaluations.html import to_html
from tests.engine.impact.evaluations import evaluation
from tests.exchange.evaluations.test_report import COST

CHROMIUM = Path("/usr/bin/chromium")
REPORTS = {
    "effect": lambda: report_of(evaluation(Design.STAGGERED, missing=5, pending=20)),
    "refused": lambda: report_of(evaluation(Design.COMPARISON, failed=("overlap",), naive_fails=True)),
    "cost": lambda: cost_report_of(COST),
}


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium")
def test_axe_finds_nothing_and_nothing_sticks_out_at_320_pixels(tmp_path):
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        for name, make in REPORTS.items():
            file = tmp_path / f"{name}.html"
            file.write_text(to_html(make()), encoding="utf-8")
            page = browser.new_page(viewport={"width": 320, "height": 800})
            page.goto(file.as_uri())
            found = Axe().run(page).response["violations"]
            assert found == [], (name, [(item["id"], item["nodes"][0]["html"]) for item in found])
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        browser.close()
