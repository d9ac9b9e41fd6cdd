"""Takes the sample data out of a folder that turned real: what goes, what stands in the way, and the removal itself.

What is made up says so (`is_sample`); what hangs on it by foreign keys goes with it, whatever it says of itself. A row
that hangs on something real as well is nobody's to throw away: it is named, and nothing is removed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.sessions import end_sessions
from gainful.domain.operations.sample_history import erase_history
from gainful.domain.operations.sample_links import Link, chunks, holders, links, marked, mentions, personal
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.actions.erase_person import erase_traces_of
from gainful.domain.participants.models import Participant
from gainful.domain.participants.pool import forget
from gainful.domain.rights.roles import ERASER, SYSTEM

SHOWN = 20
"""Rows of one table that are named when they stand in the way."""
NOBODY = UUID(int=0)
"""Whom the list of erasures names where nobody real was erased."""
Ids = dict[type[Model], set[Any]]


@dataclass(frozen=True, slots=True)
class Hold:
    """A row that stands in the way: what it is, and what its reader can do."""

    table: str
    id: str
    said: str


@dataclass(frozen=True, slots=True)
class Samples:
    """What would go, what stands in the way, and how many real rows would lose a link, by `table.column`."""

    rows: Mapping[type[Model], Collection[Any]]
    holds: tuple[Hold, ...] = ()
    held: int = 0
    """How many rows stand in the way; `holds` names the first of each table."""
    loosened: Mapping[str, int] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Return how many rows would go, by table."""
        return dict(sorted((model._meta.db_table, len(ids)) for model, ids in self.rows.items() if ids))  # noqa: SLF001

    def ids(self, model: type[Model]) -> frozenset[Any]:
        """Return the ids of one model's rows that would go."""
        return frozenset(self.rows.get(model, ()))


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed; whoever keeps files of it removes those too."""

    samples: Samples
    history_rows: int
    addresses: frozenset[str]


class HeldError(Exception):
    """Something real hangs on the samples: nothing was removed."""

    def __init__(self, samples: Samples) -> None:
        super().__init__(_("%d real rows hang on sample data; nothing was removed.") % samples.held)
        self.samples = samples


def look(also: Collection[str] = ()) -> Samples:
    """Return what would go; `also` are ids of held rows that may go too, of people never."""
    with acting_as_system("look at sample data"), connection.cursor() as cursor:
        return _look(cursor, also)


def remove(asked_by: str, also: Collection[str] = ()) -> Removal:
    """Remove every sample with its history, in one transaction; HeldError where something real hangs on one."""
    with acting_as_system("sample data removed"):
        with connection.cursor() as cursor:
            samples = _look(cursor, also)
            if samples.held:
                raise HeldError(samples)
            if not samples.rows:
                return Removal(samples, 0, frozenset())
            accounts = list(User.objects.filter(pk__in=samples.ids(User)))
            cursor.execute("SELECT set_config('role', %s, true)", [ERASER])
            erasure = _listed(cursor, samples, asked_by)
            _loosen(cursor, samples)
            for account in accounts:
                erase_traces_of(account)
            _delete(cursor, samples)
            history = erase_history(cursor, samples.rows, erasure)
            cursor.execute("UPDATE gainful.erasure SET history_rows = %s WHERE id = %s", [history, erasure])
            cursor.execute("SELECT gainful.seal_erasures()")
            cursor.execute("SELECT set_config('role', %s, true)", [SYSTEM])
        for account in accounts:
            end_sessions(account.pk)
    forget(sorted(samples.ids(Participant)))
    return Removal(samples, history, _addresses(accounts))


def _addresses(accounts: list[User]) -> frozenset[str]:
    """Return where only samples were written to."""
    return frozenset(account.email for account in accounts if account.email)


def _look(cursor: CursorWrapper, also: Collection[str]) -> Samples:
    rows = _what_goes(cursor)
    holds, held = [], 0
    for model, ids in rows.items():
        found = [
            row for row in _held(cursor, model, ids, rows) if str(row[0]) not in also or model is Participant
        ]
        held += len(found)
        holds += [_hold(model, *row) for row in found[:SHOWN]]
    return Samples(rows, tuple(holds), held, _loosened(cursor, rows))


def _what_goes(cursor: CursorWrapper) -> Ids:
    """Follow the foreign keys from what is made up to all that hangs on it."""
    rows: Ids = defaultdict(set)
    fresh: Ids = {}
    for model in marked():
        cursor.execute(f"SELECT {_key(model)} FROM {model._meta.db_table} WHERE is_sample")  # noqa: S608, SLF001
        fresh[model] = {pk for (pk,) in cursor.fetchall()}
    while fresh:
        target, ids = fresh.popitem()
        new = ids - rows[target]
        rows[target] |= new
        for link in links():
            if link.target is target and (link.hangs or link.alone) and new:
                fresh[link.model] = fresh.get(link.model, set()) | set(
                    _naming(cursor, link.model, link.column, new)
                )
    everything = {pk for ids in rows.values() for pk in ids if isinstance(pk, UUID)}
    for model, column in mentions():
        rows[model] |= set(_naming(cursor, model, column, everything))
    return {model: ids for model, ids in rows.items() if ids}


def _naming(cursor: CursorWrapper, model: type[Model], column: str, ids: Collection[Any]) -> Iterator[Any]:
    for part in chunks(ids):
        cursor.execute(
            f"SELECT {_key(model)} FROM {model._meta.db_table} WHERE {column} = ANY (%s)",  # noqa: S608, SLF001
            [part],
        )
        yield from (pk for (pk,) in cursor.fetchall())


def _held(
    cursor: CursorWrapper, model: type[Model], ids: Collection[Any], rows: Ids
) -> list[tuple[Any, Link, Any, Link | None, Any]]:
    """Return rows that hang on a sample and on something real: id, link to the sample, its id, link to the real, id."""
    ours = [link for link in links() if link.model is model and link.hangs and link.target in holders()]
    if model is not Participant and len(ours) < 2:
        return []
    flag = "is_sample" if model in marked() else "false"
    ended = "ended_at IS NOT NULL" if model is Membership else "false"
    columns = ", ".join([_key(model), flag, ended, *(link.column for link in ours)])
    found = []
    for part in chunks(ids):
        cursor.execute(
            f"SELECT {columns} FROM {model._meta.db_table} WHERE {_key(model)} = ANY (%s)",  # noqa: S608, SLF001
            [part],
        )
        for pk, is_sample, is_over, *values in cursor.fetchall():
            if is_sample or is_over:
                continue
            named = [(link, value) for link, value in zip(ours, values, strict=True) if value is not None]
            sample = [each for each in named if each[1] in rows.get(each[0].target, ())]
            real = _real(model, [each for each in named if each not in sample], sample)
            if sample and (real or model is Participant):
                found.append((pk, *_most_personal(sample), *(real[0] if real else (None, None))))
    return found


def _real(
    model: type[Model], real: list[tuple[Link, Any]], sample: list[tuple[Link, Any]]
) -> list[tuple[Link, Any]]:
    """Return what makes a row somebody's: another person first; organizations where no made-up person is in it.

    Who wrote a row does not count, and a role or token of a made-up account goes with the account.
    """
    if people := [each for each in real if each[0].target in personal()]:
        return people
    if any(link.target in personal() for link, _value in sample):
        return []
    if model is Membership:
        return [each for each in real if each[0].target is User]
    if any(link.target is User for link, _value in sample) and "user" in {f.name for f in model._meta.fields}:  # noqa: SLF001
        return []
    return [each for each in real if each[0].target is not User]


def _most_personal(sample: list[tuple[Link, Any]]) -> tuple[Link, Any]:
    return min(sample, key=lambda each: each[0].target not in (Organization, Participant))


def _hold(model: type[Model], pk: Any, link: Link, sample: Any, other: Link | None, real: Any) -> Hold:
    """Say in words why a row stands in the way and what can be done."""
    what = {
        "row": _name(model, pk),
        "kind": model._meta.verbose_name,  # noqa: SLF001
        "id": pk,
        "sample": _name(link.target, sample),
    }
    if other is None:
        said = _(
            "%(row)s is not made up and was registered by %(sample)s. If they are real, let the agency that works with"
            " them register them first. Then: gainful erase %(id)s --reason WHY --yes"
        )
    elif model is Membership:
        said = _("%(real)s has a role at %(sample)s. End it under People and organizations, then come again.")
    else:
        said = _(
            "%(kind)s %(row)s belongs to %(real)s and hangs on %(sample)s. End or change it there, or let it go too:"
            " --also %(id)s"
        )
    return Hold(
        model._meta.db_table,  # noqa: SLF001
        str(pk),
        said % {**what, "real": _name(other.target, real) if other else ""},
    )


def _name(model: type[Model], pk: Any) -> str:
    return str(model._default_manager.filter(pk=pk).first() or pk)  # noqa: SLF001


def _loosened(cursor: CursorWrapper, rows: Ids) -> dict[str, int]:
    found = {}
    for link in links():
        if not link.hangs and link.target in rows:
            gone = rows.get(link.model, set())
            left = [
                pk for pk in _naming(cursor, link.model, link.column, rows[link.target]) if pk not in gone
            ]
            if left:
                found[f"{link.table}.{link.column}"] = len(left)
    return found


def _loosen(cursor: CursorWrapper, samples: Samples) -> None:
    """Let what stays forget the samples that it names, as Django does when the named row is deleted."""
    for link in links():
        if f"{link.table}.{link.column}" in samples.loosened:
            for part in chunks(samples.ids(link.target)):
                cursor.execute(
                    f"UPDATE {link.table} SET {link.column} = NULL WHERE {link.column} = ANY (%s)"  # noqa: S608
                    f" AND NOT {_key(link.model)} = ANY (%s)",
                    [part, list(samples.ids(link.model))],
                )


def _delete(cursor: CursorWrapper, samples: Samples) -> None:
    """Delete in any order: foreign keys are asked at the end of the transaction."""
    for model, ids in reversed(list(samples.rows.items())):
        for part in chunks(ids):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {_key(model)} = ANY (%s)", [part])  # noqa: S608, SLF001


def _listed(cursor: CursorWrapper, samples: Samples, asked_by: str) -> UUID:
    """Write the removal into the list of erasures: who asked and what it took."""
    erasure, number = uuid4(), {model: len(samples.ids(model)) for model in (Organization, User, Participant)}
    reason = (
        f"sample data: {number[Organization]} organizations, {number[User]} accounts, {number[Participant]} people,"
        f" {sum(samples.counts().values())} rows"
    )
    cursor.execute(
        "INSERT INTO gainful.erasure (id, person, account, asked_by, reason) VALUES (%s, %s, NULL, %s, %s)",
        [erasure, NOBODY, asked_by, reason],
    )
    return erasure


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)  # noqa: SLF001
