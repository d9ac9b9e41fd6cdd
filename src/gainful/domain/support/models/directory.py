"""The directory of services, in the words of Open Referral HSDS 3."""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gainful.domain.organizations.models import Organization
from gainful.domain.participants.ids import next_id
from gainful.domain.support.kinds import Need
from gainful.domain.support.states import ServiceStatus


@pghistory.track()
class Provider(models.Model):
    """An organization that provides services (an HSDS `organization`), as one agency keeps it in its directory."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    """Whose directory it stands in."""
    hsds_id = models.CharField(_("ID"), max_length=120)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("what it does"), blank=True)
    email = models.EmailField(_("email address"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    document = models.JSONField(default=dict, blank=True)
    """What its HSDS record holds beside the columns, so that it goes out as it came in."""
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "hsds_id"], name="support_provider_once")
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Service(models.Model):
    """A service that a person can be referred to (an HSDS `service`)."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.CASCADE, related_name="services")
    hsds_id = models.CharField(_("ID"), max_length=120)
    name = models.CharField(_("name"), max_length=300)
    description = models.TextField(_("what it does"), blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ServiceStatus, default=ServiceStatus.ACTIVE)
    needs = ArrayField(
        models.CharField(max_length=20, choices=Need), verbose_name=_("helps with"), default=list, blank=True
    )
    email = models.EmailField(_("referrals go to"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    url = models.URLField(_("website"), max_length=500, blank=True)
    eligibility = models.TextField(_("who can get it"), blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    fees = models.TextField(_("what it costs"), blank=True)
    how_to_apply = models.TextField(_("how to get it"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=60), verbose_name=_("languages"), default=list, blank=True
    )
    schedules = models.JSONField(_("hours"), default=list, blank=True)
    """HSDS `schedule` rows."""
    is_emergency = models.BooleanField(_("helps at once, day or night"), default=False)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    places_free = models.PositiveIntegerField(_("free places"), null=True, blank=True)
    """Places that no open referral holds; null where nobody said how many there are."""
    capacity_at = models.DateTimeField(_("places as of"), null=True, blank=True)
    assured_on = models.DateField(_("last checked"), null=True, blank=True)
    document = models.JSONField(default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["organization", "status", "name"], name="support_service_of"),
            GinIndex(fields=["needs"], name="support_service_needs"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["organization", "hsds_id"], name="support_service_once"),
            models.CheckConstraint(
                condition=Q(status__in=ServiceStatus.values), name="support_service_status_known"
            ),
            models.CheckConstraint(
                condition=Q(places=None, places_free=None)
                | Q(places__isnull=False, places_free__isnull=False, places_free__lte=models.F("places")),
                name="support_service_places",
            ),
            models.CheckConstraint(
                condition=Q(minimum_age=None)
                | Q(maximum_age=None)
                | Q(maximum_age__gte=models.F("minimum_age")),
                name="support_service_ages",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_full(self) -> bool:
        """Whether all its places are held."""
        return self.places_free == 0

    @property
    def need_labels(self) -> list[str]:
        """What it helps with, in words."""
        return [str(Need(need).label) for need in self.needs if need in Need.values]


@pghistory.track()
class ServiceLocation(models.Model):
    """Where a service is given (an HSDS `service_at_location` with its `location`)."""

    id = models.UUIDField(primary_key=True, default=next_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="locations")
    hsds_id = models.CharField(max_length=120)
    location_id_in_hsds = models.CharField(max_length=120)
    name = models.CharField(_("name"), max_length=300, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=60, blank=True)
    postal_code = models.CharField(_("ZIP code"), max_length=20, blank=True)
    area_code = models.CharField(_("OEWS area"), max_length=10, blank=True)
    """Worked out from the ZIP code with the place table; empty where it is not known."""
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    transportation = models.TextField(_("how to get there"), blank=True)
    phone = models.CharField(_("phone"), max_length=60, blank=True)
    schedules = models.JSONField(_("hours"), default=list, blank=True)
    document = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["name", "city", "id"]
        indexes = [
            models.Index(fields=["area_code"], name="support_location_area"),
            models.Index(fields=["postal_code"], name="support_location_zip"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["service", "hsds_id"], name="support_location_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.one_line

    @property
    def one_line(self) -> str:
        """The address in one line."""
        return ", ".join(
            part for part in (self.address, self.city, f"{self.state} {self.postal_code}".strip()) if part
        )
