"""Jobs told in a sentence: "I was a picker at Amazon (2020-2023) and before that I drove a school bus from 2012 to 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.model import DateRange, ResumeJob
from gainful.engine.text.sentences import is_bullet, span_of

_LONG = 12
"""Words besides its dates that make a line a sentence rather than an entry's heading."""
_ENDS = r"(?=\s+(?:at|for|in|with|from|since|until|on|and|who)\b|\s*[.,;()]|\s*$)"
_WAS = re.compile(
    rf"\b(?:was|am|been|became|worked|working|served|employed|job|position)\s+(?:as\s+)?(?:an?|the)\s+([A-Za-z][\w/-]*(?: [\w/-]+){{0,4}}?){_ENDS}",
    re.IGNORECASE,
)
_DID = re.compile(rf"\bI\s+((?!was|am|have|had|hold|worked\b)[a-z]+(?: [\w/-]+){{1,4}}?){_ENDS}")
_FOR = re.compile(
    r"\b(?:at|for|with|in)\s+(?:the\s+)?([A-Z][\w&'’.-]*(?: (?:of |and |& )?[\w&'’-]+){0,4}?)(?=\s+(?:for|from|since|until|where|and)\b|\s*[.,;()]|\s*$)"
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
    """A job for each range whose words before it, after the range before, say what was done."""
    begin = line.start
    for dates in sorted(ranges, key=lambda found: found.span.start):
        around = span_of(text, begin, dates.span.start)
        match = _last(_WAS, around.text) or _last(_DID, around.text)
        begin = dates.span.end
        if match is None:
            continue
        title = span_of(text, around.start + match.start(1), around.start + match.end(1))
        place = _FOR.search(around.text, match.end(1))
        employer = (
            span_of(text, around.start + place.start(1), around.start + place.end(1)) if place else None
        )
        yield ResumeJob(title, employer, dates, span_of(text, title.start, dates.span.end))


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)
