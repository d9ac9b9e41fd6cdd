"""Who changed what: the installation's own history, newest first, read under row security."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model
from pghistory.models import Event

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.organizations.access import require

APPS = ("accounts", "organizations", "reference")
LONGEST = 5000
"""How many changes a list or an export holds at most."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one record: when, by whom, to what, which fields, and why where a reason was given."""

    at: datetime
    who: str
    kind: str
    record: str
    record_id: UUID
    label: str
    fields: tuple[str, ...]
    reason: str


def tracked_kinds() -> dict[str, type[Model]]:
    """Return the event model of every kind of record whose history is listed, by the record's own name."""
    found = [m for m in apps.get_models() if issubclass(m, Event) and m._meta.app_label in APPS]  # noqa: SLF001
    return {m.pgh_tracked_model._meta.model_name: m for m in found}  # type: ignore[attr-defined]  # noqa: SLF001


def kind_names() -> list[tuple[str, str]]:
    """Return the kinds of record whose history is listed, each with its name in words."""
    found = tracked_kinds().items()
    return [(name, str(m.pgh_tracked_model._meta.verbose_name)) for name, m in sorted(found)]  # type: ignore[attr-defined]  # noqa: SLF001


def changes(actor: Actor, *, kind: str = "", limit: int = 50, offset: int = 0) -> list[Change]:
    """Return changes newest first; `kind` narrows to one kind of record, unknown kinds hold nothing."""
    require(actor, "read_history")
    end = min(offset + limit, LONGEST)
    kinds = tracked_kinds()
    wanted = [kinds[kind]] if kind in kinds else [] if kind else list(kinds.values())
    events: list[Any] = []
    for model in wanted:
        events.extend(model.objects.select_related("pgh_context").order_by("-pgh_id")[:end])  # type: ignore[attr-defined]
    events.sort(key=lambda event: (event.pgh_created_at, event.pgh_id), reverse=True)
    page = list(islice(events, offset, end))
    return list(_read(page))


def _read(events: list[Any]) -> Iterator[Change]:
    people = _names(events)
    for event in events:
        context = event.pgh_context.metadata if event.pgh_context else {}
        yield Change(
            at=event.pgh_created_at,
            who=people.get(context.get("user") or "", "") or str(context.get("role") or "system"),
            kind=str(event.pgh_tracked_model._meta.verbose_name),  # noqa: SLF001
            record=_title(event),
            record_id=event.pgh_obj_id,
            label=event.pgh_label,
            fields=_changed(event),
            reason=str(context.get("reason") or context.get("url") or ""),
        )


def _names(events: list[Any]) -> dict[str, str]:
    ids = {e.pgh_context.metadata.get("user") for e in events if e.pgh_context} - {None, ""}
    return {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}


def _title(event: Any) -> str:
    """Return what the record is called, in the words that stand in the event itself."""
    return next(
        (str(getattr(event, f)) for f in ("name", "email", "version", "role") if getattr(event, f, "")), ""
    )


def _changed(event: Any) -> tuple[str, ...]:
    """Return the names of the fields an update changed; values stay in the database."""
    if event.pgh_label != "update":
        return ()
    before = (
        type(event)
        .objects.filter(pgh_obj_id=event.pgh_obj_id, pgh_id__lt=event.pgh_id)
        .order_by("-pgh_id")
        .first()
    )
    if before is None:
        return ()
    names = [f.attname for f in event._meta.fields if not f.name.startswith("pgh_")]  # noqa: SLF001
    return tuple(name for name in names if getattr(before, name) != getattr(event, name))
