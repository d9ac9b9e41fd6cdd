"""The one kind of link for people without an account: what it opens, until when, how often, and who opened it."""

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


@pghistory.track(exclude=["secret_hash", "first_browser", "sent_to"])
class SignedLink(models.Model):
    """A link: one scope over one subject, until a date, for a number of uses; only the hash of its secret is stored.

    The subject is named by kind and number, without a foreign key: later stages make links for what they own.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(_("what it opens"), max_length=30)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=64)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """Whom it tells about, if anybody: it ends with that person's consent."""
    request_id = models.UUIDField(null=True, blank=True)
    """The request that it was made for, if any: its holder answers that one."""
    recipient = models.CharField(_("for"), max_length=200, blank=True)
    sent_to = models.CharField(max_length=254, blank=True)
    """The address whose letters may carry it; empty for one that its maker hands over."""
    secret_hash = models.CharField(max_length=64, unique=True)
    uses_left = models.PositiveSmallIntegerField(_("uses left"), null=True, blank=True)
    """How often it may still be used to sign or answer; null is any number. Looking uses nothing."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_role = models.CharField(max_length=20, blank=True)
    """The role of its maker: the link ends when they no longer hold it."""
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who handed what it answers on to a colleague: it ends when they leave the organization that was asked."""
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    first_browser = models.CharField(max_length=64, blank=True)
    other_browsers = models.PositiveSmallIntegerField(_("opened in other browsers"), default=0)
    forwarded_at = models.DateTimeField(_("first opened in another browser"), null=True, blank=True)

    told_at = models.DateTimeField(_("its maker was told"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["about_id", "about_kind"], name="outbox_link_about_id"),
            models.Index(fields=["organization", "-created_at"], name="outbox_link_of"),
            models.Index(
                fields=["forwarded_at"],
                condition=Q(forwarded_at__isnull=False, told_at=None),
                name="outbox_link_forwarded",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(scope="") & ~Q(about_id=""), name="outbox_link_opens_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} until {self.expires_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def can_be_used(self) -> bool:
        """Whether its holder may still sign or answer with it."""
        return self.is_open and self.uses_left != 0

    @property
    def is_used_up(self) -> bool:
        """Whether it was used as often as it allows."""
        return self.uses_left == 0

    @property
    def scope_label(self) -> str:
        """What it opens, in words."""
        from gainful.domain.messages.links import scope_of

        return str(scope_of(self.scope).label)
