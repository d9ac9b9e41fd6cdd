"""Service directories between HSDS files and the database: both ways, with nothing lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from gainful.domain.accounts.actor import Actor
from gainful.domain.support.access import require_staff
from gainful.domain.support.actions import Given, PlaceGiven, ProviderGiven, Stored, store_directory
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Provider, Service, ServiceLocation
from gainful.exchange.hsds.check import Problem, check_records, unknown_fields
from gainful.exchange.hsds.columns import (
    LOCATION,
    PROVIDER,
    SERVICE,
    capacity_of,
    needs_of,
    read_columns,
    write_columns,
)
from gainful.exchange.hsds.records import Directory, Record, as_uuid

MOST_NAMED = 20
NOT_NAMED = "Not named in the file"
"""What a provider is called whose organization a file does not hold."""


@dataclass(slots=True)
class Imported:
    """What an import did and what it has to say."""

    version: str
    stored: Stored
    losses: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _provider(record: Record) -> ProviderGiven:
    values = read_columns(record, PROVIDER)
    values["name"] = values["name"] or str(record.get("id"))
    return ProviderGiven(
        str(record.get("id") or as_uuid(values["name"], "organization"))[:120], values, record
    )


def _service_values(record: Record, notes: list[str]) -> dict[str, Any]:
    values = read_columns(record, SERVICE)
    text = values["assured_on"]
    try:
        values["assured_on"] = date.fromisoformat(text) if text else None
    except ValueError:
        values["assured_on"] = None
    low, high = values["minimum_age"], values["maximum_age"]
    if low is not None and high is not None and low > high:
        notes.append(f"{values['name']}: the lowest age is above the highest; neither is used here.")
        values["minimum_age"] = values["maximum_age"] = None
    return values


def _places(record: Record) -> Iterator[PlaceGiven]:
    seen: set[str] = set()
    for each in record.get("service_at_locations") or []:
        location = each.get("location") or {}
        at = {key: value for key, value in each.items() if key != "location"}
        values = read_columns(location, LOCATION)
        values["schedules"] = list(each.get("schedules") or []) or values["schedules"]
        number = str(each.get("id") or as_uuid(location.get("id"), "service_at_location"))[:100]
        while number in seen:  # an id that stands twice is another place all the same
            number += "+"
        seen.add(number)
        place = str(location.get("id") or each.get("location_id") or number)
        yield PlaceGiven(number, place[:120], values, {"at": at, "location": location})


def _given(record: Record, organization: Record, notes: list[str]) -> Given:
    document = {
        key: value for key, value in record.items() if key not in {"organization", "service_at_locations"}
    }
    number = str(record.get("id") or as_uuid(record.get("name"), "service"))
    return Given(
        number[:120], _service_values(record, notes), document, _provider(organization),
        tuple(_places(record)), capacity_of(record),
    )  # fmt: skip


def import_directory(actor: Actor, directory: Directory) -> Imported:
    """Store a directory that was read, the whole or nothing; what is not as HSDS has it is named and stored."""
    _once(directory)
    organizations = _organizations(directory)
    notes = list(directory.notes)
    problems = [*check_records(directory.services), *check_records(directory.organizations, "organization")]
    guessed = [record for record in directory.services if not needs_of(record)[1]]
    if guessed:
        what = "one service helps" if len(guessed) == 1 else f"{len(guessed):,} services help"
        notes.append(f"What {what} with was guessed from the words of the file; look through it once.")
    unknown = sorted(
        {where for record in directory.services for where in unknown_fields(record)}
        | {
            where
            for record in directory.organizations
            for where in unknown_fields(record, "organization", "organization")
        }
    )
    if unknown:
        named = ", ".join(unknown[:MOST_NAMED])
        notes.append(f"Fields that HSDS 3 does not name are stored and written again as they came: {named}.")
    _require_names(directory)
    services = [_given(record, organizations[_owner(record)], notes) for record in directory.services]
    alone = [_provider(organizations[_owner({"organization": each})]) for each in directory.organizations]
    stored = store_directory(actor, services, alone)
    if stored.not_in_file:
        notes.append(
            f"{stored.not_in_file:,} services of your directory are not in this file; they stay as they are."
        )
    if stored.kept:
        notes.append(f"Kept because the file says nothing: {', '.join(stored.kept[:MOST_NAMED])}.")
    return Imported(directory.version, stored, list(directory.losses), notes, problems)


def _require_names(directory: Directory) -> None:
    for number, record in enumerate(directory.services):
        if not (isinstance(record.get("name"), str) and record["name"].strip()):
            raise SupportError(
                f"services[{number}] ({record.get('id')}): a service needs a name.", field="name"
            )


def _once(directory: Directory) -> None:
    """Keep each service of a file once; where an id stands for two different ones, say that the first is read."""
    found: dict[str, Record] = {}
    for record in directory.services:
        number = str(record.get("id") or as_uuid(record.get("name"), "service"))
        before = found.setdefault(number, record)
        if before is not record and before != record:
            directory.losses.append(
                f"{record.get('name') or number}: the id {number} stands twice in the file; the first is read."
            )
    directory.services = list(found.values())


def _owner(record: Record) -> str:
    organization = record.get("organization") or {}
    named = organization.get("id") or record.get("organization_id")
    return str(named or as_uuid(organization.get("name") or "unknown", "organization"))


def _organizations(directory: Directory) -> dict[str, Record]:
    """Return each organization once; where services describe one in several ways, the fullest, and say so."""
    found: dict[str, Record] = {_owner({"organization": each}): each for each in directory.organizations}
    for record in directory.services:
        number, given = _owner(record), record.get("organization") or {}
        before = found.get(number)
        if before is not None and given and before.get("name") != NOT_NAMED and before != given:
            directory.notes.append(
                f"Organization {before.get('name') or number} is described in several ways; the fullest is used."
            )
        if not given:
            directory.notes.append(
                f"{record.get('name') or record.get('id')}: the file does not hold its organization"
                f" ({record.get('organization_id') or 'none is named'}); it is called “{NOT_NAMED}” here."
            )
        if before is None or (given and _says_more(given, before)):
            found[number] = given or {"id": number, "name": NOT_NAMED, "description": NOT_NAMED}
    return found


def _says_more(given: Record, before: Record) -> bool:
    return before.get("name") == NOT_NAMED or len(str(given)) > len(str(before))


def _record_id(text: str, kind: str) -> str:
    """Return an id as HSDS 3 wants it: one that came otherwise is written as a UUID made from it."""
    try:
        UUID(text)
    except ValueError:
        return str(uuid5(NAMESPACE_URL, f"hsds:{kind}:{text}"))
    return text


def organization_record(row: Provider) -> Record:
    """Return an organization as HSDS 3."""
    record = dict(row.document) or {"id": _record_id(row.hsds_id, "organization")}
    values = {"name": row.name, "description": row.description, "email": row.email, "website": row.website}
    if row.name == row.hsds_id:  # the file has no name that can be shown
        del values["name"]
    record = write_columns(record, PROVIDER, values)
    record.setdefault("description", row.name)
    return record


def _location_record(row: ServiceLocation) -> Record:
    held = dict(row.document)
    at = dict(held.get("at") or {"id": _record_id(row.hsds_id, "service_at_location")})
    location = dict(held.get("location") or {})
    names = [column.name for column in LOCATION if column.name != "schedules"]
    if not location:
        if held and not any(getattr(row, name) for name in names):
            return at
        location = {"id": _record_id(row.location_id_in_hsds, "location"), "location_type": "physical"}
    location = write_columns(
        _copied(location),
        LOCATION,
        {name: getattr(row, name) for name in names if _says(row, name, location)},
    )
    return at | {"location": location}


def _says(row: ServiceLocation, name: str, location: Record) -> bool:
    """Whether a column says something, or takes away what the record says."""
    column = next(each for each in LOCATION if each.name == name)
    return bool(getattr(row, name)) or bool(column.read(location))


def _copied(record: Record) -> Record:
    """Return a record whose lists can be written to without changing the row they came from."""
    return {
        key: [dict(each) if isinstance(each, dict) else each for each in value] if isinstance(value, list) else value
        for key, value in record.items()
    }  # fmt: skip


def service_record(row: Service) -> Record:
    """Return a service as HSDS 3, with its organization and where it is given."""
    record = _copied(dict(row.document) or {"id": _record_id(row.hsds_id, "service")})
    values = {column.name: getattr(row, column.name) for column in SERVICE}
    values["assured_on"] = row.assured_on.isoformat() if row.assured_on else ""
    for name in ("minimum_age", "maximum_age"):
        if values[name] is None:  # an age that cannot be used here stays in the record as it came
            del values[name]
    if values["assured_on"] == "":
        del values["assured_on"]
    record = write_columns(record, SERVICE, values)
    if row.places is not None and (row.places, row.places_free) != capacity_of(record):
        _write_capacity(record, row)
    record["organization"] = organization_record(row.provider)
    places = [_location_record(each) for each in row.locations.all()]
    if places or "service_at_locations" in row.document:
        record["service_at_locations"] = places
    return record


def _write_capacity(record: Record, row: Service) -> None:
    made = {
        "id": str(uuid5(NAMESPACE_URL, f"gainful:capacity:{row.pk}")),
        "unit": {"id": str(uuid5(NAMESPACE_URL, "gainful:unit:place")), "name": "Place"},
    }
    first, *others = record.get("capacities") or [made]
    moment = row.capacity_at or row.updated_at
    new = {**first, "available": row.places_free, "maximum": row.places, "updated": moment.isoformat()}
    record["capacities"] = [new, *others]


def export_directory(actor: Actor) -> tuple[list[Record], list[Record]]:
    """Return the acting agency's services and its organizations without one, as HSDS 3 records."""
    organization = require_staff(actor)
    rows = Service.objects.filter(organization=organization).select_related("provider").order_by("name", "id")
    services = [service_record(row) for row in rows.prefetch_related("locations")]
    alone = Provider.objects.filter(organization=organization, services=None).order_by("name", "id")
    return services, [organization_record(row) for row in alone]
