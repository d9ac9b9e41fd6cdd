"""Rows out of the database as `gainful indicators` reads them: people, services, jobs, evidence and costs.

One room for page, API, terminal and export; the database shows only whom the actor may see, so whoever took their
consent back has left every figure that is worked out since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from gainful.domain.cohorts.models import Enrolment
from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.measures.models import ExitReason, FollowUpAnswer, ServiceRule
from gainful.domain.measures.models.follow_ups import WaveSide, YesNo
from gainful.domain.measures.service_kinds import NO_SERVICE, Rule, Rules
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Consent, Participant, Scenario
from gainful.domain.placements.models import Introduction, JobChange, Placement
from gainful.domain.placements.states import JOBS, ChangeKind, PlacementKind
from gainful.domain.programs.models import Program
from gainful.domain.support.models import Appointment, Assessment, CheckIn, MoneyRequest, Referral

Row = tuple[Any, ...]
PARTICIPANTS = (
    "person", "our_program", "site", "cohort", "curriculum", "employer", "situation", "area",
    "exit_reason",
)  # fmt: skip
SERVICES = ("person", "type", "start", "end", "status", "completed")
PLACEMENTS = ("person", "start", "end", "reason")
EVIDENCE = ("person", "kind", "start", "end", "amount", "proof")
COSTS = ("kind", "amount")
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one agency on one day, or of one program of it; dates are dates, None where not known."""

    participants: list[Row]
    services: list[Row]
    placements: list[Row]
    evidence: list[Row]
    costs: list[Row]
    unseen: int
    """People who had a seat once and whose consent is no longer in force."""


class Streams:
    """The tables of one agency as rows that come one after the other: read services and placements before the others.

    People are those who had a service or a job, and their exclusion depends on when they had it.
    """

    def __init__(self, organization: Organization, as_of: date, program: Program | None = None) -> None:
        self.organization, self.as_of, self.program = organization, as_of, program
        self._places = _places(organization, as_of)
        of = (
            None
            if program is None
            else {pk for pk, place in self._places.items() if place.program_id == program.pk}
        )
        self._keep = _Keep(organization, of)
        self._reasons = _reasons(organization, as_of, self._keep)
        self._newest: dict[str, date] = {}

    def services(self) -> Iterator[Row]:
        """Yield what each person received."""
        for row in _services(self.organization, self.as_of, self._keep):
            if row[0] in self._reasons:
                self._newest[row[0]] = max(row[2], self._newest.get(row[0], row[2]))
            yield row

    def placements(self) -> Iterator[Row]:
        """Yield the jobs."""
        return _jobs(self.organization, self._keep)

    def participants(self) -> Iterator[Row]:
        """Yield the people, by their newest seat; who left for a reason that excludes and came back is in again."""
        left_out = {
            key: reason for key, (reason, day) in self._reasons.items() if self._newest.get(key, day) <= day
        }
        return _participants(self.organization, self._keep, self._places, left_out)

    def evidence(self) -> Iterator[Row]:
        """Yield what answers prove."""
        return _evidence(self.organization, self._keep)

    def costs(self) -> Iterator[Row]:
        """Yield what was spent, by kind."""
        return _costs(self.organization, self.as_of, self.program)

    def unseen(self) -> int:
        """Count people who had a seat once and whose consent is no longer in force."""
        return _unseen(self.organization)


def tables(organization: Organization, as_of: date, program: Program | None = None) -> Tables:
    """Return everything that indicators are worked out from; one row a person, by their newest seat."""
    of = Streams(organization, as_of, program)
    services, jobs = list(of.services()), list(of.placements())
    return Tables(
        list(of.participants()), services, jobs, list(of.evidence()), list(of.costs()), of.unseen()
    )  # fmt: skip


LARGE = 20_000


def is_large(organization: Organization) -> bool:
    """Whether so many people are known that their figures take longer than a page waits."""
    return Consent.objects.filter(organization=organization).order_by()[LARGE : LARGE + 1].exists()


def keys_of(organization: Organization) -> dict[UUID, str]:
    """Return the key of each person in the tables: the agency's own ID; a number behind that of another agency's."""
    found = Participant.objects.order_by("id").values_list("pk", "code", "registered_by_id")
    return {
        pk: code if owner == organization.pk else f"{code}@{str(pk)[:8]}"
        for pk, code, owner in found.iterator(chunk_size=CHUNK)
    }


class _Keep:
    """Which people are in, and under which key; whoever had a service or a job was used."""

    def __init__(self, organization: Organization, only: set[UUID] | None) -> None:
        self._keys, self._only = keys_of(organization), only
        self.used: set[UUID] = set()

    def key(self, person: UUID, *, uses: bool = True) -> str | None:
        """Return the key of a person, None for whoever is not in."""
        if self._only is not None and person not in self._only:
            return None
        key = self._keys.get(person)
        if key is not None and uses:
            self.used.add(person)
        return key

    def keys(self) -> dict[UUID, str]:
        """Return the keys of those who were used."""
        return {pk: self._keys[pk] for pk in self.used}


@dataclass(frozen=True, slots=True)
class _Place:
    program_id: UUID
    program: str
    site: str
    cohort: str
    curriculum: str


def _places(organization: Organization, as_of: date) -> dict[UUID, _Place]:
    """Return the newest seat of each person that had begun by the day."""
    found = Enrolment.objects.filter(organization=organization, starts_on__lte=as_of).exclude(
        status=EnrolmentStatus.NOT_STARTED
    )
    rows = found.order_by("starts_on", "enrolled_at", "id").values_list(
        "participant_id", "cohort__program_id", "cohort__program__name", "cohort__site__name", "cohort__name",
        "cohort__curriculum__curriculum__title", "cohort__curriculum__number",
    )  # fmt: skip
    seen: dict[tuple[object, ...], _Place] = {}  # a million people have seats in a few thousand places
    found_by: dict[UUID, _Place] = {}
    for person, program_id, program, site, cohort, title, number in rows.iterator(chunk_size=CHUNK):
        key = (program_id, program, site, cohort, title, number)
        if key not in seen:
            curriculum = f"{title}, version {number}" if title and number else ""
            seen[key] = _Place(program_id, program, site or "", cohort, curriculum)
        found_by[person] = seen[key]
    return found_by


def _participants(
    organization: Organization, keep: _Keep, places: dict[UUID, _Place], left_out: dict[str, str]
) -> Iterator[Row]:
    employers, keys = _employers(organization), keep.keys()
    situations = {value: str(label) for value, label in Scenario.choices}
    for pk, scenario, area in _people(keep):
        place = places.get(pk)
        given = (place.program, place.site, place.cohort, place.curriculum) if place else ("", "", "", "")
        key = keys[pk]
        yield (
            key,
            *given,
            employers.get(pk, ""),
            situations.get(scenario, scenario),
            area,
            left_out.get(key, ""),
        )


def _people(keep: _Keep) -> Iterator[tuple[UUID, str, str]]:
    """Yield the people who are in, in the order of their IDs; all are read, since most are in."""
    rows = Participant.objects.order_by("id").values_list("pk", "scenario", "area_code")
    for pk, scenario, area in rows.iterator(chunk_size=CHUNK):
        if pk in keep.used:
            yield pk, scenario, area


def _reasons(organization: Organization, as_of: date, keep: _Keep) -> dict[str, tuple[str, date]]:
    """Return the newest reason for exit of each person that has one, by their key."""
    rows = ExitReason.objects.filter(organization=organization, taken_back_at=None, day__lte=as_of)
    found = rows.order_by("day", "recorded_at", "id").values_list("participant_id", "reason", "day")
    return {
        key: (reason, day)
        for person, reason, day in found
        if (key := keep.key(person, uses=False)) is not None
    }


def _employers(organization: Organization) -> dict[UUID, str]:
    rows = Placement.objects.filter(organization=organization, taken_back_at=None, kind__in=sorted(JOBS))
    found = rows.order_by("starts_on", "recorded_at", "id").values_list(
        "participant_id", "employer_name", "introduction__job__employer"
    )
    seen: dict[str, str] = {}
    return {
        person: seen.setdefault(name or introduced or "", name or introduced or "")
        for person, name, introduced in found.iterator(chunk_size=CHUNK)
    }


def rules_of(organization: Organization) -> Rules:
    """Return what counts as which kind of service, the agency's own rules before the given ones."""
    rows = ServiceRule.objects.filter(organization=organization, taken_back_at=None)
    own = rows.order_by("valid_from", "created_at", "id").values_list(
        "source", "detail", "service_type", "valid_from"
    )
    return Rules(Rule(*row) for row in own)


@dataclass(frozen=True, slots=True)
class _Event:
    person: UUID
    source: str
    detail: str
    start: date
    end: date | None = None
    status: str = "done"
    completed: str = ""


def _services(organization: Organization, as_of: date, keep: _Keep) -> Iterator[Row]:
    rules = rules_of(organization)
    for event in _events(organization, as_of):
        kind = rules.type_of(event.source, event.detail, event.start)
        key = None if kind == NO_SERVICE else keep.key(event.person)
        if key is not None:
            yield (key, kind, event.start, event.end, event.status, event.completed)


def _events(organization: Organization, as_of: date) -> Iterator[_Event]:
    yield from _seats(organization, as_of)
    done = Assessment.objects.filter(organization=organization, state="finished", finished_at__isnull=False)
    yield from _days(done, "assessment", "finished_at")
    kept = Appointment.objects.filter(organization=organization, state__in=["kept", "booked"])
    rows = kept.order_by("id").values_list("participant_id", "starts_at", "state", "referral__need")
    for person, at, state, need in rows.iterator(chunk_size=CHUNK):
        day = timezone.localtime(at).date()
        if state == "kept" or day > as_of:
            yield _Event(
                person, "appointment", need or "own", day, None, "done" if state == "kept" else "planned"
            )
    got = Referral.objects.filter(organization=organization, received_at__isnull=False)
    received = got.order_by("id").values_list("participant_id", "received_at", "need")
    for person, day_of, need in received.iterator(chunk_size=CHUNK):
        if day_of is not None:
            yield _Event(person, "referral", need, timezone.localtime(day_of).date())
    given = MoneyRequest.objects.filter(organization=organization, given_on__isnull=False)
    yield from _days(given, "money", "given_on")
    agreed = Introduction.objects.filter(organization=organization, agreed_at__isnull=False)
    yield from _days(agreed, "introduction", "agreed_at")
    yield from _days(CheckIn.objects.filter(organization=organization), "check_in", "held_on")


def _days(rows: QuerySet[Any], source: str, field: str) -> Iterator[_Event]:
    for person, at in rows.order_by("id").values_list("participant_id", field).iterator(chunk_size=CHUNK):
        yield _Event(person, source, "", timezone.localtime(at).date() if hasattr(at, "hour") else at)


def _seats(organization: Organization, as_of: date) -> Iterator[_Event]:
    """Yield each seat from its first day to its last; past its last day it keeps no case open, settled or not."""
    rows = Enrolment.objects.filter(organization=organization).exclude(status=EnrolmentStatus.NOT_STARTED)
    found = rows.order_by("id").values_list("participant_id", "starts_on", "ends_on", "ended_at", "status")
    for person, start, end, ended_at, status in found.iterator(chunk_size=CHUNK):
        if start > as_of:
            yield _Event(person, "enrolment", "", start, None, "planned")
            continue
        last = timezone.localtime(ended_at).date() if ended_at is not None else end
        last = max(start, min(last, end))
        goes_on = status == EnrolmentStatus.ENROLLED and last >= as_of
        completed = {EnrolmentStatus.COMPLETED: "yes", EnrolmentStatus.LEFT: "no"}.get(
            EnrolmentStatus(status), ""
        )
        yield _Event(
            person, "enrolment", "", start, None if goes_on else last, "open" if goes_on else "done", completed
        )  # fmt: skip


def _jobs(organization: Organization, keep: _Keep) -> Iterator[Row]:
    """Yield each job with the day on which it ended, as the first word of an end says it."""
    changes = JobChange.objects.filter(
        organization=organization,
        taken_back_at=None,
        kind__in=[ChangeKind.SEPARATION, ChangeKind.NEW_EMPLOYER],
    )
    ends: dict[UUID, tuple[date, str]] = {}
    for placement, day, reason, kind in changes.order_by("-day", "-recorded_at", "-id").values_list(
        "placement_id", "day", "reason", "kind"
    ):
        ends[placement] = (day, reason or kind)
    rows = Placement.objects.filter(organization=organization, taken_back_at=None, kind__in=sorted(JOBS))
    for pk, person, start in (
        rows.order_by("id").values_list("pk", "participant_id", "starts_on").iterator(chunk_size=CHUNK)
    ):
        key = keep.key(person)
        if key is not None:
            end, reason = ends.get(pk, (None, ""))
            yield (key, start, end, reason)


def _evidence(organization: Organization, keep: _Keep) -> Iterator[Row]:
    """Yield what answers prove: work by a follow-up survey, without an amount, and school."""
    in_school = Placement.objects.filter(
        organization=organization, taken_back_at=None, kind=PlacementKind.SCHOOL
    )
    keys = keep.keys()
    for person, start in in_school.order_by("id").values_list("participant_id", "starts_on"):
        if person in keys:
            yield (keys[person], "education", start, None, None, "")
    answers = FollowUpAnswer.objects.filter(
        follow_up__organization=organization, follow_up__side=WaveSide.PERSON
    )
    newest = answers.order_by(*NEWEST_FIRST).distinct("follow_up_id")
    found = newest.values_list("at", "id", "follow_up__participant_id", "works", "in_school")
    for at, _id, person, works, school in sorted(found):
        day = timezone.localtime(at).date()
        if person in keys and works == YesNo.YES:
            yield (keys[person], "employment", day, None, None, "follow-up-survey")
        if person in keys and school == YesNo.YES:
            yield (keys[person], "education", day, None, None, "")


NEWEST_FIRST = ("follow_up_id", "-at", "-id")


def newest_answers(organization: Organization) -> QuerySet[FollowUpAnswer, UUID]:
    """Return the newest word of each question: what was said before it stays, and counts no more.

    A query to look in, not a list: a State has hundreds of thousands of answers.
    """
    rows = FollowUpAnswer.objects.filter(follow_up__organization=organization)
    return rows.order_by(*NEWEST_FIRST).distinct("follow_up_id").values_list("pk", flat=True)


def _costs(organization: Organization, as_of: date, program: Program | None) -> Iterator[Row]:
    rows = LedgerRow.objects.filter(
        organization=organization, is_actual=True, day__lte=as_of, cost__isnull=False
    )
    if program is not None:
        rows = rows.filter(program=program)
    for part, cost in rows.order_by().values_list("part").annotate(cost=Sum("cost")).order_by("part"):
        yield (part if part in {"train", "support", "measure"} else "other", cost)


def _unseen(organization: Organization) -> int:
    """Count people whose consent was once given and is not in force now: they are in no figure."""
    newest = Consent.objects.filter(organization=organization).order_by().values("participant_id")
    rows = newest.annotate(
        open_until=Max("expires_at", filter=Q(revoked_at=None)),
    )
    return rows.filter(Q(open_until=None) | Q(open_until__lte=timezone.now())).count()


__all__ = [
    "COSTS", "EVIDENCE", "PARTICIPANTS", "PLACEMENTS", "SERVICES", "Tables", "keys_of", "newest_answers",
    "rules_of", "tables",
]  # fmt: skip
