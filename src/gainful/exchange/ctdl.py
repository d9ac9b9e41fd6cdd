"""Courses in CTDL JSON, as the Credential Registry publishes them, read into the columns of a course file.

Terms: Credential Engine, CTDL (https://credreg.net/ctdl/terms): `ceterms:LearningOpportunityProfile`, `ceterms:Course`
and `ceterms:LearningProgram`, alone, in a list, or in the `@graph` of a registry envelope.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.tables.line import Line
from gainful.exchange.tables.opening import MAX_BYTES, MAX_ROWS, Table

OPPORTUNITIES = frozenset({"ceterms:LearningOpportunityProfile", "ceterms:Course", "ceterms:LearningProgram"})
HEADER = ("Course ID", "Title", "Provider", "Hours in all", "Price, USD", "How", "Start dates", "Occupations it is for",
          "Teaches", "Description")  # fmt: skip
DELIVERY = {
    "deliveryType:OnlineOnly": "online",
    "deliveryType:InPerson": "in person",
    "deliveryType:BlendedDelivery": "hybrid",
    "deliveryType:BlendedLearning": "hybrid",
    "deliveryType:VariableSite": "in person",
}
HOUR_UNITS = frozenset({"creditUnit:ClockHour", "creditUnit:ContactHour"})
_HOURS = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+)M)?", re.IGNORECASE)
_SOC = re.compile(r"\d\d-\d{4}(?:\.\d\d)?")


def is_json(source: bytes | Path) -> bool:
    """Say whether a file begins as JSON does."""
    try:
        start = source[:200] if isinstance(source, bytes) else _start(source)
    except OSError:
        return False
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"{", b"["}


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(200)


def open_ctdl(source: bytes | Path) -> Table:
    """Return the learning opportunities of a file as a table of courses; UnreadableTable where it holds none."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    if len(data) > MAX_BYTES:
        raise UnreadableTable(
            f"The file is larger than {MAX_BYTES >> 20} MB.", "Split it and import the parts."
        )
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(f"This is not whole JSON: {error}.", "Export it again.") from error
    nodes = {str(node.get("@id")): node for node in _nodes(whole) if node.get("@id")}
    found = [node for node in _nodes(whole) if OPPORTUNITIES & set(_texts(node.get("@type")))]
    if not found:
        raise UnreadableTable(
            "The file holds no course in CTDL.",
            "Export learning opportunities, courses or learning programs from the Credential Registry.",
        )
    lines = [Line(place, _cells(node, nodes)) for place, node in enumerate(found, 1)]
    note = f"Read as CTDL: {len(lines)} learning opportunities."
    return Table(HEADER, [note], lambda: iter(lines), most_rows=MAX_ROWS)


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the top nodes of a file: itself, its list, the graph of an envelope."""
    if isinstance(data, list):
        for each in data:
            yield from _nodes(each)
    elif isinstance(data, dict):
        inner = data.get("@graph", data.get("decoded_resource"))
        if isinstance(inner, list | dict):
            yield from _nodes(inner)
        else:
            yield data


def _cells(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    delivery = (DELIVERY.get(each) for each in _targets(node, "ceterms:deliveryType"))
    return (
        (_first(node, "ceterms:codedNotation") or _first(node, "ceterms:ctid") or str(node.get("@id") or ""))[
            :60
        ],
        _first(node, "ceterms:name"),
        _provider(node, nodes),
        _hours(node),
        _price(node, nodes),
        next((each for each in delivery if each), ""),
        _first(node, "ceterms:dateEffective") if _is_day(_first(node, "ceterms:dateEffective")) else "",
        "; ".join(_occupations(node)),
        "; ".join(text.replace(";", ",") for text in _taught(node)),
        _first(node, "ceterms:description"),
    )


def _texts(value: Any) -> list[str]:
    """Return the texts of a value: plain, in a list, or by language, English first."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [f"{value:g}"]
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict) and not any(key.startswith(("@", "ceterms:", "schema:")) for key in value):
        order = sorted(value, key=lambda key: (not key.lower().startswith("en"), key))
        return _texts(value[order[0]]) if order else []
    return []


def _first(node: dict[str, Any], name: str) -> str:
    return " ".join(next(iter(_texts(node.get(name))), "").split())


def _parts(node: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = node.get(name)
    each = value if isinstance(value, list) else [value]
    return [part for part in each if isinstance(part, dict)]


def _targets(node: dict[str, Any], name: str) -> list[str]:
    return [_first(part, "ceterms:targetNode") for part in _parts(node, name)] + [
        text for text in _texts(node.get(name)) if ":" in text
    ]


def _provider(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> str:
    for name in ("ceterms:offeredBy", "ceterms:ownedBy"):
        for part in _parts(node, name):
            if said := _first(part, "ceterms:name"):
                return said
        for key in _texts(node.get(name)):
            if key in nodes and (said := _first(nodes[key], "ceterms:name")):
                return said
    return ""


def _hours(node: dict[str, Any]) -> str:
    """Return the hours of the stated duration, or of clock or contact hours; empty where only weeks are stated."""
    for part in _parts(node, "ceterms:estimatedDuration"):
        for name in ("ceterms:exactDuration", "ceterms:minimumDuration"):
            match = _HOURS.fullmatch(_first(part, name))
            if match and (match[1] or match[2]):
                return f"{float(match[1] or 0) + int(match[2] or 0) / 60:g}"
    for part in _parts(node, "ceterms:creditValue"):
        if HOUR_UNITS & set(_targets(part, "ceterms:creditUnitType")):
            return _first(part, "schema:value") or _first(part, "schema:minValue")
    return ""


def _price(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> str:
    """Return the whole cost in USD: the aggregate where one is stated, else the sum of its parts.

    A cost that nobody states in USD is refused by who reads the cell: it is not free.
    """
    profiles = [*_parts(node, "ceterms:estimatedCost")]
    for key in _texts(node.get("ceterms:commonCosts")):
        profiles += _parts(nodes.get(key, {}), "ceterms:estimatedCost")
    priced = []
    for part in profiles:
        text, currency = _first(part, "ceterms:price"), _first(part, "ceterms:currency") or "USD"
        if currency.upper() != "USD" or not re.fullmatch(r"\d+(\.\d+)?", text):
            continue
        kind = " ".join(_targets(part, "ceterms:directCostType"))
        priced.append(("AggregateCost" in kind, float(text)))
    if not priced:
        return "not stated in USD"
    whole = [price for is_whole, price in priced if is_whole]
    return f"{whole[0] if whole else sum(price for _is_whole, price in priced):.2f}"


def _occupations(node: dict[str, Any]) -> list[str]:
    """Return SOC and O*NET-SOC codes of the occupations that it leads to."""
    found = []
    for part in _parts(node, "ceterms:occupationType"):
        said = f"{_first(part, 'ceterms:codedNotation')} {_first(part, 'ceterms:targetNode')}"
        found += _SOC.findall(said)[:1]
    return list(dict.fromkeys(found))


def _taught(node: dict[str, Any]) -> list[str]:
    """Return the names of what it teaches and assesses."""
    names = []
    for name in ("ceterms:teaches", "ceterms:assesses"):
        for part in _parts(node, name):
            said = _first(part, "ceterms:targetNodeName") or _first(part, "ceterms:targetNodeDescription")
            if said:
                names.append(said)
    return list(dict.fromkeys(names))


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text))
