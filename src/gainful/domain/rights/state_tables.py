"""The words of every table of states: a step with who may take it and when, and the thing that has the states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a verb, in which states, and where it leads (None: the state stays)."""

    roles: frozenset[str]
    states: frozenset[str]
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """One thing with its states and the steps that may be taken with it, for docs/states.md."""

    title: str
    states: type[models.TextChoices]
    rules: Mapping[str, Rule]
