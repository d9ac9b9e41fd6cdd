"""Ways out for messages: a folder, a mail server, an SMS gateway. The worker calls them; they know no domain."""

from gainful.exchange.senders.outgoing import (
    Accepted,
    Outgoing,
    PermanentFailure,
    Sender,
    TemporaryFailure,
)

__all__ = ["Accepted", "Outgoing", "PermanentFailure", "Sender", "TemporaryFailure"]
