"""Upload, check the columns, look at the rows, save: nothing is written before the last step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.participants import queries
from gainful.domain.participants.actions import Attestation, end_of
from gainful.domain.participants.actions.batches import close_batch, drop_batch, note_batch, start_batch
from gainful.domain.participants.models import ImportBatch, ImportStatus
from gainful.exchange.imports import COURSES, PEOPLE, fields_of
from gainful.exchange.tabular import UnreadableTable
from gainful.www.access import for_roles
from gainful.www.components.person_forms import ConsentForm, styled
from gainful.www.components.tables import csv_response
from gainful.www.program.imports import reading

MOST_BYTES = 25 * 2**20
DATES = (("mdy", gettext_lazy("Month first: 12/31/2026")), ("dmy", gettext_lazy("Day first: 31/12/2026")))
HOME = {PEOPLE: "program:people", COURSES: "program:courses"}


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(label=gettext_lazy("Spreadsheet (CSV or XLSX)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx"

    def clean_file(self) -> Any:
        """Refuse what is too large for a page."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Use the terminal: gainful import %(what)s FILE")
                % {"most": MOST_BYTES >> 20, "what": _("people or courses")}
            )
        return file


def get_batch(request: HttpRequest, batch_id: UUID) -> ImportBatch:
    """Return the upload of the actor's own organization, or 404."""
    batch = queries.import_batches(request.actor).filter(pk=batch_id).first()  # type: ignore[attr-defined]
    if batch is None:
        raise Http404
    request.section = HOME[batch.kind]  # type: ignore[attr-defined]
    return batch


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, kind: str) -> HttpResponse:
    """Take the file in and go on to its columns."""
    _known(kind)
    request.section = HOME[kind]  # type: ignore[attr-defined]
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            _opened(kind, data, file.name)
        except UnreadableTable as error:
            form.add_error("file", f"{error.message} {error.hint}")
        else:
            batch = start_batch(request.actor, kind=kind, filename=file.name, data=data)  # type: ignore[attr-defined]
            return redirect("program:import_check", batch.pk)
    context = {
        "form": form,
        "kind": kind,
        "fields": fields_of(kind),
        "home": reverse(HOME[kind]),
        "batches": queries.import_batches(request.actor).filter(kind=kind)[:5],  # type: ignore[attr-defined]
    }
    return render(request, "program/import_start.html", context, status=422 if form.errors else 200)


def _known(kind: str) -> None:
    if kind not in HOME:
        raise Http404


def _opened(kind: str, data: bytes, filename: str) -> None:
    reading.open_batch(ImportBatch(kind=kind, data=data, filename=filename))


@for_roles("program_manager")
@require_safe
def template(_request: HttpRequest, kind: str) -> HttpResponse:
    """An empty spreadsheet with the headings that are read without asking."""
    _known(kind)
    return csv_response(f"{kind}-template", [field.key for field in fields_of(kind)], [])


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Choose columns, see what is ready and what needs correction."""
    batch = get_batch(request, batch_id)
    if batch.status == ImportStatus.DONE:
        return render(
            request, "program/import_done.html", {"batch": batch, "home": reverse(HOME[batch.kind])}
        )
    if request.method == "POST":
        fields = {field.key for field in fields_of(batch.kind)}
        chosen = {key: value for key in fields if (value := request.POST.get(f"column:{key}", ""))}
        batch.mapping = chosen
        batch.options = {"dates": dates} if (dates := request.POST.get("dates")) in {"mdy", "dmy"} else {}
    seen = _look(request, batch)
    if isinstance(seen, HttpResponse):
        return seen
    counts = {"rows_total": seen.total, "rows_ready": seen.ready, "rows_error": seen.wrong}
    note_batch(request.actor, batch, mapping=seen.mapping, options=batch.options, counts=counts)  # type: ignore[attr-defined]
    return render(request, "program/import_check.html", _page(batch, seen, ConsentForm()))


def _look(request: HttpRequest, batch: ImportBatch) -> reading.Look | HttpResponse:
    try:
        return reading.look(batch)
    except UnreadableTable as error:
        messages.error(request, f"{error.message} {error.hint}")
        return redirect("program:import_start", batch.kind)


def _page(batch: ImportBatch, seen: reading.Look, consent: ConsentForm) -> dict[str, Any]:
    chosen = seen.mapping
    return {
        "batch": batch,
        "look": seen,
        "columns": [(field, chosen.get(field.key, "")) for field in fields_of(batch.kind)],
        "dates": DATES,
        "date_order": batch.options.get("dates", ""),
        "consent_form": consent,
        "asks_consent": batch.kind == PEOPLE,
        "home": reverse(HOME[batch.kind]),
        "at_once": reading.AT_ONCE,
    }


@for_roles("program_manager")
@require_POST
def save(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Write the rows that are ready; the others can be downloaded, corrected and brought again."""
    batch = get_batch(request, batch_id)
    if batch.status == ImportStatus.DONE:
        return redirect("program:import_check", batch.pk)
    attestation, consent = None, ConsentForm(request.POST)
    if batch.kind == PEOPLE:
        if not consent.is_valid():
            return render(
                request, "program/import_check.html", _page(batch, reading.look(batch), consent), status=422
            )
        agreed = consent.cleaned_data
        attestation = Attestation(end_of(agreed["consent_until"]), agreed["basis"], tuple(agreed["scopes"]))
    if batch.rows_ready > reading.AT_ONCE:
        messages.error(request, _("Too many rows for a page. Nothing was saved."))
        return redirect("program:import_check", batch.pk)
    try:
        saved, notes = reading.save(request.actor, batch, attestation)  # type: ignore[attr-defined]
    except (ValidationError, UnreadableTable) as error:
        messages.error(
            request, " ".join(getattr(error, "messages", [str(error)])) + " " + _("Nothing was saved.")
        )
        return redirect("program:import_check", batch.pk)
    close_batch(request.actor, batch, saved=saved, notes=notes)  # type: ignore[attr-defined]
    messages.success(
        request, ngettext("%(n)s row was saved.", "%(n)s rows were saved.", saved) % {"n": f"{saved:,}"}
    )
    return redirect("program:import_check", batch.pk)


@for_roles("program_manager")
@require_safe
def problems(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The rows that need correction, as they came, with what is wrong in each: correct it and bring it again."""
    batch = get_batch(request, batch_id)
    if not batch.data:
        raise Http404
    incoming = reading.open_batch(batch)
    wrong = (row for row in incoming.rows() if row.record is None)
    lines = (
        (*row.cells, row.line, " ".join(f"{p.column}: {p.message}" for p in row.problems)) for row in wrong
    )
    return csv_response("needs-correction", (*incoming.file.table.header, "line", "what to correct"), lines)


@for_roles("program_manager")
@require_POST
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Forget the upload."""
    batch = get_batch(request, batch_id)
    home = HOME[batch.kind]
    drop_batch(request.actor, batch)  # type: ignore[attr-defined]
    messages.success(request, _("The upload was dropped. Nothing was saved."))
    return redirect(home)
