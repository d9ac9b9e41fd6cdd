"""Held levels of people, computed from their history and kept for ranking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.bulk import insert_rows
from gainful.domain.participants.ids import next_id
from gainful.domain.participants.models import (
    TRAINING,
    HeldCompetency,
    Participant,
    ParticipantLevels,
    Scope,
    WorkHistory,
)
from gainful.domain.participants.rights_sql import consented_sql, is_self
from gainful.engine.occupations import Reference, available_versions, load_reference
from gainful.engine.occupations.versions import current_version
from gainful.engine.ranking.held_by_people import held_by_people
from gainful.engine.records import JobRecord, PersonRecord, SkillRecord

CHUNK = 4000
REASON = "levels worked out for changed reference data"


def refresh_levels(people: Iterable[UUID], reference: Reference | None = None, *, mark: bool = True) -> int:
    """Rebuild the cached levels of these people and mark them changed unless the caller does; returns how many.

    Without `reference`, against every release in use: the current one and those that earlier job orders keep.
    Who did not agree to be matched has none; giving that consent makes them.
    """
    references = [reference] if reference else _references_in_use()
    wanted = list(people)
    agreed = covered(wanted, "matching")
    ids = [person for person in wanted if person in agreed]
    for start in range(0, len(ids), CHUNK):
        for against in references:
            _refresh(ids[start : start + CHUNK], against)
    if mark:
        touch(wanted)
    return len(ids)


def _references_in_use() -> list[Reference]:
    """Return the current release and those that people have levels of already; only one where one is here."""
    current = load_reference()
    others = sorted(set(available_versions()) - {current.version})
    if not others:
        return [current]
    kept = ParticipantLevels.objects.filter(reference_version__in=others)
    used = kept.order_by("reference_version").values_list("reference_version", flat=True).distinct()
    return [current, *map(load_reference, used)]


def outdated(most: int = CHUNK) -> list[UUID]:
    """Return people who can be matched and whose levels for the current release are missing or older than its files.

    Ask as the system. A release that is chosen, loaded in place of another or brought by an upgrade makes everybody so.
    """
    version, there = current_version(), available_versions()
    if version not in there:
        return []
    written = datetime.fromtimestamp((there[version] / "manifest.json").stat().st_mtime, UTC)
    current = ParticipantLevels.objects.filter(reference_version=version)
    old = current.filter(updated_at__lt=written).order_by("participant_id")
    ahead = written > timezone.now()  # a clock that was set back: nothing could be worked out later than that
    found = [] if ahead else list(old.values_list("participant_id", flat=True)[:most])
    if others := set(there) - {version}:
        missing = ParticipantLevels.objects.filter(
            ~Exists(current.filter(participant_id=OuterRef("participant_id"))), reference_version__in=others
        )
        people = missing.order_by("participant_id").values_list("participant_id", flat=True).distinct()
        found += list(people[: most - len(found)])
    return found


def refresh_outdated(alive: Callable[[], bool] = lambda: True) -> int:
    """Work out outdated levels as the system, some thousand people at a time, each part whole; returns how many."""
    done = 0
    while alive():
        with acting_as_system(REASON):
            people = outdated()
            done += refresh_levels(people)
        if len(people) < CHUNK:
            break
    return done


def touch(people: Sequence[UUID]) -> None:
    """Mark people changed, so that every cached pool takes them in again."""
    Participant.objects.filter(pk__in=people).update(updated_at=timezone.now())


def _refresh(ids: Sequence[UUID], reference: Reference) -> None:
    held = held_by_people(_records(ids), reference, timezone.localdate())
    now = timezone.now()
    insert_rows(
        ParticipantLevels,
        ("id", "participant_id", "reference_version", "levels", "doubt", "current_code", "updated_at"),
        (
            (next_id(), person, reference.version, held.levels[place].astype("<u2").tobytes(),
             int(held.doubt[place]), held.last_codes[place], now)
            for place, person in enumerate(ids)
        ),
        replacing=("participant_id", "reference_version"),
    )  # fmt: skip


def _records(ids: Sequence[UUID]) -> list[PersonRecord]:
    """Return the people's jobs and confirmed levels as the engine reads them."""
    jobs, skills = _jobs(ids), _confirmed_levels(ids)
    return [
        PersonRecord(str(person), jobs=tuple(jobs[person]), skills=tuple(skills[person])) for person in ids
    ]


def _jobs(ids: Sequence[UUID]) -> dict[UUID, list[JobRecord]]:
    found: dict[UUID, list[JobRecord]] = defaultdict(list)
    rows = WorkHistory.objects.filter(participant_id__in=ids).exclude(occupation_code="").order_by("id")
    for person, code, start, end in rows.values_list("participant_id", "occupation_code", "start", "end"):
        found[person].append(JobRecord(code, start=start, end=end))
    return found


def _confirmed_levels(ids: Sequence[UUID]) -> dict[UUID, list[SkillRecord]]:
    found: dict[UUID, list[SkillRecord]] = defaultdict(list)
    rows = HeldCompetency.objects.filter(
        participant_id__in=ids, level__isnull=False, confirmed_at__isnull=False
    )
    columns = ("participant_id", "competency_id", "name", "domain", "level", "level_low", "level_high")
    for person, *told, kind in rows.order_by("id").values_list(*columns, "evidence_kind"):
        found[person].append(replace(SkillRecord(*told), at_least=kind == TRAINING))
    for skills in found.values():
        skills.sort(key=lambda skill: skill.at_least)  # what training proves raises, and never lowers
    return found


def covered(people: Sequence[UUID], scope: str) -> set[UUID]:
    """Return which of these people let the actor work with this part of their record."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.id FROM unnest(%s::uuid[]) AS asked(id)"  # noqa: S608 - the rule is ours, the scope checked
            f" WHERE gainful.is_system() OR {consented_sql('asked', Scope(scope).value, 'id')}"
            f" OR {is_self('asked.id')}",
            [list(people)],
        )
        return {row[0] for row in cursor.fetchall()}


def taken_codes(codes: Sequence[str]) -> set[str]:
    """Return which of these person IDs the acting organization has used, also for people it may not see now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM gainful.taken_codes(%s)", [list(codes)])
        return {row[0] for row in cursor.fetchall()}
