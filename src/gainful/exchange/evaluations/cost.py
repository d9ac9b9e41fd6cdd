"""A cost–benefit account as a report: the answer, who gains and who pays, what it hangs on, then the tables."""

from __future__ import annotations

from collections.abc import Iterator

from gainful.engine.cost_benefit import CostBenefit, Shape
from gainful.engine.cost_benefit.present import break_even_lines, inputs_of
from gainful.engine.cost_benefit.words import WIDE, dollars
from gainful.exchange.evaluations import figures
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

WHO = {
    "participant": "Participant",
    "employer": "Employer",
    "government": "Government budget",
    "others": "Others (donors, other workers)",
    "society": "Everyone together",
}
_SHAPES = {
    Shape.FIXED: "fixed",
    Shape.INTERVAL: "95% interval",
    Shape.RANGE: "least to most",
}


def cost_report_of(result: CostBenefit) -> Report:
    """Return the report of an account."""
    spec = result.spec
    money = f"{spec.currency_year} dollars" if spec.currency_year else "dollars"
    rate = f"{100 * spec.discount_rate:g}% a year"
    subtitle = f"Present value per participant in {money}, {rate} · {spec.participants:,} people"
    blocks = (
        _box(result),
        *_basis(result),
        Heading("What we do not know"),
        Points(result.unknown),
        *_who(result),
        *_hangs_on(result),
        *_tables(result),
        SignOff("I have read the answer, what is not known, and the figures that went in."),
    )
    foot = f"{spec.draws:,} draws, seed {spec.seed}. All figures are in costbenefit.json."
    return Report(spec.title or "Cost and benefit", subtitle, blocks, foot)


def _box(result: CostBenefit) -> Box:
    society = result.account("society")
    sure = max(society.chance_positive, 1 - society.chance_positive) >= WIDE and society.low != society.high
    parts = (
        Text(result.sentence, "lead"),
        Text(result.mvpf.words),
        *(Text(line) for line in break_even_lines(result)),
    )
    return Box("shown" if sure else "unsure", parts)


def _basis(result: CostBenefit) -> Iterator[Block]:
    spec = result.spec
    yield Heading("What this rests on")
    if spec.evidence:
        yield Text(f"The evidence for the effect is rated {spec.evidence}.")
    if spec.effect_source:
        yield Text(f"The effect comes from: {spec.effect_source}")
    if spec.later_years:
        only = result.observed_only
        yield Text(
            f"If the effect ended with the last year that was observed, everyone together would stand at "
            f"{dollars(only.estimate)} ({dollars(only.low)} to {dollars(only.high)})."
        )


def _who(result: CostBenefit) -> Iterator[Block]:
    yield Heading("Who gains, who pays")
    rows = [{"name": WHO[a.who], "value": a.estimate, "low": a.low, "high": a.high} for a in result.accounts]
    words = "; ".join(f"{WHO[a.who]}: {dollars(a.estimate)}" for a in result.accounts)
    caption = "Bars are the estimate; the thin line holds 95 of 100 draws. Left of zero is a loss."
    yield Figure(figures.bars(rows, "dollars per participant"), f"{words}.", caption)
    yield Table(
        "Present value per participant",
        ("Who", "Estimate", "95% of draws", "Draws above zero", "For all participants"),
        tuple(
            (WHO[a.who], dollars(a.estimate), f"{dollars(a.low)} to {dollars(a.high)}",
             f"{100 * a.chance_positive:.0f}%", dollars(a.estimate * result.spec.participants))
            for a in result.accounts
        ),
        (1, 2, 3, 4),
        ("Everyone together is the sum of the four. What one pays another cancels there.",),
    )  # fmt: skip


def _hangs_on(result: CostBenefit) -> Iterator[Block]:
    yield Heading("What the answer hangs on")
    if result.swings:
        ends = ((s.label, s.at_low, s.at_high) for s in result.swings[:12])
        spans = [(label, min(one, other), max(one, other)) for label, one, other in ends]
        rows = [{"name": name, "low": low, "high": high} for name, low, high in spans]
        words = "; ".join(f"{name}: {dollars(low)} to {dollars(high)}" for name, low, high in spans)
        caption = "How far everyone together moves as one figure goes from its low to its high end."
        yield Figure(figures.swings(rows, "dollars per participant, everyone together"), f"{words}.", caption)
    rates = tuple((f"{100 * rate:g}%", dollars(value)) for rate, value in result.by_rate)
    yield Table("Everyone together at other discount rates", ("A year", "Present value"), rates, (1,))


def _tables(result: CostBenefit) -> Iterator[Block]:
    yield Heading("Line by line")
    yield Table(
        "Present value of each line per participant",
        ("Line", "Participant", "Employer", "Government", "Others", "Everyone"),
        tuple(
            (r.label, *(dollars(v) for v in (r.participant, r.employer, r.government, r.others, r.society)))
            for r in result.ledger
        ),
        (1, 2, 3, 4, 5),
        ("A line of which one side pays the other adds to $0.",),
    )
    given = []
    for item in inputs_of(result.spec):
        reach = "—" if item.low is None or item.high is None else f"{item.low:,g} to {item.high:,g}"
        given.append((item.label, f"{item.estimate:,g}", reach, _SHAPES[item.shape], item.source or "—"))
    yield Table("What went in", ("Figure", "Estimate", "Low to high", "Kind", "Source"), tuple(given), (1, 2))
    ratio = result.mvpf
    yield Table(
        "Marginal value of public funds",
        ("What", "Value"),
        (
            ("Gain of people outside government", dollars(ratio.willingness_to_pay)),
            ("Net cost to government", dollars(ratio.net_cost)),
            ("Ratio", "no finite ratio" if ratio.estimate is None else f"{ratio.estimate:.2f}"),
            ("95% of draws", f"{_ratio(ratio.low)} to {_ratio(ratio.high)}"),
            ("Draws in which it pays for itself", f"{100 * ratio.pays_for_itself:.0f}%"),
        ),
        (1,),
    )


def _ratio(value: float | None) -> str:
    return "pays for itself" if value is None else f"{value:.2f}"
