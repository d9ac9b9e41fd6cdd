"""Who can see my information: who asks, consents with an end that I choose, and who looked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries, sharing_queries
from gainful.domain.participants.actions import (
    end_of,
    grant_access,
    grant_consent,
    leave,
    narrow_consent,
    refuse_access,
    revoke_consent,
)
from gainful.domain.participants.duplicate_queries import merges_of
from gainful.domain.participants.models import AccessRequest, Consent, Participant
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import ShareForm, saved
from gainful.www.components.sharing_forms import GrantForm
from gainful.www.components.tables import csv_response
from gainful.www.participant.common import my_record, unconfirmed_address

READS_SHOWN = 15
ENDED_SHOWN = 20
EMERGENCIES_SHOWN = 20
MOST_EXPORTED = 100_000


def _parts(consent: Consent) -> list[tuple[str, str]]:
    return list(zip(consent.scopes, consent.scope_labels, strict=True))


def _context(
    request: ActorRequest, person: Participant, wrong: dict[UUID, ShareForm | GrantForm]
) -> dict[str, Any]:
    """Return the page's parts; `wrong` holds the form that was sent with something missing, by what it is about."""
    consents = list(queries.consents_of(person))
    active = {consent.organization_id: consent for consent in consents if consent.is_active}

    def form(key: UUID, consent: Consent | None = None) -> ShareForm | GrantForm:
        return wrong.get(key) or ShareForm.fresh(key, consent)

    return {
        "person": person,
        "asked": [
            (asked, wrong.get(asked.pk) or GrantForm.fresh(asked), active.get(asked.organization_id))
            for asked in sharing_queries.asked_of_me(request.actor)
        ],
        "active": [(consent, _parts(consent), form(key, consent)) for key, consent in active.items()],
        "ended": [consent for consent in consents if not consent.is_active][:ENDED_SHOWN],
        "merges": merges_of(person)[:10],
        "emergencies": sharing_queries.emergencies_of(person)[:EMERGENCIES_SHOWN],
        "others": [
            (organization, form(key))
            for key, organization in queries.helpers_of(person).items()
            if key not in active
        ],
        "reads": queries.reads_of(person)[:READS_SHOWN],
        "unconfirmed_address": unconfirmed_address(request),
    }


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show who asks, who may see what until when, and who looked."""
    return render(request, "participant/privacy.html", _context(request, my_record(request), {}))


@for_roles("participant")
@require_POST
def allow(request: ActorRequest, organization_id: UUID) -> HttpResponse:
    """Let an organization see parts of my record until a day I choose; it replaces what they had."""
    person = my_record(request)
    organization = queries.helpers_of(person).get(organization_id)
    if organization is None:
        raise Http404
    form = ShareForm(request.POST, auto_id=ShareForm.ids(organization_id))
    if form.is_valid():
        until = form.cleaned_data["until"]
        if saved(
            form, grant_consent, request.actor, person, organization,
            scopes=form.cleaned_data["scopes"], expires_at=end_of(until), purpose=form.cleaned_data["purpose"],
        ):  # fmt: skip
            said = _("Saved. They can see it until %s. You can stop it at any time.")
            messages.success(request, said % date_format(until, "DATE_FORMAT"))
            return redirect("participant:privacy")
    context = _context(request, person, {organization_id: form})
    return render(request, "participant/privacy.html", context, status=422)


def _asked(request: ActorRequest, asked_id: UUID) -> AccessRequest:
    found = sharing_queries.access_request(asked_id)
    if found is None or request.actor.user is None:
        raise Http404
    return found


@for_roles("participant")
@require_POST
def answer_access(request: ActorRequest, asked_id: UUID) -> HttpResponse:
    """Say yes, yes to less, or no to an agency that asks to see me."""
    person, asked = my_record(request), _asked(request, asked_id)
    if request.POST.get("answer") == "no":
        try:
            refuse_access(request.actor, person, asked)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("You said no. %s sees nothing of you.") % asked.organization)
        return redirect("participant:privacy")
    form = GrantForm(request.POST, asked=asked)
    if form.is_valid() and saved(
        form, grant_access, request.actor, person, asked,
        scopes=form.cleaned_data["scopes"], until=form.cleaned_data["until"],
    ):  # fmt: skip
        messages.success(request, _("You said yes. You can show less, or stop it, at any time."))
        return redirect("participant:privacy")
    context = _context(request, person, {asked.pk: form})
    return render(request, "participant/privacy.html", context, status=422)


def _consent(request: ActorRequest, consent_id: UUID) -> Consent:
    found = sharing_queries.consent(my_record(request), consent_id)
    if found is None:
        raise Http404
    return found


@for_roles("participant")
@require_POST
def narrow(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Stop one part of what an organization sees."""
    consent = _consent(request, consent_id)
    try:
        narrow_consent(request.actor, consent, without=request.POST.get("part", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Stopped. %s sees less now.") % consent.organization)
    return redirect("participant:privacy")


@for_roles("participant")
@require_POST
def stop(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back; from now on they see nothing."""
    consent = _consent(request, consent_id)
    revoke_consent(request.actor, consent)
    messages.success(request, _("Stopped. %s can no longer see your record.") % consent.organization)
    return redirect("participant:privacy")


@for_roles("participant")
@require_safe
def looks(request: ActorRequest) -> HttpResponse:
    """List every look at my record, newest first."""
    request.section = "participant:privacy"
    page = page_of(request, queries.reads_of(my_record(request)))
    return render(request, "participant/looks.html", {"page": page})


def _moment(text: str) -> datetime | None:
    try:
        found = parse_datetime(text)
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):  # no moment, or one past the last year
        return None


@for_roles("participant")
@require_safe
def new_looks(request: ActorRequest) -> HttpResponse:
    """Return the looks since a moment, for the page that is open: nothing (204) where nobody looked."""
    since = _moment(request.GET.get("since", ""))
    found = queries.reads_of(my_record(request))
    rows = list(found.filter(at__gt=since)[:READS_SHOWN]) if since else []
    if not rows:
        return HttpResponse(status=204)
    return render(request, "parts/look_rows.html", {"reads": rows})


@for_roles("participant")
@require_safe
def looks_csv(request: ActorRequest) -> HttpResponse:
    """Return every look at my record as a file."""
    header = [_("When"), _("Who"), _("Organization"), _("What they opened"), _("Why")]
    rows = queries.reads_of(my_record(request))[:MOST_EXPORTED]
    return csv_response(
        "who-looked", header,
        ([row.at.isoformat(timespec="seconds"), row.reader, row.organization_name, _(row.what), row.reason]
         for row in rows),
    )  # fmt: skip


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def go(request: ActorRequest) -> HttpResponse:
    """Leave: nobody sees me any more; what I have here stays mine, and I can come back."""
    request.section = "participant:privacy"
    person = my_record(request)
    if request.method == "POST":
        leave(request.actor, person)
        messages.success(request, _("You have left. Nobody sees your record. It waits here for you."))
        return redirect("participant:privacy")
    open_ones = [consent for consent in queries.consents_of(person) if consent.is_active]
    return render(request, "participant/leave.html", {"open": open_ones})


@for_roles("participant")
@require_safe
def words(request: ActorRequest) -> HttpResponse:
    """Say in plain words what happens with my data."""
    request.section = "participant:privacy"
    return render(request, "participant/my_data_words.html", {"person": my_record(request)})
