"""What the clock looks for: referrals and appointments whose consent ended or ran out, told to nobody by any row."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.messages.duties import register_duty
from gainful.domain.support.actions import cancel, withdraw_referral
from gainful.domain.support.asking import in_force
from gainful.domain.support.models import Appointment, Referral
from gainful.domain.support.states import OPEN_REFERRAL, AppointmentState, Outcome, Side


def _referrals() -> QuerySet[Referral]:
    return Referral.objects.filter(~in_force(), state__in=sorted(OPEN_REFERRAL)).order_by("id")


def _appointments(now: datetime) -> QuerySet[Appointment]:
    found = Appointment.objects.filter(~in_force(), state=AppointmentState.BOOKED, starts_at__gt=now)
    return found.order_by("id")


def _is_due(now: datetime) -> bool:
    return _referrals().exists() or _appointments(now).exists()


def _step(now: datetime) -> bool:
    """End one referral or appointment whose consent is over; its place and its time are free again."""
    referral = _referrals().select_related("organization", "participant").first()
    if referral is not None:
        actor = Actor(None, referral.organization, SYSTEM_ROLE)
        withdraw_referral(actor, referral, outcome=Outcome.CONSENT_ENDED)
        return True
    appointment = _appointments(now).select_related("organization", "participant").first()
    if appointment is not None:
        cancel(Actor(None, appointment.organization, SYSTEM_ROLE), appointment, side=Side.PERSON)
        return True
    return False


register_duty("support: consents that ended", _is_due, _step)
