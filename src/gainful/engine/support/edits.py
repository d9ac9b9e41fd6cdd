"""What becomes of an edit that was made without a connection: applied, in conflict, or refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an edit; none is ever dropped in silence, and none overwrites what it did not see."""

    APPLIED = "applied"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to one thing: the version that its author saw, what it said then, and what they made of it."""

    target: str
    seen_version: int
    fields: Mapping[str, object]
    before: Mapping[str, object]
    """What the author saw of these fields; they tell a change from a value that was only sent along."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an edit: the fields to write, and those that somebody else changed meanwhile."""

    outcome: Outcome
    write: Mapping[str, object]
    clashes: Mapping[str, tuple[object, object]]
    """By field: (what stands there now, what this edit says)."""


def decide(edit: Edit, version: int, now: Mapping[str, object]) -> Decision:
    """Return what to do with an edit of a thing that now has this version and these fields.

    Where nobody changed it since, all is written. Where somebody did, fields that only one side changed are written, as
    nothing of the other side is lost by it; a field that both changed, to different values, is a conflict, and then the
    whole edit waits for a person: half of what somebody decided is not what they decided.
    """
    changed = {name: value for name, value in edit.fields.items() if value != edit.before.get(name)}
    if version == edit.seen_version:
        return Decision(Outcome.APPLIED, changed, {})
    clashes = {
        name: (now.get(name), value)
        for name, value in changed.items()
        if now.get(name) != edit.before.get(name) and now.get(name) != value
    }
    if clashes:
        return Decision(Outcome.CONFLICT, {}, clashes)
    return Decision(Outcome.APPLIED, {n: v for n, v in changed.items() if now.get(n) != v}, {})
