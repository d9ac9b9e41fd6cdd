"""What leaves the agency: one protected set of figures a quarter, and the public pages of its programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries
from gainful.domain.measures.actions import PageWords, page_words, publish_page, release, take_page_off
from gainful.domain.measures.models import ReleasePreview
from gainful.domain.measures.models.reports import Cut
from gainful.domain.programs.queries import program, programs_of
from gainful.exchange.outcome_files.flat import TABLE, flat_rows
from gainful.www.access import for_roles
from gainful.www.components.indicator_page import segment_tables, sentence, whole_rows
from gainful.www.components.person_forms import styled
from gainful.www.components.public_program import as_anybody_reads, public_context
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES, ROLES
from gainful.www.program.measures.long_work import work_of


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show what was released last, and release this quarter's figures."""
    request.section = "program:measures"
    if request.method == "POST" and request.actor.role in BOSSES:
        seen = preview_of(request, request.POST.get("preview", ""))
        if "sure" not in request.POST or seen is None:
            messages.error(request, _("Nothing left. Look at what would leave first, and say that you did."))
            return redirect("program:releases")
        try:
            release(request.actor, seen)
        except JobOrderError as error:
            messages.error(request, f"{error.message} {error.hint}".strip())
        else:
            messages.success(request, _("Released. These figures stay as they are until the next quarter."))
        return redirect("program:releases")
    newest = queries.newest_release(request.actor)
    pages = {
        page.program_id: page
        for page in queries.public_programs().filter(organization=request.actor.organization)
    }
    context = {
        "work": work_of(request, "release"),
        "preview": queries.newest_preview(request.actor, timezone.localdate()),
        "newest": newest,
        "has_left": newest is not None and timezone.localdate() < newest.next_from,
        "cuts": Cut.choices,
        "can_manage": request.actor.role in BOSSES,
        "programs": [{"program": one, "page": pages.get(one.pk)} for one in programs_of(request.actor)],
        **(released_figures(newest.body) if newest is not None else {}),
    }
    return render(request, "program/releases.html", context)


def released_figures(body: dict[str, Any]) -> dict[str, Any]:
    """Return what `program/released_figures.html` needs: figures that left, or that would leave."""
    return {
        "sentence": sentence(body),
        "rows": whole_rows(body),
        "tables": segment_tables(body),
        "rule": body["published"],
        "columns": [
            _("Indicator"),
            _("Figure"),
            _("95% interval"),
            _("Counted"),
            _("Pending"),
            _("Excluded"),
        ],
    }


def preview_of(request: ActorRequest, preview_id: str) -> ReleasePreview | None:
    """Return the preview that a form names, None where it names none of the agency's."""
    try:
        return queries.preview(request.actor, UUID(preview_id))
    except ValueError:
        return None


@for_roles(*ROLES)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The newest release as CSV: what is hidden or not known is empty."""
    newest = queries.newest_release(request.actor)
    if newest is None:
        raise Http404
    rows = (["" if cell is None else cell for cell in row] for row in flat_rows(newest.body))
    return csv_response("indicators-released", TABLE, rows)


class PageForm(forms.Form):
    """What a public page says of a program."""

    about = forms.CharField(
        label=gettext_lazy("What it is, in plain words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    takes = forms.CharField(
        label=gettext_lazy("Whom it takes, in plain words"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom to ask: name, phone, e-mail"), max_length=300, required=False
    )

    def __init__(self, data: Any = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial)
        styled(self)


@for_roles(*BOSSES)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Write a program's public page and publish it with its part of the newest release."""
    request.section = "program:measures"
    found = program(request.actor, program_id)
    if found is None:
        raise Http404
    there, newest = queries.page_of_program(found), queries.newest_release(request.actor)
    form = PageForm(
        request.POST if request.method == "POST" else None, initial=asdict(page_words(found, there))
    )
    context: dict[str, Any] = {"program": found, "page": there, "newest": newest, "form": form, "found": None}
    if request.method == "POST" and form.is_valid():
        words = PageWords(**form.cleaned_data)
        try:
            if newest is None:
                raise_no_release(form)
            elif "look" in request.POST:
                context |= public_context(as_anybody_reads(found, newest, words), is_preview=True)
                return render(request, "program/public_page.html", context)
            else:
                publish_page(request.actor, found, newest, words)
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        if not form.errors:
            messages.success(request, _("Published. Anybody can read it now."))
            return redirect("program:releases")
    return render(request, "program/public_page.html", context, status=422 if form.errors else 200)


def raise_no_release(form: PageForm) -> None:
    """Say that figures are released first."""
    form.add_error(None, _("Release figures by program first: a page without figures says nothing."))


@for_roles(*BOSSES)
@require_POST
def off(request: ActorRequest, program_id: UUID) -> HttpResponse:
    """Take a program's page off."""
    found = program(request.actor, program_id)
    there = queries.page_of_program(found) if found is not None else None
    if there is None:
        raise Http404
    take_page_off(request.actor, there)
    messages.success(request, _("Taken off. What was released stays released."))
    return redirect("program:releases")
