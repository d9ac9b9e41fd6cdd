"""Titles to occupations and text to ESCO skills, as the posting and résumé readers need them.

Where the profiles package offers the trained rankers (`rank_occupations`, `extract_esco_skills`) they are used;
otherwise titles are matched by words, and no ESCO lines are made.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gainful.engine.profiles.required.model import OccupationMatch
from gainful.engine.profiles.required.title_words import ChosenOccupation, title_words

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

__all__ = ["ChosenOccupation", "esco_skills", "ranked_occupations"]


def ranked_occupations(
    titles: Sequence[str], reference: Reference, contexts: Sequence[str] | None = None, k: int = 8
) -> list[list[OccupationMatch]]:
    """The occupations of each title, best first; `contexts` are duties that tell like titles apart."""
    from gainful.engine import profiles

    rank: Any = getattr(profiles, "rank_occupations", None)
    if rank is not None:
        return [
            list(found) for found in rank(list(titles), k=k, context=list(contexts) if contexts else None)
        ]
    known = title_words(reference)
    return [
        list(known.rank(title, context, k))
        for title, context in zip(titles, contexts or [""] * len(titles), strict=True)
    ]


def esco_skills(text: str) -> Sequence[Any]:
    """ESCO skills with spans."""
    from gainful.engine import profiles

    extract: Any = getattr(profiles, "extract_esco_skills", None)
    return extract(text) if extract is not None else ()
