"""Make, move, cancel and settle appointments, as JSON; lists of them are beside the referrals."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in
from gainful.api.v1.support import AppointmentOut
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.support import queries
from gainful.domain.support.actions import About, Slot, book, cancel, move, settle
from gainful.domain.support.models import Appointment, Referral

router = Router(tags=["Support"])
ONLY_STAFF = "Only staff of an agency make appointments."


class NewAppointment(Schema):
    """What for, when and where: the start belongs to it, the end does not. `referral_id`: it is with that service."""

    what: str = Field(min_length=1, max_length=200)
    starts_at: AwareDatetime
    minutes: int = Field(ge=5, le=720)
    place: str = Field("", max_length=300)
    how_to_get_there: str = Field("", max_length=500)
    call: str = Field("", max_length=200)
    referral_id: UUID | None = None


class AppointmentStep(Schema):
    """One step: `starts_at` and `minutes` to move, `side` and `reason` to cancel, `minutes_late` where they came."""

    verb: Literal["move", "cancel", "keep", "miss"]
    starts_at: AwareDatetime | None = None
    minutes: int | None = Field(None, ge=5, le=720)
    side: Literal["", "person", "provider", "agency"] = ""
    reason: str = Field("", max_length=300)
    minutes_late: int = Field(0, ge=0, le=720)


def _staff(request: ActorRequest) -> Actor:
    return actor_in(request, STAFF, ONLY_STAFF)


def _referral(actor: Actor, given: NewAppointment) -> Referral | None:
    if given.referral_id is None:
        return None
    found = queries.referral(given.referral_id)
    if found is None or found.organization_id != actor.organization_id:
        raise Refused(404, "There is no such referral.", field="referral_id")
    return found


@router.post("/participants/{person_id}/appointments", response={201: AppointmentOut, **PROBLEMS})
def make(request: ActorRequest, person_id: UUID, given: NewAppointment) -> tuple[int, Appointment]:
    """Make an appointment of the caller with a person, or of a service with one who was referred to it."""
    actor, person = _staff(request), supported_person(request, person_id)
    referral = _referral(actor, given)
    about = About(given.what, given.place, given.how_to_get_there, given.call)
    slot = Slot(given.starts_at, given.minutes)
    return 201, book(actor, person, slot, about, host=None if referral else actor.user, referral=referral)


@router.post("/appointments/{appointment_id}/steps", response={200: AppointmentOut, **PROBLEMS})
def take_step(request: ActorRequest, appointment_id: UUID, given: AppointmentStep) -> Appointment:
    """Move or cancel an appointment, or say whether the person came."""
    actor, row = _staff(request), queries.appointment(appointment_id)
    if row is None or row.organization_id != actor.organization_id:
        raise Refused(404, "There is no such appointment.")
    supported_person(request, row.participant_id)
    if given.verb == "move" and (given.starts_at is None or given.minutes is None):
        raise Refused(422, "Say when it is now, and how long it takes.", field="starts_at")
    steps: dict[str, Any] = {
        "move": lambda: move(actor, row, Slot(given.starts_at, given.minutes)),  # type: ignore[arg-type]
        "cancel": lambda: cancel(actor, row, reason=given.reason, side=given.side),
        "keep": lambda: settle(actor, row, came=True, minutes_late=given.minutes_late),
        "miss": lambda: settle(actor, row, came=False),
    }
    done: Appointment = steps[given.verb]()
    return done
