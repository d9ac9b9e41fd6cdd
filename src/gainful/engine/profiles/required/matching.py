"""Titles to occupations and text to ESCO skills, as the posting reader needs them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gainful.engine.profiles.required.model import OccupationMatch

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference


@dataclass(frozen=True, slots=True)
class ChosenOccupation:
    """An occupation by word overlap with known titles, or chosen by a person."""

    code: str
    title: str
    score: float
    confidence_word: str
    matched_title: str


def ranked_occupations(
    titles: Sequence[str], reference: Reference, contexts: Sequence[str] | None = None, k: int = 8
) -> list[list[OccupationMatch]]:
    """The occupations of each title, best first."""
    from gainful.engine import profiles

    rank: Any = getattr(profiles, "rank_occupations", None)
    if rank is not None:
        return [
            list(found) for found in rank(list(titles), k=k, context=list(contexts) if contexts else None)
        ]
    return [_by_words(t, reference, k) for t in titles]


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9+#]+", title.lower()))


@lru_cache(maxsize=2)
def _title_words(reference: Reference) -> tuple[tuple[frozenset[str], str, str], ...]:
    known = reference.titles
    return tuple((_words(t), t, c) for t, c in zip(known.title, known.code, strict=True))


def _by_words(title: str, reference: Reference, k: int) -> list[OccupationMatch]:
    asked = _words(title)
    best: dict[str, ChosenOccupation] = {}
    for words, known, code in _title_words(reference):
        if (
            asked
            and (score := len(asked & words) / len(asked | words)) > 0.3
            and (code not in best or best[code].score < score)
        ):
            word = "sure" if score == 1 else "likely" if score > 0.6 else "guess"
            best[code] = ChosenOccupation(code, reference.occupation(code).title, score, word, known)
    return list(sorted(best.values(), key=lambda m: -m.score)[:k])


def esco_skills(text: str) -> Sequence[Any]:
    """ESCO skills with spans."""
    from gainful.engine import profiles

    extract: Any = getattr(profiles, "extract_esco_skills", None)
    return extract(text) if extract is not None else ()
