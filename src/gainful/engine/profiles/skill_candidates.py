"""Which ESCO skills a sentence may speak of, where, and the signs for and against each.

A sentence is compared with every skill as a whole, and so is each of its clauses; the best few are then compared with
every run of words inside the clauses, which also gives the place in the text. A name that stands in the text as ESCO
writes it is always a candidate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from gainful.engine.profiles.encoder import unit
from gainful.engine.profiles.esco_index import LONGEST_NAME, EscoIndex
from gainful.engine.profiles.word_vectors import Words, lowered

LONGEST_WINDOW = 6
SHORTLIST = 60
NAMED = 0.5
"""Added to the order score of a skill that is named as ESCO writes it."""
_CLAUSE = re.compile(
    r"[,;:()\[\]/•|!?\n]|\.(?:\s|$)|\s[-–—*]\s"
    r"|\s(?:and|or|as well as|including|such as|with|using|in order to|while|to ensure|by|through|for|who"
    r"|that|is|are)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A skill, the words [first, last) that speak of it, its order score and the signs (see `SIGNS`)."""

    row: int
    first: int
    last: int
    score: float
    signs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as words with running sums; `clauses` are word ranges."""

    text: str
    words: Words
    sums: np.ndarray
    clauses: tuple[tuple[int, int], ...]

    def windows(self, ranges: list[tuple[int, int]]) -> np.ndarray:
        """Unit vectors of word ranges, float32 [n, d]."""
        ends = np.asarray(ranges, np.int64)
        return unit(self.sums[ends[:, 1]] - self.sums[ends[:, 0]])


SIGNS = (
    "sentence",
    "window",
    "clause",
    "window words",
    "first here",
    "rivals here",
    "behind best",
    "length",
    "place",
)
"""What each sign measures, in the order of `Candidate.signs`; `named` and `seen` follow."""


def clauses(text: str, words: Words) -> tuple[tuple[int, int], ...]:
    """Word ranges between commas, brackets and joining words; the whole sentence where there is no other."""
    starts = [0, *(m.end() for m in _CLAUSE.finditer(text))]
    stops = [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]
    edges = np.searchsorted(words.starts, np.array([starts, stops]))
    ranges = {(int(a), int(b)) for a, b in edges.T if b > a}
    return tuple(sorted(ranges)) or ((0, len(words)),)


def read_sentences(texts: list[str], index: EscoIndex) -> list[ReadSentence | None]:
    """Each sentence read into words; None where it has no known word."""
    read: list[ReadSentence | None] = []
    for text in texts:
        words = index.words.read(text)
        known = (
            ReadSentence(text, words, index.words.running_sums(words), clauses(text, words))
            if len(words)
            else None
        )
        read.append(known)
    return read


def named_skills(sentence: ReadSentence, index: EscoIndex) -> dict[int, tuple[int, int]]:
    """Skills whose name stands in the sentence, with the longest such run of words."""
    words, lower = sentence.words, lowered(sentence.text)
    pieces = [lower[a:b] for a, b in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]
    found: dict[int, tuple[int, int]] = {}
    for length in range(min(LONGEST_NAME, len(pieces)), 0, -1):
        for first in range(len(pieces) - length + 1):
            for row in index.names.get(" ".join(pieces[first : first + length]), ()):
                found.setdefault(row, (first, first + length))
    return found


def likeness(sentences: list[ReadSentence], index: EscoIndex) -> tuple[np.ndarray, np.ndarray]:
    """Cosine of whole sentences [n, skills] and of all clauses [clauses, skills], two products for a whole text."""
    whole = np.stack([s.sums[-1] for s in sentences])
    parts = np.concatenate([s.windows(list(s.clauses)) for s in sentences])
    return unit(whole) @ index.vectors.T, parts @ index.vectors.T


def _shortlist(whole: np.ndarray, parts: np.ndarray, named: dict[int, tuple[int, int]]) -> np.ndarray:
    """Rows among the best of the sentence or of any of its clauses, or named."""
    best = [_best(scores) for scores in (whole, *parts)]
    return np.unique(np.concatenate([*best, np.fromiter(named, np.int64, len(named))]))


def _best(scores: np.ndarray) -> np.ndarray:
    """Places of the SHORTLIST highest scores; blocks' own maxima first rule out nearly all the others."""
    many = min(SHORTLIST, len(scores) - 1)
    height = len(scores) // (4 * SHORTLIST)
    if height > 1:
        peaks = scores[: len(scores) // height * height].reshape(height, -1).max(axis=0)
        some = np.flatnonzero(scores >= np.partition(peaks, -many)[-many])
    else:
        some = np.arange(len(scores))
    return some if len(some) <= many else some[np.argpartition(-scores[some], many)[:many]]


def _runs(sentence: ReadSentence) -> list[tuple[int, int]]:
    """Runs of up to LONGEST_WINDOW words inside clauses, and the longer clauses whole."""
    runs = {
        (first, last)
        for a, b in sentence.clauses
        for first in range(a, b)
        for last in range(first + 1, min(b, first + LONGEST_WINDOW) + 1)
    }
    return sorted(runs | {clause for clause in sentence.clauses if clause[1] - clause[0] > LONGEST_WINDOW})


def candidates(
    sentence: ReadSentence, whole: np.ndarray, parts: np.ndarray, index: EscoIndex, limit: int = 25
) -> list[Candidate]:
    """The likeliest skills of a sentence, best first, each with its place and signs."""
    named = named_skills(sentence, index)
    rows = _shortlist(whole, parts, named)
    runs = _runs(sentence)
    against = sentence.windows(runs) @ index.vectors[rows].T
    window = against.max(axis=0)
    score = whole[rows] + window
    is_named = np.fromiter((row in named for row in rows.tolist()), bool, len(rows)) if named else 0.0
    order = np.argsort(-(score + NAMED * is_named), kind="stable")[:limit]
    clause = parts[:, rows[order]].max(axis=0).tolist()
    place = against[:, order].argmax(axis=0).tolist()
    near, wins, scores = whole[rows[order]].tolist(), window[order].tolist(), score[order].tolist()
    seen, length = index.seen[rows[order]].tolist(), float(np.log(len(sentence.words))) / 3
    taken: list[tuple[int, int]] = []
    found: list[Candidate] = []
    for rank, row in enumerate(rows[order].tolist()):
        first, last = named.get(row, runs[place[rank]])
        rivals = len([1 for a, b in taken if b > first and a < last])
        taken.append((first, last))
        signs = (
            near[rank], wins[rank], clause[rank], (last - first) / 3, float(rivals == 0), min(rivals, 5) / 5,
            scores[rank] - scores[0], length, rank / 10, float(row in named), float(seen[rank]),
        )  # fmt: skip
        found.append(Candidate(row, first, last, scores[rank] + NAMED * (row in named), signs))
    return found
