"""Every write to the directory of services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.support.access import require_service, require_staff
from gainful.domain.support.actions.free_times import cancel_coming, coming
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Provider, Service, ServiceLocation
from gainful.domain.support.states import SERVICE_RULES, ServiceStatus, Side
from gainful.engine.support.places import area_of

Row = TypeVar("Row", bound=Model)
MOST_PLACES = 1_000_000
EDITABLE = ("name", "description", "needs", "email", "phone", "url", "eligibility", "minimum_age", "maximum_age",
            "fees", "how_to_apply", "languages", "schedules", "is_emergency", "assured_on")  # fmt: skip
PLACE = ("name", "address", "city", "state", "postal_code", "transportation", "phone")


def _checked(row: Row, **exclude: Iterable[str]) -> Row:
    """Check a row, or say which field cannot be used."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=True, **exclude)
    except ValidationError as error:
        name, words = next(iter(error.message_dict.items()))
        known = {item.name: item for item in row._meta.get_fields()}  # noqa: SLF001 - Django's public Meta API
        label = str(getattr(known.get(name), "verbose_name", ""))
        raise SupportError(f"{label}: {words[0]}".removeprefix(": "), field=name) from error
    return row


def _provider(organization: Organization, name: str) -> Provider:
    name = " ".join(name.split())
    if not name:
        raise SupportError(_("Say who provides the service."), field="provider")
    found = Provider.objects.filter(organization=organization, name__iexact=name).first()
    if found is not None:
        return found
    made = _checked(Provider(organization=organization, hsds_id=str(uuid4()), name=name, description=name))
    made.save()
    return made


@transaction.atomic
def save_service(
    actor: Actor,
    service: Service | None,
    *,
    provider: str = "",
    place: Mapping[str, str] | None = None,
    **values: Any,
) -> Service:
    """Enter a service or change one; `place` is where it is given. SupportError names the field."""
    organization = require_staff(actor)
    if unknown := set(values) - set(EDITABLE):
        raise SupportError(_("These are no fields of a service: %s.") % ", ".join(sorted(unknown)))
    if service is None:
        service = Service(
            organization=organization, provider=_provider(organization, provider), hsds_id=str(uuid4()),
            created_by=actor.user,
        )  # fmt: skip
    elif service.organization_id != organization.pk:
        raise SupportError(_("Another agency keeps this service in its directory."))
    for name, value in values.items():
        setattr(service, name, value)
    service.updated_at = timezone.now()
    lowest, highest = service.minimum_age, service.maximum_age
    if lowest is not None and highest is not None and lowest > highest:
        raise SupportError(_("The lowest age is above the highest."), field="maximum_age")
    _checked(service).save()
    if place is not None:
        _save_place(service, place)
    return service


def _save_place(service: Service, place: Mapping[str, str]) -> None:
    given = {name: str(place.get(name) or "").strip() for name in PLACE}
    row = service.locations.order_by("id").first()
    if row is None:
        if not any(given.values()):
            return
        row = ServiceLocation(service=service, hsds_id=str(uuid4()), location_id_in_hsds=str(uuid4()))
    for name, value in given.items():
        setattr(row, name, value)
    row.area_code = area_of(row.postal_code)
    _checked(row).save()


@transaction.atomic
def set_places(actor: Actor, service: Service, places: int | None, free: int | None) -> Service:
    """Say how many places a service has and how many are free now; None of both: nobody counts them."""
    require_staff(actor)
    if (places is None) != (free is None):
        raise SupportError(_("Say both how many places there are and how many are free."), field="free")
    if places is not None and free is not None and not 0 <= free <= places <= MOST_PLACES:
        raise SupportError(_("There cannot be more free places than places."), field="free")
    with acting_in("set_places"):
        Service.objects.filter(pk=service.pk, organization=actor.organization).update(
            places=places, places_free=free, capacity_at=timezone.now()
        )
    service.refresh_from_db()
    return service


@transaction.atomic
def change_status(actor: Actor, service: Service, verb: str) -> Service:
    """Pause, close or open a service; what is open with it is shown to whoever sent it, with the next step.

    With one that closes, what is booked is cancelled: whoever would go there is told.
    """
    require_service(actor, verb, service)
    service.status = str(SERVICE_RULES[verb].to)
    service.updated_at = timezone.now()
    service.save(update_fields=["status", "updated_at"])
    if verb == "close":
        cancel_coming(
            actor, coming().filter(referral__service=service), side=Side.PROVIDER,
            reason=lambda: _("%(service)s has closed.") % {"service": service},
        )  # fmt: skip
    return service


@dataclass(frozen=True, slots=True)
class Given:
    """A service of a file: columns and the rest of its record, its provider and its places."""

    hsds_id: str
    values: Mapping[str, Any]
    document: Mapping[str, Any]
    provider: ProviderGiven
    places: tuple[PlaceGiven, ...] = ()
    capacity: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ProviderGiven:
    """An organization of a file."""

    hsds_id: str
    values: Mapping[str, Any]
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceGiven:
    """A service at a location, of a file."""

    hsds_id: str
    location_id: str
    values: Mapping[str, Any]
    document: Mapping[str, Any]


@dataclass(slots=True)
class Stored:
    """What an import did."""

    new: int = 0
    changed: int = 0
    same: int = 0
    providers: int = 0
    not_in_file: int = 0
    kept: list[str] = field(default_factory=list)
    """What was entered here and stays because the file says nothing."""


KEPT_WHERE_SILENT = ("email", "phone")
"""What agencies find out by calling: an empty cell of a file does not take it away."""


@transaction.atomic
def store_directory(
    actor: Actor, services: Iterable[Given], providers: Iterable[ProviderGiven] = ()
) -> Stored:
    """Store what a file holds: known services are brought up to date, others stay; nothing is half stored."""
    organization, stored = require_staff(actor), Stored()
    known = {each.hsds_id: each for each in Provider.objects.filter(organization=organization)}
    rows = {each.hsds_id: each for each in Service.objects.filter(organization=organization)}
    seen: set[str] = set()
    given_services = list(services)
    for given in (*(each.provider for each in given_services), *providers):
        if given.hsds_id not in seen:
            seen.add(given.hsds_id)
            known[given.hsds_id] = _store_provider(organization, known.get(given.hsds_id), given)
            stored.providers += 1
    found = set()
    for each in given_services:
        found.add(each.hsds_id)
        _store_service(actor, rows.get(each.hsds_id), known[each.provider.hsds_id], each, stored)
    stored.not_in_file = len(set(rows) - found)
    return stored


def _store_provider(organization: Organization, row: Provider | None, given: ProviderGiven) -> Provider:
    before = None if row is None else (row.name, row.description, row.email, row.website, row.document)
    row = row or Provider(organization=organization, hsds_id=given.hsds_id)
    for name, value in given.values.items():
        setattr(row, name, value)
    row.document = dict(given.document)
    if before != (row.name, row.description, row.email, row.website, row.document):
        row.updated_at = timezone.now()
        _checked(row).save()
    return row


def _store_service(
    actor: Actor, row: Service | None, provider: Provider, given: Given, stored: Stored
) -> None:
    is_new = row is None
    row = row or Service(organization=provider.organization, hsds_id=given.hsds_id, created_by=actor.user)
    before = {name: getattr(row, name) for name in (*given.values, "document")}
    if not is_new and row.provider_id != provider.pk:
        raise SupportError(
            _("%(service)s has another provider in this file than here.") % {"service": row},
            hint=_("Give it a new id in the file: a service stays with who provides it."),
        )
    row.provider = provider
    for name, value in given.values.items():
        if not is_new and name in KEPT_WHERE_SILENT and not value and before[name]:
            stored.kept.append(f"{row}: {name}")
            continue
        setattr(row, name, value)
    row.document = dict(given.document)
    if row.status not in ServiceStatus.values:
        raise SupportError(
            _("%(service)s: “%(status)s” is no status of HSDS.")
            % {"service": row, "status": str(row.status)[:40]},
            hint=", ".join(ServiceStatus.values),
        )
    changed = is_new or before != {name: getattr(row, name) for name in before}
    if changed:
        row.updated_at = timezone.now()
        _checked(row).save()
    moved = _store_places(row, given.places)
    if given.capacity is not None and (row.places, row.places_free) != given.capacity:
        set_places(actor, row, *given.capacity)
        moved = True
    if is_new:
        stored.new += 1
    elif changed or moved:
        stored.changed += 1
    else:
        stored.same += 1


def _store_places(service: Service, places: Iterable[PlaceGiven]) -> bool:
    known = {each.hsds_id: each for each in service.locations.all()}
    changed = False
    for given in places:
        row = known.pop(given.hsds_id, None)
        before = None if row is None else {name: getattr(row, name) for name in (*given.values, "document")}
        row = row or ServiceLocation(service=service, hsds_id=given.hsds_id)
        row.location_id_in_hsds = given.location_id
        for name, value in given.values.items():
            setattr(row, name, value)
        row.document = dict(given.document)
        row.area_code = area_of(row.postal_code)
        if before != {name: getattr(row, name) for name in (*given.values, "document")}:
            _checked(row).save()
            changed = True
    for gone in known.values():
        gone.delete()
        changed = True
    return changed
