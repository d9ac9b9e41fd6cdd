"""What an instructor sees: the cohorts they teach, and who is in them by name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.cohorts import queries
from gainful.domain.cohorts.seats import seat_limit
from gainful.www.access import for_roles
from gainful.www.components.paging import counted_page, page_of
from gainful.www.components.seat_override import mark_limits
from gainful.www.instructor.classes import find_cohort


@for_roles("instructor")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the cohorts that I teach, soonest first."""
    page = page_of(request, queries.taught_cohorts(request.actor))
    mark_limits(page.rows)
    context = {
        "page": page,
        "sentence": ngettext("You teach %(n)s cohort.", "You teach %(n)s cohorts.", len(page.rows))
        % {"n": len(page.rows)},
        "columns": [_("Cohort"), _("Days"), _("Where"), _("State")],
    }
    return render(request, "instructor/home.html", context)


@for_roles("instructor")
@require_safe
def show(request: ActorRequest, cohort_id: UUID) -> HttpResponse:
    """Show who is in a cohort that I teach: names, roles and days, nothing else of their record."""
    found = find_cohort(request, cohort_id)
    page = counted_page(request, queries.classmates(found), size=100)
    context = {
        "cohort": found,
        "limit": seat_limit(found),
        "page": page,
        "columns": [_("Name"), _("Role"), _("First day"), _("State")],
    }
    return render(request, "instructor/cohort.html", context)
