"""Chromium as the machine has it, driven by Playwright, and axe-core run inside its pages."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 320)
HEIGHT = 900
ANSWER_MS = 60_000
expect.set_options(timeout=ANSWER_MS)  # a busy machine is not a defect of the page


def chromium() -> str | None:
    """Return the path of a Chromium: GAINFUL_CHROMIUM, or the first on the path."""
    named = os.environ.get("GAINFUL_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """Run a browser without a window; the pages it opens are the tests' own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser
        finally:
            browser.close()


def axe_findings(page: Page, *, colours: bool = True) -> list[str]:
    """Return what axe-core finds wrong on the page: rule, help and the first places.

    `colours`: ask for contrast too, which takes longer than all other rules.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(Axe().axe_script)
    rules = "{}" if colours else "{'color-contrast': {enabled: false}}"
    options = f"{{resultTypes: ['violations'], rules: {rules}}}"
    violations = page.evaluate(f"axe.run({options}).then((found) => found.violations)")
    return [
        f"{v['id']}: {v['help']} at {', '.join(str(node['target']) for node in v['nodes'][:3])}"
        for v in violations
    ]


def too_wide(page: Page) -> list[str]:
    """Return the elements that make the page scroll sideways; none where it fits."""
    return page.evaluate(
        """() => {
          const limit = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= limit) return [];
          const wide = [...document.body.querySelectorAll("*")].filter(
            (e) => e.getBoundingClientRect().right > limit + 1 && !e.closest(".g-scroll, .j-scroll"));
          const side = (e) => Math.round(e.getBoundingClientRect().right);
          const tell = (e) => `${e.tagName} ${e.className?.baseVal ?? e.className} ${side(e)}`;
          return wide.length ? wide.slice(0, 3).map(tell) : [`page ${document.documentElement.scrollWidth}`];
        }"""
    )


def looked_at(page: Page) -> list[str]:
    """Return everything wrong at both widths: axe's findings and what does not fit; colours are the same at both."""
    wrong = []
    for width in WIDTHS:
        _set_width(page, width)
        wrong += [f"{width} px, {line}" for line in axe_findings(page, colours=width == WIDTHS[0])]
        wrong += [f"{width} px, too wide: {line}" for line in too_wide(page)]
    _set_width(page, WIDTHS[0])
    return wrong


def _set_width(page: Page, width: int) -> None:
    size = {"width": width, "height": HEIGHT}
    if page.viewport_size != size:
        page.set_viewport_size(size)
