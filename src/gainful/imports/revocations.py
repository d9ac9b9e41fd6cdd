"""The list of what was taken back, beside the backups: an older backup that is restored does not open it again.

Ends come by actions, by triggers and by the clock, so they are not noted one by one: what has ended is read out of the
database every few minutes. The list names rows by their numbers, never a person.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import write_private
from gainful.imports import erasures

NAME = "revocations.jsonl"
KEPT = timedelta(days=100)
"""How long a line stays: archives are deleted sooner, and what a restored older one opens is open."""
LATE = timedelta(days=1)
"""How long after its time an end may be committed and still be seen."""
AT_A_TIME = 5000
ENDS = {
    "role": ("organizations", "Membership", "ended_at"),
    "consent": ("participants", "Consent", "revoked_at"),
    "invitation": ("organizations", "Invitation", "revoked_at"),
    "token": ("organizations", "ApiToken", "revoked_at"),
    "link": ("outbox", "SignedLink", "revoked_at"),
}
"""What ends for good, in the order in which it is ended again: a role's and a consent's end take others along."""
ACCOUNT = "account"
"""What is closed and may be opened again: the newest line counts."""


@dataclass(frozen=True, slots=True)
class Revocation:
    """One line: a row that was ended, when; `is_open` only for an account that was opened again."""

    what: str
    row: str
    at: datetime
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class EndedAgain:
    """What a restore ended again."""

    rows: int
    operators_kept: int
    """Roles of operators that were left open: the backup has no other operator."""


def note(now: datetime) -> int:
    """List what was taken back since the last time, in this folder and beside its backups; returns how much it was."""
    held = listed(data_dir())
    fresh = [*_ended_since(held, now), *_accounts_changed(held, now)]
    if fresh:
        _write(data_dir(), [*held, *fresh], now)
    for folder in erasures.backup_folders():
        with suppress(OSError):  # a disk that is not here now gets the lists with its next backup
            copy_beside(folder)
            erasures.copy_beside(folder)  # by who may write there: the web process often may not
    return len(fresh)


def _ended_since(held: list[Revocation], now: datetime) -> Iterator[Revocation]:
    from gainful.domain.accounts.actor import acting_as_system

    since = max(max((one.at for one in held), default=now - KEPT) - LATE, now - KEPT)
    known = {(one.what, one.row) for one in held if one.at >= since}
    with acting_as_system("what was taken back is listed"):
        for what, (app, model, field) in ENDS.items():
            rows = _rows(app, model).filter(**{f"{field}__gte": since}).order_by(field)
            for row, at in rows.values_list("pk", field):
                if (what, str(row)) not in known:
                    yield Revocation(what, str(row), at)


def _rows(app: str, model: str) -> QuerySet[Any]:
    return apps.get_model(app, model)._default_manager.all()  # noqa: SLF001 - Django's name for any model's rows


def _accounts_changed(held: list[Revocation], now: datetime) -> Iterator[Revocation]:
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User

    before = closed_accounts(held)
    with acting_as_system("what was taken back is listed"):
        closed = {str(row) for row in User.objects.filter(is_active=False).values_list("pk", flat=True)}
    for row in sorted(closed ^ before):
        yield Revocation(ACCOUNT, row, now, is_open=row in before)


def closed_accounts(held: Iterable[Revocation]) -> set[str]:
    """Return which accounts are closed by the newest line of each."""
    newest = {one.row: one for one in sorted(held, key=lambda one: one.at) if one.what == ACCOUNT}
    return {row for row, one in newest.items() if not one.is_open}


def listed(*folders: Path) -> list[Revocation]:
    """Return every line on the lists of these folders, each once, the oldest first."""
    lines = {
        line
        for folder in folders
        if (folder / NAME).is_file()
        for line in (folder / NAME).read_text(encoding="utf-8").splitlines()
    }
    return sorted(map(_read, lines), key=lambda one: (one.at, one.what, one.row))


def copy_beside(folder: Path, now: datetime | None = None) -> None:
    """Write the list into another folder, or what stands there into it, too; a list that is whole is left alone."""
    if folder.is_dir() and (held := listed(folder, data_dir())) != listed(folder):
        _write(folder, held, now or datetime.now(UTC))


def take(folder: Path) -> list[Revocation]:
    """Let this folder go on with what another one lists; returns the whole list."""
    held = listed(folder, data_dir())
    if held:
        _write(data_dir(), held, datetime.now(UTC))
    return held


def _read(line: str) -> Revocation:
    told = json.loads(line)
    return Revocation(told["what"], told["row"], datetime.fromisoformat(told["at"]), told.get("open", False))


def _line(one: Revocation) -> str:
    told = {"what": one.what, "row": one.row, "at": one.at.astimezone(UTC).isoformat()}
    return json.dumps({**told, "open": True} if one.is_open else told)


def _write(folder: Path, held: Iterable[Revocation], now: datetime) -> None:
    """Write a list whole or not at all, without what is too old; an account stays as long as it is closed."""
    closed = closed_accounts(held := list(held))
    kept = [one for one in held if one.at >= now - KEPT or (one.what == ACCOUNT and one.row in closed)]
    write_private(folder / NAME, "".join(f"{_line(one)}\n" for one in kept).encode(), lasts=True)


def end_again(held: Iterable[Revocation]) -> EndedAgain:
    """End what a restored backup holds open and the list names as ended, at the time at which it had ended."""
    from gainful.domain.accounts.actor import acting_as_system
    from gainful.domain.accounts.models import User

    held = list(held)
    ended = {what: {UUID(one.row): one.at for one in held if one.what == what} for what in ENDS}
    closed = set(map(UUID, closed_accounts(held)))
    with acting_as_system("taken back before this backup was restored"):
        kept = _last_operators(set(ended["role"]), closed)
        for role, user in kept:
            ended["role"].pop(role, None)
            closed.discard(user)
        count = sum(_end(what, ended[what]) for what in ENDS)
        count += User.objects.filter(pk__in=closed, is_active=True).update(is_active=False)
    return EndedAgain(count, len(kept))


def _last_operators(ended: set[UUID], closed: set[UUID]) -> list[tuple[UUID, UUID]]:
    """Return the operators' roles of a backup of which no other one would be left: nobody could come in any more."""
    from gainful.domain.organizations.members import Membership, Role

    roles = Membership.objects.filter(role=Role.OPERATOR, ended_at=None, user__is_active=True).order_by("pk")
    found = list(roles.values_list("pk", "user_id"))
    stay = [each for each in found if each[0] not in ended and each[1] not in closed]
    return [] if stay else found


def _end(what: str, ended: dict[UUID, datetime]) -> int:
    app, model, field = ENDS[what]
    rows, count = _rows(app, model).filter(**{field: None}).order_by(), 0
    waiting = iter(ended)
    while some := list(islice(waiting, AT_A_TIME)):
        for row in list(rows.filter(pk__in=some).values_list("pk", flat=True)):
            count += rows.filter(pk=row).update(**{field: ended[row]})
    return count
