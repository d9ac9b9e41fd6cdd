"""The outbox, how each person wants to be reached, and addresses that do not work."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.messages.asked import Request, RequestState
from gainful.domain.messages.notices import Notice
from gainful.domain.messages.signed_links import SignedLink
from gainful.domain.messages.threads import CameBy, Reply, Thread
from gainful.domain.messages.timing import QuietHours
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant

__all__ = [
    "OPEN_STATES",
    "BadAddress",
    "CameBy",
    "Channel",
    "ContactRules",
    "Message",
    "Notice",
    "Reply",
    "Request",
    "RequestState",
    "SignedLink",
    "State",
    "Thread",
]


class Channel(models.TextChoices):
    """How a message reaches its reader."""

    APP = "app", _("Here, after signing in")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Text message")


class State(models.TextChoices):
    """Where a message stands; `unconfirmed` was being handed over when the worker ended, and may have arrived."""

    WAITING = "waiting", _("Waiting")
    TAKEN = "taken", _("A worker has it")
    HANDING = "handing", _("Being handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    WITHHELD = "withheld", _("Not sent, as the person wishes")
    CANCELLED = "cancelled", _("Taken back")


OPEN_STATES = (State.WAITING, State.TAKEN, State.HANDING)


@pghistory.track(level=pghistory.Statement, exclude=["subject", "text"])
class Message(models.Model):
    """One message to one reader by one channel, in the words that were sent."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    """What it is about, by kind and number; later stages point here, not the other way round."""
    thread = models.ForeignKey(
        Thread, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    to_name = models.CharField(_("to"), max_length=200, blank=True)
    channel = models.CharField(_("by"), max_length=8, choices=Channel)
    address = models.CharField(_("address"), max_length=254, blank=True)
    language = models.CharField(max_length=10, default="en")
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    digest = models.BooleanField(default=False)
    """Whether it is sent in one letter with the others of its day."""
    occasion = models.CharField(max_length=120, blank=True)
    """The same kind, occasion and channel to one reader is one message, however often it is asked for."""
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.WAITING)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    not_before = models.DateTimeField(_("goes at"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    reference = models.CharField(max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="waiting"), name="outbox_due"),
            models.Index(
                fields=["state"], condition=Q(state__in=["taken", "handing"]), name="outbox_in_hand"
            ),
            models.Index(fields=["organization", "state", "-created_at"], name="outbox_by_organization"),
            models.Index(fields=["organization", "-created_at", "id"], name="outbox_newest"),
            models.Index(fields=["participant", "-created_at"], name="outbox_by_participant"),
            models.Index(fields=["user", "-created_at"], name="outbox_by_user"),
            models.Index(fields=["about_id"], condition=~Q(about_id=""), name="outbox_message_about"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="outbox_state_known"),
            models.CheckConstraint(condition=Q(channel__in=Channel.values), name="outbox_channel_known"),
            models.CheckConstraint(condition=~Q(text=""), name="outbox_text_given"),
            models.UniqueConstraint(
                fields=["organization", "kind", "occasion", "channel", "participant", "user", "address"],
                condition=~Q(occasion=""), name="outbox_once_an_occasion", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject or self.kind


EVENING, MORNING, DIGEST_AT = time(21), time(8), time(17)


@pghistory.track()
class ContactRules(models.Model):
    """How one person wants to be reached; without a row: e-mail yes, text messages no, quiet from 9 pm to 8 am."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="contact_rules"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_rules",
    )
    by_email = models.BooleanField(_("e-mail"), default=True)
    by_sms = models.BooleanField(_("text messages"), default=False)
    safe_email = models.EmailField(_("another e-mail address that is safe"), blank=True)
    safe_phone = models.CharField(_("another number that is safe"), max_length=40, blank=True)
    discreet = models.BooleanField(_("leave names and programs out of e-mail too"), default=False)
    digest = models.BooleanField(_("one e-mail a day, with everything that can wait"), default=False)
    switched_off = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    quiet_from = models.TimeField(_("nothing from"), default=EVENING)
    quiet_until = models.TimeField(_("until"), default=MORNING)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    no_reminders_until = models.DateField(_("no reminders until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant=None, user__isnull=False) | Q(participant__isnull=False, user=None),
                name="outbox_rules_of_one_reader",
            ),
        ]

    def __str__(self) -> str:
        return str(self.participant or self.user)

    @property
    def zone(self) -> ZoneInfo:
        """The reader's time zone, the site's where none is given."""
        return ZoneInfo(self.time_zone or settings.TIME_ZONE)

    @property
    def quiet(self) -> QuietHours:
        """The quiet hours by the reader's clock."""
        return QuietHours(self.quiet_from, self.quiet_until, self.zone)


@pghistory.track()
class BadAddress(models.Model):
    """An address that did not take a message; nothing more is sent there until somebody has looked."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(_("by"), max_length=8, choices=Channel)
    address = models.CharField(_("address"), max_length=254)
    said = models.CharField(_("what the other side said"), max_length=500, blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "channel", "address"], name="outbox_bad_address_once"
            ),
        ]

    def __str__(self) -> str:
        return self.address
