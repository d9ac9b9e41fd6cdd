"""Job order states x verbs x roles as one table of data; nothing else decides what may happen when."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Machine, Rule

__all__ = [
    "DECISION",
    "MACHINES",
    "OPENING_RULES",
    "RULES",
    "SUBMITTED_RULES",
    "JobOrderStatus",
    "Machine",
    "OpeningStatus",
    "Rule",
    "SubmittedJobStatus",
]


class JobOrderStatus(models.TextChoices):
    """How far a job order is on its way to a plan."""

    DRAFT = "draft", _("Draft")
    PROFILE_READY = "profile_ready", _("Profile ready to check")
    SENT = "sent_to_employer", _("Waiting for the employer")
    CONFIRMED = "confirmed", _("Confirmed by the employer")
    PLANNED = "planned", _("Planned")
    CLOSED = "closed", _("Closed")


DECISION: dict[str, str | Promise] = {
    JobOrderStatus.DRAFT: _("Read the posting into a profile"),
    JobOrderStatus.PROFILE_READY: _("Check the profile and send it to the employer"),
    JobOrderStatus.SENT: _("Remind the employer, or sign with them on the phone"),
    JobOrderStatus.CONFIRMED: _("Choose people and make the plan"),
    JobOrderStatus.PLANNED: _("Ask the employer to sign the plan"),
    JobOrderStatus.CLOSED: _("Nothing: this job order is closed"),
}
"""What each state waits for, in words, for the home screen."""

_S = JobOrderStatus
_OPEN = frozenset({_S.DRAFT, _S.PROFILE_READY, _S.SENT, _S.CONFIRMED, _S.PLANNED})
_READ = frozenset({_S.PROFILE_READY, _S.SENT, _S.CONFIRMED, _S.PLANNED})
_AGENCY = MANAGERS
_EITHER = _AGENCY | {"employer", "link"}


RULES: dict[str, Rule] = {
    "edit_order": Rule(_AGENCY, _OPEN),
    "read_posting": Rule(_AGENCY, _OPEN, _S.PROFILE_READY),
    "change_occupation": Rule(_AGENCY, _READ, _S.PROFILE_READY),
    "edit_profile": Rule(_EITHER, _READ, _S.PROFILE_READY),
    "send_for_confirmation": Rule(_AGENCY, frozenset({_S.PROFILE_READY, _S.SENT}), _S.SENT),
    "confirm_profile": Rule(_EITHER, frozenset({_S.PROFILE_READY, _S.SENT}), _S.CONFIRMED),
    "choose_people": Rule(_AGENCY, _READ),
    "make_plan": Rule(_AGENCY, _READ),
    "mark_planned": Rule(_AGENCY, frozenset({_S.CONFIRMED, _S.PLANNED}), _S.PLANNED),
    "close": Rule(_AGENCY, _OPEN, _S.CLOSED),
    "reopen": Rule(_AGENCY, frozenset({_S.CLOSED}), _S.PROFILE_READY),
}
"""`edit_profile` on a signed version opens a new version to be signed again."""


class OpeningStatus(models.TextChoices):
    """How far one opening is; it expires with the last day of its commitment, without any job having to run."""

    OFFERED = "offered", _("Offered")
    COMMITTED = "committed", _("Committed")
    FILLED = "filled", _("Filled")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Commitment expired")
    PAUSED = "paused", _("Paused: the employer has not answered")


_O = OpeningStatus
_UNFILLED = frozenset({_O.OFFERED, _O.COMMITTED, _O.EXPIRED, _O.PAUSED})
OPENING_RULES: dict[str, Rule] = {
    "commit": Rule(_EITHER, _UNFILLED, _O.COMMITTED),
    "withdraw": Rule(_AGENCY | {"employer"}, _UNFILLED, _O.WITHDRAWN),
    "offer_again": Rule(_AGENCY | {"employer"}, frozenset({_O.WITHDRAWN}), _O.OFFERED),
    "fill": Rule(_AGENCY, frozenset({_O.COMMITTED}), _O.FILLED),
    "hire": Rule(_EITHER, frozenset({_O.COMMITTED}), _O.FILLED),
    "free": Rule(_AGENCY, frozenset({_O.FILLED}), _O.COMMITTED),
    "pause": Rule(frozenset({"system"}), frozenset({_O.OFFERED, _O.EXPIRED}), _O.PAUSED),
    "resume": Rule(_AGENCY | {"employer"}, frozenset({_O.PAUSED}), _O.OFFERED),
}
"""An opening pauses after silence: a request to its employer ended without an answer. A commitment in force is kept.

The agency may commit with the employer on the phone, as it may sign the profile; filling waits for a commitment.
`hire` fills the opening that somebody was offered and began in; `free` follows when a hire is taken back."""


class SubmittedJobStatus(models.TextChoices):
    """What became of a job that an employer sent to an agency."""

    WAITING = "waiting", _("Waiting for the agency")
    TAKEN_UP = "taken_up", _("Taken up by the agency")
    DECLINED = "declined", _("Declined by the agency")
    WITHDRAWN = "withdrawn", _("Taken back by the employer")


_W = SubmittedJobStatus
SUBMITTED_RULES: dict[str, Rule] = {
    "take_up": Rule(_AGENCY, frozenset({_W.WAITING, _W.DECLINED}), _W.TAKEN_UP),
    "decline": Rule(_AGENCY, frozenset({_W.WAITING}), _W.DECLINED),
    "withdraw": Rule(frozenset({"employer"}), frozenset({_W.WAITING}), _W.WITHDRAWN),
}
"""Taking a job up makes the agency's draft of a job order; a declined one can still be taken up later."""

MACHINES = (
    Machine("Job order and its profile", JobOrderStatus, RULES),
    Machine("Opening", OpeningStatus, OPENING_RULES),
    Machine("Job that an employer sent in", SubmittedJobStatus, SUBMITTED_RULES),
)
