"""Saving many people at once: all or none, the same file twice makes no duplicates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.participants.access import require
from gainful.domain.participants.bulk import insert_rows
from gainful.domain.participants.levels import covered, refresh_levels, taken_codes
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    Consent,
    ConsentBasis,
    Participant,
    ParticipantCredential,
    Scope,
    WorkHistory,
)
from gainful.domain.participants.records import JobRecord, PersonRecord, join_jobs

CHUNK = 1000
PLAIN = (
    "name",
    "email",
    "phone",
    "postal_code",
    "area_code",
    "scenario",
    "wage_floor",
    "weekly_hours",
    "commute_minutes",
)


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


@transaction.atomic
def import_people(
    actor: Actor,
    records: Iterable[PersonRecord],
    attestation: Attestation,
    *,
    is_sample: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Add or update people by person ID in one transaction; memory is bounded by chunks of 1,000."""
    require(actor, "import")
    result, done = Imported(), 0
    for chunk in _chunks(records):
        merged: dict[str, PersonRecord] = {}
        for record in chunk:
            merged[record.code] = join_jobs(merged[record.code], record) if record.code in merged else record
        ids = _save_chunk(actor, merged, attestation, result, is_sample=is_sample)
        refresh_levels(ids)
        done += len(chunk)
        if progress is not None:
            progress(done)
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
        for p in Participant.objects.filter(registered_by=actor.organization, code__in=list(records))
    }
    hidden = taken_codes(list(records)) - known.keys()
    result.closed.extend(sorted(hidden))
    new = {
        code: _person(actor, r, is_sample=is_sample)
        for code, r in records.items()
        if code not in known | dict.fromkeys(hidden)
    }
    Participant.objects.bulk_create(new.values())
    Consent.objects.bulk_create(_consent(actor, person, attestation) for person in new.values())
    for code, person in known.items():
        _update(person, records[code])
    Participant.objects.bulk_update(known.values(), [*PLAIN, "schedule", "updated_at"])
    result.added += len(new)
    result.updated += len(known)
    people = {**known, **new}
    _save_children(people, records)
    return [person.pk for person in people.values()]


def _person(actor: Actor, record: PersonRecord, *, is_sample: bool) -> Participant:
    return Participant(
        registered_by=actor.organization,
        code=record.code,
        is_sample=is_sample,
        schedule=list(record.schedule),
        **{key: getattr(record, key) for key in PLAIN},
    )


def _consent(actor: Actor, person: Participant, attestation: Attestation) -> Consent:
    return Consent(
        participant=person,
        organization=actor.organization,
        scopes=list(attestation.scopes),
        expires_at=attestation.expires_at,
        basis=attestation.basis,
        attested_by=actor.user,
        note=attestation.note,
    )


def _update(person: Participant, record: PersonRecord) -> None:
    """Take over what the file tells; an empty cell does not erase what is known."""
    for key in PLAIN:
        if (value := getattr(record, key)) not in (None, ""):
            setattr(person, key, value)
    if record.schedule:
        person.schedule = list(record.schedule)
    person.updated_at = timezone.now()


def _save_children(people: dict[str, Participant], records: dict[str, PersonRecord]) -> None:
    """Keep of each person what their consent covers: jobs and credentials, support needs, characteristics."""
    ids = [person.pk for person in people.values()]
    pairs, helped, told = (
        [(person, records[code]) for code, person in people.items() if person.pk in agreed]
        for agreed in (covered(ids, scope) for scope in (Scope.PROFILE, Scope.SUPPORT, Scope.FAIRNESS))
    )
    held = set(
        WorkHistory.objects.filter(participant_id__in=ids)
        .order_by()
        .values_list("participant_id", "occupation_code", "title", "start", "end")
    )
    now = timezone.now()
    insert_rows(
        WorkHistory,
        (
            "id",
            "participant_id",
            "occupation_code",
            "title",
            "employer",
            "start",
            "end",
            "source",
            "confirmed_at",
        ),
        (
            (uuid4(), person.pk, job.code, job.title, job.employer, job.start, job.end, "import", now)
            for person, record in pairs
            for job in _distinct(record.jobs)
            if (person.pk, job.code, job.title, job.start, job.end) not in held
        ),
    )
    insert_rows(
        ParticipantCredential,
        ("id", "participant_id", "competency_id", "name", "issuer", "source", "confirmed_at"),
        (
            (uuid4(), person.pk, credential, _credential_name(credential), "", "import", now)
            for person, record in pairs
            for credential in dict.fromkeys(record.credentials)
        ),
    )
    insert_rows(
        Barrier,
        ("id", "participant_id", "kind", "is_removable", "note"),
        ((uuid4(), p.pk, kind, True, "") for p, record in helped for kind in dict.fromkeys(record.barriers)),
    )
    insert_rows(
        Characteristic,
        ("id", "participant_id", "kind", "value"),
        (
            (uuid4(), p.pk, kind, value)
            for p, record in told
            for kind, value in record.characteristics.items()
        ),
    )


def _distinct(jobs: Sequence[JobRecord]) -> Sequence[JobRecord]:
    return list(dict.fromkeys(jobs))


def _credential_name(competency_id: str) -> str:
    return competency_id.removeprefix("credential:").replace("-", " ").capitalize()
