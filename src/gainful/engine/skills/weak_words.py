"""Which subjects a posting hardly asks for: one word said them, and they do not set the occupation apart.

"Inspect the truck" is no quality control, "trailers" no knowledge of transport. Such a line stays, as a guess that a
person confirms; until then it is no demand of the first day and no class is bought for it. Bounds are ours (assumption).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gainful.engine.competencies.model import Domain, Need, ProfileLine
from gainful.engine.competencies.typical import IMPORTANT_ABILITY, PECULIAR

FEW_WORDS = 2
"""Words of one expression ("vital signs", "read blueprints") that count as one word."""
_WORD = re.compile(r"[a-z0-9]+")
_ABOUT = frozenset({"skill", "skills", "ability", "abilities", "knowledge", "good", "strong", "basic", "and"})
GUESS = "guess"
_STEM = 4
"""Letters by which a word names an element: "math" and Mathematics, "program" and Programming."""


def with_weak_words(
    line: ProfileLine, expressions: Iterable[str], share_below: float, *, duty: bool, typical: bool
) -> ProfileLine:
    """Return a line of an O*NET element as strong as the words that it was read from.

    `expressions` are what names it; `share_below` is the share of occupations in which it matters less than here. Of one word alone it is no demand of
    the first day; where it does not set the occupation apart it is a guess. Who writes the element's own name
    ("mathematics") asks for it, but for a word inside a duty that is not even typical of the work.
    """
    if line.domain is Domain.ABILITY or not _is_one_word(line, expressions, strict=duty and not typical):
        return line
    need = Need.WE_TRAIN if line.need is Need.DAY_ONE else line.need
    apart = typical and share_below >= PECULIAR and (line.importance or 0.0) >= IMPORTANT_ABILITY
    return replace(line, need=need, confidence=line.confidence if apart else GUESS)


def _is_one_word(line: ProfileLine, expressions: Iterable[str], *, strict: bool) -> bool:
    said = {tuple(_WORD.findall(each.lower())) for each in expressions}
    if len(said) != 1:
        return False
    (words,) = said
    return 0 < len(words) <= FEW_WORDS and (strict or not _names(words, line.name))


def _names(words: Iterable[str], name: str) -> bool:
    own = {word[:_STEM] for word in _WORD.findall(name.lower()) if len(word) >= _STEM}
    return all(word[:_STEM] in own for word in words if word not in _ABOUT)
