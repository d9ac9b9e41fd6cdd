"""Program metrics and performance scores as the data of `document.IndicatorsDocument`, and as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gainful.engine.indicators.precision import SMALL
from gainful.engine.indicators.program import Figure, SegmentFigures
from gainful.engine.indicators.retention import Curve, ReasonCurve
from gainful.engine.indicators.scores import Score
from gainful.exchange.outcome_files.present import tellable

FEW = 10
"""Below this many watched, a point of a curve is marked."""
PARTS = {"train": "training", "support": "support", "measure": "measuring"}


def figures_to_json(figures: Sequence[Figure]) -> list[dict[str, Any]]:
    """Return every program metric with its definition; what is missing says why."""
    return [_figure(figure) for figure in figures]


def segment_figures_to_json(segments: Sequence[SegmentFigures]) -> list[dict[str, Any]]:
    """Return the metrics of each segment with their gaps; definitions stand with those of everybody."""
    return [
        {
            "segment": of.segment,
            "program_metrics": [_figure(figure, with_words=False) for figure in of.figures],
        }
        for of in segments
    ]


def _figure(figure: Figure, *, with_words: bool = True) -> dict[str, Any]:
    metric = figure.metric
    body: dict[str, Any] = {"id": metric.id, "version": metric.version}
    if with_words:
        body |= {
            "name": metric.name,
            "definition": metric.definition,
            "population": metric.population,
            "lag": metric.lag,
            "citation": metric.citation,
            "choices_of_ours": metric.ours,
        }
    body |= {
        "unit": metric.unit,
        "value": figure.value,
        "interval_95": None if figure.low is None or figure.high is None else [figure.low, figure.high],
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "pending": figure.pending,
        "excluded": figure.excluded,
        "missing": figure.missing,
    }
    if figure.parts:
        body["parts"] = [{"name": p.name, "amount": p.amount, "share": p.share} for p in figure.parts]
    if figure.curve is not None:
        body["curve"] = _curve(figure.curve)
        body["reasons"] = [_reason(reason) for reason in figure.reasons]
    if figure.gap is not None:
        body["gap_to_others"] = {
            "difference": figure.gap.difference,
            "interval_95": [figure.gap.low, figure.gap.high],
            "least_difference": figure.gap.least_difference,
        }
    return body


def _curve(curve: Curve) -> dict[str, Any]:
    return {
        "people": curve.people,
        "left": curve.left,
        "median_time": curve.median,
        "points": [
            {
                "time": point.time,
                "share": point.share,
                "interval_95": [point.low, point.high],
                "at_risk": point.of.at_risk,
                "left": point.of.left,
                "lost_from_sight": point.of.lost,
            }
            for point in curve.points
        ],
    }


def _reason(reason: ReasonCurve) -> dict[str, Any]:
    return {
        "reason": reason.reason,
        "left": reason.left,
        "points": [
            {"time": time, "share": share, "interval_95": [low, high]}
            for time, share, low, high in reason.points
        ],
    }


def figure_lines(figures: Sequence[Figure]) -> list[str]:
    """Return what was measured, a line each, then what was not and what it would need."""
    there = [figure for figure in figures if not figure.missing.startswith("Not measured")]
    absent = [figure for figure in figures if figure.missing.startswith("Not measured")]
    lines = ["", "The program: what happened, not what it caused"]
    for figure in there:
        lines += [f"  {figure.metric.name:49} {_said(figure)}", *_curve_lines(figure)]
    if absent:
        lines += ["  Not measured:"]
        lines += [f"    {f.metric.name}: needs {f.metric.needs}." for f in absent]
    return lines


def segment_lines(segments: Sequence[SegmentFigures]) -> list[str]:
    """Return the metrics by segment, a line each, with the gap to everybody else."""
    lines = ["", "The program by segment: what happened, not what it caused"]
    for of in segments:
        lines += ["", f"{of.segment}:"]
        lines += [
            f"  {f.metric.name:49} {_said(f)}{_gap(f)}"
            for f in of.figures
            if not f.missing.startswith("Not m")
        ]
    return [*lines, "", FOR_EVERYBODY]


FOR_EVERYBODY = (
    "Costs and the mix of money are told for everybody only: the costs file does not say for whom."
)


def _gap(figure: Figure) -> str:
    """Return the gap to all others; where it may be luck, what groups of this size could tell."""
    apart = figure.gap
    if apart is None:
        return ""
    shares = figure.metric.unit == "share"
    said = f"{apart.difference * 100:+.1f} points" if shares else f"{_signed(apart.difference)}"
    ends = (
        f"{apart.low * 100:+.1f} to {apart.high * 100:+.1f}"
        if shares
        else f"{_signed(apart.low)} to {_signed(apart.high)}"
    )
    small = (figure.denominator or 0) < SMALL
    least = apart.least_difference
    could = f"; {tellable(least)}" if least is not None and (small or apart.low <= 0 <= apart.high) else ""
    return f"; {said} against all others ({ends}{could})"


def _signed(dollars: float) -> str:
    return f"{'-' if dollars < 0 else '+'}${abs(dollars):,.0f}"


def _curve_lines(figure: Figure) -> list[str]:
    """Return the curve at a few times with who was still watched, and why people had left by the end."""
    if figure.curve is None:
        return []
    unit = figure.metric.times_in
    told = [(time, figure.curve.at(time)) for time in figure.metric.times]
    lines = [
        f"      after {time:3} {unit}: {point.share:6.1%} still there; "
        f"{figure.curve.watched(time):,} watched until then{_few(figure.curve.watched(time))}"
        for time, point in told
        if point is not None
    ]
    whys = [f"{reason.reason} {reason.points[-1][1]:.1%}" for reason in figure.reasons]
    return [*lines, *([f"      left by the end of the watch: {', '.join(whys)}"] if whys else [])]


def _few(watched: int) -> str:
    return ": too few to rely on" if watched < FEW else ""


def _said(figure: Figure) -> str:
    waiting = f"; {figure.pending:,} pending" if figure.pending else ""
    if figure.parts:
        shares = [f"{PARTS[p.name]} {p.share:.1%}" for p in figure.parts if p.share is not None]
        return ", ".join(shares)
    if figure.value is None:
        return f"{figure.missing}{waiting}"
    text = _amount(figure, figure.value)
    if figure.curve is not None:
        text += f" (of {figure.curve.people:,}, {figure.curve.left:,} have left)"
    elif figure.numerator is not None and figure.metric.unit == "share":
        text += f" ({figure.numerator:,} of {figure.denominator:,})"
    elif figure.denominator is not None and figure.numerator is None:
        text += f" ({figure.denominator:,} counted)"
    if figure.low is not None and figure.high is not None:
        text += f", 95% interval {_amount(figure, figure.low)} to {_amount(figure, figure.high)}"
    return text + waiting


def _amount(figure: Figure, value: float) -> str:
    if figure.metric.unit == "share":
        return f"{value:.1%}"
    sign = "-" if value < 0 else ""
    return f"{sign}${abs(value):,.0f}"


def scores_to_json(scores: Sequence[Score]) -> list[dict[str, Any]]:
    """Return performance scores; percent is cut to a tenth, a fail is true, false or (not known, not judged) null."""
    return [
        {
            "kind": score.kind,
            "program": score.program,
            "indicator": score.indicator,
            "percent": None if score.percent is None else float(score.percent),
            "floor_percent": float(score.floor * 100),
            "averages": score.of,
            "pending": score.pending,
            "fails": score.fails,
            "judged": score.judged,
        }
        for score in scores
    ]


def score_lines(scores: Sequence[Score]) -> list[str]:
    """Return the scores with their floors, failures marked."""
    lines = ["", "Scores against adjusted levels (20 CFR 677.190)"]
    for score in scores:
        name = {
            "individual": score.indicator,
            "program": "overall program score",
            "indicator": f"overall {score.indicator}",
        }
        said = "not known yet" if score.percent is None else f"{score.percent}%"
        mark = " FAILS" if score.fails else ("" if score.judged else " (not judged in this program year)")
        waiting = f"; {score.pending:,} pending" if score.pending else ""
        floor = f"floor {float(score.floor * 100):.0f}%"
        lines.append(
            f"  {score.program or 'everybody':24} {name[score.kind]:36} {said:>8}, {floor}{mark}{waiting}"
        )
    return lines
