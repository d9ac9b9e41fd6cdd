"""Competencies that somebody names in a few words, as spreadsheets and forms hold them: "vital signs", "Excel".

A name is looked up before it is read: an O*NET element, a credential, a technology, an ESCO skill; then the words by
which postings speak of O*NET elements; ESCO skills near in meaning last. Method: docs/methods/reading-postings.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.competencies.model import Domain, Taxonomy
from gainful.engine.competencies.typical import IMPORTANT
from gainful.engine.credentials.mentions import find_credentials
from gainful.engine.skills.esco_index import esco_index, name_key
from gainful.engine.skills.extraction import extract_esco_skills
from gainful.engine.skills.lexicon import LEXICON_SET, OWN_WORDS
from gainful.engine.skills.technologies import technology_index

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference, Technology

LIST_OF_TOOLS = "skills in "
"""Stands before the words, so that a plain word with a capital counts as the name of a tool."""


@dataclass(frozen=True, slots=True)
class NamedCompetency:
    """A competency that words name: its id, its own name, and where it stands."""

    competency_id: str
    name: str
    domain: Domain
    taxonomy: Taxonomy


def named_competencies(words: str, reference: Reference | None = None) -> tuple[NamedCompetency, ...]:
    """Return the competencies that a few words name, none where nobody knows them; abilities are not among them."""
    from gainful.engine.occupations import load_reference

    return _named(words.strip(), reference or load_reference())


@lru_cache(maxsize=20_000)
def _named(words: str, reference: Reference) -> tuple[NamedCompetency, ...]:
    if element := _elements_by_name(reference).get(name_key(words)):
        return (element,)
    found = [
        NamedCompetency(key, name, Domain.CREDENTIAL, Taxonomy.CREDENTIAL)
        for key, name, _ in find_credentials(words)
    ]
    found += [
        NamedCompetency(technology.id, technology.name, Domain.TECHNOLOGY, Taxonomy.TECHNOLOGY)
        for technology in _technologies(words, reference)
    ]
    elements = _trained(reference)
    found += [
        elements[key]
        for key, pattern in LEXICON_SET.possible(words)
        if key in elements and pattern.search(words)
    ]
    if skill := _skill(words, reference, read=not found):
        found += [
            elements[key]
            for key, pattern in LEXICON_SET.possible(skill.name)
            if key in elements and key not in OWN_WORDS and not found and pattern.search(skill.name)
        ]
        found.append(skill)
    return tuple({each.competency_id: each for each in found}.values())


def _technologies(words: str, reference: Reference) -> list[Technology]:
    """Tools as written; where none is, as they would be with capitals: a column of skills is seldom typed with care."""
    index = technology_index(reference)
    for written in (words, words.title(), words.upper()):
        text = f"{LIST_OF_TOOLS}{written}"
        if found := [technology for technology, _ in index.find(text, 0, len(text))]:
            return found
    return []


def _skill(words: str, reference: Reference, *, read: bool) -> NamedCompetency | None:
    """Return the ESCO skill of exactly this name; else, if asked, the likeliest that shares a word."""
    index = esco_index(reference)
    key = name_key(words)
    rows = index.names.get(key, ())
    own = [row for row in rows if name_key(index.labels[row]) == key] or (rows if len(rows) == 1 else [])
    if own:
        return _esco(index.ids[own[0]], index.labels[own[0]])
    if not read:
        return None
    said = set(key.split())
    skills = sorted(extract_esco_skills(words, reference=reference), key=lambda skill: -skill.score)
    near = next((skill for skill in skills if said & set(name_key(skill.label).split())), None)
    return None if near is None else _esco(near.esco_id, near.label)


def _esco(uuid: str, label: str) -> NamedCompetency:
    return NamedCompetency(f"esco:{uuid}", label, Domain.SKILL, Taxonomy.ESCO)


@lru_cache(maxsize=4)
def _trained(reference: Reference) -> dict[str, NamedCompetency]:
    return {
        element.id: NamedCompetency(element.id, element.name, Domain(element.domain), Taxonomy.ONET)
        for element in reference.elements
        if element.domain in {Domain.SKILL, Domain.KNOWLEDGE}
    }


@lru_cache(maxsize=4)
def _elements_by_name(reference: Reference) -> dict[str, NamedCompetency]:
    """O*NET's trained elements by their names; the subject goes before the skill where both are called the same."""
    trained = _trained(reference)
    first_skills = sorted(
        (each for each in reference.elements if each.id in trained),
        key=lambda each: each.domain == Domain.KNOWLEDGE,
    )
    return {
        name_key(name): trained[each.id] for each in first_skills for name in (each.plain_name, each.name)
    }


def usual_level(competency_id: str, codes: tuple[str, ...], reference: Reference) -> float | None:
    """Return the level (0-7) that work asks of an O*NET element: the most of these occupations, else the usual one.

    Usual is the median of the occupations where the element is important; None where it is in none.
    """
    column = reference.column(competency_id)
    known = {occupation.code: row for row, occupation in enumerate(reference.occupations)}
    asked = [reference.level[known[code], column] for code in codes if code in known]
    levels = np.array([level for level in asked if level > 0])
    if not levels.size:
        levels = reference.level[reference.importance[:, column] >= IMPORTANT, column]
        return round(float(np.nanmedian(levels)), 2) if np.isfinite(levels).any() else None
    return float(np.ceil(levels.max() * 100) / 100)
