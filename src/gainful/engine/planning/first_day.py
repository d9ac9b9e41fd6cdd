"""What the job demands on the first day, held against each person: on record, by class, or still to be asked.

A record says what somebody stated or once worked as; the proof is seen by a person. What no record can tell (a clean
driving record, a weight to lift) is never taken for granted. A paper that is not on record may still be held: it is
asked for before a course for it is bought. What only follows from the last work is called so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from gainful.engine.competencies.defining import said_in_own_words
from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    EvidenceKind,
    Need,
    ProfileLine,
    Taxonomy,
)
from gainful.engine.credentials.by_law import COVERS
from gainful.engine.curriculum import ScheduledCourse
from gainful.engine.planning.history import papers_in_words
from gainful.engine.ranking.person_rows import EXPERIENCE
from gainful.engine.ranking.ranked import RankedPerson


class Standing(StrEnum):
    """How a person stands to one demand of the first day."""

    ON_RECORD = "on_record"
    """The record says so; nobody has seen the proof."""
    OTHER_PAPER = "other_paper"
    """Another paper is on record that covers it; the employer or the registry decides whether it counts."""
    BY_RECORD = "by_record"
    """Enough years of this or near work by the record; nobody has seen the proof."""
    TYPICAL = "typical"
    """The last work usually uses it; nobody has said so of the person."""
    ENOUGH = "enough"
    """Enough by the estimate: a level is rated from past work, and no paper proves it."""
    ASK_FIRST = "ask_first"
    """A paper not on record: to be asked before the course that would bring it is bought."""
    BY_CLASS = "by_class"
    """A course of the plan teaches it before the first day."""
    NEARLY = "nearly"
    """A little short by the estimate: less than is worth a course."""
    ASK = "ask"
    """No record tells it."""
    LACKS_TIME = "lacks_time"
    """Less time in this or near work than asked for, by the record."""
    LACKS = "lacks"
    """Not held, and no course of the plan brings it."""


@dataclass(frozen=True, slots=True)
class FirstDay:
    """One demand of the first day and how the person stands to it; `until` is the last day of the course."""

    competency_id: str
    name: str
    standing: Standing
    until: date | None = None
    by: str = ""
    """What on the record says so: papers, jobs, the last work; kept from readers outside the agency."""


@dataclass(frozen=True, slots=True)
class OnFile:
    """What is on file of a person for the demands of the first day."""

    papers: frozenset[str] = frozenset()
    """ids of credentials, degrees and tools that somebody told"""
    last_work: str = ""
    """the occupation of the present or last job"""
    years: float | None = None
    """years in work of the job's kind; None where nobody looked"""
    jobs: str = ""
    """those years' jobs, in words"""
    years_asked: float | None = None
    """years that the job asks for"""


NOTHING_ON_FILE = OnFile()
IN_TIME = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)\s*\+?[\s-]*(?:years?|yrs?|months?|mos?)\b",
    re.IGNORECASE,
)
"""Words of time: what the employer asks for is time at work."""
PRACTISED = re.compile(
    r"^(?:\w+ ){0,2}(?:practice|experience|knowledge|familiarity|proficien\w+|skills?)\b", re.IGNORECASE
)
"""Own words that ask for what a rated skill or knowledge measures."""


def first_day(
    required: CompetencyProfile,
    person: RankedPerson,
    takes: Sequence[ScheduledCourse],
    taught: Collection[str],
    needs: Collection[str],
    on_file: OnFile = NOTHING_ON_FILE,
) -> tuple[FirstDay, ...]:
    """Return how a person stands to each demand of the first day that the employer asked for.

    What is said twice, in the employer's own words and as an O*NET element, stands once, in the employer's words:
    with the element's standing where the person is short of it.
    `taught` are ids that the person's courses `takes` teach; `needs` are ids of shortfalls that are worth a course.
    """
    short = {item.competency_id: item for item in person.short_of}
    again = said_in_own_words(required.lines)
    rated = {own: key for key, own in again.items() if key in short}
    by_id = {line.competency_id: line for line in required.lines}
    found = []
    for line in required.lines:
        if line.need is not Need.DAY_ONE or not is_asked(line) or line.competency_id in again:
            continue
        if line.taxonomy is Taxonomy.OWN and on_file.years_asked is not None and IN_TIME.search(line.name):
            found.append(_in_time(line, on_file, lacks=EXPERIENCE in short))
            continue
        own = line.competency_id
        key = own if own in taught else rated.get(own, own)
        found.append(
            replace(
                _standing(by_id[key], key in short or key in taught, takes, taught, needs, on_file),
                competency_id=own,
                name=line.name,
            )
        )
    practised = [item for item in found if item.standing is Standing.ASK and PRACTISED.search(item.name)]
    for item in practised:
        if (rated_line := _measured_by(item.name, required, short)) is not None:
            found[found.index(item)] = replace(item, standing=Standing.ENOUGH, by=rated_line.name)
    if EXPERIENCE in short and not any(item.standing is Standing.LACKS_TIME for item in found):
        found.append(FirstDay(EXPERIENCE, short[EXPERIENCE].name, Standing.LACKS))
    return tuple(found)


def _in_time(line: ProfileLine, on_file: OnFile, *, lacks: bool) -> FirstDay:
    """Return how a person stands to time at work that the employer asks for in its own words."""
    standing = Standing.LACKS_TIME if lacks else Standing.BY_RECORD
    return FirstDay(line.competency_id, line.name, standing, by=on_file.jobs)


def _measured_by(name: str, required: CompetencyProfile, short: Collection[str]) -> ProfileLine | None:
    """Return the rated skill or knowledge that own words name and the person is not short of."""
    words = name.lower()
    return next(
        (
            line
            for line in required.lines
            if line.taxonomy is Taxonomy.ONET
            and line.domain in {Domain.SKILL, Domain.KNOWLEDGE}
            and line.level
            and line.name.lower() in words
            and line.competency_id not in short
        ),
        None,
    )


class Evident(Protocol):
    """What stands behind a line of a profile."""

    @property
    def kind(self) -> EvidenceKind:
        """Who or what says so."""


class Line(Protocol):
    """A line of a profile, as worked out or as stored with a plan."""

    @property
    def domain(self) -> Domain:
        """What sort of thing it is."""

    @property
    def evidence(self) -> Sequence[Evident]:
        """Why it is in the profile."""


def is_asked(line: Line) -> bool:
    """Say whether the employer asked for it; what is only typical of the occupation is no demand."""
    return line.domain is Domain.CREDENTIAL or any(
        item.kind is not EvidenceKind.TYPICAL for item in line.evidence
    )


def _standing(
    line: ProfileLine,
    is_short: bool,
    takes: Sequence[ScheduledCourse],
    taught: Collection[str],
    needs: Collection[str],
    on_file: OnFile,
) -> FirstDay:
    key = line.competency_id
    if not is_short:
        return _held(line, on_file)
    if key in taught:
        ends = [item.end for item in takes if key in item.course.teaches]
        how = Standing.ASK_FIRST if line.domain is Domain.CREDENTIAL else Standing.BY_CLASS
        return FirstDay(key, line.name, how, max(ends, default=None))
    return FirstDay(key, line.name, Standing.LACKS if key in needs else Standing.NEARLY)


def _held(line: ProfileLine, on_file: OnFile) -> FirstDay:
    """Return how somebody stands to what they are not short of: by which paper, by their work, by the estimate."""
    key = line.competency_id
    if line.taxonomy in {Taxonomy.OWN, Taxonomy.ESCO} or line.domain is Domain.ABILITY:
        return FirstDay(key, line.name, Standing.ASK)
    if line.taxonomy is Taxonomy.ONET:
        return FirstDay(key, line.name, Standing.ENOUGH)
    if key in on_file.papers:
        return FirstDay(key, line.name, Standing.ON_RECORD)
    if line.domain is Domain.TECHNOLOGY:
        return FirstDay(key, line.name, Standing.TYPICAL, by=on_file.last_work)
    if covering := [high for high, lower in COVERS.items() if key in lower and high in on_file.papers]:
        return FirstDay(key, line.name, Standing.OTHER_PAPER, by=papers_in_words(covering))
    return FirstDay(key, line.name, Standing.ASK)


def _names(codes: Sequence[str], of: int) -> str:
    if len(codes) == of:
        return "everybody" if of > 1 else codes[0]
    return ", ".join(codes)


class Demand(Protocol):
    """A demand of the first day, as worked out or as stored with a plan."""

    @property
    def competency_id(self) -> str:
        """What is demanded."""

    @property
    def name(self) -> str:
        """How it is called."""

    @property
    def standing(self) -> Standing:
        """How the person stands to it."""

    @property
    def until(self) -> date | None:
        """The last day of the course that teaches it."""

    @property
    def by(self) -> str:
        """What on the record says so, empty where a reader may not know."""


def first_day_in_words(people: Sequence[tuple[str, Sequence[Demand]]]) -> tuple[tuple[str, str], ...]:
    """Return demands with what is known of whom, people by code: ("CPR", "P01: by class until Jan 8, 2027; …").

    Demands of which the same is known stand together.
    """
    demands = dict.fromkeys((item.competency_id, item.name) for _, items in people for item in items)
    said: dict[str, list[str]] = {}
    for key, name in demands:
        groups: dict[tuple[Standing, date | None, str], list[str]] = {}
        for code, items in people:
            for item in items:
                if item.competency_id == key:
                    groups.setdefault((item.standing, item.until, item.by), []).append(code)
        parts = [
            _in_words(standing, _names(codes, len(people)), until, by)
            for (standing, until, by), codes in sorted(
                groups.items(), key=lambda group: _ORDER.index(group[0][0])
            )
        ]
        said.setdefault("; ".join(parts), []).append(name)
    return tuple((", ".join(dict.fromkeys(names)), words) for words, names in said.items())


_ORDER = (
    Standing.LACKS, Standing.LACKS_TIME, Standing.ASK, Standing.ASK_FIRST, Standing.NEARLY, Standing.BY_CLASS,
    Standing.TYPICAL, Standing.ENOUGH, Standing.OTHER_PAPER, Standing.BY_RECORD, Standing.ON_RECORD,
)  # fmt: skip
_WORDS = {
    Standing.LACKS: "{who}: not held, and no course of this plan brings it",
    Standing.LACKS_TIME: "{who}: less than asked for by the record{by}; no course gives it: ask whether other work "
    "counts",
    Standing.ASK: "{who}: to be asked, no record tells it",
    Standing.ASK_FIRST: "{who}: not on record, ask before buying; else by a course that ends {day}",
    Standing.NEARLY: "{who}: short by the estimate, by less than a class is worth: to be asked",
    Standing.BY_CLASS: "{who}: by a course that ends {day}",
    Standing.TYPICAL: "{who}: typical of the last work{by}, not told: to be asked or tested",
    Standing.ENOUGH: "{who}: enough by the estimate{by}",
    Standing.OTHER_PAPER: "{who}: {papers} on record, which covers it: the employer or the registry decides whether it "
    "counts; the proof is still to be seen",
    Standing.BY_RECORD: "{who}: enough by the record{by}, to be proven",
    Standing.ON_RECORD: "{who}: on record, the proof is still to be seen",
}


def _in_words(standing: Standing, who: str, until: date | None, by: str) -> str:
    return _WORDS[standing].format(
        who=who, day=_day(until), by=f" ({by})" if by else "", papers=by or "another paper"
    )


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%b} {day.day}, {day.year}"
