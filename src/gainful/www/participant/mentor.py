"""My mentor: say that I want one, read why one fits, talk, end it; and give back once I am at work."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.support import mentor_queries as queries
from gainful.domain.support.actions.mentors import (
    answer_as_mentor,
    decline_pair,
    end_pair,
    stop_mentoring,
    want_mentor,
    wish_mentor,
    write_talk,
)
from gainful.domain.support.asking_mentors import OPEN
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import Mentor
from gainful.domain.support.states.practice import PairSide
from gainful.www.access import for_roles
from gainful.www.components.mentors import OfferForm, TalkForm, WishForm, pair_context, said
from gainful.www.components.support_plan import saved
from gainful.www.participant.common import my_record


def _first(request: ActorRequest) -> WishForm:
    wish = queries.wish_of(my_record(request))
    if wish is None:
        return WishForm()
    return WishForm(
        initial={"languages": ", ".join(wish.languages), "times": wish.times, "words": wish.words}
    )


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: ActorRequest) -> HttpResponse:
    """Show my mentor, those before, and the wish for one."""
    request.section = "participant:support"
    person = my_record(request)
    form = WishForm(request.POST) if request.method == "POST" else _first(request)

    def step() -> object:
        return wish_mentor(
            request.actor, person, languages=form.language_list(), times=form.cleaned_data["times"],
            words=form.cleaned_data["words"], wants="stop" not in request.POST,
        )  # fmt: skip

    if request.method == "POST" and saved(form, step):
        stopped = "stop" in request.POST
        notices.success(
            request, _("All right.") if stopped else _("Your agency looks for a mentor who fits.")
        )
        return redirect("participant:mentor")
    return _page(request, form)


def _page(
    request: ActorRequest, form: WishForm | None = None, wrong: tuple[UUID, TalkForm] | None = None
) -> HttpResponse:
    person = my_record(request)
    rows = queries.pairs_of(person)
    context = {
        "pairs": [
            pair_context(request.actor, row, wrong[1] if wrong and wrong[0] == row.pk else None)
            for row in rows
        ],
        "open": any(row.state in OPEN for row in rows),
        "wish": queries.wish_of(person),
        "form": form or _first(request),
        "entries": queries.my_mentor_entries(person),
    }
    bad = wrong is not None or (form is not None and bool(form.errors))
    return render(request, "participant/mentor.html", context, status=422 if bad else 200)


@for_roles("participant")
@require_POST
def step(request: ActorRequest, pair_id: UUID, verb: str) -> HttpResponse:
    """Say yes or no to a mentor, write a talk down, or end it."""
    request.section = "participant:support"
    person, row = my_record(request), queries.pair(pair_id)
    if row is None or row.participant_id != person.pk or verb not in {"want", "decline", "talk", "end"}:
        raise Http404
    actor, words = request.actor, request.POST.get("ended_words", "")
    if verb == "talk":
        form = TalkForm(request.POST, auto_id=f"talk_{row.pk}_%s")
        if not saved(form, lambda: write_talk(actor, row, side=PairSide.PERSON, **form.cleaned_data)):
            return _page(request, wrong=(row.pk, form))
        notices.success(request, said(verb))
        return redirect("participant:mentor")
    try:
        if verb == "want":
            want_mentor(actor, row)
        else:
            (decline_pair if verb == "decline" else end_pair)(actor, row, side=PairSide.PERSON, words=words)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, said(verb))
    return redirect("participant:mentor")


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def give_back(request: ActorRequest, mentor_id: UUID) -> HttpResponse:
    """Say what I give to those who start now, or that I do not."""
    request.section = "participant:support"
    row = _mine(request, mentor_id)
    stop = request.POST.get("stop", "")
    form = OfferForm(
        request.POST if request.method == "POST" and not stop else None, initial=OfferForm.of(row)
    )
    if stop:
        try:
            stop_mentoring(request.actor, row, for_good=stop == "for_good")
        except SupportError as error:
            notices.error(request, f"{error.message} {error.hint}".strip())
        else:
            notices.success(request, _("All right. Thank you."))
        return redirect("participant:mentor")
    if request.method == "POST" and saved(
        form, lambda: answer_as_mentor(request.actor, row, form.offer(row.occupation_code))
    ):
        notices.success(request, _("Thank you. Your agency writes to you when somebody fits."))
        return redirect("participant:mentor")
    context = {"form": form, "row": row}
    return render(request, "participant/give_back.html", context, status=422 if form.errors else 200)


def _mine(request: ActorRequest, mentor_id: UUID) -> Mentor:
    person, row = my_record(request), queries.mentor(mentor_id)
    if row is None or row.participant_id != person.pk:
        raise Http404
    return row
