"""Talent supplier agreements: who supplies how many for which occupation until when, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Organization, Partnership, Supply, SupplyAgreement
from gainful.domain.organizations.partnerships.access import (
    refuse,
    require_manager,
    require_near,
    require_step,
)
from gainful.domain.organizations.partnerships.states import AGREEMENT_RULES, AgreementStatus
from gainful.domain.organizations.saving import saved
from gainful.engine.occupations import load_reference


@transaction.atomic
def propose_agreement(
    actor: Actor,
    partnership: Partnership,
    *,
    supplier: Organization,
    receiver: Organization,
    occupation_code: str,
    people: int,
    starts_on: date,
    ends_on: date,
) -> SupplyAgreement:
    """Propose that a partner supplies so many people for an occupation to another, within some time."""
    require_manager(actor, partnership)
    require_near(starts_on=starts_on, ends_on=ends_on)
    now = set(partnership.partners.filter(left_on=None).order_by().values_list("organization_id", flat=True))
    for field, who in (("supplier", supplier), ("receiver", receiver)):
        if who.pk not in now:
            raise PartnershipError(_("%s takes no part in this partnership.") % who, field=field)
    if supplier.pk == receiver.pk:
        raise PartnershipError(_("Nobody supplies people to themselves."), field="receiver")
    if people < 1:
        raise PartnershipError(_("An agreement is about one person or more."), field="people")
    if ends_on < starts_on:
        raise PartnershipError(_("It ends before it begins."), field="ends_on")
    try:
        occupation = load_reference().occupation(occupation_code.strip())
    except KeyError:
        raise PartnershipError(
            _("“%s” is no O*NET-SOC code.") % occupation_code[:20],
            hint=_("For example 31-1131.00, nursing assistants."),
            field="occupation_code",
        ) from None
    terms = {
        "supplier": supplier, "receiver": receiver, "occupation_code": occupation.code, "people": people,
        "starts_on": starts_on, "ends_on": ends_on,
    }  # fmt: skip
    same = partnership.agreements.filter(**terms).exclude(status=AgreementStatus.ENDED).first()
    made = SupplyAgreement(
        partnership=partnership, occupation_title=occupation.title[:200], created_by=actor.user, **terms
    )
    return same or saved(made, refuse)


def _held(agreement: SupplyAgreement) -> None:
    SupplyAgreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    agreement.refresh_from_db()


def _move(agreement: SupplyAgreement, verb: str, *fields: str) -> SupplyAgreement:
    agreement.status = AgreementStatus(str(AGREEMENT_RULES[verb].to))
    with acting_in("move_agreement"):
        agreement.save(update_fields=["status", *fields])
    return agreement


@transaction.atomic
def agree(actor: Actor, agreement: SupplyAgreement, *, agreed_by: str) -> SupplyAgreement:
    """Put an agreement in force, with who agreed for the employer."""
    require_manager(actor, agreement.partnership)
    _held(agreement)
    require_step(AGREEMENT_RULES, "agree", agreement)
    agreement.agreed_by = " ".join(agreed_by.split())[:200]
    if not agreement.agreed_by:
        raise PartnershipError(_("Say who agreed for the employer."), field="agreed_by")
    return _move(agreement, "agree", "agreed_by")


@transaction.atomic
def end_agreement(actor: Actor, agreement: SupplyAgreement, *, because: str) -> SupplyAgreement:
    """End an agreement with the reason; what was supplied stays."""
    require_manager(actor, agreement.partnership)
    _held(agreement)
    require_step(AGREEMENT_RULES, "end", agreement)
    agreement.ended_because = " ".join(because.split())[:400]
    if not agreement.ended_because:
        raise PartnershipError(_("Say why it ends."), field="because")
    return _move(agreement, "end", "ended_because")


@transaction.atomic
def record_supply(
    actor: Actor, agreement: SupplyAgreement, *, people: int, note: str, day: date | None = None
) -> Supply:
    """Count people hired outside the openings kept here; a number below 0 takes a wrong entry back."""
    require_manager(actor, agreement.partnership)
    _held(agreement)
    require_step(AGREEMENT_RULES, "record_supply", agreement)
    day, note = day or timezone.localdate(), " ".join(note.split())
    if day > timezone.localdate():
        raise PartnershipError(_("This day is still to come."), field="day")
    require_near(day=day)
    if not note:
        raise PartnershipError(_("Say how you know."), field="note")
    entered = sum(agreement.supplies.values_list("people", flat=True))
    if not people or entered + people < 0 or abs(people) > 30_000:
        raise PartnershipError(
            _("Enter how many people were hired, or below 0 what was entered too much."), field="people"
        )
    row = Supply(agreement=agreement, day=day, people=people, note=note[:300], created_by=actor.user)
    return saved(row, refuse)
