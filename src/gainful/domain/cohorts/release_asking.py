"""The employer is asked to let its people learn; its first page shows it until somebody signs or says no."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.models import ReleaseAgreement
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.models import Request
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request


def _row(request: Request) -> ReleaseAgreement | None:
    return ReleaseAgreement.objects.filter(pk=request.about_id).first()


def _is_answered(request: Request) -> bool:
    row = _row(request)
    return row is not None and (row.signed_at is not None or row.refused_at is not None)


def _is_asked(request: Request) -> bool:
    row = _row(request)
    return row is not None and row.is_open


RELEASE = register_request(
    RequestKind(
        "release", gettext_lazy("Agree to release time"), days=7, remind_every=3, ends_after=30,
        follows=gettext_lazy("The cohort does not open before you have signed. You can say no with a reason."),
        then=gettext_lazy("The cohort cannot open without it. Call the employer, or propose other terms."),
        is_answered=_is_answered, is_asked=_is_asked,
    )
)  # fmt: skip
"""Days are ours (assumption): a week to sign, a month until nobody is asked any more."""


def ask_to_release(actor: Actor, row: ReleaseAgreement) -> Request:
    """Ask the employer to read and sign."""
    words = {"cohort": row.cohort_name, "hours": f"{row.hours_per_week:g}", "agency": row.agency_name}
    asked = Asked(
        row.pk, "release", lambda: _("Hours off for your people: %(cohort)s") % words,
        lambda: _("%(agency)s asks you: may people of yours learn in “%(cohort)s”, %(hours)s hours a week?") % words,
        row.employer,
    )  # fmt: skip
    return ask(actor, RELEASE, Reader(name=str(row.employer)), asked)
