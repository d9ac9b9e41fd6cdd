"""The first page of each role on a large installation, asked by twenty people at once.

    make bench ARGS=promises                          # 200,000 people; GAINFUL_BENCH_PEOPLE=1000000 for a million
    GAINFUL_BENCH_REQUESTS=200 make bench ARGS=promises

A demo in a temporary folder gets the rows of `bench.loads` for its own agency and employer. Twenty clients, four a
role, open their first page, think (exponential, mean 5 s) and open it again. The page of somebody who is not signed in
is asked beside them as the peer: it looks at no table of people, so its time is the machine's, the web server's and
Django's own.
"""

from __future__ import annotations

import os
import random
import statistics
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row, loads
from bench.page import Browser

PEOPLE = int(os.environ.get("GAINFUL_BENCH_PEOPLE", "200000"))
REQUESTS = int(os.environ.get("GAINFUL_BENCH_REQUESTS", "2000"))
CLIENTS, THINK_S, WARM_UP_S = 20, 5.0, 60.0
FLOOR_MS, AIM_MS = 300.0, 120.0
ORDERS = 5_000
PAGES = {
    "program_manager": "/program/", "coach": "/coach/", "employer": "/employer/", "participant": "/participant/",
    "operator": "/operator/",
}  # fmt: skip
NOBODY = "nobody, sign-in page"


def fill(data: Path) -> dict[str, float]:
    """Load the rows for the sample agency and employer of a running demo; returns the seconds of each kind."""
    import psycopg

    os.environ["GAINFUL_DATA"] = str(data)
    from gainful.site.database import DATABASE, socket_dir

    wanted = {
        "people": PEOPLE, "consents": PEOPLE, "needs": PEOPLE, "orders": ORDERS, "shared": ORDERS, "requests": ORDERS,
        "messages": PEOPLE // 10,
    }  # fmt: skip
    with psycopg.connect(
        host=str(socket_dir()), user="postgres", dbname=DATABASE, autocommit=True
    ) as connection:
        found = connection.execute(
            "SELECT kind, id::text FROM organizations_organization WHERE is_sample AND name LIKE '%(sample)'"
        ).fetchall()
        loads.PARTIES.update(dict(found))
        return loads.load(connection, wanted)


class Asking(threading.Thread):
    """One person with a browser: opens a page, thinks, opens it again until told to end."""

    def __init__(self, address: str, who: str, place: int) -> None:
        super().__init__(daemon=True)
        self.who, self._path = who, PAGES.get(who, "/accounts/login/")
        self._browser, self._chance = Browser(address), random.Random(place)  # noqa: S311 - when to ask
        self._over = threading.Event()
        self.seconds: list[tuple[float, float]] = []
        """When each page was asked for, and how long it took."""
        self.error: Exception | None = None

    def run(self) -> None:
        """Sign in and go on asking."""
        try:
            if self.who in PAGES:
                self._browser.get("/")
                self._browser.post(f"/demo/{self.who}/")
            while not self._over.wait(self._chance.expovariate(1 / THINK_S)):
                began = time.perf_counter()
                self._browser.get(self._path)
                self.seconds.append((began, time.perf_counter() - began))
        except OSError as error:
            self.error = error

    def end(self) -> None:
        """Stop after the page that is under way."""
        self._over.set()


def _asked(address: str) -> dict[str, list[float]]:
    """Return the milliseconds of each page after the warm-up, by who asked."""
    roles = [role for role in PAGES for _n in range(CLIENTS // len(PAGES))]
    clients = [Asking(address, who, place) for place, who in enumerate([*roles, NOBODY])]
    for client in clients:
        client.start()
    start = time.perf_counter() + WARM_UP_S
    while sum(at >= start for client in clients[:-1] for at, _took in list(client.seconds)) < REQUESTS:
        time.sleep(1)
        for client in clients:
            if client.error is not None:
                raise client.error
    for client in clients:
        client.end()
    found: dict[str, list[float]] = {}
    for client in clients:
        found.setdefault(client.who, []).extend(
            took * 1000 for at, took in list(client.seconds) if at >= start
        )
    return found


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


def run() -> list[Row]:
    """Rows: the 95th percentile of each role's first page, ms, beside a page that looks at nothing."""
    from tests.site.running import Serving

    with TemporaryDirectory(prefix="gainful-bench-") as folder:
        data = Path(folder, "var")
        serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE="150")
        try:
            seconds = fill(data)
            found = _asked(serving.address)
        finally:
            serving.stop()
    peer = p95(found.pop(NOBODY))
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    everything = [took for values in found.values() for took in values]
    note = f"{len(everything):,} pages, {PEOPLE:,} people, {CLIENTS} clients; {load}"
    rows = [
        Row(
            "first pages, p95, ms", p95(everything), FLOOR_MS, AIM_MS, NOBODY, peer, note=note, lower_is_better=True
        )
    ]  # fmt: skip
    rows += [
        Row(f"  {role.replace('_', ' ')}, p95, ms", p95(values), FLOOR_MS, AIM_MS, lower_is_better=True,
            note=f"median {statistics.median(values):.0f} ms of {len(values)}")
        for role, values in found.items()
    ]  # fmt: skip
    return [*rows, Row("rows made, s", sum(seconds.values()), note="informative", lower_is_better=True)]
