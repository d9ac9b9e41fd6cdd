"""Who can see my information: consents with an end that I choose, and who looked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.actions import end_of, grant_consent, revoke_consent
from gainful.domain.participants.models import Consent, Participant
from gainful.www.access import for_roles
from gainful.www.components.person_forms import ShareForm, saved
from gainful.www.participant.common import my_record

READS_SHOWN = 50
ENDED_SHOWN = 20


def _context(person: Participant, wrong: dict[UUID, ShareForm]) -> dict[str, Any]:
    """Return the page's parts; `wrong` holds the form that was sent with something missing, by organization."""
    consents = list(queries.consents_of(person))
    active = {consent.organization_id: consent for consent in consents if consent.is_active}

    def form(key: UUID, consent: Consent | None = None) -> ShareForm:
        return wrong.get(key) or ShareForm.fresh(key, consent)

    return {
        "person": person,
        "active": [(consent, form(key, consent)) for key, consent in active.items()],
        "ended": [consent for consent in consents if not consent.is_active][:ENDED_SHOWN],
        "others": [
            (organization, form(key))
            for key, organization in queries.helpers_of(person).items()
            if key not in active
        ],
        "reads": queries.reads_of(person)[:READS_SHOWN],
    }


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show who may see what until when, and who looked."""
    return render(request, "participant/privacy.html", _context(my_record(request), {}))


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
            scopes=form.cleaned_data["scopes"], expires_at=end_of(until),
        ):  # fmt: skip
            said = _("Saved. They can see it until %s. You can stop it at any time.")
            messages.success(request, said % date_format(until, "F j, Y"))
            return redirect("participant:privacy")
    context = _context(person, {organization_id: form})
    return render(request, "participant/privacy.html", context, status=422)


@for_roles("participant")
@require_POST
def stop(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back; from now on they see nothing."""
    consent = queries.consents_of(my_record(request)).filter(pk=consent_id).first()
    if consent is None:
        raise Http404
    revoke_consent(request.actor, consent)
    messages.success(request, _("Stopped. %s can no longer see your record.") % consent.organization)
    return redirect("participant:privacy")
