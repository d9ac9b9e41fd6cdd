"""What comes with an imported person: jobs, credentials, barriers, characteristics; a second time adds nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from gainful.domain.participants.bulk import insert_rows
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.levels import covered
from gainful.domain.participants.models import (
    Barrier,
    Characteristic,
    HeldCompetency,
    ParticipantCredential,
    Scope,
    WorkHistory,
)
from gainful.engine.credentials.mentions import credential_name
from gainful.engine.records.people import JobRecord, PersonRecord


def save_children(people: dict[str, UUID], records: dict[str, PersonRecord]) -> None:
    """Keep of each person what their consent covers: jobs and credentials, support needs, characteristics."""
    ids = list(people.values())
    pairs, helped, told = (
        [(person, records[code]) for code, person in people.items() if person in agreed]
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
            (next_id(), person, job.code, job.title, job.employer, job.start, job.end, "import", now)
            for person, record in pairs
            for job in _distinct(record.jobs)
            if (person, job.code, job.title, job.start, job.end) not in held
        ),
    )
    insert_rows(
        ParticipantCredential,
        ("id", "participant_id", "competency_id", "name", "issuer", "source", "confirmed_at"),
        (
            (next_id(), person, credential, credential_name(credential), "", "import", now)
            for person, record in pairs
            for credential in dict.fromkeys(record.credentials)
        ),
    )
    insert_rows(
        HeldCompetency,
        ("id", "participant_id", "competency_id", "name", "domain", "level", "evidence_kind", "note", "source",
         "confirmed_at"),
        (
            (next_id(), person, skill.competency_id, skill.name[:200], skill.domain, skill.level, "stated", "",
             "import", now)
            for person, record in pairs
            for skill in record.skills
        ),
    )  # fmt: skip
    insert_rows(
        Barrier,
        ("id", "participant_id", "kind", "is_removable", "note"),
        ((next_id(), p, kind, True, "") for p, record in helped for kind in dict.fromkeys(record.barriers)),
    )
    insert_rows(
        Characteristic,
        ("id", "participant_id", "kind", "value"),
        ((next_id(), p, kind, value) for p, record in told for kind, value in record.characteristics.items()),
    )


def _distinct(jobs: Sequence[JobRecord]) -> Sequence[JobRecord]:
    return list(dict.fromkeys(jobs))
