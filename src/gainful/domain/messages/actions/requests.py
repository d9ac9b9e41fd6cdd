"""Ask somebody for an answer, and everything that can become of it before its clock runs out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system, acting_in
from gainful.domain.accounts.models import User
from gainful.domain.messages.access import MANAGERS, require_manager, require_sender
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import REMINDER, REQUEST, MessageKind
from gainful.domain.messages.links import make_signed_link, place_of
from gainful.domain.messages.models import Message, Request, RequestState, SignedLink
from gainful.domain.messages.readers import Reader, in_their_language, mail_address, rules_of
from gainful.domain.messages.request_kinds import RequestKind, request_kind
from gainful.domain.organizations.models import Membership, Organization

MORNING = time(9)
"""When reminders are written and requests end, by the site's clock."""
LONGEST_PAUSE = timedelta(days=366)
LONGEST_NAME = 80
MOST_A_DAY = 5
"""How often one request is handed on within a day."""
_NO_NAME = re.compile(r"://|www\.|[\r\n<>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about what; `to_organization` is the employer or partner whose people may answer."""

    about_id: object
    about_kind: str
    subject: Callable[[], str]
    text: Callable[[], str]
    to_organization: Organization | None = None


def morning(day: date) -> datetime:
    """Return nine o'clock of a day by the site's clock; a day is a day also where clocks change."""
    return datetime.combine(day, MORNING, tzinfo=timezone.get_current_timezone())


@transaction.atomic
def ask(actor: Actor, kind: RequestKind, reader: Reader, asked: Asked) -> Request:
    """Ask once: a second call while the first waits returns that one and writes nothing."""
    organization, reader = require_sender(actor), in_their_language(reader)
    with translation.override(reader.language):
        subject = asked.subject()[:200]
    found = Request.objects.filter(
        organization=organization, kind=kind.code, about_kind=asked.about_kind, about_id=str(asked.about_id),
        participant=reader.participant, to_organization=asked.to_organization, state=RequestState.OPEN,
    ).first()  # fmt: skip
    if found is not None:
        return found
    today = timezone.localdate()
    request = Request(
        organization=organization, kind=kind.code, about_kind=asked.about_kind, about_id=str(asked.about_id),
        subject=subject, to_organization=asked.to_organization, participant=reader.participant,
        user=reader.user, name=reader.name[:200], email=reader.email, language=reader.language,
        asked_by=actor.user, due_on=today + timedelta(days=kind.days),
        expires_at=morning(today + timedelta(days=kind.ends_after)),
        next_at=morning(today + timedelta(days=min(kind.remind_every, kind.ends_after))),
    )  # fmt: skip
    with acting_in(
        "ask"
    ):  # the clock acts on what it names as the system: its number is an action's, nobody's own
        request.save(force_insert=True)
    write_letter(actor, request, kind.letter, asked.text)
    return request


def reader_of(request: Request) -> Reader | None:
    """Return whom a request is put to now, None where it only stands on an organization's first page."""
    if request.participant is None and request.user is None and not request.email:
        return None
    return Reader(request.participant, request.user, request.email, request.name, request.language)


def write_letter(
    actor: Actor,
    request: Request,
    kind: MessageKind,
    text: Callable[[], str],
    *,
    handed_by: User | None = None,
) -> list[Message]:
    """Write to whom it is put to, with a link of its own where the kind has one; nobody to write to is no error."""
    reader = reader_of(request)
    if reader is None:
        return []
    asked, address = request_kind(request.kind), ""
    if asked.scope is not None and not reader.reads_here:
        sent_to = mail_address(reader, rules_of(reader))
        link, _token = _link_to_answer(actor, request, sent_to=sent_to, handed_by=handed_by)
        address = place_of(link)

    def words() -> str:
        parts = [text(), _("Please answer by %(day)s.") % {"day": date_format(request.due_on)}]
        if address:
            parts.append(_("Answer here, without an account: %(address)s") % {"address": address})
        return "\n\n".join([*parts, str(asked.follows)])

    made = Words(
        lambda: request.subject, words, about_kind="request", about_id=str(request.pk),
        occasion=f"{request.pk}:{request.reminders}:{request.email}",
    )  # fmt: skip
    try:
        return send_message(actor, kind, reader, made)
    except (
        MessageError
    ):  # no way to reach them: the request stands on their page, and its asker sees the trouble
        request.trouble = _("There is no address to write to.")
        request.save(update_fields=["trouble"])
        return []


def _link_to_answer(
    actor: Actor, request: Request, *, sent_to: str = "", handed_by: User | None = None
) -> tuple[SignedLink, str]:
    """Make a link with which the request is answered; it ends with it. Returns it with its token."""
    scope = request_kind(request.kind).scope
    if scope is None:
        raise MessageError(_("This is answered after signing in; there is no link for it."))
    return make_signed_link(
        actor, scope, request.about_id, recipient=request.name, participant=request.participant,
        request_id=request.pk, lifetime=max(request.expires_at - timezone.now(), timedelta(days=1)),
        sent_to=sent_to, handed_by=handed_by,
    )  # fmt: skip


@transaction.atomic
def give_request_link(actor: Actor, request: Request) -> str:
    """Make a link to hand over by other ways than e-mail, for an open request; returns its token, shown once."""
    _require_asker(actor, request)
    if request.state != RequestState.OPEN:
        raise MessageError(_("This request is closed already: %s.") % request.get_state_display())
    return _link_to_answer(actor, request)[1]


def remind(actor: Actor, request: Request) -> list[Message]:
    """Write a reminder, in the words of the request."""
    return write_letter(
        actor, request, REMINDER, lambda: _("We still wait for your answer: %s") % request.subject
    )


def close(request: Request, state: RequestState) -> bool:
    """Close a request that is open; its links end unless it was answered: who signed may look again."""
    now = timezone.now()
    with acting_in("close_request"):
        changed = Request.objects.filter(pk=request.pk, state=RequestState.OPEN).update(
            state=state, closed_at=now
        )
    if changed and state != RequestState.ANSWERED:
        SignedLink.objects.filter(request_id=request.pk, revoked_at=None).update(revoked_at=now)
    request.refresh_from_db()
    return bool(changed)


def settle_requests(kind: RequestKind, about_kind: str, about_id: object) -> int:
    """Close what the actor has just answered, as far as they see it; the clock closes the rest. Returns how many.

    A request that the clock holds at this moment is left to it: it looks at the answer once it stands.
    """
    found = Request.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        kind=kind.code, about_kind=about_kind, about_id=str(about_id), state=RequestState.OPEN
    )
    return sum(close(request, RequestState.ANSWERED) for request in found)


@transaction.atomic
def withdraw_request(actor: Actor, request: Request) -> Request:
    """Ask no longer."""
    _require_asker(actor, request)
    if not close(request, RequestState.WITHDRAWN):
        raise MessageError(_("This request is closed already: %s.") % request.get_state_display())
    return request


@transaction.atomic
def pause_reminders(actor: Actor, request: Request, until: date | None) -> Request:
    """Send no reminders of a request until a day; None sends them again. Its end stays where it is."""
    _require_asker(actor, request)
    today = timezone.localdate()
    if until is not None and not today <= until <= today + LONGEST_PAUSE:
        raise MessageError(_("Pause until today or a later day, at most a year ahead."), field="until")
    request.paused_until = until
    request.save(update_fields=["paused_until"])
    return request


def delegate_request(actor: Actor, request: Request, *, name: str, email: str) -> Request:
    """Hand a request to a colleague: they get a letter and a link of their own, the earlier links end."""
    if not _is_asked(actor, request):
        _require_asker(actor, request)
    name, email = name.strip(), email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise MessageError(
            _("“%s” is not an email address.") % email[:60], hint=_("Check it and try again."), field="email"
        ) from error
    if not name:
        raise MessageError(_("Say who answers instead of you."), field="name")
    if len(name) > LONGEST_NAME or _NO_NAME.search(name):
        raise MessageError(
            _("Type a name of at most %d characters, without an address of a page.") % LONGEST_NAME,
            field="name",
        )
    if request.participant_id is not None:
        raise MessageError(_("A person answers for themselves; this cannot be handed on."))
    if request.state != RequestState.OPEN:
        raise MessageError(_("This request is closed already: %s.") % request.get_state_display())
    return _hand_over(request, actor, name, email)


def _hand_over(request: Request, actor: Actor, name: str, email: str) -> Request:
    """Put a request to another person, as the system: the employer and the holder of a link make no links."""
    before = request.name or (str(request.to_organization) if request.to_organization else "")
    with acting_as_system("a request was handed on"):
        row = (
            Request.objects.select_for_update(of=("self",))
            .select_related("organization", "participant", "user").get(pk=request.pk)
        )  # fmt: skip
        _require_few(row)
        links = SignedLink.objects.filter(request_id=request.pk)
        maker = _maker_of(row, actor, links.order_by("-created_at").first())
        links.filter(revoked_at=None).update(revoked_at=timezone.now())
        row.delegated_from, row.name, row.email = before[:200], name[:200], email
        row.user, row.trouble = None, ""
        row.save(update_fields=["delegated_from", "name", "email", "user", "trouble"])
        write_letter(
            maker, row, REQUEST,
            lambda: _("%(who)s asked you to answer this: %(what)s")
            % {"who": before or _("A colleague"), "what": row.subject},
            handed_by=actor.user,
        )  # fmt: skip
    return row


def _require_few(request: Request) -> None:
    """Refuse to write to ever more addresses: letters go out in the agency's name."""
    since = timezone.now() - timedelta(days=1)
    written = Message.objects.filter(
        about_kind="request", about_id=str(request.pk), kind=REQUEST.code, created_at__gte=since
    )
    if written.order_by().count() > MOST_A_DAY:
        raise MessageError(
            _("This was handed on %d times today.") % MOST_A_DAY,
            hint=_("Try again tomorrow, or ask %s to put it to somebody.") % request.organization,
        )


def _maker_of(request: Request, actor: Actor, earlier: SignedLink | None) -> Actor:
    """Return whose link it is: of whoever asked, so that it ends with them; the system's where nobody did."""
    if earlier is not None:
        return Actor(earlier.created_by, request.organization, earlier.created_role)
    if actor.role in MANAGERS and actor.organization_id == request.organization_id:
        return actor
    asker = Membership.objects.filter(
        user=request.asked_by_id, organization=request.organization, role__in=MANAGERS, ended_at=None
    ).select_related("user").first()  # fmt: skip
    if asker is None:
        return Actor(None, request.organization, SYSTEM_ROLE)
    return Actor(asker.user, request.organization, asker.role)


def _is_asked(actor: Actor, request: Request) -> bool:
    if actor.role == "link":
        return True  # PostgreSQL shows the holder of a link its own request alone
    if actor.role == "employer":
        return request.to_organization_id is not None and request.to_organization_id == actor.organization_id
    return False


def _require_asker(actor: Actor, request: Request) -> None:
    require_manager(actor)
    if request.organization_id != actor.organization_id:
        raise PermissionDenied("Another organization asked this.")
