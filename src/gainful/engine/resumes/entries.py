"""Work-history entries of a résumé: which line is the title, which the employer, where each entry ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.dates import POINT, date_ranges
from gainful.engine.resumes.entry import (
    KNOWN,
    PLACE,
    entry_at,
    may_be_header,
    pieces_of,
    title_score,
    trimmed,
)
from gainful.engine.resumes.form import form_jobs
from gainful.engine.resumes.model import ResumeJob
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
_SAID = re.compile(
    r"\b(?:worked|work|working|employed|served|experience)\s+(?:for \d+ years )?as (?:an? )?([a-z][\w /-]{2,40}?)(?= (?:at|for|in|with|from|since)\b|[.,;\n]|$)",
    re.IGNORECASE,
)


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
    if jobs := form_jobs(text, body, as_of):
        return _once(jobs)
    body = _with_whole_ranges(text, body)
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
        job = entry_at(text, body, at, dates, floor, ceiling, reference)
        if job is not None:
            jobs.append(job)
    jobs += _undated(text, body, jobs, reference) if has_work else []
    jobs.sort(key=lambda job: job.span.start)
    return _once(jobs) or _said_jobs(text, parts)


def _once(jobs: Sequence[ResumeJob]) -> list[ResumeJob]:
    """The jobs, one that is printed twice counted once."""
    found: dict[tuple[object, ...], ResumeJob] = {}
    for job in jobs:
        employer = job.employer.text.lower() if job.employer else ""
        dates = (job.dates.start, job.dates.end) if job.dates else None
        found.setdefault((job.title.text.lower(), employer, dates), job)
    return list(found.values())


_PART = re.compile(rf"^\W*(?:(?:{POINT.pattern})|to|[-–—]|present|current|now)\W*$", re.IGNORECASE)
_OPENS = re.compile(rf"^\W*(?:{POINT.pattern})\s*(?:to|[-–—])?\W*$", re.IGNORECASE)


def _with_whole_ranges(text: str, body: Sequence[Span]) -> list[Span]:
    """The lines, those joined that hold the parts of one range ("October 2014", "to", "August 2018")."""
    found: list[Span] = []
    at = 0
    while at < len(body):
        end = at + 1
        if _OPENS.match(body[at].text):
            while end < min(at + 3, len(body)) and _PART.match(body[end].text):
                end += 1
        found.append(span_of(text, body[at].start, body[end - 1].end) if end > at + 1 else body[at])
        at = end
    return found


_LENGTH = re.compile(r"\(?\b(?:\d+|one|two|three|four|five|six)\+? (?:years?|yrs?|months?)\)?", re.IGNORECASE)


def _undated(
    text: str, body: Sequence[Span], jobs: Sequence[ResumeJob], reference: Reference
) -> Iterator[ResumeJob]:
    """Headings of jobs that carry no dates: a known title beside another name, above lines that say what was done."""
    for number, line in enumerate(body):
        inside = any(job.span.start < line.end and line.start < job.span.end for job in jobs)
        if inside or not may_be_header(line) or len(line.text.split()) < 2:
            continue
        told = number + 1 < len(body) and is_bullet(body[number + 1].text)
        pieces = pieces_of(text, line)
        titles = sorted(((title_score(p.text, reference), -p.start, p) for p in pieces), reverse=True)
        if len(pieces) < 2 or not titles or titles[0][0] < KNOWN or not (told or _LENGTH.search(line.text)):
            continue
        title = titles[0][2]
        employer = next((p for p in pieces if p is not title and not PLACE.match(p.text)), None)
        if employer is not None and (length := _LENGTH.search(employer.text)):
            employer = trimmed(text, span_of(text, employer.start, employer.start + length.start()))
        yield ResumeJob(title, employer, None, line)


def _said_jobs(text: str, parts: list[tuple[str, Span]]) -> list[ResumeJob]:
    jobs = []
    for _, line in parts:
        for match in _SAID.finditer(line.text):
            span = span_of(text, line.start + match.start(1), line.start + match.end(1))
            jobs.append(ResumeJob(span, None, None, line))
    return jobs[:10]
