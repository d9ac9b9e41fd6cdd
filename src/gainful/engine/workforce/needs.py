"""What an organization needs by a date against what it has, and who inside is nearest: engine gap and curriculum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, Evidence, EvidenceKind
from gainful.engine.competencies.occupation_profile import occupation_profile, rated_lines
from gainful.engine.curriculum import Course, CoursePlan, Need, choose_courses
from gainful.engine.gap.shortfall import shortfall
from gainful.engine.workforce.inventory import Inventory

MOST_MOVERS = 5
"""Roles that are named as the nearest."""
SMALL = 0.05
"""Levels below which a difference is none."""


@dataclass(frozen=True, slots=True)
class RoleNeed:
    """So many people in an occupation by a day."""

    code: str
    people: int
    by: date


@dataclass(frozen=True, slots=True)
class LevelNeed:
    """So many people who hold a skill or knowledge at a level (0-7) by a day."""

    competency_id: str
    level: float
    people: int
    by: date


@dataclass(frozen=True, slots=True)
class Mover:
    """A role whose people are near: how many work in it, hours of learning as a range, and courses that close most."""

    code: str
    title: str
    people: int
    hours_low: float
    hours_high: float
    short_of: tuple[str, ...]
    plan: CoursePlan | None = None


@dataclass(frozen=True, slots=True)
class RoleStanding:
    """A need of people in an occupation: there now, missing, and the roles from which they could come."""

    need: RoleNeed
    title: str
    have: int
    missing: int
    movers: tuple[Mover, ...]


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """A need of a level: how many hold it, missing, and the roles just below it with the courses that reach it."""

    need: LevelNeed
    name: str
    have: int
    missing: int
    uncounted: int
    """people in roles whose levels are not shown: they may hold it or not"""
    movers: tuple[Mover, ...]


def role_standing(inventory: Inventory, need: RoleNeed, courses: Iterable[Course] = ()) -> RoleStanding:
    """Return how a need of people in an occupation stands; KeyError where the reference has no such occupation."""
    reference = inventory.reference
    target = reference.row(need.code)
    row = inventory.row_of(reference.occupations[target].code)
    have = 0 if row is None else int(inventory.headcount[row])
    required = reference.level[target][inventory.columns]
    weight = np.nan_to_num(reference.importance[target][inventory.columns], nan=1.0) - 1.0
    short = np.nan_to_num(np.maximum(0.0, required - inventory.mean)) * weight
    distance = short.sum(axis=1)
    distance[np.isnan(inventory.mean).all(axis=1)] = np.inf
    if row is not None:
        distance[row] = np.inf
    order = [int(place) for place in np.argsort(distance, kind="stable") if np.isfinite(distance[place])]
    profile = _trainable(occupation_profile(reference.occupations[target].code, reference))
    offered = tuple(courses)
    movers = tuple(
        _mover(inventory, place, profile, need.code, offered if at == 0 else ())
        for at, place in enumerate(order[:MOST_MOVERS])
    )
    missing = max(0, need.people - have)
    return RoleStanding(need, reference.occupations[target].title, have, missing, movers)


def level_standing(inventory: Inventory, need: LevelNeed, courses: Iterable[Course] = ()) -> LevelStanding:
    """Return how a need of a level stands; KeyError where the competency is no skill or knowledge of the reference."""
    column = inventory.column_of(need.competency_id)
    if column is None:
        raise KeyError(f"{need.competency_id} is no skill or knowledge of {inventory.reference.version}.")
    name = inventory.reference.elements[int(inventory.columns[column])].name
    have = inventory.holders(column, need.level)
    below = need.level - inventory.mean[:, column]
    order = np.argsort(np.where((below > SMALL) & (inventory.counted > 0), below, np.inf), kind="stable")
    offered = tuple(courses)
    movers = tuple(
        _to_level(inventory, int(place), column, need, name, offered)
        for place in order[:MOST_MOVERS]
        if np.isfinite(below[place]) and below[place] > SMALL
    )
    uncounted = int((inventory.headcount - inventory.counted).sum()) + inventory.without_role
    return LevelStanding(need, name, have, max(0, need.people - have), uncounted, movers)


def _trainable(profile: CompetencyProfile) -> CompetencyProfile:
    """Leave abilities out: an inventory shows none, and they are not taught."""
    lines = tuple(line for line in profile.lines if line.domain in {Domain.SKILL, Domain.KNOWLEDGE})
    return replace(profile, lines=lines)


def _held(inventory: Inventory, row: int) -> CompetencyProfile:
    reference = inventory.reference
    levels = np.full(len(reference.elements), np.nan, np.float32)
    levels[inventory.columns] = inventory.mean[row]
    unknown = np.full(len(reference.elements), np.nan, np.float32)
    evidence = (Evidence(EvidenceKind.WORK_HISTORY, note="mean of the role"),)
    return CompetencyProfile(reference.version, tuple(rated_lines(reference, levels, unknown, evidence)))


def _mover(
    inventory: Inventory, row: int, required: CompetencyProfile, code: str, courses: tuple[Course, ...]
) -> Mover:
    gap = shortfall(required, _held(inventory, row), inventory.reference, code=code)
    short = gap.short_of
    needs = [
        Need(line.competency_id, line.name, line.required or 0.0, line.held or 0.0, 1 + 4 * line.weight)
        for line in short
    ]
    plan = choose_courses(needs, courses) if courses and needs else None
    names = tuple(line.name for line in short[:3])
    role = inventory.reference.occupation(inventory.roles[row])
    people = int(inventory.headcount[row])
    return Mover(role.code, role.title, people, gap.hours_low, gap.hours_high, names, plan)


def _to_level(
    inventory: Inventory, row: int, column: int, need: LevelNeed, name: str, courses: tuple[Course, ...]
) -> Mover:
    """Return the role with courses for this one competency; hours are those of the courses, none without any."""
    held = float(inventory.mean[row, column])
    plan = choose_courses([Need(need.competency_id, name, need.level, held)], courses) if courses else None
    hours = plan.hours if plan else 0.0
    role = inventory.reference.occupation(inventory.roles[row])
    said = f"{name} {held:.1f} → {need.level:.1f}"
    return Mover(role.code, role.title, int(inventory.headcount[row]), hours, hours, (said,), plan)
