"""Occupations of the reference and their feeder occupations."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema

from gainful.api.v1.common import PROBLEMS, Refused
from gainful.domain.accounts.requests import ActorRequest
from gainful.engine.occupations import load_reference
from gainful.engine.ranking.feeders import Feeder, FeederResult, feeder_occupations

router = Router(tags=["Occupations"])


class OccupationOut(Schema):
    """An O*NET-SOC occupation."""

    code: str
    title: str
    job_zone: int | None
    rated: bool


def _feeder(item: Feeder) -> dict[str, Any]:
    names = ("code", "title", "nearness", "shortfall", "surplus", "hours_low", "hours_high", "wage_now", "wage_change",
             "local_employment", "in_pool", "job_zone", "step")  # fmt: skip
    return {
        **{name: getattr(item, name) for name in names},
        "short_of": [line.name for line in item.short_of],
        "reasons": list(item.reasons),
    }


def feeder_lists(result: FeederResult) -> dict[str, Any]:
    """Return both lists of feeders as plain data."""
    return {
        "steps_up": [_feeder(item) for item in result.steps_up],
        "steps_down": [_feeder(item) for item in result.steps_down],
    }


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


@router.get("/occupations/{code}/feeders", response={200: dict[str, Any], **PROBLEMS})
def feeders(
    request: ActorRequest,  # noqa: ARG001 - ninja passes it
    code: str,
    area: Annotated[str, Query(max_length=10)] = "",
    k: Annotated[int, Query(ge=1, le=50)] = 20,
) -> Any:
    """Return where people for an occupation work today."""
    try:
        return feeder_lists(feeder_occupations(code, area=area or None, k=k))
    except (KeyError, ValueError) as error:
        raise Refused(404, str(error.args[0]), field="code") from error
