"""Published page sets attacked by differencing: every door of a release, in all of its cuts, read as a stranger would.

A set is one release as each door gives it: the page with its slices, its CSV and Parquet, the API, the public page of
each segment and the terminal's lines. Releases come in series of one to three quarters of the same agency: people come
and go, what was pending is known, counts are restated, segments close and open. The attacker takes every number of
every door of every quarter so far, turns shares and intervals back into counts, knows which counts are the same from
quarter to quarter, and asks by whole-number programs how far each small count, of this quarter or an earlier one, can
be narrowed down. Outcomes are drawn at random: few people, uneven segments. Many series share one database.
"""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from multiprocessing import get_context
from typing import Any

import numpy as np

from bench import Row
from gainful.engine.disclosure.protect import RULE
from gainful.engine.indicators import coverage_of, program_year, summarise
from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.publishing import (
    COUNTED,
    Earlier,
    Publishable,
    _cells,
    _figures,
    protected,
)
from gainful.engine.indicators.summary import Group
from gainful.engine.tables import open_duckdb
from gainful.exchange.data_package import parquet_bytes
from gainful.exchange.outcome_files.flat import COLUMNS, TABLE, flat_rows
from gainful.exchange.outcome_files.present import indicators_to_json
from gainful.exchange.outcome_files.present_published import COUNTS, masked, published_lines

SEED = 20261130
SETS = int(os.environ.get("GAINFUL_PAGE_SETS", "10000"))
WIDE, PLAIN = 100, 50
BATCH, WORKERS = 50, 2
"""Series that share a database, and processes."""
BETWEEN = "|"
AS_OF = date(2026, 6, 30)
Key = tuple[str | None, str, str]
Facts = dict[Key, int]
IDS = {indicator.id: indicator.column for indicator in load_indicators()}
NAMES = {indicator.name: indicator.id for indicator in load_indicators()}


@dataclass(slots=True)
class People:
    """Everybody of one quarter: who they are, their segment, the states of each indicator, exit, earnings."""

    person: Any
    segment: Any
    states: Any
    exited: Any
    earnings: Any

    def some(self, chosen: Any) -> People:
        """Return those chosen."""
        return People(*(getattr(self, name)[chosen] for name in self.__slots__))


def people_of(rng: np.random.Generator, people: int, first: int = 0) -> People:
    """Return few people in uneven segments.

    People are of a few kinds that fare alike, as in life: who works in one quarter mostly works in the next. In one
    set of `WIDE` every indicator is drawn for itself.
    """
    segments = int(rng.integers(2, 6))
    shares = rng.dirichlet(np.full(segments, rng.choice([0.4, 1.0, 4.0])))
    chances = rng.dirichlet([3, 5, 1, 0.5, 1])
    kinds = max(people, 1) if rng.random() < 1 / WIDE else int(rng.integers(3, 8))
    lives = rng.choice(len(STATES), (kinds, len(IDS)), p=chances)
    lives[rng.random(kinds) < 0.1] = STATES.index("excluded")
    still = rng.random(kinds) < 0.1
    lives[still] = STATES.index("outside")
    of = rng.choice(kinds, people, p=rng.dirichlet(np.ones(kinds)))
    return People(
        np.arange(first, first + people), rng.choice(segments, people, p=shares), lives[of], ~still[of],
        rng.integers(1_000, 12_000, people).astype(float),
    )  # fmt: skip


def next_quarter(rng: np.random.Generator, now: People) -> People:
    """Return the same agency a quarter later: nothing changed, or any of what happens to figures."""
    if rng.random() < 0.1:
        return now
    states = now.states.copy()
    pending, known = STATES.index("pending"), [STATES.index("yes"), STATES.index("no")]
    waits = (states == pending) & (rng.random(len(states)) < rng.choice([0.0, 0.3, 1.0]))[:, None]
    states[waits] = rng.choice(known, int(waits.sum()))
    restated = rng.random(states.shape) < rng.choice([0.0, 0.01, 0.05])
    states[restated & (states < 2)] = rng.choice(known, int((restated & (states < 2)).sum()))
    kept = rng.random(len(states)) >= rng.choice([0.0, 0.02, 0.2])
    if rng.random() < 0.15:  # a segment closes
        kept &= now.segment != rng.choice(now.segment)
    after = People(now.person, now.segment, states, now.exited, now.earnings).some(kept)
    come = people_of(rng, int(rng.choice([0, 1, 3, 12, 40])), int(now.person.max(initial=0)) + 1)
    if len(come.person) and len(now.person):  # most fare as those before them did
        like = rng.integers(len(now.person), size=len(come.person))
        come.states, come.exited = now.states[like], now.exited[like]
        come.segment = np.where(rng.random(len(like)) < 0.9, now.segment[like], 9)
    return People(*(np.concatenate([getattr(after, n), getattr(come, n)]) for n in People.__slots__))


def table_of(sets: list[People]) -> Any:
    """Return one table of the outcomes of many sets, each with its number."""
    import pyarrow as pa

    number = np.repeat(np.arange(len(sets)), [len(one.person) for one in sets])
    segment = np.concatenate([one.segment for one in sets])
    exited = np.concatenate([one.exited for one in sets])
    table: dict[str, Any] = {
        "set": [f"{n:06}" for n in number],
        "segment": [f"{n:06}{BETWEEN}S{of}" for n, of in zip(number, segment, strict=True)],
        "exit": pa.array([date(2025, 1, 31) if out else None for out in exited], pa.date32()),
        "earnings": np.concatenate([one.earnings for one in sets]),
        "reason": [""] * len(number),
    }
    states = np.concatenate([one.states for one in sets]).astype(np.int8)
    for place, column in enumerate(IDS.values()):
        table[column] = states[:, place]
    return pa.table(table)


@dataclass(frozen=True, slots=True)
class Set:
    """One release of one quarter before it is protected: groups, finest cells, and what each count adds up."""

    groups: list[Group]
    rows: list[dict[str, Any]]

    @property
    def cells(self) -> list[int]:
        """People of each finest cell."""
        return [int(row["n"]) for row in self.rows]


def sets_of(sets: list[People], connection: Any) -> list[Set]:
    """Return what is counted of many sets, asked of the database at once."""
    table = connection.create_table("found", table_of(sets), overwrite=True)
    wholes = {one.segment: one for one in summarise(table, by="set")[1:]}
    parts: dict[str, list[Group]] = {}
    for one in summarise(table, by="segment")[1:]:
        number, _, name = str(one.segment).partition(BETWEEN)
        parts.setdefault(number, []).append(_alone(one, name))
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in _cells(table, "segment"):
        number, _, name = str(row["segment"]).partition(BETWEEN)
        rows.setdefault(number, []).append(dict(row) | {"segment": name})
    return [Set([_alone(wholes[n], None), *parts[n]], rows[n]) for n in sorted(rows)]


def _alone(group: Group, name: str | None) -> Group:
    """Return a group under its name; its gap is to everybody of all sets, which no door tells."""
    return replace(group, segment=name, measured=tuple(replace(one, gap=None) for one in group.measured))


def released(found: Set, earlier: list[Earlier]) -> tuple[dict[str, Any], Publishable]:
    """Return a release by segment, as `published_document` makes it of the indicators, and what it may show."""
    safe = protected(found.cells, _figures(found.rows, "segment"), RULE, earlier)
    told = coverage_of(None, AS_OF, 2024 * 4, 2026 * 4 + 1)
    body = indicators_to_json(
        found.groups, as_of=AS_OF, coverage=told, year=program_year(AS_OF), by="segment", notes=()
    )
    body["program_metrics"], body["performance_scores"] = [], []
    for segment in body["segments"]:
        segment["program_metrics"] = []
    return masked(body, safe), safe


def _of(segment: str | None, one: dict[str, Any]) -> Iterator[tuple[Key, int]]:
    """Yield the counts of one figure, and those that its share and interval, or two of its counts, give away."""
    found = {name: one[name] for name in COUNTS if one.get(name) is not None}
    if (
        one.get("value") is not None
        and one["unit"] == "share"
        and "denominator" not in found
        and one.get("interval_95")
    ):
        many = _counted_by(one["value"], one["interval_95"][0])
        if many:
            found["denominator"] = many
    if one.get("value") is not None and one["unit"] == "share" and "denominator" in found:
        found.setdefault("numerator", round(one["value"] * found["denominator"]))
    if {"numerator", "denominator"} <= set(found):
        found["others"] = found["denominator"] - found["numerator"]
    for name, count in found.items():
        yield (segment, one["id"], name), int(count)


def _counted_by(share: float, low: float) -> int | None:
    """Return how many people a share and the lower end of its Wilson interval are of."""
    from gainful.engine.indicators.precision import wilson

    for many in range(1, 400):
        ends = wilson(round(share * many), many)
        if ends and abs(round(share * many) / many - share) < 1e-9 and abs(ends[0] - low) < 1e-9:
            return many
    return None


def from_api(body: dict[str, Any]) -> Facts:
    """Return what the API gives: the data of the release."""
    found: Facts = {}
    for name, group in [(None, body), *((one["segment"], one) for one in body["segments"])]:
        for told in ("periods", "exits"):
            if group[told] is not None:
                found[name, "", told] = group[told]
        for one in group["indicators"]:
            found.update(_of(name, one))
    return found


def from_table(rows: Iterator[dict[str, Any]]) -> Facts:
    """Return what CSV or Parquet give: a figure a row, empty where nothing is told."""
    found: Facts = {}
    for row in rows:
        told = {name: _number(row[name]) for name in (*COUNTS, "value", "low_95", "high_95")}
        one = {**told, "id": row["indicator"], "unit": row["unit"]}
        one["interval_95"] = None if told["low_95"] is None else [told["low_95"], told["high_95"]]
        found.update(_of(row["segment"] or None, one))
    return found


def _number(cell: Any) -> float | None:
    return None if cell in (None, "") else float(cell)


def csv_rows(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the CSV as a reader gets them: everything is text."""
    for row in flat_rows(body):
        yield {name: "" if cell is None else str(cell) for name, cell in zip(TABLE, row, strict=True)}


def parquet_rows(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the Parquet file."""
    import pyarrow.parquet as pq

    yield from pq.read_table(io.BytesIO(parquet_bytes(COLUMNS, flat_rows(body)))).to_pylist()


_TD = re.compile(r"<td data-label=\"(\w+)\">(.*?)</td>", re.DOTALL)
_VALUE = re.compile(r'<data value="([^"]+)">')
_TAG = re.compile(r"<[^>]+>")


def from_page(rows: Iterator[tuple[str | None, Any]], *, rendered: bool = False) -> Facts:
    """Return what a page's cells give; `rows`: segment and the figure as the page has it.

    They are taken from what the page hands to its template, or `rendered`, out of the page: a test compares both.
    """
    found: Facts = {}
    for segment, shown in rows:
        one: dict[str, Any] = {"id": shown.id, "unit": "share" if shown.words.endswith("%") else "dollars"}
        one["interval_95"] = None if shown.low is None else [shown.low, shown.high]
        one["excluded"] = shown.excluded
        one |= _read(shown) if rendered else _handed(shown)
        found.update(_of(segment, one))
    return found


def _handed(shown: Any) -> dict[str, Any]:
    counted = shown.denominator is not None
    return {
        "value": shown.value, "denominator": shown.denominator, "numerator": shown.numerator if counted else None,
        "pending": shown.pending,
    }  # fmt: skip


def _read(shown: Any) -> dict[str, Any]:
    from django.template.loader import render_to_string

    html = render_to_string(
        "parts/figure_cells.html", {"row": shown, "labels": ["Figure", "Interval", "Counted", "Pending"]}
    )
    cells = {label: " ".join(_TAG.sub(" ", text).split()) for label, text in _TD.findall(html)}
    value = _VALUE.search(html)
    counted = [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", cells["Counted"])]
    both = counted and (len(counted) == 2 or shown.numerator == shown.denominator)
    return {
        "value": float(value[1]) if value else None, "denominator": counted[-1] if counted else None,
        "numerator": counted[0] if both else None,
        "pending": _number(cells["Pending"].replace(",", "").strip("–")),
    }  # fmt: skip


def page_rows(body: dict[str, Any]) -> Iterator[tuple[str | None, Any]]:
    """Yield the figures of the page of releases, everybody and each slice."""
    from gainful.www.components.indicator_page import segment_tables, whole_rows

    for one in whole_rows(body):
        yield None, one
    for table in segment_tables(body):
        for name, one in table.rows:
            yield name, one


def public_rows(body: dict[str, Any]) -> Iterator[tuple[str | None, Any]]:
    """Yield the figures of each segment's public page."""
    from gainful.www.components.indicator_page import shown

    words = {one["id"]: one for one in body["indicators"]}
    for segment in body["segments"]:
        for one in segment["indicators"]:
            yield segment["segment"], shown(one, words[one["id"]])


def from_terminal(body: dict[str, Any]) -> Facts:
    """Return what the lines of `gainful indicators --publish` give."""
    found: Facts = {}
    segment: str | None = None
    for line in published_lines(body):
        head = re.match(r"(\S.*): (.+) periods of participation, (.+) exits$", line)
        if head:
            segment = None if head[1] == "Everybody" else head[1]
            for name, text in (("periods", head[2]), ("exits", head[3])):
                if text != "(hidden)":
                    found[segment, "", name] = int(text.replace(",", ""))
            continue
        of = next((known for name, known in NAMES.items() if line.strip().startswith(name)), None)
        if of is None:
            continue
        counted = re.search(r"\(([\d,]+) of ([\d,]+)\)", line)
        if counted:
            numbers = [int(text.replace(",", "")) for text in counted.groups()]
            found[segment, of, "numerator"], found[segment, of, "denominator"] = numbers[0], numbers[1]
            found[segment, of, "others"] = numbers[1] - numbers[0]
        for name in ("pending", "excluded"):
            told = re.search(rf"([\d,]+) {name}", line)
            if told:
                found[segment, of, name] = int(told[1].replace(",", ""))
    return found


def doors(body: dict[str, Any]) -> dict[str, Facts]:
    """Return what each door of one release gives."""
    return {
        "api": from_api(body), "csv": from_table(csv_rows(body)), "parquet": from_table(parquet_rows(body)),
        "page": from_page(page_rows(body)), "public page": from_page(public_rows(body)),
        "terminal": from_terminal(body),
    }  # fmt: skip


def all_facts(told: dict[str, Facts]) -> Facts:
    """Return the facts of every door in one; two doors that say different things of one count are a fault."""
    found: Facts = {}
    for door, facts in told.items():
        for key, count in facts.items():
            if found.setdefault(key, count) != count:
                raise AssertionError(f"{door} says {count} of {key}, another door {found[key]}")
    return found


def recovered(
    cells: list[int],
    figures: Mapping[Key, frozenset[int]],
    facts: Facts,
    width: float = RULE.width,
    others: Sequence[Facts] = (),
) -> list[Key]:
    """Return small counts that the facts give away: told outright, or narrowed down to fewer counts than `width`.

    `others` are facts of other quarters whose counts have not changed in between.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    total = {key: sum(cells[place] for place in figure) for key, figure in figures.items()}
    for key, count in facts.items():
        if total[key] != count:
            raise AssertionError(f"{key} is {total[key]}, and a door says {count}")
    known = {(figures[key], count) for key, count in facts.items() if figures[key]}
    known |= {(figures[key], count) for told in others for key, count in told.items() if figures.get(key)}
    if any(sum(cells[place] for place in figure) != count for figure, count in known):
        raise AssertionError("A count that has stayed the same is another one.")
    rows = np.array([[place in figure for place in range(len(cells))] for figure, _ in known], float)
    rows = rows.reshape(-1, len(cells))
    sums = np.array([count for _, count in known], float)
    limits = [LinearConstraint(rows, sums - 0.25, sums + 0.25)] if known else []
    aims = {figures[key]: key for key in figures if 0 < total[key] < RULE.smallest}
    points, found = [np.array(cells, float)], []
    kinds = np.unique(rows, axis=1, return_inverse=True)[1].ravel() if known else np.zeros(len(cells), int)
    for figure, key in aims.items():
        aim = np.array([place in figure for place in range(len(cells))], float)
        if (
            _swapped(np.array(cells, float), kinds, aim) >= width
            or np.ptp(np.array(points) @ aim) >= width - 1e-6
        ):
            continue
        ends = []
        for sign in (1, -1):
            solved = milp(
                sign * aim,
                constraints=limits,
                bounds=Bounds(0, 10_000),
                integrality=np.ones(len(cells), np.int64),
            )
            assert solved.status == 0, solved.message
            points.append(np.rint(solved.x))
            ends.append(sign * solved.fun)
        if ends[1] - ends[0] < np.floor(width) - 1e-6:
            found.append(key)
    return found


def _swapped(cells: np.ndarray, kinds: np.ndarray, aim: np.ndarray) -> float:
    """Return how far a target moves when people change among cells that every fact counts alike: no program needed."""
    people = np.bincount(kinds, cells)
    inside, many = np.bincount(kinds, aim), np.bincount(kinds)
    return float(people[(inside > 0) & (inside < many)].sum())


@dataclass(frozen=True, slots=True)
class Attack:
    """What came of one set: small counts that come back, counts told, figures, small ones, whether the peer leaks."""

    back: list[Any]
    told: int
    figures: int
    small: int
    peer_leaks: bool
    alone_leaks: bool = False
    """Whether the set would leak if it were protected without the releases before it."""
    untold: list[Any] = field(default_factory=list)
    """Small counts that come back as well where the newest quarter tells nothing at all, and only to an attacker who
    knows which kinds of people there are: no rule of release can keep them from him.
    """


def as_read(found: Set, facts: Facts) -> Set:
    """Return the cells that a reader has to think of: those there are, and those of a zero that no door tells.

    The attacker knows which kinds of people there are and every zero that is told. Of one that is hidden he knows only
    that nobody but people like others of the segment, save in this one state, could stand behind it.
    """
    columns = {**IDS, "": "exited"}
    states: dict[str, list[Any]] = {"exits": [True]}
    states |= {name: [STATES.index(state) for state in COUNTED[name]] for name in COUNTS}
    rows, there = list(found.rows), {_kind(row) for row in found.rows}
    for key, figure in _figures(found.rows, "segment").items():
        segment, of, name = key
        if figure or key in facts or name not in states:
            continue
        for row in found.rows:
            for state in states[name] if segment in {None, row["segment"]} else ():
                one = row | {columns[of]: state, "n": 0}
                if _kind(one) not in there:
                    there.add(_kind(one))
                    rows.append(one)
    return Set(found.groups, rows)


def as_known(found: Set) -> Set:
    """Return the cells that a reader has to think of who does not know which kinds of people there are.

    Nobody, or somebody, is like each person there is in all but one state.
    """
    rows, there = list(found.rows), {_kind(row) for row in found.rows}
    for row in found.rows:
        for column in IDS.values():
            for state in range(len(STATES)):
                one = row | {column: state, "n": 0}
                if _kind(one) not in there:
                    there.add(_kind(one))
                    rows.append(one)
    return Set(found.groups, rows)


def _kind(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in sorted(row.keys() - {"n"}))


@dataclass(slots=True)
class Series:
    """The quarters of an agency as they come: what was released, by which doors it was told."""

    quarters: list[People]
    sets: list[Set]
    read: list[Set] = field(default_factory=list)
    """Each quarter with the cells that a reader has to think of."""
    figures: list[Mapping[Key, frozenset[int]]] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)
    seen: list[tuple[int, Key]] = field(default_factory=list)
    """Small counts that have come back."""

    def release(self, *, peer: bool) -> Attack:
        """Release the next quarter and attack everything that has left so far."""
        at = len(self.facts)
        found = self.sets[at]
        body, safe = released(found, self.earlier[::-1])
        if peer and at:
            self._tell(found, all_facts(doors(released(found, [])[0])))
        alone = bool(peer and at and self.attacked())
        del self.read[at:], self.figures[at:], self.facts[at:]
        facts = all_facts(doors(body))
        self._tell(found, facts)
        self.earlier.append({key: (count, key not in safe.hidden) for key, count in safe.counts.items()})
        figures = dict(_figures(found.rows, "segment"))
        cells = found.cells
        of = set(figures.values())
        small = sum(0 < sum(cells[place] for place in figure) < RULE.smallest for figure in of)
        plain = recovered(cells, figures, without_companions(cells, figures)) if peer and not at else []
        back = [one for one in self.attacked() if one not in self.seen]
        self.seen += back
        told = self._where(as_known(found), facts) if back else []
        silent = self._where(found, {}) if back else []
        untold = [one for one in back if one in silent and one not in told]
        given = [one for one in back if one not in untold]
        return Attack(given, len(facts), len(figures), small, bool(plain), alone, untold)

    def _where(self, read: Set, facts: Facts) -> list[tuple[int, Key]]:
        """Return what comes back where the newest quarter is read with these cells and tells these facts."""
        kept = self.read[-1], self.figures[-1], self.facts[-1]
        self.read[-1], self.figures[-1], self.facts[-1] = read, dict(_figures(read.rows, "segment")), facts
        back = self.attacked()
        self.read[-1], self.figures[-1], self.facts[-1] = kept
        return back

    def _tell(self, found: Set, facts: Facts) -> None:
        self.read.append(as_read(found, facts))
        self.figures.append(dict(_figures(self.read[-1].rows, "segment")))
        self.facts.append(facts)

    def attacked(self) -> list[tuple[int, Key]]:
        """Return the small counts of all quarters so far that all facts so far give away."""
        return [
            (quarter, key)
            for quarter, of in enumerate(self.figures)
            for key in recovered(
                self.read[quarter].cells, of, self.facts[quarter],
                others=[self.stayed(quarter, n) for n in range(len(self.facts)) if n != quarter],
            )
        ]  # fmt: skip

    def stayed(self, quarter: int, other: int) -> Facts:
        """Return what another quarter told of counts that were the same in all quarters from the one to the other."""

        def count(key: Key, at: int) -> int | None:
            of, cells = self.figures[at], self.read[at].cells
            return sum(cells[place] for place in of[key]) if key in of else None

        between = range(min(quarter, other), max(quarter, other) + 1)
        return {
            key: many
            for key, many in self.facts[other].items()
            if all(count(key, at) == many for at in between)
        }


def without_companions(cells: list[int], figures: Mapping[Key, frozenset[int]]) -> Facts:
    """Return what would be told under the plain rule: small counts hidden and nothing else."""
    total = {key: sum(cells[place] for place in figure) for key, figure in figures.items()}
    return {key: count for key, count in total.items() if not 0 < count < RULE.smallest}


def attacked(seed: Sequence[int], series: int = BATCH, *, peers: int = 0) -> list[Attack]:
    """Release and attack so many series in one database; of the first `peers` also what other rules would leak."""
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(series):
        quarters = [people_of(rng, int(rng.integers(15, 220)))]
        for _more in range(int(rng.integers(3))):
            after = next_quarter(rng, quarters[-1])
            if not len(after.person):  # the only segment closed: there is nobody to release figures of
                break
            quarters.append(after)
        drawn.append(quarters)
    connection = open_duckdb(threads=1)
    try:
        counted = iter(sets_of([one for quarters in drawn for one in quarters], connection))
    finally:
        connection.disconnect()
    found = []
    for number, quarters in enumerate(drawn):
        one = Series(quarters, [next(counted) for _quarter in quarters])
        found += [one.release(peer=number < peers) for _quarter in quarters]
    return found


def _batch(number: int) -> list[Attack]:
    return attacked((SEED, number), peers=PLAIN if not number else 0)


def _ready() -> None:
    """Let the pages' own functions find their words."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    django.setup()


def run(sets: int = SETS) -> list[Row]:
    """Rows: small counts that come back from so many sets, their sizes, and what other rules would leak."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # tables are small: a second thread only waits for the first
    began = time.perf_counter()
    found: list[Attack] = []
    with get_context("spawn").Pool(WORKERS, _ready) as pool:
        for some in pool.imap(_batch, range(sets)):
            found += some
            if len(found) >= sets:
                break
    took = time.perf_counter() - began
    many = len(found)
    sizes = [sum(getattr(one, name) for one in found) // many for name in ("figures", "small", "told")]
    note = f"{many:,} sets by six doors; a set: {sizes[0]} figures, {sizes[1]} small ones, {sizes[2]} counts told"
    return [
        Row("page sets: small counts recovered", sum(len(one.back) for one in found), 0, 0,
            "sets leaking, small cells only", sum(one.peer_leaks for one in found), lower_is_better=True,
            note=f"{note}; the peer in {min(PLAIN, many)} series"),
        Row("page sets: later quarters that would leak without the earlier releases",
            sum(one.alone_leaks for one in found), note=f"of those {min(PLAIN, many)} series"),
        Row("page sets: small counts known where the newest quarter tells nothing",
            sum(len(one.untold) for one in found), note="to whoever knows which kinds of people there are"),
        Row("page sets: ms a set, attack included", took / many * 1000, lower_is_better=True, note=f"{took:.0f} s"),
    ]  # fmt: skip
