"""What a job title means beside what occupations do: sentence vectors of the title, of tasks and of descriptions.

Words that no known title has in that company ("solar crew lead") still lie near the tasks they stand for. The vectors
of occupations are figures of the reference data; those of titles come from the packaged sentence model.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.text.encoder import encode, unit
from gainful.engine.titles.model import DATA

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

KINDS = ("tasks", "description")
MIDDLE = DATA / "title_middle.npz"
REMEMBERED = 20_000
"""Titles whose vectors are kept: lists of people hold the same few thousand again and again."""


class TitleMeaning:
    """Likeness of titles to the tasks and the description of each occupation in `codes`."""

    def __init__(self, reference: Reference, codes: Sequence[str]) -> None:
        rows = [reference.row(code) for code in codes]
        self._kinds = [centred(reference.vectors[kind][rows]) for kind in KINDS if kind in reference.vectors]

    def likeness(self, title: str) -> tuple[np.ndarray, ...]:
        """Cosine with each occupation's tasks and description, float32 [codes] each; none without such vectors."""
        return tuple(kind @ _vector(title) for kind in self._kinds)


def centred(vectors: np.ndarray) -> np.ndarray:
    """Rows of length one about their middle: what sets an occupation apart; a row of zeros stays zero."""
    there: np.ndarray = np.asarray(vectors.any(axis=1))
    return unit(np.where(there[:, None], vectors - vectors[there].mean(axis=0), 0.0))


@lru_cache(maxsize=REMEMBERED)
def _vector(title: str) -> np.ndarray:
    """The title's vector about the middle of all titles, float32 [384] of length one."""
    return np.asarray(unit(encode([title])[0] - _middle()))


@cache
def _middle() -> np.ndarray:
    """Mean vector of O*NET's titles (scripts/fit_title_weights.py)."""
    with np.load(MIDDLE) as table:
        return table["middle"].astype(np.float32)
