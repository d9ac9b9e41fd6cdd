"""One pool from records, whoever asks: a file in the terminal, the database behind the pages, a notebook.

How each doubtful point is decided, and why: docs/decisions/0011-one-pool.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from gainful.engine.held.circumstances import BARRIERS, SCENARIOS, SHIFTS, Scenario, bits
from gainful.engine.occupations import Reference
from gainful.engine.occupations.facts import Wage
from gainful.engine.occupations.wages import PLACES
from gainful.engine.ranking.columns import coded
from gainful.engine.ranking.held_by_people import HeldByPeople, held_by_people
from gainful.engine.ranking.pool import SINCE_UNKNOWN, Pool, empty_pool
from gainful.engine.records import PersonRecord

PROVING_DOMAINS = ("technology", "credential")
"""Of the things people say they know, those that are had or not: they count as held, without a level."""


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """What is told of people beside their history, one entry a person; None and empty mean that it was not asked."""

    ids: Sequence[str]
    codes: Sequence[str]
    """the agency's own person IDs, which break ties"""
    names: Sequence[str]
    areas: Sequence[str]
    wage_floors: Sequence[float | None]
    schedules: Sequence[Iterable[str]]
    scenarios: Sequence[str]
    barriers: Sequence[Iterable[str]]
    proofs: Sequence[frozenset[str]]
    segments: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: Sequence[date | None] = ()
    """the day from which each waits; empty where nobody was asked"""


def pool_from_records(people: Sequence[PersonRecord], reference: Reference, as_of: date) -> Pool:
    """Return the pool of these people as of a day."""
    kinds = sorted({kind for person in people for kind in person.characteristics})
    codes = [person.code for person in people]
    columns = PersonColumns(
        ids=codes,
        codes=codes,
        names=[person.name or person.code for person in people],
        areas=[person.area_code for person in people],
        wage_floors=[person.wage_floor for person in people],
        schedules=[person.schedule for person in people],
        scenarios=[person.scenario for person in people],
        barriers=[person.barriers for person in people],
        proofs=[_proofs(person) for person in people],
        segments={kind: [person.characteristics.get(kind, "") for person in people] for kind in kinds},
        since=[person.waits_since for person in people],
    )
    return build_pool(columns, held_by_people(people, reference, as_of), reference)


def build_pool(columns: PersonColumns, held: HeldByPeople, reference: Reference) -> Pool:
    """Return the pool of people whose levels are known already."""
    if not columns.ids:
        return empty_pool(reference.version, len(reference.elements))
    rows = {occupation.code: row for row, occupation in enumerate(reference.occupations)}
    occupation = np.array([rows.get(code, -1) for code in held.last_codes], np.int32)
    area = known_areas(columns.areas, reference)
    now = wages_now(occupation, area, reference)
    return Pool(
        reference.version,
        ids=np.array(columns.ids, str),
        codes=np.array(columns.codes, str),
        names=np.array(columns.names, str),
        levels=held.levels,
        doubt=held.doubt,
        occupation=occupation,
        area=coded(area),
        wage_now=now.wage,
        wage_now_at_least=now.at_least,
        wage_now_place=now.place,
        wage_floor=np.array(
            [np.nan if floor is None else floor for floor in columns.wage_floors], np.float32
        ),
        shifts=_masks(columns.schedules, SHIFTS).astype(np.uint8),
        barriers=_masks(columns.barriers, BARRIERS),
        scenario=np.array([SCENARIOS.index(Scenario(name)) for name in columns.scenarios], np.uint8),
        credentials=tuple(columns.proofs),
        segments={kind: coded(values) for kind, values in columns.segments.items()},
        since=np.array(
            [SINCE_UNKNOWN if day is None else day.toordinal() for day in columns.since], np.int32
        ),
    )


def credential_key(name: str) -> str:
    """Return a credential's id with its prefix."""
    return name if name.startswith("credential:") else f"credential:{name}"


def _proofs(person: PersonRecord) -> frozenset[str]:
    tools = (skill.competency_id for skill in person.skills if skill.domain in PROVING_DOMAINS)
    return frozenset((*map(credential_key, person.credentials), *tools))


def known_areas(areas: Iterable[str], reference: Reference) -> np.ndarray:
    """Return the areas by their seven-digit key, str [n]; one that the wage table does not know is as not asked."""
    told = list(areas)
    keys = {area: reference.wages.find_area(area) or "" for area in set(told) if area}
    return np.array([keys.get(area, "") for area in told], str)


@dataclass(frozen=True, slots=True)
class WagesNow:
    """The median yearly pay of each person's last occupation where they live (OEWS), an array each [n]."""

    wage: np.ndarray
    """float32, US dollars, NaN unknown"""
    at_least: np.ndarray
    """boolean: the wage is only known to reach the highest that BLS publishes"""
    place: np.ndarray
    """uint8, place in wages.PLACES of whose median it is"""


def wages_now(occupation: np.ndarray, area: np.ndarray, reference: Reference) -> WagesNow:
    """Return what people's last occupations pay; the nation's median where nobody asked for the area."""
    found: dict[tuple[int, str], Wage | None] = {}
    count = len(occupation)
    now = WagesNow(np.full(count, np.nan, np.float32), np.zeros(count, bool), np.zeros(count, np.uint8))
    for row, pair in enumerate(zip(occupation.tolist(), area.tolist(), strict=True)):
        if pair[0] < 0:
            continue
        if pair not in found:
            found[pair] = reference.wage(reference.occupations[pair[0]].code, pair[1] or None)
        wage = found[pair]
        if wage is not None and wage.median is not None:
            now.wage[row], now.at_least[row] = wage.median, "median" in wage.at_least
            now.place[row] = PLACES.index(wage.place if pair[1] else "nation")
    return now


def _masks(told: Sequence[Iterable[str]], vocabulary: tuple[StrEnum, ...]) -> np.ndarray:
    keys = [tuple(values) for values in told]
    masks = {key: bits(key, vocabulary) for key in set(keys)}
    return np.array([masks[key] for key in keys], np.uint32)
