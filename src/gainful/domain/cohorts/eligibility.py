"""What the answers to a cohort's rules amount to: eligible, not, or not known yet, with each reason in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import EligibilityRule, RuleAnswer, RuleKind, Says

CONDITIONS = frozenset({RuleKind.MUST, RuleKind.BARS})
"""Rules that decide whether somebody is eligible; the others say who is served first, and whom a floor counts."""


class Verdict(StrEnum):
    """What one rule, or all of them together, say."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule for one applicant: the verdict, and the words that explain it."""

    rule: EligibilityRule
    answer: RuleAnswer | None
    verdict: Verdict
    words: str

    @property
    def says(self) -> str:
        """What the applicant answered."""
        return self.answer.says if self.answer else Says.NOT_SAID


@dataclass(frozen=True, slots=True)
class Assessment:
    """All rules for one applicant."""

    lines: tuple[RuleLine, ...]
    priority: int
    """0 is served first; as many ranks as rules of priority were not met."""
    segment: str
    """The first segment that they belong to, empty where none."""

    @property
    def verdict(self) -> Verdict:
        """Not met where one condition is not, unknown where one is not known, else met; priority changes nothing."""
        held = {line.verdict for line in self.lines if line.rule.kind in CONDITIONS}
        return next((each for each in (Verdict.NOT_MET, Verdict.UNKNOWN) if each in held), Verdict.MET)

    @property
    def reasons(self) -> list[str]:
        """The words of every condition that is not met or not known."""
        return [
            line.words
            for line in self.lines
            if line.verdict is not Verdict.MET and line.rule.kind in CONDITIONS
        ]

    @property
    def is_barred(self) -> bool:
        """Whether a law or licence bars the applicant."""
        return any(line.rule.kind == RuleKind.BARS and line.verdict is Verdict.NOT_MET for line in self.lines)


def assess(
    rules: Iterable[EligibilityRule], answers: Mapping[UUID, RuleAnswer], needed_on: date
) -> Assessment:
    """Return what the answers (by rule) amount to; a proof has to hold on `needed_on`, the cohort's first day."""
    ordered = list(rules)
    lines = tuple(_line(rule, answers.get(rule.pk), needed_on) for rule in ordered)
    held = {line.rule.pk for line in lines if line.says == Says.YES and line.verdict is Verdict.MET}
    ranks = sorted({rule.rank or 1 for rule in ordered if rule.kind == RuleKind.PRIORITY})
    own = [rule.rank or 1 for rule in ordered if rule.kind == RuleKind.PRIORITY and rule.pk in held]
    segments = [rule.label for rule in ordered if rule.kind == RuleKind.SEGMENT and rule.pk in held]
    return Assessment(lines, ranks.index(min(own)) if own else len(ranks), segments[0] if segments else "")


def _line(rule: EligibilityRule, answer: RuleAnswer | None, needed_on: date) -> RuleLine:
    says = answer.says if answer else Says.NOT_SAID
    if rule.kind == RuleKind.BARS:
        return _barring(rule, answer, says)
    if says == Says.NOT_SAID:
        needed = rule.kind == RuleKind.MUST
        words = _("Not answered yet: %(question)s")
        return _made(rule, answer, Verdict.UNKNOWN if needed else Verdict.MET, words)
    if says == Says.NO:
        if rule.kind == RuleKind.MUST:
            return _made(rule, answer, Verdict.NOT_MET, _("This cohort needs a yes to: %(question)s"))
        return _made(rule, answer, Verdict.MET, _("No: %(question)s"))
    return _proved(rule, answer, needed_on)


def _barring(rule: EligibilityRule, answer: RuleAnswer | None, says: str) -> RuleLine:
    if says == Says.YES:
        words = _("%(law)s bars this work for whoever says yes to: %(question)s")
        return _made(rule, answer, Verdict.NOT_MET, words)
    if says == Says.NO:
        return _made(rule, answer, Verdict.MET, _("No: %(question)s"))
    return _made(rule, answer, Verdict.UNKNOWN, _("Not answered yet: %(question)s"))


def _proved(rule: EligibilityRule, answer: RuleAnswer | None, needed_on: date) -> RuleLine:
    if not rule.proof:
        return _made(rule, answer, Verdict.MET, _("Yes: %(question)s"))
    if answer is None or answer.proof_seen_on is None:
        words = _("Yes, and we still need to see: %(proof)s (%(question)s)")
        return _made(rule, answer, Verdict.UNKNOWN, words)
    if answer.proof_until is not None and answer.proof_until < needed_on:
        words = _("The proof holds only until %(day)s, before the first day: %(proof)s")
        return _made(rule, answer, Verdict.UNKNOWN, words, day=date_format(answer.proof_until))
    return _made(rule, answer, Verdict.MET, _("Yes, proof seen: %(question)s"))


def _made(
    rule: EligibilityRule, answer: RuleAnswer | None, verdict: Verdict, words: str, day: str = ""
) -> RuleLine:
    told = {"question": rule.question, "proof": rule.proof, "law": rule.law, "day": day}
    return RuleLine(rule, answer, verdict, words % told)
