"""What every resource shares: the actor of a call and one shape of error."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja import Schema
from ninja.files import UploadedFile
from ninja.parser import Parser

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.participants.models import Participant
from gainful.domain.participants.queries import my_record
from gainful.exchange.upload_sizes import in_megabytes


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


class StorableText(Parser):
    """Refuse text that PostgreSQL cannot keep (NUL, halves of surrogate pairs) with 422, naming its field."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the JSON body."""
        body = json.loads(request.body)
        _require_storable(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the fields of a query or a form."""
        fields: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        _require_storable(fields)
        return fields


def _require_storable(given: Any) -> None:
    for field, text in _texts(given, ""):
        if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise Refused(422, "The text holds a character that cannot be stored.", "Remove it.", field)


def _texts(given: Any, field: str) -> Iterator[tuple[str, str]]:
    if isinstance(given, str):
        yield field, given
    elif isinstance(given, Mapping):
        for key, value in given.items():
            yield field, str(key)
            yield from _texts(value, f"{field}.{key}".lstrip("."))
    elif isinstance(given, list | tuple):
        for number, value in enumerate(given):
            yield from _texts(value, f"{field}.{number}".lstrip("."))


def actor_of(request: ActorRequest) -> Actor:
    """Return who calls."""
    return request.actor


def actor_in(request: ActorRequest, roles: Collection[str], hint: str = "") -> Actor:
    """Return who calls, refused with 403 unless they act in one of these roles."""
    actor = actor_of(request)
    if actor.role not in roles:
        raise Refused(403, "Your role does not allow this.", hint)
    return actor


def require_size(file: UploadedFile | None, most: int, hint: str) -> None:
    """Refuse a file that is larger than `most` (`exchange.upload_sizes`) with 422."""
    if file is not None and (file.size or 0) > most:
        raise Refused(422, f"The file is larger than {in_megabytes(most)} MB.", hint, "file")


def staff_of(request: ActorRequest) -> Actor:
    """Return who calls, refused with 403 unless they run job orders for an agency."""
    return actor_in(request, MANAGERS)


def my_person(request: ActorRequest) -> Participant:
    """Return the caller's own record; 404 where they have none."""
    found = my_record(actor_of(request))
    if found is None:
        raise Refused(404, "You have no record here.", "Ask the agency that helps you to make one.")
    return found


PROBLEMS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 413, 422, 429), Problem)
