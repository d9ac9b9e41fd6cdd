"""Facts of a posting: title, pay, hours, place, contract, credentials, education, experience; each with its span."""

from __future__ import annotations

from collections.abc import Sequence

from gainful.engine.credentials.mentions import credential_facts
from gainful.engine.credentials.schooling import education_fact, experience_fact
from gainful.engine.postings.employer import employer_fact
from gainful.engine.postings.facts import JobFacts, StructuredPosting
from gainful.engine.postings.named_times import days_fact, starts_fact, times_fact
from gainful.engine.postings.openings import openings_fact
from gainful.engine.postings.pay import wage_fact
from gainful.engine.postings.place import Area, place_fact
from gainful.engine.postings.premium import premium_fact
from gainful.engine.postings.supplied import supplied
from gainful.engine.postings.title import title_fact
from gainful.engine.postings.work_hours import hours_fact
from gainful.engine.postings.work_time import (
    contract_fact,
    remote_fact,
    schedule_fact,
)
from gainful.engine.text.sections import Section, split_sections


def job_facts(
    text: str,
    structured: StructuredPosting | None = None,
    *,
    sections: tuple[Section, ...] | None = None,
    areas: Sequence[Area] = (),
) -> JobFacts:
    """What the posting says about the job; mark-up (`structured`) goes before text, unknown stays None."""
    parts = split_sections(text) if sections is None else sections
    title = title_fact(text, structured)
    employer = employer_fact(text, structured, title.span if title else None)
    return JobFacts(
        title=title,
        employer=employer,
        openings=openings_fact(text, structured),
        wage=wage_fact(text, structured),
        premium=premium_fact(text),
        schedule=schedule_fact(text),
        days=days_fact(text),
        times=times_fact(text),
        starts=starts_fact(text),
        gives=supplied(text),
        hours_per_week=hours_fact(text, structured),
        place=place_fact(text, structured, areas, employer.value if employer else ""),
        remote=remote_fact(text, structured),
        contract=contract_fact(text, structured),
        credentials=credential_facts(text, parts),
        education=education_fact(parts, structured),
        experience_years=experience_fact(text, parts, structured),
    )
