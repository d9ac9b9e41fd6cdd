"""From a résumé to what the person holds: jobs matched to occupations, credentials and named skills, with spans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.credentials.held import is_held
from gainful.engine.credentials.mentions import find_credentials
from gainful.engine.credentials.schooling import LEVELS, schooling_level, schooling_of_column
from gainful.engine.held.work_history import Job, work_history_profile
from gainful.engine.resumes.entries import work_entries
from gainful.engine.resumes.entry import names_entry
from gainful.engine.resumes.model import HeldCredential, HeldProfile, ResumeJob, ResumeSchooling
from gainful.engine.resumes.sections import sectioned
from gainful.engine.skills.extraction import extract_esco_skills
from gainful.engine.skills.technologies import technology_index
from gainful.engine.text.sentences import is_bullet, sentences, without_bullet
from gainful.engine.titles.ranking import rank_occupations

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_CONTEXT_CHARACTERS = 500
_TELLING = frozenset({"work", "skills", "summary"})


def resume_profile(text: str, as_of: date, *, reference: Reference | None = None) -> HeldProfile:
    """What a résumé says a person holds, for them to confirm line by line; a résumé without jobs is fine."""
    from gainful.engine.occupations import load_reference

    reference = reference or load_reference()
    jobs = _matched(text, work_entries(text, as_of, reference), reference)
    credentials = tuple(
        HeldCredential(*found)
        for found in find_credentials(text)
        if is_held(text, found[2].start, found[2].end)
    )
    counted = [
        Job(j.occupation.code, j.dates.start, j.dates.end)
        for j in jobs
        if j.occupation is not None and j.dates is not None
    ]
    history = work_history_profile(
        counted, credentials=[c.competency_id for c in credentials], as_of=as_of, reference=reference
    )
    named = [
        *_credential_lines(credentials),
        *_technologies(text, reference),
        *_skills(text, jobs, reference),
    ]
    return HeldProfile(
        jobs=jobs,
        schooling=_schooling(text, reference),
        credentials=credentials,
        profile=CompetencyProfile(reference.version, _joined(history.lines, named)),
        notes=tuple(_notes(jobs)),
    )


def _parts(text: str, reference: Reference) -> list[tuple[str, Span]]:
    return sectioned(text, lambda words: names_entry(words, reference))


def _matched(text: str, jobs: list[ResumeJob], reference: Reference) -> tuple[ResumeJob, ...]:
    if not jobs:
        return ()
    contexts = [text[j.title.end : j.span.end].strip()[:_CONTEXT_CHARACTERS] for j in jobs]
    ranked = rank_occupations([j.title.text for j in jobs], context=contexts, reference=reference)
    return tuple(
        replace(job, occupation=found[0] if found else None, runners_up=tuple(found[1:5]))
        for job, found in zip(jobs, ranked, strict=True)
    )


def _notes(jobs: tuple[ResumeJob, ...]) -> Iterable[str]:
    if not jobs:
        yield "No past jobs were found. Add them by hand if there are any; a résumé without jobs is fine."
    undated = [j.title.text for j in jobs if j.dates is None]
    if undated:
        yield f"No dates were found for: {', '.join(undated)}. Add them, so that the experience counts."
    vague = [j.title.text for j in jobs if j.dates is not None and not j.dates.exact]
    if vague:
        yield f"Only years were given for: {', '.join(vague)}. The middle of the year was taken; correct it if needed."


def _schooling(text: str, reference: Reference) -> tuple[ResumeSchooling, ...]:
    parts = _parts(text, reference)
    has_part = any(kind == "education" for kind, _ in parts)
    found = []
    for kind, line in parts:
        if kind == "education" or (not has_part and kind in {"", "other"}):
            level = (schooling_of_column if kind == "education" else schooling_level)(line.text)
            if level is not None:
                found.append(ResumeSchooling(level, line))
    return tuple(sorted(found, key=lambda s: -LEVELS.index(s.level)))


def _credential_lines(credentials: tuple[HeldCredential, ...]) -> list[ProfileLine]:
    return [
        _line(c.competency_id, Taxonomy.CREDENTIAL, Domain.CREDENTIAL, c.name, c.span) for c in credentials
    ]


def _technologies(text: str, reference: Reference) -> list[ProfileLine]:
    index = technology_index(reference)
    lines: dict[str, ProfileLine] = {}
    for kind, line in _parts(text, reference):
        if kind == "other":
            continue
        for technology, span in index.find(text, line.start, line.end):
            found = _line(technology.id, Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, technology.name, span)
            lines.setdefault(technology.id, found)
    return list(lines.values())


def _skills(text: str, jobs: Sequence[ResumeJob], reference: Reference) -> list[ProfileLine]:
    """Fine-grained skills that the experience, skills and summary parts speak of."""
    lines: dict[str, ProfileLine] = {}
    for skill in extract_esco_skills(text, sentences=list(_told(text, jobs, reference)), reference=reference):
        competency_id = f"esco:{skill.esco_id}"
        line = _line(competency_id, Taxonomy.ESCO, Domain.SKILL, skill.label, skill.span)
        lines.setdefault(competency_id, line)
    return list(lines.values())


def _told(text: str, jobs: Sequence[ResumeJob], reference: Reference) -> Iterator[Span]:
    """Sentences on what the person did or can do: never a job's own heading, an address or a reference."""
    heads = [s for j in jobs for s in (j.title, j.employer, j.dates and j.dates.span) if s]
    parts = _parts(text, reference)
    headed = any(kind for kind, _ in parts)
    for kind, line in parts:
        prose = is_bullet(line.text) or line.text.endswith(".") or kind == "skills"
        if kind not in _TELLING and (headed or not prose):
            continue
        if not any(h.start < line.end and line.start < h.end for h in heads):
            yield from sentences(text, without_bullet(text, line))


def _line(competency_id: str, taxonomy: Taxonomy, domain: Domain, name: str, span: Span) -> ProfileLine:
    evidence = (Evidence(EvidenceKind.RESUME, span),)
    return ProfileLine(competency_id, taxonomy, domain, name, confidence="likely", evidence=evidence)


def _joined(history: tuple[ProfileLine, ...], named: list[ProfileLine]) -> tuple[ProfileLine, ...]:
    """Lines of the work history, with the résumé's own words as first evidence where both speak."""
    lines = {line.competency_id: line for line in history}
    for line in named:
        known = lines.get(line.competency_id)
        lines[line.competency_id] = (
            line
            if known is None
            else replace(
                known, name=line.name, confidence="likely", evidence=(*line.evidence, *known.evidence)
            )
        )
    return tuple(lines.values())
