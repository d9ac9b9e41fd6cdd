"""Wage records: bring a file in, see which quarters are in and which are still arriving."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import pair_queries, queries
from gainful.domain.measures.models import WageImport
from gainful.exchange.upload_sizes import TABLE, in_megabytes
from gainful.imports.wage_files import SUFFIXES, bring_in_later, records_of, refused_rows
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES, ROLES
from gainful.www.program.measures.long_work import tell_progress, work_of


class WageForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("File of wage records (CSV, Parquet or Stata)"),
        help_text=gettext_lazy(
            "Columns: person, employer, year, quarter, wages. The person is the ID that your list of people has."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        self.fields["file"].widget.attrs["accept"] = ",".join(SUFFIXES)

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large for a page."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > TABLE:
            words = _("The file is larger than %(most)s MB. Use the terminal: gainful measures wages FILE")
            raise forms.ValidationError(words % {"most": in_megabytes(TABLE)})
        return file


def _said(done: WageImport) -> str:
    if done.was_known:
        return _("%(file)s was brought in before: nothing changed.") % {"file": done.name}
    rows = ngettext("%(n)s row is in.", "%(n)s rows are in.", done.rows) % {"n": f"{done.rows:,}"}
    if not done.refused:
        return rows
    refused = ngettext("%(n)s row was refused.", "%(n)s rows were refused.", done.refused)
    return f"{rows} {refused % {'n': f'{done.refused:,}'}} {_('Each with its reason: take the list below.')}"


@for_roles(*ROLES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Show which quarters are in and who brought what; a manager brings another file in."""
    request.section = "program:measures"
    can_manage = request.actor.role in BOSSES
    sent = request.method == "POST" and can_manage
    form = WageForm(request.POST, request.FILES) if sent else WageForm()
    if sent and form.is_valid():
        try:
            tell_progress(request, "wages", bring_in_later(request.actor, form.cleaned_data["file"], _said))
        except JobOrderError as error:
            form.add_error("file", f"{error.message} {error.hint}".strip())
        else:
            return redirect("program:wage_records")
    held = records_of(request.actor)
    context = {
        "work": work_of(request, "wages"),
        "form": form,
        "can_manage": can_manage,
        "waiting": pair_queries.wage_pairs(request.actor).count() if can_manage else 0,
        "quarters": list(reversed(held.quarters)),
        "refused": sum(int(file["rejected"] or 0) for file in held.files),
        "page": page_of(request, queries.wage_imports(request.actor)),
        "quarter_columns": [_("Quarter"), _("Rows"), _("State")],
        "columns": [_("File"), _("Rows"), _("Refused"), _("Brought in by"), _("On")],
    }
    return render(request, "program/wage_records.html", context, status=422 if form.errors else 200)


@for_roles(*BOSSES)
@require_safe
def refused(request: ActorRequest) -> HttpResponse:
    """Every refused row with its file, column and reason; the person's key is not among them."""
    header, *rows = refused_rows(request.actor)
    return csv_response("refused-wage-records", header, rows)
