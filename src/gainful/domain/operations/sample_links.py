"""Which table hangs on which: the foreign keys of every model, as data."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, PROTECT, RESTRICT, ForeignKey, Model, UUIDField
from pghistory.models import Event

from gainful.domain.participants.models import Participant

AT_A_TIME = 10_000
"""Ids in one statement."""
NOT_OURS = {"pghistory", "procrastinate"}
ENDS_WITH_IT = (CASCADE, PROTECT, RESTRICT)
"""What a row does that hangs on another: it goes with it, or keeps it from going."""


@dataclass(frozen=True, slots=True)
class Link:
    """A foreign key: `hangs` where the row is nothing without the other, `alone` where nobody else owns the row."""

    model: type[Model]
    column: str
    target: type[Model]
    hangs: bool
    alone: bool = False

    @property
    def table(self) -> str:
        """The table that points."""
        return str(self.model._meta.db_table)  # noqa: SLF001


def models() -> Iterator[type[Model]]:
    """Yield every model with a table of its own, history aside."""
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta  # noqa: SLF001
        if (
            meta.managed
            and not meta.proxy
            and meta.app_label not in NOT_OURS
            and not issubclass(model, Event)
        ):
            yield model


@cache
def marked() -> frozenset[type[Model]]:
    """Return the models whose rows say whether they are made up."""
    return frozenset(model for model in models() if any(f.name == "is_sample" for f in model._meta.fields))  # noqa: SLF001


@cache
def links() -> tuple[Link, ...]:
    """Return every foreign key between our tables."""
    found = [
        Link(model, str(each.column), each.related_model, each.remote_field.on_delete in ENDS_WITH_IT)
        for model in models()
        for each in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(each, ForeignKey)
    ]
    owned = _reach(found, marked())
    return tuple(_alone(link, found, owned) for link in found)


def _alone(link: Link, found: list[Link], owned: frozenset[type[Model]]) -> Link:
    ways = [each for each in found if each.model is link.model and each.target in owned]
    only = ways == [link] and not link.hangs and link.model not in marked()
    return Link(link.model, link.column, link.target, link.hangs, alone=True) if only else link


def _reach(found: Collection[Link], start: Collection[type[Model]]) -> frozenset[type[Model]]:
    """Return the models that hang on one of these, over however many links, and these themselves."""
    reached = set(start)
    while more := {link.model for link in found if link.hangs and link.target in reached} - reached:
        reached |= more
    return frozenset(reached)


@cache
def holders() -> frozenset[type[Model]]:
    """Return the models whose rows belong to somebody: they hang on what can be made up."""
    return _reach(links(), marked())


@cache
def mentions() -> tuple[tuple[type[Model], str], ...]:
    """Return the columns that name a row without a foreign key, of models that hang on nobody: the row goes with it."""
    return tuple(
        (model, str(each.column))
        for model in models()
        if model not in holders()
        for each in model._meta.concrete_fields  # noqa: SLF001
        if isinstance(each, UUIDField) and not each.primary_key and each.remote_field is None
    )


@cache
def personal() -> frozenset[type[Model]]:
    """Return the models whose rows are about one person."""
    return _reach(links(), {Participant})


def chunks(ids: Collection[Any]) -> Iterator[list[Any]]:
    """Yield ids a statement at a time."""
    all_of_them = list(ids)
    for start in range(0, len(all_of_them), AT_A_TIME):
        yield all_of_them[start : start + AT_A_TIME]
