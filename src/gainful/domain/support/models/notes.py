"""Who looks after whom, and what a coach writes down."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.kinds import Need
from gainful.domain.support.models.goals import Goal
from gainful.domain.support.models.referrals import Referral


@pghistory.track()
class Caseload(models.Model):
    """How many people a coach can look after, and in which languages; nobody said where there is no row."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    most = models.PositiveSmallIntegerField(_("people at most"), null=True, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "coach"], name="support_caseload_once")
        ]

    def __str__(self) -> str:
        return f"{self.coach_id}: {self.most}"


@pghistory.track()
class Assignment(models.Model):
    """A coach looks after a person for an agency, from a day until somebody ends it."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="assignments")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    coach_name = models.CharField(_("coach"), max_length=200)
    """Their name, for the person, who sees no accounts."""
    since = models.DateTimeField(_("since"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-since", "id"]
        indexes = [
            models.Index(
                fields=["coach", "organization", "participant"],
                condition=Q(ended_at=None),
                name="support_assigned_to",
            ),
            models.Index(fields=["participant"], name="support_assigned_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "organization"],
                condition=Q(ended_at=None),
                name="support_assigned_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.coach_id} since {self.since:%Y-%m-%d}"


class NoteKind(models.TextChoices):
    """What happened."""

    CALL = "call", _("Phone call")
    MEETING = "meeting", _("Meeting")
    VISIT = "visit", _("Visit")
    MESSAGE = "message", _("Message")
    NO_ANSWER = "no_answer", _("Tried, not reached")
    ATTENDED = "attended", _("Came to class")
    ABSENT = "absent", _("Did not come to class")
    EMPLOYER = "employer", _("Talk with the employer")
    OTHER = "other", _("Something else")


CONTACTS = frozenset({NoteKind.CALL, NoteKind.MEETING, NoteKind.VISIT, NoteKind.MESSAGE})
"""Kinds in which person and coach spoke with each other."""


class SharedWith(models.TextChoices):
    """Who may read a note."""

    AUTHOR = "author", _("Only me")
    AGENCY = "agency", _("My agency")
    PERSON = "person", _("My agency and the person")


@pghistory.track()
class CaseNote(models.Model):
    """What a coach writes down; it is never changed, a later note corrects it."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="case_notes")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    author_name = models.CharField(_("who"), max_length=200)
    kind = models.CharField(_("what happened"), max_length=10, choices=NoteKind)
    need = models.CharField(_("about"), max_length=20, choices=Need, blank=True)
    is_sensitive = models.BooleanField(default=False)
    text = models.TextField(_("note"), max_length=4000)
    shared_with = models.CharField(
        _("who may read it"), max_length=10, choices=SharedWith, default=SharedWith.AGENCY
    )
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes")
    referral = models.ForeignKey(
        Referral, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    corrects = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="corrected_by"
    )
    happened_at = models.DateTimeField(_("when"), default=timezone.now)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    made_offline = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-happened_at", "id"]
        indexes = [
            models.Index(fields=["participant", "organization", "-happened_at"], name="support_note_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["corrects"], name="support_note_corrected_once"),
            models.CheckConstraint(condition=~Q(text=""), name="support_note_says_something"),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=1440), name="support_note_minutes_of_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.happened_at:%Y-%m-%d}"
