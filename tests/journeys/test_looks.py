"""What is looked for on every page is found: at both widths, and what only the narrow one shows."""

from __future__ import annotations

import pytest

from tests.journeys.browser import looked_at

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(300)]
PAGE = """<!DOCTYPE html><html lang="en"><head><title>A page</title><style>
.narrow {{ display: none }} @media (max-width: 400px) {{ .narrow {{ display: block }} .box {{ height: 40px }} }}
.box {{ overflow: auto }}
</style></head><body><main><h1>A page</h1>{}</main></body></html>"""
FAULTS = {
    "": [],
    '<img src="x.png">': ["1280 px, image-alt"],
    '<p style="color: #aaa; background: #fff">Pale words</p>': ["1280 px, color-contrast"],
    '<div class="narrow"><img src="x.png"></div>': ["320 px, image-alt"],
    '<div class="narrow"><button></button><input></div>': ["320 px, button-name", "320 px, label"],
    '<div style="width: 800px">A wide line</div>': ["320 px, too wide"],
    f'<div class="box"><div>{"<p>Words</p>" * 20}</div></div>': ["320 px, scrollable-region-focusable"],
}


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("inside", "wrong"), FAULTS.items())
def test_a_fault_is_found_at_the_width_that_shows_it(page, inside, wrong):
    page.set_content(PAGE.format(inside))
    found = looked_at(page)
    assert [line[: len(start)] for line, start in zip(found, wrong, strict=True)] == wrong, found
