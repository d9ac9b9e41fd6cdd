"""The model of Fellegi and Sunter (1969) by splink: m and u estimated from the files, then pairs with a weight."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from gainful.engine.linkage.levels import Part
from gainful.engine.linkage.quiet import quiet
from gainful.exchange.wage_linkage.comparisons import BLOCKS, COMPARED, settings
from gainful.exchange.wage_linkage.decisions import Pair

SEED = 20261123
PAIRS_FOR_U = 2_000_000
ENOUGH = 500
"""People on each side below which nothing is estimated: the starting values stand."""
TRAINED_ON = ("l.birth_date = r.birth_date", "l.first_name = r.first_name AND l.last_name = r.last_name")
"""m is estimated twice, on pairs that agree in one thing each, for the fields that are not in it."""
CERTAIN = (
    "l.ssn4 = r.ssn4 AND l.birth_date = r.birth_date",
    "l.first_name = r.first_name AND l.last_name = r.last_name AND l.birth_date = r.birth_date",
)
"""Rules that hold for few but true pairs; their number tells how many pairs there are to find."""
CERTAIN_RECALL = 0.95
DIGITS = 6


def _linker(duck: Any, model: dict[str, Any]) -> Any:
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(duck)
    sides = [api.register(name, dataset_display_name=name[0]) for name in ("a_people", "b_people")]
    return Linker(sides, model, log_level=None)


def estimated(duck: Any, people: int, wage_people: int, *, seed: int = SEED) -> dict[str, Any]:
    """Return the model for the tables a_people (participants) and b_people (wage people), rounded to be kept."""
    prior = 0.5 * min(people, wage_people) / (people * wage_people)
    model = settings(prior=prior)
    if min(people, wage_people) < ENOUGH:
        return model
    with quiet():
        linker = _linker(duck, model)
        training = linker.training
        with suppress(
            ValueError
        ):  # more certain pairs than there can be true ones: the starting value stands
            training.estimate_probability_two_random_records_match(list(CERTAIN), recall=CERTAIN_RECALL)
        training.estimate_u_using_random_sampling(max_pairs=PAIRS_FOR_U, seed=seed)
        for rule in TRAINED_ON:
            training.estimate_parameters_using_expectation_maximisation(
                rule, fix_probability_two_random_records_match=False, record_sample_proportion=1.0
            )
        return _rounded(linker.misc.save_model_to_json(), prior)


def _rounded(model: dict[str, Any], prior: float) -> dict[str, Any]:
    """Return the model in a few digits, without marks of the run; sums in another order then give the same file."""
    model.pop("linker_uid", None)
    share = model["probability_two_random_records_match"]
    model["probability_two_random_records_match"] = _digits(share) if 0 < share < 1 else prior
    for comparison, compared in zip(model["comparisons"], COMPARED, strict=True):
        told = [level for level in comparison["comparison_levels"] if not level.get("is_null_level")]
        for level, begun in zip(told, compared.levels, strict=True):
            for name, start in (("m_probability", begun.m), ("u_probability", begun.u)):
                found = level.get(name)
                level[name] = _digits(found) if isinstance(found, float) and 0 < found < 1 else start
    return model


def _digits(share: float) -> float:
    return float(f"{share:.{DIGITS}g}")


def pairs_of(duck: Any, model: dict[str, Any], least: float) -> list[Pair]:
    """Return the pairs whose weight is `least` (bits) or more, and all that have the same key, strongest first."""
    with quiet():
        linker = _linker(duck, model)
        found = linker.inference.predict(threshold_match_weight=None)
        names = [name for c in COMPARED for name in (f"gamma_{c.column}", f"mw_{c.column}", *_frequency(c))]
        columns = ", ".join(f'"{name}"' for name in names)
        sides = ", ".join(f'"{c.column}_{side}"' for c in COMPARED for side in "lr")
        rows = duck.execute(
            f"SELECT hash_l, hash_r, key_hash_l = key_hash_r, match_weight, match_probability, {columns}, {sides} "
            f"FROM {found.physical_name} WHERE match_weight >= ? OR key_hash_l = key_hash_r "
            "ORDER BY round(match_weight, 6) DESC, hash_l, hash_r",
            [least],
        ).fetchall()
    return [_pair(row, [*names, *(f"{c.column}_{side}" for c in COMPARED for side in "lr")]) for row in rows]


def _frequency(compared: Any) -> tuple[str, ...]:
    return (f"mw_tf_adj_{compared.column}",) if compared.levels[0].frequent else ()


def _pair(row: tuple, names: list[str]) -> Pair:
    told = dict(zip(names, row[5:], strict=True))
    parts = []
    for compared in COMPARED:
        level = compared.level_of(told[f"gamma_{compared.column}"])
        weight = told[f"mw_{compared.column}"] + sum(told[name] or 0.0 for name in _frequency(compared))
        ours, theirs = told[f"{compared.column}_l"], told[f"{compared.column}_r"]
        words = level.words if level else "empty on a side"
        parts.append(Part(compared.column, words, round(weight, 2), ours or "", theirs or ""))
    return Pair(row[0], row[1], bool(row[2]), round(row[3], 6), float(f"{row[4]:.6g}"), tuple(parts))


def blocks_in_words() -> list[str]:
    """Return what pairs must be equal in to be looked at."""
    return [", ".join(names).replace("_", " ") for names in BLOCKS]
