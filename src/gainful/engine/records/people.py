"""A person as a file or a form gives them: plain data, no database."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field, fields, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A job as told: an O*NET-SOC code where known, else the title in the person's words."""

    code: str = ""
    title: str = ""
    employer: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """Something a person can do, as told: level 0-7 where it was stated, else None."""

    competency_id: str
    name: str
    domain: str
    level: float | None = None
    level_low: float | None = None
    level_high: float | None = None
    """The range of a measured level, where one is known."""
    at_least: bool = False
    """Whether the level is a floor, such as what a training led to: it raises what is known and never lowers it."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person; `None` and empty mean "not told"."""

    code: str
    _: KW_ONLY
    name: str = ""
    email: str = ""
    phone: str = ""
    birth_date: date | None = None
    """Only to tell people of one name apart; nothing that ranks reads it."""
    postal_code: str = ""
    area_code: str = ""
    scenario: str = "displaced"
    waits_since: date | None = None
    """The day on which they asked for help or were registered."""
    wage_floor: int | None = None
    """Lowest acceptable pay, USD a year."""
    schedule: tuple[str, ...] = ()
    weekly_hours: int | None = None
    commute_minutes: int | None = None
    jobs: tuple[JobRecord, ...] = ()
    credentials: tuple[str, ...] = ()
    skills: tuple[SkillRecord, ...] = ()
    """Each competency once."""
    barriers: tuple[str, ...] = ()
    characteristics: dict[str, str] = field(default_factory=dict)
    """Protected characteristics, for the fairness check only."""


IN_ROWS = frozenset({"jobs", "credentials", "skills", "barriers", "characteristics"})
"""Attributes that a database keeps as rows of their own."""
PLAIN = tuple(each.name for each in fields(PersonRecord) if each.name not in IN_ROWS | {"code"})
"""The other attributes, one value each: what is saved, changed, put together and passed on of a person."""


def join_jobs(first: PersonRecord, second: PersonRecord) -> PersonRecord:
    """Return the first record with the jobs, credentials and skills of the second that it does not have."""
    jobs = first.jobs + tuple(job for job in second.jobs if job not in first.jobs)
    credentials = first.credentials + tuple(c for c in second.credentials if c not in first.credentials)
    known = {skill.competency_id for skill in first.skills}
    skills = first.skills + tuple(skill for skill in second.skills if skill.competency_id not in known)
    return replace(first, jobs=jobs, credentials=credentials, skills=skills)
