"""Income, credit and housing of a person, entered once for every agency that they let see it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from ninja import Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_of, my_person
from gainful.api.v1.supported import supported_person
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions.shared_measures import enter_measure
from gainful.domain.participants.measure_queries import measures_of
from gainful.domain.participants.models import Participant, SharedMeasure

router = Router(tags=["People"])


class MeasureIn(Schema):
    """A value: USD a year, a score of 300 to 850, or one of own, rent, with_others, shelter, none."""

    kind: Literal["income", "credit", "housing"]
    value: str = Field(min_length=1, max_length=20)
    as_of: date | None = None


class MeasureOut(Schema):
    """A value with its day and who entered it."""

    kind: str
    value: str
    as_of: date
    enterer_name: str
    entered_at: datetime
    organization: str | None


def _out(row: SharedMeasure) -> dict[str, Any]:
    plain = ("kind", "value", "as_of", "enterer_name", "entered_at")
    return {
        **{key: getattr(row, key) for key in plain},
        "organization": str(row.organization) if row.organization else None,
    }


def _entered(request: ActorRequest, person: Participant, given: MeasureIn) -> tuple[int, dict[str, Any]]:
    try:
        return 201, _out(enter_measure(actor_of(request), person, **given.dict()))
    except ValidationError as error:
        raise Refused(422, " ".join(error.messages), field="value") from error
    except PermissionDenied as error:
        raise Refused(403, str(error)) from error


@router.get(
    "/me/measures", response={200: list[MeasureOut], **PROBLEMS}, summary="My income, credit and housing"
)
def mine(request: ActorRequest) -> list[dict[str, Any]]:
    """Return every value, the newest of each first."""
    return [_out(row) for row in measures_of(my_person(request))]


@router.post("/me/measures", response={201: MeasureOut, **PROBLEMS}, summary="Enter one of mine")
def enter_mine(request: ActorRequest, given: MeasureIn) -> tuple[int, dict[str, Any]]:
    """Enter a value; an earlier one stays beside it."""
    return _entered(request, my_person(request), given)


@router.get(
    "/participants/{person_id}/measures",
    response={200: list[MeasureOut], **PROBLEMS},
    summary="Measures of a person",
)
def of_person(request: ActorRequest, person_id: UUID) -> list[dict[str, Any]]:
    """Return what the person lets the caller see: nothing without the part “measures” of a consent."""
    return [_out(row) for row in measures_of(supported_person(request, person_id))]


@router.post(
    "/participants/{person_id}/measures", response={201: MeasureOut, **PROBLEMS}, summary="Enter a measure"
)
def enter(request: ActorRequest, person_id: UUID, given: MeasureIn) -> tuple[int, dict[str, Any]]:
    """Enter a value for every agency that the person lets see it."""
    return _entered(request, supported_person(request, person_id), given)
