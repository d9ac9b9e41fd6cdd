"""The registry of requests: each kind says how long it waits, how its answer is known and what follows silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from gainful.domain.accounts.actor import Actor
from gainful.domain.messages.kinds import REQUEST, MessageKind
from gainful.domain.messages.links import LinkScope
from gainful.domain.messages.models import Request


def _nothing(_actor: Actor, _request: Request) -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class RequestKind:
    """A kind of request; days are calendar days of the site's time zone."""

    code: str
    label: str | Promise
    days: int
    """Until it is due."""
    remind_every: int
    """Days between reminders."""
    ends_after: int
    """Days after which no answer is expected any more."""
    follows: str | Promise
    """What happens then, in words that the person asked reads."""
    then: str | Promise
    """What happens then and what to do, in words that the asker reads."""
    is_answered: Callable[[Request], bool]
    """Whether what was asked has been done, whichever way it came: the rows decide, not this one."""
    is_asked: Callable[[Request], bool]
    """Whether it still makes sense to ask."""
    when_expired: Callable[[Actor, Request], None] = _nothing
    scope: LinkScope | None = None
    """The link that its letters hold, for people without an account."""
    letter: MessageKind = REQUEST
    """The kind of its first letter; reminders have their own."""


_KINDS: dict[str, RequestKind] = {}


def register_request(kind: RequestKind) -> RequestKind:
    """Add a kind; a code that is taken by another is an error of the program."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of request are called {kind.code}.")
    return kind


def request_kind(code: str) -> RequestKind:
    """Return a kind by its code; KeyError where there is none."""
    return _KINDS[code]


def request_kinds() -> list[RequestKind]:
    """Return all kinds, in order of registration."""
    return list(_KINDS.values())
