"""Say what counts as which kind of service from a day on, and take a wrong rule back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import ServiceRule
from gainful.domain.measures.service_kinds import ServiceSource, ServiceType
from gainful.domain.support.kinds import Need

FIRST_DAY = date(2014, 7, 22)
"""The day WIOA was enacted: no rule of it holds before."""
WITH_NEED = frozenset({ServiceSource.APPOINTMENT, ServiceSource.REFERRAL})


@transaction.atomic
def set_service_rule(
    actor: Actor, *, source: str, detail: str = "", service_type: str, valid_from: date, reason: str
) -> ServiceRule:
    """Set a rule; it counts in every figure worked out afterwards, for what begins on its day or later."""
    organization = require(actor, "set_service_rule")
    if source not in ServiceSource.values:
        raise MeasureError(_("Choose what happened."), field="source")
    details = {"", *(Need.values if source in WITH_NEED else ())}
    details |= {"own"} if source == ServiceSource.APPOINTMENT else set()
    if detail not in details:
        raise MeasureError(
            _("Only appointments and referrals are told apart by what they were for."), field="detail"
        )
    if service_type not in ServiceType.values:
        raise MeasureError(_("Choose what it counts as."), field="service_type")
    if valid_from < FIRST_DAY:
        raise MeasureError(_("A rule holds from 22 July 2014 at the earliest."), field="valid_from")
    if not reason.strip():
        raise MeasureError(_("Say where it stands, or why."), field="reason")
    same = ServiceRule.objects.filter(
        organization=organization, source=source, detail=detail, valid_from=valid_from, taken_back_at=None
    )
    if same.exists():
        raise MeasureError(
            _("There is a rule for this from that day already."),
            hint=_("Take that one back first; it stays in the history."), field="valid_from",
        )  # fmt: skip
    return ServiceRule.objects.create(
        organization=organization, source=source, detail=detail, service_type=service_type,
        valid_from=valid_from, reason=reason.strip()[:400], created_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def take_rule_back(actor: Actor, rule: ServiceRule) -> ServiceRule:
    """Take a wrong rule back: the one before it holds again, in figures worked out afterwards."""
    organization = require(actor, "set_service_rule")
    if rule.organization_id != organization.pk:
        raise MeasureError(_("This rule is another agency's."))
    if rule.taken_back_at is not None:
        raise MeasureError(_("This rule was taken back already."))
    rule.taken_back_at = timezone.now()
    rule.save(update_fields=["taken_back_at"])
    return rule
