"""Required minus held, one way only, with training hours as a share of the occupation's preparation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from gainful.engine.competencies.model import CompetencyProfile, Domain, Need, ProfileLine, Taxonomy
from gainful.engine.gap.accommodations import accommodation
from gainful.engine.gap.model import Gap, GapLine, Screen
from gainful.engine.gap.preparation import Preparation, preparation
from gainful.engine.gap.present import (
    ESCO_SKILL,
    HOT_TECHNOLOGY,
    TECHNOLOGY,
    CourseHours,
    credential_hours,
)
from gainful.engine.occupations import Reference, load_reference

TRAINABLE = frozenset({Domain.SKILL, Domain.KNOWLEDGE})
RATING_ERROR = 0.25
"""About one standard error of a difference of O*NET levels: added to the upper estimate of a shortfall."""
SCREEN_IMPORTANCE, SCREEN_SHORTFALL = 2.5, 0.5
DEFAULT_IMPORTANCE = 3.0
"""The middle of the scale, where a posting names a competency but not how much it matters."""


def shortfall(
    required: CompetencyProfile,
    held: CompetencyProfile,
    reference: Reference | None = None,
    *,
    code: str | None = None,
    only_short: bool = False,
) -> Gap:
    """Compare what a job needs with what is held; hours are an estimated range, in hours of learning.

    `code` is the occupation whose preparation scales the hours; without it, the occupation whose ratings are
    nearest to the required levels. Abilities screen and suggest accommodation; they take no hours. What is nice to
    have counts in no total. With `only_short` lines that are held whole are not written out, for lists of many; the
    figures are the same.
    """
    reference = reference or load_reference()
    have = {line.competency_id: line for line in held.lines}
    pairs = [(line, have.get(line.competency_id)) for line in required.lines]
    rated = [(need, got) for need, got in pairs if _is_rated(need) and need.need is not Need.NICE]
    path = preparation(reference, code) if code else _nearest_preparation(rated, reference)
    mass = sum(
        weight_of(need) * _whole_level(need, reference, code) for need, _ in rated if need.domain in TRAINABLE
    )
    over = 0.0
    if only_short:
        over = _over(rated)
        pairs = [(need, got) for need, got in pairs if not (_is_rated(need) and _whole(need, got))]
    lines = tuple(_line(need, got, path, mass) for need, got in pairs)
    gap = _summary(lines, mass, path)
    return replace(gap, surplus=gap.surplus + over / mass) if over else gap


def _whole_level(need: ProfileLine, reference: Reference, code: str | None) -> float:
    """Return the level that the whole preparation leads to: the occupation's own, where a job asks for less."""
    level = need.level or 0.0
    if code is None:
        return level
    try:
        rated = float(reference.level[reference.row(code), reference.column(need.competency_id)])
    except KeyError:
        return level
    return float(np.fmax(level, rated))


def _over(rated: Sequence[tuple[ProfileLine, ProfileLine | None]]) -> float:
    """Add up by weight what is held above the level needed in lines that are held whole."""
    over = 0.0
    for need, got in rated:
        if need.domain in TRAINABLE and need.level and got and got.level and _whole(need, got):
            over += weight_of(need) * (got.level - need.level)
    return over


def _whole(need: ProfileLine, got: ProfileLine | None) -> bool:
    """Whether a rated line is surely held at the level needed, so that it has no shortfall and takes no hours."""
    return (
        got is not None
        and got.level is not None
        and got.level_low is None
        and got.level_high is None
        and got.level >= (need.level or 0.0)
    )


def weight_of(line: ProfileLine) -> float:
    """Importance 1-5 as a weight 0-1; the middle where it is not known."""
    importance = DEFAULT_IMPORTANCE if line.importance is None else line.importance
    return min(1.0, max(0.0, (importance - 1.0) / 4.0))


def _is_rated(line: ProfileLine) -> bool:
    return line.taxonomy is Taxonomy.ONET and line.level is not None


def _line(need: ProfileLine, got: ProfileLine | None, path: Preparation, mass: float) -> GapLine:
    line = _rated_line(need, got, path, mass) if _is_rated(need) else _present_line(need, got, rated=mass > 0)
    if need.need is not Need.NICE:
        return line
    reason = f"Nice to have, so not counted. {line.reason}"
    return replace(line, hours_low=0.0, hours_high=0.0, counted=False, reason=reason)


def _rated_line(need: ProfileLine, got: ProfileLine | None, path: Preparation, mass: float) -> GapLine:
    required, level = need.level or 0.0, got.level if got else None
    low = got.level_low if got and got.level_low is not None else level
    high = got.level_high if got and got.level_high is not None else level
    short = max(0.0, required - (level or 0.0))
    surplus = 0.0 if level is None else max(0.0, level - required)
    weight = weight_of(need)
    trainable = need.domain in TRAINABLE
    hours_low = hours_high = 0.0
    if trainable and mass > 0:
        least = 0.0 if level is None else min(short, max(0.0, required - (high or 0.0)))
        most = max(short, required - (low or 0.0))
        most = min(required, most + RATING_ERROR) if most > 0 else 0.0
        hours_low = path.hours_low * weight * least / mass
        hours_high = path.hours_high * weight * most / mass
    return GapLine(
        competency_id=need.competency_id,
        name=need.name,
        domain=need.domain.value,
        required=required,
        held=level,
        held_low=low,
        held_high=high,
        shortfall=short,
        surplus=surplus,
        weight=weight,
        hours_low=hours_low,
        hours_high=hours_high,
        trainable=trainable,
        reason=_reason(need, level, short),
    )


def _reason(need: ProfileLine, level: float | None, short: float) -> str:
    if level is None:
        return f"Level {need.level:.1f} is needed; nothing shows yet what is held, so it is to be asked."
    if short <= 0:
        return f"Held at {level:.1f}, needed at {need.level:.1f}."
    how = "" if need.domain in TRAINABLE else "; practised on the job, not counted in hours"
    if need.domain is Domain.ABILITY:
        how = "; abilities are not trained in hours"
    return f"Held at {level:.1f}, needed at {need.level:.1f}: short by {short:.1f}{how}."


def _present_line(need: ProfileLine, got: ProfileLine | None, *, rated: bool) -> GapLine:
    """Compare something one has or has not: a technology, a credential, an ESCO skill, an unrated line."""
    hours = _course(need, rated=rated)
    missing = got is None
    return GapLine(
        competency_id=need.competency_id,
        name=need.name,
        domain=need.domain.value,
        required=need.level,
        held=None if missing else (got.level if got and got.level is not None else 1.0),
        held_low=None,
        held_high=None,
        shortfall=1.0 if missing else 0.0,
        surplus=0.0,
        weight=weight_of(need),
        hours_low=hours.low if missing and hours else 0.0,
        hours_high=hours.high if missing and hours else 0.0,
        trainable=need.domain is not Domain.ABILITY,
        reason=_present_reason(hours, missing=missing),
    )


def _course(need: ProfileLine, *, rated: bool) -> CourseHours | None:
    if need.domain is Domain.CREDENTIAL:
        return credential_hours(need.name)
    if need.domain is Domain.TECHNOLOGY:
        return HOT_TECHNOLOGY if (need.importance or 0.0) >= DEFAULT_IMPORTANCE else TECHNOLOGY
    return None if rated or need.taxonomy is Taxonomy.OWN else ESCO_SKILL


def _present_reason(hours: CourseHours | None, *, missing: bool) -> str:
    if not missing:
        return "Held."
    return (
        f"Not shown: {hours.source}."
        if hours
        else "Not shown: learned within the rated skills and knowledge."
    )


def _nearest_preparation(
    rated: Sequence[tuple[ProfileLine, ProfileLine | None]], reference: Reference
) -> Preparation:
    """Preparation of the occupation whose levels are nearest to the required ones, weighted by importance."""
    known = {e.id: place for place, e in enumerate(reference.elements)}
    lines = [need for need, _ in rated if need.competency_id in known]
    if not lines:
        return Preparation(0.0, 0.0, ("No rated skill or knowledge is required.",))
    columns = [known[line.competency_id] for line in lines]
    weights = np.array([weight_of(line) for line in lines]) + 0.01
    levels = np.array([line.level for line in lines])
    difference = np.nan_to_num(reference.level[:, columns] - levels, nan=7.0)
    place = int(np.argmin((difference**2) @ weights))
    nearest = reference.occupations[place]
    path = preparation(reference, nearest.code)
    return replace(path, reasons=(f"Scaled to the preparation of: {nearest.title}.", *path.reasons))


@dataclass(frozen=True, slots=True)
class _Hours:
    low: float
    high: float


def _sum(lines: Sequence[GapLine], domains: frozenset[Domain]) -> _Hours:
    chosen = [line for line in lines if line.trainable and line.domain in domains]
    return _Hours(
        sum((line.hours_low for line in chosen), 0.0), sum((line.hours_high for line in chosen), 0.0)
    )


def _summary(lines: tuple[GapLine, ...], mass: float, path: Preparation) -> Gap:
    """Add up: the longest course for a credential teaches the job's skills, so the larger of the two counts."""
    skills = _sum(lines, TRAINABLE)
    credentials = _sum(lines, frozenset({Domain.CREDENTIAL}))
    technologies = _sum(lines, frozenset({Domain.TECHNOLOGY}))
    longest = max((line.hours_high for line in lines if line.domain == Domain.CREDENTIAL), default=0.0)
    counted = [
        line for line in lines if line.counted and line.domain in TRAINABLE and line.required and mass > 0
    ]
    reasons = list(path.reasons)
    if credentials.high:
        reasons.append(
            "The longest course for a credential teaches the job's skills: the larger of the two counts, not both."
        )
    unknown = sum(not line.known for line in counted)
    if unknown:
        reasons.append(
            f"{unknown} required competencies are not shown yet: none of them is in the lower figure."
        )
    reasons.append("An estimate: no study has measured hours for a partial gap; outcomes will correct it.")
    return Gap(
        lines=lines,
        screens=_screens(lines),
        shortfall=sum(line.weight * line.shortfall for line in counted) / mass if counted else 0.0,
        surplus=sum(line.weight * line.surplus for line in counted) / mass if counted else 0.0,
        hours_low=max(skills.low, credentials.low) + technologies.low,
        hours_high=max(skills.high, longest) + (credentials.high - longest) + technologies.high,
        reasons=tuple(reasons),
    )


def _screens(lines: Sequence[GapLine]) -> tuple[Screen, ...]:
    """Abilities that matter and that the held profile shows to be lower; unknown ones are not screened on."""
    least = (SCREEN_IMPORTANCE - 1.0) / 4.0
    return tuple(
        Screen(line, accommodation(line.competency_id))
        for line in lines
        if line.domain == Domain.ABILITY
        and line.known
        and line.weight >= least
        and line.shortfall >= SCREEN_SHORTFALL
    )
