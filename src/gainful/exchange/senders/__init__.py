"""Ways out for messages: a folder, a mail server, an SMS gateway. The worker calls them; they know no domain."""

from gainful.exchange.senders.outgoing import (
    Accepted,
    BadAddressFailure,
    Outgoing,
    PermanentFailure,
    Sender,
    Session,
    TemporaryFailure,
    Unanswered,
    Unreachable,
)

__all__ = [
    "Accepted",
    "BadAddressFailure",
    "Outgoing",
    "PermanentFailure",
    "Sender",
    "Session",
    "TemporaryFailure",
    "Unanswered",
    "Unreachable",
]
