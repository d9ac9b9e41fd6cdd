"""Workers of an employer, each with what they agreed to show to it, and what the employer needs by a day."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization

MOST_PEOPLE = 1_000_000


class AgreedBy(models.TextChoices):
    """How a worker agreed that their own employer sees them by name."""

    FORM = "signed_form", _("Signed on paper")
    VOICE = "verbal", _("Given by voice")
    LINK = "link", _("Answered through a link")
    ACCOUNT = "own_account", _("Answered after signing in")


OWN_ANSWERS = (AgreedBy.LINK, AgreedBy.ACCOUNT)
"""What the worker said without anybody between."""


@pghistory.track(level=pghistory.Statement)
class Worker(models.Model):
    """One employee in their present role; the employer sees the row only while the worker's agreement is in force."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="workers")
    number = models.CharField(_("employee number"), max_length=60)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    title = models.CharField(_("role"), max_length=200)
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    since = models.DateField(_("in the role since"), null=True, blank=True)
    site = models.CharField(_("site"), max_length=120, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    agreed_by = models.CharField(_("how they agreed"), max_length=12, choices=AgreedBy, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered themself"), null=True, blank=True)
    """When the worker said yes or no; from then on only they change it, and their address stays."""
    taken_back_at = models.DateTimeField(_("said no, or took it back"), null=True, blank=True)
    levels_on = models.DateField(_("lets the employer count their profile since"), null=True, blank=True)
    levels_until = models.DateField(_("until"), null=True, blank=True)
    """Only the worker sets these: what they can do by their own profile counts, with their name or without it."""
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    """When the letter that asks was written."""
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="workforce_worker_once"),
            models.CheckConstraint(condition=~Q(number=""), name="workforce_worker_numbered"),
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_by="", until=None)
                | Q(agreed_on__isnull=False, until__gte=models.F("agreed_on")) & ~Q(agreed_by=""),
                name="workforce_agreement_whole",
            ),
            models.CheckConstraint(
                condition=Q(levels_on=None, levels_until=None) | Q(levels_until__gte=models.F("levels_on")),
                name="workforce_levels_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "occupation_code"], name="workforce_worker_role"),
            models.Index(Lower("email"), name="workforce_worker_address"),
            models.Index(
                fields=["asked_at"],
                condition=Q(asked_at__isnull=False, told_at=None),
                name="workforce_untold",
            ),
            models.Index(
                fields=["organization", "levels_until"],
                condition=Q(levels_until__isnull=False),
                name="workforce_tells_levels",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.number

    @property
    def is_shown(self) -> bool:
        """Whether the employer sees the worker by name today."""
        return self.taken_back_at is None and self.until is not None and self.until >= timezone.localdate()

    @property
    def tells_levels(self) -> bool:
        """Whether the employer may count what the worker can do by their own profile."""
        return self.levels_until is not None and self.levels_until >= timezone.localdate()


class CountedLevels(models.Model):
    """Levels of one worker who tells them without a name, as they stand in the published inventory; never edited.

    They change for a whole group at once (engine.disclosure.next_release): they may differ from the profile of today.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="counted_levels")
    worker = models.OneToOneField(Worker, on_delete=models.CASCADE, related_name="counted_levels")
    occupation_code = models.CharField(_("role in which they count"), max_length=12)
    reference_version = models.CharField(max_length=40)
    levels = models.BinaryField()
    """As ParticipantLevels: little-endian uint16 hundredths in the reference's element order, 65535 unknown."""
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["organization", "reference_version"], name="workforce_counted_by_employer")
        ]

    def __str__(self) -> str:
        return f"{self.occupation_code} {self.counted_at:%Y-%m-%d}"


@pghistory.track()
class Target(models.Model):
    """So many people in an occupation, or at a level of a skill, that an employer needs by a day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="workforce_targets")
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    competency_id = models.CharField(_("skill or knowledge"), max_length=120, blank=True)
    level = models.DecimalField(_("level, 0 to 7"), max_digits=3, decimal_places=2, null=True, blank=True)
    people = models.PositiveIntegerField(_("people"))
    due_on = models.DateField(_("by"))
    note = models.CharField(_("why"), max_length=300, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(competency_id="", level=None) & ~Q(occupation_code="")
                | Q(occupation_code="", level__gt=0, level__lte=7) & ~Q(competency_id=""),
                name="workforce_target_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(people__range=(1, MOST_PEOPLE)), name="workforce_target_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.occupation_code or self.competency_id} by {self.due_on}"
