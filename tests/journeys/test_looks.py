"""What is looked for on every page is found: at both widths, and what only the narrow one shows."""

from __future__ import annotations

import pytest

from tests.journeys import browser as looking
from tests.journeys.browser import everything_wrong, looked_at

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
WRONG = '<img src="data:,"><div style="width: 800px">A wide line</div>'


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("inside", "wrong"), FAULTS.items())
def test_a_fault_is_found_at_the_width_that_shows_it(page, inside, wrong):
    page.set_content(PAGE.format(inside))
    found = everything_wrong(page)
    assert [line[: len(start)] for line, start in zip(found, wrong, strict=True)] == wrong, found


def test_axe_looks_once_at_each_kind_of_page_and_each_time_in_make_test_all(page, monkeypatch):
    monkeypatch.setattr(looking, "_LOOKED", set())
    monkeypatch.setattr(looking, "EVERY_LOOK", False)
    monkeypatch.setattr(looking, "OF", 1)
    page.route("**/kind/**", lambda route: route.fulfill(body=PAGE.format(WRONG), content_type="text/html"))
    found = []
    for place in ("11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555556", "other"):
        page.goto(f"http://localhost:9/kind/{place}/")
        found.append([line.split(":")[0] for line in looked_at(page)])
    wide, seen = ["1280 px, image-alt", "320 px, too wide"], ["320 px, too wide"]
    assert found == [wide, seen, wide]
    monkeypatch.setattr(looking, "EVERY_LOOK", True)
    assert [line.split(":")[0] for line in looked_at(page)] == wide
