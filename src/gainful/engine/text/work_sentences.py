"""Whether a sentence of a posting speaks of the work or of what it takes, by a small learned model.

Words, their vectors and the cues of `section_words` add up to log odds (logistic regression), trained by
scripts/train_work_sentences.py on SkillSpan's training postings (MIT) and O*NET task statements; only the weights
are kept. Measured in docs/methods/reading-postings.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from gainful.engine.text.word_vectors import DATA, WordVectors, dequantised, skill_words

VECTOR_SCALE, CUE_SCALE = 3.0, 0.5
"""How long a sentence's vector and its cues are beside the ones that say which words it has."""


@dataclass(frozen=True, slots=True)
class _Weights:
    words: np.ndarray
    """float32 [words of the skill vocabulary]."""
    vector: np.ndarray
    """float32 [128], for the sentence's vector of unit length."""
    cues: np.ndarray
    """float32 [cues], in the order of `sections.cue_signs`."""
    bias: float


def work_log_odds(sentence: str, cues: Sequence[float]) -> float:
    """Log odds that the sentence speaks of the work; `cues` are its `sections.cue_signs`."""
    weights, vectors = _weights(), skill_words()
    odds = weights.bias + CUE_SCALE * float(weights.cues @ np.asarray(cues, np.float32))
    rows = vectors.read(sentence).rows
    if len(rows):
        odds += VECTOR_SCALE * float(sentence_vector(vectors, rows) @ weights.vector)
        odds += float(weights.words[np.unique(rows)].sum())
    return odds


def sentence_vector(vectors: WordVectors, rows: np.ndarray) -> np.ndarray:
    """The sum of the words' vectors at unit length, float32 [128]; zero where they cancel out."""
    total = vectors.vectors[rows].sum(axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-6)


@cache
def _weights() -> _Weights:
    with np.load(DATA / "work_sentences.npz") as table:
        words = dequantised(table["words"][None, :], table["scale"])[0]
        return _Weights(words, table["vector"], table["cues"], float(table["bias"]))
