"""schema.org JobPosting as JSON-LD: blocks that are nearly JSON are read, references inside a graph followed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_MOST_ITEMS = 20_000
_LONGEST_MENDED, _DEEPEST_MENDED = 60_000, 40
"""Characters and brackets open at once of a broken block that is mended; one posting is far shorter and flatter."""
_ENVELOPE = re.compile(
    r"^\s*(?:(?://|/\*|\#)?\s*(?:<!\[CDATA\[|<!--)(?:\s*\*/|\s*//)?\s*)+|(?:\s*(?://|/\*)?\s*(?:\]\]>|-->)(?:\s*\*/)?)+\s*;?\s*$|;\s*$"
)
_REFERENCED = ("hiringOrganization", "jobLocation", "baseSalary", "address", "value", "estimatedSalary")


def loaded(block: str) -> Any:
    """The value of a script's text, None where nothing can be read: comment and CDATA marks around it are taken off."""
    source = block.replace("\ufeff", "").replace("\u00a0", " ")
    for _ in range(3):
        source = _ENVELOPE.sub("", source).strip()
    if re.match(r"[\[{]\s*&(?:quot|#34|#x22);", source):
        source = html.unescape(source)
    if not source:
        return None
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return _mended(source)


def _mended(source: str) -> Any:
    """What json-repair makes of trailing commas, comments and bare quotes; None where no posting comes of it."""
    if len(source) > _LONGEST_MENDED or "JobPosting" not in source or _depth(source) > _DEEPEST_MENDED:
        return None
    import json_repair

    try:
        value = json_repair.loads(source, skip_json_loads=True)
    except (ValueError, RecursionError):
        return None
    return value if any(p.get("title") or p.get("description") for p in postings(value)) else None


def _depth(source: str) -> int:
    depth = deepest = 0
    for mark in re.findall(r"[\[{}\]]", source):
        depth = depth + 1 if mark in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def is_posting(item: dict[str, Any]) -> bool:
    """Whether an object says that it is a JobPosting, by its bare name, a prefix or a full IRI."""
    kinds = item.get("@type", item.get("type"))
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and re.split(r"[/#:]", name)[-1] == "JobPosting" for name in names)


def postings(value: Any) -> Iterator[dict[str, Any]]:
    """Every JobPosting inside a value, in its order, with what it refers to by @id filled in."""
    known: dict[str, dict[str, Any]] = {}
    found: list[dict[str, Any]] = []
    stack, seen = [value], 0
    while stack and seen < _MOST_ITEMS:
        item = stack.pop()
        seen += 1
        if isinstance(item, dict):
            name = item.get("@id")
            if isinstance(name, str) and len(item) > 1:
                known.setdefault(name, item)
            if is_posting(item):
                found.append(item)
            stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    yield from (_filled(item, known, 0) for item in found)


def _filled(item: dict[str, Any], known: dict[str, dict[str, Any]], depth: int) -> dict[str, Any]:
    """The object with its references to others put in their place; four levels, as postings go no deeper."""
    if depth > 4:
        return item
    whole = dict(item)
    for key, value in item.items():
        name = key if key.startswith("@") else key.split(":")[-1].rsplit("/", 1)[-1]
        whole.setdefault(name, value)
        if name in _REFERENCED:
            whole[name] = _followed(value, known, depth)
    return whole


def _followed(value: Any, known: dict[str, dict[str, Any]], depth: int) -> Any:
    if isinstance(value, list):
        return [_followed(each, known, depth) for each in value[:50]]
    if isinstance(value, str) and value in known:
        value = known[value]
    if not isinstance(value, dict):
        return value
    name = value.get("@id")
    if set(value) == {"@id"} and isinstance(name, str):
        value = known.get(name, value)
    return _filled(value, known, depth + 1)
