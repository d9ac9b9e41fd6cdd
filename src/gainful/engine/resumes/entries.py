"""Work-history entries of a résumé: which line is the title, which the employer, where each entry ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.dates import POINT, date_ranges, whole_range, years_of
from gainful.engine.resumes.entry import (
    KNOWN,
    PLACE,
    TITLE,
    Head,
    entry_of,
    head_at,
    may_be_header,
    names_entry,
    paragraph_head,
    pieces_of,
    title_score,
    trimmed,
    usual_place,
)
from gainful.engine.resumes.form import form_jobs
from gainful.engine.resumes.layout import stands_above, with_shared_employers
from gainful.engine.resumes.model import DateRange, ResumeJob
from gainful.engine.resumes.prose import prose_jobs, told_in_prose
from gainful.engine.resumes.sections import UNKNOWN, sectioned
from gainful.engine.text.sentences import is_bullet, sentences, span_of

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_SAID = re.compile(
    r"\b(?:worked|work|working|employed|served|experience)\s+(?:for \d+ years )?as (?:an? )?([a-z][\w /-]{2,40}?)(?= (?:at|for|in|with|from|since)\b|[.,;\n]|$)",
    re.IGNORECASE,
)


_WORTH = frozenset({"", "?", "summary", "other"})
"""Parts that are looked through where no part is headed as work."""


def work_entries(text: str, as_of: date, reference: Reference) -> list[ResumeJob]:
    """The jobs of a résumé in the order written; a résumé without dates gives what "worked as a ..." says."""
    parts = sectioned(text, partial(names_entry, reference=reference))
    has_work = any(kind == "work" for kind, _ in parts)
    kept = [
        (kind, line) for kind, line in parts if (kind in {"work", UNKNOWN} if has_work else kind in _WORTH)
    ]
    body = [line for _, line in kept]
    if jobs := form_jobs(text, body, as_of):
        return _once(jobs)
    sure = {line.start for kind, line in kept if kind == "work"}
    body = _with_whole_lines(text, [line for line in body if not _DURATION.match(line.text)])
    ranges = [(i, list(date_ranges(line, as_of))) for i, line in enumerate(body)]
    dated = [(i, whole_range(found)) for i, found in ranges if found and not told_in_prose(body[i], found)]
    taken = {i for i, found in ranges if found}
    dated = sorted([*dated, *_loose(text, body, taken, sure, as_of)], key=lambda each: each[0])
    jobs = [
        job
        for i, found in ranges
        if told_in_prose(body[i], found)
        for job in prose_jobs(text, body[i], found)
    ]
    heads = list(_heads(text, body, dated, reference))
    usual = usual_place(heads, reference)
    entries = []
    for at, head in heads:
        job = entry_of(text, head, usual, reference)
        if job is None or no_work(body[at].text) or no_work(job.title.text):
            continue
        if body[at].start in sure or title_score(job.title.text, reference) >= TITLE or not has_work:
            entries.append(job)
    jobs += with_shared_employers(text, entries, reference)
    jobs += _undated(text, body, jobs, reference) if has_work else []
    jobs.sort(key=lambda job: job.span.start)
    return _once(jobs) or _said_jobs(text, parts)


def _heads(
    text: str, body: Sequence[Span], dated: Sequence[tuple[int, DateRange]], reference: Reference
) -> Iterator[tuple[int, Head]]:
    """Yield what heads each entry, with the line of its dates: of its paragraph, else of the lines around the dates."""
    found = list(_heads_of(text, body, dated, reference, above=True))
    if not stands_above(body, found, reference):
        found = list(_heads_of(text, body, dated, reference, above=False))
    yield from found


def _heads_of(
    text: str,
    body: Sequence[Span],
    dated: Sequence[tuple[int, DateRange]],
    reference: Reference,
    *,
    above: bool,
) -> Iterator[tuple[int, Head]]:
    """Yield the heads; without `above` no line before that of the dates is an entry's, unless its paragraph says so."""
    paragraphs = _paragraphs(text, body)
    for number, (at, dates) in enumerate(dated):
        floor = dated[number - 1][0] + 1 if number else 0
        ceiling = dated[number + 1][0] if number + 1 < len(dated) else len(body)
        start, end = paragraphs[at]
        alone = end - start > 1 and sum(start <= other < end for other, _ in dated) == 1
        head = paragraph_head(text, body, (start, end), (at, dates), reference) if alone else None
        if head is None:
            ceiling = min(ceiling, end) if end - start > 1 else ceiling
            head = head_at(text, body, at, dates, floor if above else at, ceiling, reference)
        yield at, head


_DURATION = re.compile(
    r"^\W*(?:\d{1,2}\s*(?:years?|yrs?|y|months?|mos?|m)\b[\s,·&]*(?:and\s+)?){1,2}\W*$", re.IGNORECASE
)
"""A line that says how long something lasted: "4 years 2 months"."""
_NO_WORK = re.compile(
    r"\b(?:unemployed|(?:not|was not) (?:employed|working)|out of work|(?:family|parental|maternity|medical|sick) leave"
    r"|lay-?off|career break|sabbatical|took care of|raised|at home with|stayed home|in between|caring for (?:my|an?)|cared for (?:my|an?|father|mother|parents?|children|family))\b|^\W*gap\b",
    re.IGNORECASE,
)


def no_work(words: str) -> bool:
    """Whether a line of a work history says that there was no work then."""
    return _NO_WORK.search(words) is not None


def _paragraphs(text: str, body: Sequence[Span]) -> list[tuple[int, int]]:
    """Return for each line the first and behind the last line of the paragraph it stands in."""
    found: list[tuple[int, int]] = []
    start = 0
    for number in range(1, len(body) + 1):
        if number == len(body) or text.count("\n", body[number - 1].end, body[number].start) > 1:
            found += [(start, number)] * (number - start)
            start = number
    return found


def _loose(
    text: str, body: Sequence[Span], taken: set[int], sure: set[int], as_of: date
) -> Iterator[tuple[int, DateRange]]:
    """Yield dates of entries that name years and no range: "2017", "summers 2018 and 2019"."""
    for start, end in dict.fromkeys(_paragraphs(text, body)):
        alone = not any(start <= other < end for other in taken)
        for at in range(start, end):
            if at in taken or body[at].start not in sure or not may_be_header(body[at]):
                continue
            years = years_of(body[at], as_of)
            few = len(body[at].text.split()) <= 3
            if years is None or (few and not alone):
                continue
            yield at, years
            if few:  # the years of the whole entry stand alone on this line
                break


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
_BEGINS = re.compile(rf"^\W*(?:{POINT.pattern})", re.IGNORECASE)


def _with_whole_lines(text: str, body: Sequence[Span]) -> list[Span]:
    """The lines, those joined that hold the parts of one range ("October 2014", "to", "August 2018") or of one entry.

    A heading goes on where it ends in a comma and dates follow, or where a word is parted at its hyphen.
    """
    found: list[Span] = []
    at = 0
    while at < len(body):
        end = at + 1
        if _OPENS.match(body[at].text):
            while end < min(at + 3, len(body)) and _PART.match(body[end].text):
                end += 1
        elif (
            end < len(body)
            and text.count("\n", body[at].end, body[end].start) == 1
            and may_be_header(body[at])
        ):
            goes_on = body[at].text.endswith(",") and _BEGINS.match(body[end].text)
            parted = re.search(r"[A-Za-z]-$", body[at].text) and re.match(r"[A-Z]", body[end].text)
            end += bool(goes_on or parted)
        found.append(span_of(text, body[at].start, body[end - 1].end) if end > at + 1 else body[at])
        at = end
    return found


def _few(line: Span) -> bool:
    return len(line.text.split()) <= 12


_LENGTH = re.compile(r"\(?\b(?:\d+|one|two|three|four|five|six)\+? (?:years?|yrs?|months?)\)?", re.IGNORECASE)


def _undated(
    text: str, body: Sequence[Span], jobs: Sequence[ResumeJob], reference: Reference
) -> Iterator[ResumeJob]:
    """Headings of jobs that carry no dates: a known title beside another name, above lines that say what was done."""
    for number, whole in enumerate(body):
        line = whole
        inside = any(job.span.start < line.end and line.start < job.span.end for job in jobs)
        first = next(iter(sentences(text, line)))
        at_somebody = re.search(r"\bat\b (?=[A-Z]|the\b)", first.text) is not None and not is_bullet(
            line.text
        )
        if inside or len(line.text.split()) < 2 or not (may_be_header(line) or (at_somebody and _few(first))):
            continue
        line = first if at_somebody else line
        told = at_somebody or (number + 1 < len(body) and is_bullet(body[number + 1].text))
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
