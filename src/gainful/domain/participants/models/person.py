"""The person: how to reach them, what work they can take, what stands in the way."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization

EARLIEST_BIRTH = date(1900, 1, 1)


class Scenario(models.TextChoices):
    """The three situations of the paper; each has a reference mix of train, support and measure."""

    DISPLACED = "displaced", _("Lost a job")
    INCUMBENT = "incumbent", _("Employed, moving to a new role")
    NONTRADITIONAL = "nontraditional", _("New or returning to work")


class BarrierKind(models.TextChoices):
    """What stands between a person and a job (PIRL names where there is one)."""

    TRANSPORT = "transport", _("Getting to work")
    CHILDCARE = "childcare", _("Child or family care")
    INTERNET = "internet", _("Computer or internet")
    HOUSING = "housing", _("A place to live")
    INCOME = "income", _("Money while training")
    LANGUAGE = "language", _("English language")
    HEALTH = "health", _("Health or disability")
    LEGAL = "legal", _("Legal help")
    CLOTHING = "clothing", _("Work clothes or tools")
    OTHER = "other", _("Something else")


class Shift(models.TextChoices):
    """When a person can work; the keys are the engine's `Shift`."""

    DAY = "day", _("Days")
    EVENING = "evening", _("Evenings")
    NIGHT = "night", _("Nights")
    WEEKEND = "weekend", _("Weekends")


@pghistory.track(level=pghistory.Statement)
class Participant(models.Model):
    """A job seeker or worker; seen only by themself and by organizations they consented to."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="participant"
    )
    registered_by = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="registered_participants", db_index=False
    )
    code = models.CharField(_("person ID"), max_length=60)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    birth_date = models.DateField(
        _("birth date"), null=True, blank=True,
        help_text=_("Only to tell people of one name apart. It never enters a list or a ranking."),
    )  # fmt: skip
    postal_code = models.CharField(_("ZIP code"), max_length=12, blank=True)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)
    scenario = models.CharField(_("situation"), max_length=20, choices=Scenario, default=Scenario.DISPLACED)
    wage_floor = models.PositiveIntegerField(_("lowest yearly pay, USD"), null=True, blank=True)
    schedule = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(_("hours a week for training"), null=True, blank=True)
    commute_minutes = models.PositiveSmallIntegerField(
        _("longest trip to work, minutes"), null=True, blank=True
    )
    waits_since = models.DateField(
        _("waiting since"),
        null=True,
        blank=True,
        help_text=_(
            "The day on which they asked for help. Where it is not told, the day of registration counts."
        ),
    )
    is_sample = models.BooleanField(_("sample data"), default=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="merged_records", editable=False
    )
    """The record of the same person that was kept; this one is empty then and its ID leads there."""
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["registered_by", "code"], name="participants_code_unique"),
            models.CheckConstraint(
                condition=models.Q(scenario__in=Scenario.values), name="participants_scenario_known"
            ),
            models.CheckConstraint(
                condition=models.Q(commute_minutes=None) | models.Q(commute_minutes__lte=600),
                name="participants_commute_sane",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | ~models.Q(merged_into=models.F("id")),
                name="participants_merged_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(weekly_hours=None) | models.Q(weekly_hours__lte=80),
                name="participants_weekly_hours_sane",
            ),
        ]
        # The order needs only "name" from an index, the rest is sorted as read. With "code" or "id" behind it,
        # PostgreSQL 18 looks these up by skipping through that index while the table has no statistics: all of it.
        indexes = [
            models.Index(fields=["name"], name="participants_by_name"),
            models.Index(fields=["code"], name="participants_by_code"),
            models.Index(fields=["updated_at"], name="participants_by_update"),
            models.Index(fields=["area_code"], name="participants_by_area"),
        ]

    def __str__(self) -> str:
        return self.name or self.code

    def clean(self) -> None:
        """Refuse a day of waiting that has not come yet."""
        if self.waits_since and self.waits_since > timezone.localdate():
            raise ValidationError({"waits_since": _("This day has not come yet.")})
        if self.birth_date and not EARLIEST_BIRTH <= self.birth_date < timezone.localdate():
            raise ValidationError({"birth_date": _("Nobody here was born on this day.")})


@pghistory.track(level=pghistory.Statement)
class Characteristic(models.Model):
    """A protected characteristic; kept apart, read only to check that selection is fair, never for ranking."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="characteristics", db_index=False
    )
    kind = models.CharField(_("what"), max_length=40)
    value = models.CharField(_("value"), max_length=80)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "kind"], name="participants_characteristic_once")
        ]

    def __str__(self) -> str:
        return self.kind


@pghistory.track(level=pghistory.Statement)
class Barrier(models.Model):
    """Something in the way; where support can remove it the person stays in every list, with the support shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="barriers")
    kind = models.CharField(_("kind"), max_length=20, choices=BarrierKind)
    is_removable = models.BooleanField(_("support can remove it"), default=True)
    note = models.CharField(_("note"), max_length=400, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind"],
                condition=models.Q(resolved_at=None),
                name="participants_barrier_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=BarrierKind.values), name="participants_barrier_known"
            ),
        ]

    def __str__(self) -> str:
        return str(BarrierKind(self.kind).label)
