"""Plan states x verbs x roles, and a person's answers, as tables of data; the words of states are here too."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.rights.state_tables import Machine, Rule


class PlanStatus(models.TextChoices):
    """How far a plan is."""

    DRAFT = "draft", _("Draft")
    SENT = "sent_to_employer", _("Waiting for signatures")
    SIGNED = "signed", _("Signed")
    SUPERSEDED = "superseded", _("Replaced by a newer version")


class Answer(models.TextChoices):
    """What a person says to their part of a plan; nothing said is no answer, and no yes."""

    NONE = "", _("No answer yet")
    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_NOW = "not_now", _("Not now")
    DOES_NOT_FIT = "does_not_fit", _("Something does not fit")


class Misfit(models.TextChoices):
    """What does not fit."""

    HOURS = "hours", _("The hours a week")
    PAY = "pay", _("The pay")
    PLACE = "place", _("The place")
    DATES = "dates", _("The dates")


_P = PlanStatus
_OPEN = frozenset({_P.DRAFT, _P.SENT})
_AGENCY = MANAGERS
PLAN_RULES: dict[str, Rule] = {
    "send": Rule(_AGENCY, _OPEN, _P.SENT),
    "commit": Rule(frozenset({"employer", "link"}), frozenset({_P.SENT})),
    "answer": Rule(frozenset({"participant"}), _OPEN | {_P.SIGNED}),
    "make_again": Rule(_AGENCY, frozenset(_P)),
}
"""`send` signs the price; `commit` signs openings under the plan; the last of the three signatures makes it signed.

With the employer on the phone the agency commits openings of the job order, not under a plan.
"""

ANSWER_RULES: dict[str, Rule] = {
    answer.value: Rule(frozenset({"participant"}), frozenset(Answer.values), answer.value)
    for answer in Answer
    if answer is not Answer.NONE
}
"""A person may change their mind, from any answer to any other, as long as the plan is not replaced."""

MACHINES = (
    Machine("Plan", PlanStatus, PLAN_RULES),
    Machine("Person in a plan", Answer, ANSWER_RULES),
)
