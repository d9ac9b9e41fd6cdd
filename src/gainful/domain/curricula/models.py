"""Curricula, their versions, modules and what each serves; signatures, comments, and the decisions behind a change."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.curricula.states import VersionStatus
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.organizations.models import CouncilDecision, Course, Organization, Partnership
from gainful.domain.plans.models import Plan

__all__ = [
    "Basis",
    "Comment",
    "Curriculum",
    "CurriculumVersion",
    "DecidedChange",
    "Module",
    "ModuleCompetency",
    "ModuleKind",
    "ServedRequirement",
    "Signature",
    "VersionStatus",
]


class ModuleKind(models.TextChoices):
    """How something is learned."""

    CLASSROOM = "classroom", _("Classroom")
    ONLINE = "online", _("Online")
    PROJECT = "project", _("Hands-on project")
    PRACTICE = "practice_employment", _("Practice employment")
    INTERNSHIP = "internship", _("Internship")
    ON_THE_JOB = "on_the_job", _("On-the-job training")
    EMPLOYABILITY = "employability", _("Employability and social-emotional skills")


@pghistory.track()
class Curriculum(models.Model):
    """What is taught for one job order, or for the jobs of a partnership; its content is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="curricula")
    job_order = models.ForeignKey(
        JobOrder, on_delete=models.PROTECT, null=True, blank=True, related_name="curricula"
    )
    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, null=True, blank=True, related_name="curricula"
    )
    title = models.CharField(_("title"), max_length=200)
    is_sample = models.BooleanField(_("sample data"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-updated_at", "id"]
        verbose_name_plural = "curricula"
        indexes = [models.Index(fields=["agency", "-updated_at"], name="curricula_by_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(job_order__isnull=False) ^ Q(partnership__isnull=False),
                name="curricula_of_an_order_or_a_partnership",
            )
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class CurriculumVersion(models.Model):
    """One version; once an employer signed, nothing of its content changes (a trigger refuses)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    curriculum = models.ForeignKey(Curriculum, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(_("status"), max_length=12, choices=VersionStatus, default=VersionStatus.DRAFT)
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="curricula")
    """The plan whose modules it was drafted from."""
    reason = models.CharField(_("why this version"), max_length=600, blank=True)
    left_open = models.CharField(_("what is not taught, and why"), max_length=600, blank=True)
    """Read by the employers before they sign, where a requirement that we train is served by no module."""
    sent_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    used_from = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["curriculum", "number"], name="curricula_version_once"),
            models.UniqueConstraint(
                fields=["curriculum"], condition=Q(status__in=["draft", "in_review"]),
                name="curricula_one_open_version",
            ),
            models.UniqueConstraint(
                fields=["curriculum"], condition=Q(status="in_use"), name="curricula_one_version_in_use"
            ),
            models.CheckConstraint(
                condition=Q(status__in=VersionStatus.values), name="curricula_version_status_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"version {self.number}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Basis(models.Model):
    """A signed profile that a version rests on, and so the employer who signs it.

    The names stand here as they were, since partners do not read each other's job orders.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(CurriculumVersion, on_delete=models.CASCADE, related_name="bases")
    profile_version = models.ForeignKey(ProfileVersion, on_delete=models.PROTECT, related_name="+")
    job_order = models.ForeignKey(JobOrder, on_delete=models.PROTECT, related_name="curriculum_bases")
    employer_name = models.CharField(_("employer"), max_length=200)
    job_title = models.CharField(_("job title"), max_length=200)

    class Meta:
        ordering = ["employer_name", "job_title", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "job_order"], name="curricula_basis_once")]

    def __str__(self) -> str:
        return f"{self.job_title}, {self.employer_name}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Module(models.Model):
    """A part of the curriculum; `key` stays the same from version to version, `revision` rises with every save."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(CurriculumVersion, on_delete=models.CASCADE, related_name="modules")
    key = models.UUIDField(default=uuid4)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=20, choices=ModuleKind)
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what happens in it"), max_length=4000, blank=True)
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    provider = models.CharField(_("who teaches it"), max_length=200, blank=True)
    hours = models.FloatField(_("hours"), null=True, blank=True)
    gain_measure = models.CharField(_("how the gain is measured"), max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="curricula_module_key_once"),
            models.CheckConstraint(condition=Q(kind__in=ModuleKind.values), name="curricula_module_kind"),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(hours__gt=0, hours__lte=10_000), name="curricula_module_hours"
            ),
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ModuleCompetency(models.Model):
    """What a module teaches, to which level (0-7; empty where it has none)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    module = models.ForeignKey(Module, on_delete=models.CASCADE, related_name="competencies")
    competency_id = models.CharField(_("competency"), max_length=120)
    name = models.CharField(_("name"), max_length=300)
    level = models.FloatField(_("level"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        verbose_name_plural = "module competencies"
        constraints = [
            models.UniqueConstraint(fields=["module", "competency_id"], name="curricula_teaches_once"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__range=(0, 7)), name="curricula_level_0_to_7"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ServedRequirement(models.Model):
    """A confirmed requirement that a competency of a module serves; the database refuses one that nobody confirmed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    competency = models.ForeignKey(ModuleCompetency, on_delete=models.CASCADE, related_name="serves")
    requirement = models.ForeignKey(RequiredCompetency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["competency", "requirement"], name="curricula_serves_once")
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} serves {self.requirement_id}"


@pghistory.track()
class Signature(models.Model):
    """An employer's signature under one version, for one of its jobs; by account or by link, over which content."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(CurriculumVersion, on_delete=models.CASCADE, related_name="signatures")
    basis = models.OneToOneField(Basis, on_delete=models.PROTECT, related_name="signature")
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200)
    on_behalf_of = models.CharField(_("for"), max_length=200)
    role = models.CharField(_("role"), max_length=40)
    signed_at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["signed_at", "id"]

    def __str__(self) -> str:
        return f"{self.name}, {self.signed_at:%Y-%m-%d}"


@pghistory.track()
class Comment(models.Model):
    """What somebody says of a version or of one module; settled by the agency, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(CurriculumVersion, on_delete=models.CASCADE, related_name="comments")
    module_key = models.UUIDField(null=True, blank=True)
    """Which module it is about, also in later versions; null where it is about the whole."""
    text = models.TextField(_("comment"), max_length=4000)
    name = models.CharField(_("of"), max_length=200)
    on_behalf_of = models.CharField(_("for"), max_length=200, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(_("what was done about it"), max_length=600, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["version", "created_at"], name="curricula_comments_of")]

    def __str__(self) -> str:
        return self.text[:60]


@pghistory.track()
class DecidedChange(models.Model):
    """That a council's decision asked for a version: the later row points back at the earlier one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    version = models.ForeignKey(CurriculumVersion, on_delete=models.CASCADE, related_name="decisions")
    decision = models.ForeignKey(CouncilDecision, on_delete=models.PROTECT, related_name="changes")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "decision"], name="curricula_decision_once")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} after {self.decision_id}"
