"""Absences in a row reach the coach: a standing duty of the clock, since attendance knows no coaches."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.cohorts.models import AbsenceAlert
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.duties import register_duty
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.readers import Reader
from gainful.domain.support.telling_after_hire import coaches

ABSENCES = register(MessageKind("absences", gettext_lazy("Somebody missed several classes in a row")))


def _untold() -> QuerySet[AbsenceAlert]:
    return AbsenceAlert.objects.filter(told_at=None, withdrawn_at=None).order_by("raised_at", "id")


def any_untold(_now: datetime) -> bool:
    """Say whether a coach has not heard of somebody's absences."""
    return _untold().exists()


def _readers(alert: AbsenceAlert) -> list[Reader]:
    """Return the person's coaches at the agency of the cohort; its program managers where nobody is."""
    enrolment = alert.enrolment
    return [] if enrolment.participant is None else coaches(enrolment.participant, enrolment.organization)


def tell_one(_now: datetime) -> bool:
    """Tell the coaches of one person, once for each run of absences; False where there is none."""
    found = _untold().select_for_update(skip_locked=True, of=("self",)).select_related(
        "enrolment__organization", "enrolment__participant", "enrolment__cohort", "last_session"
    )  # fmt: skip
    if (alert := found.first()) is None:
        return False
    alert.told_at = timezone.now()
    alert.save(update_fields=["told_at"])
    words = {
        "name": alert.enrolment.name, "n": alert.absences, "cohort": alert.enrolment.cohort.name,
        "day": date_format(alert.last_session.day),
    }  # fmt: skip
    made = Words(
        lambda: ngettext("%(name)s missed %(n)s class", "%(name)s missed %(n)s classes in a row", alert.absences)
        % words,
        lambda: ngettext(
            "%(name)s missed %(n)s class of %(cohort)s, on %(day)s. Call them today: most people"
            " who come back do so in the first days. They stand on your list of the day until you wrote down a talk.",
            "%(name)s missed %(n)s classes of %(cohort)s in a row, the last on %(day)s. Call them today: most people"
            " who come back do so in the first days. They stand on your list of the day until you wrote down a talk.",
            alert.absences,
        ) % words,
        about_kind="absence_alert", about_id=str(alert.pk), occasion=str(alert.pk),
    )  # fmt: skip
    actor = Actor(None, alert.enrolment.organization, SYSTEM_ROLE)
    for reader in _readers(alert):
        try:
            send_message(actor, ABSENCES, reader, made)
        except MessageError:
            continue
    return True


register_duty("absences that the coach has not heard of", any_untold, tell_one)
