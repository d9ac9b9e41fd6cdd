"""Messages by e-mail through the agency's own server (SMTP)."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import Literal

from gainful.exchange.senders.outgoing import (
    Accepted,
    BadAddressFailure,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
    Unanswered,
    Unreachable,
    nothing,
)

FIRST_PERMANENT = 500
"""SMTP replies from 500 on are final, those from 400 to 499 are worth another try (RFC 5321, 4.2.1)."""
READY_FOR_TEXT = 354


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
    """A connection that tells right before the text of a letter goes out, and whether its answer is still due."""

    handing: Callable[[], None] = staticmethod(nothing)
    unanswered = False
    """Whether a whole letter went out and no answer came: it may have arrived."""

    def data(self, msg: bytes | str) -> tuple[int, bytes]:  # type: ignore[override]  # smtplib takes more kinds of bytes, we give these
        """Send the text once the server has taken sender and receiver (RFC 5321, 4.1.1.4)."""
        self.handing()
        self.putcmd("data")
        code, said = self.getreply()
        if code != READY_FOR_TEXT:
            raise smtplib.SMTPDataError(code, said)
        text = msg.encode() if isinstance(msg, str) else msg
        body = re.sub(rb"(?m)^\.", b"..", text)
        self.unanswered = True
        self.send((body if body.endswith(b"\r\n") else body + b"\r\n") + b".\r\n")
        answer = self.getreply()
        self.unanswered = False
        return answer


class _TlsConnection(_Connection, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""


class MailSession:
    """One connection for as many letters as the server takes over it; a connection that ended is opened again."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._open: _Connection | None = None

    def send(self, message: Outgoing, handing: Callable[[], None] = nothing) -> Accepted:
        """Hand one letter over; returns once the server has taken it."""
        letter = _letter(message, self._server)
        begun = False

        def note() -> None:
            nonlocal begun
            begun = True
            handing()

        for is_last in (self._open is None, True):
            connection = self._connection()
            connection.handing = note
            try:
                connection.send_message(letter)
                return Accepted(reference=letter["Message-ID"])
            except smtplib.SMTPRecipientsRefused as error:
                code, text = next(iter(error.recipients.values()))
                raise _failure(code, text, refused=_of_address(text)) from error
            except smtplib.SMTPSenderRefused as error:
                raise TemporaryFailure(
                    _words(error.smtp_code, error.smtp_error)
                ) from error  # it is we who are refused
            except smtplib.SMTPResponseException as error:
                raise _failure(error.smtp_code, error.smtp_error) from error
            except (smtplib.SMTPException, OSError) as error:
                unanswered = connection.unanswered
                self.close()
                if unanswered:
                    raise Unanswered(f"The mail server broke off before it answered: {error}") from error
                if begun or is_last:
                    raise TemporaryFailure(f"The mail server broke off: {error}") from error
            except BaseException:
                self.close()  # somewhere in the middle of a letter, which the server then forgets
                raise
        raise AssertionError("a second try always returns or raises")

    def close(self) -> None:
        """Close the connection, if one is open."""
        connection, self._open = self._open, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()

    def _connection(self) -> _Connection:
        """Return the open connection, or open one; Unreachable where the server cannot be used at all."""
        if self._open is not None and self._open.sock is not None:
            return self._open
        try:
            self._open = _connect(self._server)
        except smtplib.SMTPResponseException as error:
            raise Unreachable(_words(error.smtp_code, error.smtp_error)) from error
        except (smtplib.SMTPException, OSError) as error:
            raise Unreachable(f"The mail server {self._server.host} could not be reached: {error}") from error
        return self._open


@dataclass(frozen=True, slots=True)
class MailSender:
    """Hands letters to a mail server; the identifier comes from the message's key, so that repeats can be told."""

    server: MailServer
    drops_repeats: bool = False
    """Few servers drop a letter whose identifier they have had; True only for one that is known to."""
    at_once: int = 1

    @contextmanager
    def session(self) -> Iterator[MailSession]:
        """Open a session; the connection is made with the first letter."""
        session = MailSession(self.server)
        try:
            yield session
        finally:
            session.close()


def _connect(server: MailServer) -> _Connection:
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


def _words(code: int, text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"The mail server answered {code}: {said}"


def _of_address(text: bytes | str) -> type[PermanentFailure]:
    """Return what a refused receiver means: 5.7.x is about us and our rights, not the address (RFC 3463, 3.8)."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return PermanentFailure if said.lstrip().startswith("5.7.") else BadAddressFailure


def _failure(
    code: int, text: bytes | str, *, refused: type[PermanentFailure] = PermanentFailure
) -> TemporaryFailure | PermanentFailure:
    kind = refused if code >= FIRST_PERMANENT else TemporaryFailure
    return kind(_words(code, text))
