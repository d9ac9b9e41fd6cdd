"""Word vectors learned for ESCO and for job titles: a text is the sum of its words, so reading is immediate.

The vectors began as the sentence model's (see encoder), were trained by scripts/train_skill_vectors.py and are
kept in eight bits with one scale a word. Rare words are long and common ones short, which is their weight.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[a-z0-9][a-z0-9+#]*(?:\.[a-z0-9]+)*|\.net")


@dataclass(frozen=True, slots=True)
class Words:
    """The known words of a text: their characters [start, end) and rows in the vocabulary."""

    starts: np.ndarray
    ends: np.ndarray
    rows: np.ndarray

    def __len__(self) -> int:
        """Return how many known words there are."""
        return len(self.rows)


def lines_of(packed: np.ndarray) -> list[str]:
    """Strings kept as bytes with one line each."""
    return bytes(packed).decode().split("\n")


def dequantised(vectors: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """Eight-bit vectors times their scales, float32."""
    return vectors.astype(np.float32) * scales.astype(np.float32)[:, None]


class EightBitVectors:
    """Vectors kept in eight bits with one scale a row; rows come as float32 when they are asked for.

    A quarter of the memory that the same rows take in float32, and the same numbers.
    """

    def __init__(self, vectors: np.ndarray, scales: np.ndarray) -> None:
        self._vectors = vectors
        self._scales = scales.astype(np.float32)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._vectors)

    def __getitem__(self, rows: int | slice | Sequence[int] | np.ndarray) -> np.ndarray:
        """Rows by number, list or array of numbers, float32 [..., d]."""
        return self._vectors[rows].astype(np.float32) * self._scales[rows][..., None]

    @property
    def width(self) -> int:
        """The length of a row."""
        return int(self._vectors.shape[1])


class WordVectors:
    """A vocabulary with a vector for each word."""

    def __init__(self, file: Path) -> None:
        with np.load(file) as table:
            self.vocabulary = {word: row for row, word in enumerate(lines_of(table["words"]))}
            self.vectors = EightBitVectors(table["vectors"], table["scales"])

    def read(self, text: str) -> Words:
        """The words of a text that have a vector, in their order."""
        found = [
            (m.start(), m.end(), row)
            for m in WORD.finditer(lowered(text))
            if (row := self.vocabulary.get(m.group())) is not None
        ]
        table = np.asarray(found, np.int64).reshape(-1, 3)
        return Words(table[:, 0], table[:, 1], table[:, 2])

    def running_sums(self, words: Words) -> np.ndarray:
        """Sums of the vectors up to each word, float32 [n + 1, d]: any window is one subtraction."""
        sums = np.zeros((len(words) + 1, self.vectors.width), np.float32)
        np.cumsum(self.vectors[words.rows], axis=0, out=sums[1:])
        return sums


@cache
def skill_words() -> WordVectors:
    """The words of skills and postings, read once."""
    return WordVectors(DATA / "skill_words.npz")


def lowered(text: str) -> str:
    """The text in lower case with every character in its place (a few capitals would become two)."""
    lower = text.lower()
    return (
        lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    )
