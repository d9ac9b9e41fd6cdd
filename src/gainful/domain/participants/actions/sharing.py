"""Several agencies, one record: ask to be let in, answer, show less, leave; open a record in an emergency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_in
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.access import is_self, require
from gainful.domain.participants.actions.consents import (
    LONGEST,
    end_of,
    grant_consent,
    record_read,
    revoke_consent,
)
from gainful.domain.participants.models import AccessRequest, Consent, EmergencyAccess, Participant, Scope
from gainful.domain.participants.models.sharing import LONGEST_PURPOSE
from gainful.domain.participants.rights_sharing import SHORTEST_REASON
from gainful.domain.participants.states import ACCESS_RULES, EMERGENCY_RULES, AccessState
from gainful.domain.rights.state_tables import Rule

MOST_OPEN = 200
"""Requests of one agency that wait at once: asking everybody for everything is not asking."""
WAITS = timedelta(days=30)
"""After these days without an answer a request is over."""


def _refuse(**fields: str) -> None:
    raise ValidationError({name: [words] for name, words in fields.items()})


@transaction.atomic
def ask_access(
    actor: Actor, *, email: str, scopes: Sequence[str], purpose: str, until: date
) -> AccessRequest:
    """Ask whoever has this address to let the acting agency see parts of their record until a day.

    ValidationError names the field. The answer is the same whether or not anybody has the address.
    """
    require(actor, "ask to see")
    organization = actor.organization
    if not isinstance(organization, Organization):
        raise PermissionDenied("Only staff of an agency ask to see somebody.")
    address, why = email.strip().lower(), " ".join(purpose.split())
    wanted = [scope for scope in Scope.values if scope in scopes]
    try:
        validate_email(address)
    except ValidationError:
        _refuse(email=_("This is no email address."))
    if not wanted:
        _refuse(scopes=_("Choose at least one part of the record."))
    if not why or len(why) > LONGEST_PURPOSE:
        _refuse(purpose=_("Say what for, in at most %d characters: the person reads it.") % LONGEST_PURPOSE)
    today = timezone.localdate()
    if not today < until <= today + LONGEST:
        _refuse(until=_("Choose a day in the future, within five years."))
    waiting = AccessRequest.objects.filter(organization=organization, state=AccessState.ASKED)
    if waiting.count() >= MOST_OPEN:
        _refuse(email=_("%d of your requests wait for an answer. Take some back first.") % MOST_OPEN)
    try:
        with transaction.atomic():
            return AccessRequest.objects.create(
                organization=organization, asked_by=actor.user, asker_name=str(actor.user or "")[:200], email=address,
                scopes=wanted, purpose=why, until=until,
            )  # fmt: skip
    except IntegrityError:
        raise ValidationError(
            {"email": [_("You asked this address already. It waits for an answer.")]}
        ) from None


def _require_step(actor: Actor, rule: Rule, state: str, label: str) -> None:
    if actor.role != SYSTEM_ROLE and actor.role not in rule.roles:
        raise PermissionDenied(_("Your role does not allow this step."))
    if state not in rule.states:
        raise ValidationError(
            _("This step is not open any more: “%(state)s”. Reload the page.") % {"state": label}
        )


def _move(verb: str, asked: AccessRequest, consent: Consent | None = None) -> AccessRequest:
    rule = ACCESS_RULES[verb]
    now = timezone.now()
    with acting_in("move_access"):
        moved = AccessRequest.objects.filter(pk=asked.pk, state__in=sorted(rule.states)).update(
            state=rule.to, answered_at=now, consent=consent
        )
    if not moved:
        raise ValidationError(_("Somebody answered meanwhile. Reload the page."))
    asked.state, asked.answered_at, asked.consent = str(rule.to), now, consent
    return asked


@transaction.atomic
def grant_access(
    actor: Actor, person: Participant, asked: AccessRequest, *, scopes: Sequence[str], until: date
) -> Consent:
    """Let the agency in, for its purpose: all that it asked for or less, until its day or an earlier one."""
    if not is_self(actor, person):
        raise PermissionDenied("Only the person lets somebody in.")
    _require_step(actor, ACCESS_RULES["grant"], asked.state, asked.get_state_display())
    if more := set(scopes) - set(asked.scopes):
        _refuse(scopes=_("They did not ask for this: %s") % ", ".join(sorted(more)))
    if until > asked.until:
        _refuse(until=_("They asked for less time. Choose this day or an earlier one."))
    consent = grant_consent(
        actor, person, asked.organization, scopes=scopes, expires_at=end_of(until), purpose=asked.purpose
    )
    _move("grant", asked, consent)
    return consent


@transaction.atomic
def refuse_access(actor: Actor, person: Participant, asked: AccessRequest) -> AccessRequest:
    """Say no; nobody has to say why."""
    if not is_self(actor, person):
        raise PermissionDenied("Only the person answers this.")
    _require_step(actor, ACCESS_RULES["refuse"], asked.state, asked.get_state_display())
    return _move("refuse", asked)


@transaction.atomic
def withdraw_access(actor: Actor, asked: AccessRequest) -> AccessRequest:
    """Take a request back before it is answered."""
    if actor.organization_id != asked.organization_id:
        raise PermissionDenied("Only the agency that asked takes a request back.")
    _require_step(actor, ACCESS_RULES["withdraw"], asked.state, asked.get_state_display())
    return _move("withdraw", asked)


def lapse_access(actor: Actor, asked: AccessRequest) -> AccessRequest:
    """End a request that nobody answered; the clock does it."""
    _require_step(actor, ACCESS_RULES["lapse"], asked.state, asked.get_state_display())
    return _move("lapse", asked)


@transaction.atomic
def narrow_consent(actor: Actor, consent: Consent, *, without: str) -> Consent | None:
    """Stop one part of what an agency sees; the rest stays until the same day. None where nothing is left."""
    if not is_self(actor, consent.participant):
        raise PermissionDenied("Only the person shows less of themself.")
    held = (
        Consent.objects.select_for_update().filter(pk=consent.pk).first()
    )  # a second tab may stop another part now
    if held is None or not held.is_active or without not in held.scopes:
        raise ValidationError(_("They do not see this any more. Reload the page."))
    rest = [scope for scope in consent.scopes if scope != without]
    if not rest:
        revoke_consent(actor, consent)
        return None
    return grant_consent(
        actor, consent.participant, consent.organization, scopes=rest, expires_at=consent.expires_at,
        purpose=consent.purpose,
    )  # fmt: skip


@transaction.atomic
def leave(actor: Actor, person: Participant) -> int:
    """Take every consent back and refuse what is asked; the record stays the person's own. Returns how many ended."""
    if not is_self(actor, person):
        raise PermissionDenied("Only the person leaves.")
    for asked in AccessRequest.objects.filter(
        state=AccessState.ASKED, email__iexact=actor.signed_in_user.email
    ):
        _move("refuse", asked)
    open_ones = [row for row in person.consents.select_related("participant") if row.revoked_at is None]
    for consent in open_ones:
        revoke_consent(actor, consent)
    return len(open_ones)


@transaction.atomic
def break_glass(actor: Actor, named: str, reason: str) -> EmergencyAccess:
    """Open a record for a day without a consent: person ID or email address, and why somebody is in danger.

    The person is told and sees the reason; a manager other than the reader reviews it. ValidationError says what is
    missing, never whether somebody exists.
    """
    require(actor, "open in an emergency")
    if len(reason.strip()) < SHORTEST_REASON:
        _refuse(reason=_("Say who is in what danger. The person reads it, and a manager reviews it."))
    with acting_in("break_glass"), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.break_glass(%s, %s)", [named, reason])
        made: UUID | None = cursor.fetchone()[0]
    if made is None:
        words = _(
            "Nothing was opened. Either your agency never worked with anybody of this ID or address, or you can see"
            " them already, or you opened too many today."
        )
        raise ValidationError({"named": [words]})
    row = EmergencyAccess.objects.select_related("participant").get(pk=made)
    record_read(actor, row.participant, what=_("Opened in an emergency"), reason=row.reason[:200])
    return row


@transaction.atomic
def review_emergency(actor: Actor, row: EmergencyAccess, *, justified: bool, note: str) -> EmergencyAccess:
    """Say whether the reason of an emergency look holds; where it does not, the record closes at once."""
    require(actor, "review")
    if actor.organization_id != row.organization_id:
        raise PermissionDenied("A manager of the same agency reviews it.")
    if actor.user is not None and row.user_id == actor.user.pk:
        raise ValidationError(_("Somebody else reviews what you opened yourself."))
    rule = EMERGENCY_RULES["justify" if justified else "reject"]
    _require_step(actor, rule, row.state, row.get_state_display())
    if not note.strip():
        _refuse(note=_("Write what you found: the person reads it."))
    with acting_in("review_emergency"):
        EmergencyAccess.objects.filter(pk=row.pk).update(
            state=rule.to, reviewed_by=actor.user, reviewer_name=str(actor.user or "")[:200],
            reviewed_at=timezone.now(), review_note=note.strip()[:400],
        )  # fmt: skip
    row.refresh_from_db()
    consent = row.consent
    if not justified and consent is not None and consent.is_active:
        revoke_consent(actor, consent)
    return row
