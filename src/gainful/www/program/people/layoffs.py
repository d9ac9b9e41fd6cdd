"""Who is losing their job, and which open jobs could they do? Rosters of employers that let people go."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.organizations.partnerships import queries as partnerships
from gainful.domain.participants import queries
from gainful.domain.participants.actions.layoffs import LayoffTerms, check_terms
from gainful.domain.participants.models import ImportTask, Layoff
from gainful.domain.plans.layoff_matches import MOST_JOBS, matches_of
from gainful.domain.plans.queries import SHORT_TRAINING
from gainful.exchange.tables.errors import UnreadableTable
from gainful.imports import batches
from gainful.imports.batch_actions import queue_batch, start_batch
from gainful.imports.incoming import PEOPLE
from gainful.www.access import for_roles
from gainful.www.components.imports.pages import UploadForm
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response


class LayoffForm(UploadForm):
    """The employer, its days, and the file with its people."""

    employer = forms.CharField(label=gettext_lazy("Employer that lets people go"), max_length=200)
    notice_on = forms.DateField(
        label=gettext_lazy("Day of the notice"), widget=forms.DateInput(attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day of work"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy(
            "A person's own last day, where the file says it, goes into their work history."
        ),
    )
    field_order = ("employer", "notice_on", "last_day", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].label = gettext_lazy("Roster (CSV or XLSX)")
        styled(self)

    def clean(self) -> dict[str, Any]:
        """Refuse days that cannot be."""
        found = super().clean() or self.cleaned_data
        if {"employer", "notice_on"} <= found.keys():
            try:
                check_terms(self.terms())
            except ValidationError as error:
                for field, said in error.message_dict.items():
                    self.add_error(field, said)
        return found

    def terms(self) -> LayoffTerms:
        """Return what was typed."""
        given = self.cleaned_data
        return LayoffTerms(given["employer"], given["notice_on"], given.get("last_day"))


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List the layoffs; a POST takes a roster in and goes on to its columns."""
    form = LayoffForm(request.POST or None, request.FILES or None, initial=_told_by_partnership(request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _take_in(request, form.terms(), file.name, file.read())
        except UnreadableTable as error:
            form.add_error("file", f"{error.message} {error.hint}")
    page = page_of(request, queries.layoffs_of(request.actor))
    context = {
        "page": page,
        "form": form,
        "columns": [_("Employer"), _("Notice"), _("Last day"), _("People who agreed")],
    }
    return render(request, "program/layoffs_home.html", context, status=422 if form.errors else 200)


def _told_by_partnership(request: ActorRequest) -> dict[str, Any]:
    """Return the employer and the days of the layoff's partnership from whose page somebody came."""
    try:
        wanted = UUID(request.GET.get("partnership", ""))
    except ValueError:
        return {}
    found = partnerships.partnership(request.actor, wanted)
    if found is None:
        return {}
    names = partnerships.releasing_employers(found)
    return {"employer": names[0] if names else "", "notice_on": found.notice_on, "last_day": found.last_day}


def _take_in(request: ActorRequest, terms: LayoffTerms, filename: str, data: bytes) -> HttpResponse:
    options = {**batches.long_file(data, filename), "layoff": terms.as_options()}
    batch = start_batch(
        request.actor, kind=PEOPLE, filename=filename, data=batches.pack(data), options=options
    )
    if batches.is_long(batch) and not batches.look(batch).unclear:
        queue_batch(request.actor, batch, ImportTask.LOOK, options=options)
    return redirect("program:import_check", batch.pk)


def get_layoff(request: ActorRequest, layoff_id: UUID) -> Layoff:
    """Return a layoff of the actor's own organization, or 404."""
    found = queries.layoffs_of(request.actor).filter(pk=layoff_id).first()
    if found is None:
        raise Http404
    return found


@for_roles("program_manager")
@require_safe
def show(request: ActorRequest, layoff_id: UUID) -> HttpResponse:
    """Show which open jobs the people of a layoff could do."""
    layoff = get_layoff(request, layoff_id)
    matches = matches_of(request.actor, layoff)
    jobs = sum(1 for match in matches if match.ready or match.near)
    context = {
        "layoff": layoff,
        "matches": matches,
        "jobs": jobs,
        "sentence": ngettext(
            "%(n)s open job could be done by people of this roster with less than %(h)s hours of training.",
            "%(n)s open jobs could be done by people of this roster with less than %(h)s hours of training.",
            jobs,
        ) % {"n": jobs, "h": SHORT_TRAINING},
        "most": MOST_JOBS,
    }  # fmt: skip
    return render(request, "program/layoff.html", context)


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest, layoff_id: UUID) -> HttpResponse:
    """The matches as CSV; nobody is named."""
    header = (
        "job", "employer", "place", "openings", "did_this_work_last", "under_200_hours", "on_the_list",
        "least_hours", "median_hours",
    )  # fmt: skip
    rows = (
        (
            match.title, match.employer, match.place, match.openings, match.ready, match.near, match.listed,
            None if match.least_hours is None else round(match.least_hours),
            None if match.median_hours is None else round(match.median_hours),
        )
        for match in matches_of(request.actor, get_layoff(request, layoff_id))
    )  # fmt: skip
    return csv_response("layoff-matches", header, rows)
