"""What is asked of a service about a referral, how long it waits, and what follows when no answer comes."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.models import Request, RequestState
from gainful.domain.messages.notices import notice
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request
from gainful.domain.participants.models import Consent
from gainful.domain.support.models import Referral, ReferralStep
from gainful.domain.support.states import Outcome, ReferralState, Side, Urgency

ANSWER_REFERRAL = register_scope(LinkScope("answer_referral", gettext_lazy("Answer a referral"), "referral"))
"""It opens one referral, for whoever provides the service, while the person's consent is in force."""
PERSON_CALENDAR = register_scope(LinkScope("calendar", gettext_lazy("See a calendar"), "person_calendar"))
STAFF_CALENDAR = register_scope(LinkScope("staff_calendar", gettext_lazy("See a calendar"), "staff_calendar"))
EMERGENCY = register(
    MessageKind(
        "emergency",
        gettext_lazy("Somebody needs help now"),
        may_switch_off=False,
        can_wait=False,
        is_emergency=True,
    )
)


def in_force() -> Q:
    """Return the condition on a referral or appointment: the person's consent to the agency is in force."""
    found = Consent.objects.filter(
        participant=OuterRef("participant_id"), organization=OuterRef("organization_id"), revoked_at=None,
        expires_at__gt=timezone.now(), scopes__contains=["support"],
    )  # fmt: skip
    return Q(Exists(found.order_by()))


def _referral(request: Request) -> Referral | None:
    return Referral.objects.select_related("service").filter(pk=request.about_id).first()


def _answered(request: Request) -> bool:
    referral = _referral(request)
    return referral is not None and referral.state not in {
        ReferralState.SENT, ReferralState.NO_ANSWER, ReferralState.WITHDRAWN,
    }  # fmt: skip


def _waits(request: Request) -> bool:
    return Referral.objects.filter(in_force(), pk=request.about_id, state=ReferralState.SENT).exists()


def _missed(actor: Actor, request: Request) -> None:
    """Note that no answer came; the place is given back, and whoever sent the referral gets the next step."""
    referral = _referral(request)
    if referral is None or referral.state != ReferralState.SENT:
        return
    with acting_in("move_referral"):
        Referral.objects.filter(pk=referral.pk, state=ReferralState.SENT).update(
            state=ReferralState.NO_ANSWER,
            outcome=Outcome.NO_ANSWER,
            holds_place=False,
            updated_at=timezone.now(),
        )
        step = ReferralStep.objects.create(
            referral=referral, verb="miss", state=ReferralState.NO_ANSWER, side=Side.PROVIDER
        )
    notice(actor, "referral_moved", step.pk)


_FOLLOWS = gettext_lazy(
    "If you cannot take the person, please say so: they can then ask elsewhere. The page shows only what the person"
    " agreed to."
)
_THEN = gettext_lazy("Open the referral: it names the service to ask next.")
REFERRAL = register_request(
    RequestKind(
        "referral", gettext_lazy("Take a person who is referred to you"), days=3, remind_every=2, ends_after=10,
        follows=_FOLLOWS, then=_THEN, is_answered=_answered, is_asked=_waits, when_expired=_missed,
        scope=ANSWER_REFERRAL,
    )
)  # fmt: skip
URGENT = register_request(
    RequestKind(
        "referral_now", gettext_lazy("Take a person who needs help now"), days=0, remind_every=1, ends_after=1,
        follows=_FOLLOWS, then=_THEN, is_answered=_answered, is_asked=_waits, when_expired=_missed,
        scope=ANSWER_REFERRAL,
        letter=EMERGENCY,
    )
)  # fmt: skip
"""Days are ours (assumption): three to answer, ten until somebody else is asked; an emergency waits for nobody."""


def ask_service(actor: Actor, referral: Referral) -> Request:
    """Ask the service; its letter names no person. Without an address the request says so: call them."""
    service = referral.service
    agency = str(referral.organization)
    is_now = referral.urgency == Urgency.EMERGENCY
    email = service.email or service.provider.email
    asked = Asked(
        referral.pk, "referral",
        lambda: _("A referral to %(service)s") % {"service": service.name},
        lambda: (
            _("%(agency)s refers a person to you who needs help now: %(need)s. Please look at once, and call the"
              " person.")
            if is_now
            else _("%(agency)s refers a person to you: %(need)s. Please say whether you can take them.")
        ) % {"agency": agency, "need": referral.get_need_display()},
    )  # fmt: skip
    kind = URGENT if is_now else REFERRAL
    return ask(actor, kind, Reader(email=email, name=service.name), asked)


def stop_asking(referral: Referral) -> None:
    """Close what is still asked about a referral that has ended."""
    found = Request.objects.filter(about_kind="referral", about_id=str(referral.pk), state=RequestState.OPEN)
    with acting_in("close_request"):
        found.update(state=RequestState.WITHDRAWN, closed_at=timezone.now())
