"""Mail about accounts where no mail server is set up: into the outbox folder, not into a log: its links open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from gainful.exchange.data_folder import data_dir
from gainful.exchange.senders.outgoing import Outgoing
from gainful.exchange.senders.to_folder import FolderSender


class FolderBackend(BaseEmailBackend):
    """Writes each letter as a file that only the site's user reads."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters; returns how many."""
        way: Any = FolderSender(data_dir() / "outbox")
        for message in email_messages:
            for address in message.recipients():
                way.send(
                    Outgoing(
                        key=f"account-{uuid4()}",
                        to=address,
                        subject=str(message.subject),
                        text=str(message.body),
                    )
                )
        return len(email_messages)
