"""Every write to messages."""

from gainful.domain.messages.actions.cancel_message import cancel_message, send_again
from gainful.domain.messages.actions.clear_address import clear_address
from gainful.domain.messages.actions.mark_read import mark_read
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.actions.set_contact_rules import set_contact_rules

__all__ = [
    "Words",
    "cancel_message",
    "clear_address",
    "mark_read",
    "send_again",
    "send_message",
    "set_contact_rules",
]
