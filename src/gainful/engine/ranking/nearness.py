"""How near two occupations are: one blend of what they do, what they are called and what they know.

Each signal is centred and scaled within its row, made symmetric, and added with the weights below. The weights were
chosen on a random half of the occupations against O*NET's Related Occupations and are reported on the other
half (docs/methods/feeders.md); Related Occupations themselves are never read here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gainful.engine.occupations import Reference, load_reference

WEIGHTS = {
    "knowledge profile": 1.55,
    "tasks": 1.45,
    "titles": 0.5,
    "knowledge": 0.5,
    "title vectors": 0.45,
    "description": 0.3,
    "activities": 0.2,
    "technologies": 0.1,
}
VECTORS = {"tasks": "tasks", "description": "description", "titles": "title vectors"}
SMALL_WORDS = frozenset({"a", "all", "and", "except", "for", "in", "of", "or", "other", "the", "to", "with"})
TYPICAL_NEAR = 5
"""How many near occupations stand in for the ratings of one that O*NET has not rated."""


@dataclass(frozen=True, slots=True)
class NearOccupation:
    """An occupation with its nearness, 0 (far) to 1 (nothing is nearer)."""

    code: str
    title: str
    nearness: float


def near_occupations(
    code: str, k: int = 20, reference: Reference | None = None
) -> tuple[NearOccupation, ...]:
    """Return the k occupations nearest to this one, nearest first; KeyError where there is no such code."""
    reference = reference or load_reference()
    row = reference.row(code)
    scores = near_scores(reference, row)
    chosen = [r for r in np.argsort(-scores, kind="stable").tolist() if scores[r] > -np.inf][:k]
    return tuple(
        NearOccupation(o.code, o.title, float(n))
        for o, n in zip((reference.occupations[r] for r in chosen), _unit_range(scores)[chosen], strict=True)
    )


def near_scores(reference: Reference, row: int) -> np.ndarray:
    """Return the blended score of every occupation for one row; itself and those without data are -inf."""
    scores = np.where(described(reference), blended(reference)[row], -np.inf)
    scores[row] = -np.inf
    return scores


def nearness_row(reference: Reference, row: int) -> np.ndarray:
    """Return nearness 0-1 of every occupation to one row; 0 where O*NET holds no data."""
    return _unit_range(near_scores(reference, row))


def _unit_range(scores: np.ndarray) -> np.ndarray:
    known = np.isfinite(scores)
    low, high = (scores[known].min(), scores[known].max()) if known.any() else (0.0, 0.0)
    return np.where(known, (scores - low) / (high - low or 1.0), 0.0)


@lru_cache(maxsize=4)
def described(reference: Reference) -> np.ndarray:
    """Say which occupations O*NET describes by tasks or ratings: boolean [occupations]."""
    known = np.array([o.rated for o in reference.occupations])
    known[reference.task_activities[0]] = True
    return known


@lru_cache(maxsize=4)
def blended(reference: Reference) -> np.ndarray:
    """Return the blended score of every pair of occupations: float32 [occupations, occupations], symmetric."""
    known = described(reference)
    total = np.zeros((len(known), len(known)), dtype=np.float32)
    for name, similarity in _signals(reference, known).items():
        total += WEIGHTS[name] * _standard(similarity, known)
    total.setflags(write=False)
    return total


def _standard(similarity: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Centre and scale each row over the described occupations, so that a generalist is not near to everything."""
    chosen = similarity[:, known]
    middle = chosen.mean(axis=1, keepdims=True)
    spread = chosen.std(axis=1, keepdims=True)
    scaled = np.where(spread > 1e-6, (similarity - middle) / np.maximum(spread, 1e-6), 0.0)
    return ((scaled + scaled.T) / 2).astype(np.float32)


def _signals(reference: Reference, known: np.ndarray) -> dict[str, np.ndarray]:
    rated = np.array([o.rated for o in reference.occupations])
    domains = np.array([e.domain for e in reference.elements])
    knowledge = domains == "knowledge"
    level, importance = np.nan_to_num(reference.level), np.nan_to_num(reference.importance)
    profile = _within(importance[:, knowledge], rated)
    both = _across(np.hstack([level[:, knowledge], importance[:, knowledge]]), rated)
    found = {"knowledge profile": _cosine(profile), "knowledge": _cosine(both)}
    rows, _, activities = reference.task_activities
    groups = _numbers([activity.id.rsplit(".", 1)[0] for activity in reference.dwas])
    found["activities"] = _tf_idf(rows, groups[activities], len(known))
    users, technologies, _ = reference.technology_uses
    found["technologies"] = _tf_idf(users, technologies, len(known))
    found["titles"] = _titles(reference, len(known))
    for kind, name in VECTORS.items():
        if kind in reference.vectors:
            vectors = reference.vectors[kind]
            found[name] = _cosine(
                (vectors - vectors[known].mean(axis=0)) * vectors.any(axis=1, keepdims=True)
            )
    return found


def _cosine(rows: np.ndarray) -> np.ndarray:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = (rows / np.maximum(norms, 1e-9)).astype(np.float32)
    return unit @ unit.T


def _within(values: np.ndarray, rated: np.ndarray) -> np.ndarray:
    """Centre each occupation on its own mean: the shape of a profile, whatever its height."""
    return np.where(rated[:, None], values - values.mean(axis=1, keepdims=True), 0.0)


def _across(values: np.ndarray, rated: np.ndarray) -> np.ndarray:
    """Centre and scale each column over the rated occupations."""
    middle, spread = values[rated].mean(axis=0), values[rated].std(axis=0)
    return np.where(rated[:, None], (values - middle) / np.maximum(spread, 1e-9), 0.0)


def _numbers(names: Sequence[str]) -> np.ndarray:
    places = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([places[name] for name in names])


def _tf_idf(rows: np.ndarray, columns: np.ndarray, count: int) -> np.ndarray:
    """Cosine of counted features, square-rooted and weighted by rarity."""
    from scipy import sparse

    shape = (count, int(columns.max()) + 1)
    counts = sparse.csr_matrix((np.ones(len(rows), dtype=np.float32), (rows, columns)), shape=shape)
    counts.data = np.sqrt(counts.data)
    spread = np.bincount(counts.indices, minlength=shape[1])
    weighted = counts.multiply(np.log((count + 1) / (spread + 1)) + 1).tocsr()
    norms = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1))).ravel()
    unit = sparse.diags(1.0 / np.maximum(norms, 1e-9)) @ weighted
    return (unit @ unit.T).toarray().astype(np.float32)


def _titles(reference: Reference, count: int) -> np.ndarray:
    words: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    places = {o.code: row for row, o in enumerate(reference.occupations)}
    for title, code in zip(reference.titles.title, reference.titles.code, strict=True):
        for word in title_words(title):
            rows.append(places[code])
            columns.append(words.setdefault(word, len(words)))
    return _tf_idf(np.array(rows), np.array(columns), count)


def title_words(title: str) -> list[str]:
    """Split a job title into lower-case words without small words and plural endings."""
    words = [w for w in re.findall(r"[a-z]+", title.lower()) if len(w) > 1 and w not in SMALL_WORDS]
    return [w[:-1] if w.endswith("s") and not w.endswith("ss") else w for w in words]


@lru_cache(maxsize=4)
def typical_ratings(reference: Reference) -> tuple[np.ndarray, np.ndarray]:
    """Return levels and importance of every occupation; unrated ones get the mean of the nearest rated ones."""
    level, importance = reference.level.copy(), reference.importance.copy()
    rated = np.array([o.rated for o in reference.occupations])
    scores = np.where(rated, blended(reference), -np.inf)
    for row in np.nonzero(~rated)[0]:
        near = np.argpartition(-scores[row], TYPICAL_NEAR)[:TYPICAL_NEAR]
        level[row] = np.nan_to_num(reference.level[near]).mean(axis=0)
        importance[row] = np.nan_to_num(reference.importance[near], nan=1.0).mean(axis=0)
    return level, importance
