"""Start a curriculum: empty for the jobs of a partnership, or from the modules of a plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.access import require_agency
from gainful.domain.curricula.errors import CurriculumError, NotAllowedError
from gainful.domain.curricula.models import (
    Basis,
    Curriculum,
    CurriculumVersion,
    Module,
    ModuleCompetency,
    ModuleKind,
    ServedRequirement,
)
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.models import JobOrder, ProfileVersion, RequiredCompetency
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.organizations.models import Course, Organization, Partner, Partnership
from gainful.domain.plans.models import Plan
from gainful.engine.planning.document import ModulePart, PlanDocument, ServedPart

EMPLOYERS = ("employer", "lead")


def signed_profile(order: JobOrder) -> ProfileVersion:
    """Return the newest signed profile of a job; CurriculumError where its employer confirmed none."""
    found = order.profile_versions.filter(signed_at__isnull=False).order_by("-number").first()
    if found is None:
        raise CurriculumError(
            _("%(employer)s has not confirmed what %(job)s needs.")
            % {"employer": order.employer_label or _("The employer"), "job": order.title},
            hint=_("Send them the profile to sign, then start the curriculum."),
            field="job_orders",
        )
    return found


def add_basis(version: CurriculumVersion, order: JobOrder) -> Basis:
    """Let a draft rest on the newest signed profile of a job too."""
    return Basis.objects.create(
        version=version,
        job_order=order,
        profile_version=signed_profile(order),
        employer_name=order.employer_label[:200],
        job_title=order.title[:200],
    )


def jobs_to_teach_for(partnership: Partnership) -> list[JobOrder]:
    """Return the open job orders of a partnership's employers whose needs are confirmed."""
    partners = Partner.objects.filter(partnership=partnership, role__in=EMPLOYERS, left_on=None)
    orders = JobOrder.objects.filter(
        agency=partnership.agency_id, employer__in=partners.order_by().values("organization_id"),
        profile_versions__signed_at__isnull=False,
    ).exclude(status=JobOrderStatus.CLOSED)  # fmt: skip
    found = JobOrder.objects.filter(pk__in=orders.order_by().values("pk"))
    return list(found.select_related("employer").order_by("employer__name", "title", "id"))


def _title(title: str, otherwise: str) -> str:
    words = " ".join(title.split()) or otherwise
    if not words:
        raise CurriculumError(_("Give the curriculum a title."), field="title")
    return words[:200]


def _require_open(orders: Iterable[JobOrder], agency: Organization) -> None:
    for order in orders:
        if order.agency_id != agency.pk:
            raise NotAllowedError(_("Another agency holds this job order."))
        if order.status == JobOrderStatus.CLOSED:
            raise CurriculumError(
                _("The job order %(job)s is closed.") % {"job": order.title}, field="job_orders"
            )


@transaction.atomic
def start_curriculum(
    actor: Actor,
    *,
    title: str = "",
    job_order: JobOrder | None = None,
    partnership: Partnership | None = None,
    orders: Sequence[JobOrder] = (),
) -> CurriculumVersion:
    """Start a curriculum of a job order, or of a partnership for some of its employers' jobs; returns its first draft.

    A second press of the button returns the draft that the first one made, as long as nobody has written to it.
    """
    require_agency(actor)
    if (job_order is None) == (partnership is None):
        raise CurriculumError(_("A curriculum belongs to one job order or to one partnership."))
    agency = (job_order or partnership).agency  # type: ignore[union-attr]
    if actor.organization_id not in {None, agency.pk}:
        raise NotAllowedError(_("Another agency holds this."))
    jobs = [job_order] if job_order is not None else list(orders)
    if not jobs:
        raise CurriculumError(
            _("Choose the jobs that the curriculum is for."),
            hint=_("Only jobs whose needs their employer has confirmed can be chosen."),
            field="job_orders",
        )
    _require_open(jobs, agency)
    name = _title(title, job_order.title if job_order is not None else partnership.name)  # type: ignore[union-attr]
    for job in sorted(jobs, key=lambda job: job.pk):
        hold_order(job)
    made = Curriculum.objects.filter(
        agency=agency, job_order=job_order, partnership=partnership, title=name, versions__number=1,
        versions__status=VersionStatus.DRAFT, versions__modules=None, versions__created_by=actor.user,
    ).first()  # fmt: skip
    if made is not None and made.versions.count() == 1:
        return made.versions.get()
    curriculum = Curriculum.objects.create(
        agency=agency, job_order=job_order, partnership=partnership, title=name, created_by=actor.user,
        is_sample=any(job.is_sample for job in jobs),
    )  # fmt: skip
    version = CurriculumVersion.objects.create(curriculum=curriculum, number=1, created_by=actor.user)
    for job in jobs:
        add_basis(version, job)
    return version


@transaction.atomic
def draft_from_plan(actor: Actor, plan: Plan) -> CurriculumVersion:
    """Start a curriculum from a plan: one module for each course and for each gap that no course closes."""
    require_agency(actor)
    order = plan.job_order
    hold_order(order)
    _require_open([order], order.agency)
    made = CurriculumVersion.objects.filter(plan=plan).order_by("number").first()
    if made is not None:
        return made
    curriculum = Curriculum.objects.create(
        agency=order.agency, job_order=order, title=order.title[:200], created_by=actor.user,
        is_sample=order.is_sample,
    )  # fmt: skip
    version = CurriculumVersion.objects.create(
        curriculum=curriculum, number=1, plan=plan, created_by=actor.user
    )
    basis = add_basis(version, order)
    add_plan_modules(version, basis, plan)
    return version


def add_plan_modules(version: CurriculumVersion, basis: Basis, plan: Plan) -> list[Module]:
    """Add a plan's modules to a draft; one that serves nothing that is still confirmed is left out."""
    document = PlanDocument.from_json({**plan.document, "people": []})
    parts = document.modules or _parts_of_older_plan(document)
    lines = {line.competency_id: line for line in basis.profile_version.lines.all()}
    known = Course.objects.filter(pk__in=plan.courses.order_by().values("course_id"))
    courses = {str(course.pk): course for course in known.order_by("pk")}
    providers = {item.id: item for item in document.courses}
    made: list[Module] = []
    for part in parts:
        served = [lines[each.competency_id] for each in part.serves if each.competency_id in lines]
        if not served:
            continue
        item = providers.get(part.course or "")
        module = Module.objects.create(
            version=version,
            position=len(made) + 1,
            kind=_kind(part, item.modality if item else ""),
            title=part.title[:200],
            about=part.note[:4000],
            course=courses.get(part.course or ""),
            provider=item.provider[:200] if item else "",
            hours=part.hours or None,
        )
        for line in served:
            teach(module, line)
        made.append(module)
    return made


def _parts_of_older_plan(document: PlanDocument) -> tuple[ModulePart, ...]:
    """Return modules of a plan that was made before plans listed them."""
    named = {line.competency_id: line for line in document.profile}

    def served(*ids: str) -> tuple[ServedPart, ...]:
        return tuple(
            ServedPart(competency_id=i, name=named[i].name if i in named else i, level=None) for i in ids
        )

    taught = [
        ModulePart(number=1, kind="course", title=item.title, course=item.id, serves=served(*item.competencies),
                   hours=item.hours, people=0, start=None, end=None, note="")
        for item in document.courses
    ]  # fmt: skip
    at_work = [
        ModulePart(number=1, kind="on_the_job", title=item.name, course=None, serves=served(item.competency_id),
                   hours=None, people=0, start=None, end=None, note=item.reason)
        for item in document.on_the_job
    ]  # fmt: skip
    return (*taught, *at_work)


def _kind(part: ModulePart, modality: str) -> ModuleKind:
    if part.kind == "on_the_job":
        return ModuleKind.ON_THE_JOB
    return ModuleKind.ONLINE if modality == "online" else ModuleKind.CLASSROOM


def teach(module: Module, line: RequiredCompetency) -> ModuleCompetency:
    """Let a module teach what one confirmed requirement asks, to its level."""
    taught = ModuleCompetency.objects.create(
        module=module, competency_id=line.competency_id, name=line.name, level=line.level
    )
    ServedRequirement.objects.create(competency=taught, requirement=line)
    return taught
