"""Who can see my information: consents, looks, and everything about me as a file."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gainful.domain.organizations.models import Organization
from gainful.domain.participants import queries
from gainful.domain.participants.actions import export_my_data, grant_consent, revoke_consent
from gainful.domain.participants.models import Scope
from gainful.www.access import for_roles
from gainful.www.participant.common import my_record

READS_SHOWN = 50
YEAR = timedelta(days=365)


@for_roles("participant")
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show who may see what until when, and who looked."""
    person = my_record(request)
    consents = list(queries.consents_of(person))
    active = [consent for consent in consents if consent.is_active]
    open_to = {consent.organization_id for consent in active}
    mine = {person.registered_by_id: person.registered_by}
    mine |= {consent.organization_id: consent.organization for consent in consents}
    context = {
        "person": person,
        "active": active,
        "ended": [consent for consent in consents if not consent.is_active][:20],
        "others": [organization for key, organization in mine.items() if key not in open_to],
        "reads": queries.reads_of(person)[:READS_SHOWN],
        "scopes": Scope.choices,
    }
    return render(request, "participant/privacy.html", context)


@for_roles("participant")
@require_POST
def allow(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Let an organization see parts of my record for a year; it replaces what they had."""
    person = my_record(request)
    known = {person.registered_by_id, *(c.organization_id for c in queries.consents_of(person))}
    organization = (
        Organization.objects.filter(pk=organization_id).first() if organization_id in known else None
    )
    if organization is None:
        raise Http404
    try:
        grant_consent(
            request.actor,  # type: ignore[attr-defined]
            person,
            organization,
            scopes=request.POST.getlist("scopes"),
            expires_at=timezone.now() + YEAR,
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Saved. You can stop it at any time."))
    return redirect("participant:privacy")


@for_roles("participant")
@require_POST
def stop(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back; from now on they see nothing."""
    consent = queries.consents_of(my_record(request)).filter(pk=consent_id).first()
    if consent is None:
        raise Http404
    revoke_consent(request.actor, consent)  # type: ignore[attr-defined]
    messages.success(request, _("Stopped. %s can no longer see your record.") % consent.organization)
    return redirect("participant:privacy")


@for_roles("participant")
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me, as a file."""
    data = export_my_data(request.actor, my_record(request))  # type: ignore[attr-defined]
    body = json.dumps(data, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
