"""Every write to messages."""

from gainful.domain.messages.actions.answer import answer_here, write_on
from gainful.domain.messages.actions.cancel_message import cancel_message, send_again
from gainful.domain.messages.actions.clear_address import clear_address
from gainful.domain.messages.actions.mark_read import mark_read
from gainful.domain.messages.actions.receive_mail import receive_mail
from gainful.domain.messages.actions.requests import (
    Asked,
    ask,
    delegate_request,
    give_request_link,
    pause_reminders,
    settle_requests,
    withdraw_request,
)
from gainful.domain.messages.actions.send_message import Words, send_message
from gainful.domain.messages.actions.set_contact_rules import set_contact_rules

__all__ = [
    "Asked",
    "Words",
    "answer_here",
    "ask",
    "cancel_message",
    "clear_address",
    "delegate_request",
    "give_request_link",
    "mark_read",
    "pause_reminders",
    "receive_mail",
    "send_again",
    "send_message",
    "set_contact_rules",
    "settle_requests",
    "withdraw_request",
    "write_on",
]
