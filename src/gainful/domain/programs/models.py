"""Programs, their sites, their funds and their managers."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Location, Organization


@pghistory.track()
class Program(models.Model):
    """What an agency runs under one name and one set of funds; job orders belong to it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="programs")
    name = models.CharField(_("name"), max_length=200)
    about = models.CharField(_("what it is for"), max_length=400, blank=True)
    is_open = models.BooleanField(_("takes new job orders"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint("organization", Lower("name"), name="programs_name_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Site(models.Model):
    """A place where a program works; `location` names one that the organization has entered."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="sites")
    location = models.ForeignKey(Location, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["program", "name"], name="programs_site_once")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Fund(models.Model):
    """Money of a program from one source for some time; USD."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="funds")
    name = models.CharField(_("name"), max_length=200)
    source = models.CharField(_("who gives it"), max_length=200, blank=True)
    amount = models.DecimalField(_("amount, USD"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["program", "name"], name="programs_fund_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="programs_fund_of_something"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="programs_fund_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class ProgramManager(models.Model):
    """That somebody manages a program: they see it apart from the others."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="managers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["program", "user"], name="programs_manager_once")]

    def __str__(self) -> str:
        return f"{self.user_id} manages {self.program_id}"
