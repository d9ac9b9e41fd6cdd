"""Strategic industry partnerships: partners, contact log, advisory council with its decisions, supplier agreements.

A layoff is a partnership too: the releasing employer, its notice, and the employers who hire.
"""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.members import Organization
from gainful.domain.organizations.partnerships.states import AgreementStatus, MeetingStatus

READABLE_TIMES = (datetime(1900, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC))
"""PostgreSQL keeps the last evening of 9999 in New York as a time of the year 10000, which Python cannot read."""


class PartnershipKind(models.TextChoices):
    """What brings the partners together."""

    INDUSTRY = "industry", _("Strategic industry partnership")
    LAYOFF = "layoff", _("Layoff")


class PartnerRole(models.TextChoices):
    """What an organization does in a partnership."""

    LEAD = "lead", _("Lead")
    EMPLOYER = "employer", _("Hiring employer")
    PROVIDER = "provider", _("Training provider")
    RELEASING = "releasing", _("Releasing employer")
    SUPPORT = "support", _("Support partner")


class ContactWay(models.TextChoices):
    """How partners were in touch."""

    CALL = "call", _("Call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    MESSAGE = "message", _("Message")


@pghistory.track()
class Partnership(models.Model):
    """Employers with similar needs, the providers who teach for them, and who looks after the relationship."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="partnerships")
    kind = models.CharField(
        _("kind"), max_length=10, choices=PartnershipKind, default=PartnershipKind.INDUSTRY
    )
    name = models.CharField(_("name"), max_length=200)
    about = models.TextField(_("what it is for"), max_length=2000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Who looks after the relationship."""
    notice_on = models.DateField(_("notice given on"), null=True, blank=True)
    last_day = models.DateField(_("last day of work"), null=True, blank=True)
    affected = models.PositiveIntegerField(_("people affected"), null=True, blank=True)
    is_open = models.BooleanField(_("active"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("agency", Lower("name"), name="organizations_partnership_name_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PartnershipKind.values), name="organizations_partnership_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind=PartnershipKind.LAYOFF) | Q(notice_on=None, last_day=None, affected=None),
                name="organizations_partnership_notice_of_layoff",
            ),
            models.CheckConstraint(
                condition=Q(notice_on=None) | Q(last_day=None) | Q(last_day__gte=models.F("notice_on")),
                name="organizations_partnership_notice_first",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Partner(models.Model):
    """One organization's part in a partnership; it ends and the row stays."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("part"), max_length=10, choices=PartnerRole)
    joined_on = models.DateField(_("since"), default=timezone.localdate)
    left_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "organization", "role"], condition=Q(left_on=None),
                name="organizations_partner_once",
            ),
            models.UniqueConstraint(
                fields=["partnership", "role"], condition=Q(left_on=None, role__in=["lead", "releasing"]),
                name="organizations_partner_one_lead",
            ),
            models.CheckConstraint(
                condition=Q(role__in=PartnerRole.values), name="organizations_partner_role_known"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=models.F("joined_on")),
                name="organizations_partner_leaves_after",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.role} of {self.partnership_id}"


@pghistory.track()
class Contact(models.Model):
    """One entry of the contact log: who was spoken to, what came of it, and the next action with its day."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="contacts")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("day"))
    way = models.CharField(_("how"), max_length=10, choices=ContactWay)
    person = models.CharField(_("with whom"), max_length=200, blank=True)
    note = models.TextField(_("what was said"), max_length=4000)
    next_action = models.CharField(_("next action"), max_length=300, blank=True)
    next_on = models.DateField(_("by"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "-created_at", "id"]
        indexes = [
            models.Index(
                fields=["partnership", "next_on"],
                condition=Q(done_at=None) & ~Q(next_action=""),
                name="organizations_contact_next",
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=ContactWay.values), name="organizations_contact_way"),
            models.CheckConstraint(
                condition=Q(next_action="", next_on=None) | (~Q(next_action="") & Q(next_on__isnull=False)),
                name="organizations_contact_next_has_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_way_display()}, {self.day}"


@pghistory.track()
class CouncilMember(models.Model):
    """A seat on the advisory council; members need no account."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="council")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("full name"), max_length=200)
    title = models.CharField(_("job title"), max_length=200, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    left_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                "partnership", Lower("name"), condition=Q(left_on=None), name="organizations_council_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class CouncilMeeting(models.Model):
    """A meeting of the council: planned with an agenda, then held with minutes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(_("where"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED
    )
    minutes = models.TextField(_("minutes"), max_length=8000, blank=True)
    present = models.ManyToManyField(CouncilMember, through="MeetingPresence", related_name="meetings")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-starts_at", "id"]
        indexes = [models.Index(fields=["partnership", "-starts_at"], name="organizations_meeting_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MeetingStatus.values), name="organizations_meeting_status_known"
            ),
            models.CheckConstraint(
                condition=Q(starts_at__range=READABLE_TIMES), name="organizations_meeting_time_readable"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class MeetingPresence(models.Model):
    """That a council member was at a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(CouncilMeeting, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey(CouncilMember, on_delete=models.PROTECT, related_name="presences")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "member"], name="organizations_presence_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.meeting_id}"


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class AgendaItem(models.Model):
    """One point of a meeting's agenda."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(CouncilMeeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("point"), max_length=300)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="organizations_agenda_position_once")
        ]

    def __str__(self) -> str:
        return self.title


@pghistory.track()
class CouncilDecision(models.Model):
    """What a council decided, and why; what follows for a curriculum points back at it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    meeting = models.ForeignKey(CouncilMeeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("decision"), max_length=600)
    reason = models.CharField(_("why"), max_length=600, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="organizations_decision_number_once")
        ]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class SupplyAgreement(models.Model):
    """A talent supplier agreement: who supplies how many people for which occupation, to whom, until when."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agreements")
    supplier = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    occupation_code = models.CharField(_("occupation"), max_length=12)
    occupation_title = models.CharField(max_length=200, blank=True)
    people = models.PositiveSmallIntegerField(_("people"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    status = models.CharField(
        _("status"), max_length=10, choices=AgreementStatus, default=AgreementStatus.PROPOSED
    )
    agreed_by = models.CharField(_("who agreed for the employer"), max_length=200, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=400, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="organizations_agreement_of_somebody"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")), name="organizations_agreement_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(status__in=AgreementStatus.values), name="organizations_agreement_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} × {self.occupation_title or self.occupation_code}"


@pghistory.track()
class Supply(models.Model):
    """People hired under an agreement outside the openings kept here; another entry takes a wrong one back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    agreement = models.ForeignKey(SupplyAgreement, on_delete=models.CASCADE, related_name="supplies")
    day = models.DateField(_("day"))
    people = models.SmallIntegerField(_("people"))
    note = models.CharField(_("how we know"), max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-day", "-created_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(people=0), name="organizations_supply_of_somebody")
        ]

    def __str__(self) -> str:
        return f"{self.people}, {self.day}"
