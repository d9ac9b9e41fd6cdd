"""The words of the table of rights: a condition, a right, a table's rights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gainful.domain.rights.kinds import Kind

VERBS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}


@dataclass(frozen=True, slots=True)
class Condition:
    """When a right holds: in words for people, in SQL over the row's columns for PostgreSQL."""

    words: str
    sql: str


ANY_ROW = Condition("any row", "true")


@dataclass(frozen=True, slots=True)
class Right:
    """Kinds of actor may use these verbs (letters of SELECT, INSERT, UPDATE, DELETE) where the condition holds.

    `after` is the condition on a row as an UPDATE leaves it, where that differs.
    """

    kinds: tuple[Kind, ...]
    verbs: str
    when: Condition
    after: Condition | None = None


def right(kinds: Kind | Iterable[Kind], verbs: str, when: Condition, after: Condition | None = None) -> Right:
    """Return one right; `verbs` is some of the letters S, I, U, D."""
    if unknown := set(verbs) - set(VERBS):
        raise ValueError(f"unknown verbs {unknown}: use S, I, U, D")
    return Right((kinds,) if isinstance(kinds, Kind) else tuple(kinds), verbs, when, after)


@dataclass(frozen=True, slots=True)
class TableRights:
    """All rights on one table; what is not listed is refused.

    `history`: who reads its history table; None lets whoever reads a row read that row's history.
    `fixed`: columns that no UPDATE of the web role changes, with the action that does (or why none may).
    `once`: columns that are set once and never changed again (an end, a signature).
    `by_action`: columns that only the named action changes: it says so in the signed claim (`acting_in`).
    `begins`: columns that a row begins with at this value (SQL), unless the action of `by_action` writes it.
    `hidden`: columns that the web role reads in no row, with what it asks instead.
    `authors`: columns in which a new row names whoever acts, or nobody; so does a change of one that may change.
    `seen`: keys, by the table that they point into: the site sets one only to a row that the actor can read there.
    `limits`: kinds of actor that change no other column than these.
    `falls`, `rises`: counts that only go down, or only up.
    `open_columns`: columns that policies read and whoever may update the row may change, with the reason.
    """

    name: str
    about: str
    rights: tuple[Right, ...] = ()
    history: tuple[Right, ...] | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    once: Mapping[str, str] = field(default_factory=dict)
    by_action: Mapping[str, str] = field(default_factory=dict)
    open_columns: Mapping[str, str] = field(default_factory=dict)
    hidden: Mapping[str, str] = field(default_factory=dict)
    begins: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    limits: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    falls: Mapping[str, str] = field(default_factory=dict)
    rises: Mapping[str, str] = field(default_factory=dict)

    def of(self, verb: str) -> list[Right]:
        """Return the rights that hold for a verb's letter."""
        return [each for each in self.rights if verb in each.verbs]

    def kinds(self, verb: str) -> set[Kind]:
        """Return the kinds of actor that may use the verb on some row."""
        return {kind for each in self.of(verb) for kind in each.kinds}
