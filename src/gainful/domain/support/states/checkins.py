"""Concerns of an employer: states x verbs x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.rights.state_tables import Rule


class ConcernState(models.TextChoices):
    """How far a concern is."""

    RAISED = "raised", _("Waits for a plan")
    PLANNED = "planned", _("A shared plan is under way")
    SETTLED = "settled", _("Settled")


_C = ConcernState
_STAFF = frozenset({"coach", "program_manager"})
CONCERN_RULES: dict[str, Rule] = {
    "plan": Rule(_STAFF, frozenset({_C.RAISED, _C.PLANNED}), _C.PLANNED),
    "settle": Rule(_STAFF | {"employer"}, frozenset({_C.RAISED, _C.PLANNED}), _C.SETTLED),
}
"""An employer raises it; the coach makes a plan of it that employer, person and coach share; either side settles it."""
