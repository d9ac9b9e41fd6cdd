"""From two files to links: read, estimate, weigh, decide; what was compared is gone with the memory it was in."""

from __future__ import annotations

import json
import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.exchange.wage_linkage.comparisons import COMPARED, settings
from gainful.exchange.wage_linkage.decisions import MARGIN, Pair, decided
from gainful.exchange.wage_linkage.document import WageLinkDocument
from gainful.exchange.wage_linkage.runs import with_earlier

ACCEPT, REJECT = 0.999, 0.05
"""Probabilities from which a pair is accepted and below which it is left (docs/methods/wage-linkage.md)."""
MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class Asked:
    """What to link, and how sure to be."""

    participants: Path
    wage_people: Path
    accept: float = ACCEPT
    reject: float = REJECT
    seed: int | None = None
    model: Path | None = None
    """Parameters of an earlier run; nothing is estimated then."""
    dates: str | None = None
    """How the files write days such as 1/2/1985, where no row shows it: mdy or dmy."""
    earlier: tuple[Pair, ...] = ()
    """Pairs of earlier files: what this one does not look at stays."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Pairs with their states, and what the run was made of."""

    pairs: list[Pair]
    model: dict[str, Any]
    participants: int
    wage_people: int
    estimated: bool
    unknown_ours: tuple[str, ...] = ()
    """what stood for unknown among the participants, and was taken as empty"""
    unknown_theirs: tuple[str, ...] = ()


def bits(probability: float) -> float:
    """Return the match weight (log2 of the odds) of a probability."""
    return math.log2(probability / (1 - probability))


def link_people(asked: Asked, secret: bytes) -> Linked:
    """Return the links; UnreadableColumns where a file cannot be read, ValueError for thresholds that cannot be."""
    from gainful.engine.tables import counting_duckdb
    from gainful.exchange.wage_linkage import model as models
    from gainful.exchange.wage_linkage.people import read_people

    if not 0 < asked.reject < asked.accept < 1:
        raise ValueError(
            "Thresholds are probabilities: 0 < --reject < --accept < 1, for example 0.05 and 0.999."
        )
    with (
        tempfile.TemporaryDirectory(prefix="gainful-link-") as spill,
        counting_duckdb(memory=MEMORY, spill=Path(spill)) as duck,
    ):
        ours, unknown_ours = read_people(
            duck, "a_people", asked.participants, participants=True, secret=secret, dates=asked.dates
        )
        theirs, unknown_theirs = read_people(
            duck, "b_people", asked.wage_people, participants=False, secret=secret, dates=asked.dates
        )
        given = None if asked.model is None else _given(asked.model)
        model = given or models.estimated(duck, ours, theirs, seed=asked.seed or models.SEED)
        found = models.pairs_of(duck, model, bits(asked.reject))
        pairs = decided(found, bits(asked.accept), bits(asked.reject))
        if asked.earlier:
            ours_there, theirs_there = (
                {row for (row,) in duck.table(name).project("hash").fetchall()}
                for name in ("a_people", "b_people")
            )
            pairs = with_earlier(pairs, asked.earlier, ours_there, theirs_there)
    estimated = given is None and min(ours, theirs) >= models.ENOUGH
    return Linked(pairs, model, ours, theirs, estimated, unknown_ours, unknown_theirs)


def _given(path: Path) -> dict[str, Any]:
    """Return our settings with the figures of a model file; nothing else of the file is used."""
    try:
        model = json.loads(path.read_text())
        prior = _share(model["probability_two_random_records_match"])
        shares = [
            [(_share(level["m_probability"]), _share(level["u_probability"])) for level in told]
            for told in map(_told, model["comparisons"])
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} holds no model of an earlier run: {error}.") from None
    if [len(levels) for levels in shares] != [len(compared.levels) for compared in COMPARED]:
        raise ValueError(f"{path} compares otherwise than this version. Leave --model out to estimate again.")
    ours = settings(prior=prior)
    for comparison, levels in zip(ours["comparisons"], shares, strict=True):
        for level, (m, u) in zip(_told(comparison), levels, strict=True):
            level |= {"m_probability": m, "u_probability": u}
    return ours


def _told(comparison: dict[str, Any]) -> list[dict[str, Any]]:
    return [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]


def _share(value: Any) -> float:
    if not isinstance(value, float) or not 0 < value < 1:
        raise ValueError(f"{value} is no share between 0 and 1")
    return value


def summary_of(asked: Asked, linked: Linked, key: str) -> WageLinkDocument:
    """Return what is told of a run; no person is in it."""
    return WageLinkDocument.model_validate(
        {
            "key": key,
            "participants": linked.participants,
            "wage_people": linked.wage_people,
            "taken_as_unknown": {"participants": linked.unknown_ours, "wage_people": linked.unknown_theirs},
            "accept": asked.accept,
            "reject": asked.reject,
            "margin_bits": MARGIN,
            "parameters": "estimated" if linked.estimated else "given" if asked.model else "starting values",
            "chance_of_a_random_pair": linked.model["probability_two_random_records_match"],
            "fields": _fields(linked.model),
            **_counts(linked.pairs, linked.participants),
        }
    )


def summary_with(summary: WageLinkDocument, pairs: Sequence[Pair]) -> WageLinkDocument:
    """Return the summary of a run after its pairs were decided."""
    return WageLinkDocument.model_validate({**summary.to_json(), **_counts(pairs, summary.participants)})


def _counts(pairs: Sequence[Pair], participants: int) -> dict[str, object]:
    """Return how many links there are, how they came about, and why pairs wait."""
    states = Counter(pair.state for pair in pairs)
    links = Counter(pair.how for pair in pairs if pair.state == "accepted")
    waiting = Counter(pair.reason for pair in pairs if pair.state == "review")
    return {
        "links": {"all": states["accepted"], **{how: links[how] for how in ("key", "fields", "review")}},
        "not_linked": participants - states["accepted"],
        "in_review": {"all": states["review"], "why": dict(sorted(waiting.items()))},
        "set_aside": states["set aside"],
    }


def _fields(model: dict[str, Any]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for compared, comparison in zip(COMPARED, model["comparisons"], strict=True):
        told = _told(comparison)
        levels = [
            {"level": level.words, "m": one["m_probability"], "u": one["u_probability"]}
            for level, one in zip(compared.levels, told, strict=True)
        ]
        found.append({"field": compared.words, "levels": levels})
    return found
