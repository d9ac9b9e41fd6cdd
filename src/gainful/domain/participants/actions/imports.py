"""Saving many people at once: all or none, the same file twice makes no duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.actions.import_parts import save_children
from gainful.domain.participants.actions.people import EDITABLE
from gainful.domain.participants.bulk import insert_rows, references_checked_at_once, update_rows
from gainful.domain.participants.duplicate_queries import kept_codes
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.levels import refresh_levels, taken_codes, touch
from gainful.domain.participants.models import Consent, ConsentBasis, Participant, Scope
from gainful.engine.records.people import PersonRecord, join_jobs

CHUNK = 2000
PLAIN = tuple(name for name in EDITABLE if name != "schedule")


@dataclass(frozen=True, slots=True)
class Attestation:
    """What staff attest for every new person of a file: how they consented, to what, until when."""

    expires_at: datetime
    basis: str = ConsentBasis.SIGNED_FORM
    scopes: tuple[str, ...] = (Scope.PROFILE, Scope.MATCHING, Scope.SUPPORT, Scope.FAIRNESS)
    note: str = ""


@dataclass(slots=True)
class Imported:
    """What an import did: people added, brought up to date, and left alone because they took consent back."""

    added: int = 0
    updated: int = 0
    closed: list[str] = field(default_factory=list)
    people: list[UUID] = field(default_factory=list)
    """All whom the file names and who may be kept."""
    changed: list[UUID] = field(default_factory=list)
    """Those who were there before: marked changed at the very end, or a list read meanwhile would miss them."""


@transaction.atomic
def import_people(
    actor: Actor,
    records: Iterable[PersonRecord],
    attestation: Attestation,
    *,
    is_sample: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Add or update people by person ID in one transaction; memory is bounded by chunks of 2,000."""
    require(actor, "import")
    result, done = Imported(), 0
    with references_checked_at_once():
        for chunk in _chunks(records):
            merged: dict[str, PersonRecord] = {}
            for record in chunk:
                merged[record.code] = (
                    join_jobs(merged[record.code], record) if record.code in merged else record
                )
            ids = _save_chunk(actor, merged, attestation, result, is_sample=is_sample)
            refresh_levels(ids, mark=False)
            done += len(chunk)
            if progress is not None:
                progress(done)
        touch(result.changed)
    return result


def _chunks(records: Iterable[PersonRecord]) -> Iterator[Sequence[PersonRecord]]:
    stream = iter(records)
    while chunk := list(islice(stream, CHUNK)):
        yield chunk


def _save_chunk(
    actor: Actor,
    records: dict[str, PersonRecord],
    attestation: Attestation,
    result: Imported,
    *,
    is_sample: bool,
) -> list[UUID]:
    known = {
        p.code: p
        for p in Participant.objects.filter(
            registered_by=actor.organization, code__in=list(records)
        ).order_by()
    }
    elsewhere = _leading_elsewhere([code for code in records if code not in known])
    for code, person in elsewhere.items():  # one person under two IDs in one file has one record
        if person.code in records:
            records[person.code] = _joined(records[person.code], records.pop(code))
            known.setdefault(person.code, person)
        else:
            records[person.code] = replace(records.pop(code), code=person.code)
            known[person.code] = person
    hidden = taken_codes(list(records)) - known.keys()
    result.closed.extend(sorted(hidden))
    new = {code: next_id() for code in records if code not in known and code not in hidden}
    _register(actor, {code: (new[code], records[code]) for code in new}, is_sample=is_sample)
    _attest(actor, new.values(), attestation)
    changed = [person for code, person in known.items() if _update(person, records[code])]
    columns = ("id", *PLAIN, "schedule")
    update_rows(Participant, columns, ([getattr(person, c) for c in columns] for person in changed))
    people = {**{code: person.pk for code, person in known.items()}, **new}
    result.added += len(new)
    result.updated += len(known)
    result.changed += [person.pk for person in known.values()]
    result.people += people.values()
    save_children(people, records)
    return list(people.values())


def _joined(first: PersonRecord, second: PersonRecord) -> PersonRecord:
    """Return the first with the jobs of the second, and with what only the second tells."""
    told = {
        key: getattr(second, key) for key in (*PLAIN, "schedule") if getattr(first, key) in (None, "", ())
    }
    return replace(join_jobs(first, second), **told)


def _leading_elsewhere(codes: Sequence[str]) -> dict[str, Participant]:
    """Return the person to whom an ID leads whose own record was put into another; the other's ID stays."""
    leads = kept_codes(codes) if codes else {}
    kept = Participant.objects.in_bulk(leads.values())
    return {code: kept[pk] for code, pk in leads.items() if pk in kept}


def _register(actor: Actor, people: dict[str, tuple[UUID, PersonRecord]], *, is_sample: bool) -> None:
    now = timezone.now()
    insert_rows(
        Participant,
        ("id", "registered_by_id", "code", "is_sample", "created_at", "updated_at", "schedule", *PLAIN),
        (
            (pk, actor.organization_id, code, is_sample, now, now, record.schedule, *_plain(record))
            for code, (pk, record) in people.items()
        ),
    )


def _plain(record: PersonRecord) -> list[Any]:
    return [getattr(record, key) for key in PLAIN]


def _attest(actor: Actor, people: Iterable[UUID], attestation: Attestation) -> None:
    now, by = timezone.now(), None if actor.user is None else actor.user.pk
    given = (attestation.scopes, now, attestation.expires_at, attestation.basis, by, attestation.note)
    insert_rows(
        Consent,
        ("id", "participant_id", "organization_id", "scopes", "granted_at", "expires_at", "basis",
         "attested_by_id", "note"),
        ((next_id(), person, actor.organization_id, *given) for person in people),
    )  # fmt: skip


def _update(person: Participant, record: PersonRecord) -> bool:
    """Take over what the file tells and say whether that changes anything; an empty cell erases nothing."""
    told = {
        key: value for key in (*PLAIN, "schedule") if (value := getattr(record, key)) not in (None, "", ())
    }
    if "schedule" in told:
        told["schedule"] = list(record.schedule)
    changes = {key: value for key, value in told.items() if getattr(person, key) != value}
    for key, value in changes.items():
        setattr(person, key, value)
    return bool(changes)
