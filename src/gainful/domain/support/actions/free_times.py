"""Cancel what is booked with a service once nobody is expected there any more: nobody makes the way for nothing."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet
from django.utils import timezone, translation

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.notices import notice
from gainful.domain.messages.readers import language_of
from gainful.domain.support.models import Appointment
from gainful.domain.support.states import AppointmentState, Side

MOVED = "appointment_moved"


def coming() -> QuerySet[Appointment]:
    """Return what is booked and has not begun."""
    return Appointment.objects.filter(state=AppointmentState.BOOKED, starts_at__gt=timezone.now())


def cancel_coming(
    actor: Actor, found: QuerySet[Appointment], *, side: Side, reason: Callable[[], str]
) -> int:
    """Cancel appointments with what they were for; whoever takes part is told, and it is nobody's late word.

    The reason is stored in the person's language, who reads it; a link shows a service no participant's row.
    """
    rows = list(found.order_by("starts_at", "id"))
    for row in rows:
        with translation.override(language_of(row.participant_id)):
            why = reason()
        with acting_in("move_appointment"):
            Appointment.objects.filter(pk=row.pk, state=AppointmentState.BOOKED).update(
                state=AppointmentState.CANCELLED, cancelled_by=side, cancel_reason=why[:300],
                settled_at=timezone.now(), updated_at=timezone.now(),
            )  # fmt: skip
        notice(actor, MOVED, row.pk)
    return len(rows)
