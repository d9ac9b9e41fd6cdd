"""Columns of a pool that are not plain arrays: words with a number each, levels that lie in several pieces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Words of a small vocabulary, one entry a person: a number each, and the words by their numbers."""

    words: tuple[str, ...]
    codes: np.ndarray
    """uint8 or uint16 [n], places in `words`"""

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, rows: int | np.integer) -> str: ...
    @overload
    def __getitem__(self, rows: np.ndarray | slice) -> Coded: ...
    def __getitem__(self, rows: int | np.integer | np.ndarray | slice) -> str | Coded:
        """Return one entry as a word, or the column of some rows."""
        if isinstance(rows, int | np.integer):
            return self.words[self.codes[rows]]
        return Coded(self.words, self.codes[rows])

    def __iter__(self) -> Iterator[str]:
        return iter(self.tolist())

    def tolist(self) -> list[str]:
        """Return every entry as a word."""
        return [self.words[code] for code in self.codes.tolist()]

    def number(self, word: str) -> int:
        """Return the number of a word, -1 where it is not in the vocabulary."""
        return self.words.index(word) if word in self.words else -1

    def equals(self, word: str) -> np.ndarray:
        """Say who has this word, boolean [n]."""
        return (
            np.asarray(self.codes == self.number(word)) if word in self.words else np.zeros(len(self), bool)
        )

    def counts(self, chosen: np.ndarray | None = None) -> dict[str, int]:
        """Return how many (of those chosen, boolean [n]) have each word that anybody has."""
        codes = self.codes if chosen is None else self.codes[chosen]
        found = np.bincount(codes, minlength=len(self.words)).tolist()
        return {word: count for word, count in zip(self.words, found, strict=True) if count}


def coded(values: np.ndarray | Sequence[str] | Coded) -> Coded:
    """Return words as a coded column."""
    if isinstance(values, Coded):
        return values
    words, codes = np.unique(np.asarray(values, str), return_inverse=True)
    return Coded(tuple(words.tolist()), codes.astype(np.uint8 if len(words) < 256 else np.uint16))


class Levels:
    """Levels of people whose rows lie in several pieces, each column by column; read like an array [n, elements]."""

    def __init__(self, pieces: Sequence[np.ndarray]) -> None:
        """`pieces` are uint16 arrays [elements, rows of the piece], hundredths of 0-7, contiguous by column."""
        self.pieces = tuple(pieces)
        ends = np.cumsum([piece.shape[1] for piece in self.pieces])
        self.starts = tuple(int(end) - piece.shape[1] for end, piece in zip(ends, self.pieces, strict=True))
        self.shape = (int(ends[-1]), self.pieces[0].shape[0])

    def __len__(self) -> int:
        return self.shape[0]

    def __getitem__(self, at: tuple[int, int | np.ndarray]) -> np.ndarray:
        """Return the level of one person in one column, or in several."""
        row, columns = at
        piece = int(np.searchsorted(self.starts, row, side="right")) - 1
        return self.pieces[piece][columns, row - self.starts[piece]]

    def of_rows(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Return the levels of people (rows, in any order) in some columns, uint16 [rows, columns]."""
        out = np.empty((len(rows), len(columns)), np.uint16)
        for start, piece in zip(self.starts, self.pieces, strict=True):
            here = np.flatnonzero((rows >= start) & (rows < start + piece.shape[1]))
            out[here] = piece[columns[:, None], rows[here] - start].T
        return out


def level_pieces(levels: np.ndarray | Levels) -> list[tuple[int, np.ndarray]]:
    """Return each piece of some levels with the row it begins at: uint16 [elements, rows], contiguous by column."""
    if isinstance(levels, Levels):
        return list(zip(levels.starts, levels.pieces, strict=True))
    return [(0, np.asfortranarray(levels).T)]


def levels_of_rows(levels: np.ndarray | Levels, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Return the levels of people in some columns, uint16 [rows, columns]."""
    if isinstance(levels, Levels):
        return levels.of_rows(rows, columns)
    return np.asarray(levels[rows[:, None], columns])
