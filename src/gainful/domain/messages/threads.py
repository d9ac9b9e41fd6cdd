"""Conversations: messages of an organization and what their reader answers, by application, e-mail or link."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


@pghistory.track(exclude=["subject"])
class Thread(models.Model):
    """One conversation of an organization with one reader, about one thing."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    address = models.EmailField(_("address"), blank=True)
    """The reader's address where they have neither record nor account."""
    name = models.CharField(_("with"), max_length=200, blank=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now)
    waits = models.BooleanField(_("an answer waits to be read"), default=False)

    class Meta:
        ordering = ["-last_at", "id"]
        indexes = [
            models.Index(fields=["organization", "-last_at"], name="outbox_thread_of"),
            models.Index(fields=["participant", "-last_at"], name="outbox_thread_person"),
            models.Index(fields=["user", "-last_at"], name="outbox_thread_user"),
            models.Index(fields=["about_id"], condition=~Q(about_id=""), name="outbox_thread_about"),
        ]

    def __str__(self) -> str:
        return self.subject or self.name


class CameBy(models.TextChoices):
    """How an answer came in."""

    APP = "app", _("written here")
    EMAIL = "email", _("by e-mail")
    LINK = "link", _("through a link")


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), exclude=["text", "whole"])
class Reply(models.Model):
    """What somebody answered: their own words, and for e-mail the whole text that came in."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="replies")
    message_id = models.UUIDField(null=True, blank=True)
    """The message that it answers, where that is known."""
    came_by = models.CharField(_("came"), max_length=8, choices=CameBy)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    from_address = models.CharField(_("from"), max_length=254, blank=True)
    is_from_reader = models.BooleanField(_("from the address we wrote to"), default=True)
    text = models.TextField(_("text"))
    whole = models.TextField(blank=True)
    link_id = models.UUIDField(null=True, blank=True)
    external_id = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField(_("came in"), default=timezone.now)

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="outbox_reply_says_something"),
            models.CheckConstraint(condition=Q(came_by__in=CameBy.values), name="outbox_reply_way_known"),
            models.UniqueConstraint(
                fields=["thread", "external_id"], condition=~Q(external_id=""), name="outbox_reply_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.came_by} {self.received_at:%Y-%m-%d}"
