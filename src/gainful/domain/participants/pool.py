"""The pool for ranking: the people an organization may match, kept as columns outside the database.

Who is in it and what is known of them comes from the database in the transaction that asks: a store is only a start,
and everybody whose record or consent changed since its snapshot is read again before an answer is given. How stores lie
in files: docs/decisions/0020-pool-store.md.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import numpy as np
from django.db import connection

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.participants import pool_store
from gainful.domain.participants.pool_labels import with_labels
from gainful.domain.participants.pool_rows import PeopleRead, agreed_people, read_people, visible_people
from gainful.domain.participants.pool_store import Kept
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.ranking.pool import Pool
from gainful.engine.ranking.pool_pieces import joined_pools

KEPT = 8
"""Pools kept at once; of each the columns that a job asks for lie in memory, about 70 MB a million people."""

_pools: dict[tuple[UUID, str], Kept] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Told:
    """What the database says at one moment, seen as the actor."""

    snapshot: str
    at: int
    """now, microseconds since 1970"""
    agency: UUID | None
    """the organization whose staff the actor is"""
    myself: UUID | None
    """the record of the person who is signed in"""
    known: bool
    """whether changes since the snapshot asked about are all known"""
    changed: list[UUID]
    own: list[UUID]
    """changed by this very transaction, which may yet be taken back"""
    epoch: str
    """another one: nothing that was read before counts"""


def pool(actor: Actor, reference_version: str | None = None) -> Pool:
    """Return the people the actor's organization may match, as columns of one reference version."""
    reference = load_reference(reference_version) if reference_version else load_reference()
    if actor.role == SYSTEM_ROLE:
        return with_labels(read_people(visible_people(reference), reference).pool)
    with _lock:
        kept = _pools.get((actor.organization_id, reference.version)) if actor.organization_id else None
    told = _told(kept)
    if told.agency is None:
        found = read_people([], reference).pool
    elif told.own:
        found = _uncommitted(kept, told, told.agency, reference)
    else:
        found = _settled(kept, told, told.agency, reference).pool
    if told.myself is not None and not len(found.rows_of([str(told.myself)])):
        found = joined_pools([found, read_people([told.myself], reference).pool])
    return with_labels(found)


def _told(kept: Kept | None) -> Told:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.snapshot, c.at, c.agency, c.myself, c.known, c.changed, c.own, gainful.pool_epoch()"
            " FROM gainful.pool_changes(%s) c",
            [kept.snapshot if kept else None],
        )
        return Told(*cursor.fetchone())


def _settled(kept: Kept | None, told: Told, agency: UUID, reference: Reference) -> Kept:
    """Return the store brought up to date, and keep it for the next who ask."""
    if kept is None or not told.known or kept.epoch != told.epoch:
        kept = pool_store.load(agency, reference.version, told.epoch)
        told = _told(kept)
    if kept is None or not told.known or len(told.changed) > len(kept.pool) // 2:
        kept = _begun(told, agency, reference)
    elif told.changed:
        kept = _renewed(kept, told, read_people(told.changed, reference))
    else:
        kept = replace(kept, snapshot=told.snapshot)
    kept = kept.without_expired(told.at)
    with _lock:
        if len(_pools) >= KEPT and (agency, reference.version) not in _pools:
            _pools.pop(next(iter(_pools)))
        _pools[agency, reference.version] = kept
    pool_store.write_where_due(kept, _written)
    return kept


def _begun(told: Told, agency: UUID, reference: Reference) -> Kept:
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.forget_pool_changes()")
    read = _agreed(read_people(agreed_people(agency), reference))
    return Kept(agency, reference.version, told.epoch, told.snapshot, read.pool, read.until)


def _agreed(read: PeopleRead) -> PeopleRead:
    """Return those alone who agreed: whoever asks may also see their own record, which is nobody else's business."""
    if read.until.all():
        return read
    rows = np.flatnonzero(read.until)
    return PeopleRead(read.pool.take(rows), read.until[rows])


def _renewed(kept: Kept, told: Told, read: PeopleRead) -> Kept:
    """Return the store with everybody who changed as they are now, or gone."""
    fresh = _agreed(read)
    return replace(kept.without(told.changed).joined(fresh.pool, fresh.until), snapshot=told.snapshot)


def _uncommitted(kept: Kept | None, told: Told, agency: UUID, reference: Reference) -> Pool:
    """Return the pool as this transaction sees it; nobody else may be told."""
    if kept is None or not told.known or kept.epoch != told.epoch:
        return _agreed(read_people(agreed_people(agency), reference)).pool
    everybody = replace(told, changed=[*told.changed, *told.own])
    return _renewed(kept, everybody, read_people(everybody.changed, reference)).without_expired(told.at).pool


def _written(kept: Kept) -> None:
    """Take a store that was written anew, unless another has begun since."""
    with _lock:
        now = _pools.get((kept.agency, kept.version))
        if now is not None and now.epoch == kept.epoch:
            _pools[kept.agency, kept.version] = kept


def forget(people: Sequence[UUID]) -> None:
    """Take erased people out of every store, in memory and in files."""
    with _lock:
        _pools.clear()
    pool_store.blank(people)
