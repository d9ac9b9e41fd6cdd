"""Messages by e-mail through the agency's own server (SMTP)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import ClassVar, Literal

from gainful.exchange.senders.outgoing import Accepted, Outgoing, PermanentFailure, TemporaryFailure, nothing

FIRST_PERMANENT = 500
"""SMTP replies from 500 on are final, those from 400 to 499 are worth another try (RFC 5321, 4.2.1)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over and who it comes from."""

    host: str
    from_address: str
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password: str = ""
    seconds: float = 30
    """How long one answer of the server may take."""

    @property
    def domain(self) -> str:
        """The domain of the sender, which message identifiers end with."""
        return self.from_address.rpartition("@")[2].rstrip(">") or "localhost"


class _Connection(smtplib.SMTP):
    """A connection that tells right before the text of a letter goes out."""

    handing: Callable[[], None] = staticmethod(nothing)

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # smtplib takes more kinds of bytes, we give these
        """Send the text once the server has taken sender and receiver."""
        self.handing()
        return super().data(msg)


class _TlsConnection(_Connection, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""


@dataclass(frozen=True, slots=True)
class MailSender:
    """Hands each message to a mail server; the identifier comes from the message's key, so that repeats can be told."""

    server: MailServer
    drops_repeats: ClassVar[bool] = False
    """Few servers drop a letter whose identifier they have had."""

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Hand one message over; returns once the server has taken it."""
        letter = _letter(message, self.server)
        try:
            with self._connection() as connection:
                connection.handing = handing
                connection.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise _failure(code, text) from error
        except smtplib.SMTPResponseException as error:
            raise _failure(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise TemporaryFailure(
                f"The mail server {self.server.host} could not be reached: {error}"
            ) from error
        return Accepted(reference=letter["Message-ID"])

    def _connection(self) -> _Connection:
        server = self.server
        if server.security == "tls":
            context = ssl.create_default_context()
            connection: _Connection = _TlsConnection(
                server.host, server.port, timeout=server.seconds, context=context
            )
        else:
            connection = _Connection(server.host, server.port, timeout=server.seconds)
        try:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def message_id(key: str, domain: str) -> str:
    """Return the identifier of a message by its key; a reply names it, and a bounce."""
    return f"<{key}@{domain}>"


def _letter(message: Outgoing, server: MailServer) -> EmailMessage:
    letter = EmailMessage()
    try:
        letter["From"], letter["To"], letter["Subject"] = server.from_address, message.to, message.subject
        letter["Date"] = formatdate(localtime=False)
        letter["Message-ID"] = message_id(message.key, server.domain)
        letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answer to this one, please
        if message.reply_to:
            letter["Reply-To"] = message.reply_to
        if message.in_reply_to:
            letter["In-Reply-To"] = letter["References"] = message_id(message.in_reply_to, server.domain)
        for name, value in message.headers.items():
            letter[name] = value
    except (ValueError, IndexError) as error:  # a line break in a header, an address that is none
        raise PermanentFailure(f"The address or subject cannot stand in a letter's head: {error}") from error
    letter.set_content(message.text)
    return letter


def _failure(code: int, text: bytes | str) -> TemporaryFailure | PermanentFailure:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    kind = PermanentFailure if code >= FIRST_PERMANENT else TemporaryFailure
    return kind(f"The mail server answered {code}: {said}")
