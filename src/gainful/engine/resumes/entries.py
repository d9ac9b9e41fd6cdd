"""Work-history entries of a résumé: which line is the title, which the employer, where each entry ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import Span
from gainful.engine.credentials.schooling import schooling_level
from gainful.engine.resumes.dates import date_ranges
from gainful.engine.resumes.model import DateRange, ResumeJob
from gainful.engine.resumes.prose import prose_jobs, told_in_prose
from gainful.engine.text.sentences import is_bullet, lines, span_of

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_HEADINGS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^[\W_]*(?:{pattern})[\W_]*$", re.IGNORECASE))
    for kind, pattern in (
        (
            "work",
            r"(?:work|professional|employment|relevant|career|other|additional|military)?\s*(?:experience|history|employment|background|career history|service)|work|employment|jobs|positions held|volunteer(?:ing)?(?: experience| work)?|internships?",
        ),
        (
            "education",
            r"education(?: (?:and|&) (?:training|certifications?))?|academic (?:background|history)|schooling|training",
        ),
        (
            "skills",
            r"(?:technical |key |core |computer |professional |special )?(?:skills|competenc(?:ies|y)|proficienc(?:ies|y)|strengths)(?: (?:and|&) (?:abilities|tools|strengths))?|tools|technologies|languages",
        ),
        (
            "credentials",
            r"(?:licen[cs]es?|certifications?|certificates|credentials)(?:\s*(?:and|&|/)\s*(?:licen[cs]es?|certifications?|training))?",
        ),
        ("summary", r"(?:professional |career )?(?:summary|profile|objective)|about(?: me)?"),
        (
            "other",
            r"references?|awards?(?: (?:and|&) \w+)?|interests|hobbies|projects|publications|contact(?: information)?|affiliations|memberships",
        ),
    )
)
_LABEL = re.compile(r"([A-Za-z][A-Za-z &/]{2,40}):\s+(?=\S)")
"""A heading with its part on the same line: "Licenses: CDL A"."""
_EMPLOYER = re.compile(
    r"\b(?:inc|llc|ltd|corp|co|company|corporation|hospital|airlines?|airways|school|schools|university|college|centers?|clinic|group|stores?"
    r"|restaurant|hotel|inn|bank|county|city of|department of|district|services|systems|foods|logistics|manufacturing|industries|motors|medical|health"
    r"|nursing home|care home|church|army|navy|marines|air force|walmart|amazon|target|costco|mcdonald'?s|starbucks|ups|fedex|usps|home depot|lowe'?s|kroger|delta)\b\.?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"^[A-Z][\w .'-]+,\s*(?:[A-Z]{2}|[A-Z][a-z]+)$|^remote$", re.IGNORECASE)
_STATE_END = re.compile(r",?\s*\b[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)?,\s?[A-Z]{2}\b\s*$")
_SPLIT = re.compile(r"\s+(?:\||–|—|-|•|·|@)\s+|\t+|\s{3,}|\s*\|\s*|,\s+|\s+\bat\b\s+|\s*[;/]\s+")
_SAID = re.compile(
    r"\b(?:worked|work|working|employed|served|experience)\s+(?:for \d+ years )?as (?:an? )?([a-z][\w /-]{2,40}?)(?= (?:at|for|in|with|from|since)\b|[.,;\n]|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def _title_words(reference: Reference) -> tuple[frozenset[str], frozenset[str]]:
    """Every known title in small letters, and the last words that at least eight of them share."""
    known = frozenset(t.lower() for t in reference.titles.title)
    last = Counter(
        t.split("(")[0].split(",")[0].split()[-1] for t in known if t.split("(")[0].split(",")[0].strip()
    )
    return known, frozenset(word for word, count in last.items() if count >= 8 and word.isalpha())


def section_of(line: str) -> str | None:
    """The part of a résumé that a heading line opens, None for other lines."""
    if len(line) > 45 or is_bullet(line):
        return None
    return next((kind for kind, pattern in _HEADINGS if pattern.match(line)), None)


def sectioned(text: str) -> list[tuple[str, Span]]:
    """Every line with the part it stands in ("" before the first heading); headings are left out."""
    found: list[tuple[str, Span]] = []
    kind = ""
    for line in lines(text):
        heading = section_of(line.text)
        label = _LABEL.match(line.text)
        if heading is not None:
            kind = heading
        elif label and (labelled := section_of(label.group(1))):
            kind = labelled
            found.append((kind, span_of(text, line.start + label.end(), line.end)))
        else:
            found.append((kind, line))
    return found


def work_entries(text: str, as_of: date, reference: Reference) -> list[ResumeJob]:
    """The jobs of a résumé in the order written; a résumé without dates gives what "worked as a ..." says."""
    parts = sectioned(text)
    has_work = any(kind == "work" for kind, _ in parts)
    body = [
        line for kind, line in parts if (kind == "work" if has_work else kind in {"", "summary", "other"})
    ]
    ranges = [(i, list(date_ranges(line, as_of))) for i, line in enumerate(body)]
    dated = [(i, found[0]) for i, found in ranges if found and not told_in_prose(body[i], found)]
    jobs = [
        job
        for i, found in ranges
        if told_in_prose(body[i], found)
        for job in prose_jobs(text, body[i], found)
    ]
    for number, (at, dates) in enumerate(dated):
        floor = dated[number - 1][0] + 1 if number else 0
        ceiling = dated[number + 1][0] if number + 1 < len(dated) else len(body)
        job = _entry(text, body, at, dates, floor, ceiling, reference)
        if job is not None:
            jobs.append(job)
    jobs.sort(key=lambda job: job.span.start)
    return jobs or _said_jobs(text, parts)


def _entry(
    text: str, body: Sequence[Span], at: int, dates: DateRange, floor: int, ceiling: int, reference: Reference
) -> ResumeJob | None:
    head = [_without(text, body[at], dates.span)]
    above = at - 1
    while above >= floor and at - above <= 2 and _may_be_header(body[above], above == floor and floor > 0):
        head.insert(0, (body[above],))
        above -= 1
    below = at + 1
    while below < ceiling and below - at <= 2 and _may_be_header(body[below], after=False) and len(head) < 4:
        head.append((body[below],))
        below += 1
    pieces = [p for group in head for line in group for p in _pieces(text, line)]
    titles = sorted(((_title_score(p.text, reference), -p.start, p) for p in pieces), reverse=True)
    title = titles[0][2] if titles and titles[0][0] > 0 else _unknown_title(pieces)
    if title is None:
        return None
    employer = next((p for p in pieces if _EMPLOYER.search(p.text) and p is not title), None) or next(
        (
            p
            for p in pieces
            if p is not title and not _PLACE.match(p.text) and len(p.text) > 2 and p.text[0].isupper()
        ),
        None,
    )
    last = body[_last_own_line(body, at, ceiling)]
    start = min(title.start, dates.span.start, employer.start if employer else title.start)
    return ResumeJob(title, employer, dates, span_of(text, start, max(last.end, title.end, dates.span.end)))


def _unknown_title(pieces: Sequence[Span]) -> Span | None:
    """What an entry calls the work where no title is known by that name, "Shift Lead"; schooling is no work."""
    if any(schooling_level(piece.text) for piece in pieces):
        return None
    return next(
        (
            piece
            for piece in pieces
            if len(piece.text.split()) <= 5
            and not _EMPLOYER.search(piece.text)
            and not _PLACE.match(piece.text)
        ),
        None,
    )


def _last_own_line(body: Sequence[Span], at: int, ceiling: int) -> int:
    """The entry's last line: its bullets, or the lines before the next entry's header."""
    bullets = [i for i in range(at, ceiling) if is_bullet(body[i].text) or body[i].text.endswith(".")]
    return bullets[-1] if bullets else at


def _may_be_header(line: Span, after: bool) -> bool:
    short = len(line.text) <= 90 and len(line.text.split()) <= 12
    return short and not is_bullet(line.text) and not line.text.endswith((".", ";")) and not after


def _without(text: str, line: Span, dates: Span) -> tuple[Span, ...]:
    """The line's words before and after its dates, without the brackets around them."""
    sides = (span_of(text, line.start, dates.start), span_of(text, dates.end, line.end))
    trimmed = (_trim(text, s) for s in sides)
    return tuple(s for s in trimmed if s.text)


def _trim(text: str, span: Span) -> Span:
    left = len(span.text) - len(span.text.lstrip(" ()[]|,;:–—-•·*\t#"))
    right = len(span.text.rstrip(" ([|,;:–—-•·*\t"))
    return span_of(text, span.start + left, span.start + max(left, right))


def _pieces(text: str, line: Span) -> list[Span]:
    found: list[Span] = []
    start = line.start
    for match in _SPLIT.finditer(line.text):
        found.append(_trim(text, span_of(text, start, line.start + match.start())))
        start = line.start + match.end()
    found.append(_trim(text, span_of(text, start, line.end)))
    return [p for p in found if any(c.isalpha() for c in p.text)]


def _title_score(piece: str, reference: Reference) -> float:
    known, heads = _title_words(reference)
    words = piece.lower().strip(" .").split()
    if not words or len(words) > 8 or _PLACE.match(piece):
        return -5.0
    bare = " ".join(words)
    plain = re.sub(
        r"^(?:senior|sr\.?|junior|jr\.?|lead|head|assistant|part[- ]time|full[- ]time)\s+", "", bare
    )
    score = 3.0 if bare in known else 2.5 if plain in known else 0.0
    score += 2.0 if words[-1].strip("()s,.") in heads or words[-1] in heads else 0.0
    score += 1.0 if any(w.strip("(),.") in heads for w in words[:-1]) and " of " in f" {bare} " else 0.0
    return score - (2.5 if _EMPLOYER.search(piece) and bare not in known else 0.0)


def _said_jobs(text: str, parts: list[tuple[str, Span]]) -> list[ResumeJob]:
    jobs = []
    for _, line in parts:
        for match in _SAID.finditer(line.text):
            span = span_of(text, line.start + match.start(1), line.start + match.end(1))
            jobs.append(ResumeJob(span, None, None, line))
    return jobs[:10]
