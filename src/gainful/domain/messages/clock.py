"""The clock of requests: reminders, ends, signers who left; found by a query, so that no tick can be missed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system
from gainful.domain.messages import duties
from gainful.domain.messages.actions.requests import close, morning, remind
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import FORWARDED, NO_ANSWER, MessageKind
from gainful.domain.messages.models import (
    BadAddress,
    Channel,
    ContactRules,
    Notice,
    Request,
    RequestState,
    SignedLink,
)
from gainful.domain.messages.notices import tell
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import request_kind
from gainful.domain.organizations.models import Membership

AT_ONCE = 100
_WHY = "requests with a clock"


def anything_due(now: datetime) -> bool:
    """Return whether a request's next step, or a forwarded link's notice, has come."""
    with acting_as_system(_WHY):
        due = Request.objects.filter(state=RequestState.OPEN, next_at__lte=now).order_by()
        untold = Notice.objects.filter(told_at=None).order_by()
        return due.exists() or untold.exists() or _forwarded().exists() or duties.anything_due(now)


def tick(now: datetime, *, sparing: bool = False) -> int:
    """Take every step whose time has come; returns how many. Each is a transaction: a kill loses none, doubles none.

    `sparing` lets duties rest that were looked at a moment ago (`duties.do_all`).
    """
    count = 0
    while tell_next():
        count += 1
    while step_next(now):
        count += 1
    return count + _tell_forwarded() + duties.do_all(now, sparing=sparing)


def tell_next() -> bool:
    """Tell those concerned of what happened first; False where nothing is untold."""
    with transaction.atomic(), acting_as_system(_WHY):
        row = (
            Notice.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("user")
            .filter(told_at=None)
            .order_by("created_at", "id")
            .first()
        )
        if row is None:
            return False
        tell(row)
        row.told_at = timezone.now()
        row.save(update_fields=["told_at"])
        return True


def step_next(now: datetime) -> bool:
    """Take the next step of the request that waits longest; False where none is due."""
    with transaction.atomic(), acting_as_system(_WHY):
        request = (
            Request.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("organization", "participant", "user", "asked_by", "to_organization")
            .filter(state=RequestState.OPEN, next_at__lte=now)
            .order_by("next_at", "id")
            .first()
        )
        if request is None:
            return False
        _step(Actor(None, request.organization, SYSTEM_ROLE), request, now)
        return True


def _step(actor: Actor, request: Request, now: datetime) -> None:
    kind = request_kind(request.kind)
    if kind.is_answered(request):
        close(request, RequestState.ANSWERED)
    elif not kind.is_asked(request):
        close(request, RequestState.WITHDRAWN)
    elif now >= request.expires_at:
        kind.when_expired(actor, request)  # waits for whoever is signing at this moment
        if kind.is_answered(request):
            close(request, RequestState.ANSWERED)
            return
        close(request, RequestState.EXPIRED)
        _tell_asker(actor, request, _("No answer: %(what)s") % {"what": request.subject}, _ended(request))
    elif (until := _paused_until(request)) is not None and until > timezone.localdate(now):
        _next(request, morning(until))
    else:
        _check_signer(actor, request)
        remind(actor, request)
        request.reminders += 1
        request.save(update_fields=["reminders"])
        _next(request, morning(timezone.localdate(now) + timedelta(days=kind.remind_every)))


def _ended(request: Request) -> str:
    """Say who never answered, and what follows; these words outlive consent and record, so they name no person."""
    words = {
        "who": _who(request),
        "day": date_format(timezone.localdate(request.expires_at)),
        "then": request_kind(request.kind).then,
    }
    if request.participant_id:
        return _("A person did not answer by %(day)s; your list of requests names them. %(then)s") % words
    return _("%(who)s did not answer by %(day)s. %(then)s") % words


def _next(request: Request, moment: datetime) -> None:
    request.next_at = min(moment, request.expires_at)
    request.save(update_fields=["next_at"])


def _paused_until(request: Request) -> date | None:
    days = [request.paused_until]
    rules = (
        ContactRules.objects.filter(participant=request.participant_id) if request.participant_id else None
    )
    if request.user_id:
        rules = ContactRules.objects.filter(user=request.user_id)
    if rules is not None:
        days += list(rules.values_list("no_reminders_until", flat=True))
    given = [day for day in days if day is not None]
    return max(given) if given else None


def _check_signer(actor: Actor, request: Request) -> None:
    """Say so where nobody may be at the other end: an account that left, an address that takes nothing."""
    trouble = ""
    if request.user_id and request.to_organization_id:
        here = Membership.objects.filter(
            user=request.user_id, organization=request.to_organization_id, ended_at=None
        )
        if not here.exists():
            trouble = _("%(who)s no longer works there.") % {"who": _who(request)}
            request.user, request.name = None, ""
            request.save(update_fields=["user", "name"])
    bad = BadAddress.objects.filter(
        organization=request.organization, channel=Channel.EMAIL, address=request.email
    )
    if request.email and bad.exists():
        trouble = _("The address %(address)s takes no message.") % {"address": request.email}
    if trouble and trouble != request.trouble:
        request.trouble = trouble[:300]
        request.save(update_fields=["trouble"])
        hint = _("Ask another person, or correct the address.")
        subject = _("Cannot be reached: %(what)s") % {"what": request.subject}
        _tell_asker(actor, request, subject, f"{trouble} {hint}")


def _who(request: Request) -> str:
    return request.name or str(request.to_organization or request.participant or request.email)


def _tell_asker(actor: Actor, request: Request, subject: str, text: str) -> None:
    about = f"{request.pk}:{request.state}:{text[:60]}"
    _tell(actor, request.asked_by_id, NO_ANSWER, (subject, text), request.pk, about)


def _tell(
    actor: Actor, user_id: UUID | None, kind: MessageKind, said: tuple[str, str], about: object, occasion: str
) -> None:
    """Tell the person who asked, or where they left those who manage there."""
    members = Membership.objects.filter(organization=actor.organization, ended_at=None, user__is_active=True)
    mine = members.filter(user=user_id) if user_id else members.none()
    chosen = mine if mine.exists() else members.filter(role__in=["program_manager", "operator"])
    for user in {member.user for member in chosen.select_related("user")[:20]}:
        words = Words(
            lambda: said[0][:200],
            lambda: said[1],
            about_kind="request",
            about_id=str(about),
            occasion=occasion[:120],
        )
        try:
            send_message(actor, kind, Reader(user=user, name=user.name), words)
        except MessageError:
            continue


def _holder(link: SignedLink) -> str:
    """Name whom a link was made for; a person is named by lists that end with their consent, not by a notice."""
    return _("a person") if link.participant_id else link.recipient or _("somebody")


def _forwarded() -> QuerySet[SignedLink]:
    return SignedLink.objects.filter(forwarded_at__isnull=False, told_at=None).order_by()


def _tell_forwarded() -> int:
    """Tell the maker of a link, once, that it was opened in a second browser."""
    with transaction.atomic(), acting_as_system(_WHY):
        found = list(
            _forwarded().select_for_update(skip_locked=True, of=("self",)).select_related("organization")
        )
        for link in found:
            text = _(
                "The link for %(who)s (%(what)s) was opened in a second browser. They may have passed it on,"
                " or use two devices. End it if you are not sure."
            ) % {"who": _holder(link), "what": link.scope_label}
            actor = Actor(None, link.organization, SYSTEM_ROLE)
            subject = _("Opened in a second browser: %(what)s") % {"what": link.scope_label}
            _tell(actor, link.created_by_id, FORWARDED, (subject, text), link.pk, f"forwarded:{link.pk}")
        SignedLink.objects.filter(pk__in=[link.pk for link in found]).update(told_at=timezone.now())
    return len(found)
