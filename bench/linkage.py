"""20,000 participants found among 60,000 wage people with a known truth, beside a join by hand of exact rules."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import Row
from bench.people_to_link import World, make

PEOPLE = int(os.environ.get("GAINFUL_LINK_PEOPLE", "20000"))
SEED = 20261124
SECRET = bytes(range(32))
RULES = (
    ("ssn4", "birth_date", "last_name"),
    ("first_name", "last_name", "birth_date"),
    ("ssn4", "birth_date", "first_name"),
    ("ssn4", "first_name", "last_name"),
    ("first_name", "last_name", "zip"),
)
"""The usual cascade, from the strictest rule to the loosest; a rule links only pairs that are alone in it."""
THRESHOLDS = (0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999)


def run() -> list[Row]:
    """Precision and recall of what is accepted unseen, and with a reviewer who is right; seconds."""
    with TemporaryDirectory(prefix="gainful-link-bench-") as folder:
        world = make(Path(folder), PEOPLE, 3 * PEOPLE, SEED)
        return _measured(world)


def _measured(world: World) -> list[Row]:
    from gainful.exchange.wage_linkage import Asked, link_people

    began = time.perf_counter()
    linked = link_people(Asked(world.participants, world.wage_people), SECRET)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    by_hand = _by_hand(world)
    hand_seconds = time.perf_counter() - began
    true = _hashed(world.truth.items())
    states = {
        name: [(p.participant, p.wage_person) for p in linked.pairs if p.state == name]
        for name in ("accepted", "review")
    }
    seen = set(states["accepted"]) | (set(states["review"]) & true)
    right, hand = set(states["accepted"]) & true, by_hand & set(world.truth.items())
    twins = _hashed((p, p) for p in world.twins)
    lost = [pair for pair in states["accepted"] if pair not in true and pair[0] in {t for t, _ in twins}]
    peer = "join by hand, 5 exact rules"
    size = f"{PEOPLE:,} participants, {3 * PEOPLE:,} wage people, {len(true):,} true pairs"
    hand_note = f"peer: {_share(len(hand), len(by_hand))}"
    return [
        Row("links that are right", len(right) / len(states["accepted"]), 0.99, 0.999, peer, len(hand) / len(by_hand),
            note=f"{_share(len(right), len(states['accepted']))}; {hand_note}; {len(lost)} wrong ones of twins"),
        Row("true pairs linked unseen", len(right) / len(true), 0.85, 0.9, peer, len(hand) / len(true),
            note=f"{_share(len(right), len(true))}; peer: {_share(len(hand), len(true))}; {size}"),
        Row("true pairs linked after review", len(seen & true) / len(true), 0.9, 0.95,
            note=f"{_share(len(seen & true), len(true))}; {len(states['review']):,} pairs to look at"),
        Row("linkage, s", seconds, peer=peer, peer_value=hand_seconds, lower_is_better=True,
            note=_curve(linked.pairs, true)),
    ]  # fmt: skip


def _hashed(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    from gainful.exchange.wage_records import person_hash

    return {(person_hash(SECRET, one), person_hash(SECRET, other)) for one, other in pairs}


def _share(part: int, whole: int) -> str:
    from gainful.engine.indicators.precision import wilson

    low, high = wilson(part, whole) or (0.0, 1.0)
    return f"{part:,} of {whole:,} = {part / whole:.2%} ({low:.2%} to {high:.2%})"


def _curve(pairs: list, true: set[tuple[str, str]]) -> str:
    """Precision and recall by threshold, everything else being as it is."""
    from gainful.exchange.wage_linkage.decisions import decided
    from gainful.exchange.wage_linkage.link import bits

    said = []
    for threshold in THRESHOLDS:
        done = decided(pairs, bits(threshold), bits(0.05))
        links = {(p.participant, p.wage_person) for p in done if p.state == "accepted"}
        waiting = sum(p.state == "review" for p in done)
        right = len(links & true)
        said.append(
            f"{threshold}: right {_share(right, len(links))}, found {_share(right, len(true))}, review {waiting:,}"
        )
    return "; ".join(said)


def _by_hand(world: World) -> set[tuple[str, str]]:
    import duckdb

    linked: set[tuple[str, str]] = set()
    with duckdb.connect() as duck:
        for name, path in (("p", world.participants), ("w", world.wage_people)):
            duck.execute(
                f"CREATE TABLE {name} AS SELECT person, upper(first_name) AS first_name, "
                f"upper(last_name) AS last_name, birth_date, ssn4, zip FROM read_csv('{path}', all_varchar=true)"
            )
        for rule in RULES:
            duck.execute(
                f"CREATE OR REPLACE TABLE found AS SELECT p.person AS p, w.person AS w FROM p JOIN w "
                f"USING ({', '.join(rule)}) QUALIFY count(*) OVER (PARTITION BY p.person) = 1 "
                "AND count(*) OVER (PARTITION BY w.person) = 1"
            )
            linked |= set(duck.execute("SELECT p, w FROM found").fetchall())
            for name in "pw":
                duck.execute(f"DELETE FROM {name} WHERE person IN (SELECT {name} FROM found)")
    return linked
