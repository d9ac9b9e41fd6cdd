"""What a participant's pages weigh on the wire: the first with style, script and letters, and each later one."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
FIRST_BYTES, LATER_BYTES = 100_000, 30_000
"""Of a participant's first page with style, script and letters; of each later one (the figures of the plan)."""


def weigh(page):
    """Count what comes over the wire for a page; call the result for the sum in bytes."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    sizes = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes, lambda: int(sum(sizes))


def test_a_participants_pages_are_light(visitor, record_property):
    someone = visitor(width=360)
    someone.sign_in("participant")
    address = someone.page.url
    fresh = visitor(width=360)
    fresh.context.add_cookies(someone.context.cookies())
    sizes, total = weigh(fresh.page)
    fresh.page.goto(address, wait_until="networkidle")
    first = total()
    later = {}
    for path in ("/participant/needs/", "/participant/support/", "/participant/plan/", "/participant/privacy/",
                 "/participant/profile/", "/participant/messages/"):  # fmt: skip
        sizes.clear()
        fresh.page.goto(fresh.address + path, wait_until="networkidle")
        later[path] = total()
    record_property("bytes", {"first": first, **later})
    assert 3_000 < first <= FIRST_BYTES
    assert max(later.values()) <= LATER_BYTES
