"""Edit the modules of a draft so that two at once lose nothing: whoever saves second sees what the first wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.access import require
from gainful.domain.curricula.actions.hold_version import hold_version
from gainful.domain.curricula.errors import ChangedMeanwhileError, CurriculumError
from gainful.domain.curricula.models import (
    CurriculumVersion,
    Module,
    ModuleCompetency,
    ModuleKind,
    ServedRequirement,
)
from gainful.domain.job_orders.models import RequiredCompetency
from gainful.domain.organizations.models import Course

MOST_MODULES = 200
LONGEST = {"kind": 20, "title": 200, "about": 4000, "provider": 200, "gain_measure": 400}
"""Text fields of a module with the characters that they take."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A competency of a module with its level (0-7, None: none) and the confirmed requirements that it serves."""

    competency_id: str
    name: str
    level: float | None
    serves: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ModuleContent:
    """What a module holds; hours in all, None where nobody knows."""

    kind: str
    title: str
    teaches: tuple[Taught, ...]
    about: str = ""
    provider: str = ""
    hours: float | None = None
    gain_measure: str = ""
    course: Course | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


def requirements_of(version: CurriculumVersion) -> list[RequiredCompetency]:
    """Return every confirmed requirement that a version's modules may serve and the actor may read."""
    bases = version.bases.order_by().values("profile_version_id")
    return list(
        RequiredCompetency.objects.filter(version__in=bases).order_by("version_id", "position", "name", "id")
    )


def _check(version: CurriculumVersion, content: ModuleContent) -> None:
    def refuse(field_name: str, message: str, hint: str = "") -> None:
        raise CurriculumError(message, hint=hint, field=field_name)

    if not content.title.strip():
        refuse("title", _("Give the module a title."))
    if content.kind not in ModuleKind.values:
        refuse("kind", _("Choose how it is learned."))
    if content.hours is not None and not 0 < content.hours <= 10_000:
        refuse("hours", _("Hours are above 0, at most 10,000. Leave them empty where nobody knows."))
    if content.kind == ModuleKind.EMPLOYABILITY and not content.gain_measure.strip():
        refuse(
            "gain_measure",
            _("Say how the gain in these skills is measured."),
            _("For example: a rating by the instructor in the first and the last week."),
        )
    if not content.teaches:
        refuse(
            "serves",
            _("A module serves at least one confirmed requirement of the job."),
            _("Tick what it teaches. If the job asks for nothing of it, leave the module out."),
        )
    known = {line.pk for line in requirements_of(version)}
    for taught in content.teaches:
        if taught.level is not None and not 0 <= taught.level <= 7:
            refuse("serves", _("%(name)s: a level is between 0 and 7.") % {"name": taught.name})
        if not taught.serves or not set(taught.serves) <= known:
            refuse(
                "serves",
                _("%(name)s serves no requirement that an employer confirmed.") % {"name": taught.name},
                _("Tick the requirement that it serves, or leave it out."),
            )
    if len({taught.competency_id for taught in content.teaches}) < len(content.teaches):
        refuse("serves", _("A module names each competency once."))


def _found(version: CurriculumVersion, module_id: UUID) -> Module:
    module = Module.objects.select_related("changed_by").filter(version=version, pk=module_id).first()
    if module is None:
        raise ChangedMeanwhileError(
            _("Somebody removed this module while you were editing it."),
            hint=_("What you typed is still here: add it as a new module, or leave it out."),
        )
    return module


def _require_unchanged(module: Module, seen: int) -> None:
    if module.revision == seen:
        return
    raise ChangedMeanwhileError(
        _("%(name)s changed this module while you were editing it.")
        % {"name": module.changed_by or _("Somebody")},
        hint=_("Both texts are below. Put together what shall stand, then save."),
        theirs=module,
    )


@transaction.atomic
def save_module(
    actor: Actor,
    version: CurriculumVersion,
    content: ModuleContent,
    *,
    module_id: UUID | None = None,
    seen: int = 0,
    key: UUID | None = None,
) -> Module:
    """Add a module, or save one over its revision `seen`; ChangedMeanwhileError holds what somebody else saved.

    `key` is given with a form for a new module: sending it twice adds one module.
    """
    hold_version(version)
    require(actor, "edit", version)
    _check(version, content)
    module = None if module_id is None else _found(version, module_id)
    if module is None and key is not None:
        twice = Module.objects.filter(version=version, key=key).first()
        if twice is not None:
            return twice
    if module is not None:
        _require_unchanged(module, seen)
    else:
        module = _new(version, key)
    for name, longest in LONGEST.items():
        setattr(module, name, str(getattr(content, name)).strip()[:longest])
    module.hours, module.course = content.hours, content.course
    module.changed_by, module.changed_at = actor.user, timezone.now()
    if module_id is not None:
        module.revision += 1
    module.save()
    write_teaching(module, content.teaches)
    return module


def _new(version: CurriculumVersion, key: UUID | None) -> Module:
    last = version.modules.aggregate(n=Max("position"))["n"] or 0
    if version.modules.count() >= MOST_MODULES:
        raise CurriculumError(_("A curriculum has at most %(n)s modules.") % {"n": MOST_MODULES})
    made = Module(version=version, position=last + 1)
    if key is not None:
        made.key = key
    return made


def write_teaching(module: Module, teaches: Sequence[Taught]) -> None:
    """Store what a module teaches and serves in place of what stood there."""
    module.competencies.all().delete()
    for taught in teaches:
        row = ModuleCompetency.objects.create(
            module=module,
            competency_id=taught.competency_id[:120],
            name=taught.name[:300],
            level=taught.level,
        )
        ServedRequirement.objects.bulk_create(
            ServedRequirement(competency=row, requirement_id=requirement) for requirement in taught.serves
        )


@transaction.atomic
def remove_module(actor: Actor, version: CurriculumVersion, module_id: UUID, *, seen: int) -> None:
    """Take a module out of a draft; refused where somebody changed it since. One that is gone stays gone."""
    hold_version(version)
    require(actor, "edit", version)
    module = Module.objects.select_related("changed_by").filter(version=version, pk=module_id).first()
    if module is None:
        return
    _require_unchanged(module, seen)
    module.delete()


@transaction.atomic
def move_module(actor: Actor, version: CurriculumVersion, module_id: UUID, *, earlier: bool) -> None:
    """Move a module one place earlier or later; at the end of the list it stays."""
    hold_version(version)
    require(actor, "edit", version)
    rows = list(Module.objects.filter(version=version).order_by("position", "id"))
    place = next((place for place, row in enumerate(rows) if row.pk == module_id), None)
    if place is None:
        return
    other = place - 1 if earlier else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, 1):
        row.position = position
    Module.objects.bulk_update(rows, ["position"])
