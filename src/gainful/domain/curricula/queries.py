"""What others may read of curricula."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.coverage import VersionCoverage
from gainful.domain.curricula.models import (
    Basis,
    Comment,
    Curriculum,
    CurriculumVersion,
    DecidedChange,
    Module,
    Signature,
)
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.curricula.versions import content_hash, is_outdated, modules_of
from gainful.domain.organizations.models import Course
from gainful.engine.curriculum.difference import Change, ModuleChange, ModuleText, difference

__all__ = [
    "compare",
    "content_hash",
    "curricula_for",
    "curricula_of_decision",
    "is_outdated",
    "modules_of",
    "newest_version",
    "version",
    "version_in_use",
    "versions_of",
    "versions_of_agency",
]


def curricula_for(actor: Actor, *, search: str = "", status: str = "") -> QuerySet[Any]:
    """Return the curricula of the actor's agency, or those sent to their employer, each with its newest version.

    Adds `number`, `status` and `module_count` of the newest version that the actor may read, and `in_use`, the number
    of the version in use (None: none is).
    """
    found = Curriculum.objects.select_related("job_order", "partnership")
    if actor.role != "employer":
        found = found.filter(agency=actor.organization)
    newest = CurriculumVersion.objects.filter(curriculum=OuterRef("pk")).order_by("-number")
    in_use = newest.filter(status=VersionStatus.IN_USE)
    modules = Module.objects.filter(version=OuterRef("newest_id")).order_by().values("version")
    found = found.annotate(
        newest_id=Subquery(newest.values("pk")[:1]),
        number=Subquery(newest.values("number")[:1]),
        status=Subquery(newest.values("status")[:1]),
        in_use=Subquery(in_use.values("number")[:1]),
    ).annotate(module_count=Subquery(modules.annotate(n=Count("pk")).values("n")))
    if search:
        found = found.filter(
            Q(title__icontains=search)
            | Q(job_order__title__icontains=search)
            | Q(partnership__name__icontains=search)
        )
    if status in VersionStatus.values:
        found = found.filter(status=status)
    return found.order_by("-updated_at", "id")


def _loaded() -> QuerySet[CurriculumVersion]:
    return CurriculumVersion.objects.select_related(
        "curriculum__agency", "curriculum__job_order", "curriculum__partnership"
    )


def version(curriculum_id: UUID | str, number: int | None = None) -> CurriculumVersion | None:
    """Return one version (the newest without a number) that the actor may read, or None."""
    found = _loaded().filter(curriculum_id=curriculum_id)
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def newest_version(curriculum: Curriculum) -> CurriculumVersion | None:
    """Return the newest version of a curriculum that the actor may read, or None."""
    return version(curriculum.pk)


def version_in_use(curriculum: Curriculum) -> CurriculumVersion | None:
    """Return the version that people are trained from now, or None."""
    return _loaded().filter(curriculum=curriculum, status=VersionStatus.IN_USE).first()


def usable_versions(actor: Actor) -> QuerySet[CurriculumVersion]:
    """Return the versions that the agency may train a cohort from: signed by each employer, or in use."""
    ready = [VersionStatus.SIGNED, VersionStatus.IN_USE]
    found = _loaded().filter(curriculum__agency=actor.organization, status__in=ready)
    return found.order_by("curriculum__title", "-number", "id")


def versions_of_agency(actor: Actor) -> QuerySet[CurriculumVersion]:
    """Return every version of the actor's agency, drafts too, the newest of each curriculum first."""
    found = CurriculumVersion.objects.filter(curriculum__agency=actor.organization).select_related(
        "curriculum"
    )
    return found.order_by("curriculum__title", "-number", "id")


def versions_of(curriculum: Curriculum) -> QuerySet[CurriculumVersion]:
    """Return all versions that the actor may read, the newest first, with signatures, jobs and decisions loaded."""
    return (
        curriculum.versions.select_related("created_by")
        .prefetch_related("signatures", "bases", "decisions__decision__meeting__partnership")
        .order_by("-number")
    )


def courses_for_open(covered: VersionCoverage, most: int = 8) -> list[Course]:
    """Return courses that teach what no module teaches far enough, those that teach most of it first."""
    wanted = {line.found.requirement.competency_id for line in covered.lines if line.is_open}
    if not wanted:
        return []
    taught = Count("competencies", filter=Q(competencies__competency_id__in=wanted), distinct=True)
    found = Course.objects.filter(is_active=True, competencies__competency_id__in=wanted).annotate(n=taught)
    return list(found.select_related("provider").order_by("-n", "price", "title", "id")[:most])


def bases_of(version: CurriculumVersion) -> list[Basis]:
    """Return the jobs behind a version, each with its signature if its employer gave one."""
    return list(version.bases.select_related("signature").order_by("employer_name", "job_title", "id"))


def comments_of(version: CurriculumVersion) -> QuerySet[Comment]:
    """Return what was said of a version, oldest first."""
    return version.comments.order_by("created_at", "id")


def decisions_behind(version: CurriculumVersion) -> QuerySet[DecidedChange]:
    """Return the council's decisions that asked for a version."""
    return version.decisions.select_related("decision__meeting__partnership").order_by("created_at", "id")


def curricula_of_decision(decisions: Iterable[UUID]) -> dict[UUID, list[DecidedChange]]:
    """Return, by decision, the versions that it led to."""
    found: dict[UUID, list[DecidedChange]] = {}
    rows = DecidedChange.objects.filter(decision__in=list(decisions)).select_related("version__curriculum")
    for row in rows.order_by("created_at", "id"):
        found.setdefault(row.decision_id, []).append(row)
    return found


def signatures_of(version: CurriculumVersion) -> list[Signature]:
    """Return who signed a version, in the order in which they did."""
    return list(version.signatures.order_by("signed_at", "id"))


TEXTS = ("kind", "title", "about", "provider", "hours", "gain_measure")


def module_text(module: Module) -> ModuleText:
    """Return a module as it is read, field by field, for comparison."""
    fields = {field.name: field for field in module._meta.concrete_fields}  # noqa: SLF001 - Django's public Meta API
    labels = {name: str(fields[name].verbose_name) for name in TEXTS}
    teaches = "\n".join(
        f"{row.name}: {row.level:g}" if row.level is not None else row.name
        for row in module.competencies.all()
    )
    texts = {
        labels["title"]: module.title,
        labels["kind"]: module.get_kind_display(),
        labels["hours"]: "" if module.hours is None else f"{module.hours:g}",
        labels["provider"]: module.provider,
        labels["about"]: module.about,
        labels["gain_measure"]: module.gain_measure,
    }
    return ModuleText(module.key, module.title, {**texts, "teaches": teaches})


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side; `left_open` is before and after."""

    before: CurriculumVersion
    after: CurriculumVersion
    modules: tuple[ModuleChange, ...]

    @property
    def changed(self) -> tuple[ModuleChange, ...]:
        """The modules that are not the same."""
        return tuple(row for row in self.modules if row.change != Change.SAME)

    @property
    def same(self) -> int:
        """How many modules are the same."""
        return len(self.modules) - len(self.changed)

    @property
    def hours(self) -> tuple[float, float]:
        """Hours of all modules before and after, as far as they are known."""
        return _hours(self.before), _hours(self.after)


def _hours(version: CurriculumVersion) -> float:
    return version.modules.aggregate(n=Sum("hours"))["n"] or 0.0


def compare(before: CurriculumVersion, after: CurriculumVersion) -> Comparison:
    """Return the difference of two versions of one curriculum, module by module."""
    old = [module_text(module) for module in modules_of(before)]
    new = [module_text(module) for module in modules_of(after)]
    return Comparison(before, after, difference(old, new))
