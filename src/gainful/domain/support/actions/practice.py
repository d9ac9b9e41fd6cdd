"""A practice agreement: written, sent, signed by every side, taken back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions.requests import settle_requests
from gainful.domain.messages.links import make_signed_link
from gainful.domain.participants.models import Participant, Scope
from gainful.domain.support import asking_practice
from gainful.domain.support.access import require_step
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.helping import consent_in_force, staff_organization
from gainful.domain.support.models import PracticeAgreement, PracticeSignature
from gainful.domain.support.practice_terms import sides_of, terms_hash
from gainful.domain.support.states.practice import (
    PRACTICE_RULES,
    Insurer,
    PracticeKind,
    PracticeSide,
    PracticeState,
    SignedHow,
)

MOST_HOURS = Decimal(40)
LONGEST = timedelta(days=366)
"""Practice is a bridge: longer than a year it is a job (assumption)."""
SENT_TWICE = timedelta(minutes=10)
"""The same terms for the same person within this time are one form that was sent twice."""
FARTHEST = timedelta(days=2 * 366)
"""How far from today a first day may lie (assumption): farther away the year is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed; wage in USD an hour, None where it is unpaid."""

    kind: str
    host_name: str
    host_contact: str
    host_email: str
    work: str
    tasks: str
    place: str
    starts_on: date
    ends_on: date
    hours_per_week: Decimal
    insurer: str
    insurance: str
    person_name: str
    learns: str = ""
    wage: Decimal | None = None
    employer_name: str = ""
    employer_email: str = ""
    host_language: str = "en"
    employer_language: str = "en"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, in which position, through which link; `browser_of` is whose account that browser knows, `at_desk`
    whether a member of the agency was signed in there.
    """

    name: str
    title: str = ""
    link_id: UUID | None = None
    browser_of: str = ""
    at_desk: bool = False


def _require_text(terms: Terms) -> None:
    words = {
        "host_name": _("Name the host."), "host_contact": _("Name who guides the person there."),
        "work": _("Say what work it is."), "tasks": _("Say what the person does."), "place": _("Say where."),
        "insurance": _("Say which policy covers the person, and whom to call after an accident."),
        "person_name": _("Say what the person is called at work."),
    }  # fmt: skip
    for name, missing in words.items():
        if not getattr(terms, name).strip():
            raise SupportError(missing, field=name)
    needed = ["host_email", *(["employer_email"] if terms.employer_name.strip() else [])]
    for name in needed:
        try:
            validate_email(getattr(terms, name))
        except ValidationError:
            raise SupportError(
                _("Enter an email address: the link to sign goes there."), field=name
            ) from None


def _check(terms: Terms) -> None:
    """Refuse terms that cannot be, naming the field."""
    _require_text(terms)
    if terms.kind not in PracticeKind.values:
        raise SupportError(_("Choose what kind of practice it is."), field="kind")
    if terms.insurer not in Insurer.values:
        raise SupportError(_("Say who insures the person at work."), field="insurer")
    if not 0 < terms.hours_per_week <= MOST_HOURS:
        raise SupportError(_("Hours a week are more than 0 and at most 40."), field="hours_per_week")
    if abs(terms.starts_on - timezone.localdate()) > FARTHEST:
        raise SupportError(
            _("The first day is more than two years away. Look at the year."), field="starts_on"
        )
    if terms.ends_on < terms.starts_on:
        raise SupportError(_("The last day is before the first."), field="ends_on")
    if terms.ends_on - terms.starts_on > LONGEST:
        raise SupportError(_("Practice lasts a year at most."), field="ends_on")
    if terms.wage is not None and terms.wage < 0:
        raise SupportError(_("Pay is 0 USD or more; leave it empty where it is unpaid."), field="wage")
    _check_languages(terms)


def _is_theirs(actor: Actor, *addresses: str) -> bool:
    own = actor.user.email.casefold() if actor.user is not None else ""
    return bool(own) and own in {each.strip().casefold() for each in addresses}


def _check_languages(terms: Terms) -> None:
    for name in ("host_language", "employer_language"):
        if getattr(terms, name) not in dict(settings.LANGUAGES):
            raise SupportError(_("Choose a language of the list."), field=name)


@transaction.atomic
def draft_practice(actor: Actor, person: Participant, terms: Terms) -> PracticeAgreement:
    """Write an agreement down; nobody is asked yet."""
    organization = staff_organization(actor)
    if actor.role not in PRACTICE_RULES["change"].roles:
        raise NotAllowedError(_("Your role does not allow this step."))
    if not consent_in_force(person, organization, Scope.SUPPORT):
        raise NotAllowedError(
            _("The consent does not cover what they need help with."),
            hint=_("Ask the person to share it with you."),
        )
    _check(terms)
    given = {"organization": organization, "participant": person, "created_by": actor.user, **asdict(terms)}
    just_now = timezone.now() - SENT_TWICE
    again = PracticeAgreement.objects.filter(**given, state=PracticeState.DRAFT, created_at__gt=just_now)
    return again.first() or PracticeAgreement.objects.create(**given)


@transaction.atomic
def change_practice(actor: Actor, row: PracticeAgreement, terms: Terms) -> PracticeAgreement:
    """Change what is not sent yet; afterwards take it back and write another."""
    require_step(actor, PRACTICE_RULES, "change", row)
    _check(terms)
    with acting_in("change_practice"):
        changed = PracticeAgreement.objects.filter(pk=row.pk, state=PracticeState.DRAFT).update(
            **asdict(terms)
        )
    if not changed:
        raise NotAllowedError(_("Somebody sent it meanwhile."), hint=_("Reload the page."))
    row.refresh_from_db()
    return row


def move(row: PracticeAgreement, verb: str, **fields: object) -> None:
    """Move an agreement along its table; refuse where somebody else moved it first."""
    rule = PRACTICE_RULES[verb]
    with acting_in("move_practice"):
        moved = PracticeAgreement.objects.filter(pk=row.pk, state__in=sorted(rule.states)).update(
            state=rule.to, **fields
        )
    if not moved:
        raise NotAllowedError(_("Somebody moved this meanwhile."), hint=_("Reload the page."))
    row.refresh_from_db()


@transaction.atomic
def send_practice(actor: Actor, row: PracticeAgreement) -> PracticeAgreement:
    """Ask the person, the host and a current employer to sign; the terms are fixed from here on."""
    require_step(actor, PRACTICE_RULES, "send", row)
    move(row, "send", content_hash=terms_hash(row))
    asking_practice.ask_to_sign(actor, row)
    return row


def side_of(actor: Actor, link_scope: str = "") -> PracticeSide:
    """Return the side on which the actor stands; the holder of a link on that of its scope."""
    if actor.role == "participant":
        return PracticeSide.PARTICIPANT
    return asking_practice.SIDES.get(link_scope, PracticeSide.PROVIDER)


@transaction.atomic
def sign_practice(
    actor: Actor, row: PracticeAgreement, signer: Signer, *, side: PracticeSide, seen_hash: str
) -> PracticeSignature:
    """Sign what was read; the last signature puts the agreement in force."""
    require_step(actor, PRACTICE_RULES, "sign", row)
    if not signer.name.strip():
        raise SupportError(_("Write your name: it stands as your signature."), field="name")
    if seen_hash != row.content_hash:
        raise SupportError(_("What you read has changed."), hint=_("Read it again, then sign."))
    if side not in sides_of(row):
        raise NotAllowedError(_("Nobody signs for this side."))
    if side == PracticeSide.PROVIDER and _is_theirs(actor, row.host_email, row.employer_email):
        raise NotAllowedError(
            _("Another side's link goes to your own address: nobody signs for two sides."),
            hint=_("Let another manager sign for the agency."),
        )
    try:
        with transaction.atomic(), acting_in("sign_practice"):
            signature = PracticeSignature.objects.create(
                agreement=row, side=side, name=signer.name.strip()[:200], title=signer.title.strip()[:200],
                content_hash=row.content_hash, user=actor.user, link_id=signer.link_id,
                browser_of=signer.browser_of[:400], way=SignedHow.DESK if signer.at_desk else "",
            )  # fmt: skip
    except IntegrityError:
        raise NotAllowedError(_("This side has signed already.")) from None
    if side in asking_practice.KINDS:
        settle_requests(asking_practice.KINDS[side], "practice", row.pk)
    PracticeAgreement.objects.select_for_update().get(pk=row.pk)
    signed = set(PracticeSignature.objects.filter(agreement=row).order_by().values_list("side", flat=True))
    if signed >= set(sides_of(row)):
        move(row, "begin")
        asking_practice.tell_in_force(actor, row)
    return signature


@transaction.atomic
def withdraw_practice(actor: Actor, row: PracticeAgreement) -> PracticeAgreement:
    """Take an agreement back before all have signed; its links open nothing any more."""
    require_step(actor, PRACTICE_RULES, "withdraw", row)
    move(row, "withdraw")
    return row


@transaction.atomic
def give_practice_link(actor: Actor, row: PracticeAgreement, side: PracticeSide) -> str:
    """Make a link to hand over by other ways than e-mail; its token is shown once. A manager does: it can sign."""
    if actor.role not in PRACTICE_RULES["send"].roles or row.organization_id != actor.organization_id:
        raise NotAllowedError(_("Your role does not allow this step."))
    if row.state in {PracticeState.DRAFT, PracticeState.WITHDRAWN} or side not in asking_practice.KINDS:
        raise NotAllowedError(_("There is no link for this."))
    name = row.host_contact if side == PracticeSide.HOST else row.employer_name or row.person_name
    scope = asking_practice.scope_of_side(side)
    return make_signed_link(actor, scope, row.pk, recipient=name, participant=row.participant)[1]
