"""Indicators with the counts that must not be given away taken out: as data, and as lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

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
    rule = body["published"]
    told = f"Counts from 1 to {rule['smallest_count'] - 1} are hidden, others with them so that no sum or difference"
    lines += ["", f"{told} gives a hidden count to within {rule['open_width']:g}.", *body["notes"]]
    return lines[1:]


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
        return f"${one['value']:,.0f} ({_count(one['denominator'])} with earnings)"
    low, high = one["interval_95"]
    counts = f"{_count(one['numerator'])} of {_count(one['denominator'])}"
    return f"{one['value']:.1%} ({counts}), 95% interval {low:.1%} to {high:.1%}"


def _count(count: int | None) -> str:
    return HIDDEN if count is None else f"{count:,}"
