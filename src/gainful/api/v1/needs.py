"""Needs assessments of a person, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import need_queries
from gainful.domain.support.actions.needs import Begin, begin_assessment, finish_assessment, save_answers
from gainful.domain.support.helping import sees_sensitive
from gainful.domain.support.models import Assessment

router = Router(tags=["Support plans"])


class ScoreOut(Schema):
    """One score, as its source makes it; `points` is null where it cannot be made."""

    title: str
    points: int | None
    band: str
    source: str


class AssessmentOut(Schema):
    """One assessment: answers by question, scores, and with what the person wants help."""

    id: UUID
    instrument: str
    version: int
    language: str
    moment: str
    how: str
    state: str
    topics: list[str]
    wanted: list[str]
    answers: dict[str, Any]
    scores: list[ScoreOut]
    started_at: datetime
    finished_at: datetime | None


class NewAssessment(Schema):
    """How an assessment begins; `topics` none: those of the preset."""

    moment: Literal["enrolment", "before_hire", "after_hire", "again"] = "enrolment"
    preset: str = Field("everybody", max_length=40)
    topics: list[str] = Field(default_factory=list, max_length=30)


class AnswersIn(Schema):
    """Answers by question; an empty one takes an earlier answer away."""

    answers: dict[str, str | list[str] | int | None] = Field(max_length=200)


def _assessment(row: Assessment, request: ActorRequest) -> dict[str, Any]:
    sensitive = sees_sensitive(actor_of(request), row.participant, row.organization)
    seen = need_queries.overview(row, sees_sensitive=sensitive)
    plain = (
        "instrument",
        "version",
        "language",
        "moment",
        "how",
        "state",
        "topics",
        "started_at",
        "finished_at",
    )
    return {
        "id": row.pk,
        **{name: getattr(row, name) for name in plain},
        "wanted": [topic.id for topic in seen.wanted],
        "answers": need_queries.answers_of(row),
        "scores": [
            {"title": s.rule.title, "points": s.points, "band": s.band, "source": s.rule.source}
            for part in seen.said
            for s in part.scores
        ],
    }


@router.get(
    "/participants/{person_id}/assessments",
    response={200: list[AssessmentOut], **PROBLEMS},
    summary="Needs of a person",
)
def assessments(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return a person's needs assessments, the newest first: sensitive answers where they are shared."""
    person = supported_person(request, person_id)
    return [_assessment(row, request) for row in need_queries.assessments_of(person)]


@router.post(
    "/participants/{person_id}/assessments",
    response={201: AssessmentOut, **PROBLEMS},
    summary="Begin an assessment",
)
def begin(request: ActorRequest, person_id: UUID, given: NewAssessment) -> tuple[int, dict[str, Any]]:
    """Begin an assessment, or go on with the one that is open."""
    person = supported_person(request, person_id)
    row = begin_assessment(actor_of(request), person, Begin(given.moment, given.preset, given.topics))
    return 201, _assessment(row, request)


def _open(request: ActorRequest, assessment_id: UUID) -> Assessment:
    found = need_queries.assessment(assessment_id)
    if found is None:
        raise Refused(404, "There is no such assessment, or it is not shared with you.")
    supported_person(request, found.participant_id)
    return found


@router.put(
    "/assessments/{assessment_id}/answers",
    response={200: AssessmentOut, **PROBLEMS},
    summary="Answer questions",
)
def answer(request: ActorRequest, assessment_id: UUID, given: AnswersIn) -> dict[str, Any]:
    """Store answers; where one cannot be stored nothing of this call is, and the field names its question."""
    row = _open(request, assessment_id)
    if wrong := save_answers(actor_of(request), row, given.answers):
        name, words = next(iter(wrong.items()))
        raise Refused(422, words, "Nothing of this call was stored.", f"answers.{name}")
    return _assessment(_open(request, assessment_id), request)


@router.post(
    "/assessments/{assessment_id}/finish", response={200: AssessmentOut, **PROBLEMS}, summary="Finish it"
)
def finish(request: ActorRequest, assessment_id: UUID) -> dict[str, Any]:
    """Finish an assessment: what the person wants help with now becomes their support needs."""
    finish_assessment(actor_of(request), _open(request, assessment_id))
    return _assessment(_open(request, assessment_id), request)
