"""HSDS 3 as a set of CSV tables, put together into nested records; `attributes` and `metadata` by what they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gainful.exchange.hsds.records import Directory, Record, number, without_empty
from gainful.exchange.hsds.tables import Table, tables

Rows = dict[str, list[dict[str, str]]]
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


def typed(table: Table, row: dict[str, str], where: str, losses: list[str]) -> Record:
    """Return a row with numbers as numbers and empty cells left out; a number that is none is said and left as text."""
    record: Record = {}
    for name, text in without_empty(row).items():
        field = table.fields.get(name)
        value: object = text
        if field is not None and field.type == "number":
            value = number(text)
            if value is None:
                losses.append(f"{where}: “{text[:40]}” in {name} is no number; it is left out.")
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
            if name != "meta_table_descriptions":
                found.losses.append(
                    f"{name}.csv is no table of HSDS 3; its {len(lines):,} rows are not read."
                )
            else:
                found.notes.append("meta_table_descriptions.csv describes the tables; it is not stored.")
            continue
        loaded.setdefault(table.name, [])
        for line, row in enumerate(lines, start=2):
            loaded[table.name].append(typed(table, row, f"{name}.csv, line {line}", found.losses))
    return loaded


def read_tabular(rows: Rows) -> Directory:
    """Return the directory that a set of tables holds; a row that belongs to nothing is said."""
    found = Directory("3 (tables)")
    loaded = _load(rows, found)
    by_id = {
        name: {str(each.get("id")): each for each in loaded.get(name, [])}
        for name in (*_TOP, "contact", "phone")
    }
    _terms(loaded, by_id)
    for name, table in tables().items():
        if name not in _TOP:
            _hang(name, loaded.get(name, []), by_id, found)
        elif name == "attribute":
            _link(loaded.get(name, []), by_id, "link_entity", "link_id", "attributes", found)
        elif name == "metadata":
            _link(loaded.get(name, []), by_id, "resource_type", "resource_id", "metadata", found)
        del table
    for each in loaded.get("program", []):
        _into(by_id["organization"], each, "organization_id", "programs", "program", found)
    _places(loaded, by_id, found)
    _services(loaded, by_id, found)
    used = {id(each.get("organization")) for each in found.services}
    found.organizations = [each for each in loaded.get("organization", []) if id(each) not in used]
    return found


def _terms(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]]) -> None:
    for term in loaded.get("taxonomy_term", []):
        if (taxonomy := by_id["taxonomy"].get(str(term.get("taxonomy_id")))) is not None:
            term["taxonomy_detail"] = taxonomy
    for each in loaded.get("attribute", []):
        if (wanted := by_id["taxonomy_term"].get(str(each.get("taxonomy_term_id")))) is not None:
            each["taxonomy_term"] = wanted
    for each in loaded.get("service_capacity", []):
        if (unit := by_id["unit"].get(str(each.get("unit_id")))) is not None:
            each["unit"] = unit


def _list_in(owner: str, name: str) -> str | None:
    return next((key for key, other in tables()[owner].lists.items() if other == name), None)


def _hang(
    name: str, records: Iterable[Record], by_id: dict[str, dict[str, Record]], found: Directory
) -> None:
    """Hang each row under what its nearest key names."""
    lost = 0
    for record in records:
        key = next((key for key in OWNER_KEYS if key in record and _list_in(_OWNERS[key], name)), None)
        owner = by_id.get(_OWNERS[key], {}).get(str(record[key])) if key else None
        if key is None or owner is None:
            lost += 1
            continue
        owner.setdefault(str(_list_in(_OWNERS[key], name)), []).append(record)
    if lost:
        found.losses.append(
            f"{tables()[name].file}: {lost:,} rows belong to nothing in these tables; not read."
        )


def _link(
    records: Iterable[Record],
    by_id: dict[str, dict[str, Record]],
    kind: str,
    key: str,
    into: str,
    found: Directory,
) -> None:
    lost = 0
    for record in records:
        owner = by_id.get(str(record.get(kind)), {}).get(str(record.get(key)))
        if owner is None:
            lost += 1
        else:
            owner.setdefault(into, []).append(record)
    if lost:
        found.losses.append(f"{into}.csv: {lost:,} rows name nothing in these tables; not read.")


def _into(
    owners: dict[str, Record], record: Record, key: str, into: str, name: str, found: Directory
) -> None:
    owner = owners.get(str(record.get(key)))
    if owner is None:
        found.losses.append(
            f"{tables()[name].file}: row {record.get('id')} belongs to no organization; not read."
        )
    else:
        owner.setdefault(into, []).append(record)


def _places(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    used: defaultdict[str, int] = defaultdict(int)
    for each in loaded.get("service_at_location", []):
        location = by_id["location"].get(str(each.get("location_id")))
        if location is None:
            found.losses.append(
                f"service_at_location.csv: row {each.get('id')} names no location of locations.csv."
            )
        else:
            used[str(location.get("id"))] += 1
            each["location"] = location
        service = by_id["service"].get(str(each.get("service_id")))
        if service is None:
            found.losses.append(f"service_at_location.csv: row {each.get('id')} names no service; not read.")
        else:
            service.setdefault("service_at_locations", []).append(each)
    for location in loaded.get("location", []):
        owner = by_id["organization"].get(str(location.get("organization_id")))
        if owner is not None:
            owner.setdefault("locations", []).append(location)
        elif not used[str(location.get("id"))]:
            found.losses.append(f"locations.csv: row {location.get('id')} belongs to nothing; not read.")


def _services(loaded: dict[str, list[Record]], by_id: dict[str, dict[str, Record]], found: Directory) -> None:
    for service in loaded.get("service", []):
        organization = by_id["organization"].get(str(service.get("organization_id")))
        if organization is None:
            found.losses.append(f"services.csv: row {service.get('id')} names no organization; not read.")
            continue
        service["organization"] = organization
        if (program := by_id["program"].get(str(service.get("program_id")))) is not None:
            service["program"] = program
        found.services.append(service)
