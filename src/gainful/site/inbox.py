"""Mail that people sent back: read, then put into its conversation or beside the letter that did not arrive."""

from __future__ import annotations

from gainful.domain.messages.actions.receive_mail import Outcome, receive_bounces, receive_mail
from gainful.exchange.inbox import read_bounce, read_reply


def take_in(raw: bytes) -> Outcome:
    """Take in one mail as it came (RFC 5322); returns what became of it."""
    if bounces := read_bounce(raw):
        return receive_bounces(bounces[0].letter, [(b.address, b.permanent, b.said) for b in bounces])
    reply = read_reply(raw)
    return receive_mail(
        answers=reply.answers, text=reply.text, whole=reply.whole, from_address=reply.from_address,
        automatic=reply.automatic, identifier=reply.identifier,
    )  # fmt: skip
