"""What ESCO's labels mean to the sentence model: ranks the likeliest skills of a sentence anew.

The vectors are made by scripts/make_skill_meanings.py. Only candidates that the word vectors found are compared, so a
sentence costs one pass of the model. Weights are fitted by bench/_ranking.py on the validation halves; docs/methods has the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from gainful.engine.skills.candidates import Candidates, ReadSentence
from gainful.engine.skills.esco_index import EscoIndex
from gainful.engine.text.encoder import encode

VECTORS = Path(__file__).parent / "data" / "skill_meanings.npz"
SCALE = 400.0
"""Eight-bit steps per unit: no component of a label's vector is larger than 127/400."""
SENTENCE, CLAUSE = 1.25, 0.25
"""Weights of the likeness to the whole sentence and to its best clause, beside the word vectors' own score."""


@cache
def _table() -> tuple[dict[str, int], np.ndarray]:
    with np.load(VECTORS) as table:
        return {bytes(row).hex(): place for place, row in enumerate(table["ids"])}, table["vectors"]


def label_vectors(index: EscoIndex, rows: Sequence[int] | np.ndarray) -> np.ndarray:
    """Vectors of some skills, float32 [n, 384]; zero for a skill that the table does not hold."""
    known, vectors = _table()
    places = [known.get(index.ids[row].replace("-", ""), -1) for row in rows]
    found = vectors[places].astype(np.float32) / SCALE
    found[np.array(places) < 0] = 0.0
    return found


def ranked_anew(
    read: Sequence[tuple[str, tuple[ReadSentence, Candidates]]], index: EscoIndex
) -> Iterator[np.ndarray]:
    """Scores of each sentence's candidates: the word vectors' own, with what the sentence model adds."""
    for (_, (_, found)), (whole, best) in zip(read, likenesses(read, index), strict=True):
        yield found.scores + SENTENCE * whole + CLAUSE * best


def likenesses(
    read: Sequence[tuple[str, tuple[ReadSentence, Candidates]]], index: EscoIndex
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Of each sentence, the likeness of its candidates' labels to the whole and to the best of its clauses."""
    parts = [
        (place, text[sentence.words.starts[first] : sentence.words.ends[last - 1]])
        for place, (text, (sentence, _)) in enumerate(read)
        for first, last in sentence.clauses
    ]
    whole, clauses = meanings([text for text, _ in read]), meanings([part for _, part in parts])
    owners = np.array([place for place, _ in parts])
    for place, (_, (_, found)) in enumerate(read):
        labels = label_vectors(index, found.rows)
        yield labels @ whole[place], (labels @ clauses[owners == place].T).max(axis=1)


def meanings(texts: Sequence[str]) -> np.ndarray:
    """Unit vectors of texts, float32 [n, 384]; none for no text."""
    return encode(list(texts)) if texts else np.zeros((0, 384), np.float32)
