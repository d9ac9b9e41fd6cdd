"""The signed-in person's own record."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from gainful.domain.accounts.addresses import confirmed_address
from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import queries
from gainful.domain.participants.actions.own_record import waiting_records
from gainful.domain.participants.models import Participant


def my_record(request: ActorRequest) -> Participant:
    """Return the record of who is signed in, or 404 where there is none."""
    person = queries.my_record(request.actor)
    if person is None:
        raise Http404
    return person


def unconfirmed_address(request: ActorRequest) -> str:
    """Return the address of the account where its owner has not shown yet that it is theirs, empty where they have."""
    user = request.actor.user
    return "" if user is None or confirmed_address(user) else user.email


def without_record(request: ActorRequest, status: int = 200, wrong: str = "") -> HttpResponse:
    """Show somebody without a record how they come to one."""
    context = {
        "unconfirmed_address": unconfirmed_address(request),
        "waiting": waiting_records(request.actor),
        "wrong": wrong,
    }
    return render(request, "participant/none.html", context, status=status)
