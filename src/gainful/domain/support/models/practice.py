"""Practice employment and internships: the agreement, its signatures, the weeks, the review at the end."""

from __future__ import annotations

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.states.practice import (
    Insurer,
    PracticeKind,
    PracticeOutcome,
    PracticeSide,
    PracticeState,
    SignedHow,
)

USUAL_HOURS = Decimal(20)


@pghistory.track()
class PracticeAgreement(models.Model):
    """Who practices where, at what, how many hours a week, insured by whom; signed by every side.

    The paper's practice employment is about 20 hours a week at a social enterprise or a host.
    """

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="practices")
    person_name = models.CharField(_("person"), max_length=200)
    """As the person is called at work: the host, who has no account, sees no record."""
    kind = models.CharField(_("kind"), max_length=12, choices=PracticeKind)
    host_name = models.CharField(_("host"), max_length=200)
    host_contact = models.CharField(_("who guides the person there"), max_length=200)
    host_email = models.EmailField(_("the host's email address"))
    host_language = models.CharField(_("the host's language"), max_length=10, default="en")
    """In which letters to them are written; not one of the words that are signed."""
    employer_name = models.CharField(_("current employer"), max_length=200, blank=True)
    employer_email = models.EmailField(_("the current employer's email address"), blank=True)
    employer_language = models.CharField(_("the current employer's language"), max_length=10, default="en")
    work = models.CharField(_("work"), max_length=200)
    tasks = models.CharField(_("what the person does"), max_length=1000)
    learns = models.CharField(_("what the person learns"), max_length=1000, blank=True)
    place = models.CharField(_("where"), max_length=300)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    hours_per_week = models.DecimalField(
        _("hours a week"), max_digits=4, decimal_places=1, default=USUAL_HOURS
    )
    wage = models.DecimalField(_("pay, USD an hour"), max_digits=6, decimal_places=2, null=True, blank=True)
    """Null: unpaid."""
    insurer = models.CharField(_("who insures the person at work"), max_length=10, choices=Insurer)
    insurance = models.CharField(_("policy, and whom to call after an accident"), max_length=300)
    state = models.CharField(_("state"), max_length=12, choices=PracticeState, default=PracticeState.DRAFT)
    content_hash = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    broken_off_on = models.DateField(_("broken off"), null=True, blank=True)
    broken_off_by = models.CharField(_("by"), max_length=12, choices=PracticeSide, blank=True)
    broken_off_why = models.CharField(_("why"), max_length=400, blank=True)
    outcome = models.CharField(_("what came of it"), max_length=20, choices=PracticeOutcome, blank=True)
    review = models.CharField(_("what the host saw"), max_length=2000, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    person_agrees = models.BooleanField(_("the person agrees"), null=True, blank=True)
    person_words = models.CharField(_("in the person's words"), max_length=2000, blank=True)
    counter_signed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-starts_on"], name="support_practice_of"),
            models.Index(fields=["participant", "-starts_on"], name="support_practice_person"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=PracticeState.values), name="support_practice_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="support_practice_ends_later"
            ),
            models.CheckConstraint(
                condition=Q(hours_per_week__gt=0, hours_per_week__lte=40), name="support_practice_hours_sane"
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(reviewed_at__isnull=False), name="support_practice_reviewed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.work}, {self.host_name}"

    @property
    def is_incumbent(self) -> bool:
        """Whether a current employer signs, too."""
        return bool(self.employer_name)


@pghistory.track()
class PracticeSignature(models.Model):
    """One side's signature under the words that all signed; rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    agreement = models.ForeignKey(PracticeAgreement, on_delete=models.CASCADE, related_name="signatures")
    side = models.CharField(_("for"), max_length=12, choices=PracticeSide)
    name = models.CharField(_("name"), max_length=200)
    title = models.CharField(_("position"), max_length=200, blank=True)
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("signed"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    way = models.CharField(_("signed how"), max_length=8, choices=SignedHow, blank=True)
    """The database writes it with the signature; empty for one that was made before it was kept."""
    handed_by = models.CharField(_("the link was handed over by"), max_length=200, blank=True)
    browser_of = models.CharField(_("signed in at that browser"), max_length=400, blank=True)
    """Whose account was signed in there then, or of the agency within a week before."""

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="support_practice_signed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.name}"


@pghistory.track()
class PracticeWeek(models.Model):
    """Hours of one week, from Monday on, with what was done; the host or the agency confirms them."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    agreement = models.ForeignKey(PracticeAgreement, on_delete=models.CASCADE, related_name="weeks")
    week_on = models.DateField(_("week from"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    words = models.CharField(_("what was done"), max_length=1000, blank=True)
    logged_by = models.CharField(_("logged by"), max_length=12, choices=PracticeSide)
    logged_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.CharField(_("confirmed by"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    entered_at = models.DateTimeField(null=True, blank=True)
    """When the clock wrote the hours into the ledger."""

    class Meta:
        ordering = ["-week_on", "id"]
        indexes = [
            models.Index(
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False, entered_at=None),
                name="support_week_to_enter",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "week_on"], name="support_practice_week_once"),
            models.CheckConstraint(condition=Q(week_on__week_day=2), name="support_week_from_monday"),
            models.CheckConstraint(condition=Q(hours__gte=0, hours__lte=60), name="support_week_hours_sane"),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}: {self.hours}"
