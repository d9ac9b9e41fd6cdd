"""What a posting asks for on paper: a licence, schooling, years of experience; each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass

from gainful.engine.competencies.model import Need, Span


@dataclass(frozen=True, slots=True)
class CredentialFact:
    """A licence or certificate the posting names, and when it is needed."""

    competency_id: str
    name: str
    need: Need
    span: Span
    employer_helps: bool = False
    """Whether the posting promises the employer's help with it (`credentials.employer_helps`)."""


@dataclass(frozen=True, slots=True)
class EducationFact:
    """Least education asked for: none, high_school, some_college, certificate, associate, bachelor, master, doctorate."""

    level: str
    need: Need
    or_equivalent: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ExperienceFact:
    """Least years of experience, and whether they are required or only preferred."""

    value: float
    need: Need
    span: Span | None = None
