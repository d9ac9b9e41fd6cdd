"""Upload, check the columns, look at the rows, save: nothing is written before the last step.

Pages of one audience are `ImportSite`: which kinds of file it brings, and under which addresses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.actions import Attestation, end_of
from gainful.domain.participants.models import ImportBatch, ImportStatus, ImportTask, Scenario
from gainful.exchange.tables.errors import UnreadableTable
from gainful.exchange.upload_sizes import TABLE, in_megabytes
from gainful.imports import batches
from gainful.imports.batch_actions import (
    close_batch,
    drop_batch,
    note_batch,
    queue_batch,
    start_batch,
    stop_batch,
)
from gainful.imports.incoming import PEOPLE, fields_of
from gainful.www.components.imports.progress import progress_page, refreshed
from gainful.www.components.person_forms import ConsentForm, styled
from gainful.www.components.tables import csv_response

DATES = (("mdy", gettext_lazy("Month first: 12/31/2026")), ("dmy", gettext_lazy("Day first: 31/12/2026")))


@dataclass(frozen=True, slots=True)
class ImportSite:
    """Where an audience brings in which kinds of file, and the page that lists what came of each."""

    namespace: str
    homes: Mapping[str, str]

    def address(self, page: str, *args: object) -> str:
        """Return the address of one of the pages."""
        return reverse(f"{self.namespace}:import_{page}", args=args)

    def addresses(self, batch: ImportBatch) -> dict[str, str]:
        """Return the addresses of a file's pages, for a template."""
        pages = ("check", "save", "problems", "stop", "drop")
        return {
            **{page: self.address(page, batch.pk) for page in pages},
            "start": self.address("start", batch.kind),
            "home": reverse(self.homes[batch.kind]),
        }


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(label=gettext_lazy("Spreadsheet (CSV or XLSX)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        self.fields["file"].widget.attrs["accept"] = ".csv,.tsv,.txt,.xlsx,.json"

    def clean_file(self) -> Any:
        """Refuse what is too large for a page."""
        file = self.cleaned_data["file"]
        if file.size > TABLE:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB. Use the terminal: gainful import %(what)s FILE")
                % {"most": in_megabytes(TABLE), "what": _("people or courses")}
            )
        return file


def get_batch(request: ActorRequest, site: ImportSite, batch_id: UUID) -> ImportBatch:
    """Return the upload of the actor's own organization, or 404."""
    batch = queries.import_batches(request.actor).filter(pk=batch_id).first()
    if batch is None or batch.kind not in site.homes:
        raise Http404
    request.section = site.homes[batch.kind]
    return batch


def start(request: ActorRequest, site: ImportSite, kind: str) -> HttpResponse:
    """Take the file in and go on to its columns."""
    _known(site, kind)
    request.section = site.homes[kind]
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return _take_in(request, site, kind, file.name, file.read())
        except UnreadableTable as error:
            form.add_error("file", f"{error.message} {error.hint}")
    context = {
        "form": form,
        "kind": kind,
        "fields": fields_of(kind),
        "home": reverse(site.homes[kind]),
        "template_url": site.address("template", kind),
        "batches": [
            (batch, site.address("check", batch.pk))
            for batch in queries.import_batches(request.actor).filter(kind=kind)[:5]
        ],
    }
    return render(request, "imports/start.html", context, status=422 if form.errors else 200)


def _known(site: ImportSite, kind: str) -> None:
    if kind not in site.homes:
        raise Http404


def _take_in(request: ActorRequest, site: ImportSite, kind: str, filename: str, data: bytes) -> HttpResponse:
    """Keep the file; a long one whose columns are clear is read in the background from now on."""
    actor: Actor = request.actor
    options = batches.long_file(data, filename)
    if not options:
        batches.open_batch(ImportBatch(kind=kind, data=data, filename=filename))
    batch = start_batch(actor, kind=kind, filename=filename, data=batches.pack(data), options=options)
    if options and not batches.look(batch).unclear:
        queue_batch(actor, batch, ImportTask.LOOK, options=options)
    return redirect(site.address("check", batch.pk))


def template(_request: ActorRequest, site: ImportSite, kind: str) -> HttpResponse:
    """An empty spreadsheet with the headings that are read without asking."""
    _known(site, kind)
    return csv_response(f"{kind}-template", [field.key for field in fields_of(kind)], [])


def check(request: ActorRequest, site: ImportSite, batch_id: UUID) -> HttpResponse:
    """Choose columns, see what is ready and what needs correction."""
    batch = get_batch(request, site, batch_id)
    if batch.is_busy:
        return progress_page(request, batch, site.addresses(batch))
    if getattr(request, "htmx", None):
        return refreshed()
    if batch.status == ImportStatus.DONE:
        return render(request, "imports/done.html", {"batch": batch, "urls": site.addresses(batch)})
    if request.method == "POST":
        _choose(request, batch)
        if batches.is_long(batch):
            return _queued(request, site, batch, ImportTask.LOOK, {"look": None})
    seen = _look(request, site, batch)
    if isinstance(seen, HttpResponse):
        return seen
    if not batches.is_long(batch):
        counts = {"rows_total": seen.total, "rows_ready": seen.ready, "rows_error": seen.wrong}
        note_batch(request.actor, batch, mapping=seen.mapping, options=batch.options, counts=counts)
    return render(request, "imports/check.html", _page(site, batch, seen, _consent(seen)))


def _choose(request: ActorRequest, batch: ImportBatch) -> None:
    """Take over what the person says of the columns and the dates."""
    fields = {field.key for field in fields_of(batch.kind)}
    batch.mapping = {key: value for key in fields if (value := request.POST.get(f"column:{key}", ""))}
    kept = {key: value for key, value in batch.options.items() if key not in {"dates", "look"}}
    chosen = {"dates": dates} if (dates := request.POST.get("dates")) in {"mdy", "dmy"} else {}
    batch.options = {**kept, **chosen}


class PeopleForm(ConsentForm):
    """How the people of a file consented, and their situation where the file does not say it."""

    situation = forms.ChoiceField(
        label=gettext_lazy("What is their situation, where the file does not say it?"),
        choices=[("", "-"), *Scenario.choices],
    )


def _consent(seen: batches.Look, given: Any = None) -> ConsentForm:
    return PeopleForm(given) if seen.unsaid else ConsentForm(given)


def _queued(
    request: ActorRequest, site: ImportSite, batch: ImportBatch, task: str, extra: dict[str, Any]
) -> HttpResponse:
    """Hand the file to the background work and show how far it is."""
    options = {key: value for key, value in {**batch.options, **extra}.items() if value is not None}
    try:
        queue_batch(request.actor, batch, task, options=options)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(site.address("check", batch.pk))


def _look(request: ActorRequest, site: ImportSite, batch: ImportBatch) -> batches.Look | HttpResponse:
    try:
        return batches.look(batch)
    except UnreadableTable as error:
        messages.error(request, f"{error.message} {error.hint}")
        return redirect(site.address("start", batch.kind))


def _page(site: ImportSite, batch: ImportBatch, seen: batches.Look, consent: ConsentForm) -> dict[str, Any]:
    chosen = seen.mapping
    return {
        "batch": batch,
        "look": seen,
        "columns": [
            (field, chosen.get(field.key, ""), seen.samples.get(chosen.get(field.key, ""), ()))
            for field in fields_of(batch.kind)
        ],
        "headings": [(heading, next(iter(seen.samples.get(heading, ())), "")) for heading in seen.header],
        "dates": DATES,
        "date_order": batch.options.get("dates", ""),
        "consent_form": consent,
        "asks_consent": batch.kind == PEOPLE,
        "urls": site.addresses(batch),
    }


def save(request: ActorRequest, site: ImportSite, batch_id: UUID) -> HttpResponse:
    """Write the rows that are ready; the others can be downloaded, corrected and brought again."""
    batch = get_batch(request, site, batch_id)
    if batch.status == ImportStatus.DONE or batch.is_busy:
        return redirect(site.address("check", batch.pk))
    attestation = None
    if batch.kind == PEOPLE:
        seen = batches.look(batch)
        consent = _consent(seen, request.POST)
        if not consent.is_valid():
            return render(request, "imports/check.html", _page(site, batch, seen, consent), status=422)
        agreed = consent.cleaned_data
        batch.options = {**batch.options, "situation": agreed.get("situation", "")}
        attestation = Attestation(end_of(agreed["consent_until"]), agreed["basis"], tuple(agreed["scopes"]))
    if batches.is_long(batch):
        extra = {"consent": batches.kept_consent(attestation)} if attestation else {}
        return _queued(request, site, batch, ImportTask.SAVE, extra)
    try:
        saved, notes = batches.save(request.actor, batch, attestation)
    except (ValidationError, UnreadableTable) as error:
        messages.error(
            request, " ".join(getattr(error, "messages", [str(error)])) + " " + _("Nothing was saved.")
        )
        return redirect(site.address("check", batch.pk))
    close_batch(request.actor, batch, saved=saved, notes=notes)
    return redirect(site.address("check", batch.pk))


def problems(request: ActorRequest, site: ImportSite, batch_id: UUID) -> HttpResponse:
    """The rows that need correction, as they came, with what is wrong in each: correct it and bring it again."""
    batch = get_batch(request, site, batch_id)
    if batches.is_long(batch):
        return csv_response("needs-correction", *_kept_problems(batch))
    if not batch.data:
        raise Http404
    incoming = batches.open_batch(batch)
    wrong = (row for row in incoming.rows() if row.record is None)
    lines = (
        (*row.cells, row.line, " ".join(f"{p.column}: {p.message}" for p in row.problems)) for row in wrong
    )
    return csv_response("needs-correction", (*incoming.file.table.header, "line", "what to correct"), lines)


def _kept_problems(batch: ImportBatch) -> tuple[tuple[str, ...], Iterator[tuple[object, ...]]]:
    """Return header and lines of what the background work has kept of a long file."""
    header = tuple(batch.options.get("look", {}).get("header", ()))
    lines = (
        (*row.cells, row.line, " ".join(f"{p['column']}: {p['message']}" for p in row.problems))
        for row in queries.refused_rows(batch).iterator()
    )
    return (*header, "line", "what to correct"), lines


def stop(request: ActorRequest, site: ImportSite, batch_id: UUID) -> HttpResponse:
    """End the background work on a file: nothing of it is saved, and the file stays."""
    batch = get_batch(request, site, batch_id)
    if not stop_batch(request.actor, batch):
        messages.info(request, _("It had ended already."))
    return redirect(site.address("check", batch.pk))


def drop(request: ActorRequest, site: ImportSite, batch_id: UUID) -> HttpResponse:
    """Forget the upload."""
    batch = get_batch(request, site, batch_id)
    home = site.homes[batch.kind]
    try:
        drop_batch(request.actor, batch)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(site.address("check", batch.pk))
    messages.success(request, _("The upload was dropped. Nothing was saved."))
    return redirect(home)
