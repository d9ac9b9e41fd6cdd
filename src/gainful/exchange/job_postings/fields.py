"""One JobPosting object, however it was marked up, to flat facts (keys: StructuredPosting) and readable text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from gainful.exchange.documents.html import fragment_text
from gainful.exchange.documents.plain import clean

_UNITS = (
    ("hour", r"hour|hr\b|hur\b|^h$|pt1h"),
    ("fortnight", r"bi-?week|fortnight|two weeks|p2w|p14d"),
    ("day", r"^dai|day|^d$|p1d"),
    ("week", r"week|wee\b|wk\b|p1w|p7d"),
    ("month", r"month|^mo|mon\b|p1m|p30d"),
    ("year", r"year|yr\b|ann|p1y|p12m|^pa$|p\.a"),
)
"""Names of units in mark-up: schema.org words in any case, UN/CEFACT codes (HUR, DAY, WEE, MON, ANN), ISO 8601 spans."""
_LOW, _HIGH = (
    ("minValue", "minPrice", "percentile10", "percentile25"),
    ("maxValue", "maxPrice", "percentile90", "percentile75"),
)
_SINGLE = ("value", "price", "median", "amount")
_PARTS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("educationRequirements", "Education"),
    ("experienceRequirements", "Experience"),
    ("workHours", "Hours"),
    ("jobBenefits", "Benefits"),
)
_CONTRACTS = (
    ("FULL_TIME", "fulltime"), ("PART_TIME", "parttime"), ("PER_DIEM", "perdiem"), ("INTERN", "intern"), ("TEMPORARY", "temp"),
    ("SEASONAL", "season"), ("CONTRACTOR", "contract"),
)  # fmt: skip


def posting_fields(posting: dict[str, Any]) -> dict[str, str]:
    """Flat facts of one JobPosting; what is absent or cannot be read is left out."""
    place = _first(posting.get("jobLocation"))
    address = _first(_get(posting, "jobLocation", "address")) or (posting if place is None else place)
    city, region = _place(address)
    experience = _first(posting.get("experienceRequirements"))
    found: dict[str, Any] = {
        "title": words_of(posting.get("title")) or words_of(posting.get("name")),
        "employer": _name(posting.get("hiringOrganization")),
        "city": city,
        "region": region,
        **_pay(posting),
        "employment_type": _contract(posting.get("employmentType")),
        "hours": words_of(posting.get("workHours")),
        "openings": _number_of(posting.get("totalJobOpenings")),
        "education": _education(posting.get("educationRequirements")),
        "experience_months": _get(experience, "monthsOfExperience"),
        "remote": words_of(posting.get("jobLocationType")),
    }
    flat = {
        k: clean(fragment_text(str(v)))[:300]
        for k, v in found.items()
        if isinstance(v, (str, int, float)) and v != ""
    }
    return {k: v for k, v in flat.items() if v}


def _pay(posting: dict[str, Any]) -> dict[str, str]:
    """Pay from `baseSalary`, or from `estimatedSalary` where that says nothing: its ends, unit and currency as written."""
    for key in ("baseSalary", "estimatedSalary"):
        pay = _first(posting.get(key))
        levels = [*_levels(pay), *([posting] if key == "baseSalary" else [])]
        ends = {"wage_low": _end(levels, _LOW), "wage_high": _end(levels, _HIGH)}
        if not any(ends.values()):
            single = next(
                (v for level in _levels(pay) for k in _SINGLE if (v := _plain(level.get(k)))), ""
            ) or _plain(pay)
            ends = _split(single)
        if any(re.search(r"[1-9]", end) for end in ends.values()):
            unit = next(filter(None, map(unit_of, _plains(levels, ("unitText", "unitCode", "duration")))), "")
            codes = _plains(levels, ("currency", "priceCurrency"))
            code = next(filter(None, [*codes, _plain(posting.get("salaryCurrency"))]), "")
            return {**ends, "wage_unit": unit or unit_of(_unit_in(str(ends))), "wage_currency": code}
    return {}


def _levels(pay: Any) -> list[dict[str, Any]]:
    """The objects that may hold an amount: the innermost goes first, and a specification of a price counts as one."""
    found: list[dict[str, Any]] = []
    while isinstance(pay, dict) and len(found) < 4:
        found.insert(0, pay)
        pay = next(
            (
                inner
                for key in ("value", "priceSpecification")
                if isinstance(inner := _first(pay.get(key)), dict)
            ),
            None,
        )
    return found


def _plains(levels: Iterable[dict[str, Any]], keys: tuple[str, ...]) -> list[str]:
    """What each level says under each of some keys, in that order, what is empty left out."""
    return [value for level in levels for key in keys if (value := _plain(level.get(key)))]


def _end(levels: list[dict[str, Any]], keys: tuple[str, ...]) -> str:
    return next(iter(_plains(levels, keys)), "")


def _split(words: str) -> dict[str, str]:
    """ "18.50-22.00" as two ends; anything else stays one, to be read as the words of a posting are."""
    ends = re.fullmatch(
        r"\s*(\D{0,4}[\d.,]+k?)\s*(?:-|–|—|to)\s*(\D{0,4}[\d.,]+k?)\s*(.*)", words, re.IGNORECASE
    )
    return {"wage_low": ends[1], "wage_high": f"{ends[2]} {ends[3]}".strip()} if ends else {"wage_low": words}


def _unit_in(words: str) -> str:
    found = re.search(r"\b(?:per|an?|/)\s*(hour|hr|day|week|month|year|annum)|\b(hourly|weekly|monthly|annually|yearly)", words, re.IGNORECASE)  # fmt: skip
    return next(filter(None, found.groups()), "") if found else ""


def unit_of(word: str) -> str:
    """What a unit's name in mark-up means: hour, day, week, fortnight, month or year; empty where nobody knows."""
    return next((unit for unit, pattern in _UNITS if re.search(pattern, word.strip(), re.IGNORECASE)), "")


def _plain(value: Any) -> str:
    value = _first(value)
    if isinstance(value, dict):
        value = value.get("@value")
    return str(value).strip() if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _place(address: Any) -> tuple[str, str]:
    """City and region of an address; of one written as a line, the part before the state and the state."""
    if isinstance(address, dict):
        inner = address.get("address") if "address" in address and "addressLocality" not in address else None
        if inner is not None:
            return _place(_first(inner))
        region = _first(address.get("addressRegion"))
        return words_of(address.get("addressLocality")), words_of(region)
    line = (
        re.search(r"([A-Z][\w .'’-]+),\s*([A-Z]{2})\b(?:\s+\d{5})?", address)
        if isinstance(address, str)
        else None
    )
    return (line[1].split(",")[-1].strip(), line[2]) if line else ("", "")


def _contract(value: Any) -> str:
    """Kinds of contract by schema.org's words, whether written so, in plain words or as an address."""
    said = [re.sub(r"[^a-z]", "", each.rsplit("/", 1)[-1].lower()) for each in words_of(value).split("\n")]
    known = [name for each in said for name, sign in _CONTRACTS if sign in each]
    return ",".join(dict.fromkeys(known))


def _number_of(value: Any) -> Any:
    item = _first(value)
    return item.get("value", item.get("@value")) if isinstance(item, dict) else item


def posting_text(posting: dict[str, Any], fields: dict[str, str]) -> str:
    """The posting's words where its mark-up holds them: title, employer, place, description and further parts."""
    description = clean(fragment_text(words_of(posting.get("description"))))
    parts = [fields.get("title", ""), fields.get("employer", "")]
    if "city" in fields:
        parts.append("Location: " + ", ".join(filter(None, (fields["city"], fields.get("region")))))
    blocks = ["\n".join(filter(None, parts)), description]
    for key, heading in _PARTS:
        part = clean(fragment_text(words_of(posting.get(key))))
        if part and part.lower() not in description.lower():
            blocks.append(f"{heading}:\n{part}")
    return "\n\n".join(filter(None, blocks))


def _education(value: Any) -> str:
    item = _first(value)
    return str(item.get("credentialCategory", "")) if isinstance(item, dict) else words_of(value)


def _name(value: Any) -> Any:
    item = _first(value)
    return words_of(item.get("name") or item.get("legalName")) if isinstance(item, dict) else words_of(item)


def words_of(value: Any) -> str:
    """Strings of a value or a list of values, one a line; objects by their value, description or name."""
    if isinstance(value, list):
        return "\n".join(filter(None, (words_of(v) for v in value[:200])))
    if isinstance(value, dict):
        keys = ("@value", "description", "name", "credentialCategory", "@id")
        return words_of(next((value[k] for k in keys if value.get(k)), ""))
    return value if isinstance(value, str) else ""


def _get(value: Any, *keys: str) -> Any:
    for key in keys:
        value = _first(value)
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value
