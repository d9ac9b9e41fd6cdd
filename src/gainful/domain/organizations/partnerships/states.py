"""States of council meetings and supply agreements x steps, as tables of data."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Machine, Rule


class MeetingStatus(models.TextChoices):
    """How far a meeting of the advisory council is."""

    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CALLED_OFF = "called_off", _("Called off")


class AgreementStatus(models.TextChoices):
    """How far a talent supplier agreement is."""

    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    ENDED = "ended", _("Ended")


_AGENCY = MANAGERS
_M, _A = MeetingStatus, AgreementStatus
MEETING_RULES: dict[str, Rule] = {
    "change_agenda": Rule(_AGENCY, frozenset({_M.PLANNED})),
    "hold": Rule(_AGENCY, frozenset({_M.PLANNED, _M.HELD}), _M.HELD),
    "decide": Rule(_AGENCY, frozenset({_M.HELD})),
    "call_off": Rule(_AGENCY, frozenset({_M.PLANNED}), _M.CALLED_OFF),
}
"""`hold` on a meeting that was held corrects its minutes; a decision is never changed, a later one replaces it."""

AGREEMENT_RULES: dict[str, Rule] = {
    "agree": Rule(_AGENCY, frozenset({_A.PROPOSED}), _A.AGREED),
    "record_supply": Rule(_AGENCY, frozenset({_A.AGREED})),
    "end": Rule(_AGENCY, frozenset({_A.PROPOSED, _A.AGREED}), _A.ENDED),
}
"""The terms stay once agreed; other terms are another agreement."""

MACHINES = (
    Machine("Meeting of an advisory council", MeetingStatus, MEETING_RULES),
    Machine("Talent supplier agreement", AgreementStatus, AGREEMENT_RULES),
)
