"""Curricula: list them, read a version, edit its modules, send, comment, sign, compare, put to use."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema
from pydantic import Field

from gainful.api.v1.common import PROBLEMS, Refused, actor_in, staff_of
from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import actions, queries
from gainful.domain.curricula.access import is_party
from gainful.domain.curricula.actions import ModuleContent, Taught
from gainful.domain.curricula.document import version_document
from gainful.domain.curricula.models import Comment, CurriculumVersion, Module, ModuleKind, Signature
from gainful.domain.job_orders.queries import job_orders_for
from gainful.domain.organizations.partnerships.queries import partnership as find_partnership
from gainful.domain.placements.version_outcomes import outcomes_of_versions
from gainful.engine.curriculum.document import CurriculumDocument

router = Router(tags=["Curricula"])
EVERYBODY = frozenset({"program_manager", "operator", "coach", "employer"})
Number = Annotated[int, Field(ge=1, le=30_000)]


class CurriculumOut(Schema):
    """A curriculum with its newest version; `in_use` is the number of the version in use, null where none is."""

    id: UUID
    title: str
    number: int
    status: str
    in_use: int | None
    module_count: int | None


class NewCurriculum(Schema):
    """A curriculum to start: of one job order, or of a partnership for some of its employers' job orders."""

    title: str = Field("", max_length=200)
    job_order: UUID | None = None
    partnership: UUID | None = None
    job_orders: list[UUID] = Field(default_factory=list, max_length=50)


class VersionOut(Schema):
    """Where a version stands."""

    curriculum_id: UUID
    number: int
    status: str
    reason: str
    left_open: str


class TaughtIn(Schema):
    """What a module teaches, to which level (null: none), and the confirmed requirements that it serves, by id."""

    competency_id: str = Field(min_length=1, max_length=120)
    name: str = Field(min_length=1, max_length=300)
    level: float | None = Field(None, ge=0, le=7)
    serves: list[UUID] = Field(min_length=1, max_length=50)


class ModuleIn(Schema):
    """A module to save; `seen` is the revision that the writer read, needed to change one."""

    kind: Literal[tuple(ModuleKind.values)]  # type: ignore[valid-type]
    title: str = Field(min_length=1, max_length=200)
    about: str = Field("", max_length=4000)
    provider: str = Field("", max_length=200)
    hours: float | None = Field(None, gt=0, le=10_000)
    gain_measure: str = Field("", max_length=400)
    teaches: list[TaughtIn] = Field(min_length=1, max_length=100)
    seen: int = Field(0, ge=0, le=1_000_000)


class ModuleOut(Schema):
    """A module as it is stored."""

    id: UUID
    key: UUID
    position: int
    kind: str
    title: str
    revision: int


class RequirementOut(Schema):
    """A confirmed requirement that a module of a version may serve."""

    id: UUID
    competency_id: str
    name: str
    level: float | None
    need: str


class CurriculumStepIn(Schema):
    """What a step says beside itself: why there is a new version, or what is left open."""

    words: str = Field("", max_length=600)


class SignIn(Schema):
    """A signature: `content_hash` is that of the version that the signer read."""

    name: str = Field(min_length=1, max_length=200)
    title: str = Field(min_length=1, max_length=200)
    content_hash: str = Field(min_length=1, max_length=64)


class SignatureOut(Schema):
    """A signature as it is stored."""

    name: str
    title: str
    on_behalf_of: str
    content_hash: str


class CommentIn(Schema):
    """A comment on a version, or on one of its modules by key."""

    text: str = Field(min_length=1, max_length=4000)
    module: UUID | None = None


class CommentOut(Schema):
    """A comment as it is stored."""

    id: UUID
    text: str
    name: str
    on_behalf_of: str


class CurriculumChangeOut(Schema):
    """A module's change between two versions, with its fields before and after."""

    title: str
    change: str
    fields: list[dict[str, str]]


class StillThereOut(Schema):
    """How many of those placed in a job were in work, and with the same employer, so many days after the first one.

    Each maps `yes`, `no`, `unknown` (nobody has said) and `pending` (the day is still to come) to people.
    """

    days: int
    employed: dict[str, int]
    same_employer: dict[str, int]


class VersionOutcomesOut(Schema):
    """What came of a version: who took a seat in its cohorts, and what became of them; `outcomes` by kind."""

    number: int
    status: str
    seats: int
    in_training: int
    completed: int
    left: int
    did_not_start: int
    outcomes: dict[str, int]
    hired: int
    no_outcome_yet: int
    stays: list[StillThereOut]


def _version(actor: Actor, curriculum_id: UUID, number: int | None = None) -> CurriculumVersion:
    found = queries.version(curriculum_id, number)
    if found is None or not is_party(actor, found):
        raise Refused(404, "There is no such version of a curriculum, or it is not open to you.")
    return found


@router.get("/curricula", response={200: list[CurriculumOut], **PROBLEMS})
def curricula(
    request: ActorRequest,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> list[Any]:
    """Return the curricula of the caller's agency, or those sent to their employer, what changed last first."""
    return list(queries.curricula_for(actor_in(request, EVERYBODY))[offset : offset + limit])


@router.post("/curricula", response={201: VersionOut, **PROBLEMS})
def start(request: ActorRequest, data: NewCurriculum) -> tuple[int, CurriculumVersion]:
    """Start a curriculum; returns its first version, a draft."""
    actor = staff_of(request)
    orders = {
        order.pk: order for order in job_orders_for(actor).filter(pk__in=[*data.job_orders, data.job_order])
    }
    partnership = find_partnership(actor, data.partnership) if data.partnership else None
    if data.partnership and partnership is None:
        raise Refused(422, "There is no such partnership.", field="partnership")
    missing = [key for key in [*data.job_orders, *filter(None, [data.job_order])] if key not in orders]
    if missing:
        raise Refused(422, f"There is no job order {missing[0]}.", field="job_orders")
    return 201, actions.start_curriculum(
        actor, title=data.title, partnership=partnership,
        job_order=orders[data.job_order] if data.job_order else None,
        orders=[orders[key] for key in data.job_orders],
    )  # fmt: skip


@router.get("/curricula/{curriculum_id}/outcomes", response={200: list[VersionOutcomesOut], **PROBLEMS})
def outcomes(request: ActorRequest, curriculum_id: UUID) -> list[dict[str, Any]]:
    """Return what came of each version that cohorts were trained from, the newest first; for the agency's managers."""
    actor = staff_of(request)
    newest = _version(actor, curriculum_id)
    found = outcomes_of_versions(newest.curriculum_id)
    rows = queries.versions_of(newest.curriculum)
    return [
        {"number": row.number, "status": row.status, **found[row.pk].to_json()}
        for row in rows
        if row.pk in found
    ]


@router.get("/curricula/{curriculum_id}/{number}", response={200: CurriculumDocument, **PROBLEMS})
def read(request: ActorRequest, curriculum_id: UUID, number: Number) -> CurriculumDocument:
    """Return a version with what it covers and who signed (docs/schema/curriculum.schema.json)."""
    return version_document(_version(actor_in(request, EVERYBODY), curriculum_id, number))


@router.get(
    "/curricula/{curriculum_id}/{number}/requirements", response={200: list[RequirementOut], **PROBLEMS}
)
def requirements(request: ActorRequest, curriculum_id: UUID, number: Number) -> list[Any]:
    """Return the confirmed requirements that its modules may serve, those of the caller's own jobs for an employer."""
    return actions.requirements_of(_version(actor_in(request, EVERYBODY), curriculum_id, number))


@router.get("/curricula/{curriculum_id}/{number}/modules", response={200: list[ModuleOut], **PROBLEMS})
def modules(request: ActorRequest, curriculum_id: UUID, number: Number) -> list[Module]:
    """Return the modules with their ids and revisions, in order."""
    return queries.modules_of(_version(actor_in(request, EVERYBODY), curriculum_id, number))


def _content(data: ModuleIn) -> ModuleContent:
    teaches = tuple(
        Taught(each.competency_id, each.name, each.level, tuple(each.serves)) for each in data.teaches
    )
    return ModuleContent(
        kind=data.kind, title=data.title, teaches=teaches, about=data.about, provider=data.provider, hours=data.hours,
        gain_measure=data.gain_measure,
    )  # fmt: skip


@router.post("/curricula/{curriculum_id}/{number}/modules", response={201: ModuleOut, **PROBLEMS})
def add_module(
    request: ActorRequest, curriculum_id: UUID, number: Number, data: ModuleIn
) -> tuple[int, Module]:
    """Add a module to a draft."""
    actor = staff_of(request)
    return 201, actions.save_module(actor, _version(actor, curriculum_id, number), _content(data))


@router.put("/curricula/{curriculum_id}/{number}/modules/{module_id}", response={200: ModuleOut, **PROBLEMS})
def change_module(
    request: ActorRequest, curriculum_id: UUID, number: Number, module_id: UUID, data: ModuleIn
) -> Module:
    """Change a module of a draft; refused where somebody else saved since the revision `seen`."""
    actor = staff_of(request)
    version = _version(actor, curriculum_id, number)
    return actions.save_module(actor, version, _content(data), module_id=module_id, seen=data.seen)


@router.delete("/curricula/{curriculum_id}/{number}/modules/{module_id}", response={204: None, **PROBLEMS})
def remove_module(
    request: ActorRequest,
    curriculum_id: UUID,
    number: Number,
    module_id: UUID,
    seen: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> tuple[int, None]:
    """Take a module out of a draft; refused where somebody else saved since the revision `seen`."""
    actor = staff_of(request)
    actions.remove_module(actor, _version(actor, curriculum_id, number), module_id, seen=seen)
    return 204, None


@router.post("/curricula/{curriculum_id}/{number}/steps/{step}", response={200: VersionOut, **PROBLEMS})
def take_step(
    request: ActorRequest,
    curriculum_id: UUID,
    number: Number,
    step: Literal["send", "take_back", "revise", "renew", "use"],
    data: CurriculumStepIn,
) -> CurriculumVersion:
    """Send a version, take it back, open the next one, take over newer profiles, or put it to use."""
    actor = staff_of(request)
    version = _version(actor, curriculum_id, number)
    if step == "send":
        return actions.send_version(actor, version, left_open=data.words)
    if step == "revise":
        return actions.revise(actor, version, reason=data.words)
    act = {"take_back": actions.take_back, "renew": actions.rest_on_newest, "use": actions.use_version}[step]
    return act(actor, version)


@router.post("/curricula/{curriculum_id}/{number}/signatures", response={201: list[SignatureOut], **PROBLEMS})
def sign(
    request: ActorRequest, curriculum_id: UUID, number: Number, data: SignIn
) -> tuple[int, list[Signature]]:
    """Sign a version for the caller's employer."""
    actor = actor_in(request, EVERYBODY)
    version = _version(actor, curriculum_id, number)
    return 201, actions.sign_version(
        actor, version, name=data.name, title=data.title, seen_hash=data.content_hash
    )


@router.post("/curricula/{curriculum_id}/{number}/comments", response={201: CommentOut, **PROBLEMS})
def comment(
    request: ActorRequest, curriculum_id: UUID, number: Number, data: CommentIn
) -> tuple[int, Comment]:
    """Say something of a version or a module."""
    actor = actor_in(request, EVERYBODY)
    version = _version(actor, curriculum_id, number)
    return 201, actions.comment_on(actor, version, data.text, module_key=data.module)


@router.get(
    "/curricula/{curriculum_id}/{number}/changes", response={200: list[CurriculumChangeOut], **PROBLEMS}
)
def changes(
    request: ActorRequest,
    curriculum_id: UUID,
    number: Number,
    since: Annotated[int, Query(ge=1, le=30_000, description="The version to compare with.")],
) -> list[dict[str, Any]]:
    """Return what changed of each module since another version."""
    actor = actor_in(request, EVERYBODY)
    after, before = _version(actor, curriculum_id, number), _version(actor, curriculum_id, since)
    return [
        {
            "title": row.title,
            "change": str(row.change),
            "fields": [{"name": f.name, "before": f.before, "after": f.after} for f in row.fields],
        }
        for row in queries.compare(before, after).modules
    ]
