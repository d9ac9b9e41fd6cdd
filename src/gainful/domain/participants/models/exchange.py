"""Records that go between systems by file: whose they are, and to whom our own were passed on."""

from __future__ import annotations

import hashlib
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models.person import Participant
from gainful.domain.participants.states import OwnerState


def code_of(owner: str, record: str) -> str:
    """Return the person ID that a record of another system has here: two systems may use one ID for two people."""
    return "X-" + hashlib.sha256(f"{owner}\0{record}".encode()).hexdigest()[:10].upper()


@pghistory.track()
class ExchangedRecord(models.Model):
    """A record here whose owner is another system: that system alone says that it ends.

    Without a person it was erased here and stays so, whatever a later file of the owner holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="exchanged"
    )
    owner = models.CharField(_("owner of record"), max_length=100)
    owner_name = models.CharField(_("name of the owner"), max_length=200, blank=True)
    record = models.CharField(_("its number there"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=OwnerState, default=OwnerState.PRESENT)
    changed_at = models.DateTimeField(_("changed there"))
    received_at = models.DateTimeField(_("came here"), default=timezone.now)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-received_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "owner", "record"], name="participants_exchanged_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OwnerState.values), name="participants_exchanged_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.record}"

    @property
    def code(self) -> str:
        """The person ID that it got here."""
        return code_of(self.owner, self.record)


@pghistory.track()
class HandedOver(models.Model):
    """A record of ours that stood in a file for another system: when it ends here, the next file says so.

    It points at no person, so that the word "erased" can still be passed on after an erasure.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", db_index=False)
    partner = models.CharField(_("passed on to"), max_length=200)
    record = models.UUIDField(_("record"))
    state = models.CharField(_("state"), max_length=10, choices=OwnerState, default=OwnerState.PRESENT)
    first_at = models.DateTimeField(_("first passed on"), default=timezone.now)
    last_at = models.DateTimeField(_("last passed on"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["partner", "-last_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "partner", "record"], name="participants_handed_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OwnerState.values), name="participants_handed_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} → {self.partner}"
