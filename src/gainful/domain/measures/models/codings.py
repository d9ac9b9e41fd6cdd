"""What people say: a codebook in versions, two coders who read alone, what was settled, what was changed for it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.measures.models.follow_ups import FollowUpAnswer
from gainful.domain.measures.states import CodebookState
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.programs.models import Program
from gainful.domain.support.kinds import Need


@pghistory.track()
class Codebook(models.Model):
    """One version of an agency's codebook; once it is in use its codes stay as they are."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=8, choices=CodebookState, default=CodebookState.DRAFT)
    reason = models.CharField(_("why this version"), max_length=400, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    used_from = models.DateTimeField(_("in use from"), null=True, blank=True)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="measures_codebook_once"),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(state="draft"), name="measures_codebook_one_draft"
            ),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(state="in_use"), name="measures_codebook_one_in_use"
            ),
            models.CheckConstraint(
                condition=Q(state__in=CodebookState.values), name="measures_codebook_state_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


@pghistory.track()
class Code(models.Model):
    """One topic that an answer may be about: what belongs to it, and an answer that shows it."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="codes")
    key = models.CharField(_("key"), max_length=30)
    name = models.CharField(_("topic"), max_length=80)
    definition = models.CharField(_("what belongs to it"), max_length=400)
    example = models.CharField(_("an answer that shows it"), max_length=400)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["codebook", "key"], name="measures_code_once"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(definition="") & ~Q(example=""),
                name="measures_code_says_what_it_is",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(pghistory.InsertEvent())
class Coding(models.Model):
    """What one coder reads in one answer; nobody reads another's before both are there. Rows are never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    answer = models.ForeignKey(FollowUpAnswer, on_delete=models.CASCADE, related_name="codings")
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(_("first or second"), default=1)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    codes = ArrayField(models.CharField(max_length=30), verbose_name=_("topics"), default=list, blank=True)
    saw_suggestions = models.BooleanField(_("with suggested topics in view"), default=False)
    """Then both did not read alone, and the pair says nothing of their agreement."""
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer", "codebook", "place"], name="measures_coding_first_and_second"
            ),
            models.UniqueConstraint(
                fields=["answer", "codebook", "coder"], name="measures_coding_once_a_coder"
            ),
            models.CheckConstraint(condition=Q(place__in=[1, 2]), name="measures_coding_two_coders"),
        ]

    def __str__(self) -> str:
        return ", ".join(self.codes)


@pghistory.track(pghistory.InsertEvent())
class Settlement(models.Model):
    """What counts where two coders read an answer differently, settled by name; the newest counts."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    answer = models.ForeignKey(FollowUpAnswer, on_delete=models.CASCADE, related_name="settlements")
    codebook = models.ForeignKey(Codebook, on_delete=models.CASCADE, related_name="+")
    codes = ArrayField(models.CharField(max_length=30), verbose_name=_("topics"), default=list, blank=True)
    note = models.CharField(_("why"), max_length=400)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["answer", "codebook", "at"], name="measures_settlement_of")]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="measures_settlement_says_why")]

    def __str__(self) -> str:
        return ", ".join(self.codes)


@pghistory.track()
class Improvement(models.Model):
    """You said, we changed: what was heard, and the version of a curriculum or the support that was changed for it."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(_("topic"), max_length=80)
    """Its name as it was, so that it stays when the codebook changes."""
    said = models.CharField(_("what you said"), max_length=400)
    changed = models.CharField(_("what we changed"), max_length=400)
    version = models.ForeignKey(
        CurriculumVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    support = models.CharField(_("support"), max_length=20, choices=Need, blank=True)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    about = models.CharField(_("where"), max_length=250)
    """The version or the support in words, for readers who may not open it."""
    quoted = models.ForeignKey(
        FollowUpAnswer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Somebody's words that may be quoted; shown only as long as they may (`gainful.quote_of`)."""
    day = models.DateField(_("since"), default=timezone.localdate)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        ordering = ["-day", "-made_at", "id"]
        indexes = [models.Index(fields=["organization", "-day"], name="measures_improvement_of")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(said="") & ~Q(changed=""), name="measures_improvement_says_both"
            ),
            models.CheckConstraint(
                condition=Q(version__isnull=False, support="") | Q(version=None) & ~Q(support=""),
                name="measures_improvement_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(support="") | Q(support__in=Need.values),
                name="measures_improvement_support_known",
            ),
        ]

    def __str__(self) -> str:
        return self.changed
