"""The columns that Gainful works with, in an HSDS record: read from it, written only where they changed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from gainful.exchange.hsds.records import Record
from gainful.exchange.hsds.tables import DATA

TAXONOMY = "Gainful needs"
MOST_PLACES = 1_000_000
_CLEAN = re.compile(r"\s+")
_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
_MAIL = re.compile(rf"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@{_DOMAIN}")
_WEB = re.compile(rf"https?://{_DOMAIN}(?::\d{{2,5}})?(?:[/?#]\S*)?")
"""Addresses that can be written to and opened; others stay in the record and are not used here."""


def _text(record: Record, name: str, most: int = 0) -> str:
    value = record.get(name)
    text = _CLEAN.sub(" ", value).strip() if isinstance(value, str) and most else value
    return (text[:most] if most else text) if isinstance(text, str) else ""


def _whole(record: Record, name: str) -> int | None:
    value = record.get(name)
    return (
        int(value)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 150
        else None
    )


def first_phone(record: Record) -> str:
    """Return the first number of a record, without the quotation marks that some files have around it."""
    for phone in record.get("phones") or []:
        if isinstance(phone, dict) and (found := str(phone.get("number") or "").strip(' "')):
            return found[:60]
    return ""


def language_names(record: Record) -> list[str]:
    """Return the languages of a record by name, by code where they have none."""
    found = [each for each in record.get("languages") or [] if isinstance(each, dict)]
    return [name[:60] for each in found if (name := str(each.get("name") or each.get("code") or "").strip())]


@cache
def _words() -> dict[str, tuple[str, ...]]:
    raw = tomllib.loads((DATA / "needs.toml").read_text(encoding="utf-8"))
    return {need: tuple(words) for need, words in raw.items()}


def needs_of(record: Record) -> tuple[list[str], bool]:
    """Return what a service helps with and whether that is said; else it is guessed from its names and terms."""
    terms = [
        each.get("taxonomy_term")
        for each in record.get("attributes") or []
        if isinstance(each, dict) and isinstance(each.get("taxonomy_term"), dict)
    ]
    said = [str(term.get("code")) for term in terms if term and term.get("taxonomy") == TAXONOMY]
    if said:
        return sorted(set(said)), True
    text = " ".join(
        [str(record.get("name") or ""), *(str(term.get("name") or "") for term in terms if term)]
    ).casefold()
    found = [need for need, words in _words().items() if any(_has(word, text) for word in words)]
    if not found:
        described = str(record.get("description") or "").casefold()
        found = [need for need, words in _words().items() if any(_has(word, described) for word in words)][:1]
    return sorted(found or ["other"]), False


def _has(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}", text) is not None


def _set_needs(record: Record, needs: Iterable[str]) -> None:
    others = [
        each
        for each in record.get("attributes") or []
        if not (isinstance(each, dict) and (each.get("taxonomy_term") or {}).get("taxonomy") == TAXONOMY)
    ]
    record["attributes"] = others + [
        {
            "id": str(uuid5(NAMESPACE_URL, f"gainful:need:{record.get('id')}:{need}")),
            "link_entity": "service",
            "taxonomy_term": {
                "id": str(uuid5(NAMESPACE_URL, f"gainful:need:{need}")), "code": need,
                "name": need.replace("_", " "), "description": need.replace("_", " "), "taxonomy": TAXONOMY,
            },
        }
        for need in needs
    ]  # fmt: skip


def _set_phone(record: Record, number: str) -> None:
    phones = list(record.get("phones") or [])
    if not number:
        record["phones"] = phones[1:]
    elif phones:
        record["phones"] = [{**phones[0], "number": number}, *phones[1:]]
    else:
        record["phones"] = [
            {"id": str(uuid5(NAMESPACE_URL, f"gainful:phone:{record.get('id')}")), "number": number}
        ]


def _set_languages(record: Record, names: Iterable[str]) -> None:
    known = {str(each.get("name") or each.get("code")): each for each in record.get("languages") or []}
    record["languages"] = [
        known.get(name)
        or {"id": str(uuid5(NAMESPACE_URL, f"gainful:{record.get('id')}:{name}")), "name": name}
        for name in names
    ]


def capacity_of(record: Record) -> tuple[int, int] | None:
    """Return places and free places of the first capacity of a record, None where it says none."""
    for each in record.get("capacities") or []:
        free, most = each.get("available"), each.get("maximum")
        if isinstance(free, int | float) and 0 <= free <= MOST_PLACES:
            places = max(int(most), int(free)) if isinstance(most, int | float) else int(free)
            return (places, int(free)) if places <= MOST_PLACES else None
    return None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: how it stands in a record."""

    name: str
    read: Callable[[Record], Any]
    write: Callable[[Record, Any], None]


def _plain(name: str, field: str, most: int = 0) -> Column:
    def write(record: Record, value: Any) -> None:
        if value in (None, ""):
            record.pop(field, None)
        else:
            record[field] = value

    return Column(name, lambda record: _text(record, field, most), write)


def _age(name: str) -> Column:
    plain = _plain(name, name)
    return Column(name, lambda record: _whole(record, name), plain.write)


def _web(name: str, field: str) -> Column:
    def read(record: Record) -> str:
        text = _text(record, field, 500)
        return text if _WEB.fullmatch(text) else ""

    return Column(name, read, _plain(name, field).write)


def _mail(record: Record) -> str:
    text = _text(record, "email", 254)
    return text if _MAIL.fullmatch(text) else ""


SERVICE = (
    _plain("name", "name", 300), _plain("description", "description"), _plain("status", "status"),
    Column("email", _mail, _plain("email", "email").write), _web("url", "url"),
    _plain("eligibility", "eligibility_description"), _age("minimum_age"), _age("maximum_age"),
    _plain("fees", "fees_description"), _plain("how_to_apply", "application_process"),
    Column("phone", first_phone, _set_phone), Column("languages", language_names, _set_languages),
    Column("needs", lambda record: needs_of(record)[0], _set_needs),
    Column("schedules", lambda record: list(record.get("schedules") or []),
           lambda record, value: record.update(schedules=value) if value else None),
    Column("assured_on", lambda record: _text(record, "assured_date", 10),
           _plain("assured_on", "assured_date").write),
)  # fmt: skip
PROVIDER = (
    _plain("name", "name", 300), _plain("description", "description"),
    Column("email", _mail, _plain("email", "email").write), _web("website", "website"),
)  # fmt: skip


def _address(record: Record) -> Record:
    found = [each for each in record.get("addresses") or [] if isinstance(each, dict)]
    physical = [each for each in found if each.get("address_type") == "physical"]
    return (physical or found or [{}])[0]


def _part(name: str, field: str, most: int) -> Column:
    def write(record: Record, value: Any) -> None:
        address = _address(record)
        if not address:
            address = {
                "id": str(uuid5(NAMESPACE_URL, f"gainful:address:{record.get('id')}")), "address_1": "", "city": "",
                "state_province": "", "postal_code": "", "country": "US", "address_type": "physical",
            }  # fmt: skip
            record.setdefault("addresses", []).append(address)
        address[field] = value

    return Column(name, lambda record: _text(_address(record), field, most), write)


def _degrees(name: str) -> Column:
    def read(record: Record) -> float | None:
        value = record.get(name)
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    return Column(name, read, _plain(name, name).write)


LOCATION = (
    _plain("name", "name", 300), _part("address", "address_1", 300), _part("city", "city", 120),
    _part("state", "state_province", 60), _part("postal_code", "postal_code", 20),
    _degrees("latitude"), _degrees("longitude"), _plain("transportation", "transportation"),
    Column("phone", first_phone, _set_phone),
    Column("schedules", lambda record: list(record.get("schedules") or []),
           lambda record, value: record.update(schedules=value) if value else None),
)  # fmt: skip
"""Columns of a location; its address is the first physical one."""


def read_columns(record: Record, columns: Iterable[Column]) -> dict[str, Any]:
    """Return the columns as the record has them."""
    return {column.name: column.read(record) for column in columns}


def write_columns(record: Record, columns: Iterable[Column], values: dict[str, Any]) -> Record:
    """Write into a record what differs from what it says; everything else stays as it came."""
    for column in columns:
        if column.name in values and values[column.name] != column.read(record):
            column.write(record, values[column.name])
    return record
