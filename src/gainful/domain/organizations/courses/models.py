"""Courses: what a provider teaches, to which level, for how long and how much."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Modality(models.TextChoices):
    """Where a course happens."""

    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Some of each")


@pghistory.track()
class Course(models.Model):
    """A course in the catalogue; without start dates it can begin on any day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    provider = models.ForeignKey(
        "organizations.Organization", on_delete=models.CASCADE, related_name="courses"
    )
    code = models.CharField(_("course ID"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    hours = models.FloatField(_("hours in all"))
    weekly_hours = models.FloatField(_("hours a week"), null=True, blank=True)
    price = models.DecimalField(_("price, USD"), max_digits=10, decimal_places=2)
    modality = models.CharField(_("how"), max_length=20, choices=Modality, default=Modality.IN_PERSON)
    start_dates = ArrayField(models.DateField(), default=list, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)
    credential = models.CharField(_("credential earned"), max_length=120, blank=True)
    occupations = ArrayField(
        models.CharField(max_length=10), verbose_name=_("occupations it is for"), default=list, blank=True
    )
    is_active = models.BooleanField(_("offered now"), default=True)
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["title", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "code"], name="organizations_course_code_unique"),
            models.CheckConstraint(
                condition=models.Q(hours__gt=0), name="organizations_course_hours_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(price__gte=0), name="organizations_course_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(weekly_hours=None) | models.Q(weekly_hours__gt=0),
                name="organizations_course_weekly_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class CourseCompetency(models.Model):
    """What a course teaches, and to which level (0-7); an empty level means "taught, level not stated"."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="competencies")
    competency_id = models.CharField(_("competency"), max_length=120)
    name = models.CharField(_("name"), max_length=200, blank=True)
    level_from = models.FloatField(_("from level"), null=True, blank=True)
    level_to = models.FloatField(_("to level"), null=True, blank=True)

    class Meta:
        ordering = ["name", "competency_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "competency_id"], name="organizations_course_teaches_once"
            ),
            models.CheckConstraint(
                condition=models.Q(level_to=None) | models.Q(level_to__range=(0, 7)),
                name="organizations_course_level_0_to_7",
            ),
        ]
        indexes = [models.Index(fields=["competency_id"], name="organizations_course_by_comp")]

    def __str__(self) -> str:
        return self.name or self.competency_id


@pghistory.track()
class CoursePrerequisite(models.Model):
    """A course that must be finished before another begins."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="prerequisites")
    requires = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="required_by")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "requires"], name="organizations_prerequisite_once"),
            models.CheckConstraint(
                condition=~models.Q(course=models.F("requires")), name="organizations_prerequisite_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.requires_id} before {self.course_id}"
