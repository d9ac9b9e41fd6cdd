"""A person says that another agency's record is theirs, too; that agency looks, and only then is it one record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self, require
from gainful.domain.participants.actions.consents import LONGEST, end_of
from gainful.domain.participants.actions.merge import join_records
from gainful.domain.participants.actions.merge_consents import KEY
from gainful.domain.participants.claim_queries import agencies_to_ask
from gainful.domain.participants.duplicate_queries import own_people
from gainful.domain.participants.models import (
    Consent,
    ConsentBasis,
    MergedRow,
    Participant,
    RecordClaim,
    RecordMerge,
    Scope,
)
from gainful.domain.participants.states import CLAIM_RULES
from gainful.domain.rights.state_tables import Rule

MOST_WAITING = 5
"""Agencies that one person tells at once: whoever tells all of them looks for somebody."""


def _refuse(**fields: str) -> None:
    raise ValidationError({name: [words] for name, words in fields.items()})


@transaction.atomic
def claim_record(
    actor: Actor,
    person: Participant,
    organization: Organization,
    *,
    name: str,
    birth_date: date | None = None,
    email: str = "",
    phone: str = "",
    code: str = "",
    scopes: Sequence[str],
    until: date,
    keeps: Sequence[UUID] = (),
) -> RecordClaim:
    """Tell one agency that it keeps a record of mine; it reads what stands here, and nothing of my own record.

    `scopes`, `until`: what it may see of the one record afterwards. `keeps`: agencies that go on seeing what they see
    now. The answer is the same whether or not the agency knows anybody of this name.
    """
    if not is_self(actor, person):
        raise PermissionDenied("Only the person says which records are theirs.")
    if not agencies_to_ask(person).filter(pk=organization.pk).exists():
        _refuse(organization=_("Choose an agency that does not see your record already."))
    if not name.strip() or not (birth_date or email or phone or code):
        _refuse(name=_("Write your name, and one more thing by which they know you."))
    wanted = [scope for scope in Scope.values if scope in scopes]
    if Scope.PROFILE not in wanted:
        _refuse(scopes=_("They must see your name to work with you: choose the first part, or do not ask."))
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        _refuse(until=_("Choose a day in the future, within five years."))
    waiting = RecordClaim.objects.filter(participant=person, state="asked")
    if waiting.count() >= MOST_WAITING:
        _refuse(
            organization=_("%d of your questions wait for an answer. Take one back first.") % MOST_WAITING
        )
    try:
        with transaction.atomic():
            return RecordClaim.objects.create(
                participant=person, organization=organization, name=name.strip()[:200], birth_date=birth_date,
                email=email.strip(), phone=phone.strip()[:40], code=code.strip()[:60], scopes=wanted, until=until,
                keeps=[str(each) for each in keeps],
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError(
            {"organization": [_("You asked this agency already. It waits for an answer.")]}
        ) from None


def _require_step(actor: Actor, rule: Rule, claim: RecordClaim) -> None:
    if actor.role != SYSTEM_ROLE and actor.role not in rule.roles:
        raise PermissionDenied(_("Your role does not allow this step."))
    if claim.state not in rule.states:
        raise ValidationError(
            _("This step is not open any more: “%(state)s”. Reload the page.")
            % {"state": claim.get_state_display()}
        )


def _move(actor: Actor, verb: str, claim: RecordClaim, merge: RecordMerge | None = None) -> None:
    rule = CLAIM_RULES[verb]
    told: dict[str, Any] = {"state": rule.to, "answered_at": timezone.now()}
    if verb != "withdraw":
        told |= {"answered_by": actor.user, "merge": merge}
    with acting_in("move_claim"):
        moved = RecordClaim.objects.filter(pk=claim.pk, state__in=sorted(rule.states)).update(**told)
    if not moved:
        raise ValidationError(_("Somebody answered meanwhile. Reload the page."))


@transaction.atomic
def withdraw_claim(actor: Actor, person: Participant, claim: RecordClaim) -> None:
    """Take my word back before it is answered."""
    if not is_self(actor, person) or claim.participant_id != person.pk:
        raise PermissionDenied("Only the person takes this back.")
    _require_step(actor, CLAIM_RULES["withdraw"], claim)
    _move(actor, "withdraw", claim)


@transaction.atomic
def refuse_claim(actor: Actor, claim: RecordClaim) -> None:
    """Say that nobody on the agency's own list is this person; the person reads that nobody was found."""
    _require_agency(actor, claim)
    _require_step(actor, CLAIM_RULES["refuse"], claim)
    _move(actor, "refuse", claim)


def _require_agency(actor: Actor, claim: RecordClaim) -> None:
    require(actor, "merge")
    if actor.organization_id != claim.organization_id:
        raise PermissionDenied(_("Only the agency that the person told answers."))


def confirm_claim(actor: Actor, claim: RecordClaim, found: Participant) -> RecordMerge:
    """Say which of the agency's own records is this person's, and make it one with the person's own.

    Afterwards the agency sees what the person said, others who saw the person's own record see what the person let them
    keep, and nobody else sees anything: the rule of every merge.
    """
    _require_agency(actor, claim)
    _require_step(actor, CLAIM_RULES["confirm"], claim)
    agency = claim.organization
    if not own_people(agency).filter(pk=found.pk).exists():
        raise ValidationError(_("Choose a record that your agency registered and may see now."))
    with acting_as_system("claim of a record") as system:
        kept = (
            Participant.objects.select_related("registered_by", "user")
            .filter(pk=claim.participant_id)
            .first()
        )
        found = Participant.objects.select_related("registered_by", "user").get(pk=found.pk)
        if kept is None or kept.pk == found.pk or kept.merged_into_id:
            raise ValidationError(_("The person's own record is not open for this any more."))
        before = {
            row.organization_id: row
            for row in kept.consents.filter(revoked_at=None).select_related("organization")
        }
        del system

    def settle(merge: RecordMerge, acting: Actor) -> Iterator[MergedRow]:
        _move(acting, "confirm", claim, merge)
        yield from _granted(merge, claim, before)

    words = _("The person said so, and %s knew them.") % agency
    return join_records(actor, kept, found, reason=words, organization=agency, settle=settle)


def _granted(merge: RecordMerge, claim: RecordClaim, before: dict[UUID, Consent]) -> Iterator[MergedRow]:
    """Give the consents that the person named when they asked; an undoing of the merge takes them back."""
    now = timezone.now()
    wanted = {claim.organization_id: (list(claim.scopes), end_of(claim.until), str(_("One record")))}
    for key, consent in before.items():
        if str(key) in claim.keeps and consent.expires_at > now and key != claim.organization_id:
            wanted[key] = (list(consent.scopes), consent.expires_at, consent.purpose)
    for organization, (scopes, until, purpose) in wanted.items():
        Consent.objects.filter(
            participant_id=merge.kept_id, organization_id=organization, revoked_at=None
        ).update(revoked_at=now)
        given = Consent.objects.create(
            participant_id=merge.kept_id, organization_id=organization, scopes=scopes, granted_at=now,
            expires_at=until, basis=ConsentBasis.OWN_ACCOUNT, purpose=purpose[:200],
        )  # fmt: skip
        yield MergedRow(merge=merge, table=KEY, row=str(given.pk), what="made", after=str(organization))
