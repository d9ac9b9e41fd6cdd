"""Of which program a report tells, who ran it, when and on which file; and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date

from gainful.engine.impact.amounts import amount
from gainful.engine.impact.model import Design, Evaluation
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.rating import Level
from gainful.engine.impact.verdict import Kind, Verdict
from gainful.exchange.evaluations.blocks import Block, Heading, Points, Table


@dataclass(frozen=True, slots=True)
class About:
    """What only the person who runs an evaluation knows; what is empty is left out of the report."""

    program: str = ""
    site: str = ""
    cohort: str = ""
    run_by: str = ""
    run_on: date | None = None
    file: str = ""
    fingerprint: str = ""
    """SHA-256 of the file"""

    def to_json(self) -> dict[str, str | None]:
        """Return plain values."""
        return {**asdict(self), "run_on": None if self.run_on is None else self.run_on.isoformat()}


def about_blocks(about: About, evaluation: Evaluation) -> Iterator[Block]:
    """Yield a small table of what, who, when and on which file."""
    flow = evaluation.flow
    rows = [
        ("Program", about.program),
        ("Site", about.site),
        ("Cohort", about.cohort),
        ("Outcome", _outcome(evaluation)),
        ("Run by", about.run_by),
        (
            "Run on",
            "" if about.run_on is None else f"{about.run_on:%B} {about.run_on.day}, {about.run_on.year}",
        ),
        ("File", f"{about.file} ({flow.in_file:,} {rows_called(evaluation.plan)})" if about.file else ""),
        ("Fingerprint of the file", f"{about.fingerprint[:16]}…" if about.fingerprint else ""),
        ("Weights", _weights(evaluation)),
        ("Time line understood", evaluation.time_line.words),
    ]
    yield Heading("About this study")
    yield Table("Who ran it, when and on what", ("What", "Value"), tuple((a, b) for a, b in rows if b))


def _weights(evaluation: Evaluation) -> str:
    """Say by what people count; means and effects are then those of the people they stand for."""
    column = evaluation.plan.weight
    return f"By column {column}: each counts as the people they stand for." if column else ""


def _outcome(evaluation: Evaluation) -> str:
    plan = evaluation.plan
    unit = f", in {plan.outcome_unit}" if plan.outcome_unit else ""
    return (
        f"{plan.outcome_called} (column {plan.outcome}{unit})"
        if plan.outcome_label
        else f"{plan.outcome}{unit}"
    )


def next_steps(said: Verdict, evaluation: Evaluation) -> Iterator[Block]:
    """Yield what a reader can do now; of a refused study that is what would mend it, told where it is refused."""
    if said.kind is Kind.REFUSED:
        return
    yield Heading("What to do next")
    yield Points(tuple(_steps(said, evaluation)))


def _steps(said: Verdict, evaluation: Evaluation) -> Iterator[str]:
    if said.kind is Kind.PENDING:
        yield "Run this again, with the same settings, when the missing results are in."
        return
    if said.rating.provisional:
        yield "Run this again when all results are in; until then the answer may change."
    if said.kind is Kind.CANNOT_TELL:
        least = evaluation.minimum_detectable
        yield (
            f"Do not read this as “it does not work”. More {rows_called(evaluation.plan)} would narrow the range"
            + (
                "."
                if least is None
                else f": this study could find {amount(least, evaluation.plan.outcome_unit)} or more."
            )
        )
    drawn = evaluation.plan.design in {Design.LOTTERY, Design.IV}
    if rows_called(evaluation.plan) == "people" and (said.rating.level is Level.LOW or not drawn):
        yield "Before the next cohort: where more people apply than there are seats, draw the seats by lottery."
    if said.kind is Kind.RAISED and said.rating.level is not Level.LOW:
        yield "Set the gain beside what a place costs: gainful costbenefit."
        yield "Look at the same outcome again after a year, to see whether it lasts."
    if said.kind is Kind.LOWERED:
        yield "Ask what people gave up to take part, such as wages while in training, and look at a later period."
    yield "Have the person who signs below read what is not known and the checks."
