"""Support money: states x verbs x roles. Whoever asks does not decide."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Rule


class MoneyState(models.TextChoices):
    """How far a sum is."""

    ASKED = "asked", _("Waits for a decision")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("No longer asked")
    GIVEN = "given", _("Given; a receipt is awaited")
    PROVEN = "proven", _("Receipt is here")


_M = MoneyState
_STAFF = frozenset({"coach", "program_manager"})
_DECIDES = MANAGERS
MONEY_RULES: dict[str, Rule] = {
    "withdraw": Rule(_STAFF | {"participant"}, frozenset({_M.ASKED}), _M.WITHDRAWN),
    "approve": Rule(_DECIDES, frozenset({_M.ASKED}), _M.APPROVED),
    "refuse": Rule(_DECIDES, frozenset({_M.ASKED}), _M.REFUSED),
    "take_back": Rule(_DECIDES, frozenset({_M.APPROVED}), _M.REFUSED),
    "give": Rule(_STAFF, frozenset({_M.APPROVED}), _M.GIVEN),
    "prove": Rule(_STAFF, frozenset({_M.GIVEN}), _M.PROVEN),
}
"""Somebody else than whoever asked approves (the database checks it, too)."""
