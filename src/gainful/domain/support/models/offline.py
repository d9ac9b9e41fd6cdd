"""What lies on a coach's phone for a day, and what came back from it."""

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


@pghistory.track()
class DayCopy(models.Model):
    """That a coach took a day's people along, whom, and until when the copy opens."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    device = models.CharField(_("device"), max_length=120, blank=True)
    made_at = models.DateTimeField(_("taken"), default=timezone.now)
    locks_at = models.DateTimeField(_("locks"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "id"]
        indexes = [models.Index(fields=["coach", "-made_at"], name="support_copy_of")]

    def __str__(self) -> str:
        return f"{self.coach_id} until {self.locks_at:%Y-%m-%d %H:%M}"


@pghistory.track()
class DayPerson(models.Model):
    """That somebody is on a copy of a day."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    copy = models.ForeignKey(DayCopy, on_delete=models.CASCADE, related_name="people")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["copy", "participant"], name="support_day_person_once")
        ]

    def __str__(self) -> str:
        return str(self.participant_id)


class EditOutcome(models.TextChoices):
    """What became of an edit."""

    APPLIED = "applied", _("Saved")
    CONFLICT = "conflict", _("Somebody changed it meanwhile")
    REFUSED = "refused", _("Not saved")
    KEPT_MINE = "kept_mine", _("Decided: the offline one")
    KEPT_THEIRS = "kept_theirs", _("Decided: the other one")


@pghistory.track()
class OfflineEdit(models.Model):
    """One edit made without a connection; its number is the phone's, so that it counts once however often it comes."""

    id = models.UUIDField(primary_key=True, editable=False)
    copy = models.ForeignKey(DayCopy, on_delete=models.CASCADE, related_name="edits")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    coach = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    """Nobody where it was refused: nothing is stored about a person whose consent ended."""
    kind = models.CharField(max_length=20)
    target = models.UUIDField(null=True, blank=True)
    fields = models.JSONField(default=dict)
    clashes = models.JSONField(default=dict)
    made_at = models.DateTimeField(_("made"))
    received_at = models.DateTimeField(_("arrived"), default=timezone.now)
    outcome = models.CharField(_("what became of it"), max_length=12, choices=EditOutcome)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "id"]
        indexes = [
            models.Index(fields=["coach"], condition=Q(outcome="conflict"), name="support_edit_open"),
            models.Index(fields=["participant"], name="support_edit_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=EditOutcome.values), name="support_edit_outcome_known"
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | Q(participant=None, fields={}),
                name="support_edit_refused_empty",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.outcome}"
