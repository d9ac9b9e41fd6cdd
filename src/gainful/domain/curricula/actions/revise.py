"""Open a change: the next version as a draft, on the newest signed profiles, with the decision behind it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.curricula.access import require
from gainful.domain.curricula.actions.draft import add_basis
from gainful.domain.curricula.actions.hold_version import hold_version
from gainful.domain.curricula.actions.move_version import move
from gainful.domain.curricula.asking import stop_asking
from gainful.domain.curricula.errors import CurriculumError, NotAllowedError
from gainful.domain.curricula.models import (
    Basis,
    Curriculum,
    CurriculumVersion,
    DecidedChange,
    Module,
    ModuleCompetency,
    ServedRequirement,
)
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.curricula.versions import COMPETENCY_FIELDS, MODULE_FIELDS, modules_of
from gainful.domain.job_orders.models import JobOrder, RequiredCompetency
from gainful.domain.organizations.models import CouncilDecision

__all__ = ["link_decision", "open_change", "rest_on_newest", "revise"]


def newest(curriculum: Curriculum) -> CurriculumVersion:
    """Return the newest version of a curriculum."""
    found = curriculum.versions.select_related("curriculum__agency").order_by("-number").first()
    if found is None:  # a curriculum begins with its first version, in one transaction
        raise CurriculumVersion.DoesNotExist
    return found


@transaction.atomic
def revise(actor: Actor, version: CurriculumVersion, *, reason: str) -> CurriculumVersion:
    """Make the next version, a draft copied from this one; a draft that there is already is returned as it stands."""
    hold_version(version)
    last = newest(version.curriculum)
    if last.status == VersionStatus.DRAFT:
        require(actor, "edit", last)
        return last
    require(actor, "revise", version)
    if not reason.strip():
        raise CurriculumError(_("Say why there is a new version: the employers read it."), field="reason")
    if last.status == VersionStatus.IN_REVIEW:
        stop_asking(last)
        move(last, "replace")
    number = 1 + (version.curriculum.versions.aggregate(n=Max("number"))["n"] or 0)
    made = CurriculumVersion.objects.create(
        curriculum=version.curriculum, number=number, follows=version, reason=reason.strip()[:600],
        left_open=version.left_open, created_by=actor.user,
    )  # fmt: skip
    for order in JobOrder.objects.filter(pk__in=version.bases.order_by().values("job_order_id")).order_by(
        "pk"
    ):
        add_basis(made, order)
    _copy_modules(version, made)
    return made


def _copy_modules(source: CurriculumVersion, target: CurriculumVersion) -> None:
    lines = _successors(source, target)
    for module in modules_of(source):
        copy = Module.objects.create(
            version=target,
            changed_by=module.changed_by,
            **{name: getattr(module, name) for name in MODULE_FIELDS},
        )
        for taught in module.competencies.all():
            row = ModuleCompetency.objects.create(
                module=copy, **{name: getattr(taught, name) for name in COMPETENCY_FIELDS}
            )
            _serve(row, [served.requirement_id for served in taught.serves.all()], lines)


def _serve(row: ModuleCompetency, requirements: Sequence[UUID], lines: dict[UUID, UUID]) -> None:
    ServedRequirement.objects.bulk_create(
        ServedRequirement(competency=row, requirement_id=lines[each])
        for each in requirements
        if each in lines
    )


def _successors(source: CurriculumVersion, target: CurriculumVersion) -> dict[UUID, UUID]:
    """Return each requirement of the old profiles with the same competency's line in the new ones, if there is one."""
    jobs = {basis.job_order_id: basis.profile_version_id for basis in target.bases.all()}
    pairs = {basis.profile_version_id: jobs.get(basis.job_order_id) for basis in source.bases.all()}
    rows = RequiredCompetency.objects.filter(version__in={*pairs, *jobs.values()}).order_by()
    by_name: dict[tuple[UUID | None, str], UUID] = {
        (line.version_id, line.competency_id): line.pk for line in rows
    }
    found = {line.pk: by_name.get((pairs.get(line.version_id), line.competency_id)) for line in rows}
    return {old: new for old, new in found.items() if new is not None}


@transaction.atomic
def rest_on_newest(actor: Actor, version: CurriculumVersion) -> CurriculumVersion:
    """Let a draft rest on the newest signed profiles; what they no longer ask for is served no more and shows."""
    hold_version(version)
    require(actor, "edit", version)
    for basis in list(version.bases.select_related("job_order")):
        _renew(version, basis)
    return version


def _renew(version: CurriculumVersion, basis: Basis) -> None:
    order = basis.job_order
    signed = order.profile_versions.filter(signed_at__isnull=False).order_by("-number").first()
    if signed is None or signed.pk == basis.profile_version_id:
        return
    new = {line.competency_id: line for line in signed.lines.all()}
    served = ServedRequirement.objects.filter(
        competency__module__version=version, requirement__version=basis.profile_version_id
    )
    rows = list(served.select_related("requirement"))
    served.delete()
    basis.profile_version = signed
    basis.employer_name, basis.job_title = order.employer_label[:200], order.title[:200]
    basis.save()
    ServedRequirement.objects.bulk_create(
        ServedRequirement(competency_id=row.competency_id, requirement=new[row.requirement.competency_id])
        for row in rows
        if row.requirement.competency_id in new
    )


def link_decision(version: CurriculumVersion, decision: CouncilDecision) -> DecidedChange:
    """Write down that a decision asked for this version; once, however often it is said."""
    return DecidedChange.objects.get_or_create(version=version, decision=decision)[0]


@transaction.atomic
def open_change(actor: Actor, decision: CouncilDecision, curriculum: Curriculum) -> CurriculumVersion:
    """Open a change of a curriculum because the council decided it; the draft and the decision point at each other."""
    partnership = decision.meeting.partnership
    if partnership.agency_id != curriculum.agency_id:
        raise NotAllowedError(_("The council that decided this belongs to another agency."))
    version = revise(actor, newest(curriculum), reason=decision.text)
    if version.status != VersionStatus.DRAFT:
        raise CurriculumError(_("Only a draft can be changed."))
    with acting_in("open_change"):
        link_decision(version, decision)
    return version
