"""Indicators and program metrics worked out of loaded tables, and the data of them: terminal, page and API ask here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gainful.engine.indicators import (
    Coverage,
    Group,
    coverage_of,
    needed,
    outcomes,
    program_year,
    summarise,
    with_evidence,
    with_median_interval,
)
from gainful.engine.indicators.program import (
    Asked,
    Figure,
    SegmentFigures,
    metrics_by_segment,
    program_metrics,
    tell,
)
from gainful.engine.indicators.program.publishing import PublishableMetrics, publishable_metrics
from gainful.engine.indicators.publishing import MOST_SEGMENTS, Earlier
from gainful.engine.indicators.scores import Score
from gainful.engine.indicators.summary import within
from gainful.engine.tables import kept
from gainful.exchange.outcome_files import present, present_program, present_published
from gainful.exchange.outcome_files.document import IndicatorsDocument
from gainful.exchange.outcome_files.reading import Loaded
from gainful.exchange.tables.errors import UnreadableColumns

NO_CURVES = "Curves and reasons for leaving are left out: a step of them can be a single person."


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the tables: the day, the exits that count, the windows, and what is compared."""

    as_of: date
    by: str | None = None
    """The words for the column of the participants that groups are compared by."""
    exits_from: date | None = None
    exits_to: date | None = None
    program_year: int | None = None
    """For skill gains: the July that it begins in; the one of `as_of` where none is given."""
    wages_from: int | None = None
    wages_through: int | None = None
    wage_lag_days: int = 30
    weeks: int = 13
    days: int = 180
    metrics: tuple[str, ...] = ()
    scored: bool = False
    """Whether performance scores are worked out too, which need every column."""

    @property
    def year(self) -> tuple[date, date]:
        """First and last day of the program year that skill gains are counted in."""
        return program_year(date(self.program_year, 7, 1) if self.program_year else self.as_of)


@dataclass(frozen=True, slots=True)
class Answer:
    """The outcomes that count and what they come to: of everybody first, then by segment."""

    question: Question
    coverage: Coverage
    found: Any
    """The table of outcomes, within the exits that were asked for."""
    groups: list[Group]
    told: Any
    figures: Sequence[Figure]
    parts: list[SegmentFigures]
    notes: list[str]

    @property
    def by(self) -> str | None:
        """The column of the table that segments are made by."""
        return "segment" if self.question.by else None


def covered(question: Question, loaded: Loaded) -> Coverage:
    """Return which quarters are in: as the question says, else as a store of wage records knows."""
    first, last = loaded.wages_in or (None, None)
    first = first if question.wages_from is None else question.wages_from
    last = last if question.wages_through is None else question.wages_through
    return coverage_of(loaded.inputs.wages, question.as_of, first, last, question.wage_lag_days)


def work_out(question: Question, loaded: Loaded) -> Answer:
    """Return indicators and metrics of loaded tables."""
    coverage, by = covered(question, loaded), ("segment" if question.by else None)
    wanted = question.metrics
    rows = within(
        outcomes(loaded.inputs, question.as_of, coverage, question.year),
        question.exits_from,
        question.exits_to,
    )
    found = kept(rows if wanted or question.scored else needed(rows, by))
    groups = summarise(found, by=by)
    groups[0] = with_median_interval(groups[0], found)
    asked = Asked(question.as_of, coverage, question.weeks, question.days)
    told = tell(found, loaded.inputs, loaded.extras, asked, wanted, by if wanted else None)
    figures = program_metrics(found, loaded.inputs, loaded.extras, groups[0], asked, wanted, told)
    names = [group.segment or "" for group in groups[1:]]
    parts = metrics_by_segment(told, names, wanted) if wanted and by else []
    return Answer(question, coverage, found, groups, told, figures, parts, list(loaded.notes))


def with_basis(answer: Answer) -> list[Group]:
    """Return the groups with what each figure rests on: wage records, or which supplemental evidence."""
    return with_evidence(answer.groups, answer.found, answer.by)


def report_document(
    answer: Answer, groups: Sequence[Group] | None = None, scores: Sequence[Score] = ()
) -> IndicatorsDocument:
    """Return everything that was counted."""
    question = answer.question
    body = present.indicators_to_json(
        with_basis(answer) if groups is None else groups,
        as_of=question.as_of,
        coverage=answer.coverage,
        year=question.year,
        by=question.by,
        notes=answer.notes,
    )
    body["program_metrics"] = present_program.figures_to_json(answer.figures)
    _join(body, present_program.segment_figures_to_json(answer.parts))
    body["performance_scores"] = present_program.scores_to_json(scores)
    return IndicatorsDocument.from_json(body)


def publishable_of(answer: Answer, earlier: Sequence[Earlier] = ()) -> PublishableMetrics:
    """Return which of its counts may be given away after earlier releases; UnreadableColumns of too many groups."""
    if (groups := len(answer.groups) - 1) > MOST_SEGMENTS:
        raise UnreadableColumns(
            f"There are {groups:,} groups in this comparison. At most {MOST_SEGMENTS} can be protected together: "
            "choose one with fewer, larger groups, or nobody's figures apart."
        )
    return publishable_metrics(answer.found, answer.told, by=answer.by, earlier=earlier)


def published_document(
    answer: Answer, notes: Sequence[str] = (), safe: PublishableMetrics | None = None
) -> IndicatorsDocument:
    """Return what may be given away of it, counts that are small or give one back taken out."""
    question = answer.question
    safe = safe or publishable_of(answer)
    body = present.indicators_to_json(
        answer.groups,
        as_of=question.as_of,
        coverage=answer.coverage,
        year=question.year,
        by=question.by,
        notes=[*notes, *([NO_CURVES] if answer.figures else ())],
    )
    body["program_metrics"] = present_published.masked_metrics(
        present_program.figures_to_json(answer.figures), None, safe
    )
    body["performance_scores"] = []
    parts = present_program.segment_figures_to_json(answer.parts)
    _join(
        body,
        [
            part
            | {
                "program_metrics": present_published.masked_metrics(
                    part["program_metrics"], part["segment"], safe
                )
            }
            for part in parts
        ],
    )
    return IndicatorsDocument.from_json(present_published.masked(body, safe.counts))


def _join(body: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    """Put the metrics of each segment beside its indicators."""
    of = {part["segment"]: part["program_metrics"] for part in parts}
    for segment in body.get("segments", ()):
        segment["program_metrics"] = of.get(segment["segment"], [])
