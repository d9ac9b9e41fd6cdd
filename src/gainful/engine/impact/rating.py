"""How strong the evidence of one evaluation is, by rules that are shown with what they looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum

from gainful.engine.impact.model import Evaluation, Gate
from gainful.engine.rules import LEVELS, Criterion, RatingRules, load_rating_rules


class Level(StrEnum):
    """How far the evidence supports that the program caused the effect."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


_ORDER = {name: rank for rank, name in enumerate(LEVELS)}


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion with what it found; `met` is None where it does not apply or could not be looked at."""

    id: str
    met: bool | None
    said: str
    figure: float | None
    bound: float | None
    caps: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class Rating:
    """The level for one outcome with every reason, and the version of the rules that gave it."""

    outcome: str
    level: Level
    provisional: bool
    reasons: tuple[Reason, ...]
    rules: str
    rules_version: str
    rules_source: str
    rules_fingerprint: str
    agency: str = ""
    agency_reason: str = ""
    agency_changed: tuple[str, ...] = ()

    @property
    def held_by(self) -> tuple[Reason, ...]:
        """The criteria that were not met and hold the level where it is."""
        unmet = [r for r in self.reasons if r.met is False and r.caps]
        return tuple(r for r in unmet if r.caps == self.level.value)

    def to_json(self) -> dict[str, object]:
        """Return plain values, as in `docs/schema/evaluation.schema.json`."""
        return {
            **asdict(self),
            "level": self.level.value,
            "reasons": [asdict(reason) for reason in self.reasons],
            "agency_changed": list(self.agency_changed),
        }


Found = tuple[bool | None, float | None]


def rate(evaluation: Evaluation, rules: RatingRules | None = None) -> Rating:
    """Return the evidence rating: the best level that no unmet criterion forbids."""
    given = rules or load_rating_rules()
    reasons = tuple(_reason(criterion, evaluation) for criterion in given.criteria)
    caps = [_ORDER[reason.caps] for reason in reasons if reason.met is False and reason.caps]
    level = Level(LEVELS[min([2, *caps])])
    return Rating(
        outcome=evaluation.plan.outcome,
        level=level,
        provisional=any(reason.met is False and reason.id == "outcomes-in" for reason in reasons),
        reasons=reasons,
        rules=given.id,
        rules_version=given.version,
        rules_source=given.source,
        rules_fingerprint=given.fingerprint,
        agency=given.agency,
        agency_reason=given.agency_reason,
        agency_changed=given.changed,
    )


def _reason(criterion: Criterion, evaluation: Evaluation) -> Reason:
    met, figure = _looked_at(criterion, evaluation)
    said = criterion.fails if met is False else f"{criterion.words}."
    return Reason(
        criterion.id, met, said, figure, criterion.bound, criterion.caps, criterion.source, criterion.basis
    )


def _looked_at(criterion: Criterion, evaluation: Evaluation) -> Found:
    if criterion.when and evaluation.plan.design.value not in criterion.when:
        return None, None
    return _TESTS[criterion.test](criterion, evaluation)


def _design(criterion: Criterion, evaluation: Evaluation) -> Found:
    return evaluation.plan.design.value in criterion.of, None


def _matching(evaluation: Evaluation, names: tuple[str, ...]) -> list[Gate]:
    """Return the gates of those names that the effect rests on."""
    return [gate for gate in evaluation.gates if gate.id in names and not gate.naive]


def _gates(criterion: Criterion, evaluation: Evaluation) -> Found:
    left_out = {gate.id for gate in _matching(evaluation, criterion.excepted)}
    failed = [gate for gate in evaluation.failed if gate.id not in left_out]
    return not failed, float(len(failed))


def _gate(criterion: Criterion, evaluation: Evaluation) -> Found:
    found = _matching(evaluation, criterion.of)
    if not found:
        return None, None
    worst = next((gate for gate in found if not gate.passed), found[0])
    return all(gate.passed for gate in found), worst.figure


def _balance(criterion: Criterion, evaluation: Evaluation) -> Found:
    """Look at the largest difference that is left after weighting (before it, where nothing was weighted)."""
    left = [
        abs(value)
        for row in evaluation.balance
        if (value := row.smd_before if row.smd_after is None else row.smd_after) is not None
    ]
    if not left or criterion.bound is None:
        return False, None
    return max(left) <= criterion.bound, max(left)


def _balance_if_gate_failed(criterion: Criterion, evaluation: Evaluation) -> Found:
    failed = [gate for gate in _matching(evaluation, criterion.of) if not gate.passed]
    return _balance(criterion, evaluation) if failed else (None, None)


def _pre_periods(criterion: Criterion, evaluation: Evaluation) -> Found:
    before = sum(1 for row in evaluation.event_study if (row.get("period") or 0) < 0)
    known = max(len(evaluation.plan.pre_outcomes), before, _pre_period_gate(evaluation))
    return known >= (criterion.bound or 1), float(known)


def _pre_period_gate(evaluation: Evaluation) -> int:
    """Return how many earlier periods a gate of that name counted; panel data name no columns."""
    figures = [gate.figure for gate in _matching(evaluation, ("pre_periods",)) if gate.figure is not None]
    return int(max(figures, default=0))


def _covariates(criterion: Criterion, evaluation: Evaluation) -> Found:
    count = len(evaluation.plan.covariates)
    return count >= (criterion.bound or 1), float(count)


def _shown(_: Criterion, evaluation: Evaluation) -> Found:
    return evaluation.shown, None


def _interval(_: Criterion, evaluation: Evaluation) -> Found:
    primary = evaluation.primary
    if primary is None:
        return None, None
    return primary.low is not None and primary.high is not None, None


def _pending(criterion: Criterion, evaluation: Evaluation) -> Found:
    entered = sum(arm.entered for arm in evaluation.flow.arms)
    share = sum(arm.pending for arm in evaluation.flow.arms) / entered if entered else 0.0
    return share <= (criterion.bound or 0), share


def _diagnostic(criterion: Criterion, evaluation: Evaluation) -> float | None:
    return next((item.figure for item in evaluation.told if item.id in criterion.of), None)


def _at_least(criterion: Criterion, evaluation: Evaluation) -> Found:
    figure = _diagnostic(criterion, evaluation)
    return (None if figure is None or criterion.bound is None else figure >= criterion.bound), figure


def _at_most(criterion: Criterion, evaluation: Evaluation) -> Found:
    figure = _diagnostic(criterion, evaluation)
    return (None if figure is None or criterion.bound is None else figure <= criterion.bound), figure


def _checked(criterion: Criterion, evaluation: Evaluation) -> Found:
    """Look whether a gate had anything to look at."""
    found = _matching(evaluation, criterion.of)
    return bool(found) and all(gate.figure is not None for gate in found), None


_TESTS: dict[str, Callable[[Criterion, Evaluation], Found]] = {
    "design": _design,
    "gates": _gates,
    "gate": _gate,
    "checked": _checked,
    "balance": _balance,
    "balance-if-gate-failed": _balance_if_gate_failed,
    "pre-periods": _pre_periods,
    "covariates": _covariates,
    "shown": _shown,
    "interval": _interval,
    "pending": _pending,
    "diagnostic-at-least": _at_least,
    "diagnostic-at-most": _at_most,
}
