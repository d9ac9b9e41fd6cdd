"""Indicators as they were worked out on a day, and what of them was released for everybody to read."""

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
from gainful.domain.programs.models import Program


class Cut(models.TextChoices):
    """What groups of people are compared by; the values are columns of the participants file."""

    NONE = "", _("Everybody together")
    PROGRAM = "our_program", _("Program")
    SITE = "site", _("Site")
    COHORT = "cohort", _("Cohort")
    CURRICULUM = "curriculum", _("Version of the curriculum")
    EMPLOYER = "employer", _("Employer of the newest hire")
    SITUATION = "situation", _("Situation at entry")
    AREA = "area", _("Area where people live")


@pghistory.track(pghistory.InsertEvent(), exclude=["body", "trend"])
class Report(models.Model):
    """The figures of one question, exact, with the definitions that they were worked out by; never changed.

    `body` is the data of `gainful indicators --json`; `trend` the same indicators by program year of exit.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    cut = models.CharField(_("compared by"), max_length=12, choices=Cut, blank=True, default=Cut.NONE)
    as_of = models.DateField(_("as of"))
    exits_from = models.DateField(_("exits from"), null=True, blank=True)
    exits_to = models.DateField(_("exits to"), null=True, blank=True)
    body = models.JSONField()
    trend = models.JSONField(default=list)
    people = models.PositiveIntegerField(_("people"))
    unseen = models.PositiveIntegerField(_("people whose consent ended"), default=0)
    """Enrolled once, and no longer to be seen: they left every figure that is worked out since."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [
            models.Index(fields=["organization", "cut", "as_of", "-made_at"], name="measures_report_of")
        ]
        constraints = [
            models.CheckConstraint(condition=Q(cut__in=Cut.values), name="measures_report_cut_known"),
            models.CheckConstraint(
                condition=Q(exits_from=None) | Q(exits_to=None) | Q(exits_to__gte=models.F("exits_from")),
                name="measures_report_ends_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_cut_display()}, {self.as_of:%Y-%m-%d}"


@pghistory.track(pghistory.InsertEvent(), exclude=["body", "counts"])
class ReleasePreview(models.Model):
    """What a release of today would give away, and what it would hold back and why; nobody outside reads it.

    What is released is one of these as it stands, so that nothing leaves that nobody could look at before.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    cut = models.CharField(_("compared by"), max_length=12, choices=Cut, blank=True, default=Cut.PROGRAM)
    as_of = models.DateField(_("as of"))
    body = models.JSONField()
    """What would leave, in the form of `Release.body`."""
    counts = models.JSONField(default=list, blank=True)
    """Every count as [segment, indicator, name, count, why it is held back, or empty where it is told]."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["organization", "-made_at"], name="measures_preview_of")]
        constraints = [
            models.CheckConstraint(condition=Q(cut__in=Cut.values), name="measures_preview_cut_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_cut_display()}, {self.as_of:%Y-%m-%d}"


@pghistory.track(pghistory.InsertEvent(), exclude=["body", "counts"])
class Release(models.Model):
    """What an agency gives away of its figures in a calendar quarter: one set, protected as a whole, never changed.

    One a quarter: a second cut of the same people, or the same cut a week later, gives hidden counts back.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    quarter = models.PositiveIntegerField(_("quarter"))
    """Year × 4 + quarter − 1."""
    cut = models.CharField(_("compared by"), max_length=12, choices=Cut, blank=True, default=Cut.PROGRAM)
    as_of = models.DateField(_("as of"))
    body = models.JSONField()
    counts = models.JSONField(default=list, blank=True)
    """Every count behind it, told or not, as [segment, indicator, name, count, told]: the next release is held against
    them. They stay with staff."""
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-quarter", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "quarter"], name="measures_release_once"),
            models.CheckConstraint(condition=Q(cut__in=Cut.values), name="measures_release_cut_known"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter // 4} Q{self.quarter % 4 + 1}"

    @property
    def next_from(self) -> date:
        """The day from which the next set may leave: the first of the quarter after this one."""
        after = self.quarter + 1
        return date(after // 4, after % 4 * 3 + 1, 1)


@pghistory.track()
class PublicProgram(models.Model):
    """What anybody may read of a program: what it is, whom it takes, and its part of the newest release."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    program = models.OneToOneField(Program, on_delete=models.CASCADE, related_name="public_page")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    agency_name = models.CharField(_("agency"), max_length=200)
    name = models.CharField(_("program"), max_length=200)
    about = models.TextField(_("what it is, in plain words"), max_length=2_000)
    takes = models.TextField(_("whom it takes, in plain words"), max_length=2_000)
    contact = models.CharField(_("whom to ask: name, phone, e-mail"), max_length=300, blank=True)
    figures = models.JSONField()
    """The program's segment of the release, with each definition."""
    as_of = models.DateField()
    published_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(_("taken off"), null=True, blank=True)

    class Meta:
        ordering = ["agency_name", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(about="") & ~Q(takes=""), name="measures_public_says_what_it_is"
            )
        ]

    def __str__(self) -> str:
        return self.name
