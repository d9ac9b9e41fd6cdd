"""Organizations, their places, and who works for them (Open Referral HSDS names)."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OrganizationKind(models.TextChoices):
    """What an organization does in the loop."""

    AGENCY = "agency", _("Workforce agency")
    PROVIDER = "provider", _("Training provider")
    EMPLOYER = "employer", _("Employer")
    PARTNER = "partner", _("Partner agency")


class Role(models.TextChoices):
    """What a member may do for an organization."""

    OPERATOR = "operator", _("Operator")
    PROGRAM_MANAGER = "program_manager", _("Program manager")
    COACH = "coach", _("Job coach")
    EMPLOYER = "employer", _("Employer partner")
    INSTRUCTOR = "instructor", _("Instructor")
    PARTICIPANT = "participant", _("Participant")


@pghistory.track()
class Organization(models.Model):
    """An agency, provider, employer or partner."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)
    kept_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="kept_organizations"
    )
    """Who entered it and keeps it while it has no member of its own; the database sets it."""
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Location(models.Model):
    """A place where an organization works or teaches."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Membership(models.Model):
    """A user's role in an organization; a role can end and the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "role"],
                condition=models.Q(ended_at=None),
                name="organizations_membership_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} · {self.organization_id}"
