"""Which typical O*NET knowledge a duty speaks of, where no word of the lexicon names it, by the words of O*NET's tasks.

A word weighs for an element what the tasks it stands in say: how far the element stands out in their occupations'
importance ratings (scripts/train_duty_words.py; figures only). It can point at a line that is typical anyway, never add
one. Measured in docs/methods/reading-postings.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from gainful.engine.competencies.model import Span
from gainful.engine.skills.spoken import Spoken
from gainful.engine.text.needs import need_near
from gainful.engine.text.sections import SectionKind
from gainful.engine.text.sentences import span_of
from gainful.engine.text.word_vectors import dequantised, lines_of, skill_words

WEIGHTS = Path(__file__).parent / "data" / "duty_words.npz"
LEAST = 1.8
"""Standard deviations that the three strongest words of a clause must add up to; set by eye on 25 postings."""
STRONGEST = 3
CLAUSE = re.compile(r"[^,;.()]+")


@dataclass(frozen=True, slots=True)
class _DutyWords:
    place: dict[int, int]
    """Row of `weights` by row of the skill vocabulary."""
    weights: np.ndarray
    """float32 [words, elements]."""
    elements: dict[str, int]


def duty_elements(
    sentences: Sequence[tuple[SectionKind, Span]],
    typical: Collection[str],
    said: Collection[str] = (),
    taken: Sequence[Span] = (),
) -> dict[str, Spoken]:
    """For each `typical` element not `said` otherwise the duty that speaks of it most plainly, if one does.

    A clause speaks of one element only, be it said already; words inside `taken` (credentials, technologies) say nothing.
    """
    table = _duty_words()
    columns = [(element, table.elements[element]) for element in typical if element in table.elements]
    best: dict[str, tuple[float, Spoken]] = {}
    for kind, sentence in sentences if columns else ():
        if kind is not SectionKind.DUTIES:
            continue
        for match in CLAUSE.finditer(sentence.text):
            clause = span_of(sentence.text, *match.span())
            score, which = _strongest(clause.text, [column for _, column in columns], table)
            span = Span(sentence.start + clause.start, sentence.start + clause.end, clause.text)
            element = columns[which][0]
            if element in said or score < max(LEAST, best[element][0] if element in best else 0.0):
                continue
            if any(t.start < span.end and span.start < t.end for t in taken):
                continue
            need = need_near(sentence.text, clause.start, clause.end, kind)
            best[element] = (score, Spoken([span], need, confidence="likely"))
    return {element: spoken for element, (_, spoken) in best.items()}


def _strongest(clause: str, columns: list[int], table: _DutyWords) -> tuple[float, int]:
    """The best sum of a clause's strongest words and the place in `columns` that has it."""
    rows = {table.place.get(row, -1) for row in skill_words().read(clause).rows.tolist()} - {-1}
    if not rows:
        return 0.0, 0
    weights = table.weights[np.ix_(sorted(rows), columns)]
    totals = np.sort(weights, axis=0)[-STRONGEST:].sum(axis=0)
    which = int(np.argmax(totals))
    return float(totals[which]), which


@cache
def _duty_words() -> _DutyWords:
    with np.load(WEIGHTS) as table:
        vocabulary = skill_words().vocabulary
        place = {vocabulary[word]: row for row, word in enumerate(lines_of(table["words"]))}
        elements = {name: column for column, name in enumerate(lines_of(table["elements"]))}
        return _DutyWords(place, dequantised(table["weights"], table["scales"]), elements)
