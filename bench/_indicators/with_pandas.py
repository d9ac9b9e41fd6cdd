"""The indicators in pandas, without a loop over people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench._indicators import (
    AS_OF,
    EDUCATION,
    EXCLUDED,
    FIRST_QUARTER,
    INDICATORS,
    LAST_IN,
    NOT_EXTENDING,
    ON_THE_JOB,
    YEAR,
    Figures,
)  # fmt: skip

KEYS = ["person", "period"]


def figures(folder: Path) -> Figures:
    """Return every count and the medians."""
    import pandas as pd

    exits = _exits(pd, folder)
    known = exits.merge(_earned(pd, folder, exits), on=KEYS, how="left")
    known = known.merge(_proved(pd, folder, exits), on=KEYS, how="left")
    states = _states(pd, known)
    groups = [("", states), *((str(name), rows) for name, rows in states.groupby("segment"))]
    return {name: _counted(rows) for name, rows in groups}


def _exits(pd: Any, folder: Path) -> Any:
    today = pd.Timestamp(AS_OF)
    services = pd.read_parquet(folder / "services.parquet")
    for name in ("start", "end"):
        services[name] = pd.to_datetime(services[name])
    services = services[~services.type.isin(NOT_EXTENDING)]
    ahead = services[
        (services.start > today) | ((services.status == "planned") & (services.start >= today))
    ].person
    given = services[(services.status != "planned") & (services.start <= today)].copy()
    given["end"] = given.end.fillna(given.start).mask(given.status == "open", today).clip(upper=today)
    given["trained"] = given.type.isin(EDUCATION)
    given["in_year"] = (
        given.type.isin(EDUCATION + ON_THE_JOB)
        & (given.start <= pd.Timestamp(YEAR[1])) & (given.end >= pd.Timestamp(YEAR[0]))
    )  # fmt: skip
    given = given.sort_values(["person", "start"])
    before = given.groupby("person").end.cummax().shift()
    before = before.where(given.person == given.person.shift())
    again = (given.start - before).dt.days > 90
    given["period"] = again.astype("int64").groupby(given.person).cumsum()
    spans = given.groupby(KEYS, as_index=False).agg(
        start=("start", "min"), last=("end", "max"), trained=("trained", "any"), in_year=("in_year", "any")
    )
    newest = spans.period == spans.groupby("person").period.transform("max")
    over = ((today - spans["last"]).dt.days >= 90) & ~spans.person.isin(ahead)
    spans["exit"] = spans["last"].where(~newest | over)
    spans["at_exit"] = spans.exit.dt.year * 4 + spans.exit.dt.quarter - 1
    spans["newest"] = newest
    spans = spans.merge(pd.read_parquet(folder / "participants.parquet"), on="person")
    spans["excluded"] = False
    for reason, programs in EXCLUDED.items():
        here = spans.newest & (spans.exit_reason == reason)
        spans["excluded"] |= here & spans.program.isin(programs) if programs else here
    return spans


def _earned(pd: Any, folder: Path, exits: Any) -> Any:
    left = exits.loc[exits.exit.notna(), [*KEYS, "at_exit"]]
    wages = pd.concat(
        [pd.read_parquet(file) for file in sorted(folder.glob("wages-*.parquet"))], ignore_index=True
    )
    after = wages.merge(left, on="person")
    after["step"] = after["at"] - after.at_exit
    after = after[after.step.between(1, 4)]
    for step in range(1, 5):
        after[f"q{step}"] = after.wages.where(after.step == step, 0.0)
    names = [f"q{step}" for step in range(1, 5)]
    jobs = after.groupby([*KEYS, "employer"], as_index=False)[names].sum()
    jobs["same"] = (jobs.employer != "") & (jobs.q2 > 0) & (jobs.q4 > 0)
    return jobs.groupby(KEYS, as_index=False).agg({**dict.fromkeys(names, "sum"), "same": "max"})


def _proved(pd: Any, folder: Path, exits: Any) -> Any:
    evidence = pd.read_parquet(folder / "evidence.parquet").rename(columns={"start": "day", "end": "until"})
    for name in ("day", "until"):
        evidence[name] = pd.to_datetime(evidence[name])
    evidence["until"] = evidence.until.fillna(evidence.day)
    e = evidence.merge(exits[[*KEYS, "start", "exit", "at_exit"]], on="person")
    first, last = (e[name].dt.year * 4 + e[name].dt.quarter - 1 for name in ("day", "until"))
    limit = e.exit + pd.DateOffset(years=1)
    timely = (e.day >= e.start) & (e.exit.isna() | (e.day <= limit))
    e["postsecondary"] = (e.kind == "postsecondary-credential") & timely
    e["diploma"] = (e.kind == "secondary-diploma") & timely
    e["gained"] = (
        (e.kind == "skill-gain") & (e.day >= e.start) & (e.exit.isna() | (e.day <= e.exit))
        & e.day.between(pd.Timestamp(YEAR[0]), pd.Timestamp(YEAR[1]))
    )  # fmt: skip
    for step in (2, 4):
        then = (first <= e.at_exit + step) & (last >= e.at_exit + step)
        e[f"studied_{step}"] = (e.kind == "education") & then
        e[f"works_{step}"] = (e.kind == "employment") & then
    e["amount_2"] = e.amount.where(e.works_2).fillna(0.0)
    e["active"] = e.kind.isin(("education", "employment")) & (e.until >= e.exit) & (e.day <= limit)
    flags = ("postsecondary", "diploma", "gained", "studied_2", "studied_4", "works_2", "works_4", "active")
    return e.groupby(KEYS, as_index=False).agg({**dict.fromkeys(flags, "max"), "amount_2": "sum"})


def _states(pd: Any, known: Any) -> Any:
    import numpy as np

    numbers = ("q1", "q2", "q3", "q4", "amount_2")
    flags = (
        "same",
        "postsecondary",
        "diploma",
        "gained",
        "studied_2",
        "studied_4",
        "works_2",
        "works_4",
        "active",
    )
    k = {name: known[name].fillna(0.0).to_numpy(float) for name in numbers}
    k |= {name: known[name].eq(True).to_numpy(bool) for name in flags}
    out, excluded = known.exit.isna().to_numpy(), known.excluded.to_numpy(bool)
    offender, youth = (known.exit_reason == "offender").to_numpy(), (known.program == "youth").to_numpy()
    inside = {step: (known.at_exit + step).between(FIRST_QUARTER, LAST_IN).to_numpy() for step in (1, 2, 4)}
    paid = np.where(k["q2"] > 0, k["q2"], k["amount_2"])
    goes_on = k["active"] | (np.maximum.reduce([k["q1"], k["q2"], k["q3"], k["q4"]]) > 0)
    window = (known.exit + pd.DateOffset(years=1) > pd.Timestamp(AS_OF)).to_numpy()

    def state(*cases: tuple[Any, int], yes: Any) -> Any:
        return np.select([test for test, _ in cases], [code for _, code in cases], default=yes.astype(int))

    counted = k["postsecondary"] | (k["diploma"] & goes_on)
    return pd.DataFrame({
        "segment": known.segment, "exited": ~out, "paid": paid,
        "employment_q2": state((out, 4), (excluded, 3), (~inside[2], 2),
                               yes=(k["q2"] > 0) | k["works_2"] | (youth & k["studied_2"])),
        "employment_q4": state((out, 4), (excluded, 3), (~inside[4], 2),
                               yes=(k["q4"] > 0) | k["works_4"] | (youth & k["studied_4"])),
        "median_earnings_q2": state((out, 4), (excluded, 3), (~inside[2], 2), (paid <= 0, 4), yes=paid > 0),
        "credential": state((out | ~known.trained.to_numpy(bool), 4), (excluded, 3), (window, 2), (counted, 1),
                            (k["diploma"] & ~(inside[1] & inside[4]), 2), yes=counted),
        "skill_gains": state((~known.in_year.to_numpy(bool), 4), (~out & excluded & ~offender, 3),
                             (out & (YEAR[1] > AS_OF), 2), yes=k["gained"]),
        "retention_same_employer": state((out, 4), (excluded, 3), (inside[2] & (k["q2"] <= 0), 4),
                                         (~(inside[2] & inside[4]), 2), yes=k["same"]),
    })  # fmt: skip


def _counted(states: Any) -> dict[str, list[int] | float | None]:
    body: dict[str, list[int] | float | None] = {}
    for name in INDICATORS:
        many = states[name].value_counts()
        yes, no, pending, excluded = (int(many.get(code, 0)) for code in (1, 0, 2, 3))
        body[name] = [yes, yes + no, pending, excluded]
    paid = states.paid[states.median_earnings_q2 == 1]
    return body | {
        "periods": [len(states)], "exits": [int(states.exited.sum())],
        "median": float(paid.median()) if len(paid) else None,
    }  # fmt: skip
