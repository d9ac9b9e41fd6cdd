"""An account that was invited comes to its record: it takes up the one that waits, or begins one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions.own_record import begin_record, take_up_record
from gainful.www.access import for_roles
from gainful.www.participant.common import without_record


@for_roles("participant")
@require_POST
def take_up(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Say that a record under my address is mine."""
    try:
        born = parse_date(request.POST.get("birth_date", "").strip())
    except ValueError:
        born = None
    try:
        take_up_record(request.actor, record_id, birth_date=born)
    except ValidationError as error:
        return without_record(request, 422, " ".join(error.messages))
    messages.success(request, _("This is your record now. Look who can see it, and say what is right."))
    return redirect("participant:privacy")


@for_roles("participant")
@require_POST
def begin(request: ActorRequest) -> HttpResponse:
    """Begin a record of my own."""
    try:
        begin_record(request.actor)
    except ValidationError as error:
        return without_record(request, 422, " ".join(error.messages))
    messages.success(request, _("Your record is begun. Nobody sees it before you say so."))
    return redirect("participant:home")
