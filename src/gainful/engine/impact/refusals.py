"""Each failed gate in plain words, beside its own rule, figure and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gainful.engine.impact.model import Evaluation, Gate


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a gate refuses: in words for everyone, then the rule with its figure and what would fix it."""

    gate: str
    plain: str
    fix_plain: str
    rule: str
    said: str
    fix: str
    source: str

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


_PLAIN = {
    "estimand": (
        "The question and the way to answer it do not fit.",
        "Ask for the effect on those who took part, or change the plan.",
    ),
    "overlap": (
        "Many people in one group have nobody like them in the other.",
        "Find people to compare with who are more like those who took part.",
    ),
    "balance": (
        "The two groups were not alike at the start.",
        "Find people to compare with who are more like those who took part.",
    ),
    "attrition": (
        "Too many people were lost, or more from one group than from the other.",
        "Find out what came of more people, most of all in the group that lost more.",
    ),
    "pre-periods": (
        "We know too little about the time before the program.",
        "Add at least two earlier periods.",
    ),
    "trends": (
        "The two groups were already moving apart before the program began.",
        "Choose a group that moved in the same way, or more years from before.",
    ),
    "dip": (
        "People joined right after a bad spell. Many would have done better with no program.",
        "Add earlier periods and compare with people who had the same bad spell.",
    ),
    "clusters": (
        "Too few whole groups were compared.",
        "Bring in more sites or classes.",
    ),
    "post-treatment": (
        "Something that the program itself may have changed was used to make the groups alike.",
        "Use only facts from before the program.",
    ),
    "placebo": (
        "The test finds an “effect” on the past, and the program cannot change the past.",
        "Find people to compare with who had the same past.",
    ),
    "instrument": (
        "The push to take part was too weak.",
        "Use a stronger push, or more people.",
    ),
    "size": (
        "There are too few people to say anything.",
        "Wait until more people have taken part.",
    ),
}
_OTHER = ("One check of the study failed.", "See the table of checks for what would help.")


def refusals_of(evaluation: Evaluation) -> tuple[Refusal, ...]:
    """Return every failed gate in the order in which it was checked."""
    return tuple(_refusal(gate) for gate in evaluation.failed)


def _refusal(gate: Gate) -> Refusal:
    name = gate.id.replace("_", "-")
    plain, fix = next((words for key, words in _PLAIN.items() if key in name), _OTHER)
    return Refusal(gate.id, plain, fix, gate.rule, gate.said, gate.fix, gate.source)
