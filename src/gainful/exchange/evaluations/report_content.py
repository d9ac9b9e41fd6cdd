"""The order of a report: the verdict, why we know it, what we do not know, the people, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from gainful import __version__
from gainful.engine.impact.amounts import amount
from gainful.engine.impact.model import Design, Evaluation
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.rating import Level
from gainful.engine.impact.verdict import Kind, Verdict, verdict_of
from gainful.engine.rules import RatingRules
from gainful.exchange.evaluations import figures, technical_tables
from gainful.exchange.evaluations.about import About, about_blocks, next_steps
from gainful.exchange.evaluations.blocks import (
    Block,
    Box,
    Figure,
    Heading,
    Points,
    Report,
    SignOff,
    Table,
    Text,
)

DESIGNS = {
    Design.LOTTERY: "lottery (random assignment)",
    Design.COMPARISON: "matched or weighted comparison",
    Design.DID: "difference in differences",
    Design.STAGGERED: "staggered start",
    Design.IV: "instrumental variable",
    Design.SYNTHETIC: "synthetic control",
    Design.DISCONTINUITY: "regression discontinuity",
}
_TONES = {Kind.RAISED: "shown", Kind.LOWERED: "shown", Kind.CANNOT_TELL: "unsure", Kind.REFUSED: "refused",
          Kind.PENDING: "pending"}  # fmt: skip


def report_of(
    evaluation: Evaluation,
    rules: RatingRules | None = None,
    *,
    verdict: Verdict | None = None,
    about: About | None = None,
) -> Report:
    """Return the report of an evaluation; `about` says of which program, by whom, when and on which file."""
    said = verdict or verdict_of(evaluation, rules)
    plan = evaluation.plan
    title = plan.question.strip() or f"The effect of “{plan.treatment}” on “{plan.outcome_called}”"
    people = sum(arm.entered for arm in evaluation.flow.arms)
    whom = rows_called(plan)
    subtitle = f"Outcome “{plan.outcome_called}” · {DESIGNS[plan.design]} · {people:,} {whom}"
    blocks = (
        _box(evaluation, said),
        *_why(said),
        *_unknown(said),
        *next_steps(said, evaluation),
        *about_blocks(about or About(), evaluation),
        *_people(evaluation),
        *technical_tables.alike(evaluation),
        *technical_tables.checks(evaluation),
        *technical_tables.estimates(evaluation),
        *technical_tables.sensitivity(evaluation),
        *technical_tables.rating(said.rating),
        *technical_tables.appendix(evaluation),
        SignOff("I have read the verdict, what is not known, and the checks above."),
    )
    return Report(title, subtitle, blocks, _foot(evaluation, said))


def _foot(evaluation: Evaluation, said: Verdict) -> str:
    rules = f"{said.rating.rules} {said.rating.rules_version} ({said.rating.rules_fingerprint})"
    return (
        f"Made with Gainful {__version__}, evidence rules {rules}, seed {evaluation.plan.seed}. "
        "All figures are in evaluation.json; reproduce.py makes them again from the data."
    )


def _box(evaluation: Evaluation, said: Verdict) -> Box:
    parts: list[Text | Points | Figure] = []
    if said.expert:
        parts.append(Text(said.expert, "warn"))
    parts.append(Text(said.headline, "lead"))
    if said.range:
        parts.append(Text(said.range))
        if (drawn := _effect_figure(evaluation)) is not None:
            parts.append(drawn)
    parts.append(Text(said.evidence))
    weak = said.kind in {Kind.RAISED, Kind.LOWERED} and said.rating.level is Level.LOW
    return Box("unsure" if weak else _TONES[said.kind], tuple(parts))


def _effect_figure(evaluation: Evaluation) -> Figure | None:
    primary, unit = evaluation.primary, evaluation.plan.outcome_unit
    if primary is None or primary.low is None or primary.high is None:
        return None
    words = f"{amount(primary.effect, unit)} ({amount(primary.low, unit)} to {amount(primary.high, unit)})"
    row = {"name": "Effect", "effect": primary.effect, "low": primary.low, "high": primary.high, "words": words,
           "shade": "main"}  # fmt: skip
    title = f"effect on {evaluation.plan.outcome_called}; 0 means no difference"
    ends = f"{amount(primary.low, unit)} to {amount(primary.high, unit)}"
    alt = f"A dot at {amount(primary.effect, unit)} with a line from {ends}."
    caption = "The dot is our best guess. The line is where the true effect likely is (95% interval)."
    return Figure(figures.effects([row], title, figures.axis_format(unit)), alt, caption)


def _why(said: Verdict) -> Iterator[Block]:
    if said.refusals:
        yield Heading("Why we do not show an effect" if said.kind is Kind.REFUSED else "Checks that failed")
        if said.kind is Kind.REFUSED:
            yield Text("Showing a figure would be worse than showing none: it could be far from the truth.")
        yield Points(tuple(f"{item.plain} {item.said}" for item in said.refusals))
        yield Heading("What would fix it", 3)
        yield Points(tuple(dict.fromkeys(item.fix_plain for item in said.refusals)))
    if said.because:
        yield Heading("What this rests on" if said.rating.level is Level.LOW else "How we know this")
        yield Text(said.because)
    if said.naive:
        yield Text(said.naive)
    held = said.rating.held_by
    if said.kind not in {Kind.PENDING, Kind.REFUSED} and held:
        yield Heading(f"Why the evidence is rated {said.rating.level.value}", 3)
        yield Points(tuple(reason.said for reason in held))


def _unknown(said: Verdict) -> Iterator[Block]:
    yield Heading("What we do not know")
    yield Points(said.unknown)


def _people(evaluation: Evaluation) -> Iterator[Block]:
    """Yield the flow of people: who entered, whose result is known, who is pending."""
    flow = evaluation.flow
    whom = rows_called(evaluation.plan)
    yield Heading(f"The {whom}")
    rows = [
        {"arm": arm.name, "state": state, "count": count, "order": order}
        for arm in flow.arms
        for order, (state, count) in enumerate(
            (("result known", arm.known), ("not in yet", arm.pending), ("not known", arm.missing))
        )
    ]
    words = "; ".join(
        f"{arm.name}: {arm.known:,} of {arm.entered:,} known, {arm.pending:,} not in yet, {arm.missing:,} not known"
        for arm in flow.arms
    )
    yield Figure(
        figures.people(rows, whom),
        f"{words}.",
        f"{whom.capitalize()} in each group. Hatched: results that are not in yet.",
    )
    notes = [f"Not used: {count:,} rows ({why})." for why, count in flow.dropped if count]
    if flow.overall_attrition is not None:
        apart = flow.differential_attrition
        notes.append(
            f"Lost: {100 * flow.overall_attrition:.1f}% of all {whom}"
            + ("." if apart is None else f"; the groups differ by {100 * abs(apart):.1f} percentage points.")
        )
    counts = [
        (a.name, f"{a.entered:,}", f"{a.known:,}", f"{a.pending:,}", f"{a.missing:,}") for a in flow.arms
    ]
    counts.append(
        (
            f"Analysed, of {flow.in_file:,} {'rows' if whom == 'people' else whom} in the file",
            "",
            f"{flow.analysed:,}",
            "",
            "",
        )
    )
    header = ("Group", "Entered", "Result known", "Not in yet", "Not known")
    yield Table(f"Flow of {whom}", header, tuple(counts), (1, 2, 3, 4), tuple(notes))
