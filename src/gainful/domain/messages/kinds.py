"""The registry of message kinds: every message has one, and people switch kinds off one by one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class MessageKind:
    """A kind of message, in the words of the person who gets it."""

    code: str
    label: str | Promise
    """What it is about, for the list of switches."""
    may_switch_off: bool = True
    """False for what a person must be able to read: that a signature is awaited, that data was seen."""
    can_answer: bool = False
    """Whether its reader may answer: it then opens a conversation."""
    can_wait: bool = True
    """Whether it may wait for the daily digest; quiet hours hold for every kind but an emergency."""
    is_emergency: bool = False
    """Whether it goes at once, whatever the hour: somebody is in danger."""


_KINDS: dict[str, MessageKind] = {}


def register(kind: MessageKind) -> MessageKind:
    """Add a kind; a code that is taken by another is an error of the program."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of message are called {kind.code}.")
    return kind


def kind_of(code: str) -> MessageKind:
    """Return a kind by its code; KeyError where there is none."""
    return _KINDS[code]


def kinds() -> list[MessageKind]:
    """Return all kinds, in order of registration."""
    return list(_KINDS.values())


NOTE = register(
    MessageKind(
        "note", _("A message that somebody at the agency wrote to you"), can_answer=True, can_wait=False
    )
)
INVITATION = register(
    MessageKind("invitation", _("An invitation to join"), may_switch_off=False, can_wait=False)
)
REPLY = register(MessageKind("reply", _("An answer to a message of yours"), may_switch_off=True))
REQUEST = register(
    MessageKind(
        "request",
        _("A question that waits for your answer or signature"),
        may_switch_off=False,
        can_wait=False,
    )
)
REMINDER = register(MessageKind("reminder", _("A reminder of a question that you have not answered")))
NO_ANSWER = register(MessageKind("no_answer", _("Somebody did not answer you, or cannot be reached")))
FORWARDED = register(MessageKind("forwarded", _("A link of yours was opened in another browser")))
"""Kinds that no later stage owns; each later stage registers its own."""
