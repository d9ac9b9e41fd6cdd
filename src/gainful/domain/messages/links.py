"""Signed links: made with a secret that is sent once, opened by its hash, ended by date, hand or what they open.

The secret is worked out from the link's number with the site's key and stands nowhere in the database: a letter keeps
the place where it goes, and whoever sends the letter puts it in. Who reads the outbox, a conversation or the database's
own backup opens nothing with it.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.actor import Actor, acting_as, acting_in, visiting
from gainful.domain.accounts.binding import secret_keys
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.messages.access import require_sender
from gainful.domain.messages.signed_links import SignedLink
from gainful.domain.organizations.one_time import digest
from gainful.domain.participants.models import Participant

LIFETIME = timedelta(days=14)
_PLACE = re.compile(r"\{link ([0-9a-f-]{36})\}")


class LinkClosed(Exception):  # noqa: N818 - named for what the person sees
    """The link is unknown, taken back, used up or past its date."""


@dataclass(frozen=True, slots=True)
class LinkScope:
    """What a link lets its holder do, and nothing else."""

    code: str
    label: str | Promise
    about_kind: str
    """What its number names: `job_order`, `plan`, `thread`."""
    uses: int | None = None
    """How often its holder may sign or answer; None is any number."""


_SCOPES: dict[str, LinkScope] = {}


def register_scope(scope: LinkScope) -> LinkScope:
    """Add a scope; a code that is taken by another is an error of the program."""
    if _SCOPES.setdefault(scope.code, scope) != scope:
        raise ValueError(f"Two scopes of links are called {scope.code}.")
    return scope


def scope_of(code: str) -> LinkScope:
    """Return a scope by its code; KeyError where there is none."""
    return _SCOPES[code]


REPLY = register_scope(LinkScope("reply", _("Answer a message"), "thread"))


@transaction.atomic
def make_signed_link(
    actor: Actor,
    scope: LinkScope,
    about_id: object,
    *,
    recipient: str = "",
    participant: Participant | None = None,
    request_id: UUID | None = None,
    lifetime: timedelta = LIFETIME,
    sent_to: str = "",
    handed_by: User | None = None,
) -> tuple[SignedLink, str]:
    """Make a link and return it with its token, which is shown or sent now and nowhere kept.

    `sent_to` is the address whose letters may carry it; `handed_by` is who had it made for a colleague: it ends with
    them, too. Whether the actor may open the subject to others is for the caller to check: it owns the subject.
    """
    organization = require_sender(actor)
    link = SignedLink(
        organization=organization,
        scope=scope.code,
        about_kind=scope.about_kind,
        about_id=str(about_id),
        participant=participant,
        request_id=request_id,
        recipient=recipient[:200],
        sent_to=sent_to,
        handed_by=handed_by,
        uses_left=scope.uses,
        created_by=actor.user,
        created_role=actor.role,
        expires_at=timezone.now() + lifetime,
    )
    token = token_of(link.pk)
    link.secret_hash = digest(token)
    with acting_in("make_link"):
        link.save(force_insert=True)
    return link, token


def token_of(link_id: UUID) -> str:
    """Return the secret of a link, for its maker to show again; it opens nothing once the link has ended."""
    return _tokens(link_id)[0]


def token_again(link: SignedLink) -> str:
    """Return the secret of a link as it was made, also with a key that the site had before; empty where none fits."""
    return next((token for token in _tokens(link.pk) if digest(token) == link.secret_hash), "")


def _tokens(link_id: UUID) -> list[str]:
    made = (
        salted_hmac("gainful.signed-link", str(link_id), secret=key, algorithm="sha256").digest()
        for key in secret_keys()
    )
    return [base64.urlsafe_b64encode(each).decode().rstrip("=") for each in made]


def place_of(link: SignedLink) -> str:
    """Return what stands in a letter's text where the link's address goes."""
    return f"{{link {link.pk}}}"


def has_link(text: str) -> bool:
    """Say whether a letter's text has a place for a link."""
    return _PLACE.search(text) is not None


def shown(text: str) -> str:
    """Return a letter's text as pages and programs show it: the link is its reader's alone."""
    return _PLACE.sub(lambda _found: str(_("(their own link)")), text)


def filled(text: str, *, organization_id: UUID, address: str) -> str:
    """Return a letter's text with the addresses of the links made for its reader; others stay out: anybody may write
    the number of a link into a text of their own.
    """
    wanted = {UUID(found) for found in _PLACE.findall(text)}
    rows = SignedLink.objects.filter(pk__in=wanted, organization=organization_id, sent_to__iexact=address)
    may = {link.pk: token for link in rows if address and (token := token_again(link))}
    return _PLACE.sub(
        lambda found: (
            address_of(may[UUID(found[1])])
            if UUID(found[1]) in may
            else str(_("(this link is no longer valid)"))
        ),
        text,
    )


def address_of(token: str) -> str:
    """Return the address that a letter names: it needs `GAINFUL_ADDRESS`, since a worker answers no request."""
    return str(settings.SIGNED_LINK_ADDRESS % token)


def links_about(kind: str, *ids: object) -> QuerySet[SignedLink]:
    """Return the links that still open one of these subjects, newest first."""
    found = SignedLink.objects.filter(about_kind=kind, about_id__in=[str(each) for each in ids])
    return found.filter(revoked_at=None, expires_at__gt=timezone.now()).order_by("-created_at", "id")


@transaction.atomic
def end_link(actor: Actor, link: SignedLink) -> None:
    """End a link now; one that has ended stays as it is."""
    require_sender(actor)
    SignedLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def take_use(link: SignedLink) -> None:
    """Count one use of a link; LinkClosed where none is left: two at once do not both pass."""
    if link.uses_left is None:
        return
    found = SignedLink.objects.filter(pk=link.pk, uses_left__gt=0)
    if not found.update(uses_left=F("uses_left") - 1):
        raise LinkClosed


@contextmanager
def acting_through(token: str, browser: str = "") -> Iterator[tuple[SignedLink, Actor]]:
    """Run a block as the holder of a link; LinkClosed where it opens nothing.

    PostgreSQL sees the holder of this link, whose rights end at what the link names; domain actions see the role
    `link`. `browser` tells the reader's browser from others: the first one is remembered as a hash, another is counted.
    """
    hashed = digest(token)
    with visiting(f"link:{hashed}"):
        if not SignedLink.objects.filter(
            secret_hash=hashed, revoked_at=None, expires_at__gt=timezone.now()
        ).exists():
            raise LinkClosed
    with acting_as(None, None, role=LINK_ROLE, subject=f"link:{hashed}", reason="signed link"):
        link = SignedLink.objects.select_related("organization").get(secret_hash=hashed)
        _note_browser(link, browser)
        yield link, Actor(None, None, LINK_ROLE)


def _note_browser(link: SignedLink, browser: str) -> None:
    if not browser:
        return
    now, changed = timezone.now(), []
    if link.opened_at is None:
        link.opened_at, changed = now, ["opened_at"]
    if not link.first_browser:
        link.first_browser = digest(browser)
        changed.append("first_browser")
    elif link.first_browser != digest(browser):
        link.other_browsers = min(link.other_browsers + 1, 30_000)
        link.forwarded_at = link.forwarded_at or now
        changed += ["other_browsers", "forwarded_at"]
    if changed:
        link.save(update_fields=changed)


def link_of(actor: Actor, link_id: UUID) -> SignedLink | None:
    """Return a link of the actor's organization, or None."""
    return SignedLink.objects.filter(pk=link_id, organization=actor.organization).first()
