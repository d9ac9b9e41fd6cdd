"""Which ESCO skills work of a kind is expected to ask for: "grind" means metal to a welder and meat to a butcher."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.occupations.crosswalks import SHARED_TITLE

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_FAMILY = len("51-4")
"""Letters of a SOC code that name its minor group."""
_SMALL = frozenset(
    {"a", "and", "at", "for", "in", "of", "on", "or", "the", "to", "with", "work", "perform", "use"}
)


@lru_cache(maxsize=64)
def expected_rows(
    occupations: tuple[str, ...], reference: Reference | None = None
) -> tuple[frozenset[int], frozenset[int]]:
    """ESCO skill rows of these O*NET-SOC codes, and of their whole minor groups.

    Through the ESCO-O*NET crosswalk: the codes' own skills come from ESCO occupations that share a job title with them,
    the families' from every occupation matched to the minor group.
    """
    from gainful.engine.occupations import load_reference

    reference = reference or load_reference()
    families = {code[:_FAMILY] for code in occupations}
    own: set[str] = set()
    near: set[str] = set()
    for occupation in reference.occupations:
        if occupation.code[:_FAMILY] not in families:
            continue
        for match in reference.crosswalks.esco_of_onet(occupation.code):
            near.add(match.code)
            if occupation.code in occupations and match.kind == SHARED_TITLE:
                own.add(match.code)
    return _skills(reference, own), _skills(reference, near)


def _skills(reference: Reference, esco_occupations: set[str]) -> frozenset[int]:
    row_of = reference.esco.occupation_row
    wanted = np.array([row_of[uuid] for uuid in esco_occupations if uuid in row_of], np.int64)
    rows, skills, _ = reference.esco.relations
    return frozenset(skills[np.isin(rows, wanted)].tolist())


def says(sentence: str, label: str) -> bool:
    """Whether the sentence holds every word of the label that carries meaning, by its first five letters."""
    spoken = {word[:5] for word in re.findall(r"[a-z+#]+", sentence.lower())}
    return all(word[:5] in spoken for word in re.findall(r"[a-z+#]+", label.lower()) if word not in _SMALL)


def shares_a_word(words: str, label: str) -> bool:
    """Whether some words and a label share one that carries meaning, or its beginning ("math", "mathematics")."""
    spoken, named = (
        {word[:5] for word in re.findall(r"[a-z+#]+", text.lower()) if word not in _SMALL}
        for text in (words, label)
    )
    return any(one.startswith(other) or other.startswith(one) for one in spoken for other in named)
