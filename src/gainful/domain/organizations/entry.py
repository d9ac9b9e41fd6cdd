"""Ways in: an invitation makes a member, a token lets a program act for one."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.members import Organization, Role


@pghistory.track(exclude=["secret_hash"])
class Invitation(models.Model):
    """A one-time link that makes somebody a member; only the hash of its secret is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("email address"), max_length=254)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="invitations_sent"
    )
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="organizations_invitation_role_known"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(revoked_at=None), name="organizations_invitation_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.role}"

    @property
    def is_open(self) -> bool:
        """Whether the link still works."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()


class TokenScope(models.TextChoices):
    """What a program may do with a token; never more than its person's role allows."""

    READ = "read", _("Read only")
    WRITE = "write", _("Read and change")


@pghistory.track(exclude=["secret_hash", "last_used_at"])
class ApiToken(models.Model):
    """A secret with which a program acts as one person for one organization, until a date."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="api_tokens")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    name = models.CharField(_("what it is for"), max_length=100)
    scope = models.CharField(_("scope"), max_length=10, choices=TokenScope, default=TokenScope.READ)
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("ends"))
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope__in=TokenScope.values), name="organizations_apitoken_scope_known"
            )
        ]

    def __str__(self) -> str:
        return self.name
