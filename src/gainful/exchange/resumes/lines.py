"""What is read in a résumé, line by line with its place in the text, and what the person says of each line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gainful.engine.competencies.model import Domain, Span
from gainful.engine.credentials.schooling import DEGREES
from gainful.engine.resumes.model import ResumeJob
from gainful.engine.resumes.profile import resume_profile

MOST_SKILLS = 40
"""Skills shown for confirmation; more than a screenful is not read any more."""


def findings_of(text: str, today: date) -> list[dict[str, Any]]:
    """Return what was read, line by line: kind, words, code, dates and the place in the text."""
    read = resume_profile(text, today)
    jobs = [_job(job) for job in read.jobs]
    credentials = [
        {"kind": "credential", "competency_id": held.competency_id, "name": held.name, **_place(held.span)}
        for held in read.credentials
    ]
    credentials += [
        {
            "kind": "credential",
            "competency_id": f"credential:{DEGREES[school.level][0]}",
            "name": DEGREES[school.level][1],
            **_place(school.span),
        }
        for school in read.schooling[:1]
        if school.level in DEGREES
    ]
    titles = [job.title for job in read.jobs]
    skills = [
        {
            "kind": "competency",
            "competency_id": line.competency_id,
            "name": line.name,
            "domain": str(line.domain.value),
            **_place(span),
        }
        for line in read.profile.lines
        if line.domain != Domain.CREDENTIAL
        if (span := next((e.span for e in line.evidence[:1]), None)) is not None
        and not any(title.start <= span.start < title.end for title in titles)
    ]
    return [*jobs, *credentials, *skills[:MOST_SKILLS]]


def _place(span: Span) -> dict[str, int]:
    return {"span_start": span.start, "span_end": span.end}


def _job(job: ResumeJob) -> dict[str, Any]:
    return {
        "kind": "job",
        "title": job.title.text[:200],
        "name": job.title.text[:200],
        "code": job.occupation.code if job.occupation else "",
        "occupation": job.occupation.title if job.occupation else "",
        "employer": job.employer.text[:200] if job.employer else "",
        "start": job.dates.start.isoformat() if job.dates else "",
        "end": job.dates.end.isoformat() if job.dates and job.dates.end else "",
        **_place(job.span),
    }


def marked(text: str, lines: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Return the text in pieces with the number of the line that was read there, 0 where none; no overlaps."""
    spans = sorted(
        ((line["span_start"], line["span_end"], number) for number, line in enumerate(lines, 1)),
        key=lambda span: (span[0], span[1]),
    )
    pieces, at = [], 0
    for start, end, number in spans:
        if start < at or end > len(text):
            continue
        pieces += [(text[at:start], 0), (text[start:end], number)]
        at = end
    return [piece for piece in [*pieces, (text[at:], 0)] if piece[0]]


def confirmed_line(line: Mapping[str, Any], said: Mapping[str, str | None]) -> dict[str, Any]:
    """Return a line as the person has confirmed it: of a job, `title`, `start`, `end` and `is` (yes, no) can change.

    ValueError for a day that is none; a "no" to the occupation takes its code away.
    """
    if line["kind"] != "job":
        return dict(line)

    def day(name: str) -> date | None:
        value = (said.get(name) or "").strip()
        return date.fromisoformat(value) if value else None

    title = said.get("title")
    return {
        **line,
        "title": (line["title"] if title is None else title).strip()[:200],
        "code": line["code"] if said.get("is") in (None, "yes") else "",
        "start": day("start"),
        "end": day("end"),
    }
