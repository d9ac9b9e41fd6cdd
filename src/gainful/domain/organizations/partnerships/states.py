"""States of council meetings and supply agreements x steps, as tables of data."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


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


@dataclass(frozen=True, slots=True)
class Step:
    """Who may take a step, in which states, and where it leads (None: the state stays)."""

    roles: frozenset[str]
    states: frozenset[str]
    to: str | None = None


_AGENCY = frozenset({"program_manager", "operator"})
_M, _A = MeetingStatus, AgreementStatus
MEETING_RULES: dict[str, Step] = {
    "change_agenda": Step(_AGENCY, frozenset({_M.PLANNED})),
    "hold": Step(_AGENCY, frozenset({_M.PLANNED, _M.HELD}), _M.HELD),
    "decide": Step(_AGENCY, frozenset({_M.HELD})),
    "call_off": Step(_AGENCY, frozenset({_M.PLANNED}), _M.CALLED_OFF),
}
"""`hold` on a meeting that was held corrects its minutes; a decision is never changed, a later one replaces it."""

AGREEMENT_RULES: dict[str, Step] = {
    "agree": Step(_AGENCY, frozenset({_A.PROPOSED}), _A.AGREED),
    "record_supply": Step(_AGENCY, frozenset({_A.AGREED})),
    "end": Step(_AGENCY, frozenset({_A.PROPOSED, _A.AGREED}), _A.ENDED),
}
"""The terms stay once agreed; other terms are another agreement."""
