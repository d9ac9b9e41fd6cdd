"""Appointment states x verbs x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.states import Rule


class AppointmentState(models.TextChoices):
    """What became of an appointment."""

    BOOKED = "booked", _("Booked")
    KEPT = "kept", _("Kept")
    CANCELLED = "cancelled", _("Cancelled")
    NO_SHOW = "no_show", _("The person did not come")


class Side(models.TextChoices):
    """Whose doing something was."""

    PERSON = "person", _("The person")
    PROVIDER = "provider", _("The service")
    AGENCY = "agency", _("The agency")


_A = AppointmentState
_STAFF = STAFF
APPOINTMENT_RULES: dict[str, Rule] = {
    "move": Rule(_STAFF | {"link"}, frozenset({_A.BOOKED})),
    "cancel": Rule(_STAFF | {"link", "participant", "system"}, frozenset({_A.BOOKED}), _A.CANCELLED),
    "keep": Rule(_STAFF | {"link"}, frozenset({_A.BOOKED, _A.NO_SHOW}), _A.KEPT),
    "miss": Rule(_STAFF | {"link"}, frozenset({_A.BOOKED, _A.KEPT}), _A.NO_SHOW),
}
"""Kept and missed can be put right against each other; a cancelled appointment is made anew."""
