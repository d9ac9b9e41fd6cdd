"""Fit how much each sign of a job title counts (`title_ranking`) and write the middle of all titles' vectors.

Every reported title is asked with all rows that read the same held out of the index, as `bench/titles.py` does. The
weights are fitted on a random half and tried on the other, both ways, by conditional logit over the forty likeliest.

    PYTHONPATH=src:. python scripts/fit_title_weights.py
"""

from __future__ import annotations

import sys

import numpy as np
from bench.titles import held_out
from scipy.optimize import minimize

from gainful.engine.occupations import load_reference
from gainful.engine.text.encoder import encode
from gainful.engine.titles.index import TitleIndex
from gainful.engine.titles.meaning import MIDDLE, TitleMeaning
from gainful.engine.titles.ranking import LOWEST, TitleRanker, employment
from gainful.engine.titles.words import core_words

CANDIDATES, SOFTNESS = 40, 1e-5
SIGNS = ("votes", "learned", "own name", "tasks", "description")


def signs_of(ranker: TitleRanker, title: str) -> np.ndarray:
    """The signs of a title for each occupation of the index, [occupations, signs]."""
    title = ranker.index.parted(title)
    _, shares = ranker.index.tally(title)
    own = np.zeros(len(shares))
    own[ranker.own.get(core_words(title), [])] = 1.0
    logs = np.log(np.maximum(shares, np.exp(LOWEST)))
    return np.column_stack([logs, ranker.learned(title), own, *ranker.meaning.likeness(title)])


def fit(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights under which a right occupation has most of the chance, [signs]."""
    some = right.any(axis=1)
    signs, right = signs[some], right[some]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        raw = signs @ weights
        chance = np.exp(raw - raw.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        hit = (chance * right).sum(axis=1)
        pull = chance - chance * right / hit[:, None]
        slope = np.einsum("tc,tcs->s", pull, signs) / len(signs) + 2 * SOFTNESS * weights
        return float(-np.log(hit).mean() + SOFTNESS * weights @ weights), slope

    return np.asarray(minimize(loss, np.zeros(signs.shape[2]), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Write the middle, fit both ways, print."""
    reference = load_reference()
    asked, left = held_out(reference)
    known = sorted({title for title, _ in left})[::8]
    np.savez_compressed(MIDDLE, middle=encode(known).mean(axis=0).astype(np.float16))
    index = TitleIndex(left, employment(reference))
    ranker = TitleRanker(
        index, {o.code: o.title for o in reference.occupations}, meaning=TitleMeaning(reference, index.codes)
    )
    place = {code: column for column, code in enumerate(index.codes)}
    tables, rights = [], []
    for title, codes in asked:
        signs = signs_of(ranker, title)
        best = np.argsort(-(signs[:, 0] + signs[:, 1] + 3 * signs[:, 2]), kind="stable")[:CANDIDATES]
        right = np.isin(best, [place[code] for code in codes if code in place])
        tables.append(signs[best])
        rights.append(right)
    signs, right = np.array(tables), np.array(rights)
    half = np.random.default_rng(0).random(len(asked)) < 0.5
    for here, there in ((half, ~half), (~half, half)):
        weights = fit(signs[here], right[here])
        first = right[there][np.arange(there.sum()), (signs[there] @ weights).argmax(axis=1)].mean()
        told = ", ".join(f"{name} {weight:.2f}" for name, weight in zip(SIGNS, weights, strict=True))
        sys.stdout.write(f"{told}: {first:.3f} of the other half right\n")


if __name__ == "__main__":
    main()
