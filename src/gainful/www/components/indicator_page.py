"""Indicators for a page: figures in words with their full numbers, tables by segment, dots with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.engine.indicators.program import load_metrics
from gainful.exchange.outcome_files.present import tellable

WIDTH, LEFT, RIGHT, LINE = 640, 250, 20, 30
"""Of the chart, in its own units; the picture scales with the page."""
SHARE = "share"
PAID = frozenset({"employment-q2", "employment-q4", "median-earnings-q2"})
RECORDED, SAME_EMPLOYER = frozenset({"credential", "skill-gains"}), "retention-same-employer"


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure as a page shows it; `value`, `low` and `high` are the numbers that API and terminal give."""

    id: str
    name: str
    words: str
    interval: str
    value: float | None
    low: float | None
    high: float | None
    numerator: int | None
    denominator: int | None
    pending: int | None
    excluded: int | None
    is_hidden: bool
    is_measured: bool
    small: bool
    gap: str
    least: str
    definition: Mapping[str, str]
    from_records: str
    source: str
    """What the figure comes from, and which of several sources goes first."""


def _amount(value: float, unit: str) -> str:
    if unit == SHARE:
        return f"{value:.1%}"
    sign = "−" if value < 0 else ""
    return f"{sign}${abs(value):,.0f}"


def figure_words(one: Mapping[str, Any]) -> str:
    """Return a figure in words; what is not known, hidden or of nobody is said, and is never a zero."""
    if one["value"] is not None:
        return _amount(one["value"], one["unit"])
    if is_hidden(one):
        return _("hidden, to protect people")
    if one.get("parts"):
        return ", ".join(
            f"{part['name']} {part['share']:.0%}" for part in one["parts"] if part["share"] is not None
        )
    if one["pending"] or "pending" in one.get("hidden", ()):
        return _("not known yet")
    return _("nobody to count") if is_measured(one) else _("not measured: nothing is recorded for it")


def is_hidden(one: Mapping[str, Any]) -> bool:
    """Return whether a figure was left out of a release, so that nobody can be recognised."""
    return one["value"] is None and bool({"value", "numerator", "denominator"} & set(one.get("hidden", ())))


def is_measured(one: Mapping[str, Any]) -> bool:
    """Return whether there is anything from which this figure could be worked out."""
    return not str(one.get("missing", "")).startswith("Not measured")


def shown(one: Mapping[str, Any], words: Mapping[str, Any] | None = None) -> Shown:
    """Return one figure of the data of `gainful indicators`; a segment's takes its words from everybody's."""
    of = words or one
    low, high = one["interval_95"] or (None, None)
    apart = one.get("gap_to_others")
    interval = (
        "" if low is None or high is None else f"{_amount(low, one['unit'])} – {_amount(high, one['unit'])}"
    )
    alone = one.get("value_from_wage_records")
    return Shown(
        id=one["id"],
        name=of["name"],
        words=figure_words(one),
        interval=interval,
        value=one["value"],
        low=low,
        high=high,
        numerator=one["numerator"],
        denominator=one["denominator"],
        pending=one["pending"],
        excluded=one["excluded"],
        is_hidden=is_hidden(one),
        is_measured=is_measured(one),
        small=bool(one.get("small")),
        gap="" if apart is None else f"{apart['difference'] * 100:+.1f}" if one["unit"] == SHARE else "",
        least=""
        if apart is None or apart["least_difference"] is None
        else tellable(apart["least_difference"]),
        definition={
            name: of.get(name, "")
            for name in ("definition", "population", "lag", "citation", "choices_of_ours")
        },
        from_records="" if alone is None or not one.get("by_evidence") else _amount(alone, one["unit"]),
        source=source_words(one),
    )


@cache
def _needs() -> Mapping[str, str]:
    return {metric.id: metric.needs for metric in load_metrics()}


def source_words(one: Mapping[str, Any]) -> str:
    """Return which source a figure uses; where there are two, which goes first and how many rest on each."""
    if one["id"] in PAID:
        first = _("Wage records first; an answer or another proof only where they show nothing.")
        counted = ", ".join(
            f"{count:,} {name.replace('-', ' ')}" for name, count in (one.get("by_evidence") or {}).items()
        )
        return f"{first} {_('Rests on: %(what)s.') % {'what': counted}}" if counted else first
    if one["id"] in RECORDED:
        return _("What the agency recorded: credentials, gains and school.")
    if one["id"] == SAME_EMPLOYER:
        return _("Wage records alone.")
    return _("Comes from: %(what)s.") % {"what": _needs()[one["id"]]} if _needs().get(one["id"]) else ""


def whole_rows(body: Mapping[str, Any]) -> list[Shown]:
    """Return the figures of everybody: the federal indicators, then what the program wants to know of itself."""
    return [shown(one) for kind in ("indicators", "program_metrics") for one in body[kind]]


@dataclass(frozen=True, slots=True)
class BySegment:
    """One indicator with each segment's figure."""

    name: str
    id: str
    rows: list[tuple[str, Shown]]


def segment_tables(body: Mapping[str, Any]) -> list[BySegment]:
    """Return a table an indicator, a row a segment; what no segment has a figure for is left out."""
    found = []
    for kind in ("indicators", "program_metrics"):
        for whole in body[kind]:
            rows = [
                (segment["segment"], shown(one, whole))
                for segment in body.get("segments", ())
                for one in segment[kind]
                if one["id"] == whole["id"]
            ]
            if any(row.value is not None or row.pending for _name, row in rows):
                found.append(BySegment(whole["name"], whole["id"], rows))
    return found


@dataclass(frozen=True, slots=True)
class Dot:
    """A line of the chart: a dot at the value, a bar over its interval."""

    label: str
    said: str
    y: int
    x: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Shares as dots on a line from 0 to 100 percent."""

    title: str
    dots: list[Dot]
    width: int
    height: int
    ticks: list[tuple[float, str]]
    left: int
    bottom: int


def _x(share: float) -> float:
    return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def chart(title: str, rows: Sequence[tuple[str, Shown]]) -> Chart | None:
    """Return the shares among these figures as a chart, None where fewer than two are known."""
    known = [(label, one) for label, one in rows if one.value is not None and one.words.endswith("%")]
    if len(known) < 2:
        return None
    dots = [
        Dot(
            label if len(label) < 36 else f"{label[:34]}…",
            f"{label}: {one.words}" + (f" ({one.interval})" if one.interval else ""),
            LINE * place + LINE // 2,
            _x(one.value or 0.0),
            None if one.low is None else _x(max(0.0, one.low)),
            None if one.high is None else _x(min(1.0, one.high)),
        )
        for place, (label, one) in enumerate(known)
    ]
    bottom = LINE * len(dots)
    ticks = [(_x(share / 4), f"{share * 25}%") for share in range(5)]
    return Chart(title, dots, WIDTH, bottom + 26, ticks, LEFT, bottom)


def sentence(body: Mapping[str, Any]) -> str:
    """Return the answer in one sentence: what became of people, and of how many it is not known yet."""
    first, exits = body["indicators"][0], body["exits"]
    if exits is None and is_hidden(first):
        return _("How many people left, and how many of them worked, is hidden to protect them.")
    if exits is None:
        left = _("How many people left is hidden, to protect them")
    else:
        left = ngettext("%(n)s exit", "%(n)s exits", exits) % {"n": f"{exits:,}"}
    if first["value"] is not None:
        told = ngettext(
            "%(share)s of %(of)s person worked in the second quarter after that",
            "%(share)s of %(of)s people worked in the second quarter after that", first["denominator"] or 0,
        ) % {"share": figure_words(first), "of": f"{first['denominator']:,}"}  # fmt: skip
    elif first["pending"] or first.get("hidden"):
        told = _("who worked in the second quarter after that is %(what)s") % {"what": figure_words(first)}
    else:
        told = _("there is nobody to count for work in the second quarter after that")
    pending = first["pending"] or 0
    also = _("; of %(n)s it is not known yet") % {"n": f"{pending:,}"} if pending else ""
    return f"{left}: {told}{also}."


def quarters_words(body: Mapping[str, Any]) -> str:
    """Return which quarters of wage records are in."""
    first, last = body["wage_quarters"]["first"], body["wage_quarters"]["last"]
    if first is None:
        return _("No wage records are in, so quarters after exit are not known yet.")
    return _("Wage records of %(first)s to %(last)s are in.") % {"first": first, "last": last}


def trend_rows(
    trend: Sequence[Mapping[str, Any]], body: Mapping[str, Any]
) -> list[tuple[str, list[tuple[str, Shown]]]]:
    """Return each indicator with its figure of every program year of exit."""
    found = []
    for whole in body["indicators"]:
        line = [
            (
                _("July %(year)s on") % {"year": year["program_year"]},
                shown({**whole, **one, "interval_95": None if one["low"] is None else [one["low"], one["high"]],
                       "excluded": None, "by_evidence": {}, "gap_to_others": None}, whole),
            )
            for year in trend
            for one in year["indicators"]
            if one["id"] == whole["id"]
        ]  # fmt: skip
        if line:
            found.append((whole["name"], line))
    return found


def day_words(day: Any) -> str:
    """Return a day as pages write it."""
    return str(date_format(day, "DATE_FORMAT"))
