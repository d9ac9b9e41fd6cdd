"""Text → ESCO skills: ranked for a sentence, or accepted with the place in the text that speaks of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.competencies.model import Span
from gainful.engine.skills.candidates import (
    Candidates,
    ReadSentence,
    candidates,
    compared,
    read_sentences,
)
from gainful.engine.skills.esco_index import EscoIndex, esco_index
from gainful.engine.skills.expectation import expected_rows, says, shares_a_word
from gainful.engine.skills.meaning import ranked_anew
from gainful.engine.text.sections import skill_sentences, split_sections
from gainful.engine.text.sentences import span_of
from gainful.engine.text.threads import on_one_thread

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

WEIGHTS = np.array([8.877, -1.997, 1.111, 0.157, 0.343, -0.005, 2.156, 0.616, -0.669, 2.0, 1.0])
"""Of each sign of a candidate, fitted by scripts/fit_skill_acceptance.py."""
BIAS = -7.477
ACCEPT = -2.2
LENIENCE = 1.5
"""How much weaker the evidence may be for a skill of the occupation, judged by eye on 32 postings (docs/methods)."""
SENTENCES_AT_ONCE = 64
RERANKED = 60
"""Candidates that the sentence model ranks anew."""


@dataclass(frozen=True, slots=True)
class RankedSkill:
    """An ESCO skill (uuid and label) with its score for a sentence; scores order, they are not chances."""

    esco_id: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class ExtractedSkill:
    """An ESCO skill that a text speaks of, the words that say so, and a score from 0 to 1."""

    esco_id: str
    label: str
    score: float
    span: Span


def _read(
    texts: Sequence[str], index: EscoIndex, limit: int
) -> Iterator[tuple[ReadSentence, Candidates] | None]:
    """Each text with its candidates, compared in batches so that a long document stays small in memory.

    None for a text without a known word.
    """
    for start in range(0, len(texts), SENTENCES_AT_ONCE):
        batch = read_sentences(list(texts[start : start + SENTENCES_AT_ONCE]), index)
        known = [s for s in batch if s is not None]
        beside = compared(known, index) if known else iter(())
        for sentence in batch:
            yield None if sentence is None else (sentence, candidates(next(beside), index, limit))


@on_one_thread
def rank_esco_skills(
    sentences: Sequence[str], k: int = 10, *, reference: Reference | None = None
) -> list[list[RankedSkill]]:
    """The k ESCO skills nearest to each sentence, best first; an empty list where no word is known."""
    index = esco_index(reference)
    read = list(_read(sentences, index, max(k, RERANKED)))
    scores = ranked_anew([(text, each) for text, each in zip(sentences, read, strict=True) if each], index)
    return [_ranked(each, next(scores), index, k) if each else [] for each in read]


def _ranked(
    read: tuple[ReadSentence, Candidates], scores: np.ndarray, index: EscoIndex, k: int
) -> list[RankedSkill]:
    order = np.argsort(-scores, kind="stable")[:k]
    rows = read[1].rows
    return [RankedSkill(index.ids[rows[at]], index.labels[rows[at]], float(scores[at])) for at in order]


def acceptance(found: Candidates) -> np.ndarray:
    """The evidence for each candidate as log odds; it is accepted above ACCEPT (see docs/methods)."""
    return np.asarray(found.signs @ WEIGHTS + BIAS)


def _accepted(
    row: int,
    odds: float,
    sentence: str,
    words: str,
    index: EscoIndex,
    expected: tuple[frozenset[int], frozenset[int]] | None,
) -> bool:
    """Whether a skill counts; of a posting's skills none is made of words that share nothing with its name.

    Only a skill of the occupation needs no shared word, where the evidence is strong.
    """
    label = index.labels[row]
    if expected is not None and row in expected[0]:
        return odds > ACCEPT or (odds > ACCEPT - LENIENCE and shares_a_word(words, label))
    if odds <= ACCEPT or expected is None:
        return odds > ACCEPT
    return shares_a_word(words, label) and (row in expected[1] or says(sentence, label))


def _skill_spans(text: str) -> list[Span]:
    """The sentences that may name skills; a lone sentence is read even where nothing marks its kind."""
    if "\n" not in text.strip() and len(text) < 1200:
        whole = span_of(text, 0, len(text))
        return [whole] if whole.text else []
    return [span for _, span in skill_sentences(split_sections(text))]


@on_one_thread
def extract_esco_skills(
    text: str,
    *,
    sentences: Sequence[Span] | None = None,
    occupations: Sequence[str] = (),
    reference: Reference | None = None,
) -> list[ExtractedSkill]:
    """The ESCO skills a text asks for, in reading order, each with the words it was read from.

    Company blurb, benefits and equal-opportunity statements are left out (see `split_sections`). A skill is given
    once, at its strongest place. Nothing is given without a span. `sentences` are the places of `text` to read,
    where the caller knows them already. With `occupations` (O*NET-SOC codes) a skill that ESCO gives to such work is
    accepted more readily, and one that it gives only to other work must have its own words in the sentence.
    """
    index = esco_index(reference)
    expected = expected_rows(tuple(occupations), reference) if occupations else None
    spans = _skill_spans(text) if sentences is None else sentences
    best: dict[int, ExtractedSkill] = {}
    for span, read in zip(spans, _read([s.text for s in spans], index, 25), strict=True):
        if read is None:
            continue
        sentence, found = read
        evidence = acceptance(found)
        for at in np.flatnonzero(evidence > ACCEPT - LENIENCE).tolist():
            row, odds = int(found.rows[at]), float(evidence[at])
            start = span.start + int(sentence.words.starts[found.first[at]])
            end = span.start + int(sentence.words.ends[found.last[at] - 1])
            if not _accepted(row, odds, span.text, text[start:end], index, expected):
                continue
            score = float(1 / (1 + np.exp(-odds)))
            if row not in best or best[row].score < score:
                place = Span(start, end, text[start:end])
                best[row] = ExtractedSkill(index.ids[row], index.labels[row], score, place)
    return sorted(best.values(), key=lambda skill: (skill.span.start, -skill.score))
