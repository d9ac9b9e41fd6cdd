"""The register of a session: who is to be there, who was, and who missed several in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Attendance, Enrolment, Session
from gainful.engine.attendance import Run, absences_in_a_row


@dataclass(frozen=True, slots=True)
class Line:
    """One person of a register; `attendance` is None where nobody marked them."""

    enrolment: Enrolment
    attendance: Attendance | None


def seats_of(session: Session) -> QuerySet[Enrolment]:
    """Return who is to be at a session, by name: in the cohort on that day, and of its role where it is for one."""
    found = Enrolment.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=session.starts_at),
        cohort=session.cohort_id, starts_on__lte=session.day, ends_on__gte=session.day,
    ).exclude(status="not_started")  # fmt: skip
    return (found.filter(track=session.track_id) if session.track_id else found).order_by("name", "id")


def register_of(session: Session) -> list[Line]:
    """Return the register of a session by name: whoever is to be there, and whoever was marked."""
    marked = {row.enrolment_id: row for row in session.attendance.select_related("enrolment")}
    lines = [Line(seat, marked.pop(seat.pk, None)) for seat in seats_of(session)]
    lines += [Line(row.enrolment, row) for row in marked.values()]
    return sorted(lines, key=lambda line: (line.enrolment.name.casefold(), str(line.enrolment.pk)))


def runs_of(enrolments: Iterable[UUID]) -> dict[UUID, Run[UUID] | None]:
    """Return the run of absences that each of these seats is in now, by session; None where there is none."""
    ids = list(enrolments)
    rows = (
        Attendance.objects.filter(enrolment__in=ids).exclude(session__status="cancelled")
        .order_by(F("session__starts_at").desc(), "session").values_list("enrolment", "session", "presence")
    )  # fmt: skip
    by_seat: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for enrolment, session, presence in rows:
        by_seat[enrolment].append((session, presence))
    return {each: absences_in_a_row(by_seat[each]) for each in ids}


def require_news(rows: Any, what: Mapping[str, Any]) -> None:
    """Refuse what is recorded already, word for word: a form that was sent twice makes no second row."""
    if rows.filter(taken_back_at=None, **what).exists():
        raise CohortError(_("This is recorded already."))
