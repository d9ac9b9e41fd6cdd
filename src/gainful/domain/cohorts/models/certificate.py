"""Certificates, the keys that sign them, the lists that say which were taken back, and badges that people bring."""

from __future__ import annotations

from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.cohorts.certificate_states import CertificateStatus
from gainful.domain.cohorts.models.cohort import Cohort
from gainful.domain.cohorts.models.enrolment import Enrolment
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import Participant, ParticipantCredential

ENTRIES = 131_072
"""Places of a status list: the least that hides whose place is asked for (W3C Bitstring Status List §3.3)."""


@pghistory.track()
class IssuerKey(models.Model):
    """A key of an agency, published for good; the private half stands nowhere (`certificates.seed_of`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="issuer_keys")
    number = models.PositiveSmallIntegerField(_("number"))
    did = models.CharField(_("published as"), max_length=300)
    public = models.CharField(_("public key"), max_length=120)
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    retired_at = models.DateTimeField(_("signs no more since"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    """What it signed no longer counts: it became known to others."""
    reason = models.CharField(_("why"), max_length=400, blank=True)

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="cohorts_key_once"),
            models.UniqueConstraint(
                fields=["organization"], condition=Q(retired_at=None), name="cohorts_one_key_signs"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(retired_at__isnull=False), name="cohorts_withdrawn_key_retired"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"key-{self.number}"

    @property
    def name(self) -> str:
        """What a proof calls it."""
        return f"{self.did}#key-{self.number}"


@pghistory.track()
class StatusList(models.Model):
    """A list of places, published for everybody; it names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="status_lists")
    number = models.PositiveSmallIntegerField(_("number"))
    version = models.PositiveIntegerField(_("times changed"), default=0)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="cohorts_status_list_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}"


@pghistory.track()
class StatusEntry(models.Model):
    """One place of a list. It outlives the certificate: what was taken back stays so when the person is erased."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="entries")
    index = models.PositiveIntegerField(_("place"))
    is_revoked = models.BooleanField(_("revoked"), default=False)
    is_suspended = models.BooleanField(_("suspended"), default=False)

    class Meta:
        ordering = ["status_list", "index"]
        verbose_name_plural = "status entries"
        constraints = [
            models.UniqueConstraint(fields=["status_list", "index"], name="cohorts_status_place_once"),
            models.CheckConstraint(condition=Q(index__lt=ENTRIES), name="cohorts_status_place_exists"),
        ]

    def __str__(self) -> str:
        return f"{self.index}"


@pghistory.track(exclude=["document"])
class Certificate(models.Model):
    """That somebody completed a training, signed; what it says never changes: a mistake is mended by another one."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="certificates")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="certificates")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="certificates")
    entry = models.OneToOneField(StatusEntry, on_delete=models.PROTECT, related_name="certificate")
    key = models.ForeignKey(IssuerKey, on_delete=models.PROTECT, related_name="certificates")
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    name = models.CharField(_("name on it"), max_length=200)
    title = models.CharField(_("what for"), max_length=200)
    status = models.CharField(
        _("state"), max_length=10, choices=CertificateStatus, default=CertificateStatus.ISSUED
    )
    status_at = models.DateTimeField(_("since"), default=timezone.now)
    reason = models.CharField(_("why"), max_length=400, blank=True)
    document = models.JSONField()
    """The signed credential, as it is handed out."""
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    valid_until = models.DateField(_("last day"), null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    share_link = models.UUIDField(_("link that shows it"), null=True, blank=True)

    class Meta:
        ordering = ["-issued_at", "id"]
        indexes = [
            models.Index(fields=["cohort", "status", "name"], name="cohorts_certificate_list"),
            models.Index(fields=["organization", "-issued_at"], name="cohorts_certificate_agency"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status__in=["issued", "suspended"]),
                name="cohorts_certificate_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CertificateStatus.values), name="cohorts_certificate_status_known"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_expired(self) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()

    @property
    def counts(self) -> bool:
        """Whether it counts now."""
        return self.status == CertificateStatus.ISSUED and not self.is_expired


@pghistory.track(exclude=["text"])
class HeldBadge(models.Model):
    """A badge of somebody else's that a person brought, with what was found when it was checked."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="badges")
    credential = models.ForeignKey(
        ParticipantCredential, on_delete=models.SET_NULL, null=True, blank=True, related_name="badges"
    )
    """The line of the profile that it proves; none where it does not count."""
    digest = models.CharField(max_length=64)
    text = models.TextField()
    name = models.CharField(_("name"), max_length=200)
    issuer = models.CharField(_("issued by"), max_length=200)
    issuer_id = models.CharField(_("issuer's DID"), max_length=300, blank=True)
    number = models.CharField(_("number its issuer gave it"), max_length=300, blank=True)
    answers = models.JSONField(default=dict)
    """`kind`, `proof`, `status`, `dates`, `named` as `exchange.badges` says; `as_of`: when the list was written."""
    is_held = models.BooleanField(_("counts"), default=False)
    earned_on = models.DateField(_("earned"), null=True, blank=True)
    expires_on = models.DateField(_("expires"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked"), default=timezone.now)

    class Meta:
        ordering = ["-checked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "digest"], name="cohorts_badge_once"),
            models.CheckConstraint(
                condition=Q(credential=None) | Q(is_held=True), name="cohorts_badge_counts_where_held"
            ),
        ]

    def __str__(self) -> str:
        return self.name
