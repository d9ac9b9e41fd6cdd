"""Who teaches a cohort: proposals for those that nobody is named for, and naming one."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Router, Schema

from gainful.api.v1.cohorts import CohortDetail, cohort_detail, cohort_found
from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.teaching import proposed_instructors, reason_words

router = Router(tags=["Cohorts"])


class ProposedOut(Schema):
    """A cohort that nobody with an account is named for, and who could teach it; null where nobody fits."""

    cohort_id: UUID
    cohort: str
    starts_on: date
    ends_on: date
    instructor_id: UUID | None
    instructor: str
    why: str
    others: int


class NamedInstructor(Schema):
    """Who is named as teaching a cohort: an instructor of your agency."""

    instructor_id: UUID


@router.get("/instructor-proposals", response={200: list[ProposedOut], **PROBLEMS})
def instructor_proposals(request: ActorRequest) -> list[dict[str, Any]]:
    """Propose who teaches which cohort: a stable matching of those that nobody is named for, with the reasons."""
    return [
        {
            "cohort_id": row.cohort.pk, "cohort": row.cohort.name, "starts_on": row.cohort.starts_on,
            "ends_on": row.cohort.ends_on, "instructor_id": row.instructor and row.instructor.pk,
            "instructor": str(row.instructor or ""), "why": reason_words(row), "others": row.others,
        }
        for row in proposed_instructors(actor_in(request, MANAGERS))
    ]  # fmt: skip


@router.post("/cohorts/{cohort_id}/instructors", response={200: CohortDetail, **PROBLEMS})
def name_instructor(request: ActorRequest, cohort_id: UUID, data: NamedInstructor) -> dict[str, Any]:
    """Name who teaches a cohort."""
    found, actor = cohort_found(request, cohort_id), actor_of(request)
    user = queries.possible_instructors(actor).filter(pk=data.instructor_id).first()
    if user is None:
        raise Refused(422, "They do not teach at your agency.", field="instructor_id")
    actions.add_instructor(actor, found, name="", user=user)
    return cohort_detail(found)
