"""Lines and sentences of a text, each with its place: every span slices back to its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span

LONGEST = 8_000
"""Characters of a line that are looked at together; no posting has a longer one, and patterns search each one whole."""
_LINE = re.compile(rf"[^\n]{{1,{LONGEST}}}(?=\s|$)|[^\n]{{1,{LONGEST}}}")
_BULLET = re.compile(r"^\s*(?:[-–—*+•·▪●◦‣∙○■□✓✔➢➤»>]+|\(?\d{1,2}[.)]|[a-z][.)])\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9$¿¡])|;\s+(?=[A-Za-z])|\s+[•·▪●|]\s+")
_ABBREVIATIONS = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sr|Jr|St|No|vs|approx|e\.g|i\.e|etc|Inc|Ltd|Co|Corp|hrs?|yrs?|min|max|Ave|Dept"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|a\.m|p\.m|U\.S))\.$"
)


_AMOUNT = re.compile(r"\d\s?(?:hrs?|yrs?|min)\.$")
"""A measure that ends a sentence: "Stand 10 hrs. Background check." """


def span_of(text: str, start: int, end: int) -> Span:
    """The span of text[start:end] without the white space at either end."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Span(start, end, text[start:end])


def lines(text: str) -> Iterator[Span]:
    """Every line that has a word in it, trimmed; one longer than any posting's is cut at a space."""
    for match in _LINE.finditer(text):
        span = span_of(text, match.start(), match.end())
        if span.text:
            yield span


_WHEN = re.compile(r",?\s*\bbefore (?:you|your|the|they|starting|any)\b.*", re.IGNORECASE)
_PAPER = re.compile(r"\b(?:certif|licen[sc]|permit\b|card\b)", re.IGNORECASE)


def without_when(text: str) -> str:
    """Return words of a paper that is asked for without when it is: "certified before you operate equipment"."""
    head = _WHEN.sub("", text)
    return head if _PAPER.search(head) else text


def is_bullet(line: str) -> bool:
    """Whether the line is an item of a list."""
    return _BULLET.match(line) is not None


def without_bullet(text: str, line: Span) -> Span:
    """The line after its bullet or number."""
    found = _BULLET.match(line.text)
    return span_of(text, line.start + found.end(), line.end) if found else line


def sentences(text: str, line: Span) -> Iterator[Span]:
    """The sentences of one line; abbreviations and initials do not end one."""
    start = line.start
    for match in _SENTENCE_END.finditer(line.text):
        before = line.text[max(0, match.start() - 12) : match.start()]
        if match.group().isspace() and _ABBREVIATIONS.search(before) and not _AMOUNT.search(before):
            continue
        piece = span_of(text, start, line.start + match.start())
        if piece.text:
            yield piece
        start = line.start + match.end()
    last = span_of(text, start, line.end)
    if last.text:
        yield last
