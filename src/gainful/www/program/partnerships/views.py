"""Which employers do we work with, what did we say to each other, and what comes next?"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import MANAGERS
from gainful.domain.curricula.actions import jobs_to_teach_for
from gainful.domain.organizations.errors import PartnershipError
from gainful.domain.organizations.models import Contact, Partner, Partnership
from gainful.domain.organizations.partnerships import actions, queries
from gainful.domain.organizations.partnerships.models import PartnershipKind
from gainful.domain.participants.models import Layoff
from gainful.domain.participants.queries import rosters_from
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.tables import csv_response
from gainful.www.program.partnerships import forms

STAFF = MANAGERS
MOST_EXPORTED = 10_000
NEXT_ACTIONS = 10


def find_partnership(request: ActorRequest, partnership_id: UUID) -> Partnership:
    """Return a partnership of the actor's agency, or 404."""
    found = queries.partnership(request.actor, partnership_id)
    if found is None:
        raise Http404
    return found


def _filters(request: ActorRequest) -> dict[str, str]:
    return {"search": request.GET.get("q", "").strip()[:100], "kind": request.GET.get("kind", "")}


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List the partnerships and what is to be done next; start another."""
    form = forms.StartForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_partnership(request.actor, **form.cleaned_data)
        except PartnershipError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("The partnership is there. Say who takes part."))
            return redirect("program:partnership", made.pk)
    filters, today = _filters(request), timezone.localdate()
    late = queries.next_actions(request.actor, today).count()
    context = {
        "page": page_of(request, queries.partnerships_for(request.actor, **filters)),
        "form": form,
        "filters": filters,
        "kinds": [("", _("All kinds")), *PartnershipKind.choices],
        "today": today,
        "query": request.GET.urlencode(),
        "to_do": queries.next_actions(request.actor)[:NEXT_ACTIONS],
        "sentence": ngettext("%(n)s next action is due.", "%(n)s next actions are due.", late) % {"n": late}
        if late
        else _("No next action is due today."),
        "columns": [_("Partnership"), _("Hiring employers"), _("Who looks after it"), _("Next action by"), _("State")],
    }  # fmt: skip
    return render(request, "program/partnerships_home.html", context, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV."""
    found = queries.partnerships_for(request.actor, **_filters(request))[:MOST_EXPORTED]
    header = (
        "id",
        "name",
        "kind",
        "hiring_employers",
        "owner",
        "next_action_by",
        "active",
        "notice_on",
        "last_day",
    )
    rows = (
        (row.pk, row.name, row.get_kind_display(), row.employers, row.owner or "", row.next_on or "", row.is_open,
         row.notice_on or "", row.last_day or "")
        for row in found
    )  # fmt: skip
    return csv_response("partnerships", header, rows)


def _rosters(request: ActorRequest, found: Partnership) -> list[Layoff]:
    """Return the rosters that were brought in of whoever lets people go in a layoff, for those who may open them."""
    names = queries.releasing_employers(found)
    if not names or request.actor.role != "program_manager":
        return []
    return rosters_from(request.actor, names)


def _context(request: ActorRequest, found: Partnership, **shown: Any) -> dict[str, Any]:
    now = {"name": found.name, "about": found.about, "owner": str(found.owner_id or ""), "is_open": found.is_open,
           "notice_on": found.notice_on, "last_day": found.last_day, "affected": found.affected}  # fmt: skip
    return {
        "partnership": found,
        "today": timezone.localdate(),
        "partners": [row for row in found.partners.all() if row.left_on is None],
        "former": [row for row in found.partners.all() if row.left_on is not None],
        "rosters": _rosters(request, found),
        "page": page_of(request, queries.contacts_of(found)),
        "jobs": jobs_to_teach_for(found),
        "curricula": found.curricula.order_by("title", "id")[:20],
        "change_form": forms.ChangeForm(initial=now, partnership=found, prefix="change"),
        "partner_form": forms.PartnerForm(partnership=found, prefix="partner"),
        "contact_form": forms.ContactForm(partnership=found, prefix="contact"),
        **shown,
    }


@for_roles(*STAFF)
@require_safe
def show(request: ActorRequest, partnership_id: UUID) -> HttpResponse:
    """Show one partnership: partners, next action, contact log."""
    found = find_partnership(request, partnership_id)
    return render(request, "program/partnership.html", _context(request, found))


STEPS: dict[str, tuple[type[forms.Form], Any]] = {
    "change": (forms.ChangeForm, actions.change_partnership),
    "partner": (forms.PartnerForm, actions.add_partner),
    "contact": (forms.ContactForm, actions.log_contact),
}


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, partnership_id: UUID, verb: str) -> HttpResponse:
    """Change it, add a partner, or write in the log."""
    found = find_partnership(request, partnership_id)
    if verb not in STEPS:
        raise Http404
    kind, act = STEPS[verb]
    form = kind(request.POST, partnership=found, prefix=verb)
    if form.is_valid():
        try:
            act(request.actor, found, **form.cleaned_data)
        except PartnershipError as error:
            form.add_error(
                error.field if error.field in form.fields else None, f"{error.message} {error.hint}".strip()
            )
        else:
            messages.success(request, _("Saved."))
            return redirect("program:partnership", found.pk)
    return render(
        request, "program/partnership.html", _context(request, found, **{f"{verb}_form": form}), status=422
    )


@for_roles(*STAFF)
@require_POST
def end_partner(request: ActorRequest, partner_id: UUID) -> HttpResponse:
    """End an organization's part."""
    found = Partner.objects.select_related("partnership").filter(
        pk=partner_id, partnership__agency=request.actor.organization
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    actions.end_partner(request.actor, found)
    messages.success(request, _("%s no longer takes part. What they did stays.") % found.organization)
    return redirect("program:partnership", found.partnership_id)


@for_roles(*STAFF)
@require_POST
def done(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """Mark a next action as done."""
    found = Contact.objects.select_related("partnership").filter(
        pk=contact_id, partnership__agency=request.actor.organization
    ).first()  # fmt: skip
    if found is None:
        raise Http404
    actions.finish_action(request.actor, found)
    messages.success(request, _("Done."))
    return redirect("program:partnership", found.partnership_id)
