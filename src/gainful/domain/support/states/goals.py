"""Goals and their actions: states x verbs x roles."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from gainful.domain.rights.state_tables import Rule


class GoalState(models.TextChoices):
    """How far a goal is."""

    OPEN = "open", _("Working on it")
    REACHED = "reached", _("Reached")
    LET_GO = "let_go", _("Let go")


class ActionState(models.TextChoices):
    """How far an action is."""

    TODO = "todo", _("To do")
    DOING = "doing", _("Begun")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


_G, _A = GoalState, ActionState
_ALL = frozenset({"participant", "coach", "program_manager"})
_CLOSED = frozenset({_A.DONE, _A.DROPPED})
GOAL_RULES: dict[str, Rule] = {
    "edit": Rule(_ALL, frozenset({_G.OPEN})),
    "reach": Rule(_ALL, frozenset({_G.OPEN}), _G.REACHED),
    "let_go": Rule(_ALL, frozenset({_G.OPEN}), _G.LET_GO),
    "reopen": Rule(_ALL, frozenset({_G.REACHED, _G.LET_GO}), _G.OPEN),
}
ACTION_RULES: dict[str, Rule] = {
    "edit": Rule(_ALL, frozenset({_A.TODO, _A.DOING})),
    "begin": Rule(_ALL, frozenset({_A.TODO}), _A.DOING),
    "finish": Rule(_ALL, frozenset({_A.TODO, _A.DOING}), _A.DONE),
    "drop": Rule(_ALL, frozenset({_A.TODO, _A.DOING}), _A.DROPPED),
    "reopen": Rule(_ALL, _CLOSED, _A.TODO),
}
