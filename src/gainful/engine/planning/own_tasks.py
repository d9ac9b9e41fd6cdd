"""Which short classes of the catalogue teach what the employer asks for in its own words: scanners, calipers, CNC.

No list rates such words, so no hours and no levels speak of them; the titles of courses do. A class that names them
goes before a subject that was read out of one of them. Bounds are ours (assumption); docs/methods/plan.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from gainful.engine.competencies.defining import said_in_own_words
from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    EvidenceKind,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.competencies.model import Need as When
from gainful.engine.curriculum import Course, Teaches
from gainful.engine.occupations import Reference

SHORT = 40.0
"""Hours of a class that is about a task or two; a longer one is a training of its own."""
SHARED = 2
"""Telling words that a task and a course's title share."""
TELLING = 0.012
"""Share of O*NET's detailed work activities from which a word (equipment, records, safety) tells nothing of a task."""
TASK_LEVEL = 1.0
_WORD = re.compile(r"[a-z][a-z-]+")
_FOR_WHOM = re.compile(r"\s+for\s+[^:,]+$", re.IGNORECASE)
"""Whom a course is for is not what it teaches: "… for Delivery Drivers"."""
_TIME = re.compile(r"\b(?:years?|yrs?|months?)\b", re.IGNORECASE)
_LITTLE = frozenset(
    {"and", "the", "for", "our", "you", "your", "with", "who", "are", "from", "them", "they", "into", "not"}
    | {"all", "any", "out", "off", "can", "each", "that", "this", "what", "when", "after", "before", "least"}
)
_CONDITION = re.compile(
    r"\b\d+ ?(?:lbs?|pounds?|kg)\b|\bcertifi|\blicen[cs]e"
    r"|\bendorsements?\b|\bin a program\b|\bwithin \d+ (?:days|months)\b",
    re.IGNORECASE,
)
"""What a person must be able to lift, hold or get is no task, though it stands among what the employer trains."""
_ENDINGS = ("ing", "ed", "es", "s")


def teaching_tasks(
    required: CompetencyProfile,
    courses: Iterable[Course],
    code: str | None,
    title: str,
    reference: Reference,
) -> tuple[Course, ...]:
    """Return the courses; short ones that name a task of the profile "teach" it, so that they can close it.

    A title names a task where both share two telling words; where the course was made for this very occupation, one is
    enough if the job's title has it too, or if the task has no more than two. Nothing is named where a credential is
    asked for on the first day whose course is made for this occupation: that course teaches the work itself.
    """
    offered = tuple(courses)
    tasks = {} if _is_licensed(required, offered, code) else _tasks(required, reference)
    if not tasks:
        return offered
    job = _telling(title, reference)
    return tuple(_teaching(course, tasks, job, code, reference) for course in offered)


def own_tasks(required: CompetencyProfile, in_class: Collection[str] = ()) -> tuple[str, ...]:
    """Return what the employer trains in its own words: no level is rated; what a class names is in `in_class`."""
    again = said_in_own_words(required.lines).keys() | set(in_class)
    return tuple(
        line.name
        for line in required.lines
        if line.need is When.WE_TRAIN
        and line.competency_id not in again
        and (line.domain is Domain.ACTIVITY or line.taxonomy in {Taxonomy.OWN, Taxonomy.ESCO})
        and not _CONDITION.search(line.name)
        and any(item.kind is not EvidenceKind.TYPICAL for item in line.evidence)
    )


def taught_tasks(courses: Iterable[Course], required: CompetencyProfile) -> frozenset[str]:
    """Return the ids of the lines in the employer's own words that some of these courses teach."""
    own = {line.competency_id for line in required.lines if line.taxonomy is Taxonomy.OWN}
    return frozenset(key for course in courses for key in course.teaches if key in own)


def _is_licensed(required: CompetencyProfile, courses: Sequence[Course], code: str | None) -> bool:
    held = {
        line.competency_id
        for line in required.lines
        if line.domain is Domain.CREDENTIAL and line.need is When.DAY_ONE
    }
    return any(held & course.teaches.keys() and code in course.occupations for course in courses)


def _tasks(required: CompetencyProfile, reference: Reference) -> dict[str, frozenset[str]]:
    """Return the telling words of each line in the employer's own words that a class may be about."""
    products = [_place(line) for line in required.lines if line.domain is Domain.TECHNOLOGY]
    found = {}
    for line in required.lines:
        if line.taxonomy is not Taxonomy.OWN or line.need is When.NICE or line.domain is Domain.ABILITY:
            continue
        if not line.evidence or line.evidence[0].kind not in {EvidenceKind.POSTING, EvidenceKind.STATED}:
            continue
        here = _place(line)
        if _TIME.search(line.name) or any(here and span and _meets(here, span) for span in products):
            continue
        if words := _telling(line.name, reference):
            found[line.competency_id] = words
    return found


def _teaching(
    course: Course,
    tasks: Mapping[str, frozenset[str]],
    job: Collection[str],
    code: str | None,
    reference: Reference,
) -> Course:
    if course.hours > SHORT:
        return course
    said = _telling(_FOR_WHOM.sub("", course.title), reference)
    own = code is not None and code in course.occupations
    named = [key for key, words in tasks.items() if _names(words, said, job, own=own)]
    if not named:
        return course
    return replace(course, teaches={**course.teaches, **{key: Teaches(0.0, TASK_LEVEL) for key in named}})


def _names(task: frozenset[str], said: frozenset[str], job: Collection[str], *, own: bool) -> bool:
    shared = task & said
    if len(shared) >= SHARED or not shared:
        return bool(shared)
    return own and (len(task) <= SHARED or bool(shared & set(job)))


def _telling(words: str, reference: Reference) -> frozenset[str]:
    """Return the words that tell something, without their endings: {"measur", "caliper"} of "measuring calipers"."""
    plain = (word for word in _WORD.findall(words.lower()) if word not in _LITTLE and len(word) > 2)
    return frozenset(map(_stem, plain)) - _common(reference)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word.removesuffix("e") if len(word) > 3 else word


@lru_cache(maxsize=4)
def _common(reference: Reference) -> frozenset[str]:
    uses = Counter(
        stem for item in reference.dwas for stem in {_stem(w) for w in _WORD.findall(item.name.lower())}
    )
    return frozenset(stem for stem, count in uses.items() if count > TELLING * len(reference.dwas))


def _place(line: ProfileLine) -> Span | None:
    return line.evidence[0].span if line.evidence else None


def _meets(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
