"""A letter as its reader gets it: the worker puts the addresses of links into the stored text."""

from __future__ import annotations

from gainful.domain.messages.links import filled
from gainful.domain.messages.models import Message


def as_sent(letter: Message) -> str:
    """Return the text that goes out; call it as the system."""
    return filled(letter.text, organization_id=letter.organization_id, address=letter.address)


def token_in(letter: Message) -> str:
    """Return the secret of the link in a letter."""
    return as_sent(letter).partition("/guest/link/")[2].partition("/")[0]
