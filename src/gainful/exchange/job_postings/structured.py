"""schema.org JobPosting, as JSON-LD or as microdata, to flat facts and readable text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gainful.exchange.documents import UnreadableFile
from gainful.exchange.documents.html import fragment_text
from gainful.exchange.documents.kinds import Kind
from gainful.exchange.documents.plain import checked, clean
from gainful.exchange.documents.reading import ReadDocument

_SCRIPT = re.compile(r"<script\b[^>]*application/ld\+json[^>]*>(.*?)</script\s*>", re.IGNORECASE | re.DOTALL)
_MAX_ITEMS = 20_000
_MIN_DESCRIPTION = 200
_UNITS = {"HOUR": "hour", "DAY": "day", "WEEK": "week", "MONTH": "month", "YEAR": "year", "ANNUAL": "year"}
_PARTS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("educationRequirements", "Education"),
    ("experienceRequirements", "Experience"),
    ("workHours", "Hours"),
    ("jobBenefits", "Benefits"),
)


@dataclass(frozen=True, slots=True)
class StructuredDocument:
    """Flat facts (keys: StructuredPosting) and the posting's text where the mark-up holds it."""

    fields: dict[str, str]
    text: str = ""
    notes: tuple[str, ...] = field(default=())


def structured_posting(document: ReadDocument) -> StructuredDocument | None:
    """The JobPosting inside a document, None where it has none; a .json file without one is an error."""
    if document.kind is Kind.JSON:
        postings = list(_postings(_load(document.markup)))
        if not postings:
            raise UnreadableFile(
                "This JSON file holds no schema.org JobPosting.",
                'Use a file with "@type": "JobPosting", or paste the text of the posting.',
            )
        return _from_posting(postings, required=True)
    if document.kind is not Kind.HTML:
        return None
    postings = [p for block in _SCRIPT.findall(document.markup) for p in _postings(_load_or_none(block))]
    if postings:
        return _from_posting(postings, required=not document.text)
    from gainful.exchange.job_postings.microdata import microdata_fields

    fields = microdata_fields(document.markup)
    return StructuredDocument(fields) if fields else None


def _load(source: str) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise UnreadableFile(
            f"This JSON file cannot be read{where}: it is broken or cut off.",
            "Download it again, or paste the text of the posting.",
        ) from None


def _load_or_none(source: str) -> Any:
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _postings(value: Any) -> Iterator[dict[str, Any]]:
    stack, seen = [value], 0
    while stack and seen < _MAX_ITEMS:
        item = stack.pop()
        seen += 1
        if isinstance(item, dict):
            kinds = item.get("@type", item.get("type"))
            if "JobPosting" in (kinds if isinstance(kinds, list) else [kinds]):
                yield item
            else:
                stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _from_posting(postings: list[dict[str, Any]], *, required: bool) -> StructuredDocument:
    posting = postings[0]
    fields = posting_fields(posting)
    text = _posting_text(posting, fields)
    enough = len(text) >= _MIN_DESCRIPTION or required
    note = f"This file holds {len(postings)} postings; the first was read." if len(postings) > 1 else ""
    return StructuredDocument(
        fields, checked(text, what="posting") if enough else "", (note,) if note else ()
    )


def posting_fields(posting: dict[str, Any]) -> dict[str, str]:
    """Flat facts of one JobPosting; what is absent or malformed is left out."""
    address = _first(_get(posting, "jobLocation", "address"))
    pay = _first(posting.get("baseSalary"))
    value = _first(pay.get("value")) if isinstance(pay, dict) else pay
    low, high, unit = _pay(value, pay)
    experience = _first(posting.get("experienceRequirements"))
    found: dict[str, Any] = {
        "title": posting.get("title"),
        "employer": _name(posting.get("hiringOrganization")),
        "city": _get(address, "addressLocality"),
        "region": _get(address, "addressRegion"),
        "wage_low": low,
        "wage_high": high,
        "wage_unit": unit,
        "employment_type": _joined(posting.get("employmentType")),
        "hours": _joined(posting.get("workHours")),
        "openings": posting.get("totalJobOpenings"),
        "education": _education(posting.get("educationRequirements")),
        "experience_months": _get(experience, "monthsOfExperience"),
        "remote": _joined(posting.get("jobLocationType")),
    }
    flat = {
        k: clean(fragment_text(str(v)))[:300]
        for k, v in found.items()
        if isinstance(v, (str, int, float)) and v != ""
    }
    return {k: v for k, v in flat.items() if v}


def _pay(value: Any, pay: Any) -> tuple[Any, Any, str]:
    if not isinstance(value, dict):
        return (value if isinstance(value, (int, float, str)) else None), None, ""
    low = value.get("minValue", value.get("value"))
    unit = str(value.get("unitText") or (pay.get("unitText") if isinstance(pay, dict) else "") or "")
    return low, value.get("maxValue"), _UNITS.get(unit.upper(), "")


def _posting_text(posting: dict[str, Any], fields: dict[str, str]) -> str:
    description = clean(fragment_text(_joined(posting.get("description"))))
    parts = [fields.get("title", ""), fields.get("employer", "")]
    if "city" in fields:
        parts.append("Location: " + ", ".join(filter(None, (fields["city"], fields.get("region")))))
    blocks = ["\n".join(filter(None, parts)), description]
    for key, heading in _PARTS:
        part = clean(fragment_text(_joined(posting.get(key))))
        if part and part.lower() not in description.lower():
            blocks.append(f"{heading}:\n{part}")
    return "\n\n".join(filter(None, blocks))


def _education(value: Any) -> str:
    item = _first(value)
    return str(item.get("credentialCategory", "")) if isinstance(item, dict) else _joined(value)


def _name(value: Any) -> Any:
    item = _first(value)
    return item.get("name") if isinstance(item, dict) else item


def _joined(value: Any) -> str:
    """Strings of a value or a list of values, one a line; descriptions of objects by their text."""
    if isinstance(value, list):
        return "\n".join(filter(None, (_joined(v) for v in value[:200])))
    if isinstance(value, dict):
        return _joined(value.get("description", value.get("name", value.get("credentialCategory", ""))))
    return value if isinstance(value, str) else ""


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = _first(value)
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value
