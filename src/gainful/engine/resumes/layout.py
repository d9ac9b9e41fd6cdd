"""What the entries of one résumé have in common: where their names stand, and the employer of several jobs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.entry import PLACE, TITLE, Head, names_employer, title_score
from gainful.engine.resumes.model import ResumeJob

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_FEW = 0.25
"""Share of a résumé's entries that must have a sure name above their dates for such lines to be read as headings."""
_OWN = re.compile(
    r"\b(?:self[- ]employed|freelance\w*|owner|independent|homemaker|various|family|private)\b", re.IGNORECASE
)


def stands_above(body: Sequence[Span], heads: Sequence[tuple[int, Head]], reference: Reference) -> bool:
    """Whether names of entries stand on lines before their dates; false only where employers surely stand elsewhere."""
    above = elsewhere = 0
    for at, head in heads:
        before = [piece for piece in head.pieces if piece.end <= body[at].start]
        after = [piece for piece in head.pieces if piece.end > body[at].start]
        above += any(_sure(piece, reference) for piece in before)
        elsewhere += any(names_employer(piece.text) or PLACE.match(piece.text) for piece in after)
    return elsewhere < 2 or above >= _FEW * len(heads)


def _sure(piece: Span, reference: Reference) -> bool:
    named = names_employer(piece.text) or PLACE.match(piece.text)
    return bool(named) or title_score(piece.text, reference) >= TITLE


def with_shared_employers(text: str, jobs: Sequence[ResumeJob], reference: Reference) -> list[ResumeJob]:
    """The jobs, with the employer that stands once above several of them; a heading that only sums them up is no job."""
    found: list[ResumeJob] = []
    at = 0
    while at < len(jobs):
        inside = _under(jobs, at, reference)
        if inside:
            name = jobs[at].title
            found += [replace(job, employer=job.employer or name) for job in inside]
        else:
            found.append(jobs[at])
        at += 1 + len(inside)
    return [_inherited(text, found, number, reference) for number in range(len(found))] if found else []


def _under(jobs: Sequence[ResumeJob], at: int, reference: Reference) -> list[ResumeJob]:
    """The jobs below an entry that names no job and whose dates hold theirs; none where it is a job itself."""
    heading = jobs[at]
    if heading.dates is None or title_score(heading.title.text, reference) >= TITLE:
        return []
    if heading.employer is not None and not PLACE.match(heading.employer.text):
        return []
    inside: list[ResumeJob] = []
    for job in jobs[at + 1 :]:
        if job.dates is None or job.employer is not None or not _within(job, heading):
            break
        inside.append(job)
    return inside


def _within(job: ResumeJob, heading: ResumeJob) -> bool:
    if job.dates is None or heading.dates is None:
        return False
    starts = job.dates.start.year >= heading.dates.start.year
    ends = heading.dates.end is None or (
        job.dates.end is not None and job.dates.end.year <= heading.dates.end.year
    )
    return starts and ends


def _inherited(text: str, jobs: list[ResumeJob], number: int, reference: Reference) -> ResumeJob:
    """The job; one without an employer has that of the job before it, where that stands above the other's title."""
    job = jobs[number]
    if number == 0 or job.employer is not None or job.dates is None or _OWN.search(job.title.text):
        return job
    if title_score(job.title.text, reference) < TITLE:
        return job
    before = jobs[number - 1]
    if before.employer is None or before.employer.end > before.title.start:
        return job
    apart = text.count("\n", before.employer.end, before.title.start)
    if not apart:
        return job
    jobs[number] = replace(job, employer=before.employer)
    return jobs[number]
