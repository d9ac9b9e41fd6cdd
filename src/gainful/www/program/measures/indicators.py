"""What became of people? Indicators out of the database, their definitions, their files, and the federal record."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS, STAFF
from gainful.domain.measures import queries
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import Report
from gainful.domain.measures.models.reports import Cut
from gainful.domain.measures.rows import keys_of
from gainful.domain.participants.actions import record_reads
from gainful.domain.programs.queries import programs_of
from gainful.exchange.data_package import parquet_bytes, zipped
from gainful.exchange.outcome_files.flat import COLUMNS, TABLE, flat_rows
from gainful.imports.measured import Wanted, export_files, measure, measure_beside, pirl_file
from gainful.imports.result_tables import result_package
from gainful.www.access import for_roles
from gainful.www.components.indicator_page import (
    chart,
    quarters_words,
    segment_tables,
    sentence,
    trend_rows,
    whole_rows,
)
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response

MOST_KEPT = 40
_KEPT: dict[tuple[UUID, str], SafeString] = {}
"""Reports as HTML, the one used last at the end; whoever may read one was asked of the database before."""
ROLES = sorted(STAFF)
BOSSES = sorted(MANAGERS)


def wanted_of(request: ActorRequest) -> Wanted:
    """Return what the address asks for; what cannot be read is left out, so that a page always has an answer."""
    given = request.GET
    chosen = None
    if given.get("program"):
        chosen = next((one for one in programs_of(request.actor) if str(one.pk) == given["program"]), None)
    cut = given.get("cut", "")

    def day(name: str) -> Any:
        try:
            return parse_date(given.get(name, "")) or None
        except ValueError:
            return None

    return Wanted(
        cut if cut in Cut.values else Cut.NONE, chosen, day("as_of"), day("exits_from"), day("exits_to")
    )


def _frame(request: ActorRequest, wanted: Wanted) -> dict[str, Any]:
    programs = [("", _("All programs")), *((str(one.pk), one.name) for one in programs_of(request.actor))]
    return {
        "wanted": wanted,
        "program_id": str(wanted.program.pk) if wanted.program else "",
        "cuts": Cut.choices,
        "programs": programs,
        "query": request.GET.urlencode(),
        "can_manage": request.actor.role in MANAGERS,
    }


@for_roles(*ROLES)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show the indicators of the agency, exact: this page stays with its staff."""
    request.section = "program:measures"
    wanted = wanted_of(request)
    frame = _frame(request, wanted)
    try:
        found = measure_beside(request.actor, wanted)
    except MeasureError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return render(request, "program/measures_home.html", frame, status=422)
    if found.progress is not None:
        url, page = reverse("program:long_work", args=["indicators"]), request.get_full_path()
        frame["work"] = {"progress": found.progress, "url": url, "page": page}
    if found.report is None:
        return render(request, "program/measures_home.html", frame)
    return render(request, "program/measures_home.html", {**frame, **report_context(found.report)})


def report_html(found: Report) -> SafeString:
    """Return a report as HTML; a report never changes, so that the last few are kept as they were made."""
    key = (found.pk, get_language() or "")
    there = _KEPT.pop(key, None)
    made = render_to_string("parts/report.html", _context(found)) if there is None else there
    _KEPT[key] = made
    while len(_KEPT) > MOST_KEPT:
        _KEPT.pop(next(iter(_KEPT)), None)
    return made


def report_context(found: Report) -> dict[str, Any]:
    """Return what a page of a report needs."""
    return {"report": found, "report_html": report_html(found)}


def _context(found: Report) -> dict[str, Any]:
    body = found.body
    rows = whole_rows(body)
    tables = segment_tables(body)
    return {
        "report": found,
        "body": body,
        "sentence": sentence(body),
        "quarters": quarters_words(body),
        "rows": rows,
        "chart": chart(_("Shares of people, with 95% intervals"), [(row.name, row) for row in rows]),
        "tables": [(table, chart(table.name, table.rows)) for table in tables],
        "trend": [(name, line, chart(name, line)) for name, line in trend_rows(found.trend, body)],
        "columns": [_("Indicator"), _("Figure"), _("95% interval"), _("Counted"), _("Pending"), _("Excluded")],
        "segment_columns": [
            found.get_cut_display(), _("Figure"), _("95% interval"), _("Counted"), _("Pending"),
            _("Points from the others"), _("What a gap must be to show"),
        ],
        "trend_columns": [_("Exits"), _("Figure"), _("95% interval"), _("Counted"), _("Pending")],
    }  # fmt: skip


@for_roles(*ROLES)
@require_POST
def again(request: ActorRequest) -> HttpResponse:
    """Work the figures out again, with what was recorded since."""
    try:
        made = measure_beside(request.actor, wanted_of(request), again=True)
    except MeasureError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
    else:
        if made.progress is not None:
            messages.success(request, _("Being worked out again. These are the figures until then."))
        elif made.report is not None:
            messages.success(request, _("Worked out again. The earlier figures stay in the list of reports."))
    query = request.GET.urlencode()
    return redirect(reverse("program:measures") + (f"?{query}" if query else ""))


def _report(request: ActorRequest) -> Report:
    try:
        found = measure(request.actor, wanted_of(request))
    except MeasureError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found


@for_roles(*ROLES)
@require_safe
def export_csv(request: ActorRequest) -> HttpResponse:
    """Every figure of the page with its definition, exact, as CSV."""
    body = _report(request).body
    rows = (["" if cell is None else cell for cell in row] for row in flat_rows(body))
    return csv_response("indicators-for-staff", TABLE, rows)


@for_roles(*ROLES)
@require_safe
def export_parquet(request: ActorRequest) -> HttpResponse:
    """Every figure of the page with its definition, exact, as Parquet."""
    return parquet_response("indicators-for-staff", _report(request).body)


def parquet_response(name: str, body: dict[str, Any]) -> HttpResponse:
    """Return the figures of a report as a Parquet download."""
    made = parquet_bytes(COLUMNS, flat_rows(body))
    response = HttpResponse(made, content_type="application/vnd.apache.parquet")
    response["Content-Disposition"] = f'attachment; filename="{name}.parquet"'
    return response


def _note_reads(request: ActorRequest) -> None:
    """Note that everybody's row left in a file, for each of them to see."""
    record_reads(
        request.actor, list(keys_of(request.actor.organization)), what=_("Files of the indicators exported")
    )


@for_roles(*BOSSES)
@require_safe
def files(request: ActorRequest) -> HttpResponse:
    """The files that `gainful indicators` reads, for whoever checks the figures: people by their ID, no names."""
    wanted = wanted_of(request)
    _note_reads(request)
    with TemporaryDirectory(prefix="gainful-files-") as name:
        folder = Path(name)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
            for file in export_files(request.actor.organization, folder, wanted):
                pack.write(folder / file, file)
    response = HttpResponse(made.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="indicator-files.zip"'
    return response


@for_roles(*BOSSES)
@require_safe
def package(request: ActorRequest) -> HttpResponse:
    """Every table of results with its dictionary, as a Data Package; `people=no` leaves out rows of a person."""
    try:
        made = result_package(request.actor, wanted_of(request), people=request.GET.get("people") != "no")
    except MeasureError as error:
        messages.error(request, f"{error.message} {error.hint}".strip())
        return redirect("program:measures")
    response = HttpResponse(zipped(made), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="results.zip"'
    return response


@for_roles(*BOSSES)
@require_safe
def pirl(request: ActorRequest) -> HttpResponse:
    """The federal record of participants out of the database, with what is unverified of its layout."""
    _note_reads(request)
    with TemporaryDirectory(prefix="gainful-pirl-") as name:
        try:
            made = pirl_file(request.actor, Path(name), wanted_of(request))
        except MeasureError as error:
            messages.error(request, f"{error.message} {error.hint}".strip())
            return redirect("program:measures")
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="pirl.zip"'
    return response


@for_roles(*ROLES)
@require_safe
def reports(request: ActorRequest) -> HttpResponse:
    """List the reports that were worked out: a definition may change, old figures keep theirs."""
    request.section = "program:measures"
    context = {
        "page": page_of(request, queries.reports(request.actor)),
        "columns": [_("Worked out"), _("As of"), _("Compared by"), _("Program"), _("People")],
    }
    return render(request, "program/measures_reports.html", context)


@for_roles(*ROLES)
@require_safe
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Show the figures of one report as they were."""
    request.section = "program:measures"
    found = queries.report(report_id)
    if found is None:
        raise Http404
    return render(request, "program/measures_report.html", report_context(found))
