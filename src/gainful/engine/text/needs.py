"""When something is needed: on the first day, after training, or only nice to have."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Need
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.section_words import SectionKind

_NICE = re.compile(
    r"\bpreferred\b|\bprefer\b|\ba (?:big |huge |definite |strong )?plus\b|nice to have|desir(?:ed|able)|\bideally\b|\bbonus\b"
    r"|helpful|an asset\b|\bnot required\b|advantage(?:ous)?\b",
    re.IGNORECASE,
)
_TRAIN = re.compile(
    r"will train|we train|train(?:ing)? (?:is |will be )?(?:provided|given|available|offered)|provide[sd]? (?:\w+ ){0,3}training"
    r"|we(?:'|’)?ll teach|will teach|learn on the job|on[- ]the[- ]job training|paid training|we(?: will|(?:\'|’)ll)? help you (?:get|earn|obtain|pass)|no experience (?:is )?(?:needed|necessary"
    r"|required)|within (?:the first )?(?:\d+|six|three|twelve|ninety|one) (?:days|months|year)|\bwe (?:will )?(?:provide|pay for|offer|cover|sponsor)s? (?:[\w-]+ ){0,6}(?:course|class|classes|training|certification|program|licen[cs]e|exam)"
    r"|willing(?:ness)? to (?:learn|obtain|get)"
    r"|(?:able|ability) to (?:obtain|get|earn)|must obtain|eager(?:ness)? to learn",
    re.IGNORECASE,
)
_DAY_ONE = re.compile(
    r"\bmust\b|\brequired\b|\brequires?\b|\bessential\b|\bmandatory\b|\bminimum\b|\bat least\b|\bneed(?:ed|s)? to (?:have|hold|be)\b"
    r"|\bcurrent(?:ly)?\b|\bvalid\b|\bactive\b|\bproven\b|\b\d+\+? years?\b",
    re.IGNORECASE,
)
_WORDS = PatternSet(((Need.NICE, _NICE), (Need.WE_TRAIN, _TRAIN), (Need.DAY_ONE, _DAY_ONE)))
_MUST = re.compile(r"\b(?:required|must)\b", re.IGNORECASE)
_OPENS = re.compile(r"[;,(]|\bbut\b")
_CLOSES = re.compile(r"[;,)]|\bbut\b")
_PART = re.compile(r"(^|[;,()])([^;,()]+)")
_JOINED = re.compile(r"\b(?:and|or)\b", re.IGNORECASE)
_LIST = 3
_NEAR = 1_000
"""Characters before and after some words that can say when they are needed."""


def need_of(sentence: str, kind: SectionKind | None = None) -> Need:
    """The need a sentence states: its own words first, then the part of the posting it stands in."""
    return _first(_said(sentence), kind)


def _said(words: str) -> set[Need]:
    """Each need that some words state."""
    return {need for need, pattern in _WORDS.possible(words) if pattern.search(words)}


def _first(said: set[Need], kind: SectionKind | None) -> Need:
    if Need.NICE in said:
        return Need.NICE
    if Need.WE_TRAIN in said:
        return Need.WE_TRAIN
    if kind is SectionKind.NICE:
        return Need.NICE
    if Need.DAY_ONE in said or kind is SectionKind.REQUIREMENTS:
        return Need.DAY_ONE
    return Need.WE_TRAIN


def need_near(sentence: str, start: int, end: int, kind: SectionKind | None = None) -> Need:
    """The need of words at [start, end) of a sentence: its own clause decides where the sentence has several."""
    first, sentence = max(0, start - _NEAR), sentence[max(0, start - _NEAR) : end + _NEAR]
    start, end = start - first, end - first
    left = max((m.end() for m in _OPENS.finditer(sentence[:start])), default=0)
    right = _CLOSES.search(sentence[end:])
    clause = sentence[left : end + right.start() if right else len(sentence)]
    said = _said(clause)
    if Need.NICE in said or Need.WE_TRAIN in said:
        return _first(said, kind)
    if Need.DAY_ONE in said and _MUST.search(clause):
        return Need.DAY_ONE
    return need_of(_without_asides(sentence, left), kind)


def _without_asides(sentence: str, own: int) -> str:
    """The sentence less what is wanted differently: brackets, and an item of a list that "and" or "or" does not join.

    "CDL, clean record, hazmat preferred" prefers one thing; "Word, Excel and Outlook preferred" three. `own` is where the
    clause begins that is asked about; it stays.
    """
    parts = list(_PART.finditer(sentence))
    listed = sum(part.group(1) in {"", ","} for part in parts) >= _LIST
    kept = []
    for part in parts:
        aside = part.group(1) == "(" or (listed and not _JOINED.search(part.group(2)))
        if (
            not aside
            or part.start(2) == own
            or not (_NICE.search(part.group(2)) or _TRAIN.search(part.group(2)))
        ):
            kept.append(part.group())
    return "".join(kept)
