"""What the pages of support share."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import queries
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Appointment, Referral, Service


def get_service(request: ActorRequest, service_id: UUID) -> Service:
    """Return the service of the agency's directory, or 404."""
    found = queries.service(request.actor, service_id)
    if found is None:
        raise Http404
    return found


def get_referral(referral_id: UUID) -> Referral:
    """Return the referral, or 404 where the database shows nothing of it."""
    found = queries.referral(referral_id)
    if found is None:
        raise Http404
    return found


def get_appointment(appointment_id: UUID) -> Appointment:
    """Return the appointment, or 404 where the database shows nothing of it."""
    found = queries.appointment(appointment_id)
    if found is None:
        raise Http404
    return found


def attempt(request: ActorRequest, step: Callable[[], object], done: str) -> bool:
    """Take a step and say that it is done; a refusal is said in the domain's words, and False comes back."""
    try:
        step()
    except SupportError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return False
    messages.success(request, done)
    return True
