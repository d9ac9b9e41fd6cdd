"""Giving and taking back consent, and noting every look at a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self, require
from gainful.domain.participants.bulk import insert_rows
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.levels import refresh_levels, touch
from gainful.domain.participants.models import Consent, ConsentBasis, Participant, ReadLog, Scope

AT_A_TIME = 5000
"""Looks that are written in one statement."""
LONGEST = timedelta(days=5 * 366)
"""A slip of the pen in the year must not open a record for a lifetime."""


@transaction.atomic
def grant_consent(
    actor: Actor,
    participant: Participant,
    organization: Organization,
    *,
    scopes: Sequence[str],
    expires_at: datetime,
    basis: str = ConsentBasis.OWN_ACCOUNT,
    note: str = "",
    purpose: str = "",
) -> Consent:
    """Let an organization see parts of a record until a date; a consent in force is replaced by the new one."""
    own = is_self(actor, participant)
    if not own:
        require(actor, "attest")
        if actor.organization_id != organization.pk or basis in {
            ConsentBasis.OWN_ACCOUNT, ConsentBasis.EMERGENCY,
        }:  # fmt: skip
            raise PermissionDenied("Staff attest consents for their own organization only.")
    wanted = [scope for scope in Scope.values if scope in scopes]
    if not wanted:
        raise ValidationError({"scopes": _("Choose at least one part of the record.")})
    if expires_at <= timezone.now():
        raise ValidationError({"expires_at": _("Choose a day in the future.")})
    if expires_at > end_of(timezone.localdate() + LONGEST):
        raise ValidationError({"expires_at": _("Choose a day within the next five years.")})
    now = timezone.now()
    Consent.objects.filter(participant=participant, organization=organization, revoked_at=None).update(
        revoked_at=now
    )
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                participant=participant,
                organization=organization,
                scopes=wanted,
                granted_at=now,
                expires_at=expires_at,
                basis=basis,
                attested_by=None if own else actor.user,
                note=note,
                purpose=purpose,
            )
    except IntegrityError:  # a form that was sent twice, or a second tab
        raise ValidationError(_("Somebody changed this at the same moment. Reload the page.")) from None
    refresh_levels([participant.pk])
    return consent


@transaction.atomic
def revoke_consent(actor: Actor, consent: Consent) -> Consent:
    """Take a consent back: from this moment the database shows the organization nothing of the person."""
    if not is_self(actor, consent.participant) and actor.organization_id != consent.organization_id:
        raise PermissionDenied("Only the person or the organization can end this consent.")
    touch([consent.participant_id])
    now = timezone.now()
    Consent.objects.filter(pk=consent.pk, revoked_at=None).update(revoked_at=now)
    consent.revoked_at = now
    return consent


def record_read(actor: Actor, participant: Participant, *, what: str, reason: str = "") -> None:
    """Note that staff opened a record; the person's own look is not noted."""
    if not is_self(actor, participant):
        record_reads(actor, [participant.pk], what=what, reason=reason)


def end_of(day: date) -> datetime:
    """Return the end of a day in the site's time zone: a consent lasts through its last day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def record_reads(
    actor: Actor, people: Iterable[UUID], *, what: str, reason: str = "", once_in: timedelta | None = None
) -> None:
    """Note one look at each of these people (an export, a list handed on).

    `once_in`: a list that is drawn anew as the reader moves its filters is one look within this time.
    """
    if actor.user is None or actor.organization is None:
        return
    now = timezone.now()
    if once_in is not None:
        people = list(people)
        noted = ReadLog.objects.filter(
            participant_id__in=people, user=actor.user, organization=actor.organization, what=what,
            at__gt=now - once_in,
        ).order_by()  # fmt: skip
        seen = set(noted.values_list("participant_id", flat=True))
        people = [person for person in people if person not in seen]
    who = (actor.user.pk, str(actor.user)[:200], actor.organization.pk, str(actor.organization)[:200])
    stream = iter(people)
    while some := list(islice(stream, AT_A_TIME)):
        insert_rows(
            ReadLog,
            ("id", "participant_id", "user_id", "reader", "organization_id", "organization_name", "what", "reason",
             "at"),
            ((next_id(), person, *who, what, reason, now) for person in some),
        )  # fmt: skip
