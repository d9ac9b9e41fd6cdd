"""HSDS 3 as a set of CSV tables, put together into nested records; `attributes` and `metadata` by what they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gainful.exchange.hsds.check import require_shape
from gainful.exchange.hsds.records import Directory, Record, Rows, number, without_empty
from gainful.exchange.hsds.tables import Table, tables

OWNER_KEYS = (
    "service_at_location_id",
    "phone_id",
    "contact_id",
    "location_id",
    "service_id",
    "organization_id",
)
"""Keys that say where a row belongs, the nearest first: a phone of a contact is the contact's."""
_OWNERS = {key: key.removesuffix("_id") for key in OWNER_KEYS}
_TOP = frozenset({"organization", "service", "service_at_location", "location", "taxonomy", "taxonomy_term", "unit",
                  "program", "attribute", "metadata"})  # fmt: skip


def typed(table: Table, row: Record, where: str, losses: list[str]) -> Record:
    """Return a row with numbers as numbers and empty cells left out; a number that is none is said and left as text."""
    record: Record = {}
    for name, text in without_empty(row).items():
        field = table.fields.get(name)
        value: object = text
        if field is not None and field.type == "number":
            value = number(text)
            if value is None:
                losses.append(f"{where}: “{str(text)[:40]}” in {name} is no number; it is left out.")
                continue
        record[name] = value
    return record


def _load(rows: Rows, found: Directory) -> dict[str, list[Record]]:
    loaded: dict[str, list[Record]] = {}
    known = {
        name: table for table in tables().values() for name in (table.file.removesuffix(".csv"), table.name)
    }
    for name, lines in rows.items():
        table = known.get(name)
        if table is None:
            if name in {"meta_table_descriptions", "meta_table_description"}:
                found.notes.append("meta_table_descriptions describes the tables; it is not stored.")
            else:
                found.losses.append(f"{name} is no table of HSDS 3; its {_rows(len(lines))} not read.")
            continue
        loaded.setdefault(table.name, [])
        for line, row in enumerate(lines, start=1):
            loaded[table.name].append(typed(table, row, f"{name}, row {line}", found.losses))
            require_shape(loaded[table.name][-1], table.name, f"{name}, row {line}")
    return loaded


def _rows(count: int) -> str:
    return "1 row is" if count == 1 else f"{count:,} rows are"


def _left(name: str, records: list[Record], keys: Iterable[str], found: Directory) -> None:
    """Say which rows of a table are not read, because what they name is in none of the tables."""
    if not records:
        return
    first, table = records[0], tables()[name]
    named = next((f"{key} {first[key]}" for key in keys if first.get(key)), "nothing")
    hangs = ", nor what belongs to it," if any(key in each for each in records for key in table.lists) else ""
    found.losses.append(
        f"{table.file}: {_rows(len(records))} not read{hangs} because its owner is in none of the tables"
        f" (first: {first.get('id')}, which names {named})."
    )


def read_tabular(rows: Rows) -> Directory:
    """Return the directory that a set of tables holds; a row that belongs to nothing is said."""
    found = Directory("3 (tables)")
    loaded = _load(rows, found)
    by_id = {
        name: {str(each.get("id")): each for each in loaded.get(name, [])}
        for name in (*_TOP, "contact", "phone")
    }
    for name, known in by_id.items():
        if (twice := len(loaded.get(name, [])) - len(known)) > 0:
            found.losses.append(
                f"{tables()[name].file}: {_rows(twice)} left out, because an id stands there twice."
            )
            loaded[name] = list(known.values())
    _terms(loaded, by_id, found)
    for name in tables():
        if name not in _TOP:
            _hang(name, loaded.get(name, []), by_id, found)
    _link("attribute", loaded, by_id, ("link_entity", "link_id"), found)
    _link("metadata", loaded, by_id, ("resource_type", "resource_id"), found)
    _programs(loaded, by_id, found)
    _places(loaded, by_id, found)
    _services(loaded, by_id, found)
    used = {id(each.get("organization")) for each in found.services}
    found.organizations = [each for each in loaded.get("organization", []) if id(each) not in used]
    return found


_PARTS = (
    ("taxonomy_term", "taxonomy_id", "taxonomy", "taxonomy_detail"),
    ("attribute", "taxonomy_term_id", "taxonomy_term", "taxonomy_term"),
    ("service_capacity", "unit_id", "unit", "unit"),
)
"""Which table's rows hold a row of which other one, by which key and under which name."""


def _terms(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    """Put terms into attributes, taxonomies into terms and units into capacities; say which of them nothing uses."""
    for name, key, other, into in _PARTS:
        used = set()
        for each in loaded.get(name, []):
            if (wanted := by_id[other].get(str(each.get(key)))) is not None:
                each[into] = wanted
                used.add(id(wanted))
        if unused := [each for each in loaded.get(other, []) if id(each) not in used]:
            found.losses.append(
                f"{tables()[other].file}: {_rows(len(unused))} not read, because no row of {tables()[name].file} names"
                f" it (first: {unused[0].get('id')})."
            )


def _list_in(owner: str, name: str) -> str | None:
    return next((key for key, other in tables()[owner].lists.items() if other == name), None)


def _hang(name: str, records: list[Record], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    """Hang each row under what its nearest key names that is in the tables."""
    keys = [(key, _OWNERS[key], into) for key in OWNER_KEYS if (into := _list_in(_OWNERS[key], name))]
    left = []
    for record in records:
        owners = (
            (by_id.get(owner, {}).get(str(record.get(key))), into)
            for key, owner, into in keys
            if record.get(key)
        )
        owner, into = next(((owner, into) for owner, into in owners if owner is not None), (None, ""))
        if owner is None:
            left.append(record)
        else:
            owner.setdefault(into, []).append(record)
    _left(name, left, (key for key, _owner, _into in keys), found)


def _link(
    name: str,
    loaded: dict[str, list[Record]],
    by_id: dict[str, dict[str, Record]],
    names: tuple[str, str],
    found: Directory,
) -> None:
    """Hang attributes and metadata under the row of any table that they name."""
    (kind, key), into = names, "metadata" if name == "metadata" else "attributes"
    left, others = [], {other: by_id.get(other) or _by_id(loaded.get(other, [])) for other in tables()}
    for record in loaded.get(name, []):
        owner = others.get(str(record.get(kind)), {}).get(str(record.get(key)))
        if owner is None or owner is record:
            left.append(record)
        else:
            owner.setdefault(into, []).append(record)
    _left(name, left, (key,), found)


def _by_id(records: Iterable[Record]) -> dict[str, Record]:
    return {str(each.get("id")): each for each in records}


def _programs(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    wanted = {str(each.get("program_id")) for each in loaded.get("service", [])}
    left = []
    for program in loaded.get("program", []):
        owner = by_id["organization"].get(str(program.get("organization_id")))
        if owner is not None:
            owner.setdefault("programs", []).append(program)
        elif str(program.get("id")) not in wanted:
            left.append(program)
    _left("program", left, ("organization_id",), found)


def _places(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    used: defaultdict[str, int] = defaultdict(int)
    left = []
    for each in loaded.get("service_at_location", []):
        service = by_id["service"].get(str(each.get("service_id")))
        if service is None:
            left.append(each)
            continue
        service.setdefault("service_at_locations", []).append(each)
        location = by_id["location"].get(str(each.get("location_id")))
        if location is None:
            found.losses.append(
                f"service_at_location.csv: {each.get('id')} names location {each.get('location_id')}, which is not"
                " in locations.csv; where the service is given is not known."
            )
        else:
            used[str(location.get("id"))] += 1
            each["location"] = location
    _left("service_at_location", left, ("service_id",), found)
    alone = []
    for location in loaded.get("location", []):
        owner = by_id["organization"].get(str(location.get("organization_id")))
        if owner is not None:
            owner.setdefault("locations", []).append(location)
        elif not used[str(location.get("id"))]:
            alone.append(location)
    _left("location", alone, ("organization_id",), found)


def _services(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    for service in loaded.get("service", []):
        if (organization := by_id["organization"].get(str(service.get("organization_id")))) is not None:
            service["organization"] = organization
        if (program := by_id["program"].get(str(service.get("program_id")))) is not None:
            service["program"] = program
        found.services.append(service)
