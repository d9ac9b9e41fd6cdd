"""The few lines that make this job this job: what a reader checks first, out of a profile of thirty to eighty lines.

A profile holds what the posting asks for and what is typical for the occupation. Most of it (listening, near vision) is
asked by most jobs alike. Weights and numbers below are ours (assumption), set by reading profiles of eight kinds of work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np

from gainful.engine.competencies.document import LinePart
from gainful.engine.competencies.model import Domain, EvidenceKind, Need, ProfileLine, Taxonomy
from gainful.engine.occupations import Reference

FEWEST, MOST = 6, 12
"""Lines that one page can ask a person to check with care."""
WORTH = 5.0
"""Weight from which a line beyond the fewest is worth its place."""
_KIND = {
    Domain.CREDENTIAL: 5.0,
    Domain.TECHNOLOGY: 3.0,
    Domain.ACTIVITY: 3.0,
    Domain.KNOWLEDGE: 2.0,
    Domain.SKILL: 1.5,
    Domain.ABILITY: 0.5,
}
_BEFORE_A_POINT = re.compile(
    r"(?:^|\n)[ \t]*(?:[-*•·–—▪◦‣]|\d{1,2}[.)])?[ \t]*(?:(?:you|must|be|able|ability|to|have|a|valid|current)\s+){0,5}$",
    re.IGNORECASE,
)
"""What stands before the first word of a line or bullet: its mark, and words that only lead in."""
_NAMED, _BY_HAND, _LEADS, _INSIDE, _NICE, _GUESS, _PECULIAR = 4.0, 6.0, 1.5, -1.5, -1.5, -1.0, 2.0


def defining_lines(lines: Sequence[ProfileLine], text: str, reference: Reference) -> tuple[str, ...]:
    """Return the ids of six to twelve lines that tell this job from others, the weightiest first; fewer if there are fewer.

    Of lines that rest on the same words of the posting only the weightiest is taken; what somebody rates ("Mathematics")
    stands behind the employer's own words for it ("basic shop math").
    """
    rated_again = said_in_own_words(lines)
    weighed = sorted(
        ((weight(line, text, reference), line) for line in lines if line.competency_id not in rated_again),
        key=lambda pair: (-pair[0], pair[1].competency_id),
    )
    taken: list[ProfileLine] = []
    for value, line in weighed:
        if len(taken) == MOST or (value < WORTH and len(taken) >= FEWEST):
            break
        if not _says_the_same(line, taken):
            taken.append(line)
    return tuple(line.competency_id for line in taken)


def said_in_own_words(lines: Sequence[ProfileLine] | Sequence[LinePart]) -> dict[str, str]:
    """Return ids of O*NET and ESCO lines whose first words in the posting are part of a line in the employer's own words
    with the same need, or one that is needed earlier, and the id of that line."""
    own = [
        (line.need, place, line.competency_id)
        for line in lines
        if line.taxonomy is Taxonomy.OWN and (place := _place(line)) is not None
    ]
    found: dict[str, str] = {}
    for line in lines:
        here = _place(line) if line.taxonomy in {Taxonomy.ONET, Taxonomy.ESCO} else None
        if here is None:
            continue
        for need, (low, high), key in own:
            earlier = need is Need.DAY_ONE and line.need is Need.WE_TRAIN
            if (need is line.need or earlier) and low <= here[0] and here[1] <= high:
                found.setdefault(line.competency_id, key)
    return found


def weight(line: ProfileLine, text: str, reference: Reference) -> float:
    """Return how much a line tells of this job: its kind, who asked for it, and how few other occupations need it."""
    value = _KIND[line.domain] + _PECULIAR * peculiarity(line, reference)
    evidence = line.evidence[0] if line.evidence else None
    if evidence is not None and evidence.kind is EvidenceKind.STATED:
        value += _BY_HAND
    elif evidence is not None and evidence.span is not None and not _is_guess(line):
        value += _NAMED
        own = line.taxonomy in {Taxonomy.OWN, Taxonomy.ESCO}
        if own:
            leads = _BEFORE_A_POINT.search(text[: evidence.span.start]) is not None
            value += _LEADS if leads else _INSIDE
    if line.need is Need.NICE:
        value += _NICE
    return value + (_GUESS if line.confidence == "guess" else 0)


def _is_guess(line: ProfileLine) -> bool:
    """Whether an O*NET element was read from one word that hardly asks for it (`skills.weak_words`)."""
    return line.taxonomy is Taxonomy.ONET and line.confidence == "guess"


def peculiarity(line: ProfileLine, reference: Reference) -> float:
    """Return the share of rated occupations, 0-1, for which an O*NET element matters less than here; 0 for other lines."""
    if line.taxonomy is not Taxonomy.ONET or line.importance is None:
        return 0.0
    try:
        column = reference.importance[:, reference.column(line.competency_id)]
    except KeyError:
        return 0.0
    rated = column[~np.isnan(column)]
    return float((rated < line.importance).mean()) if rated.size else 0.0


def _says_the_same(line: ProfileLine, taken: Iterable[ProfileLine]) -> bool:
    """Whether at least half of the words under a line, or under one that is taken, are the same words."""
    here = _place(line)
    if here is None:
        return False
    for other in taken:
        there = _place(other)
        if there is None:
            continue
        shared = min(here[1], there[1]) - max(here[0], there[0])
        if shared > 0 and 2 * shared >= min(here[1] - here[0], there[1] - there[0]):
            return True
    return False


def _place(line: ProfileLine | LinePart) -> tuple[int, int] | None:
    span = line.evidence[0].span if line.evidence else None
    return None if span is None else (span.start, span.end)
