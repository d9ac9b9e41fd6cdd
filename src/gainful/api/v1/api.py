"""The API, version 1: one router a resource; /api/v1/docs describes it offline."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import django_auth

from gainful.api.v1.common import Refused, StorableText
from gainful.api.v1.docs import PlainDocs
from gainful.api.v1.tokens import TokenAuth
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.errors import NotAllowedError as CurriculumNotAllowed
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.messages.errors import MessageError
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.support.errors import NotAllowedError as SupportNotAllowedError
from gainful.domain.support.errors import SupportError


class DescribedOnce(NinjaAPI):
    """An API whose description is worked out once a process: it takes seconds and never changes."""

    def __init__(self, **settings: Any) -> None:
        self._described: dict[str, OpenAPISchema] = {}
        super().__init__(**settings)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the description of all operations; nobody writes into it."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        if prefix not in self._described:
            self._described[prefix] = super().get_openapi_schema(path_prefix=prefix)
        return self._described[prefix]


api = DescribedOnce(
    title="Gainful",
    version="1",
    description="Job orders, profiles, people and plans. Sign in with a browser session, or with a token from "
    "your account page as `Authorization: Bearer …`. Every call sees what the account may see, nothing more. "
    "Calls are counted by the minute, for each token or person and for each address; those that read a text, rank "
    "people, make a plan or a PDF or take a file may come less often. Beyond that the answer is 429, and its header "
    "`Retry-After` says in how many seconds to call again.",
    auth=[TokenAuth(), django_auth],
    docs_url="/docs",
    docs=PlainDocs(),
    parser=StorableText(),
)

RESOURCES = (
    "job_orders",
    "submitted_jobs",
    "plans",
    "promises",
    "cohorts",
    "instructors",
    "certificates",
    "classes",
    "placements",
    "measures",
    "indicator_releases",
    "wage_records",
    "said",
    "proposed_introductions",
    "messages",
    "programs",
    "partnerships",
    "curricula",
    "support",
    "needs",
    "goals",
    "support_money",
    "coach_day",
    "coaching",
    "appointments",
    "after_hire",
    "occupations",
    "profiles",
    "participants",
    "duplicates",
    "exchange",
    "claims",
    "shared_measures",
    "sharing",
    "mentors",
    "practice",
    "courses",
    "imports",
    "me",
    "lists",
    "layoffs",
    "workforce",
    "releases",
)
"""One module each with `router`."""

for _name in RESOURCES:
    api.add_router("", import_module(f"gainful.api.v1.{_name}").router)

PLAIN = {
    "missing": "This is needed.",
    "date_": "Write a day that exists as YYYY-MM-DD.",
    "uuid": "This is not an id: an id has 32 hexadecimal digits in five groups.",
    "int_parsing": "Write a whole number.",
    "float_parsing": "Write a number.",
}
"""What pydantic means, for those who do not know it, by the beginning of its name for the mistake."""


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer with the status and problem the resource chose."""
    return api.create_response(request, error.problem, status=error.status)


@api.exception_handler(JobOrderError)
@api.exception_handler(CurriculumError)
@api.exception_handler(PartnershipError)
def said_by_the_domain(
    request: HttpRequest, error: JobOrderError | CurriculumError | PartnershipError
) -> HttpResponse:
    """Answer 403 where the actor may not, else 422, in the domain's words."""
    status = 403 if isinstance(error, NotAllowedError | CurriculumNotAllowed) else 422
    problem = {"message": error.message, "hint": error.hint, "field": error.field}
    return api.create_response(request, problem, status=status)


@api.exception_handler(MessageError)
def message_error(request: HttpRequest, error: MessageError) -> HttpResponse:
    """Answer 422 in the domain's words."""
    return _problem(request, 422, error.message, error.hint, error.field)


@api.exception_handler(SupportError)
def support_error(request: HttpRequest, error: SupportError) -> HttpResponse:
    """Answer 403 where the actor may not, else 422, in the domain's words."""
    status = 403 if isinstance(error, SupportNotAllowedError) else 422
    return _problem(request, status, error.message, error.hint, error.field)


@api.exception_handler(AuthenticationError)
def not_signed_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Answer 401 and say how to sign in."""
    hint = "Sign in with a browser, or send `Authorization: Bearer …` with a token that has not ended."
    return _problem(request, 401, "Nobody is signed in.", hint)


@api.exception_handler(ValidationError)
def wrongly_asked(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer 422 with the first thing that is wrong and where it stands."""
    first: dict[str, Any] = error.errors[0] if error.errors else {}
    where, *place = first.get("loc", ("",))
    if where == "body":  # what follows is our own name for the whole body
        place = place[1:]
    kind = str(first.get("type", ""))
    if kind == "missing" and not place:
        return _problem(request, 422, "The body is empty.", "Send JSON, as /api/v1/docs tells.")
    said = next((words for start, words in PLAIN.items() if kind.startswith(start)), "")
    message = said or str(first.get("msg", "The request could not be read."))
    return _problem(request, 422, message, field=".".join(str(part) for part in place))


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer ninja's own refusals (such as a body that is not JSON) in the same shape."""
    if isinstance(error.__cause__, Refused):
        return refused(request, error.__cause__)
    if error.status_code == 400 and isinstance(error.__cause__, ValueError | RecursionError):
        return _problem(request, 400, "The body is not JSON.", "Send one JSON value in UTF-8.")
    return _problem(request, error.status_code, str(error))


@api.exception_handler(SuspiciousOperation)
def unreasonable(request: HttpRequest, error: SuspiciousOperation) -> HttpResponse:
    """Answer 413 to a body larger than any call needs, 400 to what else Django will not read."""
    if isinstance(error, RequestDataTooBig):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE >> 20
        return _problem(request, 413, f"The body is larger than {most} MB.", "Send less at once, or a file.")
    return _problem(request, 400, "The request could not be read.")


@api.exception_handler(Http404)
def not_there(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """Answer 404 in the same shape."""
    return _problem(request, 404, "There is no such thing, or it is not shared with you.")


@api.exception_handler(PermissionDenied)
def not_allowed(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """Answer 403 in the domain's words."""
    return _problem(request, 403, str(error) or "Your role does not allow this.")


def _problem(
    request: HttpRequest, status: int, message: str, hint: str = "", field: str = ""
) -> HttpResponse:
    return api.create_response(request, {"message": message, "hint": hint, "field": field}, status=status)


def open_to_strangers(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """Let the API itself answer 401 where the site's middleware would send a browser to the sign-in page."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback.login_required = False  # type: ignore[attr-defined]
    return patterns
