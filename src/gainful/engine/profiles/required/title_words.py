"""Occupations of a job title by the words it shares with O*NET's known titles, rare words weighing more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_EMPTY = frozenset(
    [
        "a",
        "an",
        "and",
        "of",
        "the",
        "for",
        "in",
        "at",
        "to",
        "or",
        "with",
        "i",
        "ii",
        "iii",
        "sr",
        "jr",
        "senior",
        "junior",
        "lead",
        "entry",
        "level",
        "position",
        "job",
        "needed",
    ]
)
_SURE, _LIKELY = 0.95, 0.6
_OWN_TITLE, _CONTEXT, _AGREEMENT, _SIZE = 0.08, 0.12, 0.05, 0.1
_MANY = 6.5
"""Three million jobs, the largest occupations, as a power of ten."""
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_PARTS = re.compile(r"\s+[-–—|]\s+|\s*/\s*|\s*,\s*|\s+and\s+|\s+&\s+")


@dataclass(frozen=True, slots=True)
class ChosenOccupation:
    """An occupation matched by title words, or chosen by a person (score 1)."""

    code: str
    title: str
    score: float
    confidence_word: str
    matched_title: str


def words_of(title: str) -> tuple[str, ...]:
    """The telling words of a title, in small letters and without a plural s."""
    found = re.findall(r"[a-z0-9+#.]+", title.lower())
    return tuple(_singular(w.strip(".")) for w in found if w.strip(".") not in _EMPTY and w.strip("."))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def title_forms(title: str) -> list[tuple[str, float]]:
    """The title and its parts with the trust each deserves: whole, without asides, the first part, other parts."""
    bare = " ".join(_ASIDE.sub(" ", title).split())
    parts = [p for p in _PARTS.split(bare) if words_of(p)]
    asides = [a[1:-1] for a in _ASIDE.findall(title)]
    forms = [(title, 1.0), (bare, 1.0), *((p, 0.97 if i == 0 else 0.85) for i, p in enumerate(parts))]
    return [*forms, *((a, 0.8) for a in asides)]


class TitleWords:
    """Known titles by their words: build once for a reference, then each look-up is a few additions."""

    def __init__(self, reference: Reference) -> None:
        known = reference.titles
        self._reference = reference
        self._titles = known.title
        self._row = np.array([reference.row(code) for code in known.code], dtype=np.int32)
        self._own = np.array([kind == "occupation" for kind in known.kind])
        words = [frozenset(words_of(title)) for title in known.title]
        places: dict[str, list[int]] = {}
        for at, these in enumerate(words):
            for word in these:
                places.setdefault(word, []).append(at)
        self._places = {word: np.array(found, dtype=np.int32) for word, found in places.items()}
        self._weight = {word: float(np.log(len(words) / len(found))) for word, found in places.items()}
        self._total = np.array([sum(self._weight[w] for w in these) for these in words], dtype=np.float32)
        self._by_row = self._words_by_row()
        self._sizes: dict[int, float] = {}

    def _words_by_row(self) -> list[frozenset[str]]:
        """The words of each occupation's titles and of its detailed activities, to weigh context with."""
        found: list[set[str]] = [set() for _ in self._reference.occupations]
        for word, places in self._places.items():
            for row in set(self._row[places].tolist()):
                found[row].add(word)
        rows, _, activities = self._reference.task_activities
        named = [words_of(activity.name) for activity in self._reference.dwas]
        for row, activity in set(zip(rows.tolist(), activities.tolist(), strict=True)):
            found[row].update(named[activity])
        return [frozenset(words) for words in found]

    def likeness(self, title: str) -> np.ndarray:
        """Weighted share of words in common with every known title, between 0 and 1."""
        scores = np.zeros(len(self._titles), dtype=np.float32)
        for form, trust in title_forms(title):
            asked = set(words_of(form))
            shared = np.zeros(len(self._titles), dtype=np.float32)
            for word in asked & self._places.keys():
                shared[self._places[word]] += self._weight[word]
            unknown = 6.0 * len(asked - self._places.keys())
            total = self._total + sum(self._weight.get(w, 0.0) for w in asked) + unknown - shared
            np.maximum(scores, trust * shared / np.maximum(total, 1e-6), out=scores)
        return scores

    def rank(self, title: str, context: str = "", k: int = 8) -> list[ChosenOccupation]:
        """The occupations of a title, best first; `context` breaks ties between occupations that share a title."""
        likeness = self.likeness(title)
        best = np.zeros(len(self._by_row), dtype=np.float32)
        some = np.flatnonzero(likeness > 0.25)
        np.maximum.at(
            best, self._row[some], likeness[some] + _OWN_TITLE * self._own[some] * (likeness[some] > _LIKELY)
        )
        agreeing = np.bincount(self._row, weights=likeness > 0.7 * likeness.max(), minlength=len(best))
        best += _AGREEMENT * np.minimum(agreeing, 10) / 10 * (best > 0)
        candidates = np.argsort(-best)[: max(3 * k, 24)]
        candidates = candidates[best[candidates] > 0.3]
        shares = self._context_shares(context, candidates)
        sizes = np.array([self._size(int(row)) for row in candidates])
        order = candidates[np.argsort(-(best[candidates] + _CONTEXT * shares + _SIZE * sizes))][:k]
        return [self._match(int(row), likeness) for row in order]

    def _context_shares(self, context: str, rows: np.ndarray) -> np.ndarray:
        """How much of the duties' wording each occupation's own titles and activities use, best one 1."""
        asked = set(words_of(context))
        raw = np.array(
            [
                sum(self._weight.get(w, 3.0) for w in asked & self._by_row[row])
                / len(self._by_row[row]) ** 0.5
                for row in rows
            ]
        )
        return raw / raw.max() if raw.size and raw.max() > 0 else np.zeros(len(rows))

    def _size(self, row: int) -> float:
        """Jobs in the nation between 0 and 1, by powers of ten: of two equal matches the common one is likelier."""
        known = self._sizes.get(row)
        if known is None:
            wage = self._reference.wage(self._reference.occupations[row].code)
            known = float(np.log10(wage.employment)) / _MANY if wage and wage.employment else 0.5
            self._sizes[row] = known
        return known

    def _match(self, row: int, likeness: np.ndarray) -> ChosenOccupation:
        mine = np.flatnonzero(self._row == row)
        at = mine[np.argmax(likeness[mine])]
        score = float(min(1.0, likeness[at]))
        word = "sure" if score >= _SURE else "likely" if score >= _LIKELY else "guess"
        occupation = self._reference.occupations[row]
        return ChosenOccupation(occupation.code, occupation.title, score, word, self._titles[at])


@lru_cache(maxsize=2)
def title_words(reference: Reference) -> TitleWords:
    """The known titles of a reference by their words."""
    return TitleWords(reference)
