"""Classes as events of a calendar: UTC instants, the local time in words, no person named."""

from __future__ import annotations

from gainful.domain.cohorts.models import Session
from gainful.domain.cohorts.states import SessionStatus
from gainful.exchange.calendars import Event


def class_event(row: Session) -> Event:
    """Return a session as an event; a cancelled one stays, so that calendars take it out."""
    return Event(
        str(row.pk), row.starts_at, row.ends_at, row.title, place=row.place,
        text=f"{row.get_kind_display()}. {row.when}.",
        is_cancelled=row.status == SessionStatus.CANCELLED, sequence=row.times_changed, changed_at=row.updated_at,
    )  # fmt: skip
