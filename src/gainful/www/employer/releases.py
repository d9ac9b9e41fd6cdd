"""When may our people learn? Agreements about hours off for cohorts of our own people."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import ReleaseAgreement
from gainful.domain.cohorts.release import release_limits, releases_for, seats_told
from gainful.domain.cohorts.seats import SeatLimit
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

MOST = 10_000


@for_roles("employer")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List what agencies ask the employer to agree to, what waits first."""
    request.section = "employer:workforce"
    found = releases_for(request.actor)
    waiting = found.filter(signed_at=None, refused_at=None).count()
    words = ngettext("%(n)s agreement waits for you.", "%(n)s agreements wait for you.", waiting)
    page = page_of(request, found)
    limits = release_limits(page.rows)
    for row in page.rows:
        row.limit = limits.get(row.cohort_id)
        row.seen = seats_told(row.limit)
    context = {
        "page": page,
        "sentence": words % {"n": waiting},
        "name": request.actor.signed_in_user.name,
    }
    return render(request, "employer/releases.html", context)


@for_roles("employer")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The agreements as CSV, each with the seats beyond its cohort's openings and who allowed them."""
    rows = list(releases_for(request.actor)[:MOST])
    limits = release_limits(rows)
    header = ("agency", "cohort", "starts_on", "ends_on", "people_at_most", "hours_per_week", "paid", "backfill",
              "proposed", "signed", "signer", "refused", "why_not", "seats_beyond", "allowed_by",
              "allowed_reason")  # fmt: skip
    return csv_response("hours-off", header, (_line(row, limits.get(row.cohort_id)) for row in rows))


def _line(row: ReleaseAgreement, limit: SeatLimit | None) -> tuple[object, ...]:
    allowed = limit.allowed if limit else None
    return (
        row.agency_name, row.cohort_name, row.starts_on, row.ends_on, row.people, row.hours_per_week, int(row.is_paid),
        row.backfill, row.proposed_at.date(), row.signed_at and row.signed_at.date(), row.signer_name,
        row.refused_at and row.refused_at.date(), row.reason, limit.beyond if limit else "",
        allowed and allowed.name, allowed and allowed.reason,
    )  # fmt: skip


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
                actor,
                row,
                name=given.get("name", ""),
                title=given.get("title", ""),
                seen=given.get("seen", ""),
            ),
            _("Signed. The agency can open the cohort."),
        )
    else:
        attempt(
            request, lambda: actions.refuse_release(actor, row, reason=given.get("reason", "")),
            _("You said no. The agency reads why."),
        )  # fmt: skip
    return redirect("employer:releases")
