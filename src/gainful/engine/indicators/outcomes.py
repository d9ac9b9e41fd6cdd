"""One row a period of participation, with what each indicator says of it: yes, no, pending, excluded or outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gainful.engine.indicators.coverage import Coverage
from gainful.engine.indicators.definitions import load_exclusions
from gainful.engine.indicators.earnings import earnings_after_exit
from gainful.engine.indicators.evidence import evidence_of
from gainful.engine.indicators.exits import periods
from gainful.engine.indicators.vocabulary import PROGRAMS
from gainful.engine.tables import expressions as ex
from gainful.engine.tables import kept_numbered, trimmed, year_after
from gainful.engine.tables.types import Column, Table

NO, YES, PENDING, EXCLUDED, OUTSIDE = 0, 1, 2, 3, 4
STATES = ("no", "yes", "pending", "excluded", "outside")
"""Their codes are their places: a pending or excluded outcome is never counted as a no."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Typed tables of one backend (see docs/methods/wioa-indicators.md for their columns)."""

    participants: Table
    services: Table
    wages: Table
    evidence: Table
    pending: bool = False
    """Whether some wages are NULL: a record is there and its amount not known yet."""


def program_year(day: date) -> tuple[date, date]:
    """Return first and last day of the program year, July to June, that holds a day."""
    first = day.year if day.month >= 7 else day.year - 1
    return date(first, 7, 1), date(first + 1, 6, 30)


def outcomes(inputs: Inputs, as_of: date, coverage: Coverage, year: tuple[date, date] | None = None) -> Table:
    """Return the outcomes of every period; indicators as columns of codes (`STATES`), earnings beside them.

    Periods are worked out here and now, once; the rest when it is asked for.
    """
    year = year or program_year(as_of)
    people = inputs.participants
    spans = periods(inputs.services, as_of, *year).inner_join(people, "person")
    known = kept_numbered(_with_reason(spans))
    known = earnings_after_exit(known, inputs.wages, pending=inputs.pending)
    known = evidence_of(known, inputs.evidence, year)
    found = _states(known, as_of, coverage, year)
    return found.drop("number") if "number" in found.columns else found


def _with_reason(spans: Table) -> Table:
    """Add the excluding reason, on the newest period: the one that the reason for exit was recorded for."""
    told = trimmed(spans.exit_reason).lower()
    program = trimmed(spans.program).lower().fill_null("")
    family = {"youth": "youth", "no_training_indicators": "wagner-peyser"}
    flags = {name: program.isin(PROGRAMS[words]).fill_null(False) for name, words in family.items()}
    branches = []
    for reason in load_exclusions():
        holds = told.isin(reason.codes)
        if reason.programs:  # where the program is not given, the agency's own code stands
            here = ("", *(word for family in reason.programs for word in PROGRAMS[family]))
            holds &= program.isin(here)
        branches.append((holds, ex.literal(reason.id)))
    found = ex.cases(*branches, else_=ex.literal("")).fill_null("")
    applies = spans.newest & (found != "")
    told = spans.mutate(reason=ex.cases((applies, found), else_=""), **flags)
    return told.drop("exit_reason")  # words that say no more: millions of them are kept


def _states(known: Table, as_of: date, coverage: Coverage, year: tuple[date, date]) -> Table:
    exited = known.exit.notnull()
    out, excluded = ~exited, known.reason != ""
    at = known.exit_quarter
    second, fourth = coverage.holds(at + 2), coverage.holds(at + 4)
    works_2 = (known.earned_2 > 0) | known.supplemental_2 | (known.youth & known.education_2)
    works_4 = (known.earned_4 > 0) | known.supplemental_4 | (known.youth & known.education_4)
    recorded = known.earned_2 > 0
    unknown_2, unknown_4 = known.unknown_2, known.unknown_4
    # Supplemental wage information stands in for wage records that are not there; it is never added to them.
    paid = ex.ifelse(recorded, known.earned_2, known.supplemental_paid_2)
    return known.mutate(
        employment_q2=_state(out, excluded, ~second | (unknown_2 & ~works_2), works_2),
        employment_q4=_state(out, excluded, ~fourth | (unknown_4 & ~works_4), works_4),
        median_earnings_q2=_state(
            out | (second & ~excluded & (paid <= 0) & ~unknown_2), excluded, ~second | unknown_2, paid > 0
        ),
        earnings=paid,
        credential=_credential(known, out, excluded, as_of, coverage),
        skill_gains=_skill_gains(known, as_of, year),
        retention_same_employer=_state(
            out | (second & ~excluded & ~recorded & ~unknown_2),
            excluded,
            ~(second & fourth) | ((unknown_2 | unknown_4) & ~known.same_employer),
            known.same_employer,
        ),
    )


def _credential(known: Table, out: Column, excluded: Column, as_of: date, coverage: Coverage) -> Column:
    at = known.exit_quarter
    window_open = year_after(known.exit) > ex.day(as_of)
    worked = known.earned_any | known.supplemental_year
    unknown = known.unknown_1 | known.unknown_2 | known.unknown_3 | known.unknown_4
    settled = coverage.holds(at + 1) & coverage.holds(at + 4)
    diploma = known.diploma & ~known.postsecondary
    counted = known.postsecondary | (known.diploma & (worked | known.education_year))
    waiting = window_open | (diploma & ~worked & ~known.education_year & (~settled | unknown))
    return _state(out | ~known.trained | known.no_training_indicators, excluded, waiting, counted)


def _skill_gains(known: Table, as_of: date, year: tuple[date, date]) -> Column:
    from gainful.engine.indicators.definitions import load_exclusions

    here = [reason.id for reason in load_exclusions() if "skill-gains" not in reason.not_from]
    open_still = known.exit.isnull() & (as_of < year[1])
    out = ~known.year_training | known.no_training_indicators
    return _state(out, known.reason.isin(here) & known.exit.notnull(), open_still, known.gained)


def _state(out: Column, excluded: Column, pending: Column, yes: Column) -> Column:
    """First that holds: outside, excluded, pending, yes; else no. Unknown is never a yes."""
    return ex.cases(
        (out.fill_null(False), OUTSIDE),
        (excluded.fill_null(False), EXCLUDED),
        (pending.fill_null(True), PENDING),
        (yes.fill_null(False), YES),
        else_=NO,
    ).cast("int8")
