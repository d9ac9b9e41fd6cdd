"""Sends what waits in the outbox: by the agency's mail server and SMS gateway, or into a folder where there is none."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gainful.domain.messages import delivery
from gainful.domain.messages.models import Channel, Message
from gainful.exchange.data_folder import data_dir
from gainful.exchange.senders.by_gateway import Gateway, GatewaySender
from gainful.exchange.senders.by_mail import MailSender, MailServer
from gainful.exchange.senders.outgoing import Outgoing, PermanentFailure, Sender, TemporaryFailure
from gainful.exchange.senders.to_folder import FolderSender


def senders() -> dict[Channel, Sender]:
    """Return the way out of each channel as this installation is set up."""
    folder = FolderSender(Path(data_dir()) / "outbox")
    mail: Sender = folder
    if settings.EMAIL_HOST:
        mail = MailSender(
            MailServer(
                host=settings.EMAIL_HOST, port=settings.EMAIL_PORT, from_address=settings.DEFAULT_FROM_EMAIL,
                security=_security(), user=settings.EMAIL_HOST_USER, password=settings.EMAIL_HOST_PASSWORD,
            )
        )  # fmt: skip
    gateway = os.environ.get("SMS_GATEWAY_URL", "")
    sms = GatewaySender(Gateway(gateway, os.environ.get("SMS_GATEWAY_TOKEN", ""))) if gateway else folder
    return {Channel.EMAIL: mail, Channel.SMS: sms}


def _security() -> Literal["starttls", "tls", "none"]:
    if settings.EMAIL_USE_SSL:
        return "tls"
    return "starttls" if settings.EMAIL_USE_TLS else "none"


def send_due(ways: Mapping[Channel, Sender], alive: Callable[[], bool] = lambda: True) -> int:
    """Send everything whose time has come, unless another process sends; returns how many letters went out."""
    count = 0
    with delivery.only_sender() as mine:
        if not mine:
            return 0
        delivery.recover(drops_repeats=lambda channel: ways[channel].drops_repeats)
        while alive() and (taken := delivery.take(timezone.now())):
            for letter in _letters(taken):
                if alive():
                    count += _send(ways, letter)
                else:
                    delivery.put_back(letter)
    return count


def _letters(taken: list[Message]) -> list[list[Message]]:
    """Return the messages a letter each; those of a digest to one address go in one letter."""
    single = [[message] for message in taken if not message.digest]
    digests = sorted((message for message in taken if message.digest), key=_digest_key)
    return single + [list(group) for _key, group in groupby(digests, key=_digest_key)]


def _digest_key(message: Message) -> tuple[str, str, str]:
    return (str(message.organization_id), message.address, message.language)


def _send(ways: Mapping[Channel, Sender], letter: list[Message]) -> int:
    way = ways[Channel(letter[0].channel)]
    try:
        accepted = way.send(_outgoing(letter), lambda: delivery.handing(letter))
    except TemporaryFailure as error:
        delivery.failed(letter, str(error), for_good=False)
    except PermanentFailure as error:
        delivery.failed(letter, str(error), for_good=True)
    else:
        delivery.sent(letter, accepted.reference)
        return 1
    return 0


def _outgoing(letter: list[Message]) -> Outgoing:
    first = letter[0]
    if len(letter) == 1:
        return Outgoing(
            key=str(first.pk), to=first.address, subject=first.subject, text=first.text,
            reply_to=settings.REPLY_ADDRESS if first.channel == Channel.EMAIL else "",
        )  # fmt: skip
    with translation.override(first.language):
        subject = _("%d messages") % len(letter)
    text = "\n\n".join(f"{message.subject}\n{message.text}" for message in letter)
    return Outgoing(key=str(first.pk), to=first.address, subject=subject, text=text)
