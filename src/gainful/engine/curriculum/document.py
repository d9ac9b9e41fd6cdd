"""A version of a curriculum as one typed JSON document (docs/schema/curriculum.schema.json)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from gainful.engine.competencies.model import Need
from gainful.engine.curriculum.coverage import Coverage
from gainful.engine.records.document import Document, Level, Part


class CurriculumJobPart(Part):
    """A job that the curriculum is for, with the version of the profile that its employer signed."""

    employer: str
    title: str
    profile_version: int | None
    """Null where the reader may not read the partner's profile."""


class TaughtPart(Part):
    """What a module teaches, to which level (0-7, null: none), and how many confirmed requirements it serves."""

    competency_id: str
    name: str
    level: Level | None
    serves: Annotated[int, Field(ge=0)]


class CurriculumModulePart(Part):
    """A module; `key` stays the same from version to version."""

    key: str
    number: Annotated[int, Field(ge=1)]
    kind: str
    title: str
    about: str
    provider: str
    hours: float | None
    gain_measure: str
    teaches: tuple[TaughtPart, ...]


class RequirementPart(Part):
    """A confirmed requirement that the reader may read, and how the curriculum stands to it."""

    employer: str
    job: str
    name: str
    need: Need
    level: Level | None
    state: Coverage
    modules: tuple[str, ...]


class CurriculumSignaturePart(Part):
    """Who signed, for which employer, over which content (SHA-256)."""

    name: str
    title: str
    on_behalf_of: str
    signed_at: datetime
    content_hash: str


class CurriculumDocument(Document):
    """A version of a curriculum with what it covers and who signed it."""

    published_as: ClassVar[str] = "curriculum"

    schema_version: Literal["gainful.curriculum/1"] = "gainful.curriculum/1"
    curriculum: str
    title: str
    version: Annotated[int, Field(ge=1)]
    status: str
    reason: str
    left_open: str
    content_hash: str
    jobs: tuple[CurriculumJobPart, ...]
    modules: tuple[CurriculumModulePart, ...]
    requirements: tuple[RequirementPart, ...]
    signatures: tuple[CurriculumSignaturePart, ...]
    decisions: tuple[str, ...]
    """The council's decisions that asked for this version; empty for readers outside the agency."""
