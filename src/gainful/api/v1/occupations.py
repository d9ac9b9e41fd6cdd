"""Occupations of the reference and their feeder occupations."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.domain.accounts.requests import ActorRequest
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.feeder_document import FeederLists
from gainful.engine.ranking.feeders import feeder_occupations

router = Router(tags=["Occupations"])


class OccupationOut(Schema):
    """An O*NET-SOC occupation."""

    code: str
    title: str
    job_zone: int | None
    rated: bool


@router.get("/occupations", response={200: list[OccupationOut], **PROBLEMS})
def occupations(
    request: ActorRequest,  # noqa: ARG001 - ninja passes it
    q: str = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000)] = 0,
) -> Any:
    """List occupations whose title or code holds the text."""
    wanted = q.casefold()
    found = [o for o in load_reference().occupations if wanted in o.title.casefold() or wanted in o.code]
    return found[offset : offset + limit]


@router.get("/occupations/{code}/feeders", response={200: FeederLists, **PROBLEMS})
def feeders(
    request: ActorRequest,  # noqa: ARG001 - ninja passes it
    code: str,
    area: Annotated[str, Query(max_length=100)] = "",
    k: Annotated[int, Query(ge=1, le=50)] = 20,
) -> FeederLists:
    """Return where people for an occupation work today.

    `area` is an OEWS or CBSA code, an area's name, or a town of Connecticut.
    """
    if area and load_reference().wages.find_area(area) is None:
        raise Refused(422, f"“{area}” is no wage area.", "Give its CBSA code, such as 33460.", field="area")
    try:
        return FeederLists.model_validate(feeder_occupations(code, area=area or None, k=k))
    except (KeyError, ValueError) as error:
        raise Refused(404, str(error.args[0]), field="code") from error
