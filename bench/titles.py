"""Job title → O*NET-SOC, with the titles asked held out from the index and from the training of the learned reading."""

from __future__ import annotations

import csv
import time

import numpy as np

from bench import Row, shared_data
from gainful.engine.occupations import Reference, load_reference
from gainful.engine.titles.index import TitleIndex
from gainful.engine.titles.meaning import TitleMeaning
from gainful.engine.titles.ranking import (
    LIKELY,
    SURE,
    RankedOccupation,
    TitleRanker,
    employment,
    title_ranker,
)
from gainful.engine.titles.words import normal_title

Asked = list[tuple[str, set[str]]]
Rows = list[tuple[str, str]]


def held_out(reference: Reference) -> tuple[Asked, Rows]:
    """Every reported title with its codes, and the index rows left when all rows with such a title are removed."""
    titles = reference.titles
    rows = list(zip(titles.title, titles.code, titles.kind, strict=True))
    asked: dict[str, tuple[str, set[str]]] = {}
    for title, code, kind in rows:
        if kind == "reported":
            asked.setdefault(normal_title(title), (title, set()))[1].add(code)
    left = [(t, c) for t, c, kind in rows if kind != "reported" and normal_title(t) not in asked]
    return list(asked.values()), left


def real_titles(limit: int = 2000) -> Asked:
    """Real, noisy titles with the O*NET codes of their ESCO occupation through the crosswalk, every n-th.

    The crosswalk's codes are of SOC 2010; those that exist no longer are translated, since nothing could find them.
    """
    walks = load_reference().crosswalks
    with shared_data("skills", "skill_extraction", "jobbert_titles_dev.csv").open(encoding="utf-8") as file:
        known = [
            (
                line["vacancyTitle"],
                {m.code for m in walks.onet_of_esco(line["conceptUri"].rsplit("/", 1)[-1])},
            )
            for line in csv.DictReader(file)
        ]
    known = [(title, found) for title, found in known if found]
    return known[:: max(1, len(known) // limit)]


def first_right(ranked: list[list[RankedOccupation]], asked: Asked, depth: int = 1) -> float:
    """Share of titles with a right code among the first few."""
    hits = [
        bool({r.code for r in found[:depth]} & gold) for found, (_, gold) in zip(ranked, asked, strict=True)
    ]
    return float(np.mean(hits))


def right_by_word(ranked: list[list[RankedOccupation]], asked: Asked) -> list[Row]:
    """How often the first place is right for each confidence word."""
    rows = []
    for word, rule in (("sure", f"≥ {SURE}"), ("likely", f"{LIKELY} to {SURE}"), ("guess", f"< {LIKELY}")):
        some = [
            pair for pair in zip(ranked, asked, strict=True) if pair[0] and pair[0][0].confidence_word == word
        ]
        share = f"{len(some) / len(asked):.0%} of titles, chance {rule}"
        rows.append(
            Row(f"  right when “{word}”", first_right([r for r, _ in some], [a for _, a in some]), note=share)
        )
    return rows


def run() -> list[Row]:
    """Every figure of this topic."""
    reference = load_reference()
    asked, left = held_out(reference)
    names = {o.code: o.title for o in reference.occupations}
    index = TitleIndex(left, employment(reference))
    ranker = TitleRanker(index, names, meaning=TitleMeaning(reference, index.codes))
    began = time.perf_counter()
    ranked = [ranker.rank(title, 5) for title, _ in asked]
    each = 1000 * (time.perf_counter() - began) / len(asked)
    votes = [ranker.index.votes(title, 1) for title, _ in asked]
    peer = np.mean(
        [bool(v) and ranker.index.codes[v[0].column] in g for v, (_, g) in zip(votes, asked, strict=True)]
    )
    real = real_titles()
    shipped = title_ranker()
    noisy = [shipped.rank(title, 5) for title, _ in real]
    crosswalk = "through the ESCO crosswalk, itself uncertain"
    return [
        Row("title → O*NET-SOC, reported titles held out, first", first_right(ranked, asked), 0.55, 0.65,
            "title votes alone", float(peer), note=f"{len(asked):,} titles"),
        Row("  among the first five", first_right(ranked, asked, 5)),
        *right_by_word(ranked, asked),
        Row("  time for each title, ms", each),
        Row("real noisy titles (JobBERT development), first", first_right(noisy, real), note=crosswalk),
        Row("  among the first five", first_right(noisy, real, 5)),
    ]  # fmt: skip
