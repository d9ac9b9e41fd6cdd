"""Who stands behind the wage records: files are compared, and what is not sure waits for somebody to decide."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import pair_queries
from gainful.domain.measures.actions import decide_pair
from gainful.domain.measures.actions.wage_pairs import NOTE_LENGTH, may_decide
from gainful.domain.measures.models import WageLinking
from gainful.domain.measures.models.wage_pairs import Found
from gainful.domain.measures.states import PAIR_RULES
from gainful.domain.participants.actions import record_reads
from gainful.exchange.upload_sizes import TABLE, in_megabytes
from gainful.imports.wage_linking import (
    OWN_SUFFIXES,
    PAIR_COLUMNS,
    SUFFIXES,
    link_later,
    pair_line,
)
from gainful.imports.wage_places import has_store
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import styled
from gainful.www.components.tables import csv_response
from gainful.www.program.measures.indicators import BOSSES
from gainful.www.program.measures.long_work import tell_progress, work_of

SHOW = [
    (pair_queries.WAITS, gettext_lazy("Wait for a decision")),
    (pair_queries.UNSURE, gettext_lazy("Cannot be told")),
    (pair_queries.DECIDED, gettext_lazy("Decided")),
]
VERBS = {
    "say_same": gettext_lazy("They are the same person"),
    "say_different": gettext_lazy("They are not the same person"),
    "cannot_tell": gettext_lazy("I cannot tell"),
    "open_again": gettext_lazy("Take the decision back"),
}
MOST = 10_000


class LinkForm(forms.Form):
    """The people behind the records, and what the agency knows of its own."""

    file = forms.FileField(
        label=gettext_lazy("File of the people behind the wage records"),
        help_text=gettext_lazy(
            "Columns: person (as in the wage records), and at least three of first name, last name, birth date, last"
            " four digits, ZIP code."
        ),
    )
    own = forms.FileField(
        label=gettext_lazy("Birth dates and last four digits of your people"), required=False,
        help_text=gettext_lazy(
            "Columns: person (the ID of your list of people), birth date, last four digits. Names and ZIP codes are"
            " taken from the records here. The file is compared and not kept."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
        for name, suffixes in (("file", SUFFIXES), ("own", OWN_SUFFIXES)):
            self.fields[name].widget.attrs["accept"] = ",".join(suffixes)

    def clean(self) -> dict[str, Any]:
        """Refuse what is too large for a page."""
        given: dict[str, Any] = super().clean() or {}
        for name in ("file", "own"):
            upload: UploadedFile | None = given.get(name)
            if upload is not None and (upload.size or 0) > TABLE:
                words = _("The file is larger than %(most)s MB. Use the terminal: gainful measures link FILE")
                self.add_error(name, words % {"most": in_megabytes(TABLE)})
        return given


class DecisionForm(forms.Form):
    """What a decision rests on."""

    note = forms.CharField(
        label=gettext_lazy("What it rests on"), max_length=NOTE_LENGTH, required=False,
        help_text=gettext_lazy("A document that you saw, a call. It stays in the history."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        styled(self)


def _said(done: WageLinking) -> str:
    linked = ngettext("%(n)s person is linked.", "%(n)s people are linked.", done.linked)
    waiting = ngettext("%(n)s pair waits for you.", "%(n)s pairs wait for you.", done.waiting)
    return f"{linked % {'n': f'{done.linked:,}'}} {waiting % {'n': f'{done.waiting:,}'}}"


def _show(request: ActorRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in pair_queries.SHOWN else pair_queries.WAITS


@for_roles(*BOSSES)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List the pairs that wait, and compare another file."""
    request.section = "program:measures"
    form = LinkForm(request.POST, request.FILES) if request.method == "POST" else LinkForm()
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            tell_progress(request, "link", link_later(request.actor, given["file"], given["own"], _said))
        except JobOrderError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            return redirect("program:wage_links")
    show = _show(request)
    page = page_of(request, pair_queries.wage_pairs(request.actor, show))
    record_reads(
        request.actor, [pair.participant_id for pair in page.rows], what=_("Seen in a list of wage records")
    )
    context = {
        "work": work_of(request, "link"),
        "form": form,
        "has_store": has_store(request.actor.organization),
        "newest": pair_queries.newest_linking(request.actor),
        "page": page,
        "show": show,
        "shows": SHOW,
        "query": request.GET.urlencode(),
        "columns": [_("Person"), _("Why it is not sure"), _("Likely"), _("Decision")],
    }
    return render(request, "program/wage_links.html", context, status=422 if form.errors else 200)


@for_roles(*BOSSES)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The pairs as CSV: how each field agrees, not what it says; nothing of another person leaves."""
    rows = list(pair_queries.wage_pairs(request.actor, _show(request))[:MOST])
    record_reads(request.actor, [row.participant_id for row in rows], what=_("List of wage records exported"))
    return csv_response("wage-links", PAIR_COLUMNS, map(pair_line, rows))


@for_roles(*BOSSES)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Show both sides of a pair side by side, and decide."""
    request.section = "program:measures"
    pair = pair_queries.wage_pair(pair_id)
    if pair is None:
        raise Http404
    form = DecisionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            decide_pair(request.actor, pair.pk, request.POST.get("decision", ""), form.cleaned_data["note"])
        except JobOrderError as error:
            form.add_error(None, f"{error.message} {error.hint}".strip())
        else:
            messages.success(request, _("Noted. It counts in every figure that is worked out from now on."))
            return redirect("program:wage_links")
    rivals = pair_queries.rivals_of(pair)
    record_reads(
        request.actor, [pair.participant_id, *(rival.participant_id for rival in rivals)],
        what=_("Compared with wage records"),
    )  # fmt: skip
    context = {
        "pair": pair,
        "rivals": rivals,
        "form": form,
        "decisions": pair_queries.decisions_about(pair),
        "verbs": [(verb, VERBS[verb]) for verb in PAIR_RULES if may_decide(request.actor, verb, pair)],
        "linked_by_itself": pair.found == Found.ACCEPTED,
        "columns": [_("Field"), _("Your record"), _("The wage record"), _("How they agree"), _("Speaks")],
        "rival_columns": [_("Person"), _("Likely"), _("Found"), _("Decision")],
    }
    return render(request, "program/wage_link.html", context, status=422 if form.errors else 200)
