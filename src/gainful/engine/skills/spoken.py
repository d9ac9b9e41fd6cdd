"""What the posting itself speaks of: O*NET elements by their words, each with its span and need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gainful.engine.competencies.model import Need, Span
from gainful.engine.skills.lexicon import HIGHER, LEXICON_SET, LOWER
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.sections import SectionKind

NEED_ORDER = {Need.DAY_ONE: 0, Need.WE_TRAIN: 1, Need.NICE: 2}
_MOST_SPANS = 3
_NEAR = 32
_OF_YEARS = re.compile(r"\b(?:years?|yrs?|months?)\b\.?['’]?[^.;,:]{0,60}$", re.IGNORECASE)
"""Before a word of the work that somebody is to have done for some time: the time is the demand, not the subject."""


@dataclass(slots=True)
class Spoken:
    """One element the posting names: where (up to three places), the strictest need, and a nudge to its level."""

    spans: list[Span]
    need: Need
    nudge: float = 0.0
    """Levels to add to the typical one: +0.5 for "advanced" and the like, -0.5 for "basic"."""
    confidence: str = "sure"
    words: set[str] = field(default_factory=set)
    """Every expression that names it, those behind the first of a sentence too."""


def spoken_elements(
    sentences: Iterable[tuple[SectionKind, Span]], taken: Sequence[Span] = ()
) -> dict[str, Spoken]:
    """O*NET elements named in sentences of requirements, duties and nice-to-have, by competency id.

    Words inside `taken` (names of credentials) say nothing here: an OSHA card asks for no head of security.
    """
    found: dict[str, Spoken] = {}
    read = list(sentences)
    lexicon = LEXICON_SET.within("\n".join(sentence.text for _, sentence in read))
    for kind, sentence in read:
        for element, pattern in lexicon.possible(sentence.text):
            noted = False
            for match in pattern.finditer(sentence.text):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                met = any(span.start < end and start < span.end for span in taken)
                if not met and not not_asked(sentence.text, match.start(), match.end()):
                    if not noted:
                        _note(found, element, kind, sentence, match.start(), match.end())
                    noted = True
                    found[element].words.add(match.group().lower())
    return found


def _note(
    found: dict[str, Spoken], element: str, kind: SectionKind, sentence: Span, start: int, end: int
) -> None:
    span = Span(sentence.start + start, sentence.start + end, sentence.text[start:end])
    need = need_near(sentence.text, start, end, kind)
    if need is Need.DAY_ONE and _OF_YEARS.search(sentence.text[:start]):
        need = Need.WE_TRAIN
    before = sentence.text[max(0, start - _NEAR) : start]
    nudge = 0.5 if HIGHER.search(before) else -0.5 if LOWER.search(before) else 0.0
    known = found.get(element)
    if known is None:
        found[element] = Spoken([span], need, nudge)
        return
    if NEED_ORDER[need] < NEED_ORDER[known.need]:
        known.need = need
    known.nudge = nudge if abs(nudge) > abs(known.nudge) else known.nudge
    if len(known.spans) < _MOST_SPANS:
        known.spans.append(span)
