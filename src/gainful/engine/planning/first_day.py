"""What the job demands on the first day, held against each person: on record, by class, or still to be asked.

A record says what somebody stated or once worked as; the proof is seen by a person. What no record can tell (a clean
driving record, a weight to lift) is never taken for granted.
"""

from __future__ import annotations

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
from gainful.engine.curriculum import ScheduledCourse
from gainful.engine.ranking.person_rows import EXPERIENCE
from gainful.engine.ranking.ranked import RankedPerson


class Standing(StrEnum):
    """How a person stands to one demand of the first day."""

    ON_RECORD = "on_record"
    """The record says so; nobody has seen the proof."""
    ENOUGH = "enough"
    """Enough by the estimate: a level is rated from past work, and no paper proves it."""
    BY_CLASS = "by_class"
    """A course of the plan teaches it before the first day."""
    NEARLY = "nearly"
    """A little short by the estimate: less than is worth a course."""
    ASK = "ask"
    """No record tells it."""
    LACKS = "lacks"
    """Not held, and no course of the plan brings it."""


@dataclass(frozen=True, slots=True)
class FirstDay:
    """One demand of the first day and how the person stands to it; `until` is the last day of the course."""

    competency_id: str
    name: str
    standing: Standing
    until: date | None = None


def first_day(
    required: CompetencyProfile,
    person: RankedPerson,
    takes: Sequence[ScheduledCourse],
    taught: Collection[str],
    needs: Collection[str],
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
    found = [
        replace(
            _standing(by_id[key], key in short or key in taught, takes, taught, needs),
            competency_id=line.competency_id,
            name=line.name,
        )
        for line in required.lines
        if line.need is Need.DAY_ONE and is_asked(line) and line.competency_id not in again
        for key in (
            line.competency_id
            if line.competency_id in taught
            else rated.get(line.competency_id, line.competency_id),
        )
    ]
    if EXPERIENCE in short:
        found.append(FirstDay(EXPERIENCE, short[EXPERIENCE].name, Standing.LACKS))
    return tuple(found)


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
) -> FirstDay:
    key = line.competency_id
    if not is_short:
        return FirstDay(key, line.name, _held(line))
    if key in taught:
        ends = [item.end for item in takes if key in item.course.teaches]
        return FirstDay(key, line.name, Standing.BY_CLASS, max(ends, default=None))
    return FirstDay(key, line.name, Standing.LACKS if key in needs else Standing.NEARLY)


def _held(line: ProfileLine) -> Standing:
    if line.taxonomy in {Taxonomy.OWN, Taxonomy.ESCO} or line.domain is Domain.ABILITY:
        return Standing.ASK
    return Standing.ENOUGH if line.taxonomy is Taxonomy.ONET else Standing.ON_RECORD


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


def first_day_in_words(people: Sequence[tuple[str, Sequence[Demand]]]) -> tuple[tuple[str, str], ...]:
    """Return demands with what is known of whom, people by code: ("CPR", "P01: by class until Jan 8, 2027; …").

    Demands of which the same is known stand together.
    """
    demands = dict.fromkeys((item.competency_id, item.name) for _, items in people for item in items)
    said: dict[str, list[str]] = {}
    for key, name in demands:
        groups: dict[tuple[Standing, date | None], list[str]] = {}
        for code, items in people:
            for item in items:
                if item.competency_id == key:
                    groups.setdefault((item.standing, item.until), []).append(code)
        parts = [
            _WORDS[standing].format(who=_names(codes, len(people)), day=_day(until))
            for (standing, until), codes in sorted(
                groups.items(), key=lambda group: _ORDER.index(group[0][0])
            )
        ]
        said.setdefault("; ".join(parts), []).append(name)
    return tuple((", ".join(dict.fromkeys(names)), words) for words, names in said.items())


_ORDER = (
    Standing.LACKS, Standing.ASK, Standing.NEARLY, Standing.BY_CLASS, Standing.ENOUGH, Standing.ON_RECORD,
)  # fmt: skip
_WORDS = {
    Standing.LACKS: "{who}: not held, and no course of this plan brings it",
    Standing.ASK: "{who}: to be asked, no record tells it",
    Standing.NEARLY: "{who}: short by the estimate, by less than a class is worth: to be asked",
    Standing.BY_CLASS: "{who}: by a course that ends {day}",
    Standing.ENOUGH: "{who}: enough by the estimate",
    Standing.ON_RECORD: "{who}: on record, the proof is still to be seen",
}


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%b} {day.day}, {day.year}"
