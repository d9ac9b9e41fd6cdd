"""Feeder occupations: how many of O*NET's Related Occupations the nearness ranking finds, and how fast."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np

from bench import Row, shared_data
from gainful.engine.occupations import Reference

K = 20
NURSE, CREW = "31-1131.00", "53-2031.00"
HALF_SEED = 0


def related() -> dict[str, set[str]]:
    """Related Occupations (29.3, up to 20 each): read here to measure, never by the product."""
    from openpyxl import load_workbook

    path = shared_data("skills", "onet_29_3", "Related Occupations.xlsx")
    pairs: dict[str, set[str]] = defaultdict(set)
    rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(min_row=2, max_col=3, values_only=True)
    for code, _, other in rows:
        pairs[str(code)].add(str(other))
    return pairs


def recall(wanted: dict[str, set[str]], codes: Iterable[str], found: Callable[[str], set[str]]) -> float:
    """Mean share of the related occupations found."""
    return float(np.mean([len(found(code) & wanted[code]) / len(wanted[code]) for code in codes]))


def run() -> list[Row]:
    """Nearness list, product list and plain cosine in one run; the paper's case; warm time."""
    from gainful.engine.occupations import load_reference
    from gainful.engine.ranking.feeders import feeder_occupations
    from gainful.engine.ranking.nearness import near_occupations

    wanted, reference = related(), load_reference()
    codes = sorted(wanted)
    cosine = plain_cosine()
    order = np.random.default_rng(HALF_SEED).permutation(len(codes))
    held_out = [codes[i] for i in order[len(codes) // 2 :]]
    peer = recall(wanted, [c for c in codes if reference.occupation(c).rated], lambda c: cosine[c])
    shown = recall(wanted, held_out, lambda c: {f.code for f in feeder_occupations(c, k=K).feeders[:K]})
    split = recall(wanted, codes[::4], lambda c: {f.code for f in feeder_occupations(c, k=K).steps_up})
    scored = {code: reachable for code in held_out if (reachable := rated_only(wanted[code], reference))}
    within = recall(scored, scored, lambda c: {f.code for f in feeder_occupations(c, k=K).feeders[:K]})
    peer_within = recall(scored, scored, lambda c: cosine[c])
    every = recall(wanted, codes, lambda c: {n.code for n in near_occupations(c, K)})
    place = next((i + 1 for i, f in enumerate(feeder_occupations(NURSE).steps_down) if f.code == CREW), None)
    plain = "plain cosine level x importance"
    return [
        Row("feeders: Related found in top 20, held-out half", shown, 0.55, 0.65, plain, peer),
        Row("feeders: Related found in top 20, all", every, 0.55, 0.65, plain, peer),
        Row(
            "feeders: the same, only Related that are rated",
            within,
            peer=plain,
            peer_value=peer_within,
            note="what a cosine can reach: the .47 of the issue",
        ),
        Row("feeders: of those, steps up or sideways only", split, note="steps down are listed apart"),
        Row(
            "feeders: place of cabin crew for assistant nurses",
            place,
            20,
            5,
            note="apart",
            lower_is_better=True,
        ),
        Row("feeders: warm call, ms", warm(codes[::9]), note="asked of ourselves: 50"),
    ]


def rated_only(codes: set[str], reference: Reference) -> set[str]:
    """The occupations among them that O*NET rates: the others have no ratings that a cosine could compare."""
    return {code for code in codes if reference.occupation(code).rated}


def plain_cosine() -> dict[str, set[str]]:
    """The peer: cosine of level times importance, top 20 among rated occupations."""
    from gainful.engine.occupations import load_reference

    reference = load_reference()
    rated = np.array([o.rated for o in reference.occupations])
    product = np.nan_to_num(reference.level * reference.importance)
    unit = product / np.maximum(np.linalg.norm(product, axis=1, keepdims=True), 1e-9)
    scores = np.where(rated, unit @ unit.T, -1.0)
    np.fill_diagonal(scores, -1.0)
    top = np.argsort(-scores, axis=1)[:, :K]
    listed = [o.code for o in reference.occupations]
    return {code: {listed[i] for i in top[row].tolist()} for row, code in enumerate(listed)}


def warm(codes: list[str]) -> float:
    """Median milliseconds of one call after the first."""
    from gainful.engine.ranking.feeders import feeder_occupations

    times = []
    for code in codes:
        start = time.perf_counter()
        feeder_occupations(code)
        times.append((time.perf_counter() - start) * 1000)
    return float(np.median(times))
