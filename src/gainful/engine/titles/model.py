"""A learned reading of job titles: words, pairs and letter groups → the chance of each occupation.

Trained by scripts/train_title_vectors.py on O*NET alternate titles and the titles of crosswalked ESCO occupations.
O*NET's reported titles were kept out, as strings, so that they can measure it. Unlike the index it knows nothing
by heart, and reads titles whose words it has seen in other company.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from gainful.engine.text.word_vectors import EightBitVectors, lines_of

DATA = Path(__file__).parent / "data"


def word_features(words: Sequence[str]) -> list[str]:
    """Words, neighbouring pairs, and the last word marked."""
    return [*words, *(f"{a}_{b}" for a, b in pairwise(words)), f"${words[-1]}"] if words else []


def letter_features(words: Sequence[str], buckets: int) -> list[int]:
    """Groups of three to five letters of each word, hashed into buckets."""
    marked = [f"<{word}>" for word in words]
    groups = (w[i : i + n] for w in marked for n in (3, 4, 5) for i in range(len(w) - n + 1))
    return [zlib.crc32(group.encode()) % buckets for group in groups]


class TitleModel:
    """Vectors of title features and of occupations."""

    def __init__(self) -> None:
        with np.load(DATA / "title_words.npz") as table:
            self.features = {name: row for row, name in enumerate(lines_of(table["features"]))}
            self.words = EightBitVectors(table["vectors"], table["scales"])
        with np.load(DATA / "title_classes.npz") as table:
            self.letters = EightBitVectors(table["letters"], table["letter_scales"])
            self.codes = lines_of(table["codes"])
            self.classes = table["classes"].astype(np.float32)
            self.bias = table["bias"].astype(np.float32)

    def log_chances(self, words: Sequence[str]) -> np.ndarray:
        """Log chance of each occupation in `codes` for the words of a title, float32."""
        known = [row for name in word_features(words) if (row := self.features.get(name)) is not None]
        groups = letter_features(words, len(self.letters))
        vector = np.zeros(self.classes.shape[1], np.float32)
        if known:
            vector += self.words[known].mean(axis=0)
        if groups:
            vector += self.letters[groups].mean(axis=0)
        raw = self.classes @ vector + self.bias
        return (raw - np.logaddexp.reduce(raw)).astype(np.float32)

    def log_chances_of_text(self, words: Sequence[str]) -> np.ndarray:
        """Log chances from the single words of a longer text, each distinct word read as if it were a title.

        The mean of the words' log chances: many weak hints, none of which decides alone. As the reading is linear,
        that is the reading of the mean word.
        """
        known = sorted({row for word in words if (row := self.features.get(word)) is not None})
        if not known:
            return np.zeros(len(self.codes), np.float32)
        raw = self.classes @ self.words[known].mean(axis=0) + self.bias
        return (raw - np.logaddexp.reduce(raw)).astype(np.float32)


@lru_cache(maxsize=1)
def title_model() -> TitleModel:
    """The model that ships, loaded once."""
    return TitleModel()
