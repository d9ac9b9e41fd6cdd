"""Typed evidence beside wage records: credentials, skill gains, education and supplemental proof of work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gainful.engine.indicators.earnings import joined_by, key_of
from gainful.engine.indicators.vocabulary import PROOFS
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import kept, quarter_number, year_after
from gainful.engine.tables.types import Column, Table, Value

FLAGS = (
    "postsecondary", "diploma", "gained", "education_2", "education_4", "education_year",
    "supplemental_2", "supplemental_4", "supplemental_year",
)  # fmt: skip


def _proofs(joined: Table, in_step: Callable[[int], Column]) -> dict[str, Value]:
    """Return the place in PROOFS of the first type of evidence of work in a quarter; nothing where no type is given."""
    if "proof" not in joined.columns:
        return {}
    place = ex.cases(*((joined.proof == name, at) for at, name in enumerate(PROOFS)), else_=len(PROOFS) - 1)
    none = len(PROOFS)
    return {
        f"proof_{step}": ex.cases(
            (((joined.kind == "employment") & in_step(step)).fill_null(False), place), else_=none
        )
        .min()
        .cast("int8")
        for step in (2, 4)
    }


def evidence_of(spans: Table, evidence: Table, year: tuple[date, date]) -> Table:
    """Add what the evidence proves to each period.

    `evidence` has person, kind, start, end (null: one day), amount (dollars, of `employment` only) and, where types are
    known, proof (of `employment` only: one of PROOFS).
    """
    key = key_of(spans)
    keys = spans.select(*dict.fromkeys(("person", *key)), "start", "exit", "exit_quarter")
    keys = keys.rename(period_start="start")
    joined = evidence.inner_join(keys, "person")
    joined = joined.mutate(until=ex.coalesce(joined.end, joined.start))
    first, last = quarter_number(joined.start), quarter_number(joined.until)
    limit = year_after(joined.exit)
    inside = joined.start >= joined.period_start
    in_window = inside & (joined.exit.isnull() | (joined.start <= limit))
    in_year = joined.start.between(ex.day(year[0]), ex.day(year[1]))
    taking_part = inside & (joined.exit.isnull() | (joined.start <= joined.exit))
    after = (joined.until >= joined.exit) & (joined.start <= limit)

    def in_step(step: int) -> Column:
        target = joined.exit_quarter + step
        return (first <= target) & (last >= target)

    def proved(kind: str, holds: Column) -> Value:
        return ((joined.kind == kind) & holds).any()

    steps = {"education": "education", "supplemental": "employment"}
    some = {f"{name}_{step}": proved(kind, in_step(step)) for name, kind in steps.items() for step in (2, 4)}
    found = joined.group_by(*key).agg(
        postsecondary=proved("postsecondary-credential", in_window),
        diploma=proved("secondary-diploma", in_window),
        gained=proved("skill-gain", taking_part & in_year),
        education_year=proved("education", after),
        supplemental_year=proved("employment", after),
        supplemental_paid_2=ex.cases(
            (((joined.kind == "employment") & in_step(2)).fill_null(False), joined.amount.fill_null(0.0)),
            else_=0.0,
        ).sum(),
        **some,
        **_proofs(joined, in_step),
    )
    known = joined_by(spans, kept(found), key)
    flags = {name: known[name].fill_null(False) for name in FLAGS}
    return known.mutate(supplemental_paid_2=known.supplemental_paid_2.fill_null(0.0), **flags)
