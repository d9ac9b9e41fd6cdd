"""Referral states x verbs x roles: sent, answered, scheduled, received, closed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import STAFF
from gainful.domain.job_orders.states import Rule


class ReferralState(models.TextChoices):
    """How far a referral is."""

    SENT = "sent", _("Sent: waits for an answer")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    NO_ANSWER = "no_answer", _("No answer came")
    SCHEDULED = "scheduled", _("Appointment made")
    RECEIVED = "received", _("Got the service")
    WITHDRAWN = "withdrawn", _("Taken back")
    CLOSED = "closed", _("Closed")


class Outcome(models.TextChoices):
    """How a referral ended; empty while it is open."""

    RECEIVED = "received", _("Got the service")
    NOT_RECEIVED = "not_received", _("Did not get the service")
    DECLINED_BY_PROVIDER = "declined_by_provider", _("The service said no")
    DECLINED_BY_PERSON = "declined_by_person", _("The person said no")
    NO_ANSWER = "no_answer", _("No answer came")
    WITHDRAWN = "withdrawn", _("Taken back")
    CONSENT_ENDED = "consent_ended", _("The consent ended")
    SERVICE_CLOSED = "service_closed", _("The service closed")


class Urgency(models.TextChoices):
    """How soon help is needed."""

    ROUTINE = "routine", _("Within weeks")
    SOON = "soon", _("Within days")
    EMERGENCY = "emergency", _("Now: it cannot wait")


class DeclineReason(models.TextChoices):
    """Why a service or a person says no."""

    FULL = "full", _("No place is free")
    NOT_ELIGIBLE = "not_eligible", _("The person does not meet the rules")
    WRONG_SERVICE = "wrong_service", _("This service does something else")
    CANNOT_REACH = "cannot_reach", _("The person could not be reached")
    CLOSED = "closed", _("The service has closed")
    NOT_NEEDED = "not_needed", _("Help is no longer needed")
    TOO_FAR = "too_far", _("It is too far, or the hours do not fit")
    NOT_WANTED = "not_wanted", _("The person does not want it")
    OTHER = "other", _("Another reason")


BY_PROVIDER = (
    DeclineReason.FULL, DeclineReason.NOT_ELIGIBLE, DeclineReason.WRONG_SERVICE, DeclineReason.CANNOT_REACH,
    DeclineReason.CLOSED, DeclineReason.OTHER,
)  # fmt: skip
BY_PERSON = (
    DeclineReason.NOT_NEEDED, DeclineReason.TOO_FAR, DeclineReason.NOT_WANTED, DeclineReason.OTHER,
)  # fmt: skip

_R = ReferralState
OPEN_REFERRAL = frozenset({_R.SENT, _R.ACCEPTED, _R.SCHEDULED})
"""A referral in these states may still lead to the service; one that holds a place keeps it."""
_REFUSED = frozenset({_R.DECLINED, _R.NO_ANSWER, _R.WITHDRAWN})
_STAFF = STAFF
_ANSWERS = _STAFF | {"link"}
REFERRAL_RULES: dict[str, Rule] = {
    "accept": Rule(_ANSWERS, frozenset({_R.SENT, _R.NO_ANSWER}), _R.ACCEPTED),
    "decline": Rule(_ANSWERS | {"participant"}, OPEN_REFERRAL, _R.DECLINED),
    "schedule": Rule(_ANSWERS, OPEN_REFERRAL, _R.SCHEDULED),
    "hand_over": Rule(_STAFF, OPEN_REFERRAL),
    "receive": Rule(_ANSWERS | {"participant"}, OPEN_REFERRAL, _R.RECEIVED),
    "miss": Rule(_STAFF | {"system"}, frozenset({_R.SENT}), _R.NO_ANSWER),
    "withdraw": Rule(_STAFF | {"participant", "system"}, OPEN_REFERRAL, _R.WITHDRAWN),
    "close": Rule(_STAFF, OPEN_REFERRAL | _REFUSED | {_R.RECEIVED}, _R.CLOSED),
}
"""Staff may answer for a service that they have on the phone. A late yes is still a yes: silence does not end a
referral for good. `hand_over` notes that person and service have met; the state stays.
"""
