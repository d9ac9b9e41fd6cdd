"""HSDS 2.0 as CSV tables, put into the tables of HSDS 3; what has no place there is said, field by field."""

from __future__ import annotations

from collections import Counter

from gainful.exchange.hsds.records import Directory, Rows, as_uuid
from gainful.exchange.hsds.tables import tables
from gainful.exchange.hsds.tabular import read_tabular

_MARKS = frozenset({"physical_addresses", "postal_addresses", "regular_schedules", "holiday_schedules", "eligibility",
                    "eligibilities", "services_at_location", "accessibility_for_disabilities", "payments_accepted",
                    "service_taxonomy", "services_taxonomy", "services_at_locations", "taxonomy"})  # fmt: skip
"""Tables that only versions before 3 have; `taxonomy` has another sense in 3, where its terms stand beside it."""
_ONLY_NEW = frozenset({"service", "organization", "taxonomy_term", "taxonomy_terms", "attribute", "attributes",
                       "addresses", "schedules", "service_at_location"})  # fmt: skip
_RENAMED = {
    "physical_addresses": "addresses",
    "postal_addresses": "addresses",
    "regular_schedules": "schedules",
    "holiday_schedules": "schedules",
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "accessibility_for_disabilities": "accessibility",
    "taxonomy": "taxonomy_terms",
}
_FIELDS = {
    "organizations": {"url": "website"},
    "accessibility_for_disabilities": {"accessibility": "description"},
    "languages": {"language": "name"},
    "payments_accepted": {},
    "taxonomy": {"vocabulary": "taxonomy"},
}
_DAYS = {"1": "MO", "2": "TU", "3": "WE", "4": "TH", "5": "FR", "6": "SA", "7": "SU"}
_STATUS = {
    "active": "active",
    "inactive": "inactive",
    "defunct": "defunct",
    "temporarily closed": "temporarily closed",
}
_KINDS = {table.file.removesuffix(".csv"): name for name, table in tables().items()}


def is_old(rows: Rows) -> bool:
    """Whether the tables are those of a version before 3."""
    marks = _MARKS & set(rows)
    return bool(marks) and not (marks == {"taxonomy"} and _ONLY_NEW & set(rows))


class _Reader:
    """Turns tables of 2.0 into tables of 3 and counts what is lost."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.made: Rows = {}
        self.lost: Counter[str] = Counter()
        self.new_ids: Counter[str] = Counter()

    def add(self, table: str, row: dict[str, str]) -> None:
        known = tables()[_KINDS[table]].fields
        kept = {}
        for name, value in row.items():
            if not value:
                continue
            if name not in known:
                self.lost[f"{table}.{name}"] += 1
            elif name == "id" or name.endswith("_id"):
                kept[name] = self.id(value, name, table)
            else:
                kept[name] = value
        self.made.setdefault(table, []).append(kept)

    def id(self, text: str, name: str, table: str) -> str:
        kind = _KINDS[table] if name == "id" else name.removesuffix("_id")
        made = as_uuid(text, kind)
        if name == "id" and made != text.lower():
            self.new_ids[table] += 1
        return made

    def plain(self, old: str) -> None:
        """Take over a table whose fields have the same names, or other ones."""
        names = _FIELDS.get(old, {})
        for row in self.rows.get(old, []):
            self.add(_RENAMED.get(old, old), {names.get(key, key): value for key, value in row.items()})


def read_old(rows: Rows) -> Directory:
    """Return what tables of 2.0 hold as HSDS 3, with a sentence for every field that has no place there."""
    reader = _Reader(rows)
    for old in ("organizations", "programs", "service_areas", "languages", "phones", "contacts", "funding",
                "required_documents", "accessibility_for_disabilities", "metadata", "services_at_location",
                "services_at_locations"):  # fmt: skip
        reader.plain(old)
    _locations(reader)
    _services(reader)
    _addresses(reader)
    _schedules(reader)
    _taxonomies(reader)
    _payments(reader)
    found = read_tabular(reader.made)
    found.version = "2.0"
    done = {"organizations", "programs", "services", "locations", "service_areas", "languages", "phones", "contacts",
            "funding", "required_documents", "metadata", *_MARKS}  # fmt: skip
    for name in sorted(set(rows) - done - {"meta_table_descriptions"}):
        found.losses.append(f"{name}.csv has no place in HSDS 3; its {len(rows[name]):,} rows are not read.")
    for name, count in sorted(reader.lost.items()):
        found.losses.append(f"{name} has no place in HSDS 3: {count:,} values are lost.")
    for name, count in sorted(reader.new_ids.items()):
        found.notes.append(
            f"{name}.csv: {count:,} ids are no UUIDs; HSDS 3 wants UUIDs, made from the old ids."
        )
    return found


def _locations(reader: _Reader) -> None:
    for row in reader.rows.get("locations", []):
        reader.add("locations", {**row, "location_type": "physical"})


def _services(reader: _Reader) -> None:
    by_service: dict[str, list[dict[str, str]]] = {}
    for name in ("eligibility", "eligibilities"):
        for row in reader.rows.get(name, []):
            by_service.setdefault(row.get("service_id", ""), []).append(row)
    for row in reader.rows.get("services", []):
        made = dict(row)
        made["status"] = _STATUS.get(row.get("status", "").lower(), "active")
        if row.get("status", "").lower() not in _STATUS:
            reader.lost[f"services.status “{row.get('status', '')}”, read as active,"] += 1
        if not made.get("fees_description") and made.get("fees"):
            made["fees_description"] = made.pop("fees")
        for each in by_service.get(row.get("id", ""), []):
            _eligibility(reader, made, each)
        reader.add("services", made)


def _eligibility(reader: _Reader, made: dict[str, str], row: dict[str, str]) -> None:
    words = row.get("eligibility") or row.get("eligibility_description") or ""
    if words:
        made["eligibility_description"] = "; ".join(
            part for part in (made.get("eligibility_description", ""), words) if part
        )
    for name in ("minimum_age", "maximum_age"):
        if row.get(name) and not made.get(name):
            made[name] = row[name]
    for name, value in row.items():
        if value and name not in {"id", "service_id", "eligibility", "eligibility_description", "minimum_age",
                                  "maximum_age"}:  # fmt: skip
            reader.lost[f"eligibility.{name}"] += 1


def _addresses(reader: _Reader) -> None:
    for old, kind in (("physical_addresses", "physical"), ("postal_addresses", "postal")):
        for row in reader.rows.get(old, []):
            reader.add("addresses", {**row, "address_type": kind})


def _schedules(reader: _Reader) -> None:
    for row in reader.rows.get("regular_schedules", []):
        made = {key: value for key, value in row.items() if key != "weekday"}
        day = row.get("weekday", "").strip()
        made["byday"] = _DAYS.get(day, day[:2].upper())
        made["freq"] = "WEEKLY"
        reader.add("schedules", made)
    for row in reader.rows.get("holiday_schedules", []):
        made = {key: value for key, value in row.items() if key not in {"closed", "start_date", "end_date"}}
        made["valid_from"], made["valid_to"] = row.get("start_date", ""), row.get("end_date", "")
        shut = row.get("closed", "").lower() in {"true", "1", "yes", "y"}
        made["description"] = "Closed" if shut else "Holiday hours"
        reader.add("schedules", made)


def _taxonomies(reader: _Reader) -> None:
    for row in reader.rows.get("taxonomy", []):
        made = dict(row)
        made["taxonomy"] = made.pop("vocabulary", "") or made.get("taxonomy", "")
        made.setdefault("description", "")
        made["description"] = made["description"] or made.get("name", "")
        if made.pop("parent_name", ""):
            reader.lost["taxonomy.parent_name"] += 1
        reader.add("taxonomy_terms", made)
    for name in ("service_taxonomy", "services_taxonomy"):
        for row in reader.rows.get(name, []):
            made = {"id": row.get("id", ""), "link_id": row.get("service_id", ""), "link_entity": "service"}
            made["taxonomy_term_id"] = row.get("taxonomy_id", "")
            for key, value in row.items():
                if value and key not in {"id", "service_id", "taxonomy_id"}:
                    reader.lost[f"{name}.{key}"] += 1
            made["link_id"] = as_uuid(made["link_id"], "service")
            reader.add("attributes", made)


def _payments(reader: _Reader) -> None:
    for row in reader.rows.get("payments_accepted", []):
        made = {"id": row.get("id", ""), "service_id": row.get("service_id", "")}
        made["option"] = row.get("payment", "")
        reader.add("cost_options", made)
        for key, value in row.items():
            if value and key not in {"id", "service_id", "payment"}:
                reader.lost[f"payments_accepted.{key}"] += 1
