"""The verdict in plain words: what was found, how sure, why we know it, what we do not know."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from gainful.engine.impact.amounts import DOLLARS, amount
from gainful.engine.impact.model import Design, Estimand, Evaluation
from gainful.engine.impact.nouns import rows_called
from gainful.engine.impact.rating import Level, Rating, rate
from gainful.engine.impact.refusals import Refusal, naive_refusals_of, refusals_of
from gainful.engine.rules import RatingRules


class Kind(StrEnum):
    """What can be said."""

    RAISED = "raised"
    LOWERED = "lowered"
    CANNOT_TELL = "cannot_tell"
    REFUSED = "refused"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The words of one evaluation; every list is in the order in which it should be read."""

    kind: Kind
    headline: str
    range: str
    because: str
    evidence: str
    unknown: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    naive: str
    """What is wrong with the plain difference between the groups, where it fails checks of its own."""
    expert: str
    rating: Rating

    @property
    def text(self) -> str:
        """All that is meant for everyone to read, as one text."""
        refused = [f"{item.plain} {item.fix_plain}".strip() for item in self.refusals]
        parts = [
            self.expert,
            self.headline,
            self.range,
            *refused,
            self.because,
            self.naive,
            self.evidence,
            *self.unknown,
        ]
        return "\n".join(part for part in parts if part)

    def to_json(self) -> dict[str, object]:
        """Return plain values, as in `docs/schema/evaluation.schema.json`."""
        return {
            "kind": self.kind.value,
            "headline": self.headline,
            "range": self.range,
            "because": self.because,
            "evidence": self.evidence,
            "unknown": list(self.unknown),
            "refusals": [item.to_json() for item in self.refusals],
            "naive": self.naive,
            "expert": self.expert,
            "text": self.text,
        }


_WHO = {
    Estimand.ITT: "for each person who was offered a place",
    Estimand.TOT: "for each person who took part because of the offer",
    Estimand.ATT: "for each person who took part",
    Estimand.ATE: "for each person in the study",
    Estimand.LATE: "for people who stood right at the line",
}
_BECAUSE = {
    Design.LOTTERY: "places were given by lottery. So both groups were alike at the start, but for luck.",
    Design.COMPARISON: (
        "we set people who took part beside people like them who did not. "
        "The two groups were made alike in what we could see from before the program."
    ),
    Design.DID: (
        "we saw how much things changed for people who took part. "
        "Then we took away the change for people who did not."
    ),
    Design.STAGGERED: (
        "the program began at different times for different groups. "
        "We set those who had it beside those who did not have it yet."
    ),
    Design.IV: (
        "chance gave some people a push to take part. We used only the part of the change that came from that push."
    ),
    Design.SYNTHETIC: (
        "we mixed groups without the program into one that looked the same before it began. "
        "Then we watched the two part ways."
    ),
    Design.DISCONTINUITY: (
        "a score and a line said who got in. We set people just over the line beside people who just missed it."
    ),
}
_WHERE = {
    Design.DID: (
        "we saw how much things changed where the program took place. Then we took away the change elsewhere."
    ),
    Design.STAGGERED: (
        "the program began at different times in different places. "
        "We set those that had it beside those that did not have it yet."
    ),
}
"""The same of places that are followed, not of people."""
_UNTRIED_DRAW = (
    "places are said to have gone by lottery. "
    "The file holds nothing from before, so this could not be checked."
)
_PUSH_GIVEN = (
    "some people got a push to take part. Among people alike in {given} we took it as chance. "
    "We used only the part of the change that came from that push."
)
_COMPARED = {
    Design.LOTTERY: "People who drew no place had",
    Design.COMPARISON: "People like them who did not take part had",
    Design.DISCONTINUITY: "People near the line who just missed it had",
}
_LEVEL = {
    Level.HIGH: "The evidence is strong (rated high).",
    Level.MODERATE: "The evidence is fair (rated moderate).",
    Level.LOW: "The evidence is weak (rated low).",
}


def verdict_of(evaluation: Evaluation, rules: RatingRules | None = None) -> Verdict:
    """Return the verdict; it never shows an effect that a gate refuses unless an expert opened it."""
    rating = rate(evaluation, rules)
    kind = _kind(evaluation)
    refusals = refusals_of(evaluation)
    weak = rating.level is Level.LOW
    shown = kind in {Kind.RAISED, Kind.LOWERED, Kind.CANNOT_TELL}
    return Verdict(
        kind=kind,
        headline=_headline(evaluation, kind, weak=weak),
        range=_range(evaluation, kind, weak=weak) if shown else "",
        because=_because(evaluation, weak=weak) if shown else "",
        evidence=_evidence(rating, kind),
        unknown=_unknown(evaluation, kind),
        refusals=refusals,
        naive=_naive(evaluation),
        expert=_expert(evaluation, len(refusals)),
        rating=rating,
    )


def _kind(evaluation: Evaluation) -> Kind:
    if [gate.id for gate in evaluation.failed] == ["pending"] and not evaluation.shown:
        return Kind.PENDING
    known = sum(arm.known for arm in evaluation.flow.arms)
    pending = sum(arm.pending for arm in evaluation.flow.arms)
    if pending and (not known or any(arm.pending and not arm.known for arm in evaluation.flow.arms)):
        return Kind.PENDING
    primary = evaluation.primary
    if not evaluation.shown or primary is None:
        return Kind.REFUSED
    if primary.low is not None and primary.low > 0:
        return Kind.RAISED
    if primary.high is not None and primary.high < 0:
        return Kind.LOWERED
    return Kind.CANNOT_TELL


_WAY = {Kind.RAISED: "up", Kind.LOWERED: "down"}


def _headline(evaluation: Evaluation, kind: Kind, *, weak: bool) -> str:
    outcome = f"“{evaluation.plan.outcome_called}”"
    if kind is Kind.PENDING:
        pending = sum(arm.pending for arm in evaluation.flow.arms)
        return f"It is too soon to say. The results of {pending:,} people are not in yet for {outcome}."
    if kind is Kind.REFUSED:
        return f"We do not show an effect on {outcome}. The data do not allow a fair test."
    if kind is Kind.CANNOT_TELL:
        return f"We cannot tell if the program made a difference to {outcome}."
    primary = evaluation.primary
    if primary is None:
        raise ValueError(f"An effect on {outcome} is said to be shown, but there is no primary estimate.")
    verb = "raised" if kind is Kind.RAISED else "lowered"
    size = amount(abs(primary.effect), evaluation.plan.outcome_unit)
    if weak:
        return (
            f"The evidence is too weak to act on. It hints that {outcome} went {_WAY[kind]} by about {size}."
        )
    if primary.dose:
        return f"One more unit of “{primary.dose}” {verb} {outcome} by about {size} for those whom the push moves."
    who = "where it took place" if evaluation.plan.speaks_of_places else _WHO[primary.estimand]
    if evaluation.plan.design is Design.IV:
        who = "for each person who took part because of the push"
    return f"The program {verb} {outcome} by about {size} {who}."


def _because(evaluation: Evaluation, *, weak: bool) -> str:
    """Say what the answer rests on; what is rated low is told as what was done, not as what is known."""
    words = _BECAUSE[evaluation.plan.design]
    if rows_called(evaluation.plan) != "people" or evaluation.plan.asks_others_each_time:
        words = _WHERE.get(evaluation.plan.design, words)
    if evaluation.plan.design is Design.IV and evaluation.plan.given:
        words = _PUSH_GIVEN.format(given=", ".join(f"“{name}”" for name in evaluation.plan.given))
    if evaluation.plan.design is Design.LOTTERY and not _draw_was_tried(evaluation):
        words = _UNTRIED_DRAW
    return f"What was done: {words}" if weak else f"We know this because {words}"


def _draw_was_tried(evaluation: Evaluation) -> bool:
    """Whether anything from before the draw was there to hold the lottery against."""
    return all(gate.tried and gate.figure is not None for gate in evaluation.gates if gate.id == "balance")


def _range(evaluation: Evaluation, kind: Kind, *, weak: bool) -> str:
    primary, unit = evaluation.primary, evaluation.plan.outcome_unit
    if primary is None:
        return ""
    if primary.low is None or primary.high is None:
        return f"Our best guess is {amount(primary.effect, unit)}. We could not work out how sure that is."
    ends = f"{amount(primary.low, unit)} and {amount(primary.high, unit)}"
    if kind is Kind.CANNOT_TELL:
        words = (
            f"Our best guess is {amount(primary.effect, unit)}. "
            f"But the true effect is likely somewhere between {ends}. "
            "That range has zero in it. This does not mean that there is no effect."
        )
        if evaluation.minimum_detectable is not None:
            least = amount(evaluation.minimum_detectable, unit)
            words += f" A study of this size can find only effects of about {least} or more."
        return words
    if weak:
        return f"The figures allow for anything between {ends}. The truth may well lie outside."
    words = f"The true effect is likely between {ends}."
    mean = evaluation.comparison_mean
    if mean is not None and evaluation.plan.design in _COMPARED:
        had = amount(mean, unit, level=True)
        words += f" {_COMPARED[evaluation.plan.design]} {had} on average{_percent(evaluation)}."
    return words


def _percent(evaluation: Evaluation) -> str:
    """Say the effect of a dollar amount as a percent of the comparison mean, where that is a plain thing to do."""
    mean, primary = evaluation.comparison_mean, evaluation.primary
    if mean is None or primary is None or mean <= 0 or evaluation.plan.outcome_unit.casefold() not in DOLLARS:
        return ""
    return f", so that is {100 * primary.effect / mean:+.0f}%"


def _evidence(rating: Rating, kind: Kind) -> str:
    if kind is Kind.PENDING:
        return "There is no rating yet."
    if kind is Kind.REFUSED:
        return "As it stands, this is no evidence for the program or against it (rated low)."
    words = _LEVEL[rating.level]
    if rating.provisional:
        words += " The rating may change when all results are in."
    return words


def _naive(evaluation: Evaluation) -> str:
    """Say why the plain difference is refused; its figure stays in the table, marked as no effect."""
    found = naive_refusals_of(evaluation)
    if not found:
        return ""
    return " ".join(["Do not just compare the two groups as they are.", *(item.plain for item in found)])


def _expert(evaluation: Evaluation, count: int) -> str:
    if not evaluation.opened_by_expert:
        return ""
    checks = "one check" if count == 1 else f"{count} checks"
    return f"Take care: {checks} failed. An expert chose to show this effect all the same. Do not act on it alone."


def _if_lost_differ(evaluation: Evaluation) -> list[str]:
    """Say how far the answer could move if one group kept its best or its worst (Lee 2009)."""
    row = next((d.rows[0] for d in evaluation.diagnostics if d.id == "lee_bounds"), None)
    if row is None:
        return []
    low, high = (
        amount(cast("float | None", row[end]), evaluation.plan.outcome_unit) for end in ("low", "high")
    )
    return [
        f"If the extra people that one group kept were its best or its worst, our best guess would be {low} or {high}."
    ]


def _unknown(evaluation: Evaluation, kind: Kind) -> tuple[str, ...]:
    """Return what the study does not know, the people first."""
    missing = sum(arm.missing for arm in evaluation.flow.arms)
    pending = sum(arm.pending for arm in evaluation.flow.arms)
    entered = sum(arm.entered for arm in evaluation.flow.arms)
    lines = []
    if missing:
        lines.append(
            f"We do not know what came of {missing:,} of {entered:,} {rows_called(evaluation.plan)}."
        )
        lines += _if_lost_differ(evaluation) if evaluation.shown else []
    if pending and kind is not Kind.PENDING:
        called = rows_called(evaluation.plan)
        lines.append(f"The results of {pending:,} {called} are not in yet. They count as neither yes nor no.")
    if kind in {Kind.REFUSED, Kind.PENDING}:
        return (*lines, "We do not know if the program helped, did harm or made no difference.")
    if evaluation.plan.design is not Design.LOTTERY:
        lines.append(
            "Something else may have changed at the same time where the program took place."
            if evaluation.plan.speaks_of_places
            else "The groups may still differ in ways that we cannot see, such as drive or health."
        )
    if evaluation.plan.design is Design.IV and evaluation.plan.given:
        lines.append("The push was not drawn, and it may work in other ways than by taking part.")
    if evaluation.plan.estimand is Estimand.ATT:
        where = (
            "in places that did not have it"
            if evaluation.plan.speaks_of_places
            else "for people who did not take part"
        )
        lines.append(f"We do not know what the program would do {where}.")
    if evaluation.plan.estimand is Estimand.LATE:
        lines.append("We do not know what the program would do for people whose score is far from the line.")
    if evaluation.plan.estimand is Estimand.TOT:
        lines.append("We do not know what it does for people who would take part in any case.")
    lines.append("It may work in another way for other people, in other places or at other times.")
    return tuple(lines)
