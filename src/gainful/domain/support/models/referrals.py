"""Referrals: a person sent to a service, followed until it is known what came of it."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import ConsentBasis, Participant
from gainful.domain.support.kinds import Need
from gainful.domain.support.models.directory import Service, ServiceLocation
from gainful.domain.support.states import (
    OPEN_REFERRAL,
    DeclineReason,
    Outcome,
    ReferralState,
    Side,
    Urgency,
)


@pghistory.track()
class Referral(models.Model):
    """One person, one service, one need; what the service is told stands here, and nothing else."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="referrals")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="referrals")
    location = models.ForeignKey(
        ServiceLocation, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    """The referral that was refused before this one."""
    need = models.CharField(_("for"), max_length=20, choices=Need)
    urgency = models.CharField(_("how soon"), max_length=10, choices=Urgency, default=Urgency.ROUTINE)
    message = models.TextField(_("what the service should know"), blank=True)
    is_warm = models.BooleanField(_("warm hand-off"), default=False)
    """Whether somebody brings person and service together instead of only passing on a number."""
    handed_over_at = models.DateTimeField(_("met"), null=True, blank=True)
    handed_over_how = models.CharField(_("how they met"), max_length=300, blank=True)
    share_name = models.BooleanField(_("my name"), default=True)
    share_phone = models.BooleanField(_("my phone number"), default=False)
    share_email = models.BooleanField(_("my email address"), default=False)
    agreed_how = models.CharField(_("how the person agreed"), max_length=20, choices=ConsentBasis)
    agreed_at = models.DateTimeField(_("agreed"), default=timezone.now)
    state = models.CharField(_("state"), max_length=12, choices=ReferralState, default=ReferralState.SENT)
    outcome = models.CharField(_("how it ended"), max_length=24, choices=Outcome, blank=True)
    declined_by = models.CharField(_("who said no"), max_length=10, choices=Side, blank=True)
    decline_reason = models.CharField(_("why"), max_length=20, choices=DeclineReason, blank=True)
    decline_note = models.CharField(_("in their words"), max_length=500, blank=True)
    holds_place = models.BooleanField(default=False)
    """Whether it holds one of the places of its service; the database counts them."""
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    received_at = models.DateTimeField(_("got the service"), null=True, blank=True)
    received_said_by = models.CharField(_("who said so"), max_length=10, choices=Side, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-sent_at", "id"]
        indexes = [
            models.Index(fields=["organization", "state", "-sent_at"], name="support_referral_of"),
            models.Index(fields=["organization", "-sent_at", "id"], name="support_referral_by_time"),
            models.Index(fields=["participant", "-sent_at"], name="support_referral_person"),
            models.Index(fields=["service", "state"], name="support_referral_service"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=ReferralState.values), name="support_referral_state_known"
            ),
            models.UniqueConstraint(
                fields=["participant", "service", "need"],
                condition=Q(state__in=sorted(OPEN_REFERRAL)),
                name="support_referral_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReferralState.DECLINED) | ~Q(declined_by=""),
                name="support_referral_declined_by",
            ),
            models.CheckConstraint(
                condition=Q(holds_place=False) | Q(state__in=sorted(OPEN_REFERRAL)),
                name="support_referral_place_given_back",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_need_display()}: {self.service}"

    @property
    def is_open(self) -> bool:
        """Whether it may still lead to the service."""
        return self.state in OPEN_REFERRAL


@pghistory.track()
class ReferralStep(models.Model):
    """One step of a referral: who did what, when, in which words; rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    state = models.CharField(_("state after it"), max_length=12, choices=ReferralState)
    side = models.CharField(_("who"), max_length=10, choices=Side)
    who = models.CharField(_("name"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    link_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["referral", "at"], name="support_step_of")]

    def __str__(self) -> str:
        return self.verb
