"""Published page sets attacked by differencing: every door of a release, in all of its cuts, read as a stranger would.

A set is one release as each door gives it: the page with its slices, its CSV and Parquet, the API, the public page of
each segment and the terminal's lines. The attacker takes every number of every door, turns shares and intervals back
into counts, and asks by whole-number programs how far each small count can be narrowed down. Outcomes are drawn at
random: few people, uneven segments.
"""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from bench import Row
from gainful.engine.disclosure.protect import RULE
from gainful.engine.indicators import coverage_of, program_year, summarise
from gainful.engine.indicators.definitions import load_indicators
from gainful.engine.indicators.outcomes import STATES
from gainful.engine.indicators.publishing import _cells, _figures, publishable
from gainful.engine.tables import open_duckdb
from gainful.exchange.data_package import parquet_bytes
from gainful.exchange.outcome_files.flat import COLUMNS, TABLE, flat_rows
from gainful.exchange.outcome_files.present import indicators_to_json
from gainful.exchange.outcome_files.present_published import COUNTS, masked, published_lines

SEED = 20261130
SETS = int(os.environ.get("GAINFUL_PAGE_SETS", "10000"))
WIDE, PLAIN = 100, 50
AS_OF = date(2026, 6, 30)
Key = tuple[str | None, str, str]
Facts = dict[Key, int]
IDS = {indicator.id: indicator.column for indicator in load_indicators()}
NAMES = {indicator.name: indicator.id for indicator in load_indicators()}


def outcomes_of(rng: np.random.Generator) -> Any:
    """Return a table of outcomes of few people in uneven segments.

    People are of a few kinds that fare alike, as in life: who works in one quarter mostly works in the next. In one
    set of `WIDE` every indicator is drawn for itself.
    """
    import pyarrow as pa

    people, segments = int(rng.integers(15, 220)), int(rng.integers(2, 5))
    shares = rng.dirichlet(np.full(segments, rng.choice([0.4, 1.0, 4.0])))
    chances = rng.dirichlet([3, 5, 1, 0.5, 1])
    kinds = people if rng.random() < 1 / WIDE else int(rng.integers(3, 8))
    lives = rng.choice(len(STATES), (kinds, len(IDS)), p=chances)
    lives[rng.random(kinds) < 0.1] = STATES.index("excluded")
    still = rng.random(kinds) < 0.1
    lives[still] = STATES.index("outside")
    of = rng.choice(kinds, people, p=rng.dirichlet(np.ones(kinds)))
    table: dict[str, Any] = {
        "segment": [f"S{n}" for n in rng.choice(segments, people, p=shares)],
        "exit": pa.array([None if still[kind] else date(2025, 1, 31) for kind in of], pa.date32()),
        "earnings": rng.integers(1_000, 12_000, people).astype(float),
        "reason": [""] * people,
    }
    for place, column in enumerate(IDS.values()):
        table[column] = lives[of, place].astype(np.int8)
    return pa.table(table)


def released(table: Any) -> dict[str, Any]:
    """Return a release of the table by segment, as `published_document` makes it of the indicators."""
    safe = publishable(table, by="segment")
    groups = summarise(table, by="segment")
    told = coverage_of(None, AS_OF, 2024 * 4, 2026 * 4 + 1)
    body = indicators_to_json(
        groups, as_of=AS_OF, coverage=told, year=program_year(AS_OF), by="segment", notes=()
    )
    body["program_metrics"], body["performance_scores"] = [], []
    for segment in body["segments"]:
        segment["program_metrics"] = []
    return masked(body, safe)


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


def from_page(rows: Iterator[tuple[str | None, Any]]) -> Facts:
    """Return what a page's cells give; `rows`: segment and the figure as the page has it."""
    from django.template.loader import render_to_string

    found: Facts = {}
    for segment, shown in rows:
        html = render_to_string(
            "parts/figure_cells.html", {"row": shown, "labels": ["Figure", "Interval", "Counted", "Pending"]}
        )
        cells = {label: " ".join(_TAG.sub(" ", text).split()) for label, text in _TD.findall(html)}
        value, counted = (
            _VALUE.search(html),
            [int(n.replace(",", "")) for n in re.findall(r"[\d,]+", cells["Counted"])],
        )
        one: dict[str, Any] = {"id": shown.id, "unit": "share" if shown.words.endswith("%") else "dollars"}
        one["value"] = float(value[1]) if value else None
        one["interval_95"] = None if shown.low is None else [shown.low, shown.high]
        one["denominator"] = counted[-1] if counted else None
        one["numerator"] = (
            counted[0] if counted and (len(counted) == 2 or shown.numerator == shown.denominator) else None
        )
        one["pending"] = _number(cells["Pending"].replace(",", "").strip("–"))
        one["excluded"] = shown.excluded
        found.update(_of(segment, one))
    return found


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
    cells: list[int], figures: dict[Key, frozenset[int]], facts: Facts, width: float = RULE.width
) -> list[Key]:
    """Return small counts that the facts give away: told outright, or narrowed down to fewer counts than `width`."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    total = {key: sum(cells[place] for place in figure) for key, figure in figures.items()}
    for key, count in facts.items():
        if total[key] != count:
            raise AssertionError(f"{key} is {total[key]}, and a door says {count}")
    known = {figures[key]: count for key, count in facts.items()}
    rows = np.array([[place in figure for place in range(len(cells))] for figure in known], float)
    sums = np.array(list(known.values()), float)
    limits = [LinearConstraint(rows, sums - 0.25, sums + 0.25)] if known else []
    aims = {figures[key]: key for key in figures if 0 < total[key] < RULE.smallest}
    points, found = [np.array(cells, float)], []
    for figure, key in aims.items():
        aim = np.array([place in figure for place in range(len(cells))], float)
        if np.ptp(np.array(points) @ aim) >= width - 1e-6:
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


@dataclass(frozen=True, slots=True)
class Attack:
    """What came of one set: small counts that come back, counts told, figures, small ones, whether the peer leaks."""

    back: list[Key]
    told: int
    figures: int
    small: int
    peer_leaks: bool


def attacked(rng: np.random.Generator, *, look_at_peer: bool = False) -> Attack:
    """Release one random set and attack it."""
    connection = open_duckdb(threads=1)
    try:
        table = connection.create_table("found", outcomes_of(rng))
        body = released(table)
        cells = _cells(table, "segment")
        figures = dict(_figures(cells, "segment"))
    finally:
        connection.disconnect()
    counts = [int(row["n"]) for row in cells]
    small = sum(
        0 < sum(counts[place] for place in figure) < RULE.smallest for figure in set(figures.values())
    )
    facts = all_facts(doors(body))
    plain = recovered(counts, figures, without_companions(counts, figures)) if look_at_peer else []
    return Attack(recovered(counts, figures, facts), len(facts), len(figures), small, bool(plain))


def without_companions(cells: list[int], figures: dict[Key, frozenset[int]]) -> Facts:
    """Return what would be told under the plain rule: small counts hidden and nothing else."""
    total = {key: sum(cells[place] for place in figure) for key, figure in figures.items()}
    return {key: count for key, count in total.items() if not 0 < count < RULE.smallest}


def run(sets: int = SETS) -> list[Row]:
    """Rows: small counts that come back from so many sets, their sizes, and what the plain rule would leak."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
    django.setup()
    rng = np.random.default_rng(SEED)
    began = time.perf_counter()
    found = [attacked(rng, look_at_peer=number < PLAIN) for number in range(sets)]
    each = (time.perf_counter() - began) / sets * 1000
    sizes = [sum(getattr(one, name) for one in found) // sets for name in ("figures", "small", "told")]
    note = f"{sets:,} sets by six doors; a set: {sizes[0]} figures, {sizes[1]} small ones, {sizes[2]} counts told"
    return [
        Row("page sets: small counts recovered", sum(len(one.back) for one in found), 0, 0,
            "sets leaking, small cells only", sum(one.peer_leaks for one in found), lower_is_better=True,
            note=f"{note}; the peer in {min(PLAIN, sets)}"),
        Row("page sets: ms a set, attack included", each, lower_is_better=True),
    ]  # fmt: skip
