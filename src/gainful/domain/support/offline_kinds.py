"""What can be edited without a connection: each kind says how it finds its thing and how it writes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.models import Participant
from gainful.domain.support.actions.goals import check_due, hold_action, write_action
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import CaseNote, GoalAction, NoteKind, SharedWith
from gainful.domain.support.states.goals import ActionState

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Target:
    """A thing that an edit is about: whose it is, its version and its fields as the phone has them."""

    row: Any
    participant_id: UUID
    version: int
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class OfflineKind:
    """A kind of edit: `find` holds its thing (None: it only adds), `check` returns its fields or refuses them."""

    code: str
    check: Callable[[Fields], dict[str, Any]]
    find: Callable[[UUID], Target | None] | None
    write: Callable[[Any, Fields], Any] | None = None
    add: Callable[[Actor, Participant, Fields, datetime], Any] | None = None


_KINDS: dict[str, OfflineKind] = {}


def register_offline(kind: OfflineKind) -> OfflineKind:
    """Add a kind; a code that is taken by another is an error of the program."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds of offline edit are called {kind.code}.")
    return kind


def offline_kind(code: str) -> OfflineKind:
    """Return a kind by its code; SupportError where there is none."""
    if code not in _KINDS:
        raise SupportError(_("“%s” is nothing that can be edited offline.") % str(code)[:20], field="kind")
    return _KINDS[code]


def _note_fields(given: Fields) -> dict[str, Any]:
    allowed = ("kind", "text", "shared_with", "minutes")
    minutes = given.get("minutes")
    if minutes is not None and (isinstance(minutes, bool) or not isinstance(minutes, int)):
        raise SupportError(_("Minutes are a whole number."), field="minutes")
    found = {name: given[name] for name in allowed if name in given}
    if any(not isinstance(found.get(name, ""), str) for name in ("kind", "text", "shared_with")):
        raise SupportError(_("A note is text."), field="text")
    return found


def _add_note(actor: Actor, person: Participant, fields: Fields, made_at: datetime) -> CaseNote:
    return add_note(
        actor, person,
        NoteText(
            str(fields.get("kind", NoteKind.OTHER)), str(fields.get("text", "")),
            str(fields.get("shared_with", SharedWith.AGENCY)), happened_at=made_at, minutes=fields.get("minutes"),
            made_offline=True,
        ),
    )  # fmt: skip


def action_fields(row: GoalAction) -> dict[str, Any]:
    """Return the fields of an action that a phone may change, as it holds them."""
    return {"state": row.state, "due_on": row.due_on.isoformat() if row.due_on else "", "text": row.text}


def _action_fields(given: Fields) -> dict[str, Any]:
    found = {name: str(given[name]) for name in ("state", "due_on", "text") if name in given}
    if "state" in found and found["state"] not in ActionState.values:
        raise SupportError(_("There is no such state."), field="state")
    if "text" in found and not 0 < len(found["text"].strip()) <= 300:
        raise SupportError(_("Say what is to be done, in at most 300 characters."), field="text")
    if found.get("due_on"):
        try:
            day = date.fromisoformat(found["due_on"])
        except ValueError:
            raise SupportError(_("“%s” is not a day.") % found["due_on"][:20], field="due_on") from None
        found["due_on"] = check_due(day).isoformat()  # type: ignore[union-attr]  # a day comes back as one
    return found


def _find_action(target: UUID) -> Target | None:
    row = hold_action(target)
    return None if row is None else Target(row, row.participant_id, row.version, action_fields(row))


def _write_action(row: GoalAction, fields: Fields) -> GoalAction:
    values = dict(fields)
    if "due_on" in values:
        values["due_on"] = date.fromisoformat(values["due_on"]) if values["due_on"] else None
    return write_action(row, values)


NOTE = register_offline(OfflineKind("note", _note_fields, None, add=_add_note))
ACTION = register_offline(OfflineKind("action", _action_fields, _find_action, write=_write_action))
