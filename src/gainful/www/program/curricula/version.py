"""One version of a curriculum: is every requirement taught, who has signed, what was said?"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import actions, queries
from gainful.domain.curricula.access import may
from gainful.domain.curricula.asking import requests_of_version
from gainful.domain.curricula.document import version_document
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.measures.said_queries import improvements_of_curriculum
from gainful.domain.placements.version_outcomes import outcomes_of_versions
from gainful.www.access import for_roles
from gainful.www.components.curriculum_page import attempt, comparison, take_comment, version_context
from gainful.www.program.curricula.lists import STAFF


def find_version(request: ActorRequest, curriculum_id: UUID, number: int | None = None) -> CurriculumVersion:
    """Return a version of a curriculum of the actor's agency, the newest without a number, or 404."""
    found = queries.version(curriculum_id, number)
    if found is None or found.curriculum.agency_id != request.actor.organization_id:
        raise Http404
    return found


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, curriculum_id: UUID, number: int | None = None) -> HttpResponse:
    """Show one version, its modules to edit while it is a draft."""
    version, actor = find_version(request, curriculum_id, number), request.actor
    asked = requests_of_version(version)
    context = version_context(actor, version)
    for basis in context["bases"]:
        basis.asked = asked.get(str(basis.pk))
        basis.outdated = queries.is_outdated(basis)
    came_of = outcomes_of_versions(version.curriculum_id)
    versions = list(queries.versions_of(version.curriculum))
    context |= {
        "versions": versions,
        "outcomes": [(row, came_of[row.pk]) for row in versions if row.pk in came_of],
        "improvements": improvements_of_curriculum(version.curriculum),
        "outdated": any(basis.outdated for basis in context["bases"]),
        **{
            f"can_{verb}": may(actor, verb, version)
            for verb in ("edit", "send", "take_back", "revise", "use")
        },
        "can_take_back": may(actor, "take_back", version) and not version.signatures.exists(),
        "courses": queries.courses_for_open(context["covered"]) if may(actor, "edit", version) else [],
    }
    return render(request, "program/curriculum.html", context)


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, curriculum_id: UUID, number: int, verb: str) -> HttpResponse:
    """Send it, take it back, make the next version, take over newer profiles, or put it to use."""
    version, actor = find_version(request, curriculum_id, number), request.actor
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "send": (
            lambda: actions.send_version(actor, version, left_open=request.POST.get("left_open", "")),
            _("Sent. Each employer is asked to read and sign it."),
        ),
        "take_back": (lambda: actions.take_back(actor, version), _("It is a draft again.")),
        "revise": (
            lambda: actions.revise(actor, version, reason=request.POST.get("reason", "")),
            _("The next version is open as a draft."),
        ),
        "renew": (lambda: actions.rest_on_newest(actor, version), _("It rests on the newest profiles now.")),
        "use": (lambda: actions.use_version(actor, version), _("It is in use.")),
    }
    if verb not in steps:
        raise Http404
    act, done = steps[verb]
    taken = attempt(request, act, done)
    if taken and verb == "revise":
        return redirect("program:curriculum", curriculum_id)
    return redirect("program:curriculum_version", curriculum_id, number)


@for_roles(*STAFF)
@require_POST
def comment(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """Say something of the version or a module."""
    version = find_version(request, curriculum_id, number)
    take_comment(request, request.actor, version)
    return redirect("program:curriculum_version", curriculum_id, number)


@for_roles(*STAFF)
@require_POST
def settle(request: ActorRequest, curriculum_id: UUID, number: int, comment_id: UUID) -> HttpResponse:
    """Close a comment with what was done about it."""
    version, answer = find_version(request, curriculum_id, number), request.POST.get("answer", "")
    attempt(
        request,
        lambda: actions.settle_comment(request.actor, version, comment_id, answer=answer),
        _("The comment is settled."),
    )
    return redirect("program:curriculum_version", curriculum_id, number)


@for_roles(*STAFF)
@require_safe
def compare(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """Show two versions side by side."""
    version = find_version(request, curriculum_id, number)
    context = {
        "compared": comparison(request, version),
        "curriculum": version.curriculum,
        "versions": queries.versions_of(version.curriculum),
    }
    return render(request, "program/curriculum_compare.html", context)


@for_roles(*STAFF)
@require_safe
def export_json(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """The version as JSON (docs/schema/curriculum.schema.json)."""
    document = version_document(find_version(request, curriculum_id, number))
    return JsonResponse(document.to_json(), json_dumps_params={"indent": 1})
