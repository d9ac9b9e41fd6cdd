"""Job title → O*NET-SOC: similar titles vote for the occupations that they belong to.

A title is its words (rare ones weigh more), its word pairs and its last word, which names the trade in English;
a word that no title has is read as the most similar known words by their letter groups. No training: the index is
built from title rows, so that any row can be held out.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from gainful.engine.titles.words import core_words, title_forms

POWER = 4.0
"""How sharply a vote falls with distance; chosen on half of the reported titles, checked on the other half."""
SHRINK = 3.0
"""Pseudo-titles that keep occupations with few titles from winning on one chance likeness."""
LEAST_LIKENESS = 0.15
"""Cosine below which a title has no vote."""
PRIOR = 0.06
"""Weight of (log) national employment: a plain title is more often the common occupation."""


def features(words: Sequence[str]) -> list[str]:
    """Words, neighbouring pairs, the last word and the first."""
    pairs = [f"{a}_{b}" for a, b in pairwise(words)]
    return [*words, *pairs, f"${words[-1]}", f"^{words[0]}"] if words else []


def letter_groups(word: str) -> set[str]:
    """Groups of three to five letters with the word's ends marked."""
    marked = f"<{word}>"
    return {marked[i : i + n] for n in (3, 4, 5) for i in range(len(marked) - n + 1)}


@dataclass(frozen=True, slots=True)
class Vote:
    """One occupation's standing for a title: its score, and the indexed title that spoke loudest for it."""

    column: int
    score: float
    likeness: float
    """Cosine 0-1 of the loudest title; 1 means the same words."""
    row: int


class TitleIndex:
    """Titles with their occupations, ready to be asked; `prior` is employment by code, where it is known."""

    def __init__(
        self, rows: Iterable[tuple[str, str]], prior: dict[str, float] | None = None, *, power: float = POWER
    ) -> None:
        spread = ((form, title, code) for title, code in rows for form in title_forms(title))
        unique = {(core_words(form), code): title for form, title, code in spread}
        self.titles = list(unique.values())
        self.codes = sorted({code for _, code in unique})
        place = {code: column for column, code in enumerate(self.codes)}
        self.owner = np.array([place[code] for _, code in unique], np.int32)
        self.power = power
        self._fit([words for words, _ in unique])
        sizes = np.bincount(self.owner, minlength=len(self.codes))
        self._rows_of = np.split(np.argsort(self.owner, kind="stable"), np.cumsum(sizes)[:-1])
        people = np.array([(prior or {}).get(code, np.nan) for code in self.codes], float)
        middle = float(np.nanmedian(people)) if np.isfinite(people).any() else 1.0
        relative = np.log1p(np.where(np.isfinite(people), people, middle)) - np.log1p(middle)
        self.weight = np.exp(PRIOR * relative) / np.sqrt(sizes + SHRINK)

    def _fit(self, titles: Sequence[tuple[str, ...]]) -> None:
        """Lay the feature × title matrix, titles of unit length, and the weight of each feature."""
        import scipy.sparse as sp

        self.vocabulary: dict[str, int] = {}
        places, lengths = array("q"), array("q")
        for words in titles:  # numbers at once: all names of all titles at a time would leave 20 MB of holes
            names = features(words)
            places.extend(self.vocabulary.setdefault(name, len(self.vocabulary)) for name in names)
            lengths.append(len(names))
        columns = np.array(places, np.int64)
        owners = np.repeat(np.arange(len(titles)), lengths)
        shape = len(titles), len(self.vocabulary)
        counts = np.bincount(np.unique(owners * shape[1] + columns) % max(shape[1], 1), minlength=shape[1])
        self.rarity = (np.log((len(titles) + 1) / (1 + counts)) + 1).astype(np.float32)
        matrix = sp.csr_matrix((self.rarity[columns], (owners, columns)), shape=shape, dtype=np.float32)
        norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        # the types of scipy do not tell which sparse matrix comes out
        self._by_feature: Any = (sp.diags(1 / np.maximum(norms, 1e-9)) @ matrix).T.tocsr()

    @cached_property
    def _letters(self) -> tuple[dict[str, list[int]], list[str], np.ndarray]:
        """Letter group → known words, those words, and how many groups each has."""
        known = [w for w in self.vocabulary if "_" not in w and w[0] not in "$^" and len(w) > 3]
        groups: dict[str, list[int]] = {}
        sizes = np.zeros(len(known), np.float32)
        for i, word in enumerate(known):
            parts = letter_groups(word)
            sizes[i] = len(parts)
            for part in parts:
                groups.setdefault(part, []).append(i)
        return groups, known, sizes

    def parted(self, title: str) -> str:
        """The title with each unknown word parted where two known words stand together in known titles (farmhand)."""
        found = {}
        for word in core_words(title):
            if word in self.vocabulary or len(word) < 6:
                continue
            cuts = ((word[:i], word[i:]) for i in range(3, len(word) - 2))
            pair = next((f"{a} {b}" for a, b in cuts if f"{a}_{b}" in self.vocabulary), None)
            if pair:
                found[word] = pair
        for word, pair in found.items():
            title = re.sub(rf"\b{re.escape(word)}", pair, title, flags=re.IGNORECASE)
        return title

    def similar_words(self, word: str, count: int = 3) -> list[tuple[str, float]]:
        """Known words most like an unknown one by shared letter groups, with their likeness (Dice, 0.5 to 1)."""
        groups, known, sizes = self._letters
        parts = letter_groups(word)
        shared: Counter[int] = Counter(i for part in parts for i in groups.get(part, ()))
        like = ((known[i], 2 * n / (len(parts) + float(sizes[i]))) for i, n in shared.most_common(20))
        return sorted((pair for pair in like if pair[1] >= 0.5), key=lambda pair: -pair[1])[:count]

    def _query(self, words: Sequence[str]) -> dict[int, float]:
        """Unit-length weights of the known features; unknown words lend theirs to the nearest known ones."""
        weights: defaultdict[int, float] = defaultdict(float)
        unknown = float(self.rarity.max())
        missing = 0.0
        for name in features(words):
            place = self.vocabulary.get(name)
            if place is not None:
                weights[place] += float(self.rarity[place])
            elif "_" not in name and name[0] not in "$^":
                near = self.similar_words(name)
                missing += unknown**2 * (1 - sum(s for _, s in near[:1]))
                for other, likeness in near:
                    weights[self.vocabulary[other]] += likeness * unknown / len(near)
        length = np.sqrt(sum(w * w for w in weights.values()) + missing)
        return {place: w / length for place, w in weights.items()} if length else {}

    def likeness(self, words: Sequence[str]) -> np.ndarray:
        """Cosine of a title's words with every indexed title, float32 [rows]."""
        asked = self._query(words)
        scores = np.zeros(len(self.titles), np.float32)
        for place, weight in asked.items():
            start, stop = self._by_feature.indptr[place : place + 2]
            scores[self._by_feature.indices[start:stop]] += weight * self._by_feature.data[start:stop]
        return scores

    def tally(self, title: str) -> tuple[np.ndarray, np.ndarray]:
        """Likeness of every indexed title, and each occupation's share of the votes (by column, none or sum 1)."""
        forms = [core_words(form) for form in title_forms(title)]
        scores = np.zeros(len(self.titles), np.float32)
        for discount, words in zip((1.0, 0.95, 0.9, 0.9, 0.9), dict.fromkeys(forms), strict=False):
            np.maximum(scores, discount * self.likeness(words), out=scores)
        near = np.flatnonzero(scores > LEAST_LIKENESS)
        counted = np.bincount(self.owner[near], scores[near] ** self.power, minlength=len(self.codes))
        counted = counted * self.weight
        return scores, counted / max(float(counted.sum()), 1e-30)

    def loudest(self, scores: np.ndarray, column: int) -> int | None:
        """The row of an occupation's most similar title, None where none is similar."""
        rows = self._rows_of[column]
        best = int(rows[np.argmax(scores[rows])])
        return best if scores[best] > LEAST_LIKENESS else None

    def votes(self, title: str, k: int = 10) -> list[Vote]:
        """The k occupations with most votes."""
        scores, shares = self.tally(title)
        best = [int(c) for c in np.argsort(-shares, kind="stable")[:k] if shares[c] > 0]
        rows = [row for c in best if (row := self.loudest(scores, c)) is not None]
        return [Vote(c, float(shares[c]), float(scores[row]), row) for c, row in zip(best, rows, strict=True)]
