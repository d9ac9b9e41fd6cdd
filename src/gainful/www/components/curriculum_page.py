"""A version of a curriculum as a page shows it: modules, what they serve, what is open, who signed, comments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import queries
from gainful.domain.curricula.access import may
from gainful.domain.curricula.actions import bases_to_sign, comment_on, sign_version
from gainful.domain.curricula.coverage import VersionCoverage, coverage_of
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.models import Comment, CurriculumVersion, Module
from gainful.domain.curricula.queries import Comparison


@dataclass(frozen=True, slots=True)
class TaughtLine:
    """A competency of a module in words: its level, and whose requirement it serves."""

    name: str
    level: float | None
    serves: tuple[str, ...]
    others: int
    """How many requirements of partners it serves that the reader may not read."""


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module with its lines and its comments."""

    module: Module
    lines: tuple[TaughtLine, ...]
    comments: tuple[Comment, ...]


def _lines(module: Module, requirements: dict[UUID, str]) -> tuple[TaughtLine, ...]:
    found = []
    for row in module.competencies.all():
        keys = [served.requirement_id for served in row.serves.all()]
        named = tuple(requirements[key] for key in keys if key in requirements)
        found.append(TaughtLine(row.name, row.level, named, len(keys) - len(named)))
    return tuple(found)


def _sentence(covered: VersionCoverage) -> str:
    hours = sum(module.hours or 0 for module in covered.modules)
    unknown = sum(module.hours is None for module in covered.modules)
    said = [
        ngettext("%(n)s module, %(hours)s hours.", "%(n)s modules, %(hours)s hours.", len(covered.modules))
        % {"n": len(covered.modules), "hours": f"{hours:g}"}
    ]
    if unknown:
        said.append(
            ngettext(
                "Of %(n)s module nobody knows the hours.", "Of %(n)s modules nobody knows the hours.", unknown
            )
            % {"n": unknown}
        )
    if n := len(covered.uncovered):
        said.append(
            ngettext("%(n)s requirement is not taught.", "%(n)s requirements are not taught.", n) % {"n": n}
        )
    else:
        said.append(_("Every requirement to be trained is taught."))
    return " ".join(said)


def version_context(actor: Actor, version: CurriculumVersion) -> dict[str, Any]:
    """Return what shows a version, whoever reads it; a dozen queries however many modules it has."""
    modules = queries.modules_of(version)
    covered = coverage_of(version, modules)
    comments = list(queries.comments_of(version))
    bases = queries.bases_of(version)
    names = {line.found.requirement.id: f"{line.employer}: {line.job}" for line in covered.lines}
    return {
        "version": version,
        "curriculum": version.curriculum,
        "sentence": _sentence(covered),
        "covered": covered,
        "rows": [
            ModuleRow(
                module, _lines(module, names), tuple(c for c in comments if c.module_key == module.key)  # type: ignore[arg-type]
            )
            for module in modules
        ],
        "comments": [comment for comment in comments if comment.module_key is None],
        "open_comments": sum(comment.settled_at is None for comment in comments),
        "bases": bases,
        "waiting": [basis for basis in bases if not hasattr(basis, "signature")],
        "decisions": queries.decisions_behind(version),
        "can_comment": may(actor, "comment", version) or may(actor, "comment_as_employer", version),
        "can_settle": may(actor, "settle_comment", version),
    }  # fmt: skip


def signing_context(actor: Actor, version: CurriculumVersion) -> dict[str, Any]:
    """Return what an employer needs to sign a version: the hash of what they read, and whether it waits for them."""
    mine = bases_to_sign(actor, version)
    return {
        "can_sign": may(actor, "sign", version) and any(not hasattr(basis, "signature") for basis in mine),
        "seen_hash": queries.content_hash(version),
        "mine": mine,
        "sign_name": actor.user.name if actor.user else "",
    }


def attempt(request: ActorRequest, step: Callable[[], object], done: str) -> bool:
    """Take a step and say that it is done; a refusal is said instead, and False comes back."""
    try:
        step()
    except CurriculumError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return False
    messages.success(request, done)
    return True


def take_signature(
    request: ActorRequest, actor: Actor, version: CurriculumVersion, link_id: UUID | None = None
) -> bool:
    """Sign a version as a sent form says."""
    sent = {name: request.POST.get(name, "") for name in ("name", "title", "seen_hash")}
    done = _("Signed. Thank you. Your agency is told.")
    return attempt(request, lambda: sign_version(actor, version, **sent, link_id=link_id), done)


def take_comment(request: ActorRequest, actor: Actor, version: CurriculumVersion) -> bool:
    """Write down a comment as a sent form says."""
    about = request.POST.get("module", "")
    keys = {str(key): key for key in version.modules.order_by().values_list("key", flat=True)}
    step: Callable[[], object] = lambda: comment_on(  # noqa: E731 - one step, named for its place
        actor, version, request.POST.get("text", ""), module_key=keys.get(about)
    )
    return attempt(request, step, _("Your comment is written down."))


def compared_with_before(version: CurriculumVersion) -> Comparison | None:
    """Return what changed since the version that this one follows, None where the reader has seen none before."""
    if version.follows_id is None:
        return None
    before = CurriculumVersion.objects.filter(pk=version.follows_id).select_related("curriculum").first()
    return None if before is None else queries.compare(before, version)


def comparison(request: ActorRequest, version: CurriculumVersion) -> Comparison:
    """Return the comparison that an address asks for: with the version `with`, else with the one before it."""
    wanted = request.GET.get("with", "")
    if wanted.isascii() and wanted.isdecimal():
        before = queries.version(version.curriculum_id, int(wanted[:5]))
        found = None if before is None else queries.compare(before, version)
    else:
        found = compared_with_before(version)
    if found is None:
        raise Http404
    return found
