"""Where a question after the hire or the draw stands: states x steps x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.rights.state_tables import Machine, Rule


class FollowUpState(models.TextChoices):
    """Where one side's question of one wave stands; silence is never an answer."""

    DUE = "due", _("Not asked yet")
    ASKED = "asked", _("Asked, waits for an answer")
    ANSWERED = "answered", _("Answered")
    SILENT = "silent", _("No answer came")
    STOPPED = "stopped", _("No longer asked")
    WRONG = "wrong", _("Put to somebody who does not know the person")


_F = FollowUpState
OPEN = frozenset({_F.DUE, _F.ASKED})
_STAFF = STAFF
_SIDES = frozenset({"participant", "employer", "link"})
_SYSTEM = frozenset({"system"})
FOLLOW_UP_RULES: dict[str, Rule] = {
    "ask": Rule(_SYSTEM, frozenset({_F.DUE}), _F.ASKED),
    "answer": Rule(
        _SIDES | _STAFF, frozenset({_F.DUE, _F.ASKED, _F.ANSWERED, _F.SILENT, _F.WRONG}), _F.ANSWERED
    ),
    "say_wrong": Rule(frozenset({"employer", "link"}), frozenset({_F.ASKED, _F.ANSWERED}), _F.WRONG),
    "fall_silent": Rule(_SYSTEM, frozenset({_F.ASKED}), _F.SILENT),
    "stop": Rule(_SYSTEM | _STAFF, frozenset({_F.DUE, _F.ASKED}), _F.STOPPED),
}
"""An answer that comes late still counts; a second one of the same side is the newer word and the first one stays."""


class PairState(models.TextChoices):
    """What a person says of a doubtful link to wage records."""

    OPEN = "open", _("Not decided")
    SAME = "same", _("The same person")
    DIFFERENT = "different", _("Not the same person")
    UNSURE = "unsure", _("Cannot tell")


_P = PairState
_MANAGERS = MANAGERS
PAIR_RULES: dict[str, Rule] = {
    "say_same": Rule(_MANAGERS, frozenset({_P.OPEN, _P.UNSURE, _P.DIFFERENT}), _P.SAME),
    "say_different": Rule(_MANAGERS, frozenset({_P.OPEN, _P.UNSURE, _P.SAME}), _P.DIFFERENT),
    "cannot_tell": Rule(_MANAGERS, frozenset({_P.OPEN, _P.SAME, _P.DIFFERENT}), _P.UNSURE),
    "open_again": Rule(_MANAGERS, frozenset({_P.SAME, _P.DIFFERENT, _P.UNSURE}), _P.OPEN),
}
"""Every decision can be taken back; what is not decided, or cannot be told, links nobody."""


class CodebookState(models.TextChoices):
    """Where a version of the codebook stands."""

    DRAFT = "draft", _("Draft")
    IN_USE = "in_use", _("In use")
    ENDED = "ended", _("Replaced")


_C = CodebookState
CODEBOOK_RULES: dict[str, Rule] = {
    "use": Rule(_MANAGERS, frozenset({_C.DRAFT}), _C.IN_USE),
    "replace": Rule(_MANAGERS, frozenset({_C.IN_USE}), _C.ENDED),
}
"""The version in use is replaced by the step that puts the next one to use; what was coded stays with its version."""

MACHINES = (
    Machine("Follow-up after the hire or the draw", FollowUpState, FOLLOW_UP_RULES),
    Machine("Doubtful link to wage records", PairState, PAIR_RULES),
    Machine("Version of the codebook of answers", CodebookState, CODEBOOK_RULES),
)
