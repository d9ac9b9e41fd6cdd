"""The tables behind a verdict: balance, gates, estimates, sensitivity, rating, and how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gainful.engine.impact.amounts import MINUS, amount, figure
from gainful.engine.impact.model import Design, Diagnostic, Estimate, Evaluation, Gate
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.rating import Rating
from gainful.engine.rules import parameter
from gainful.exchange.evaluations import figures
from gainful.exchange.evaluations.blocks import Block, Figure, Heading, Table, Text
from gainful.exchange.evaluations.document import SMALLEST_CELL, SUPPRESSED

FOR_SPECIALISTS = {"e_value", "robustness_value"}
"""Diagnostics whose figure says nothing without its definition: they stand in the appendix."""
SHOWN_LINES = 40
"""Covariates in the figure; the table holds them all."""
FEW = f"{SUPPRESSED} stands for a figure that is not shown because a group has fewer than {SMALLEST_CELL} people."


def number(value: float | None) -> str:
    """Return a bare figure with at most three digits after the point, or a dash where there is none."""
    if value is None:
        return SUPPRESSED
    if isinstance(value, int):
        return f"{MINUS if value < 0 else ''}{abs(value):,}"
    size = abs(value)
    text = figure(size) if size >= 1 else f"{size:.3f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def alike(evaluation: Evaluation) -> Iterator[Block]:
    """Yield how alike the groups were at the start: figure, table, overlap."""
    if not evaluation.balance:  # nothing was known from before: there is nothing to be alike in
        return
    yield Heading("Were the groups alike at the start?")
    if evaluation.balance:
        yield from _balance(evaluation)
    counts = evaluation.overlap
    if counts.get("edges") and counts.get("treated") and counts.get("comparison"):
        spec = figures.overlap(list(counts["edges"]), list(counts["treated"]), list(counts["comparison"]))
        words = "Two rows of bars: how likely each person was to take part, for those who did and those who did not."
        yield Figure(spec, words, "Where one row has bars and the other has none, nobody can be compared.")


def _balance(evaluation: Evaluation) -> Iterator[Block]:
    weighted = any(row.smd_after is not None for row in evaluation.balance)
    first = "before weighting" if weighted else "as they are"
    points: list[dict[str, Any]] = [
        {"name": row.covariate, "when": when, "smd": value}
        for row in evaluation.balance[:SHOWN_LINES]
        for when, value in ((first, row.smd_before), ("after weighting", row.smd_after))
        if value is not None
    ]  # fmt: skip
    bound = parameter("equivalence-adjusted").value
    if points:
        worst = max(points, key=lambda point: abs(point["smd"]))
        largest = f"{worst['smd']:.2f} ({worst['name']}, {worst['when']})"
        words = f"Differences of {len(evaluation.balance)} facts; the largest is {largest}."
        caption = f"Closer to the middle is more alike. The dashed lines are at {bound:g} either way."
        yield Figure(figures.balance(points, bound), words, caption)
    header: tuple[str, ...] = (
        "Fact",
        "Program",
        "Compared",
        "Compared, weighted",
        "Difference before",
        "Difference after",
    )
    rows: list[tuple[str, ...]] = [
        (row.covariate, number(row.mean_treated), number(row.mean_comparison), number(row.mean_weighted),
         number(row.smd_before), number(row.smd_after))
        for row in evaluation.balance
    ]  # fmt: skip
    if not weighted:
        header, rows = _unweighted(header), [_unweighted(row) for row in rows]
    note = "Differences are in standard deviations (both groups together)."
    if evaluation.plan.design is Design.LOTTERY:
        note += " Under a draw they are luck; the check of the draw below takes them all together."
    if evaluation.plan.design is Design.DISCONTINUITY:
        note = (
            "Means are those right at the line, by a line through each side; differences are jumps there, in standard "
            "deviations of the people near it. Far from the line the groups need not be alike."
        )
    yield Table("Facts from before the program", header, tuple(rows), tuple(range(1, len(header))), (note,))


def _unweighted(row: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what only a weighted comparison has."""
    return (*row[:3], row[4])


def _result(gate: Gate) -> str:
    return f"{gate.result} for the plain comparison" if gate.naive and not gate.passed else gate.result


def _without_fix(row: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the remedy, where nothing failed."""
    return (*row[:3], row[4])


def checks(evaluation: Evaluation) -> Iterator[Block]:
    """Yield every gate with its figure, its bound and its source."""
    if not evaluation.gates:
        return
    yield Heading("The checks")
    yield Text("Each must hold before an effect is shown.", "soft")
    rows: tuple[tuple[str, ...], ...] = tuple(
        (_result(gate), gate.rule, gate.said, "" if gate.passed else gate.fix, gate.source)
        for gate in sorted(evaluation.gates, key=lambda gate: (gate.passed, gate.naive))
    )
    header: tuple[str, ...] = ("Result", "Rule", "Found", "What would fix it", "Source")
    if all(gate.passed for gate in evaluation.gates):
        header, rows = _without_fix(header), tuple(_without_fix(row) for row in rows)
    yield Table("Checks of the design", header, rows)


def _estimate_row(item: Estimate, unit: str) -> tuple[str, ...]:
    name = f"{item.name} (main)" if item.primary else item.name
    reach = SUPPRESSED if item.low is None else f"{amount(item.low, unit)} to {amount(item.high, unit)}"
    return (
        name,
        item.estimand.value if item.causal else "not an effect",
        amount(item.effect, unit),
        SUPPRESSED if item.se is None else number(item.se),
        reach,
        f"{item.n_treated:,} / {item.n_comparison:,}",
    )


def _dot(item: Estimate, unit: str) -> dict[str, Any]:
    """Return an estimate as a row of a figure."""
    return {
        "name": item.name if item.causal else f"{item.name} (no effect)",
        "effect": item.effect,
        "low": item.low,
        "high": item.high,
        "words": amount(item.effect, unit),
        "shade": "main" if item.primary else "other" if item.causal else "not",
    }


def shown_estimates(evaluation: Evaluation) -> list[Estimate]:
    """Return the estimates that may be shown: all of them, or only those that claim no effect."""
    return list(evaluation.told_estimates)


def estimates(evaluation: Evaluation) -> Iterator[Block]:
    """Yield each applicable estimator's answer; of a refused study only what claims to be no effect."""
    shown, unit = shown_estimates(evaluation), evaluation.plan.outcome_unit
    if not shown:
        return
    yield Heading("Every estimate" if evaluation.shown else "A plain comparison, which is not an effect")
    if not evaluation.shown:
        yield Text(
            "It mixes what the program did with how the two groups differed. Do not use it to judge the program."
        )
    drawn = [_dot(item, unit) for item in shown if item.low is not None and item.high is not None]
    if evaluation.shown and len(drawn) > 1:
        words = "; ".join(f"{row['name']}: {row['words']}" for row in drawn)
        caption = "If sound methods disagree much, the answer hangs on the method. A cross marks what is not an effect."
        spec = figures.effects(
            drawn, f"effect on {evaluation.plan.outcome_called}", figures.axis_format(unit)
        )
        yield Figure(spec, f"{words}.", caption)
    notes = tuple(f"{item.name}: {item.note}" for item in shown if item.note)
    header = ("Estimate", "Of what", "Effect", "Standard error", "95% interval",
              f"{rows_called(evaluation.plan).capitalize()}, program / compared")  # fmt: skip
    yield Table("Estimates", header, tuple(_estimate_row(item, unit) for item in shown), (2, 3, 4, 5), notes)


def sensitivity(evaluation: Evaluation) -> Iterator[Block]:
    """Yield diagnostics, effects over time and subgroups."""
    if any(item.id not in FOR_SPECIALISTS for item in evaluation.told):
        yield Heading("How easily could this be wrong?")
        rows = tuple(
            (item.name, _with_unit(item.figure, item.unit), _with_unit(item.bound, item.unit), item.words)
            for item in evaluation.told
            if item.id not in FOR_SPECIALISTS
        )
        if rows:
            yield Table("Diagnostics", ("What", "Figure", "Worry at", "In words"), rows, (1, 2))
        yield from _at_the_line(evaluation)
        yield from (_details(item) for item in evaluation.told if len(item.rows) > 1)
    if evaluation.shown and evaluation.event_study:
        yield from _over_time(evaluation)
    if evaluation.shown and evaluation.subgroups:
        yield from _subgroups(evaluation)


def _at_the_line(evaluation: Evaluation) -> Iterator[Block]:
    """Yield the outcome by score on both sides of the line, where one decided."""
    plan = evaluation.plan
    rows = next((item.rows for item in evaluation.told if item.id == "at_the_line"), ())
    if not rows or plan.cutoff is None:
        return
    spec = figures.at_line(
        [dict(row) for row in rows], plan.cutoff, plan.running or "score", plan.outcome_called
    )
    words = f"Means of {plan.outcome_called} in steps of {plan.running}; the table holds the figures."
    yield Figure(spec, words, f"The dashed line stands at {plan.cutoff:,.6g}. The effect is the jump there.")


def _details(item: Diagnostic) -> Table:
    """Return the rows behind a diagnostic, at most the first forty."""
    header = tuple(dict.fromkeys(key for row in item.rows for key in row))
    rows = tuple(
        tuple(number(v) if isinstance(v := row.get(key), int | float) else str(v or "") for key in header)
        for row in item.rows[:SHOWN_LINES]
    )
    figures_in = tuple(i for i, key in enumerate(header) if isinstance(item.rows[0].get(key), int | float))
    return Table(item.name, tuple(key.replace("_", " ").capitalize() for key in header), rows, figures_in)


def _with_unit(value: float | None, unit: str) -> str:
    return number(value) if value is None or not unit else f"{number(value)} {unit}"


def _over_time(evaluation: Evaluation) -> Iterator[Block]:
    unit = evaluation.plan.outcome_unit
    rows = [row for row in evaluation.event_study if row.get("effect") is not None]
    yield Heading("The effect over time", 3)
    spec = figures.over_time(rows, f"effect on {evaluation.plan.outcome_called}")
    yield Figure(
        spec,
        "Effects by period; the table holds the figures.",
        "Before the dashed line there should be no effect.",
    )
    lines = [
        (f"{row['period']:g}".replace("-", MINUS), amount(row["effect"], unit),
         SUPPRESSED if row.get("low") is None else f"{amount(row['low'], unit)} to {amount(row['high'], unit)}")
        for row in rows
    ]  # fmt: skip
    yield Table("Effect by period", ("Period from the start", "Effect", "95% interval"), tuple(lines), (1, 2))


def _subgroups(evaluation: Evaluation) -> Iterator[Block]:
    unit, rows, few = evaluation.plan.outcome_unit, [], False
    for item in evaluation.subgroups:
        if min(item.n_treated, item.n_comparison) < SMALLEST_CELL:
            few = True
            rows.append((item.group, item.value, *[SUPPRESSED] * 4))
            continue
        people = f"{item.n_treated:,} / {item.n_comparison:,}"
        reach = f"{amount(item.low, unit)} to {amount(item.high, unit)}"
        rows.append(
            (item.group, item.value, amount(item.effect, unit), reach, number(item.p_adjusted), people)
        )
    yield Heading("Groups named in advance", 3)
    header = ("Group", "Value", "Effect", "95% interval", "p, corrected", "People")
    yield Table("Effects by group", header, tuple(rows), (2, 3, 4, 5), (FEW,) if few else ())


def rating(given: Rating) -> Iterator[Block]:
    """Yield each criterion of the rating with what it looked at."""
    yield Heading("How the evidence was rated")
    source = f"{given.rules} {given.rules_version}. {given.rules_source}."
    if given.agency:
        changed = ", ".join(given.agency_changed)
        source += f" Corrected by {given.agency} ({given.agency_reason}): {changed}."
    answers = {True: "yes", False: "NO", None: ""}
    rows = tuple(
        (answers[r.met], r.said, number(r.figure), number(r.bound), r.caps or "no limit", r.source)
        for r in given.reasons
        if r.met is not None
    )
    header = ("Met", "Criterion", "Figure", "Bound", "If not, at best", "Source")
    yield Table(f"Evidence rating: {given.level.value}", header, rows, (2, 3), (source,))


def _figures_of_a_shown_study(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return what could give away an effect that is refused."""
    if not evaluation.shown:
        return []
    unit = evaluation.plan.outcome_unit
    return [
        ("Smallest effect that could be found", amount(evaluation.minimum_detectable, unit)),
        ("Mean of those compared", amount(evaluation.comparison_mean, unit, level=True)),
    ]


def appendix(evaluation: Evaluation) -> Iterator[Block]:
    """Yield the plan, the warnings and the versions."""
    plan = evaluation.plan
    rows: list[tuple[str, str]] = [
        ("Question", plan.question),
        ("Outcome", plan.outcome + (f" ({plan.outcome_unit})" if plan.outcome_unit else "")),
        ("Treatment", plan.treatment),
        ("Design", plan.design.value),
        ("Estimand", plan.estimand.value),
        ("Covariates", ", ".join(plan.covariates)),
        ("Earlier outcomes", ", ".join(plan.pre_outcomes)),
        ("Assignment", plan.assignment or ""),
        ("Strata", plan.strata or ""),
        ("Cluster", plan.cluster or ""),
        ("Unit and time", ", ".join(filter(None, (plan.unit, plan.time, plan.first_treated)))),
        *_figures_of_a_shown_study(evaluation),
        ("Seed", str(plan.seed)),
        ("Opened by an expert", "yes" if evaluation.opened_by_expert else "no"),
        *(
            (f"{d.name} (for specialists)", f"{number(d.figure)}. {d.words}")
            for d in evaluation.told
            if d.id in FOR_SPECIALISTS
        ),
        *((f"Warning {i}", text) for i, text in enumerate(evaluation.warnings, 1)),
        *((f"Version of {name}", version) for name, version in evaluation.versions.items()),
    ]
    yield Heading("Technical appendix")
    yield Table(
        "Plan, warnings and versions",
        ("What", "Value"),
        tuple((a, b) for a, b in rows if b and b != SUPPRESSED),
    )
