"""Requests with a clock: somebody owes an answer, to whom, about what, by when, and what happens if it never comes."""

from __future__ import annotations

from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant


class RequestState(models.TextChoices):
    """Where a request stands."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")
    EXPIRED = "expired", _("No answer came")
    WITHDRAWN = "withdrawn", _("No longer asked")


@pghistory.track(exclude=["subject"])
class Request(models.Model):
    """An answer that somebody owes an organization; its next step (reminder or end) is found by its time."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=64)
    subject = models.CharField(_("what is asked"), max_length=200)
    to_organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("of"), max_length=200, blank=True)
    email = models.EmailField(_("address"), blank=True)
    language = models.CharField(max_length=10, default="en")
    state = models.CharField(_("state"), max_length=10, choices=RequestState, default=RequestState.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    due_on = models.DateField(_("due"))
    expires_at = models.DateTimeField(_("ends"))
    next_at = models.DateTimeField(_("next step"))
    reminders = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    paused_until = models.DateField(_("no reminders until"), null=True, blank=True)
    delegated_from = models.CharField(_("handed on by"), max_length=200, blank=True)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)
    """Why nobody may be at the other end: the signer left, the address takes nothing."""
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="open"), name="outbox_request_next"),
            models.Index(fields=["organization", "state", "due_on"], name="outbox_request_of"),
            models.Index(fields=["to_organization", "state", "due_on"], name="outbox_request_to"),
            models.Index(fields=["participant", "state"], name="outbox_request_person"),
            models.Index(fields=["about_id"], condition=~Q(about_id=""), name="outbox_request_about"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="outbox_request_state_known"
            ),
            models.UniqueConstraint(
                fields=["organization", "kind", "about_kind", "about_id", "participant", "to_organization"],
                condition=Q(state="open"), name="outbox_request_once", nulls_distinct=False,
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.subject

    def is_late(self, today: date) -> bool:
        """Whether its day is past without an answer."""
        return self.state == RequestState.OPEN and self.due_on < today
