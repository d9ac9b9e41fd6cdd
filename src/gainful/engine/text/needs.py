"""When something is needed: on the first day, after training, or only nice to have."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Need
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.section_words import SectionKind

_NICE = re.compile(
    r"\bpreferred\b|\bprefer\b|\ba (?:big |huge |definite |strong )?plus\b|\bplus\b(?=\s*(?:[.,;:)]|$|but\b))|nice to have|\bnice\b(?=\s*(?:[.,;)]|$))|desir(?:ed|able)|\bideally\b|\bbonus\b"
    r"|\bnice\b(?=,? but\b)|\bhandy\b|\+\s?\$\d|helpful|an asset\b|advantage(?:ous)?\b|\bappreciated\b|\bvalued\b|\bprized\b|would be (?:nice|gold|great|good)|welcome[.,;)]|\boptional\b|\brecommended\b|a bonus|\bhelps?\b(?=\s*(?:[.,;)]|but\b|$))|\buseful\b|\bextra\b(?=\s*(?:[.,;)]|$))|\bgood to have\b",
    re.IGNORECASE,
)
_WITHIN = r"(?:\d+|one|two|three|four|six|nine|twelve|ninety|thirty|sixty|a|an?|the|your)"
_TRAIN = re.compile(
    r"will train|we train|train(?:ing)? (?:is |will be )?(?:provided|given|available|offered|paid|included|on us)|provide[sd]? (?:\w+ ){0,3}training"
    r"|we(?:'|’)?ll (?:teach|show|train)|will teach|we (?:teach|show|send) you|we(?:'|’)?ll help|learn on the job|on[- ]the[- ]job training|paid training|we(?: will|(?:\'|’)ll)? help you (?:get|earn|obtain|pass)|no experience (?:is )?(?:needed|necessary"
    rf"|required)|\b(?:with)?in (?:the first |your first |his or her first |their first )?{_WITHIN}[- ]?(?:\w+ )?(?:days?|weeks?|wks?|months?|mos?|years?|yrs?)\b(?! (?:old|experience|of experience))|\bby (?:week|day|month) \w+"
    r"|\b(?:we|employer|district|company|agency|center|clinic|plant|city|county) (?:will )?(?:provides?|pays?|offers?|covers?|sponsors?|reimburses?)\b(?: for)?(?=[^.;\n]{0,60}\b(?:course|class|classes|training|certification|certificate|program|licen[cs]e|exam|card|permit|it|books?|fees?)\b|\s*(?:[.,;:)]|$))"
    r"|willing(?:ness)? to (?:learn|obtain|get|earn|become|take|train|complete|pursue)"
    r"|\b(?:or|and) (?:be )?(?:able|ability|eligible|can|ready) (?:to )?(?:obtain|get|earn|become|acquire)|\bor (?:can|start|take|earn|get|obtain|begin|eligible)\b|\bor \w+ (?:eligible|eligibility)\b"
    r"|(?:able|ability) to (?:obtain|get|earn)|must obtain|eager(?:ness)? to learn|obtained after hire|\bor (?:be |being |currently )?(?:in|enrolled in) (?:an? |the )?(?:\w+ ){0,2}(?:program|course|class|school)\b|\b(?:when|once|until)\b[^.;,]{0,60}\bin hand\b|after (?:hire|you start|starting)|once hired|\bon us\b|will be trained|are trained|is taught|(?<!self[- ])\btaught\b|trained here|given here|course (?:and exam )?paid|exam paid|(?:study support|classes? paid)",
    re.IGNORECASE,
)
_DAY_ONE = re.compile(
    r"\bmust\b|\brequired\b|\brequires?\b|\bessential\b|\bmandatory\b|\bminimum\b|\bat least\b|\bneed(?:ed|s)? to (?:have|hold|be)\b"
    r"|\bcurrent(?:ly)?\b|\bvalid\b|\bactive\b|\bproven\b|\b\d+\+? years?\b",
    re.IGNORECASE,
)
_NOT_ASKED = re.compile(
    r"\bnot (?:be )?(?:a |an )?(?:required|needed|necessary|expected|asked|essential|a must|must|mandatory|relevant|part of)\b|n(?:'|’)t (?:be )?(?:required|needed|necessary|expected|essential|a must|need|have to|matter|require)\b"
    r"|\b(?:does|do|is|are) not (?:need|require|matter)\b|\bunnecessary\b|\bnot applicable\b|\bno longer (?:required|needed)\b|\bmay (?:be )?substitut\w+|\bcan (?:be )?substitut\w+",
    re.IGNORECASE,
)
_NO_BEFORE = re.compile(
    r"(?:^|[\s(])(?:no|without(?: an?| any)?|never need(?:ed)?|zero)\s+(?:prior |previous |formal |specific )?(?:[\w/&'’-]+ ){0,3}$",
    re.IGNORECASE,
)
_NEED_NOT = re.compile(
    r"\b(?:do(?:es)?n(?:'|’)?t|do(?:es)? not|needn(?:'|’)?t|need not)\s+(?:(?:need|have)(?: to)? )?(?:be |have |hold |speak |know |own )?(?:an? |any |your |fluent )?(?:[\w/-]+ ){0,2}$",
    re.IGNORECASE,
)
"""Before what somebody is told they need not be, have or speak: "You don't have to speak French"."""
_NO_AFTER = re.compile(
    r"^\s*(?:\w+\s+){0,2}(?:[:?–—-]\s*|\s)(?:no\b|none\b|zero\b|not required|n/?a\b)(?!\s+(?:later|less|more|longer|later))",
    re.IGNORECASE,
)
_NO_ANSWER = re.compile(
    r"^[^\S\n]*[:?]?[^\S\n]*\n?[^\S\n]*(?:no|none|not required|not needed|not applicable|n/?a)[^\S\n]*(?:[.;\n]|$)",
    re.IGNORECASE,
)
_CONTINUES = re.compile(
    r"^[;,(—–-]+\s*(?:or|and|but)?\s*(?:willing|able|ability|can\b|to be|will\b|we\b|with(?:in| training)|obtain|get\b|earn|course|class|paid|training|exam|study|after|in (?:your|the) first|by (?:week|day)|required|preferred|desired|a (?:big )?plus|nice|helpful|not\b|optional)",
    re.IGNORECASE,
)
"""How a clause goes on that says when the thing before it is needed: "…, or willing to earn it: we pay"."""
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
    clause = sentence[left : _clause_end(sentence, end)]
    said = _said(clause)
    if Need.NICE in said or Need.WE_TRAIN in said:
        return _first(said, kind)
    if Need.DAY_ONE in said and _MUST.search(clause):
        return Need.DAY_ONE
    return need_of(_without_asides(sentence, left), kind)


def _clause_end(sentence: str, end: int) -> int:
    """Where the clause of words that end at `end` stops; what goes on about them belongs to it."""
    at = end
    while right := _CLOSES.search(sentence, at):
        if not _CONTINUES.match(sentence[right.start() :].lstrip(")") or ")"):
            return right.start()
        at = right.end()
    return len(sentence)


def not_asked(text: str, start: int, end: int) -> bool:
    """Whether a text says of the words at [start, end) that they are not needed: "CNA not needed", "no degree", "Clearance: No".

    Words that are only preferred are still asked for a little ("preferred but not required").
    """
    first = max(text.rfind("\n", 0, start), text.rfind(". ", 0, start), text.rfind("; ", 0, start)) + 1
    stop = re.search(r"[.;](?:\s|$)|\n", text[end : end + _NEAR])
    last = end + (stop.start() if stop else min(_NEAR, len(text) - end))
    sentence = text[first:last]
    if _NEED_NOT.search(text[max(first, start - 60) : start]):
        return True
    if _NO_ANSWER.match(text[end : end + 40]) or _NO_BEFORE.search(text[max(first, start - 40) : start]):
        return True
    left = max((m.end() for m in _OPENS.finditer(sentence[: start - first])), default=0)
    clause = sentence[left : _clause_end(sentence, end - first)]
    if _NICE.search(clause) or _TRAIN.search(clause):
        return False
    after = clause[end - first - left :]
    return _NOT_ASKED.search(after) is not None or _NO_AFTER.match(after) is not None


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
