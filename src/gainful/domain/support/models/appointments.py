"""Appointments, whose time no two can take; the rule of what counts as not coming, by version."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant
from gainful.domain.support.models.referrals import Referral
from gainful.domain.support.states import AppointmentState, Side


@pghistory.track()
class NoShowRule(models.Model):
    """What counts as not coming, in one version; an appointment is judged by the one in force when it began."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(_("version"))
    valid_from = models.DateField(_("in force from"))
    late_minutes = models.PositiveSmallIntegerField(_("minutes late that still count as coming"))
    notice_hours = models.PositiveSmallIntegerField(_("hours before that one can cancel"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="support_no_show_once"),
            models.CheckConstraint(
                condition=Q(late_minutes__lte=120, notice_hours__lte=168), name="support_no_show_sane"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number}"


@pghistory.track()
class Appointment(models.Model):
    """A time at which a person meets somebody; its start belongs to it, its end does not."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="appointments")
    referral = models.ForeignKey(
        Referral, on_delete=models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who of the agency takes part; their time is taken, too."""
    what = models.CharField(_("what for"), max_length=200)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40)
    place = models.CharField(_("where"), max_length=300, blank=True)
    how_to_get_there = models.CharField(_("how to get there"), max_length=500, blank=True)
    call = models.CharField(_("whom to call"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=AppointmentState, default=AppointmentState.BOOKED
    )
    cancelled_by = models.CharField(_("who cancelled"), max_length=10, choices=Side, blank=True)
    cancel_reason = models.CharField(_("why"), max_length=300, blank=True)
    settled_at = models.DateTimeField(_("said"), null=True, blank=True)
    """When it was cancelled, or when somebody said whether the person came."""
    is_late_cancel = models.BooleanField(default=False)
    """Whether it was cancelled later than the rule allows."""
    rule_number = models.PositiveSmallIntegerField(_("rule"), null=True, blank=True)
    """The version of the rule it was judged by; 0 is the one that Gainful comes with."""
    times_moved = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "starts_at"], name="support_appointment_of"),
            models.Index(fields=["organization", "starts_at", "id"], name="support_appointment_by_time"),
            models.Index(fields=["participant", "starts_at"], name="support_appointment_person"),
            models.Index(fields=["host", "starts_at"], name="support_appointment_host"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AppointmentState.values), name="support_appointment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="support_appointment_ends_after"
            ),
            models.CheckConstraint(
                condition=~Q(state=AppointmentState.CANCELLED) | ~Q(cancelled_by=""),
                name="support_appointment_who_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Calendar(models.Model):
    """The number of a person or of a member of staff whose time can be taken once."""

    id = models.BigAutoField(primary_key=True)
    participant = models.OneToOneField(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(participant=None, user__isnull=False) | Q(participant__isnull=False, user=None),
                name="support_calendar_of_one",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Booking(models.Model):
    """Time that a booked appointment takes in one calendar; a trigger writes it, and no two may overlap.

    `during` counts minutes since 1970 and begins at the calendar's number times 2³²: two calendars never meet on that
    line, so that one exclusion constraint over a range is enough. PostgreSQL has that index built in, the embedded
    server too; one over calendar and range would need the extension `btree_gist`, which the embedded one lacks.
    Half open: the first minute belongs to it, the last does not.
    """

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="bookings")
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="bookings", db_index=False)
    during = BigIntegerRangeField()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="support_no_double_booking", expressions=[("during", RangeOperators.OVERLAPS)]
            )
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id} in {self.calendar_id}"
