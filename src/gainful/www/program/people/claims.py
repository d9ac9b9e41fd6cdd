"""People who say that the agency keeps a record of theirs: looked at beside the agency's own list alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import claim_queries as queries
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.participants.actions.claims import confirm_claim, refuse_claim
from gainful.domain.participants.models import Participant, RecordClaim
from gainful.domain.participants.states import ClaimState
from gainful.www.access import for_roles
from gainful.www.components.paging import page_of

MANAGER = "program_manager"


@for_roles(MANAGER)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List who says that the agency knows them, those that wait longest first."""
    request.section = "program:people"
    state = request.GET.get("state", ClaimState.ASKED)
    state = state if state in ClaimState.values else ClaimState.ASKED
    page = page_of(request, queries.claims_to_us(request.actor, state=state))
    columns = [_("Name"), _("Birth date"), _("Told"), _("Look")]
    context = {"page": page, "state": state, "states": ClaimState.choices, "columns": columns}
    return render(request, "program/claims.html", context)


def _claim(request: ActorRequest, claim_id: UUID) -> RecordClaim:
    found = queries.claim(claim_id)
    if found is None or found.organization_id != request.actor.organization_id:
        raise Http404
    return found


@for_roles(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest, claim_id: UUID) -> HttpResponse:
    """Show what a person told beside the agency's own records; say which is theirs, or that none is."""
    request.section = "program:people"
    actor, claim = request.actor, _claim(request, claim_id)
    problems: list[str] = []
    if request.method == "POST":
        try:
            return _answered(request, claim)
        except ValidationError as error:
            problems = error.messages
    is_open = claim.state == ClaimState.ASKED
    found = queries.candidates(actor, claim) if is_open else []
    record_reads(actor, [person.pk for person, _agrees in found], what=_("Compared with another record"))
    context = {
        "claim": claim,
        "found": found,
        "is_open": is_open,
        "problems": problems,
        "own_address": queries.told_own_address(claim),
    }
    return render(request, "program/claim.html", context, status=422 if problems else 200)


def _answered(request: ActorRequest, claim: RecordClaim) -> HttpResponse:
    if request.POST.get("answer") == "none":
        refuse_claim(request.actor, claim)
        messages.success(request, _("The person reads that you found nobody."))
        return redirect("program:claims")
    chosen = request.POST.get("person", "")
    person = next(
        (who for who, _agrees in queries.candidates(request.actor, claim) if str(who.pk) == chosen), None
    )
    if person is None and (code := request.POST.get("code", "").strip()):
        person = Participant.objects.filter(code=code, registered_by=request.actor.organization).first()
    if person is None:
        raise ValidationError(_("Choose one of your records, or write its person ID."))
    record_read(request.actor, person, what=_("Compared with another record"))
    merge = confirm_claim(request.actor, claim, person)
    messages.success(request, _("One record now. You see what the person said that you may see."))
    return redirect("program:merge", merge.pk)
