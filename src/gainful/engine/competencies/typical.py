"""What is typical for an occupation: O*NET's rated skills, knowledge and abilities that matter there, and hot tools."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.competencies.model import Domain, Evidence, EvidenceKind, Need, ProfileLine, Taxonomy

if TYPE_CHECKING:
    from gainful.engine.occupations import Occupation, Reference

IMPORTANT = 3.0
"""O*NET's own middle anchor, "important" on its 1-5 scale: below it an element does not define the occupation."""
IMPORTANT_ABILITY = 3.5
"""Abilities screen people out, so only those well above the middle anchor are listed unless the posting names them."""
FEWEST, SOMEWHAT_IMPORTANT = 12, 2.0
"""Where fewer skills and knowledge are important (four for welders), the next most important fill up, down to O*NET's anchor
"somewhat important": a job is never described by four lines."""
PROFILE_DOMAINS = frozenset({"skill", "knowledge", "ability"})
FIRST_DAY_BASICS = frozenset(f"onet:2.A.1.{x}" for x in "abd")
"""Reading, listening and speaking: employers do not train them, so they are needed on the first day."""
PECULIAR = 0.75
"""Share of occupations in which an element matters less, from which it sets an occupation apart (assumption): below, a
class in it is made for no job in particular."""
_HOT_TOOLS = 4
_EVERYWHERE = 0.2
"""A technology that more than this share of occupations use says nothing of one of them: spreadsheets, mail."""
_PECULIAR = 3.0
"""How many times as common a technology is in the major group as among all occupations to be typical there."""


def typical_lines(reference: Reference, code: str) -> dict[str, ProfileLine]:
    """The lines typical for a rated occupation, by competency id, the most important first."""
    row = reference.row(code)
    title = reference.occupations[row].title
    note = f"Typical for {title}."
    lines: dict[str, ProfileLine] = {}
    trained = 0
    for column in np.argsort(-np.nan_to_num(reference.importance[row]), kind="stable"):
        element = reference.elements[column]
        importance, level = float(reference.importance[row, column]), float(reference.level[row, column])
        least = _least(element.domain, enough=trained >= FEWEST)
        if element.domain not in PROFILE_DOMAINS or not importance >= least or not level > 0:
            continue
        trained += element.domain != "ability"
        lines[element.id] = element_line(
            element.id,
            element.name,
            element.domain,
            level,
            importance,
            (Evidence(EvidenceKind.TYPICAL, note=note),),
        )
    return lines


def _least(domain: str, *, enough: bool) -> float:
    if domain == "ability":
        return IMPORTANT_ABILITY
    return IMPORTANT if enough else SOMEWHAT_IMPORTANT


def element_line(
    competency_id: str,
    name: str,
    domain: str,
    level: float | None,
    importance: float | None,
    evidence: tuple[Evidence, ...],
) -> ProfileLine:
    """A line of an O*NET element with the usual need: abilities and the basics on day one, the rest trained."""
    first_day = domain == "ability" or competency_id in FIRST_DAY_BASICS
    return ProfileLine(
        competency_id=competency_id,
        taxonomy=Taxonomy.ONET,
        domain=Domain(domain),
        name=name,
        level=None if level is None else round(level, 2),
        importance=None if importance is None else round(importance, 2),
        need=Need.DAY_ONE if first_day else Need.WE_TRAIN,
        confidence="likely",
        evidence=evidence,
    )


@lru_cache(maxsize=4)
def needed_from(reference: Reference) -> np.ndarray:
    """The level, by element, at which occupations that need it begin: first quartile where importance is 3 or more."""
    levels = np.where(reference.importance >= IMPORTANT, reference.level, np.nan)
    some = np.isfinite(levels).any(axis=0)
    found = np.full(levels.shape[1], np.nan, np.float32)
    found[some] = np.nanquantile(levels[:, some], 0.25, axis=0)
    return found


def typical_tools(reference: Reference, code: str) -> list[ProfileLine]:
    """A few technologies that postings for the occupation often name: in demand there, or hot and peculiar to its group.

    O*NET flags a technology hot over all postings; on its own that puts spreadsheets and browsers on a loader's profile.
    """
    title = reference.occupation(code).title
    evidence = (Evidence(EvidenceKind.TYPICAL, note=f"Often asked of {title}."),)
    peculiar = _peculiar(reference, code[:2])
    known = reference.technologies(code)
    wanted = [t for t in known if t.in_demand or (t.hot and t.id in peculiar)][:_HOT_TOOLS]
    return [
        ProfileLine(
            t.id,
            Taxonomy.TECHNOLOGY,
            Domain.TECHNOLOGY,
            t.name,
            need=Need.NICE,
            confidence="guess",
            evidence=evidence,
        )
        for t in wanted
    ]


@lru_cache(maxsize=64)
def _peculiar(reference: Reference, group: str) -> frozenset[str]:
    """Ids of technologies that three or more occupations of a major group use, and few others."""
    rows, places, _ = reference.technology_uses
    inside = np.array([o.code.startswith(group) for o in reference.occupations])
    there = np.unique(rows)
    everywhere = np.bincount(places, minlength=len(reference.technology_list)) / max(len(there), 1)
    mine = inside[rows]
    uses = np.bincount(places[mine], minlength=len(reference.technology_list))
    share = uses / max(int(inside[there].sum()), 1)
    found = (everywhere <= _EVERYWHERE) & (share >= _PECULIAR * everywhere) & (uses > 2)
    return frozenset(reference.technology_list[place].id for place in np.flatnonzero(found).tolist())


def nearest_rated(reference: Reference, code: str, others: tuple[str, ...] = ()) -> Occupation | None:
    """The rated occupation nearest to an unrated one: its .00 parent or a sibling, else the one most like it.

    Likeness is the cosine of the vectors of tasks and titles; a code alone says little (medical coders and laboratory
    technologists share five characters), but for an "All Other": by definition it is the rest of its group. Without
    vectors: a runner-up, then the major group.
    """
    rated = [o for o in reference.occupations if o.rated]
    family = [o for o in rated if o.code[:7] == code[:7]]
    if family:
        return next((o for c in others for o in family if o.code == c), family[0])
    likeness = _likeness(reference, reference.row(code))
    if likeness is not None:
        rated = _beside(rated, reference.occupation(code)) or rated
        return max(rated, key=lambda o: float(likeness[reference.row(o.code)]))
    by_code = {o.code: o for o in rated}
    runner = next((by_code[c] for c in others if c in by_code and c[:2] == code[:2]), None)
    return runner or next((o for o in rated if o.code[:2] == code[:2]), None)


def _beside(rated: list[Occupation], residual: Occupation) -> list[Occupation]:
    """Return what stands beside an "All Other": the SOC makes it the rest of its broad, else its minor group."""
    if not residual.title.endswith("All Other"):
        return []
    broad, minor = ([o for o in rated if o.code.startswith(residual.code[:length])] for length in (6, 5))
    return broad or minor


def _likeness(reference: Reference, row: int) -> np.ndarray | None:
    """Cosine to every occupation, averaged over the kinds of vectors this one has; None where it has none."""
    found = []
    for kind in ("tasks", "titles"):
        vectors = reference.vectors.get(kind)
        if vectors is None or not vectors[row].any():
            continue
        there: np.ndarray = np.asarray(vectors.any(axis=1))
        centred = np.where(there[:, None], vectors - vectors[there].mean(axis=0), 0.0)
        norms = np.maximum(np.linalg.norm(centred, axis=1), 1e-9)
        found.append(centred @ centred[row] / (norms * norms[row]))
    return np.mean(found, axis=0) if found else None
