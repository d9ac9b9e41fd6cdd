"""The page "Who could do it" with a state's people in the pool: HTTP as the program manager against a running demo.

`GAINFUL_STATE_PEOPLE` (default a million; loading takes minutes) and `GAINFUL_STATE_PAGES` set the size.
"""

from __future__ import annotations

import os
import re
import time
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from bench import Row, SkipBench, loads
from bench.page import POSTING, Browser, sign_in

PEOPLE = int(os.environ.get("GAINFUL_STATE_PEOPLE", "1000000"))
PAGES = int(os.environ.get("GAINFUL_STATE_PAGES", "60"))
FILTERS = ("", "?max_hours=400", "?shown=1&wage=on", "?list=apart", "?page=3", "?occupation=35-2014.00")
"""As a program manager moves between them."""


def fill(data: Path) -> None:
    """Load people, their consents and levels for the sample agency of a running demo."""
    import psycopg

    os.environ["GAINFUL_DATA"] = str(data)
    from gainful.site.database import DATABASE, socket_dir

    with psycopg.connect(
        host=str(socket_dir()), user="postgres", dbname=DATABASE, autocommit=True
    ) as connection:
        found = connection.execute(
            "SELECT kind, id::text FROM organizations_organization WHERE is_sample AND name LIKE '%(sample)'"
        ).fetchall()
        loads.PARTIES.update(dict(found))
        loads.load(connection, dict.fromkeys(("people", "consents", "needs", "levels"), PEOPLE))


def change_somebody() -> None:
    """Change one person as an import would."""
    import psycopg

    from gainful.site.database import DATABASE, socket_dir

    with psycopg.connect(host=str(socket_dir()), user="postgres", dbname=DATABASE) as connection:
        connection.execute("SET LOCAL pghistory.context_id = '00000000-0000-4000-8000-000000000001'")
        connection.execute("ALTER TABLE participants_participant DISABLE TRIGGER USER")
        connection.execute("ALTER TABLE participants_participant ENABLE TRIGGER gainful_pool_person")
        connection.execute(
            "UPDATE participants_participant SET wage_floor = 21000, updated_at = now()"
            " WHERE id = md5('person 7')::uuid"
        )
        connection.execute("ALTER TABLE participants_participant ENABLE TRIGGER USER")


def people_page(browser: Browser) -> str:
    """Make a job order of the sample posting; returns the address of its people page."""
    browser.get("/program/jobs/new/")
    made = browser.post("/program/jobs/new/", text=POSTING.read_text(encoding="utf-8"), openings="8")
    order = re.search(r"/program/jobs/([0-9a-f-]{36})/", made)
    if order is None:
        raise SkipBench("the posting did not become a job order")
    return f"/program/jobs/{order[1]}/people/"


def timed(browser: Browser, path: str) -> float:
    """Milliseconds of a page that comes whole."""
    began = time.perf_counter()
    _, text = browser.get(path)
    took = (time.perf_counter() - began) * 1000
    if "</html>" not in text:
        raise SkipBench(f"{path} did not come whole")
    return took


def run() -> list[Row]:
    """Rows: the first ranking ever, after a start, after a change, and the page as it is moved about in."""
    from tests.site.running import Serving

    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        data = Path(folder, "var")
        serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE="150")
        try:
            fill(data)
            browser = sign_in(serving.address)
            path = people_page(browser)
            ever = timed(browser, path)
            stores = data / "pools"
            while not any(file.stat().st_size > PEOPLE * 200 for file in stores.glob("*.pool")):
                time.sleep(0.2)
        finally:
            serving.stop()
        serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE="150")
        try:
            browser = sign_in(serving.address)
            start = timed(browser, path)
            change_somebody()
            change = timed(browser, path)
            pages = [timed(browser, path + FILTERS[number % len(FILTERS)]) for number in range(PAGES)]
        finally:
            serving.stop()
    p95 = quantiles(pages, n=20, method="inclusive")[-1]
    note = f"{PEOPLE:,} people; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    return [
        Row("page “Who could do it”, p95, ms", p95, 400, 150, lower_is_better=True,
            note=f"median {sorted(pages)[len(pages) // 2]:.0f} of {len(pages)} with six filters and lists; {note}"),
        Row("  first ranking after a start, s", start / 1000, 1.0, lower_is_better=True,
            note="13.8 s with 200,000 people at cd0bfed"),
        Row("  first ranking after one change, s", change / 1000, 0.5, lower_is_better=True,
            note="3.7 s with 200,000 people at cd0bfed"),
        Row("  the very first, which reads everybody, s", ever / 1000, note="informative", lower_is_better=True),
    ]  # fmt: skip
