"""The difference of two versions of a curriculum, module by module, side by side."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Change(StrEnum):
    """What became of a module between two versions."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    """Nothing of it changed but its place among the modules that both versions have."""


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module as it is read: its key across versions, and each of its fields in words."""

    key: Hashable
    title: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field of a module, before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ModuleChange:
    """One row of the comparison; a module that one version lacks is None there."""

    change: Change
    before: ModuleText | None
    after: ModuleText | None
    fields: tuple[ChangedField, ...] = ()

    @property
    def title(self) -> str:
        """What the module is called, in the later version where it has one."""
        module = self.after or self.before
        return module.title if module else ""


def difference(before: Sequence[ModuleText], after: Sequence[ModuleText]) -> tuple[ModuleChange, ...]:
    """Return a row for each module of either version, in the later one's order; removed ones stand where they stood."""
    old = {module.key: module for module in before}
    new = {module.key: module for module in after}
    moved = _moved([m.key for m in before if m.key in new], [m.key for m in after if m.key in old])
    rows = [_row(old.get(module.key), module, is_moved=module.key in moved) for module in after]
    for place, module in enumerate(before):
        if module.key not in new:
            rows.insert(_place(place, before, rows), ModuleChange(Change.REMOVED, module, None))
    return tuple(rows)


def _row(before: ModuleText | None, after: ModuleText, *, is_moved: bool) -> ModuleChange:
    if before is None:
        return ModuleChange(Change.ADDED, None, after)
    names = list(dict.fromkeys([*before.fields, *after.fields]))
    fields = tuple(
        ChangedField(name, before.fields.get(name, ""), after.fields.get(name, ""))
        for name in names
        if before.fields.get(name, "") != after.fields.get(name, "")
    )
    if fields:
        return ModuleChange(Change.CHANGED, before, after, fields)
    return ModuleChange(Change.MOVED if is_moved else Change.SAME, before, after)


def _place(place: int, before: Sequence[ModuleText], rows: Sequence[ModuleChange]) -> int:
    """Return where a removed module goes: behind the one that stood before it."""
    if place == 0:
        return 0
    previous = before[place - 1].key
    return next(i for i, row in enumerate(rows, 1) if row.before is not None and row.before.key == previous)


def _moved(before: list[Hashable], after: list[Hashable]) -> set[Hashable]:
    """Return the keys outside the longest run that kept its order: the fewest that one would have had to move."""
    places = {key: place for place, key in enumerate(before)}
    best: list[list[Hashable]] = []
    for key in after:
        longest = max((run for run in best if places[run[-1]] < places[key]), key=len, default=[])
        best.append([*longest, key])
    stays = max(best, key=len, default=[])
    return set(after) - set(stays)
