"""Chromium as the machine has it, driven by Playwright, and axe-core run inside its pages."""

from __future__ import annotations

import os
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
WIDTHS = (1280, 320)
HEIGHT = 900
ANSWER_MS = 60_000
expect.set_options(timeout=ANSWER_MS)  # a busy machine is not a defect of the page
UNUSED = (
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "LensOverlay",
    "HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
)  # fmt: skip
"""Features of Chromium that no test needs: what Playwright turns off, whose list this one replaces, and the pages of
the address bar, two of which each new window loads: half a second of a processor for every visitor."""


def chromium() -> str | None:
    """Return the path of a Chromium: GAINFUL_CHROMIUM, or the first on the path."""
    named = os.environ.get("GAINFUL_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """Run a browser without a window; the pages it opens are the tests' own."""
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu", f"--disable-features={','.join(UNUSED)}"]
        browser = playwright.chromium.launch(executable_path=path, args=args)
        try:
            yield browser
        finally:
            browser.close()


def axe_findings(page: Page, *, within: str = "document", rules: str = "{}") -> list[str]:
    """Return what axe-core finds wrong on the page: rule, help and the first places.

    `within` is JavaScript for where it looks, `rules` for its option `rules` or, where it is a list, `runOnly`.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(Axe().axe_script)
    some = "runOnly" if rules.startswith("[") else "rules"
    options = f"{{resultTypes: ['violations'], {some}: {rules}}}"
    violations = page.evaluate(f"axe.run({within}, {options}).then((found) => found.violations)")
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


REMEMBER_SHOWN = """() => {
  window.gainfulShown = new WeakSet();
  for (const e of document.querySelectorAll("body, body *")) if (e.checkVisibility()) window.gainfulShown.add(e);
}"""
NEWLY_SHOWN = """() => {
  window.gainfulNew = [...document.querySelectorAll("body *")].filter(
    (e) => e.checkVisibility() && !window.gainfulShown.has(e) && window.gainfulShown.has(e.parentElement));
  return window.gainfulNew.length;
}"""
NO_COLOURS = "{'color-contrast': {enabled: false}}"
BY_WIDTH = "['scrollable-region-focusable']"
"""The one rule of axe-core that asks where things are, beside contrast, which is the same at both widths."""
SCROLLS = """() => [...document.querySelectorAll("body *")].some((e) =>
  (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight)
  && /auto|scroll/.test(getComputedStyle(e).overflow))"""
"""Whether anything has more in it than it shows and can be scrolled: without one that rule has nothing to look at."""


EVERY_LOOK = os.environ.get("GAINFUL_EXAMPLES") == "searching"
"""In `make test-all` axe looks each time; in `make test` once at some kinds of page that journeys come by."""
OF = 3
_LOOKED: set[str] = set()


def in_each_run(name: str) -> bool:
    """Whether axe looks at this page in `make test`: every third, by its name, so that it stays the same ones."""
    return EVERY_LOOK or zlib.crc32(name.encode()) % OF == 0


def _left_out(page: Page) -> bool:
    """Whether axe has looked at a page of this address in this run, or leaves its kind to `make test-all`.

    Journeys look at another third than the walk over every page, which `in_each_run` chooses.
    """
    path = urlsplit(page.url).path
    kind = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "-", path)
    try:
        name = resolve(path).view_name
    except Resolver404:
        name = kind
    if not EVERY_LOOK and (kind in _LOOKED or zlib.crc32(name.encode()) % OF != 1 % OF):
        return True
    _LOOKED.add(kind)
    return False


def looked_at(page: Page) -> list[str]:
    """Return everything wrong at both widths, as `everything_wrong`; of what axe leaves out only what does not fit."""
    page.wait_for_load_state()  # a press ends when the next document begins, which has no element yet
    return fits(page) if _left_out(page) else everything_wrong(page)


def everything_wrong(page: Page) -> list[str]:
    """Return axe's findings and what does not fit.

    At the narrow width axe looks at what was not shown at the wide one, and at what scrolls there.
    """
    wide, narrow = WIDTHS
    _set_width(page, wide)
    found = [(wide, line) for line in axe_findings(page)]
    found += [(wide, f"too wide: {line}") for line in too_wide(page)]
    page.evaluate(REMEMBER_SHOWN)
    _set_width(page, narrow)
    if page.evaluate(SCROLLS):
        found += [(narrow, line) for line in axe_findings(page, rules=BY_WIDTH)]
    if page.evaluate(NEWLY_SHOWN):
        some = axe_findings(page, within="{include: window.gainfulNew}", rules=NO_COLOURS)
        found += [(narrow, line) for line in some]
    found += [(narrow, f"too wide: {line}") for line in too_wide(page)]
    _set_width(page, wide)
    return [f"{width} px, {line}" for width, line in found]


def fits(page: Page) -> list[str]:
    """Return what does not fit at either width: a tenth of a second where axe takes one."""
    found = []
    for width in reversed(WIDTHS):
        _set_width(page, width)
        found += [f"{width} px, too wide: {line}" for line in too_wide(page)]
    return found


def _set_width(page: Page, width: int) -> None:
    size = {"width": width, "height": HEIGHT}
    if page.viewport_size != size:
        page.set_viewport_size(size)
