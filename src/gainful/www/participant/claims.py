"""I am with another agency, too: I tell that one, it looks, and my two records become one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import claim_queries as queries
from gainful.domain.participants.actions.claims import claim_record, withdraw_claim
from gainful.www.access import for_roles
from gainful.www.components.person_forms import saved
from gainful.www.components.sharing_forms import ClaimForm
from gainful.www.participant.common import my_record

SHOWN = 20


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """Tell an agency that it keeps a record of mine, and read what came of it."""
    request.section = "participant:privacy"
    person = my_record(request)
    form = ClaimForm(request.POST if request.method == "POST" else None, person=person)
    if request.method == "POST" and form.is_valid() and saved(
        form, claim_record, request.actor, person, **form.cleaned_data
    ):  # fmt: skip
        messages.success(request, _("Sent. They look whether they know you. You read their answer here."))
        return redirect("participant:claims")
    context = {
        "form": form,
        "claims": queries.claims_of(person)[:SHOWN],
        "can_ask": queries.agencies_to_ask(person).exists(),
    }
    return render(request, "participant/claims.html", context, status=422 if form.errors else 200)


@for_roles("participant")
@require_POST
def withdraw(request: ActorRequest, claim_id: UUID) -> HttpResponse:
    """Take my word back before it is answered."""
    person, claim = my_record(request), queries.claim(claim_id)
    if claim is None or claim.participant_id != person.pk:
        raise Http404
    try:
        withdraw_claim(request.actor, person, claim)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Taken back."))
    return redirect("participant:claims")
