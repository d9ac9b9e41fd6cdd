"""Sends what waits in the outbox: by the agency's mail server and SMS gateway, or into a folder where there is none."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.db import connections
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.system_connection import close_system_connection
from gainful.domain.messages import delivery
from gainful.domain.messages.links import filled, has_link
from gainful.domain.messages.models import Channel, Message
from gainful.exchange.data_folder import data_dir
from gainful.exchange.senders.by_gateway import Gateway, GatewaySender
from gainful.exchange.senders.by_mail import MailSender, MailServer
from gainful.exchange.senders.outgoing import (
    Outgoing,
    PermanentFailure,
    Sender,
    Session,
    TemporaryFailure,
    Unanswered,
    Unreachable,
)
from gainful.exchange.senders.to_folder import FolderSender

ROUND_S = 60.0
"""How long letters go out before the worker looks at its other work."""


def senders() -> dict[Channel, Sender]:
    """Return the way out of each channel as this installation is set up."""
    folder = FolderSender(Path(data_dir()) / "outbox")
    mail: Sender = folder
    if settings.EMAIL_HOST:
        mail = MailSender(
            MailServer(
                host=settings.EMAIL_HOST, port=settings.EMAIL_PORT, from_address=settings.DEFAULT_FROM_EMAIL,
                security=_security(), user=settings.EMAIL_HOST_USER, password=settings.EMAIL_HOST_PASSWORD,
            ),
            at_once=settings.EMAIL_CONNECTIONS, drops_repeats=settings.EMAIL_DROPS_REPEATS,
        )  # fmt: skip
    gateway = os.environ.get("SMS_GATEWAY_URL", "")
    sms = GatewaySender(Gateway(gateway, os.environ.get("SMS_GATEWAY_TOKEN", ""))) if gateway else folder
    return {Channel.EMAIL: mail, Channel.SMS: sms}


def _security() -> Literal["starttls", "tls", "none"]:
    if settings.EMAIL_USE_SSL:
        return "tls"
    return "starttls" if settings.EMAIL_USE_TLS else "none"


def for_a_while(alive: Callable[[], bool] = lambda: True) -> Callable[[], bool]:
    """Return whether to go on sending: a minute at most, since reminders and imports wait meanwhile."""
    end = time.monotonic() + ROUND_S
    return lambda: time.monotonic() < end and alive()


def send_due(ways: Mapping[Channel, Sender], alive: Callable[[], bool] = lambda: True) -> int:
    """Send everything whose time has come, unless another process sends; returns how many letters went out."""
    count = 0
    with delivery.only_sender() as mine:
        if not mine:
            return 0
        delivery.recover(drops_repeats=lambda channel: ways[channel].drops_repeats)
        for channel in delivery.channels_due(timezone.now()):
            if alive():
                count += _send_by(channel, ways[channel], alive)
    return count


def _send_by(channel: Channel, way: Sender, alive: Callable[[], bool]) -> int:
    """Send what is due by one way, with as many sessions side by side as it allows."""
    senders = [_Sending(channel, way, alive, is_first=place == 0) for place in range(way.at_once)]
    if len(senders) == 1:
        senders[0].run()
    else:
        threads = [
            threading.Thread(target=sender.run_alone, name="sender", daemon=True) for sender in senders
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for sender in senders:
            if sender.error is not None:
                raise sender.error
    count = sum(sender.count for sender in senders)
    reasons = [sender.unreachable for sender in senders if sender.unreachable]
    if reasons and not count:
        delivery.nobody_is_there(timezone.now(), channel, reasons[0])
    return count


class _Sending:
    """One sender: a session of a way out, and a connection to the database of its own where it is not alone."""

    def __init__(self, channel: Channel, way: Sender, alive: Callable[[], bool], *, is_first: bool) -> None:
        self._channel, self._way, self._alive, self._is_first = channel, way, alive, is_first
        self.count = 0
        self.unreachable = ""
        """What was said where the other side could not be reached at all."""
        self.error: Exception | None = None

    def run_alone(self) -> None:
        """Send in a thread of its own; what goes wrong is kept in `error`."""
        try:
            self.run()
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits for the thread
            self.error = error
        finally:
            close_system_connection()
            connections.close_all()

    def run(self) -> None:
        """Send batch after batch until nothing is due, nobody is there or the worker is to end."""
        with self._way.session() as session:
            while self._alive() and not self.unreachable and (letters := self._take()):
                for place, letter in enumerate(letters):
                    if not self._alive() or self.unreachable:
                        delivery.put_back([message for rest in letters[place:] for message in rest])
                        break
                    self._send(session, letter)

    def _take(self) -> list[list[Message]]:
        now = timezone.now()
        if self._is_first and self._channel == Channel.EMAIL and (digest := delivery.take_digest(now)):
            return [digest]
        return [[message] for message in delivery.take(now, self._channel)]

    def _send(self, session: Session, letter: list[Message]) -> None:
        try:
            accepted = session.send(_outgoing(letter), lambda: delivery.handing(letter))
        except delivery.NoLongerOurs:
            return
        except Unreachable as error:
            self.unreachable = str(error)
            delivery.put_back(letter)
        except Unanswered as error:
            if self._way.drops_repeats:
                delivery.failed(letter, str(error), for_good=False)
            else:
                delivery.unconfirmed(letter, str(error))
        except TemporaryFailure as error:
            delivery.failed(letter, str(error), for_good=False)
        except PermanentFailure as error:
            delivery.failed(letter, str(error), for_good=True, address_is_bad=error.address_is_bad)
        else:
            delivery.sent(letter, accepted.reference)
            self.count += 1


def _text(message: Message) -> str:
    if not has_link(message.text):
        return message.text
    with acting_as_system("send a letter"):
        return filled(message.text, organization_id=message.organization_id, address=message.address)


def _outgoing(letter: list[Message]) -> Outgoing:
    first = letter[0]
    if len(letter) == 1:
        return Outgoing(
            key=str(first.pk), to=first.address, subject=first.subject, text=_text(first),
            reply_to=settings.REPLY_ADDRESS if first.channel == Channel.EMAIL else "",
        )  # fmt: skip
    with translation.override(first.language):
        subject = _("%d messages") % len(letter)
    text = "\n\n".join(f"{message.subject}\n{_text(message)}" for message in letter)
    return Outgoing(key=str(first.pk), to=first.address, subject=subject, text=text)
