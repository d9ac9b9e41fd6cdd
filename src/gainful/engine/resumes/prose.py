"""Jobs told in a sentence: "I was a picker at Amazon (2020-2023) and before that I drove a school bus from 2012 to 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.model import DateRange, ResumeJob
from gainful.engine.text.sentences import is_bullet, sentences, span_of

_LONG = 12
"""Words besides its dates that make a line a sentence rather than an entry's heading."""
_ENDS = r"(?=\s+(?:at|for|in|with|from|since|until|on|and|who)\b|\s*[.,;()]|\s*$)"
_WAS = re.compile(
    r"\b(?:(?i:(?:was|am|been|became|worked|working|served|employed|job|position)\s+(?:\w+\s+)?(?:as\s+)?(?:an?|the))\s+([A-Za-z][\w/-]*(?: [\w/-]+){0,4}?)"
    rf"|(?i:(?:was|am|been|became)(?:\s+the)?|(?:worked|working|served|employed)\s+(?:\w+\s+)?as)\s+([A-Z][\w/-]*(?: [A-Z][\w/-]*){{0,4}})){_ENDS}"
)
_DID = re.compile(rf"\bI\s+((?!was|am|have|had|hold|worked\b)[a-z]+(?: [\w/-]+){{1,4}}?){_ENDS}")
_FOR = re.compile(
    r"\b(?:at|for|with|in)\s+(?:the\s+)?([A-Z][\w&'’.-]*(?: (?:of |and |& )?[\w&'’-]+){0,4}?)(?=\s+(?:for|from|since|until|where|and|in)\b|\s*[.,;()]|\s*$)"
)


def told_in_prose(line: Span, ranges: Sequence[DateRange]) -> bool:
    """Whether a line with dates is running text: several ranges, or many words around one that say "I" or "was a"."""
    if not ranges or is_bullet(line.text):
        return False
    words = len(line.text.split()) - sum(len(found.span.text.split()) for found in ranges)
    if _WAS.search(line.text) is not None:
        return words >= _LONG
    return words >= _LONG and len(ranges) > 1 and _DID.search(line.text) is not None


def prose_jobs(text: str, line: Span, ranges: Sequence[DateRange]) -> Iterator[ResumeJob]:
    """A job for each range of which the sentence says what was done: before the range, else behind it."""
    begin = line.start
    ordered = sorted(ranges, key=lambda found: found.span.start)
    ends = [sentence.end for sentence in sentences(text, line)]
    for number, dates in enumerate(ordered):
        around = span_of(text, begin, dates.span.start)
        match = _last(_WAS, around.text) or _last(_DID, around.text)
        begin = dates.span.end
        if match is None:
            following = ordered[number + 1].span.start if number + 1 < len(ordered) else line.end
            end = min(following, next((each for each in ends if each >= dates.span.end), line.end))
            around = span_of(text, dates.span.end, end)
            match = _WAS.search(around.text)
            begin = end
        if match is None:
            continue
        group = match.lastindex or 1
        title = span_of(text, around.start + match.start(group), around.start + match.end(group))
        place = _FOR.search(around.text, match.end(group))
        employer = (
            span_of(text, around.start + place.start(1), around.start + place.end(1)) if place else None
        )
        first, last = min(title.start, dates.span.start), max(title.end, dates.span.end)
        yield ResumeJob(title, employer, dates, span_of(text, first, last))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
