"""Send a referral, and every step until it is known what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.links import make_signed_link
from gainful.domain.messages.notices import notice
from gainful.domain.participants.access import is_self
from gainful.domain.participants.actions import record_read
from gainful.domain.participants.models import ConsentBasis, Participant
from gainful.domain.support import asking
from gainful.domain.support.access import require_referral, require_service, require_staff, side_of
from gainful.domain.support.actions.free_times import cancel_coming, coming
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.kinds import Need
from gainful.domain.support.models import Referral, ReferralStep, Service, ServiceLocation
from gainful.domain.support.states import (
    REFERRAL_RULES,
    DeclineReason,
    Outcome,
    ReferralState,
    Side,
    Urgency,
)
from gainful.domain.support.states.referrals import BY_PERSON, BY_PROVIDER

LONGEST = 1_000
AGREED = (ConsentBasis.VERBAL, ConsentBasis.SIGNED_FORM)
MOVED = "referral_moved"


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent: for which need, how soon, what the service is told, and how the person agreed to it."""

    need: str
    agreed_how: str
    urgency: str = Urgency.ROUTINE
    message: str = ""
    is_warm: bool = False
    share_name: bool = True
    share_phone: bool = False
    share_email: bool = False
    location: ServiceLocation | None = None
    follows: Referral | None = None


@transaction.atomic
def send_referral(actor: Actor, person: Participant, service: Service, sending: Sending) -> Referral:
    """Refer a person who agreed to a service; it is asked at once, and holds one of its places.

    An emergency never waits: it takes no place, is asked at any hour, takes the place of the same referral that still
    waits for an answer, and whoever sends it is given the number to call.
    """
    organization = require_staff(actor)
    _check(sending, service)
    require_service(actor, "refer", service)
    is_emergency = sending.urgency == Urgency.EMERGENCY
    if service.is_full and not is_emergency:
        raise SupportError(
            _("All places of %(service)s are taken.") % {"service": service},
            hint=_("Choose another, or call them: if a place is free, say so on the service's page first."),
            field="service",
        )
    before = Referral.objects.filter(
        participant=person, service=service, need=sending.need, state__in=REFERRAL_RULES["withdraw"].states
    ).first()
    if before is not None and is_emergency and _still_waits(before):
        withdraw_referral(actor, before, note=_("It cannot wait any more: asked again, now."))
    elif before is not None:
        raise SupportError(
            _("They are referred to %(service)s for this already: %(state)s.")
            % {"service": service, "state": before.get_state_display()},
            hint=_("Call them: %(phone)s") % {"phone": service.phone}
            if is_emergency and service.phone
            else "",
            field="service",
        )
    referral = Referral(
        organization=organization, participant=person, service=service, need=sending.need, urgency=sending.urgency,
        message=sending.message.strip(), is_warm=sending.is_warm, share_name=sending.share_name,
        share_phone=sending.share_phone, share_email=sending.share_email, agreed_how=sending.agreed_how,
        location=sending.location, follows=sending.follows, sent_by=actor.user, holds_place=not is_emergency,
    )  # fmt: skip
    try:
        with transaction.atomic(), acting_in("move_referral"):
            referral.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(error, service) from error
    referral.refresh_from_db()
    record_read(actor, person, what=_("Referred to a service"))
    _step(actor, referral, "send", "")
    asking.ask_service(actor, referral)
    return referral


def _still_waits(referral: Referral) -> bool:
    return referral.state == ReferralState.SENT and referral.urgency != Urgency.EMERGENCY


def _taken(error: IntegrityError, service: Service) -> SupportError:
    if "support_referral_open_once" in str(error):
        return SupportError(_("They were referred to %s for this a moment ago.") % service, field="service")
    return SupportError(
        _("The last place of %s was taken a moment ago.") % service,
        hint=_("Choose another service."), field="service",
    )  # fmt: skip


def _check(sending: Sending, service: Service) -> None:
    if sending.need not in Need.values:
        raise SupportError(_("Say what the person needs help with."), field="need")
    if sending.urgency not in Urgency.values:
        raise SupportError(_("Say how soon help is needed."), field="urgency")
    if sending.agreed_how not in AGREED:
        raise SupportError(
            _("Say how the person agreed."),
            hint=_("Nobody is referred without having agreed to it."), field="agreed_how",
        )  # fmt: skip
    if len(sending.message) > LONGEST:
        raise SupportError(
            _("The message to the service has at most %d characters.") % LONGEST, field="message"
        )
    if sending.location is not None and sending.location.service_id != service.pk:
        raise SupportError(_("The service is not given at this place."), field="location")


def _step(
    actor: Actor, referral: Referral, verb: str, note: str, *, who: str = "", link_id: UUID | None = None
) -> None:
    with acting_in("move_referral"):
        step = ReferralStep.objects.create(
            referral=referral, verb=verb, state=referral.state, side=side_of(actor), note=note[:500],
            who=(who or (actor.user.name if actor.user else ""))[:200], user=actor.user, link_id=link_id,
        )  # fmt: skip
    notice(actor, MOVED, step.pk)


@dataclass(frozen=True, slots=True)
class By:
    """Who takes a step through a link: the name they typed and the link."""

    name: str = ""
    link_id: UUID | None = None


NOBODY = By()


def _move(
    actor: Actor, referral: Referral, verb: str, *, note: str = "", by: By = NOBODY, **fields: object
) -> Referral:
    """Take a step; two at once come one after the other, and the second is refused in words."""
    require_referral(actor, verb, referral)
    if len(note) > LONGEST:
        raise SupportError(_("Write at most %d characters.") % LONGEST, field="note")
    rule, now = REFERRAL_RULES[verb], timezone.now()
    state = rule.to or referral.state
    if state not in {ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.SCHEDULED}:
        fields["holds_place"] = False
    with acting_in("move_referral"):
        moved = Referral.objects.filter(pk=referral.pk, state__in=rule.states).update(
            state=state, updated_at=now, **fields
        )
    referral.refresh_from_db()
    if not moved:
        require_referral(actor, verb, referral)
        raise NotAllowedError(_("This referral is no longer open to you."))
    _step(actor, referral, verb, note, who=by.name, link_id=by.link_id)
    return referral


def _answered(referral: Referral) -> datetime:
    return referral.answered_at or timezone.now()


@transaction.atomic
def accept_referral(actor: Actor, referral: Referral, *, note: str = "", by: By = NOBODY) -> Referral:
    """Say that the service takes the person; a yes after the time to answer takes a place again, where one is free."""
    is_late = referral.state == ReferralState.NO_ANSWER
    _move(actor, referral, "accept", note=note, by=by, answered_at=_answered(referral), outcome="")
    if is_late and referral.urgency != Urgency.EMERGENCY:
        _take_place_again(referral)
    _settle(referral)
    return referral


def _take_place_again(referral: Referral) -> None:
    try:
        with transaction.atomic(), acting_in("move_referral"):
            Referral.objects.filter(pk=referral.pk).update(holds_place=True)
    except IntegrityError as error:  # none is free, and the service takes the person all the same
        if "no place is free" not in str(error):
            raise
    referral.refresh_from_db()


def schedule_referral(actor: Actor, referral: Referral, *, by: By = NOBODY) -> Referral:
    """Note that the service has a time for the person; an appointment made before an answer is a yes."""
    if referral.state == ReferralState.SCHEDULED:
        return referral
    was_sent = referral.state == ReferralState.SENT
    _move(actor, referral, "schedule", by=by, answered_at=_answered(referral))
    if was_sent:
        _settle(referral)
    return referral


@transaction.atomic
def decline_referral(
    actor: Actor, referral: Referral, *, reason: str, note: str = "", side: str = "", by: By = NOBODY
) -> Referral:
    """Say no, with the reason: the service, or the person; staff say on whose behalf. The place is given back."""
    acting = side_of(actor)
    whose = Side(side) if acting is Side.AGENCY and side in {Side.PERSON, Side.PROVIDER} else acting
    if whose is Side.AGENCY:
        raise SupportError(_("Say who said no: the person or the service."), field="side")
    if reason not in (BY_PERSON if whose is Side.PERSON else BY_PROVIDER):
        raise SupportError(_("Choose why."), field="reason")
    outcome = Outcome.DECLINED_BY_PERSON if whose is Side.PERSON else Outcome.DECLINED_BY_PROVIDER
    if reason == DeclineReason.CLOSED:
        outcome = Outcome.SERVICE_CLOSED
    _move(
        actor, referral, "decline", note=note, by=by, declined_by=whose, decline_reason=reason,
        decline_note=note[:500], outcome=outcome, answered_at=_answered(referral),
    )  # fmt: skip
    _nobody_is_expected(actor, referral, whose)
    _settle(referral)
    return referral


@transaction.atomic
def mark_received(actor: Actor, referral: Referral, *, note: str = "", by: By = NOBODY) -> Referral:
    """Say that the person got the service."""
    now = timezone.now()
    _move(
        actor, referral, "receive", note=note, by=by, received_at=now, received_said_by=side_of(actor),
        outcome=Outcome.RECEIVED, answered_at=_answered(referral),
    )  # fmt: skip
    _settle(referral)
    return referral


@transaction.atomic
def hand_over(actor: Actor, referral: Referral, *, how: str) -> Referral:
    """Note that person and service met with somebody's help: a call together, a walk there, a letter to both."""
    how = how.strip()
    if not how:
        raise SupportError(_("Say how they met."), field="how")
    return _move(
        actor, referral, "hand_over", note=how[:300], handed_over_at=timezone.now(), handed_over_how=how[:300],
        is_warm=True,
    )  # fmt: skip


@transaction.atomic
def withdraw_referral(
    actor: Actor, referral: Referral, *, note: str = "", outcome: str = Outcome.WITHDRAWN
) -> Referral:
    """Take a referral back: its link shows nothing from now on, its place is given back."""
    _move(actor, referral, "withdraw", note=note, outcome=outcome, closed_at=timezone.now())
    _nobody_is_expected(actor, referral, Side.PERSON if outcome == Outcome.CONSENT_ENDED else side_of(actor))
    if actor.role in {"coach", "program_manager", "operator", "system"}:
        asking.stop_asking(referral)
    return referral


@transaction.atomic
def close_referral(actor: Actor, referral: Referral, *, got_it: bool | None, note: str = "") -> Referral:
    """Close the loop: `got_it` says whether the person got the service; None keeps what is known."""
    require_referral(actor, "close", referral)
    outcome, received = referral.outcome, referral.received_at
    if referral.state not in {ReferralState.DECLINED, ReferralState.NO_ANSWER, ReferralState.WITHDRAWN}:
        if got_it is None and referral.state != ReferralState.RECEIVED:
            raise SupportError(_("Say whether the person got the service."), field="got_it")
        if got_it is not None:
            outcome = Outcome.RECEIVED if got_it else Outcome.NOT_RECEIVED
            received = (received or timezone.now()) if got_it else None
    said = referral.received_said_by or (Side.AGENCY if received else "")
    _move(
        actor, referral, "close", note=note, outcome=outcome, received_at=received, closed_at=timezone.now(),
        received_said_by=said if received else "",
    )  # fmt: skip
    if outcome != Outcome.RECEIVED:
        _nobody_is_expected(actor, referral, side_of(actor))
    asking.stop_asking(referral)
    return referral


@transaction.atomic
def share(actor: Actor, referral: Referral, *, name: bool, phone: bool, email: bool) -> Referral:
    """Change what a service may see of the person: only the person says so, or staff beside one without an account."""
    person = referral.participant
    beside = person.user_id is None and referral.organization_id == actor.organization_id
    if not (is_self(actor, person) or (beside and require_staff(actor))):
        raise NotAllowedError(_("Only the person says what a service may see."))
    Referral.objects.filter(pk=referral.pk).update(share_name=name, share_phone=phone, share_email=email)
    referral.refresh_from_db()
    return referral


@transaction.atomic
def give_link(actor: Actor, referral: Referral) -> str:
    """Make a link to hand over by other ways than e-mail while the referral is open; its token is shown once."""
    require_staff(actor)
    if referral.organization_id != actor.organization_id or not referral.is_open:
        raise NotAllowedError(_("There is no link for this: the referral is no longer open."))
    return make_signed_link(
        actor,
        asking.ANSWER_REFERRAL,
        referral.pk,
        recipient=referral.service.name,
        participant=referral.participant,
    )[1]


def _nobody_is_expected(actor: Actor, referral: Referral, side: Side) -> None:
    cancel_coming(
        actor, coming().filter(referral=referral), side=side,
        reason=lambda: _("The referral has ended: %(how)s.") % {"how": referral.get_outcome_display()},
    )  # fmt: skip


def _settle(referral: Referral) -> None:
    for kind in (asking.REFERRAL, asking.URGENT):
        settle_requests(kind, "referral", referral.pk)
