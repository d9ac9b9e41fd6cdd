"""What are people taught for my jobs? Read it, comment, sign; compare with what was signed before."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.curricula import queries
from gainful.domain.curricula.access import is_party
from gainful.domain.curricula.models import Basis, CurriculumVersion
from gainful.domain.curricula.states import VersionStatus
from gainful.www.access import for_roles
from gainful.www.components.curriculum_page import (
    compared_with_before,
    signing_context,
    take_comment,
    take_signature,
    version_context,
)
from gainful.www.components.paging import page_of


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the curricula that were sent to the employer."""
    found = queries.curricula_for(request.actor)
    page = page_of(request, found)
    for row in page.rows:
        row.state = VersionStatus(row.status).label
    waiting = found.filter(status=VersionStatus.IN_REVIEW).count()
    context = {
        "page": page,
        "sentence": ngettext(
            "%(n)s curriculum is in review.", "%(n)s curricula are in review.", waiting
        ) % {"n": waiting}
        if waiting
        else _("No curriculum is in review."),
        "columns": [_("Curriculum"), _("Newest version"), _("Modules")],
    }  # fmt: skip
    return render(request, "employer/curricula.html", context)


def _version(request: ActorRequest, curriculum_id: UUID, number: int) -> CurriculumVersion:
    found = queries.version(curriculum_id, number)
    hidden = found is None or found.status == VersionStatus.DRAFT or found.sent_at is None
    if found is None or hidden or not is_party(request.actor, found):
        raise Http404
    return found


@for_roles("employer")
@require_safe
def show(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """Show one version as it was sent."""
    version = _version(request, curriculum_id, number)
    address = [version.curriculum_id, version.number]
    context: dict[str, Any] = {
        **version_context(request.actor, version),
        **signing_context(request.actor, version),
        "compared": compared_with_before(version),
        "sign_url": reverse("employer:curriculum_sign", args=address),
        "comment_url": reverse("employer:curriculum_comment", args=address),
    }
    return render(request, "employer/curriculum.html", context)


@for_roles("employer")
@require_safe
def asked(_request: ActorRequest, basis_id: UUID) -> HttpResponse:
    """Lead from a request to the version that it is about."""
    found = Basis.objects.select_related("version").filter(pk=basis_id).first()
    if found is None:
        raise Http404
    return redirect("employer:curriculum", found.version.curriculum_id, found.version.number)


@for_roles("employer")
@require_POST
def sign(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """Sign it for the employer."""
    version = _version(request, curriculum_id, number)
    take_signature(request, request.actor, version)
    return redirect("employer:curriculum", curriculum_id, number)


@for_roles("employer")
@require_POST
def comment(request: ActorRequest, curriculum_id: UUID, number: int) -> HttpResponse:
    """Say what should change."""
    version = _version(request, curriculum_id, number)
    take_comment(request, request.actor, version)
    return redirect("employer:curriculum", curriculum_id, number)
