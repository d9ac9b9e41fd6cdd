"""The names of all triggers, kept as they are added: pgtrigger gathers them anew for each of some 600 triggers, which
took a third of the time in which a command starts.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

from pgtrigger.registry import _Registry


class TriggerNames:
    """What is asked of the registry of triggers whenever one is added; brought up to date by those that are new."""

    def __init__(self) -> None:
        self.by_table: dict[tuple[str, str], Any] = {}
        self.functions: set[str] = set()
        self.seen = 0

    def of(self, registry: _Registry) -> TriggerNames:
        """Return the names of all triggers of a registry."""
        for model, trigger in islice(reversed(registry.data.values()), len(registry.data) - self.seen):
            self.by_table[model._meta.db_table, trigger.name] = trigger  # noqa: SLF001 - Django's public Meta API
            self.functions.add(trigger.get_pgid(model))
        self.seen = len(registry.data)
        return self

    def forget(self) -> None:
        """Begin anew: a trigger was taken away."""
        self.__init__()  # type: ignore[misc]


def keep_trigger_names() -> None:
    """Let pgtrigger's registry keep its names, before the first trigger is added."""
    names, take_away = TriggerNames(), _Registry.__delitem__

    def taken_away(registry: _Registry, key: str) -> None:
        take_away(registry, key)
        names.forget()

    _Registry.by_db_table = property(lambda registry: names.of(registry).by_table)
    _Registry.pg_function_names = property(lambda registry: names.of(registry).functions)
    _Registry.__delitem__ = taken_away
