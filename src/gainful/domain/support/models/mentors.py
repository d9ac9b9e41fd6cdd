"""Mentors, alumni first: the register, the pairs with the reasons for them, and their talks."""

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
from gainful.domain.support.states.practice import MentorState, PairSide, PairState

MOST_PEOPLE = 20


class Giving(models.TextChoices):
    """What a graduate gives back."""

    MENTOR = "mentor", _("Mentor somebody who starts")
    STAFF = "staff", _("Work for the program")
    BOARD = "board", _("Sit on the board")
    CURRICULUM = "curriculum", _("Speak when a curriculum is made")


class FreeTime(models.TextChoices):
    """When people can meet."""

    MORNING = "morning", _("Mornings")
    NOON = "noon", _("At noon")
    EVENING = "evening", _("Evenings")
    WEEKEND = "weekend", _("Weekends")


@pghistory.track()
class Mentor(models.Model):
    """Somebody who gives time: a graduate with their job and employer, or another volunteer."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="mentor_entries"
    )
    """The graduate's own record; null for a volunteer who never was in the program."""
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("email address"), blank=True)
    job_title = models.CharField(_("job"), max_length=200, blank=True)
    occupation_code = models.CharField(_("occupation"), max_length=12, blank=True)
    employer_name = models.CharField(_("employer"), max_length=200, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=12, blank=True)
    gives = ArrayField(models.CharField(max_length=12, choices=Giving), default=list, blank=True)
    languages = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    times = ArrayField(models.CharField(max_length=10, choices=FreeTime), default=list, blank=True)
    capacity = models.PositiveSmallIntegerField(_("people at once"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=MentorState, default=MentorState.ASKED)
    asked_month = models.PositiveSmallIntegerField(_("asked after, months"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["organization", "state", "name"], name="support_mentor_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MentorState.values), name="support_mentor_state_known"
            ),
            models.CheckConstraint(
                condition=Q(capacity__lte=MOST_PEOPLE), name="support_mentor_capacity_sane"
            ),
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=Q(participant__isnull=False),
                name="support_mentor_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class MentorWish(models.Model):
    """That a person wants a mentor: in which languages, when they can meet, what they hope for."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="mentor_wishes")
    languages = ArrayField(models.CharField(max_length=40), default=list)
    times = ArrayField(models.CharField(max_length=10, choices=FreeTime), default=list, blank=True)
    words = models.CharField(_("what they hope for"), max_length=400, blank=True)
    wants = models.BooleanField(_("wants one now"), default=True)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "participant"], name="support_mentor_wish_once"),
        ]

    def __str__(self) -> str:
        return self.words


@pghistory.track()
class Mentorship(models.Model):
    """A mentor and a person: why they were matched, who said yes, how it ended."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Mentor, on_delete=models.CASCADE, related_name="pairs")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="mentorships")
    mentor_name = models.CharField(_("mentor"), max_length=200)
    mentor_job = models.CharField(_("the mentor's job"), max_length=420, blank=True)
    person_name = models.CharField(_("person"), max_length=200)
    """What the mentor reads of the person: the name alone."""
    reasons = ArrayField(models.CharField(max_length=100), default=list)
    """Why they fit: the codes of `engine/allocation/mentors`, a word behind a colon where one belongs to it."""
    state = models.CharField(_("state"), max_length=10, choices=PairState, default=PairState.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(_("since"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=8, choices=PairSide, blank=True)
    ended_words = models.CharField(_("in words"), max_length=400, blank=True)

    class Meta:
        ordering = ["-proposed_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-proposed_at"], name="support_pair_of"),
            models.Index(fields=["participant", "-proposed_at"], name="support_pair_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PairState.values), name="support_pair_state_known"),
            models.UniqueConstraint(
                fields=["organization", "participant"],
                condition=Q(state__in=["proposed", "offered", "active"]),
                name="support_pair_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mentor_name}: {self.person_name}"


@pghistory.track()
class MentorTalk(models.Model):
    """One talk of a mentor with a person: when, how it went; rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="talks")
    held_on = models.DateField(_("day"))
    side = models.CharField(_("written by"), max_length=8, choices=PairSide)
    words = models.CharField(_("what came of it"), max_length=1000, blank=True)
    needs_help = models.BooleanField(_("the coach should call"), default=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-held_on", "-written_at", "id"]
        indexes = [models.Index(fields=["mentorship", "-held_on"], name="support_talk_of")]

    def __str__(self) -> str:
        return f"{self.held_on}"
