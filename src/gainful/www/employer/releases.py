"""When may our people learn? Agreements about hours off for cohorts of our own people."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Cohort, ReleaseAgreement
from gainful.domain.cohorts.release import releases_for
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import page_of
from gainful.www.components.seat_override import mark_limits


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List what agencies ask the employer to agree to, what waits first."""
    request.section = "employer:workforce"
    found = releases_for(request.actor)
    waiting = found.filter(signed_at=None, refused_at=None).count()
    words = ngettext("%(n)s agreement waits for you.", "%(n)s agreements wait for you.", waiting)
    page = page_of(request, found)
    _show_overrides(page.rows)
    context = {
        "page": page,
        "sentence": words % {"n": waiting},
        "name": request.actor.signed_in_user.name,
    }
    return render(request, "employer/releases.html", context)


def _show_overrides(rows: Iterable[ReleaseAgreement]) -> None:
    """Put the cohort beside each agreement, for the mark of seats beyond openings: an employer reads opened ones."""
    wanted = list(rows)
    cohorts = {row.pk: row for row in Cohort.objects.filter(pk__in=[row.cohort_id for row in wanted])}
    mark_limits(cohorts.values())
    for row in wanted:
        row.shown_cohort = cohorts.get(row.cohort_id)  # type: ignore[attr-defined]


@for_roles("employer")
@require_POST
def answer(request: ActorRequest, release_id: UUID) -> HttpResponse:
    """Sign it, or say no with the reason."""
    row = releases_for(request.actor).filter(pk=release_id).first()
    if row is None:
        raise Http404
    actor, given = request.actor, request.POST
    if given.get("answer") == "sign":
        attempt(
            request,
            lambda: actions.sign_release(
                actor, row, name=given.get("name", ""), title=given.get("title", "")
            ),
            _("Signed. The agency can open the cohort."),
        )
    else:
        attempt(
            request, lambda: actions.refuse_release(actor, row, reason=given.get("reason", "")),
            _("You said no. The agency reads why."),
        )  # fmt: skip
    return redirect("employer:releases")
