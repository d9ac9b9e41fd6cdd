"""Whether schooling or a licence that words name is held: not what is begun, expired, hoped for or denied."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"\b(?:less than(?: an?)?|some|no|not|without|did(?:n(?:'|’)t| not) (?:complete|finish|graduate(?: from)?|earn|obtain|get)|never (?:completed|finished)|lacks?|working (?:toward|towards|on)(?: an?| my)?"
    r"|pursuing(?: an?| my)?|studying (?:for|towards?)(?: an?| my)?|enrolled in(?: an?| the)?|candidate for(?: an?)?|preparing for(?: the)?|seeking(?: an?)?|want(?:s|ing)? (?:to (?:get|earn)|a)(?: my)?|hope to (?:get|earn)(?: my)?"
    r"|coursework (?:toward|towards|in)(?: an?)?|credits? (?:toward|towards)(?: an?)?|left|dropped out of|attending|expired|lapsed|former|previous|in progress:?|expected:?|anticipated:?)\s+(?:(?:my|an?|the|of|for|state|active)\s+)*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^[^.;\n]{0,60}?(?:\bin[- ]progress\b|\bpending\b|\bexpected\b|\banticipated\b|\bexpir(?:ed|es in)\b|\blapsed\b|\brevoked\b|\bsuspended\b|\binactive\b|\bnot (?:completed?|finished|obtained|earned|received|current|renewed|yet|held)\b"
    r"|\bincomplete\b|\bunfinished\b|\bno (?:diploma|degree|certificate)\b|\bstudent\b|\bcandidate\b|\b(?:currently|still) (?:enrolled|attending|studying)\b|\bdid(?:n(?:'|’)t| not) (?:finish|graduate|complete)\b|\bdropped out\b|\bcoursework\b|\bto be completed\b|\bwill (?:complete|graduate|finish)\b|\bongoing\b|\bapplied for\b|\bscheduled\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;|\n]|,\s(?=[A-Z])")


def is_held(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) name something held; what is said of it in its own line decides."""
    first = max(text.rfind("\n", 0, start) + 1, start - 80)
    cuts = [m.end() for m in _CLAUSE.finditer(text[first:start])]
    before = text[first + (cuts[-1] if cuts else 0) : start]
    return not _BEFORE.search(before) and not _AFTER.match(text[end : end + 90])
