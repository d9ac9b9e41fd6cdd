"""Two systems exchange people by file: whom we pass on, to whom, and what other systems' records are here."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import exchange_queries as queries
from gainful.domain.participants.actions import record_reads
from gainful.domain.participants.actions.exchange import LONGEST_NAME
from gainful.imports.exchanged import file_for
from gainful.www.access import for_roles
from gainful.www.components.needs_forms import StyledForm
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import add_errors
from gainful.www.components.tables import csv_response

MOST = 50


class PassOnForm(StyledForm):
    """Which other system gets the file."""

    partner = forms.CharField(
        label=gettext_lazy("Which agency gets the file?"), max_length=LONGEST_NAME,
        help_text=gettext_lazy("Each person in it reads this name. Write it the same each time."),
    )  # fmt: skip


@for_roles("program_manager")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Make a file for another system, and list what came from others; a POST answers with the file."""
    request.section = "program:people"
    actor = request.actor
    form = PassOnForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = file_for(actor, form.cleaned_data["partner"])
        except ValidationError as error:
            add_errors(form, error)
        else:
            if made.people or made.ended:
                return csv_response("people-for-another-system", made.header, made.lines)
            messages.error(request, _("Nobody has agreed to be passed on, so there is no file."))
            return redirect("program:exchange")
    count = queries.agreed_to_pass_on(actor).count()
    page = page_of(request, queries.received(actor))
    record_reads(actor, queries.ids_of(page.rows), what=_("Seen in a list"))
    context = {
        "form": form,
        "sentence": ngettext(
            "%(n)s person lets you pass their record on.", "%(n)s people let you pass their record on.", count
        ) % {"n": count},
        "partners": queries.partners(actor),
        "page": page,
        "columns": [_("Person"), _("Owner of record"), _("What the owner last said"), _("Came here")],
        "to_decide": queries.ended_but_kept(actor)[:MOST],
    }  # fmt: skip
    return render(request, "program/exchange.html", context, status=422 if form.errors else 200)


@for_roles("program_manager")
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Return the records here whose owner is another system as a list."""
    rows = list(queries.received(request.actor)[:10_000])
    record_reads(request.actor, queries.ids_of(rows), what=_("List exported"))
    return csv_response(
        "records-of-other-systems",
        [_("Person ID"), _("Owner of record"), _("Number there"), _("What the owner last said"), _("Changed there"),
         _("Came here")],
        ([row.participant.code if row.participant else "", row.owner_name or row.owner, row.record,
          row.get_state_display(), row.changed_at.isoformat(timespec="seconds"),
          row.received_at.isoformat(timespec="seconds")] for row in rows),
    )  # fmt: skip
