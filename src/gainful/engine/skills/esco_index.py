"""ESCO skills ready to be compared with text: a learned vector and every name of each skill."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.text.word_vectors import WORD, skill_words

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

LABELS = Path(__file__).parent / "data" / "skill_labels.npz"
LONGEST_NAME = 6
"""Longest name, in words, that is looked up as written."""


def name_key(name: str) -> str:
    """A name as it is looked up: its words in lower case."""
    return " ".join(WORD.findall(name.lower()))


class EscoIndex:
    """Vectors and names of all ESCO skills; rows are the reference's ESCO rows."""

    def __init__(self, reference: Reference) -> None:
        self._esco = reference.esco
        self.words = skill_words()
        with np.load(LABELS) as table:
            known = {bytes(row).hex(): place for place, row in enumerate(table["ids"])}
            places = np.array([known.get(uuid.replace("-", ""), -1) for uuid in self.ids], np.int64)
            vectors = table["vectors"].astype(np.float32)
            vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
            self.vectors = np.where(places[:, None] >= 0, vectors[places], 0.0).astype(np.float32)
            self.seen = np.where(places >= 0, table["seen"][places], False)
        """Whether the skill occurs in the generated training sentences: a mild sign that postings speak of it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The uuid of each row."""
        return self._esco.skill_ids

    @property
    def labels(self) -> tuple[str, ...]:
        """The preferred label of each row."""
        return self._esco.labels

    @cached_property
    def names(self) -> dict[str, tuple[int, ...]]:
        """Rows by every label and alternative label of up to LONGEST_NAME words, as `name_key` writes them."""
        rows: dict[str, tuple[int, ...]] = {}
        for row, (label, others) in enumerate(zip(self.labels, self._esco.alternatives, strict=True)):
            alone = (row,)  # one object for all names of a skill
            for key in {name_key(name) for name in (label, *others)}:
                if key and key.count(" ") < LONGEST_NAME:
                    rows[key] = (*rows[key], row) if key in rows else alone
        return rows

    @cached_property
    def longest(self) -> dict[str, int]:
        """The most words of a name, by its first word."""
        found: dict[str, int] = {}
        for name in self.names:
            words = name.split(" ")
            found[words[0]] = max(found.get(words[0], 0), len(words))
        return found


@lru_cache(maxsize=2)
def esco_index(reference: Reference | None = None) -> EscoIndex:
    """The index of a reference (default: the one that ships), built once."""
    from gainful.engine.occupations import load_reference

    return EscoIndex(reference or load_reference())
