"""What every resource shares: the actor of a call and one shape of error."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Schema

from gainful.domain.accounts.actor import Actor

STAFF = frozenset({"program_manager", "operator"})


class Problem(Schema):
    """What was wrong, what to do about it, and which field it concerns."""

    message: str
    hint: str = ""
    field: str = ""


class Refused(Exception):  # noqa: N818 - becomes a response, not a crash
    """Answer a call with this status and problem."""

    def __init__(self, status: int, message: str, hint: str = "", field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.problem = {"message": message, "hint": hint, "field": field}


def actor_of(request: HttpRequest) -> Actor:
    """Return who calls."""
    return request.actor  # type: ignore[attr-defined]


def staff_of(request: HttpRequest) -> Actor:
    """Return who calls, refused with 403 unless they run job orders for an agency."""
    actor = actor_of(request)
    if actor.role not in STAFF:
        raise Refused(403, "Your role does not allow this.")
    return actor


PROBLEMS: dict[Any, Any] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}
