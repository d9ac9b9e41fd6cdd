"""Job orders: make one from text or a file, read and edit its profile, confirm it, see feeders and people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db import transaction
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, actor_of, staff_of
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import EMPLOYERS, MANAGERS
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.organizations.models import Organization, OrganizationKind
from gainful.domain.participants import queries as person_queries
from gainful.domain.participants.actions import record_reads
from gainful.domain.plans import links
from gainful.domain.plans import queries as plan_queries
from gainful.domain.plans.actions import send_plan, send_profile, sign_profile
from gainful.engine.ranking.feeder_document import FeederLists
from gainful.exchange.job_postings import UnreadableFile, read_posting, what_is_stated

router = Router(tags=["Job orders"])


class NewJobOrder(Schema):
    """The posting as text (or as `file` beside it) and what is known besides."""

    text: str = ""
    title: str = Field("", max_length=200)
    employer_name: str = Field("", max_length=200)
    employer: UUID | None = None
    """An employer with an account here."""
    is_internal: bool = False
    """For people who work at this employer already."""
    openings: int = Field(1, ge=1, le=10_000)


class JobOrderOut(Schema):
    """A job order; wages in USD per `wage_unit`."""

    id: UUID
    title: str
    employer: str = Field(alias="employer_label")
    status: str
    occupation_code: str
    occupation_title: str
    occupation_confidence: str
    runners_up: list[dict[str, Any]]
    reference_version: str
    openings: int
    wage_low: float | None
    wage_high: float | None
    wage_unit: str
    schedule: str
    hours_per_week: float | None
    place: str
    area_code: str
    is_internal: bool
    updated_at: datetime


class LineOut(Schema):
    """One requirement: level 0-7 and importance 1-5, null where unknown; the span is in the posting text."""

    competency_id: str
    taxonomy: str
    domain: str
    name: str
    level: float | None
    importance: float | None
    need: str
    confidence: str
    evidence_kind: str
    span_start: int | None
    span_end: int | None
    span_text: str


class ProfileOut(Schema):
    """The newest profile version; `content_hash` is what a confirmation signs."""

    version: int
    signed_at: datetime | None
    content_hash: str
    lines: list[LineOut]


class LineChange(Schema):
    """A change to one line; `remove` takes it out, an unknown competency id is added with its name and domain."""

    competency_id: str = Field(max_length=120)
    level: float | None = Field(None, ge=0, le=7)
    need: Literal["day_one", "we_train", "nice_to_have"] | None = None
    remove: bool = False
    name: str = Field("", max_length=300)
    domain: str = Field("", max_length=20)


class Confirmation(Schema):
    """A signature: who, as what, over which content."""

    name: str = Field(max_length=200)
    title: str = Field(max_length=200)
    content_hash: str = Field(max_length=64)


class PeoplePage(Schema):
    """A page of the ranked list."""

    count: int
    excluded: dict[str, int]
    people: list[dict[str, Any]]


class NewLink(Schema):
    """A link for somebody without an account."""

    scope: Literal["confirm_profile", "view_plan", "sign_plan"] = "confirm_profile"
    recipient: str = Field("", max_length=200)


class LinkOut(Schema):
    """The link's address path; the token is shown this once."""

    id: UUID
    scope: str
    path: str
    expires_at: datetime


def posting_and_stated(text: str, file: UploadedFile | None, stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a job begins with, from text or a file and what is stated beside it; 422 for what cannot be read."""
    try:
        if file is not None:
            return what_is_stated(read_posting(file.read(), file.name or "posting"), file.name or "", stated)
        document = read_posting(text.encode(), "posting.txt") if text.strip() else None
    except UnreadableFile as error:
        raise Refused(422, error.message, error.hint, "file" if file else "text") from error
    return what_is_stated(document, "", stated)


def find_order(actor: Actor, order_id: UUID) -> JobOrder:
    """Return the order of the actor's agency or employer, or answer 404."""
    try:
        order = queries.job_order(order_id)
    except JobOrder.DoesNotExist:
        raise Refused(404, "There is no such job order.") from None
    if actor.organization_id not in {order.agency_id, order.employer_id}:
        raise Refused(404, "There is no such job order.")
    return order


def find_version(order: JobOrder) -> ProfileVersion:
    """Return the newest profile version, or answer 404."""
    version = queries.version_with_lines(order)
    if version is None:
        raise Refused(404, "This job order has no profile yet.", "Read its posting first.")
    return version


def _profile(order: JobOrder) -> dict[str, Any]:
    version = find_version(order)
    lines: list[RequiredCompetency] = list(version.lines.all())
    return {
        "version": version.number,
        "signed_at": version.signed_at,
        "content_hash": queries.content_hash(version),
        "lines": lines,
    }


@router.get("/job-orders", response={200: list[JobOrderOut], **PROBLEMS})
def list_job_orders(
    request: ActorRequest,
    q: str = "",
    status: str = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    """List job orders of the caller's agency or employer, last changed first."""
    actor = actor_in(request, MANAGERS | EMPLOYERS)
    rows = queries.job_orders_for(actor, search=q, status=status)
    return list(rows[offset : offset + limit])


@router.post("/job-orders", response={201: JobOrderOut, **PROBLEMS})
def create_job_order(
    request: ActorRequest, data: Form[NewJobOrder], file: Annotated[UploadedFile | None, File()] = None
) -> Any:
    """Make a job order from text or a file, and read it into a profile. Multipart form."""
    actor = staff_of(request)
    stated = {**data.dict(exclude={"text"}), "employer": _employer(data.employer)}
    with transaction.atomic():
        order = actions.create_job_order(actor, **posting_and_stated(data.text, file, stated))
        actions.read_posting_into_profile(actor, order, title=data.title or None)
    return 201, order


def _employer(key: UUID | None) -> Organization | None:
    if key is None:
        return None
    found = Organization.objects.filter(pk=key, kind=OrganizationKind.EMPLOYER).first()
    if found is None:
        raise Refused(422, "There is no such employer.", field="employer")
    return found


@router.get("/job-orders/{order_id}", response={200: JobOrderOut, **PROBLEMS})
def get_job_order(request: ActorRequest, order_id: UUID) -> Any:
    """Return one job order."""
    return find_order(actor_of(request), order_id)


@router.get("/job-orders/{order_id}/profile", response={200: ProfileOut, **PROBLEMS})
def get_profile(request: ActorRequest, order_id: UUID) -> Any:
    """Return the newest profile with the evidence of each line."""
    return _profile(find_order(actor_of(request), order_id))


def _change_line(actor: Actor, order: JobOrder, change: LineChange, known: set[str]) -> None:
    key = change.competency_id
    if change.remove:
        actions.remove_line(actor, order, key)
    elif key not in known:
        actions.add_line(
            actor,
            order,
            competency_id=key,
            name=change.name,
            domain=change.domain or "skill",
            level=change.level,
            need=change.need or "we_train",
        )
    else:
        if change.level is not None:
            actions.set_level(actor, order, key, change.level)
        if change.need is not None:
            actions.set_need(actor, order, key, change.need)


@router.patch("/job-orders/{order_id}/profile", response={200: ProfileOut, **PROBLEMS})
def change_profile(request: ActorRequest, order_id: UUID, changes: list[LineChange]) -> Any:
    """Change lines, all or none; a change to a signed version opens the next one."""
    actor = actor_of(request)
    order = find_order(actor, order_id)
    known = {line.competency_id for line in find_version(order).lines.all()}
    with transaction.atomic():
        for change in changes[:500]:
            _change_line(actor, order, change, known)
    return _profile(order)


@router.post("/job-orders/{order_id}/confirm", response={200: ProfileOut, **PROBLEMS})
def confirm(request: ActorRequest, order_id: UUID, data: Confirmation) -> Any:
    """Sign the newest version; refused if `content_hash` is not that of the version now."""
    actor = actor_of(request)
    order = find_order(actor, order_id)
    sign_profile(actor, order, name=data.name, title=data.title, seen_hash=data.content_hash)
    return _profile(order)


@router.post("/job-orders/{order_id}/links", response={201: LinkOut, **PROBLEMS})
def make_link(request: ActorRequest, order_id: UUID, data: NewLink) -> Any:
    """Make an expiring, revocable link; `confirm_profile` also sends the profile to the employer."""
    actor = staff_of(request)
    order = find_order(actor, order_id)
    plan = plan_queries.newest_plan(order)
    if data.scope != "confirm_profile" and plan is None:
        raise Refused(422, "There is no plan yet.", "Make the plan first.", "scope")
    with transaction.atomic():
        if data.scope == "confirm_profile":
            send_profile(actor, order)
        elif data.scope == "sign_plan" and plan is not None:
            send_plan(actor, plan)
        about = None if data.scope == "confirm_profile" else plan
        link, token = links.make_link(actor, order, scope=data.scope, plan=about, recipient=data.recipient)
    return 201, {
        "id": link.pk,
        "scope": link.scope,
        "path": f"/guest/link/{token}/",
        "expires_at": link.expires_at,
    }


@router.get("/job-orders/{order_id}/feeders", response={200: FeederLists, **PROBLEMS})
def feeders(request: ActorRequest, order_id: UUID) -> FeederLists:
    """Return feeder occupations: steps up or sideways, and apart those for whom the job is a step down."""
    actor = staff_of(request)
    order = find_order(actor, order_id)
    version = find_version(order)
    people = person_queries.pool(actor, version.reference_version)
    return FeederLists.model_validate(plan_queries.feeders_of(order, version, people))


@router.get("/job-orders/{order_id}/people", response={200: PeoplePage, **PROBLEMS})
def people(
    request: ActorRequest,
    order_id: UUID,
    max_hours: Annotated[float | None, Query(ge=0, le=100_000)] = None,
    group: Literal["training", "ready", "apart"] = "training",
    limit: Annotated[int, Query(ge=1, le=200)] = 25,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Any:
    """Return people for the job, least upskilling first, as far as their consent opens them.

    `group`: those who need training, those who did this very work last (`ready`), those for whom the job is a long step
    down (`apart`).
    """
    from dataclasses import asdict

    actor = staff_of(request)
    order = find_order(actor, order_id)
    asked = {} if max_hours is None else {"max_hours": max_hours}
    ranking = plan_queries.rank_people(actor, order, find_version(order), asked).group(group)
    rows = [asdict(person) for person in ranking.page(min(offset, len(ranking)), limit)]
    what = "List of who could do a job read through the API"
    record_reads(actor, [UUID(row["id"]) for row in rows], what=what)
    return {"count": len(ranking), "excluded": ranking.excluded, "people": rows}
