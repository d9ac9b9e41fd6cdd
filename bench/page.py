"""Posting → whole plan through the page: HTTP as the program manager against a running demo with 20,000 people.

`GAINFUL_PAGE_URL` names a demo that runs already; without it one is started in a temporary data folder (minutes).
"""

from __future__ import annotations

import os
import re
import statistics
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row, SkipBench

FLOOR_S, AIM_S = 3.0, 1.0
RUNS = 5
POSTING = Path(__file__).resolve().parents[1] / "examples" / "nursing-assistant.txt"
STEPS = ("paste and read", "profile page", "who could do it", "make the plan", "plan page")


class Browser:
    """Just enough of a browser: cookies, the forgery token, redirects left to us so that each page is timed."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        self.jar = CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stay()).open

    def get(self, path: str) -> tuple[str, str]:
        with self.open(self.address + path, timeout=300) as reply:
            return reply.headers.get("Location", ""), reply.read().decode()

    def post(self, path: str, **fields: str) -> str:
        token = next((c.value or "" for c in self.jar if c.name == "csrftoken"), "")
        data = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        with self.open(self.address + path, data, timeout=300) as reply:
            return str(reply.headers.get("Location", ""))


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, _req, fp, _code, _msg, _headers):
        return fp

    http_error_301 = http_error_303 = http_error_302


def sign_in(address: str) -> Browser:
    browser = Browser(address)
    browser.get("/accounts/login/")
    if not any(c.name == "csrftoken" for c in browser.jar):
        browser.get("/")
    browser.post("/demo/program_manager/")
    return browser


def timed_path(browser: Browser) -> list[float]:
    """Seconds of each step, from pasting the posting to the plan's page."""
    times: list[float] = []

    def step(act):
        began = time.perf_counter()
        found = act()
        times.append(time.perf_counter() - began)
        return found

    text = POSTING.read_text()
    browser.get("/program/jobs/new/")
    profile = step(lambda: browser.post("/program/jobs/new/", text=text, openings="8"))
    order = re.search(r"/program/jobs/([0-9a-f-]{36})/", profile)
    if order is None:
        raise SkipBench("the posting did not become a job order")
    base = f"/program/jobs/{order[1]}"
    step(lambda: browser.get(f"{base}/profile/"))
    step(lambda: browser.get(f"{base}/people/"))
    step(lambda: browser.post(f"{base}/plan/make/"))
    _, page = step(lambda: browser.get(f"{base}/plan/"))
    if "What we do not know" not in page:
        raise SkipBench("no plan came out")
    return times


@contextmanager
def demo() -> Iterator[str]:
    """A running demo's address."""
    if address := os.environ.get("GAINFUL_PAGE_URL"):
        yield address
        return
    from tests.site.running import Serving

    with TemporaryDirectory() as folder:
        serving = Serving(Path(folder, "var"), "--demo")
        try:
            yield serving.address
        finally:
            serving.stop()


def run() -> list[Row]:
    with demo() as address:
        browser = sign_in(address)
        first = timed_path(browser)
        rounds = [timed_path(browser) for _ in range(RUNS)]
    middle = [statistics.median(step) for step in zip(*rounds, strict=True)]
    whole = statistics.median(map(sum, rounds))
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; "
    parts = ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in zip(STEPS, middle, strict=True))
    return [
        Row(
            "posting → whole plan on the page, warm, s",
            whole,
            FLOOR_S,
            AIM_S,
            note=load + parts,
            lower_is_better=True,
        ),
        Row(
            "the same, the very first after the start, s",
            sum(first),
            note="informative",
            lower_is_better=True,
        ),
    ]
