"""Referrals: choose a service with a person, send, follow until it is known what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.accounts.roles import STAFF
from gainful.domain.messages.queries import requests_about
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.participants.models import Participant
from gainful.domain.support import queries
from gainful.domain.support.access import may_refer
from gainful.domain.support.actions import (
    Sending,
    accept_referral,
    close_referral,
    decline_referral,
    give_link,
    hand_over,
    mark_received,
    send_referral,
    withdraw_referral,
)
from gainful.domain.support.emergency import HELP_LINES
from gainful.domain.support.errors import SupportError
from gainful.domain.support.kinds import NEED_OF_BARRIER, Need
from gainful.domain.support.models import Referral
from gainful.domain.support.states import REFERRAL_RULES, ReferralState, Urgency
from gainful.www.access import for_roles
from gainful.www.coach.support.common import attempt, get_referral, get_service
from gainful.www.components.paging import WORK_TO, count_words, page_of
from gainful.www.components.people import get_person
from gainful.www.components.support_forms import NeedForm, ReferralForm, StaffDeclineForm
from gainful.www.components.support_words import proposal
from gainful.www.components.tables import csv_response

MOST_EXPORTED = 50_000


def _filters(request: ActorRequest) -> dict[str, str]:
    found = {name: request.GET.get(name, "").strip()[:40] for name in ("state", "need", "mine")}
    return {**found, "state": request.GET.get("state", "open")}


@for_roles(*STAFF)
@require_safe
def referrals(request: ActorRequest) -> HttpResponse:
    """List the agency's referrals, newest first."""
    filters = _filters(request)
    page = page_of(request, queries.referrals(request.actor, filters))
    record_reads(
        request.actor, [row.participant_id for row in page.rows], what=_("Seen in a list of referrals")
    )
    asked = queries.referrals(request.actor)
    waiting = count_words(asked.filter(state=ReferralState.SENT), WORK_TO)
    refused = count_words(asked.filter(state__in=[ReferralState.DECLINED, ReferralState.NO_ANSWER]), WORK_TO)
    context = {
        "page": page,
        "filters": filters,
        "narrowed": bool(filters["need"] or filters["mine"] or filters["state"] not in {"", "open"}),
        "sentence": _sentence(*waiting, *refused),
        "states": [("open", _("Not closed")), ("", _("All")), *ReferralState.choices],
        "needs": [("", _("Anything")), *Need.choices],
        "mines": [("", _("Everybody's")), ("1", _("Mine"))],
        "columns": [_("Person"), _("For"), _("Service"), _("State"), _("Sent")],
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "support/referrals.html", context)


def _sentence(waiting: int, n: str, refused: int, m: str) -> str:
    first = ngettext("%(n)s referral waits for an answer", "%(n)s referrals wait for an answer", waiting) % {
        "n": n
    }
    second = ngettext("%(n)s needs another way.", "%(n)s need another way.", refused) % {"n": m}
    return f"{first}; {second}"


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The same list as CSV; noted in each person's read log."""
    found = list(queries.referrals(request.actor, _filters(request))[:MOST_EXPORTED])
    record_reads(request.actor, [row.participant_id for row in found], what=_("Referrals exported"))
    header = ("person_id", "need", "how_soon", "service", "state", "how_it_ended", "why_not", "sent", "answered",
              "got_the_service", "closed", "warm")  # fmt: skip
    rows = (
        (row.participant.code, row.need, row.urgency, row.service.name, row.state, row.outcome, row.decline_reason,
         row.sent_at.date(), row.answered_at and row.answered_at.date(), row.received_at and row.received_at.date(),
         row.closed_at and row.closed_at.date(), row.is_warm)
        for row in found
    )  # fmt: skip
    return csv_response("referrals", header, rows)


def _need_of(person: Participant) -> str:
    """Return what the person's record says they need first."""
    barrier = person.barriers.filter(resolved_at=None).order_by("kind").first()
    return NEED_OF_BARRIER[barrier.kind] if barrier else ""


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Choose a service that fits, the reasons beside it; then say what it is told, and send."""
    person = get_person(person_id)
    if request.method == "POST":
        return _send(request, person)
    asked = request.GET if "need" in request.GET else None
    form = NeedForm(asked, initial={"need": _need_of(person), "urgency": Urgency.ROUTINE})
    proposals = []
    if asked is not None and form.is_valid():
        given = form.cleaned_data
        found = queries.choices(
            request.actor, person, given["need"], urgency=given["urgency"], language=given["language"]
        )
        proposals = [proposal(each) for each in found]
    record_read(request.actor, person, what=_("Opened to refer to a service"))
    context = {
        "person": person, "form": form, "proposals": proposals, "asked": asked is not None and form.is_valid(),
        "is_emergency": request.GET.get("urgency") == Urgency.EMERGENCY, "lines": HELP_LINES,
        "follows": request.GET.get("follows", "")[:36],
    }  # fmt: skip
    return render(request, "support/refer.html", context)


def _send(request: ActorRequest, person: Participant) -> HttpResponse:
    """Take the second page: empty at first, then with what the service is told."""
    form = ReferralForm(request.POST if "agreed_how" in request.POST else None, initial=request.POST.dict())
    asked = ReferralForm(request.POST)
    asked.full_clean()
    service_id = asked.cleaned_data.get("service")
    if service_id is None:
        raise Http404
    service = get_service(request, service_id)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        del given["service"]
        follows = given.pop("follows")
        before = (
            queries.referrals(request.actor).filter(pk=follows, participant=person).first()
            if follows
            else None
        )
        try:
            sent = send_referral(request.actor, person, service, Sending(**given, follows=before))
        except SupportError as error:
            form.take(error)
        else:
            messages.success(request, _("Sent. You see here what they answer."))
            return redirect("coach:referral", sent.pk)
    context = {
        "person": person, "form": form, "service": service, "need": Need(asked.cleaned_data["need"]).label
        if asked.cleaned_data.get("need") else "",
    }  # fmt: skip
    return render(request, "support/send.html", context, status=422 if form.errors else 200)


def _context(request: ActorRequest, row: Referral) -> dict[str, Any]:
    return {
        "referral": row,
        "person": row.participant,
        "steps": queries.steps_of(row),
        "appointments": queries.appointments_for(row),
        "may": {verb: may_refer(request.actor, verb, row) for verb in REFERRAL_RULES},
        "decline_form": StaffDeclineForm(),
        "next": [proposal(each) for each in queries.next_steps(request.actor, row)],
        "asked": requests_about("referral", [row.pk]).first(),
        "given_link": "",
    }


@for_roles(*STAFF)
@require_safe
def referral(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Show one referral: how far it is, what to do now, and after a no whom to ask next."""
    row = get_referral(referral_id)
    record_read(request.actor, row.participant, what=_("Referral opened"))
    return render(request, "support/referral.html", _context(request, row))


@for_roles(*STAFF)
@require_POST
def link(request: ActorRequest, referral_id: UUID) -> HttpResponse:
    """Show, once, a link for the service that gets no e-mail."""
    row = get_referral(referral_id)
    record_read(request.actor, row.participant, what=_("Referral opened"))
    context = _context(request, row)
    try:
        context["given_link"] = request.build_absolute_uri(
            reverse("guest:link", args=[give_link(request.actor, row)])
        )
    except SupportError as error:
        messages.error(request, error.message)
    return render(request, "support/referral.html", context)


@for_roles(*STAFF)
@require_POST
def step(request: ActorRequest, referral_id: UUID, verb: str) -> HttpResponse:
    """Take one step with a referral."""
    row, actor, given = get_referral(referral_id), request.actor, request.POST
    note = given.get("note", "").strip()
    got = {"yes": True, "no": False}.get(given.get("got_it", ""))
    steps = {
        "accept": lambda: accept_referral(actor, row, note=note),
        "decline": lambda: decline_referral(
            actor, row, reason=given.get("reason", ""), note=note, side=given.get("side", "")
        ),
        "hand_over": lambda: hand_over(actor, row, how=given.get("how", "")),
        "receive": lambda: mark_received(actor, row, note=note),
        "withdraw": lambda: withdraw_referral(actor, row, note=note),
        "close": lambda: close_referral(actor, row, got_it=got, note=note),
    }
    if verb not in steps:
        raise Http404
    attempt(request, steps[verb], _("Noted."))
    return redirect("coach:referral", row.pk)
