"""A whole list of people taken away as CSV while four colleagues open pages: how long, and what the pages notice."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.site.running import Serving

from bench import state
from bench.page import Browser, sign_in

COLLEAGUES, ALONE_S = 4, 30.0
PAGES = ("/program/", "/program/people/", "/accounts/login/")


class Colleagues:
    """Open pages one after the other until the block ends, with a pause of reading; milliseconds of each."""

    def __init__(self, address: str) -> None:
        self._browsers = [sign_in(address) for _ in range(COLLEAGUES)]
        self._over, self.took, self.failed = threading.Event(), [], 0

    def _open(self, browser: Browser, first: int) -> None:
        number = first
        while not self._over.wait(0.2):
            began = time.perf_counter()
            try:
                browser.get(PAGES[number % len(PAGES)])
            except OSError:
                self.failed += 1
            else:
                self.took.append((time.perf_counter() - began) * 1000)
            number += 1

    def __enter__(self):
        self._threads = [
            threading.Thread(target=self._open, args=(browser, number), daemon=True)
            for number, browser in enumerate(self._browsers)
        ]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(300)


def told(found: Colleagues) -> dict[str, float]:
    """Median and 95th percentile of what they waited, and how many pages failed."""
    return {
        "p50": median(found.took), "p95": quantiles(found.took, n=20, method="inclusive")[-1],
        "pages": len(found.took), "failed": found.failed,
    }  # fmt: skip


def measured(data: Path, many: int) -> dict[str, Any]:
    """Fill a demo, open pages alone, then beside the whole list."""
    serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE="150")
    try:
        state.PEOPLE = many
        state.fill(data)
        browser = sign_in(serving.address)
        people = state.people_page(browser)
        state.timed(browser, people)
        while not any(file.stat().st_size > many * 200 for file in (data / "pools").glob("*.pool")):
            time.sleep(0.2)
        state.timed(browser, people)
        with Colleagues(serving.address) as alone:
            time.sleep(ALONE_S)
        with Colleagues(serving.address) as beside:
            whole_s, rows = taken(browser, people)
        return {"alone": told(alone), "beside": told(beside), "whole_s": whole_s, "rows": rows,
                "load": os.getloadavg()[0]}  # fmt: skip
    finally:
        serving.stop()


def taken(browser: Browser, people: str) -> tuple[float, int]:
    """Take the whole list; returns the seconds and how many rows came."""
    began = time.perf_counter()
    _, text = browser.get(people.rstrip("/") + ".csv")
    return time.perf_counter() - began, text.count("\r\n") - 1
