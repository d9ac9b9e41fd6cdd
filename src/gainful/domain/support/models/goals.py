"""The support plan: what a person wants to change, in their own words, and who does what about it by when."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.kinds import Need
from gainful.domain.support.models.checkins import Concern
from gainful.domain.support.models.referrals import Referral
from gainful.domain.support.states.goals import ActionState, GoalState


class Owner(models.TextChoices):
    """Who does an action."""

    PERSON = "person", _("The person")
    COACH = "coach", _("The coach")
    OTHER = "other", _("Somebody else")


@pghistory.track()
class Goal(models.Model):
    """What a person wants, under one need; their own words stand first wherever it is shown."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="goals")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    concern = models.ForeignKey(
        Concern, on_delete=models.SET_NULL, null=True, blank=True, related_name="goals"
    )
    """The employer's concern that it answers: then the employer shares it."""
    need = models.CharField(_("about"), max_length=20, choices=Need)
    is_sensitive = models.BooleanField()
    own_words = models.CharField(_("in the person's own words"), max_length=400, blank=True)
    words = models.CharField(_("what is to be reached"), max_length=400, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GoalState, default=GoalState.OPEN)
    version = models.PositiveIntegerField(default=1)
    """Counts every change: who saved from an older page is told what changed instead of overwriting it."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(_("reached or let go"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["participant", "state"], name="support_goal_person")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=GoalState.values), name="support_goal_state_known"),
            models.CheckConstraint(condition=~Q(own_words="", words=""), name="support_goal_says_something"),
        ]

    def __str__(self) -> str:
        return self.own_words or self.words


@pghistory.track()
class GoalAction(models.Model):
    """One thing that somebody does for a goal, by a day."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="actions")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("what"), max_length=300)
    owner = models.CharField(_("who"), max_length=10, choices=Owner, default=Owner.PERSON)
    owner_name = models.CharField(_("name"), max_length=120, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ActionState, default=ActionState.TODO)
    referral = models.ForeignKey(Referral, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(_("done or dropped"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "created_at", "id"]
        indexes = [
            models.Index(fields=["goal"], name="support_action_goal"),
            models.Index(
                fields=["participant", "due_on"],
                condition=Q(state__in=["todo", "doing"]),
                name="support_action_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ActionState.values), name="support_action_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(owner=Owner.OTHER) | ~Q(owner_name=""), name="support_action_owner_named"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be done."""
        return self.state in {ActionState.TODO, ActionState.DOING}
