"""First pages of each role, and the pages of a coach's day, on a large installation, asked by twenty people at once.

    make bench ARGS=first_pages                                      # 200,000 people; GAINFUL_BENCH_PEOPLE=1000000
    python -m bench.first_pages people=20000 requests=200 clients=5 seconds=300 mix=pages
    python -m bench.first_pages data=FOLDER people=1000000 make=1    # make the installation, ask nothing
    python -m bench.first_pages data=FOLDER people=1000000           # ask one that is there

A demo in its data folder gets the rows of `bench.loads` for its own agency and employer, and is served as a user would
serve it. A client thinks (exponential, mean 5 s), then opens a page drawn from a stated mix as somebody drawn from
those who have the role: up to forty a role, coaches and participants spread over all there are. Clients, server and
database share the machine's cores. The sign-in page is asked beside them as the peer: it looks at no table of people,
so its time is the machine's, the web server's and Django's own. A page's weight on a phone is what comes over the wire,
compressed where the server compresses, at 400 kbit/s and 400 ms for each turn: two turns for the page (connection,
request), one for what it names, one for the letters that the styles name.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import Row, loads
from bench._first_pages import HOME

THINK_S, WARM_UP_S = 5.0, 60.0
FLOOR_MS, AIM_MS = 300.0, 120.0
ORDERS, SERVICES, STAFF = 5_000, 5_000, 40
EACH = 40
"""Accounts of each role that are signed in."""
NOBODY = ("nobody", "/accounts/login/")
COACH, PARTICIPANT = "coach", "participant"
Mix = dict[tuple[str, str], float]
FIRST: Mix = {
    ("program_manager", HOME["program_manager"]): 0.3,
    (COACH, HOME[COACH]): 0.3,
    (PARTICIPANT, HOME[PARTICIPANT]): 0.25,
    ("employer", HOME["employer"]): 0.1,
    ("instructor", HOME["instructor"]): 0.025,
    ("operator", HOME["operator"]): 0.025,
}
"""The share of each role's first page."""
PAGES: Mix = {
    (COACH, "/coach/today/"): 0.25,
    (COACH, "/coach/"): 0.1,
    (COACH, "/coach/people/{person}/"): 0.1,
    (COACH, "/coach/people/{person}/support/"): 0.1,
    (COACH, "/coach/services/?q=housing&near=55401"): 0.1,
    (COACH, "/coach/referrals/"): 0.05,
    (COACH, "/coach/appointments/"): 0.05,
    ("program_manager", "/program/support/caseload/"): 0.05,
    (PARTICIPANT, "/participant/help/"): 0.1,
    (PARTICIPANT, "/participant/needs/"): 0.05,
    (PARTICIPANT, "/participant/support/"): 0.05,
}
"""The share of the pages of support: the coach's day, caseload and directory, the person's help, needs and plan."""
MIXES = {"first": FIRST, "pages": PAGES}
LISTS = ("/coach/", "/coach/services/?q=housing&near=55401", "/coach/referrals/", "/coach/appointments/")
MOST_STATEMENTS = dict.fromkeys(LISTS, (12, 8)) | dict.fromkeys(HOME.values(), (12, None))
"""Floor and aim of what a page may ask the database: first pages and lists; of other pages the figure is told."""
PHONE = (HOME[PARTICIPANT], "/participant/needs/", "/participant/support/", "/participant/help/")
"""Weighed as a first visit and, without what the browser has by then, as later ones."""
BITS_S, TURN_S = 400_000, 0.4
FIRST_S, FIRST_AIM_S, LATER_S, LATER_AIM_S = 4.0, 2.5, 2.0, 1.0
FIRST_BYTES, LATER_BYTES = 100_000, 30_000
NAMED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="(/static/[^"#?]+)', re.IGNORECASE)
LETTERS = re.compile(r"url\(\"?([^)\"]+\.woff2)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a run."""

    people: int = 200_000
    requests: int = 2_000
    clients: int = 20
    seconds: float = 3600.0
    """The longest that one mix is asked; a run that ends by it says how many pages came."""
    warm_up: float = WARM_UP_S
    mixes: tuple[str, ...] = tuple(MIXES)
    data: Path | None = None
    """The folder of an installation to make or to use again; without one, a temporary one."""
    only_make: bool = False


def wanted(words: Iterable[str], environment: dict[str, str]) -> Wanted:
    """Read `name=value` words, and `GAINFUL_BENCH_NAME` for what no word says; ValueError for what is not known."""
    names = ("people", "requests", "clients", "seconds", "warm_up", "mix", "data", "make")
    said = {name: environment.get(f"GAINFUL_BENCH_{name.upper()}", "") for name in names}
    for word in words:
        name, _, value = word.partition("=")
        if name not in names or not value:
            raise ValueError(f"{word}: say one of {', '.join(f'{name}=' for name in names)}")
        said[name] = value
    mixes = tuple(said["mix"].split(",")) if said["mix"] else tuple(MIXES)
    if unknown := set(mixes) - set(MIXES):
        raise ValueError(f"no mix {', '.join(sorted(unknown))}; there are: {', '.join(MIXES)}")
    of = Wanted()
    return Wanted(
        people=int(said["people"] or of.people), requests=int(said["requests"] or of.requests),
        clients=int(said["clients"] or of.clients), seconds=float(said["seconds"] or of.seconds),
        warm_up=float(said["warm_up"] or of.warm_up), mixes=mixes,
        data=Path(said["data"]) if said["data"] else None, only_make=bool(said["make"]),
    )  # fmt: skip


def rows_for(people: int) -> dict[str, int]:
    """Return how many rows of each kind an installation of so many people gets."""
    return {
        **dict.fromkeys(("people", "consents", "needs", "levels"), people),
        **dict.fromkeys(("orders", "shared", "requests"), ORDERS), "plans": min(ORDERS, max(people // 20, 1)),
        "staff": STAFF, "services": SERVICES,
        **dict.fromkeys(("accounts", "assignments", "assessments", "goals", "notes", "appointments"), people),
        **dict.fromkeys(("messages", "ledger", "reads"), people),
        "referrals": people // 2, "money": people // 5, "threads": people // 3, "cohorts": people // 100,
        "placements": people // 5,
    }  # fmt: skip


@contextmanager
def _superuser() -> Iterator[Any]:
    """Yield a connection to the server of GAINFUL_DATA that may do everything."""
    import psycopg

    from gainful.site.database import DATABASE, socket_dir

    place = {"host": str(socket_dir()), "user": "postgres", "dbname": DATABASE}
    with psycopg.connect(**place, autocommit=True) as connection:
        yield connection


def fill(connection: Any, people: int) -> dict[str, float]:
    """Load the rows for the sample agency and employer into a demo's database; returns seconds by kind."""
    found = connection.execute(
        "SELECT CASE m.role WHEN 'employer' THEN 'employer' ELSE 'agency' END, m.organization_id::text"
        " FROM organizations_membership m JOIN accounts_user u ON u.id = m.user_id"
        " WHERE u.email IN ('manager@sample.example', 'employer@sample.example')"
    ).fetchall()
    loads.PARTIES.update(dict(found))
    return loads.load(connection, rows_for(people))


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return percentile(values, 95)


def percentile(values: list[float], which: int) -> float:
    """Return a percentile; a single value is each of its own."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[which - 1]


def on_a_phone(page: int, named: Iterable[int] = (), letters: Iterable[int] = ()) -> float:
    """Return the seconds until a page of so many bytes stands, with what it names and the letters that styles name."""
    named, letters = list(named), list(letters)
    turns = 2 + bool(named) + bool(letters)
    return turns * TURN_S + 8 * (page + sum(named) + sum(letters)) / BITS_S


class Wire:
    """A connection that is kept, and what comes over it: heads and bodies, as they are sent."""

    def __init__(self, address: str) -> None:
        place = urllib.parse.urlsplit(address)
        self._connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=300)

    def get(self, path: str, cookie: str = "") -> tuple[int, int, bytes]:
        """Return status, bytes on the wire and the body of a page."""
        heads = {"Accept-Encoding": "gzip, br", **({"Cookie": cookie} if cookie else {})}
        try:
            self._connection.request("GET", path, headers=heads)
            reply = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it was idle for too long
            self._connection.close()
            self._connection.request("GET", path, headers=heads)
            reply = self._connection.getresponse()
        body = reply.read()
        return reply.status, len(body) + len(str(reply.headers)) + len("HTTP/1.1 200 OK\r\n"), body


@dataclass(frozen=True, slots=True)
class Asked:
    """One page that was asked for: when, how long it took, whose and which, and whether it came whole."""

    at: float
    seconds: float
    role: str
    page: str
    status: int


class Client(threading.Thread):
    """One browser after another: thinks, opens a page of the mix as somebody, until told to end."""

    def __init__(self, address: str, mix: Mix, people: dict[str, list[dict[str, Any]]], place: int) -> None:
        super().__init__(daemon=True)
        self._wire, self._mix, self._people = Wire(address), mix, people
        self._chance, self._over = random.Random(place), threading.Event()  # noqa: S311 - when and what to ask
        self.asked: list[Asked] = []
        self.error: Exception | None = None

    def run(self) -> None:
        """Go on asking."""
        try:
            while not self._over.wait(self._chance.expovariate(1 / THINK_S)):
                ((role, page),) = self._chance.choices(list(self._mix), list(self._mix.values()))
                somebody = self._chance.choice(self._people.get(role) or [{}])
                began = time.perf_counter()
                status, _size, _body = self._wire.get(page.format(**somebody), somebody.get("cookie", ""))
                self.asked.append(Asked(began, time.perf_counter() - began, role, page, status))
        except (OSError, http.client.HTTPException) as error:
            self.error = error

    def end(self) -> None:
        """Stop after the page that is under way."""
        self._over.set()


def ask(
    address: str, mix: Mix, people: dict[str, list[dict[str, Any]]], run: Wanted
) -> tuple[list[Asked], float]:
    """Return the pages that were asked after the warm-up, those of nobody too, and the seconds they took together."""
    clients = [Client(address, mix, people, place) for place in range(run.clients)]
    clients.append(Client(address, {NOBODY: 1.0}, {}, run.clients))
    for client in clients:
        client.start()
    start = time.perf_counter() + run.warm_up
    until = start + run.seconds
    while time.perf_counter() < until:
        time.sleep(0.5)
        if error := next((client.error for client in clients if client.error is not None), None):
            raise error
        if sum(each.at >= start for client in clients[:-1] for each in list(client.asked)) >= run.requests:
            break
    took = time.perf_counter() - start
    for client in clients:
        client.end()
    return [each for client in clients for each in list(client.asked) if each.at >= start], took


def figures(name: str, asked: list[Asked], took: float, run: Wanted) -> Iterator[Row]:
    """Rows of one mix: over all beside the peer, by page, throughput and errors."""
    peer = p95([each.seconds * 1000 for each in asked if (each.role, each.page) == NOBODY])
    pages = [each for each in asked if (each.role, each.page) != NOBODY]
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    note = f"{len(pages):,} pages, {run.people:,} people, {run.clients} clients; {load}"
    everything = [each.seconds * 1000 for each in pages]
    yield _latency(f"{name}, p95, ms", everything, note, peer)
    for role, page in MIXES[name]:
        mine = [each for each in pages if (each.role, each.page) == (role, page)]
        failed = sum(each.status != 200 for each in mine)
        said = f"{failed} errors" if failed else ""
        yield _latency(f"  {role} {page}, p95, ms", [each.seconds * 1000 for each in mine], said)
    yield Row(
        f"  {name}, pages a second", len(pages) / took, note=f"in {took:.0f} s, {THINK_S:g} s of thought"
    )
    bad = [each for each in pages if each.status != 200]
    seen = ", ".join(sorted({f"{each.page} {each.status}" for each in bad}))
    yield Row(f"  {name}, errors", len(bad), 0, note=seen, lower_is_better=True)


def _latency(measure: str, values: list[float], note: str, peer: float | None = None) -> Row:
    if not values:
        return Row(measure, None, FLOOR_MS, AIM_MS, note="never asked", lower_is_better=True)
    others = f"p50 {percentile(values, 50):.0f}, p99 {percentile(values, 99):.0f} of {len(values)}"
    return Row(
        measure, p95(values), FLOOR_MS, AIM_MS, "sign-in page" if peer else "", peer, lower_is_better=True,
        note="; ".join(filter(None, (others, note))),
    )  # fmt: skip


def weights(address: str, somebody: dict[str, Any]) -> Iterator[Row]:
    """Rows of the phone: bytes and seconds of a first visit and of later pages."""
    wire, seen = Wire(address), set[str]()
    for place, page in enumerate(PHONE):
        status, size, body = wire.get(page, somebody["cookie"])
        text = body.decode(errors="replace")
        named = [path for path in dict.fromkeys(NAMED.findall(text)) if path not in seen]
        sizes, letters = [], []
        for path in named:
            _status, bytes_, content = wire.get(path)
            sizes.append(bytes_)
            if path.endswith(".css"):
                letters += _letters(wire, path, content, seen)
        seen.update(named)
        whole = size + sum(sizes) + sum(letters)
        note = f"{whole:,} bytes: page {size:,}, what it names {sum(sizes):,}, letters {sum(letters):,}"
        kind, floor, aim, most = (
            ("first visit", FIRST_S, FIRST_AIM_S, FIRST_BYTES)
            if place == 0
            else ("later", LATER_S, LATER_AIM_S, LATER_BYTES)
        )
        seconds = on_a_phone(size, sizes, letters)
        if status != 200:
            note = f"answered {status}"
        yield Row(f"{kind} {page} at 400 kbit/s, s", seconds, floor, aim, note=note, lower_is_better=True)
        yield Row("  bytes on the wire", whole, most, lower_is_better=True)


def _letters(wire: Wire, path: str, content: bytes, seen: set[str]) -> list[int]:
    """Return the bytes of what a style names, the first of them: a browser loads no weight that a page does not use."""
    import gzip

    text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode(errors="replace")
    found = [urllib.parse.urljoin(path, name) for name in LETTERS.findall(text)]
    sizes = [wire.get(each)[1] for each in found if each not in seen]
    seen.update(found)
    return sizes


@contextmanager
def served(run: Wanted) -> Iterator[tuple[str, Path, dict[str, float]]]:
    """Serve the installation, made where it is not there; yields address, folder and the seconds of what was made."""
    with TemporaryDirectory(prefix="gainful-bench-") as temporary:
        folder = run.data or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        data, done = folder / "var", folder / f"made-{run.people}"
        seconds = {} if done.exists() else _made(data, run.people)
        done.touch()
        with _serving(data) as serving:
            yield serving.address, data, seconds


@contextmanager
def _serving(data: Path) -> Iterator[Any]:
    """Serve a demo in a folder; a server that starts sizes its memory by what is stored."""
    from tests.site.running import Serving

    serving = Serving(data, "--demo", GAINFUL_SAMPLE_PEOPLE="150")
    try:
        yield serving
    finally:
        serving.stop()


def _made(data: Path, people: int) -> dict[str, float]:
    """Make a demo, then fill it while its database has the memory of a large one from its start."""
    os.environ["GAINFUL_DATA"] = str(data)
    with _serving(data) as serving:
        until = time.monotonic() + 900
        while "The sample data is complete" not in serving.said() and time.monotonic() < until:
            time.sleep(0.5)
        with _superuser() as connection:
            connection.execute("ALTER SYSTEM SET shared_buffers = '2GB'")
    with _serving(data), _superuser() as connection:
        seconds = fill(connection, people)
        connection.execute("ALTER SYSTEM RESET shared_buffers")
    return seconds


def inside(data: Path, people: int, mixes: Iterable[str]) -> dict[str, Any]:
    """Return sessions and counts of statements, made by a process of the data folder's own."""
    from tests.site.running import environment

    paths: dict[str, list[str]] = {}
    for role, page in dict.fromkeys(pair for name in mixes for pair in MIXES[name]):
        paths.setdefault(role, []).append(page)
    told = subprocess.run(
        [sys.executable, "-m", "bench._first_pages", str(people), str(EACH), json.dumps(paths)],
        env={**environment(data), "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if told.returncode:
        raise RuntimeError(told.stderr[-3000:])
    return dict(json.loads(told.stdout.splitlines()[-1]))


def measure(run: Wanted) -> Iterator[Row]:
    """Make or take the installation, ask each mix, weigh the pages of a phone."""
    with served(run) as (address, data, seconds):
        if seconds:
            yield Row("rows made, s", sum(seconds.values()), note=slowest(seconds), lower_is_better=True)
        if run.only_make:
            return
        found = inside(data, run.people, run.mixes)
        people: dict[str, list[dict[str, Any]]] = {}
        for somebody in found["visitors"]:
            people.setdefault(somebody["role"], []).append(somebody)
        for name in run.mixes:
            yield from figures(name, *ask(address, MIXES[name], people, run), run)
        for page, count in found["statements"].items():
            most, aim = MOST_STATEMENTS.get(page, (None, None))
            yield Row(f"statements of {page}", count, most, aim, lower_is_better=True)
        yield from weights(address, people[PARTICIPANT][0])


def slowest(seconds: dict[str, float]) -> str:
    """Return the kinds of rows that took longest."""
    first = sorted(seconds.items(), key=lambda each: -each[1])[:5]
    return ", ".join(f"{name} {value:.0f}" for name, value in first)


def run() -> list[Row]:
    """Rows of a run as the environment asks for it."""
    return list(measure(wanted((), dict(os.environ))))


if __name__ == "__main__":
    from bench.__main__ import print_table

    print_table(list(measure(wanted(sys.argv[1:], dict(os.environ)))))
