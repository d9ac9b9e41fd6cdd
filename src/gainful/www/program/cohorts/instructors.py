"""Who could teach which cohort: proposals with their reasons, and naming the one that is chosen."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.teaching import proposed_instructors, reason_words
from gainful.www.access import for_roles
from gainful.www.components.job_order_steps import attempt
from gainful.www.components.paging import numbered_page
from gainful.www.components.seat_override import mark_limits
from gainful.www.components.tables import csv_response
from gainful.www.program.cohorts.common import find_cohort


class ChosenForm(forms.Form):
    """Which cohort, and who is named."""

    cohort = forms.UUIDField()
    instructor = forms.UUIDField()


@for_roles(*MANAGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show cohorts that nobody with an account is named for, each with who could teach it; name one."""
    if request.method == "POST":
        return _name(request)
    found = proposed_instructors(request.actor)
    page = numbered_page(request, len(found), lambda start, size: found[start : start + size])
    mark_limits(row.cohort for row in page.rows)
    context = {
        "page": page,
        "rows": [(row, reason_words(row)) for row in page.rows],
        "sentence": ngettext(
            "Nobody with an account is named for %(n)s cohort.",
            "Nobody with an account is named for %(n)s cohorts.",
            len(found),
        )
        % {"n": len(found)},
        "columns": [_("Cohort"), _("Days"), _("Who could teach it"), _("Why"), _("Name them")],
    }
    return render(request, "program/cohorts_instructors.html", context)


def _name(request: ActorRequest) -> HttpResponse:
    form = ChosenForm(request.POST)
    if not form.is_valid():
        raise Http404
    cohort = find_cohort(request, form.cleaned_data["cohort"])
    user = queries.possible_instructors(request.actor).filter(pk=form.cleaned_data["instructor"]).first()
    if user is None:
        messages.error(request, _("They do not teach here any more. Reload the page."))
    else:
        attempt(
            request,
            lambda: actions.add_instructor(request.actor, cohort, name="", user=user),
            _("%(name)s is named for %(cohort)s.") % {"name": user, "cohort": cohort},
        )
    return redirect("program:cohort_instructors")


@for_roles(*MANAGERS)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same proposals as CSV."""
    header = ("cohort", "starts_on", "ends_on", "instructor", "why", "others_who_fit")
    return csv_response(
        "instructors", header,
        (
            (row.cohort.name, row.cohort.starts_on, row.cohort.ends_on, row.instructor or "", reason_words(row),
             row.others)
            for row in proposed_instructors(request.actor)
        ),
    )  # fmt: skip
