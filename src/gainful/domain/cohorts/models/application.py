"""Applications: who asks for a seat, what they answered, what proves it, and what became of it."""

from __future__ import annotations

import secrets
from datetime import date

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.models.cohort import Cohort, EligibilityRule, Track
from gainful.domain.cohorts.states import (
    ENDED_APPLICATIONS,
    OPEN_APPLICATIONS,
    WAITS_FOR_US,
    ApplicationStatus,
    LeftReason,
    RefusalReason,
)
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
"""No letter or digit that is taken for another when read aloud."""


def new_code() -> str:
    """Return a code under which an applicant finds themself in a published draw; it says nothing about them."""
    letters = [secrets.choice(ALPHABET) for _place in range(10)]
    return "".join(letters[:5]) + "-" + "".join(letters[5:])


class Follow(models.TextChoices):
    """Whether outcomes may be followed, with a seat or without one."""

    NOT_SAID = "", _("Not said")
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Source(models.TextChoices):
    """How an application came in."""

    PUBLIC = "public", _("The public page")
    ACCOUNT = "account", _("The applicant, signed in")
    STAFF = "staff", _("Staff, for the applicant")


@pghistory.track()
class Application(models.Model):
    """Somebody asks for a seat; without an account it holds what they typed until they are registered."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="applications")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    """The cohort's agency; a trigger sets it, so that no policy has to ask the cohort."""
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="applications"
    )
    track = models.ForeignKey(
        Track, on_delete=models.SET_NULL, null=True, blank=True, related_name="applications"
    )
    code = models.CharField(_("code"), max_length=12, default=new_code, unique=True)
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    note = models.TextField(_("what you want us to know"), max_length=2_000, blank=True)
    source = models.CharField(_("came by"), max_length=10, choices=Source)
    status = models.CharField(
        _("state"), max_length=10, choices=ApplicationStatus, default=ApplicationStatus.RECEIVED
    )
    status_at = models.DateTimeField(default=timezone.now)
    refusal = models.CharField(_("reason"), max_length=20, choices=RefusalReason, blank=True)
    words = models.CharField(_("in words, for the applicant"), max_length=600, blank=True)
    """Why it was refused or ended, or what is still missing."""
    left_reason = models.CharField(_("why it ended"), max_length=10, choices=LeftReason, blank=True)
    """Of one that ended without a refusal; `words` say more."""
    decide_by = models.DateField(_("the applicant hears by"))
    late_told_at = models.DateTimeField(null=True, blank=True)
    place = models.PositiveIntegerField(_("place on the waiting list"), null=True, blank=True)
    follow = models.CharField(
        _("outcomes may be followed"), max_length=3, choices=Follow, blank=True, default=Follow.NOT_SAID
    )
    follow_asked_at = models.DateTimeField(null=True, blank=True)
    shared_until = models.DateTimeField(_("the agency may read it until"))
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="later"
    )
    distinct_at = models.DateTimeField(_("found to be a person of their own"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["applied_at", "id"]
        indexes = [
            models.Index(fields=["cohort", "status", "applied_at"], name="cohorts_application_list"),
            models.Index(
                fields=["decide_by"],
                condition=Q(status__in=sorted(WAITS_FOR_US), late_told_at=None),
                name="cohorts_application_late",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "participant"], condition=Q(status__in=sorted(OPEN_APPLICATIONS)),
                name="cohorts_application_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ApplicationStatus.values), name="cohorts_application_status_known"
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(refusal=""), name="cohorts_refusal_has_a_reason"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="cohorts_application_named"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def is_open(self) -> bool:
        """Whether it may still come to a seat."""
        return self.status in OPEN_APPLICATIONS

    @property
    def has_ended(self) -> bool:
        """Whether it ended without a seat, so that the person may apply again."""
        return self.status in ENDED_APPLICATIONS

    def is_late(self, today: date) -> bool:
        """Whether the applicant should have heard by now."""
        return self.status in WAITS_FOR_US and self.decide_by < today


class Says(models.TextChoices):
    """What an applicant answers to a rule's question; nothing said is no answer, and no no."""

    NOT_SAID = "", _("Not answered")
    YES = "yes", _("Yes")
    NO = "no", _("No")


@pghistory.track()
class RuleAnswer(models.Model):
    """The answer to one rule, and whether somebody has seen the proof."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    rule = models.ForeignKey(EligibilityRule, on_delete=models.CASCADE, related_name="answers")
    says = models.CharField(_("answer"), max_length=3, choices=Says, blank=True, default=Says.NOT_SAID)
    proof_seen_on = models.DateField(_("proof seen"), null=True, blank=True)
    proof_until = models.DateField(_("proof holds until"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["rule", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "rule"], name="cohorts_answer_once")]

    def __str__(self) -> str:
        return self.says or "–"


class Scan(models.TextChoices):
    """What the scanner said of a file."""

    NONE = "none", _("Not scanned: this site has no scanner")
    CLEAN = "clean", _("Scanned: nothing found")


@pghistory.track(exclude=["content"])
class ProofDocument(models.Model):
    """A file that an applicant gave as proof; the scanner has seen it before it is stored."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    rule = models.ForeignKey(
        EligibilityRule, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    filename = models.CharField(_("file"), max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField(_("bytes"))
    digest = models.CharField(max_length=64)
    scan = models.CharField(_("scan"), max_length=6, choices=Scan, default=Scan.NONE)
    content = models.BinaryField()
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "digest"], name="cohorts_document_once"),
        ]

    def __str__(self) -> str:
        return self.filename
