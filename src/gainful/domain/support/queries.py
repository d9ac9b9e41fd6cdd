"""What others may read of support: the directory, referrals, appointments, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant
from gainful.domain.support.access import require_staff
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import Need
from gainful.domain.support.models import (
    Appointment,
    NoShowRule,
    Provider,
    Referral,
    ReferralStep,
    Service,
    ServiceLocation,
)
from gainful.domain.support.states import AppointmentState, Outcome, ReferralState, ServiceStatus, Urgency
from gainful.engine.support.fit import Fit, Offer, Wanted, choose
from gainful.engine.support.places import NEAR_MILES, area_of, miles_between, place_of, zips_within

YEAR = timedelta(days=365)
MOST_NAMED = 6
LAST_DAY = date.max - timedelta(days=2)
"""After it no midnight can be said in every time zone."""
MOST_COMPARED = 2_000
"""Services of one need that are looked at for a person."""


def services(actor: Actor, filters: Mapping[str, str] | None = None) -> QuerySet[Service]:
    """Return the directory that the actor may read; `q`, `need`, `near` (a ZIP), `status`, `free` narrow it."""
    wanted = filters or {}
    found = Service.objects.select_related("provider").prefetch_related(
        Prefetch("locations", ServiceLocation.objects.defer("document", "schedules"))
    )
    if actor.organization is not None and actor.role != "participant":
        found = found.filter(organization=actor.organization)
    if text := wanted.get("q", ""):
        found = found.filter(
            Q(name__icontains=text) | Q(provider__name__icontains=text) | Q(description__icontains=text)
        )
    if (need := wanted.get("need", "")) in Need.values:
        found = found.filter(needs__contains=[need])
    if (status := wanted.get("status", "")) in ServiceStatus.values:
        found = found.filter(status=status)
    elif status != "all":
        found = found.filter(status=ServiceStatus.ACTIVE)
    if language := wanted.get("language", ""):
        found = found.filter(languages__icontains=language)
    if wanted.get("free"):
        found = found.filter(Q(places_free=None) | Q(places_free__gt=0))
    if near := wanted.get("near", ""):
        found = found.filter(_near(near))
    return found.defer("document").order_by("name", "id")


def _near(zip_code: str) -> Q:
    """Return the condition: a place of the service is near a ZIP code or in its OEWS area, or no place is named."""
    area = area_of(zip_code)
    here = Q(postal_code__in=zips_within(zip_code)) | Q(postal_code=zip_code)
    if area:
        here |= Q(area_code=area)
    places = ServiceLocation.objects.filter(service=OuterRef("pk"))
    return Q(Exists(places.filter(here))) | ~Q(Exists(places.exclude(postal_code="", area_code="")))


def service(actor: Actor, service_id: UUID | str) -> Service | None:
    """Return one service with who provides it and where, or None."""
    found = Service.objects.select_related("provider", "organization").prefetch_related("locations")
    if actor.organization is not None and actor.role != "participant":
        found = found.filter(organization=actor.organization)
    return found.filter(pk=service_id).first()


def service_named(actor: Actor, name: str) -> Service:
    """Return the open service of this name, or the only one with it in its name; SupportError names those that fit."""
    found = list(services(actor).filter(name__icontains=name)[:MOST_NAMED])
    exact = [each for each in found if each.name.casefold() == name.casefold()]
    fits = exact or found
    if len(fits) == 1:
        return fits[0]
    if not fits:
        raise SupportError(_("No open service of the directory is called “%s”.") % name[:80], field="service")
    named = "; ".join(f"{each.name} ({each.provider})" for each in fits)
    raise SupportError(
        _("Several services fit: %s.") % named,
        hint=_("Write the whole name, or choose one under “Refer to a service”."), field="service",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of the referrals of a year to one service; `waiting` are open, and so neither."""

    sent: int = 0
    received: int = 0
    resolved: int = 0
    waiting: int = 0

    @property
    def share(self) -> float | None:
        """Got the service, of those that came to an end; None where none did: unknown is not zero."""
        return None if not self.resolved else self.received / self.resolved

    @property
    def percent(self) -> int | None:
        """The share in whole percent."""
        return None if self.share is None else round(self.share * 100)


def deliveries(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Delivery]:
    """Return what came of the last year's referrals to some services, of those that the actor may see."""
    waiting = Q(state__in=[ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.SCHEDULED])
    rows = (
        Referral.objects.filter(service__in=list(ids), sent_at__gte=timezone.now() - YEAR)
        .exclude(outcome__in=[Outcome.WITHDRAWN, Outcome.CONSENT_ENDED])
        .order_by()
        .values("service")
        .annotate(
            sent=Count("id"), received=Count("id", filter=Q(outcome=Outcome.RECEIVED)),
            waiting=Count("id", filter=waiting),
        )
    )  # fmt: skip
    del actor
    return {
        row["service"]: Delivery(row["sent"], row["received"], row["sent"] - row["waiting"], row["waiting"])
        for row in rows
    }


DELIVERY_OF = 1_000
"""Referrals, the latest, that say what the whole directory delivers: an agency of a state sends half a million."""


def directory_delivery(actor: Actor) -> Delivery:
    """Return what came of the last thousand referrals of the last year that the agency sent and may still see."""
    organization = require_staff(actor)
    waiting = Q(state__in=[ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.SCHEDULED])
    found = (
        Referral.objects.filter(organization=organization, sent_at__gte=timezone.now() - YEAR)
        .exclude(outcome__in=[Outcome.WITHDRAWN, Outcome.CONSENT_ENDED])
        .order_by("-sent_at", "id")[:DELIVERY_OF]
        .aggregate(
            sent=Count("id"), received=Count("id", filter=Q(outcome=Outcome.RECEIVED)),
            waiting=Count("id", filter=waiting),
        )
    )  # fmt: skip
    return Delivery(found["sent"], found["received"], found["sent"] - found["waiting"], found["waiting"])


@dataclass(frozen=True, slots=True)
class Choice:
    """A service that fits a person, the reasons and how far it is."""

    service: Service
    fit: Fit
    miles: float | None
    delivery: Delivery


def choices(
    actor: Actor,
    person: Participant,
    need: str,
    *,
    urgency: str = Urgency.ROUTINE,
    language: str = "",
    most: int = 20,
) -> list[Choice]:
    """Return the services that fit a person's need, the best first; those tried for it before are left out."""
    found = list(services(actor, {"need": need})[:MOST_COMPARED])
    tried = Referral.objects.filter(participant=person, need=need).order_by()
    came = deliveries(actor, [each.pk for each in found])
    here, distances, offers = place_of(person.postal_code), {}, []
    for each in found:
        miles = [
            distance for place in each.locations.all()
            if (distance := miles_between(here, place_of(place.postal_code))) is not None
        ]  # fmt: skip
        distances[each.pk] = min(miles, default=None)
        delivery = came.get(each.pk, Delivery())
        offers.append(
            Offer(
                str(each.pk), each.name, frozenset(each.needs), is_open=each.status == ServiceStatus.ACTIVE,
                is_emergency=each.is_emergency, minimum_age=each.minimum_age, maximum_age=each.maximum_age,
                languages=frozenset(name.casefold() for name in each.languages),
                area_codes=frozenset(place.area_code for place in each.locations.all() if place.area_code),
                miles=distances[each.pk], places_free=each.places_free, resolved=delivery.resolved,
                received=delivery.received,
            )
        )  # fmt: skip
    wanted = Wanted(
        need, person.area_code or area_of(person.postal_code), language=language.casefold(),
        is_emergency=urgency == Urgency.EMERGENCY,
        tried=frozenset(str(pk) for pk in tried.values_list("service", flat=True)),
    )  # fmt: skip
    by_id = {str(each.pk): each for each in found}
    return [
        Choice(by_id[each.offer.id], each, distances[by_id[each.offer.id].pk],
               came.get(by_id[each.offer.id].pk, Delivery()))
        for each in choose(wanted, offers, near_miles=NEAR_MILES)[:most]
    ]  # fmt: skip


def next_steps(actor: Actor, referral: Referral, most: int = 3) -> list[Choice]:
    """Return what to try after a referral that led to nothing: the best services that were not asked for it yet."""
    refused = {ReferralState.DECLINED, ReferralState.NO_ANSWER}
    closed = referral.service.status != ServiceStatus.ACTIVE and referral.is_open
    unhelped = referral.state == ReferralState.CLOSED and referral.outcome == Outcome.NOT_RECEIVED
    if referral.state not in refused and not closed and not unhelped:
        return []
    return choices(actor, referral.participant, referral.need, urgency=referral.urgency, most=most)


def referrals(actor: Actor, filters: Mapping[str, str] | None = None) -> QuerySet[Referral]:
    """Return the referrals of the acting agency, newest first; `state`, `need`, `mine`, `person` narrow them."""
    organization, wanted = require_staff(actor), filters or {}
    found = Referral.objects.filter(organization=organization).select_related(
        "participant", "service", "sent_by"
    )
    if (state := wanted.get("state", "")) in ReferralState.values:
        found = found.filter(state=state)
    elif state == "open":
        found = found.exclude(state__in=[ReferralState.CLOSED, ReferralState.WITHDRAWN])
    if (need := wanted.get("need", "")) in Need.values:
        found = found.filter(need=need)
    if wanted.get("mine"):
        found = found.filter(sent_by=actor.user)
    return found.defer("service__document")


def referrals_about(person: Participant) -> QuerySet[Referral]:
    """Return the referrals of one person that the actor may see, newest first."""
    return Referral.objects.filter(participant=person).select_related("service", "organization")


def referral(referral_id: UUID | str) -> Referral | None:
    """Return one referral that the actor may see, or None."""
    found = Referral.objects.select_related(
        "service__provider", "participant", "organization", "location", "sent_by"
    )
    return found.filter(pk=referral_id).first()


def linked_referral(about_id: str) -> Referral | None:
    """Return the referral that a link opens, without its person: PostgreSQL shows the holder none."""
    return Referral.objects.select_related("service__provider").filter(pk=about_id).first()


def steps_of(row: Referral) -> QuerySet[ReferralStep]:
    """Return the steps of a referral, oldest first."""
    return ReferralStep.objects.filter(referral=row)


@dataclass(frozen=True, slots=True)
class ReferredPerson:
    """What the service may see of the person now; `through_agency`: they are reached through the agency alone."""

    name: str
    phone: str
    email: str
    through_agency: bool

    @property
    def is_reached_by_agency(self) -> bool:
        """Whether the service calls the agency and not the person."""
        return not (self.phone or self.email)


def referred_person() -> ReferredPerson | None:
    """Return whom the link's referral is about, as they agreed and by the addresses that are safe now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, email, through_agency FROM gainful.referred_person()")
        row = cursor.fetchone()
    return None if row is None or row[0] is None else ReferredPerson(*row)


def appointments(actor: Actor, filters: Mapping[str, Any] | None = None) -> QuerySet[Appointment]:
    """Return the agency's appointments by time; `state`, `mine`, `from` and `until` (days) narrow them."""
    organization, wanted = require_staff(actor), filters or {}
    found = Appointment.objects.filter(organization=organization).select_related(
        "participant", "host", "referral__service"
    )
    if (state := wanted.get("state", "")) in AppointmentState.values:
        found = found.filter(state=state)
    if wanted.get("mine"):
        found = found.filter(host=actor.user)
    if wanted.get("person"):
        found = found.filter(participant=wanted["person"])
    if isinstance(first := wanted.get("from"), date):
        found = found.filter(starts_at__gte=_midnight(min(first, LAST_DAY)))
    if isinstance(last := wanted.get("until"), date):
        found = found.filter(starts_at__lt=_midnight(min(last, LAST_DAY) + timedelta(days=1)))
    return found.order_by("starts_at", "id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=timezone.get_current_timezone())


def appointment(appointment_id: UUID | str) -> Appointment | None:
    """Return one appointment that the actor may see, or None."""
    found = Appointment.objects.select_related("participant", "host", "organization", "referral__service")
    return found.filter(pk=appointment_id).first()


def appointments_of(person: Participant, *, past: bool = False) -> QuerySet[Appointment]:
    """Return the person's appointments that the actor may see: those to come, or those past, newest first."""
    found = Appointment.objects.filter(participant=person).select_related(
        "organization", "host", "referral__service"
    )
    now = timezone.now()
    if past:
        return found.filter(ends_at__lte=now).order_by("-starts_at", "id")
    return found.filter(ends_at__gt=now).order_by("starts_at", "id")


def appointments_for(row: Referral) -> QuerySet[Appointment]:
    """Return the appointments of a referral, by time."""
    return Appointment.objects.filter(referral=row).order_by("starts_at", "id")


def calendar() -> QuerySet[Appointment]:
    """Return what a calendar's link shows: from a month ago on, by time."""
    since = timezone.now() - timedelta(days=31)
    return Appointment.objects.filter(starts_at__gte=since).order_by("starts_at", "id")[:1_000]


def no_show_rules(actor: Actor) -> QuerySet[NoShowRule]:
    """Return the agency's versions of the rule, newest first."""
    return NoShowRule.objects.filter(organization=require_staff(actor))


def providers(actor: Actor) -> QuerySet[Provider]:
    """Return who provides services in the agency's directory, by name."""
    return Provider.objects.filter(organization=require_staff(actor))


def everything_about(person: Participant) -> dict[str, list[Any]]:
    """Return all that is kept of a person's referrals and appointments, for the person's own file."""
    steps = ReferralStep.objects.filter(referral__participant=person).order_by("at", "id")
    return {
        "referrals": list(
            Referral.objects.filter(participant=person).values(
                "service__name", "need", "urgency", "message", "share_name", "share_phone", "share_email", "agreed_how",
                "agreed_at", "state", "outcome", "declined_by", "decline_reason", "decline_note", "sent_at",
                "answered_at", "received_at", "received_said_by", "closed_at", "handed_over_how",
            )
        ),
        "referral_steps": list(steps.values("referral_id", "verb", "state", "side", "who", "note", "at")),
        "appointments": list(
            Appointment.objects.filter(participant=person).values(
                "what", "starts_at", "ends_at", "zone", "place", "state", "cancelled_by", "cancel_reason",
                "is_late_cancel", "rule_number", "times_moved",
            )
        ),
    }  # fmt: skip
