"""Needs assessments: states x verbs x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.rights.state_tables import Rule


class AssessmentState(models.TextChoices):
    """How far an assessment is."""

    OPEN = "open", _("Begun")
    FINISHED = "finished", _("Finished")


class Moment(models.TextChoices):
    """When needs are asked."""

    ENROLMENT = "enrolment", _("After enrolment")
    BEFORE_HIRE = "before_hire", _("Before the hire")
    AFTER_HIRE = "after_hire", _("After the hire")
    AGAIN = "again", _("Looked at again")


_S = AssessmentState
_ASK = frozenset({"participant", "coach", "program_manager"})
ASSESSMENT_RULES: dict[str, Rule] = {
    "answer": Rule(_ASK, frozenset({_S.OPEN})),
    "finish": Rule(_ASK, frozenset({_S.OPEN}), _S.FINISHED),
}
"""A finished one stays as it was; needs that changed are a new one, so that change over time can be shown."""
