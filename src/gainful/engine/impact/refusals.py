"""Each failed gate in plain words, beside its own rule, figure and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from gainful.engine.impact.model import Evaluation, Gate
from gainful.engine.impact.nouns import rows_called


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

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


_LIKE = "Find people to compare with who are more like those who took part."
_PLAIN = {
    "estimand": (
        "The question and the way to answer it do not fit.",
        "Ask about the people for whom this way can answer.",
    ),
    "people": ("There are too few people to say anything.", "Wait until more people have taken part."),
    "pending": ("Too many results are not in yet.", "Wait until the records are in."),
    "overlap": ("Many people in one group have nobody like them in the other.", _LIKE),
    "effective_sample": ("Only a handful of people could be compared in the end.", _LIKE),
    "balance": ("The two groups were not alike at the start.", _LIKE),
    "left_out": (
        "The file knows more about people than was used, and in that the two groups differ.",
        "Use what else is known about people from before.",
    ),
    "attrition": (
        "Too many people were lost, or more from one group than from the other.",
        "Find out what came of more people, most of all in the group that lost more.",
    ),
    "unit_of_assignment": (
        "Whole groups were in or out, but people were counted one by one.",
        "Say which groups were in or out, so that they can be counted as groups.",
    ),
    "clusters": ("Too few whole groups were compared.", "Bring in more sites or classes."),
    "covariates_before_treatment": (
        "Something that the program itself may have changed was used to make the groups alike.",
        "Use only facts from before the program.",
    ),
    "placebo": (
        "The test finds an “effect” on the past, and the program cannot change the past.",
        "Find people to compare with who had the same past.",
    ),
    "history": (
        "We do not know how people did before the program.",
        "Add what they earned or did before they came.",
    ),
    "pre_periods": (
        "We know too little about the time before the program.",
        "Add at least two earlier periods.",
    ),
    "pre_trend": (
        "The two groups were moving apart before the program began.",
        "Choose a group that moved in the same way.",
    ),
    "earnings_dip": (
        "People joined right after a bad spell. Many would have done better with no program.",
        "Add earlier periods and compare with people who had the same bad spell.",
    ),
    "levels": (
        "The two groups stood on very different levels before the program.",
        "Compare with people on a like level.",
    ),
    "composition": (
        "The people asked after the start are of another kind than those asked before.",
        "Compare people of one kind, or follow the same people.",
    ),
    "donors": ("There are too few other groups to mix from.", "Add groups that did not have the program."),
    "first_stage": ("The push to take part was too weak.", "Ask what the offer did, for all who got one."),
    "fit": (
        "No mix of other groups looked the same before the program.",
        "Add groups that are more alike, or more periods.",
    ),
    "near_line": ("Too few people stand near the line.", "Wait until more people near the line are known."),
    "score_values": (
        "The scores are too rough to draw a line through.",
        "Give the scores as they were taken.",
    ),
    "line_decides": ("The line did not decide who got in.", "Check the score and the line."),
    "density": (
        "Far more people stand on one side of the line than on the other. Scores may have been pushed over it.",
        "Find out who could change a score.",
    ),
    "known_jump": (
        "People on the two sides of the line were not alike before the program.",
        "Find out what else changes at this line.",
    ),
    "line_place": (
        "Who gets in changes at another score than the one named.",
        "Give the line that was really used.",
    ),
    "placebo_line": (
        "The test finds a jump where there is no line.",
        "Look at people nearer the line, or at more people.",
    ),
}
_NOTHING_KNOWN = (
    "Nothing is known from before the program. So nobody can say if the groups were alike.",
    "Add facts from before the program, above all past pay.",
)
_OTHER = ("One check of the study failed.", "See the table of checks for what would help.")


def has_words(gate: str) -> bool:
    """Return whether a gate has plain words of its own."""
    return gate.removeprefix("naive_") in _PLAIN


def refusals_of(evaluation: Evaluation) -> tuple[Refusal, ...]:
    """Return every failed gate in the order in which it was checked."""
    return tuple(_refusal(gate, rows_called(evaluation.plan)) for gate in evaluation.failed)


def naive_refusals_of(evaluation: Evaluation) -> tuple[Refusal, ...]:
    """Return every gate that refuses the plain difference between the groups."""
    return tuple(_refusal(gate, rows_called(evaluation.plan)) for gate in evaluation.naive_failed)


def _refusal(gate: Gate, called: str) -> Refusal:
    name = gate.id.removeprefix("naive_")
    plain, fix = _NOTHING_KNOWN if name == "balance" and gate.figure is None else _PLAIN.get(name, _OTHER)
    if name == "people" and called != "people":
        plain = f"There are too few {called} to say anything this way."
        fix = "Use a design made for a few places."
    return Refusal(gate.id, plain, fix, gate.rule, gate.said, gate.fix, gate.source)
