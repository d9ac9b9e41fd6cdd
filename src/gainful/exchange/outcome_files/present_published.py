"""Indicators with the counts that must not be given away taken out: as data, and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gainful.engine.indicators.program.publishing import RESTS_ON, PublishableMetrics
from gainful.engine.indicators.publishing import Publishable

COUNTS = ("numerator", "denominator", "pending", "excluded")
HIDDEN = "(hidden)"
NOT_IN_YET = "(not in yet)"


def masked(body: dict[str, Any], published: Publishable) -> dict[str, Any]:
    """Take out of the data of `indicators_to_json` what may not be published; reasons of exclusion go altogether."""
    groups = [(None, body), *((group["segment"], group) for group in body.get("segments", ()))]
    for segment, group in groups:
        for name in ("periods", "exits"):
            if not published.shows(segment, "", name):
                group[name] = None
        for one in group["indicators"]:
            _mask(one, segment, published)
    rule = published.rule
    body["published"] = {"smallest_count": rule.smallest, "open_width": rule.width, "rounded_to": rule.base}
    return body


def _mask(one: dict[str, Any], segment: str | None, published: Publishable) -> None:
    hidden = [name for name in COUNTS if not published.shows(segment, one["id"], name)]
    one["excluded_by_reason"] = {}
    one["hidden"] = hidden
    one.pop("by_evidence", None)  # finer counts than those that were protected
    one.pop("value_from_wage_records", None)
    for name in hidden:
        one[name] = None
    told = [name for name in ("numerator", "denominator") if name in hidden]
    if (
        told
        or not published.shows(None, one["id"], "numerator")
        or not published.shows(None, one["id"], "denominator")
    ):
        one.pop("gap_to_others", None)
    if told:
        one |= {"value": None, "interval_95": None, "small": True}
    _rounded(one)


STEP = 100
"""Published medians and gains are rounded to this many dollars: the middle one is somebody's own pay."""


def masked_metrics(
    metrics: list[dict[str, Any]], segment: str | None, published: PublishableMetrics
) -> list[dict[str, Any]]:
    """Take out of the data of program metrics what may not be published; curves, reasons and sums go altogether.

    Each step of a curve can be a single person, and so can a reason.
    """
    return [_masked_metric(dict(one), segment, published) for one in metrics]


def _masked_metric(one: dict[str, Any], segment: str | None, published: PublishableMetrics) -> dict[str, Any]:
    never = COUNTS if one["id"] in RESTS_ON else ("pending", "excluded")
    hidden = [
        name for name in COUNTS if name in never or not published.counts.shows(segment, one["id"], name)
    ]
    parts = [part | {"amount": None, "share": _percent(part["share"])} for part in one.pop("parts", ())]
    for name in ("curve", "reasons"):
        one.pop(name, None)
    one |= dict.fromkeys(hidden) | {"hidden": hidden}
    if not published.shows(segment, one["id"]):
        one |= {"value": None, "interval_95": None, "numerator": None, "denominator": None}
        one["hidden"] = [*hidden, "value"]
    elif parts:
        one["parts"] = parts
    if "value" in one["hidden"] or not published.shows(None, one["id"]):
        one.pop("gap_to_others", None)
    return _rounded(one)


def _rounded(one: dict[str, Any]) -> dict[str, Any]:
    if one["unit"].startswith("dollars") and one["value"] is not None:
        one["value"] = _stepped(one["value"])
        one["interval_95"] = [_stepped(end) for end in one["interval_95"]] if one["interval_95"] else None
        one.pop("gap_to_others", None)
    return one


def _stepped(dollars: float) -> float:
    return round(dollars / STEP) * float(STEP)


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share, 2)


def metric_lines(metrics: list[dict[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Return the published metrics, a line each; what needs a file that was not given is left out."""
    return [
        f"  {names[one['id']]:49} {_metric_value(one)}"
        for one in metrics
        if not one["missing"].startswith("Not measured")
    ]


def _metric_value(one: dict[str, Any]) -> str:
    if "value" in one["hidden"]:
        return HIDDEN
    if one.get("parts"):
        return ", ".join(f"{p['name']} {p['share']:.0%}" for p in one["parts"] if p["share"] is not None)
    if one["value"] is None:
        return NOT_IN_YET if one["pending"] or "pending" in one["hidden"] else "nobody to count"
    low, high = one["interval_95"] or (None, None)
    if one["unit"] != "share":
        sign = "-" if one["value"] < 0 else ""
        return f"{sign}${abs(one['value']):,.0f} (to the nearest ${STEP})"
    counts = f" (of {_count(one['denominator'])})" if one["denominator"] is not None else ""
    ends = "" if low is None else f", 95% interval {low:.1%} to {high:.1%}"
    return f"{one['value']:.1%}{counts}{ends}"


def published_lines(body: dict[str, Any]) -> list[str]:
    """Return a table a group; what is hidden and what is not in yet look different."""
    lines: list[str] = []
    for name, group in [("Everybody", body), *((g["segment"], g) for g in body.get("segments", ()))]:
        lines += [
            "",
            f"{name}: {_count(group['periods'])} periods of participation, {_count(group['exits'])} exits",
        ]
        names = {one["id"]: one["name"] for one in body["indicators"]}
        lines += [f"  {line}" for line in _indicators(group, names)]
    lines += _metrics(body)
    rule = body["published"]
    told = f"Counts from 1 to {rule['smallest_count'] - 1} are hidden, others with them so that no sum or difference"
    lines += ["", f"{told} gives a hidden count to within {rule['open_width']:g}.", *body["notes"]]
    return lines[1:]


def _metrics(body: dict[str, Any]) -> list[str]:
    if not body["program_metrics"]:
        return []
    names = {one["id"]: one["name"] for one in body["program_metrics"]}
    lines = [
        "",
        "The program: what happened, not what it caused",
        *metric_lines(body["program_metrics"], names),
    ]
    for group in body.get("segments", ()):
        lines += ["", f"{group['segment']}:", *metric_lines(group["program_metrics"], names)]
    return lines


def _indicators(group: dict[str, Any], names: dict[str, str]) -> Iterator[str]:
    for one in group["indicators"]:
        yield (
            f"{names[one['id']]:40} {_value(one)}; {_count(one['pending'])} pending, {_count(one['excluded'])} excluded"
        )


def _value(one: dict[str, Any]) -> str:
    if one["value"] is None:
        if {"numerator", "denominator"} & set(one["hidden"]):
            return HIDDEN
        return NOT_IN_YET if one["pending"] or "pending" in one["hidden"] else "nobody to count"
    if one["unit"] != "share":
        return f"${one['value']:,.0f} to the nearest ${STEP} ({_count(one['denominator'])} with earnings)"
    low, high = one["interval_95"]
    counts = f"{_count(one['numerator'])} of {_count(one['denominator'])}"
    return f"{one['value']:.1%} ({counts}), 95% interval {low:.1%} to {high:.1%}"


def _count(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"
