"""Who is planned for when nobody was picked, what the group is short of, and which courses suit the job."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from gainful.engine.competencies.defining import peculiarity, said_in_own_words
from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    ProfileLine,
    Taxonomy,
)
from gainful.engine.competencies.model import Need as When
from gainful.engine.competencies.typical import PECULIAR
from gainful.engine.credentials.by_law import COVERS
from gainful.engine.credentials.employer_helps import is_helped
from gainful.engine.curriculum import Course, Need, Teaches
from gainful.engine.occupations import Reference
from gainful.engine.planning.own_tasks import TASK_LEVEL
from gainful.engine.postings.beginners import is_for_beginners
from gainful.engine.ranking.nearness import nearness_row
from gainful.engine.ranking.ranked import RankedPerson, ShortOf

CLASSROOM_SHORTFALL = 0.5
"""Levels: a smaller shortfall is about one rating error (gap.RATING_ERROR twice) and is practised on the job."""
TYPICAL_SHORTFALL = 1.0
"""Levels: what the employer did not ask for and is only typical is uncertain on the job's side too."""
CREDENTIAL_LEVEL = 1.0
TASK_WEIGHT = 4.0
"""Importance (1-5) of what the employer wrote itself, where a budget does not reach for everything (assumption)."""
GUESS, SURE = "guess", "sure"
GENERAL = 1.25
"""Weight of a general course's price (assumption): a course made for this work teaches with its own tools and words."""
OTHER_TRADE = 0.7
"""Nearness 0-1 below which a course made for another occupation is not offered: its examples and tools are others'."""


@dataclass(frozen=True, slots=True)
class Suitable:
    """Courses that suit the job, the weight of each one's cost by id, and how many were made for other trades."""

    courses: tuple[Course, ...]
    factors: dict[str, float]
    set_aside: int


def suitable_courses(courses: Iterable[Course], code: str | None, reference: Reference) -> Suitable:
    """Return the courses for the job, each with the weight of its price: 1 for its own, more for others.

    General ones count a quarter dearer, a near trade's as their price over nearness, the feeders' measure
    (docs/methods/feeders.md). A course that names no occupation counts as general; one that ends in a credential is
    nobody's own and weighs as it costs. Each course also "teaches" the credential it ends in, so that it can close that
    need.
    """
    kept: list[Course] = []
    factors: dict[str, float] = {}
    aside = 0
    near = nearness_row(reference, reference.row(code)) if code else None
    rows = {occupation.code: row for row, occupation in enumerate(reference.occupations)}
    for course in courses:
        fit = 1.0
        if near is not None and course.occupations and code not in course.occupations:
            fit = max(
                (float(near[rows[other]]) for other in course.occupations if other in rows), default=1.0
            )
        if fit < OTHER_TRADE:
            aside += 1
            continue
        if near is not None and not course.occupations and not course.credential:
            factors[course.id] = GENERAL
        if fit < 1.0:
            factors[course.id] = 1 / fit
        kept.append(_with_credential(course))
    return Suitable(tuple(kept), factors, aside)


def _with_credential(course: Course) -> Course:
    if not course.credential:
        return course
    key = course.credential
    key = key if key.startswith("credential:") else f"credential:{key}"
    ends_in = {name: Teaches(0.0, CREDENTIAL_LEVEL) for name in (key, *COVERS.get(key, ()))}
    return replace(course, teaches={**course.teaches, **ends_in})


def class_worth(
    required: CompetencyProfile, reference: Reference, tasks: Collection[str] = ()
) -> dict[str, float]:
    """Return by competency the shortfall in levels from which a course is worth its time.

    What the employer asked for goes by half a level. What is only typical of the occupation needs a whole one, and has
    to matter more there than in most other work; else no shortfall is worth a course. Nor is one in what an employer
    who looks for beginners does not name, in a subject that is a guess from a word, or in one read out of the
    employer's own words where a class names these: `tasks` are their ids.
    """
    again = {key for key, own in said_in_own_words(required.lines).items() if own in tasks}
    tools = {
        _place(item) for line in required.lines if line.domain is Domain.TECHNOLOGY for item in line.evidence
    }
    return {
        line.competency_id: inf if line.competency_id in again else _worth(line, reference, tools)
        for line in required.lines
    }


def not_named(required: CompetencyProfile, worth: Mapping[str, float]) -> frozenset[str]:
    """Return the ids of skills and knowledge that are only usual in such work and set it apart from none.

    The posting does not name them, or by one word that is a guess; no class is worth its time for them. Nobody is paid
    to learn them either, unless somebody accepted the line on the profile: then it is "sure".
    """
    return frozenset(
        line.competency_id
        for line in required.lines
        if line.taxonomy is Taxonomy.ONET
        and worth.get(line.competency_id) == inf
        and (line.confidence == GUESS or (line.confidence != SURE and not _is_named(line)))
    )


def _is_named(line: ProfileLine) -> bool:
    return any(item.kind is not EvidenceKind.TYPICAL for item in line.evidence)


def _worth(line: ProfileLine, reference: Reference, tools: set[tuple[int, int] | None]) -> float:
    """`tools` are places of the posting that name a product: who asks for Python asks for Python.

    The first place decides, which is all that a stored profile keeps: a plan from a file and one from an order agree.
    """
    asked = [item for item in line.evidence[:1] if item.kind is not EvidenceKind.TYPICAL]
    if line.taxonomy is not Taxonomy.ONET or not line.evidence:
        return CLASSROOM_SHORTFALL
    if (asked and line.confidence == GUESS) or is_for_beginners(line):
        return inf
    if any(_place(item) is None or _place(item) not in tools for item in asked):
        return CLASSROOM_SHORTFALL
    return TYPICAL_SHORTFALL if peculiarity(line, reference) >= PECULIAR else inf


def _place(item: Evidence) -> tuple[int, int] | None:
    return None if item.span is None else (item.span.start, item.span.end)


def needs_class(item: ShortOf, worth: Mapping[str, float]) -> bool:
    """Say whether a shortfall is worth a course: unknown, or larger than what is practised on the job."""
    least = worth.get(item.competency_id, CLASSROOM_SHORTFALL)
    return least < inf and (item.held is None or item.required - item.held >= least)


def task_needs(required: CompetencyProfile, tasks: Collection[str]) -> list[Need]:
    """Return the employer's own tasks that a class names: no record tells them, so all who are new need them."""
    return [
        Need(line.competency_id, line.name, TASK_LEVEL, 0.0, TASK_WEIGHT)
        for line in required.lines
        if line.competency_id in tasks
    ]


def cohort_needs(
    required: CompetencyProfile, people: Sequence[RankedPerson], worth: Mapping[str, float]
) -> list[Need]:
    """Return what the cohort is short of: for each competency, the level of the person who is furthest from it.

    Abilities screen and are not needs; nice-to-have lines and small shortfalls (`class_worth`) are left to the job.
    """
    short: dict[str, float] = {}
    for person in people:
        for item in person.short_of:
            held = 0.0 if item.held is None else item.held
            short[item.competency_id] = min(short.get(item.competency_id, held), held)
    asked = {
        line.competency_id for line in required.lines if line.need is not When.NICE and not is_helped(line)
    }
    covered = {lower for higher in asked for lower in COVERS.get(higher, ())}
    found = (_need(line, short[line.competency_id], worth) for line in required.lines
             if line.competency_id in short and line.competency_id in asked - covered)  # fmt: skip
    return [need for need in found if need is not None]


def _need(wanted: ProfileLine, held: float, worth: Mapping[str, float]) -> Need | None:
    if wanted.domain is Domain.ABILITY:
        return None
    if wanted.domain is Domain.CREDENTIAL:
        return Need(wanted.competency_id, wanted.name, CREDENTIAL_LEVEL, 0.0, 5.0)
    if wanted.domain is Domain.TECHNOLOGY:
        return Need(wanted.competency_id, wanted.name, 1.0, 0.0, wanted.importance or 2.0)
    if (
        wanted.taxonomy is Taxonomy.ONET
        and wanted.level
        and wanted.level - held >= worth[wanted.competency_id]
    ):
        return Need(wanted.competency_id, wanted.name, wanted.level, held, wanted.importance or 3.0)
    return None
