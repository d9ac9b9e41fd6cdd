"""Which ESCO skills a sentence may speak of, where, and the signs for and against each.

A sentence is compared with every skill as a whole, and so is each of its clauses; the best few are then compared with
every run of words inside the clauses, which also gives the place in the text. A name that stands in the text as ESCO
writes it is always a candidate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gainful.engine.skills.esco_index import EscoIndex
from gainful.engine.text.encoder import unit
from gainful.engine.text.word_vectors import Words, lowered

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


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Skills by row, the words [first, last) that speak of each, its order score and its signs (see `SIGNS`)."""

    rows: np.ndarray
    first: np.ndarray
    last: np.ndarray
    scores: np.ndarray
    signs: np.ndarray
    """float64 [skills, signs]"""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence as words with running sums; `clauses` are word ranges."""

    text: str
    words: Words
    sums: np.ndarray
    clauses: tuple[tuple[int, int], ...]

    @property
    def undivided(self) -> bool:
        """Whether the sentence is one clause."""
        return self.clauses == ((0, len(self.words)),)

    @property
    def asked(self) -> list[tuple[int, int]]:
        """The word ranges that are compared with every skill: the whole sentence, then its clauses, none twice."""
        return list(self.clauses) if self.undivided else [(0, len(self.words)), *self.clauses]

    @property
    def runs(self) -> list[tuple[int, int]]:
        """Runs of up to LONGEST_WINDOW words inside clauses, and the longer clauses whole."""
        runs = {
            (first, last)
            for a, b in self.clauses
            for first in range(a, b)
            for last in range(first + 1, min(b, first + LONGEST_WINDOW) + 1)
        }
        return sorted(runs | {clause for clause in self.clauses if clause[1] - clause[0] > LONGEST_WINDOW})


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """A sentence beside every skill: cosines of the whole [skills] and of its clauses [clauses, skills].

    `runs` are word ranges, int64 [n, 2], and `windows` their unit vectors, float32 [n, d].
    """

    sentence: ReadSentence
    whole: np.ndarray
    parts: np.ndarray
    runs: np.ndarray
    windows: np.ndarray


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
    "named",
    "seen",
)
"""What each sign measures, in the order of `Candidates.signs`."""


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
    for first, word in enumerate(pieces):
        for last in range(first + 1, min(first + index.longest.get(word, 0), len(pieces)) + 1):
            for row in index.names.get(" ".join(pieces[first:last]), ()):
                if row not in found or last - first > found[row][1] - found[row][0]:
                    found[row] = (first, last)
    return found


def compared(sentences: list[ReadSentence], index: EscoIndex) -> Iterator[Compared]:
    """Each sentence beside every skill, one product for them all."""
    asked = [np.array(sentence.asked) for sentence in sentences]
    runs = [np.array(sentence.runs) for sentence in sentences]
    cosines = _windows(sentences, asked) @ index.vectors.T
    windows = _windows(sentences, runs)
    start = first = 0
    for sentence, ranges, own in zip(sentences, asked, runs, strict=True):
        stop, last = start + len(ranges), first + len(own)
        parts = cosines[stop - len(sentence.clauses) : stop]
        yield Compared(sentence, cosines[start], parts, own, windows[first:last])
        start, first = stop, last


def _windows(sentences: list[ReadSentence], ranges: list[np.ndarray]) -> np.ndarray:
    """Unit vectors of the word ranges of each sentence, one after the other, float32 [n, d]."""
    pairs = zip(sentences, ranges, strict=True)
    return unit(np.concatenate([s.sums[ends[:, 1]] - s.sums[ends[:, 0]] for s, ends in pairs]))


def _shortlist(beside: Compared, named: dict[int, tuple[int, int]]) -> np.ndarray:
    """Rows among the best of the sentence or of any of its clauses, or named."""
    short = np.zeros(len(beside.whole), bool)
    for scores in beside.parts if beside.sentence.undivided else (beside.whole, *beside.parts):
        short[_best(scores)] = True
    short[list(named)] = True
    return np.flatnonzero(short)


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


def candidates(beside: Compared, index: EscoIndex, limit: int = 25) -> Candidates:
    """The likeliest skills of a sentence, best first, each with its place and signs."""
    named = named_skills(beside.sentence, index)
    rows = _shortlist(beside, named)
    against = beside.windows @ index.vectors[rows].T
    window = against.max(axis=0)
    score = beside.whole[rows] + window
    is_named = np.zeros(len(rows), bool)
    is_named[np.searchsorted(rows, list(named))] = True
    order = np.argsort(-(score + NAMED * is_named), kind="stable")[:limit]
    rows, scores, is_named = rows[order], score[order].astype(float), is_named[order]
    places = beside.runs[against[:, order].argmax(axis=0)]
    for at in np.flatnonzero(is_named).tolist():
        places[at] = named[int(rows[at])]
    first, last = places.T
    met = (last > first[:, None]) & (first < last[:, None])
    rivals = (met & np.tri(len(rows), k=-1, dtype=bool)).sum(axis=1)
    signs = np.empty((len(rows), len(SIGNS)))
    signs[:, 0] = beside.whole[rows]
    signs[:, 1] = window[order]
    signs[:, 2] = beside.parts[:, rows].max(axis=0)
    signs[:, 3] = (last - first) / 3
    signs[:, 4] = rivals == 0
    signs[:, 5] = np.minimum(rivals, 5) / 5
    signs[:, 6] = scores - scores[0]
    signs[:, 7] = np.log(len(beside.sentence.words)) / 3
    signs[:, 8] = np.arange(len(rows)) / 10
    signs[:, 9] = is_named
    signs[:, 10] = index.seen[rows]
    return Candidates(rows, first, last, scores + NAMED * is_named, signs)
