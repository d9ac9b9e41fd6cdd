"""Facts of a posting: title, pay, hours, place, contract, credentials, education, experience; each with its span."""

from __future__ import annotations

from collections.abc import Sequence

from gainful.engine.profiles.facts.credentials import credential_facts, find_credentials
from gainful.engine.profiles.facts.model import (
    CredentialFact,
    EducationFact,
    ExperienceFact,
    Fact,
    JobFacts,
    PlaceFact,
    StructuredPosting,
    WageFact,
)
from gainful.engine.profiles.facts.money import wage_fact
from gainful.engine.profiles.facts.place import Area, place_fact
from gainful.engine.profiles.facts.schooling import education_fact, experience_fact
from gainful.engine.profiles.facts.title import employer_fact, title_fact
from gainful.engine.profiles.facts.work_time import (
    contract_fact,
    hours_fact,
    openings_fact,
    remote_fact,
    schedule_fact,
)
from gainful.engine.profiles.sections import Section, split_sections

__all__ = [
    "CredentialFact",
    "EducationFact",
    "ExperienceFact",
    "Fact",
    "JobFacts",
    "PlaceFact",
    "StructuredPosting",
    "WageFact",
    "find_credentials",
    "job_facts",
]


def job_facts(
    text: str,
    structured: StructuredPosting | None = None,
    *,
    sections: tuple[Section, ...] | None = None,
    areas: Sequence[Area] = (),
) -> JobFacts:
    """What the posting says about the job; mark-up (`structured`) goes before text, unknown stays None."""
    parts = split_sections(text) if sections is None else sections
    return JobFacts(
        title=title_fact(text, structured),
        employer=employer_fact(text, structured),
        openings=openings_fact(text, structured),
        wage=wage_fact(text, structured),
        schedule=schedule_fact(text),
        hours_per_week=hours_fact(text, structured),
        place=place_fact(text, structured, areas),
        remote=remote_fact(text, structured),
        contract=contract_fact(text, structured),
        credentials=credential_facts(text, parts),
        education=education_fact(parts, structured),
        experience_years=experience_fact(text, parts, structured),
    )
