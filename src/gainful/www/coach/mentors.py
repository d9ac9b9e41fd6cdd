"""Mentors, alumni first: the register, whom to propose to whom and why, the pairs that meet."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_read, record_reads
from gainful.domain.support import mentor_queries as queries
from gainful.domain.support.actions.mentors import (
    add_mentor,
    answer_as_mentor,
    decline_pair,
    end_pair,
    give_mentor_link,
    propose_pair,
    stop_mentoring,
    wish_mentor,
    write_talk,
)
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import FreeTime, Giving, Mentor, Mentorship
from gainful.domain.support.states.practice import MentorState, PairSide, PairState
from gainful.www.access import for_roles
from gainful.www.components.mentors import (
    MentorForm,
    OfferForm,
    TalkForm,
    WishForm,
    pair_context,
    reason_words,
    said,
    words_of,
)
from gainful.www.components.paging import page_of
from gainful.www.components.people import get_person
from gainful.www.components.support_plan import saved
from gainful.www.components.tables import csv_response

STAFF = ("coach", "program_manager")
MOST = 10_000


@for_roles(*STAFF)
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """List the register: who gives what, to how many, in which languages."""
    asked = request.GET
    filters = {
        "state": asked.get("state", "") if asked.get("state") in MentorState.values else "",
        "gives": asked.get("gives", "") if asked.get("gives") in Giving.values else "",
        "search": asked.get("q", "")[:100],
    }
    page = page_of(request, queries.mentors(request.actor, **filters))
    for row in page.rows:
        row.gives_words, row.times_words = words_of(Giving, row.gives), words_of(FreeTime, row.times)
    graduates = {row.participant_id for row in page.rows if row.participant_id}
    record_reads(request.actor, graduates, what=_("Seen in the register of mentors"))
    waiting = queries.waiting(request.actor)
    words = ngettext("%(n)s person wants a mentor.", "%(n)s people want a mentor.", waiting)
    context = {
        "page": page,
        "filters": filters,
        "states": [("", _("All")), *MentorState.choices],
        "givings": [("", _("All")), *Giving.choices],
        "sentence": words % {"n": waiting} if waiting else _("Nobody waits for a mentor."),
        "columns": [_("Name"), _("Job now"), _("Gives"), _("Languages and times"), _("Meets"), _("State")],
    }
    return render(request, "support/mentors.html", context)


@for_roles(*STAFF)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """The register as CSV."""
    rows = list(queries.mentors(request.actor)[:MOST])
    graduates = {row.participant_id for row in rows if row.participant_id}
    record_reads(request.actor, graduates, what=_("Register of mentors exported"))
    header = [_("Name"), _("Job now"), _("Employer"), _("Gives"), _("Languages"), _("Times"), _("People at once"),
              _("Meets"), _("State")]  # fmt: skip
    return csv_response(
        "mentors", header,
        ([row.name, row.job_title, row.employer_name, words_of(Giving, row.gives), ", ".join(row.languages),
          words_of(FreeTime, row.times), row.capacity, getattr(row, "meets", 0), row.get_state_display()]
         for row in rows),
    )  # fmt: skip


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Put a mentor on the register."""
    request.section = "coach:mentors"
    form = MentorForm(request.POST or None)

    def step() -> object:
        given = form.cleaned_data
        return add_mentor(
            request.actor, name=given["name"], email=given["email"], postal_code=given["postal_code"],
            offer=form.offer(given["occupation_code"]),
        )  # fmt: skip

    if request.method == "POST" and saved(form, step):
        notices.success(request, _("On the register."))
        return redirect("coach:mentors")
    return render(request, "support/mentor_form.html", {"form": form}, status=422 if form.errors else 200)


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: ActorRequest, mentor_id: UUID) -> HttpResponse:
    """Change what a mentor gives, as they told staff; or let them rest."""
    request.section = "coach:mentors"
    row = _mentor(mentor_id)
    if row.participant is not None:
        record_read(request.actor, row.participant, what=_("Opened as a mentor"))
    offered = request.method == "POST" and "stop" not in request.POST
    form = OfferForm(request.POST if offered else None, initial=OfferForm.of(row))
    if request.method == "POST" and "stop" in request.POST:
        try:
            stop_mentoring(request.actor, row, for_good=request.POST["stop"] == "for_good")
        except SupportError as error:
            notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect("coach:mentors")
    if offered and saved(form, lambda: answer_as_mentor(request.actor, row, form.offer(row.occupation_code))):
        notices.success(request, _("Saved."))
        return redirect("coach:mentors")
    context = {"form": form, "row": row}
    return render(request, "support/mentor_form.html", context, status=422 if form.errors else 200)


def _mentor(mentor_id: UUID) -> Mentor:
    row = queries.mentor(mentor_id)
    if row is None:
        raise Http404
    return row


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: ActorRequest) -> HttpResponse:
    """Show whom the matching would bring together and why; propose the pairs that are ticked."""
    request.section = "coach:mentors"
    found = queries.suggestions(request.actor)
    record_reads(
        request.actor, [each.person.pk for each in found], what=_("Seen among people who want a mentor")
    )
    if request.method == "POST":
        ticked, done = set(request.POST.getlist("pair")), 0
        if not ticked:
            notices.error(request, _("Tick at least one pair."))
            return redirect("coach:mentor_match")
        for each in found:
            if f"{each.person.pk}:{each.mentor.pk}" not in ticked:
                continue
            try:
                propose_pair(request.actor, each.mentor, each.person, each.pair.reasons)
            except SupportError as error:
                notices.error(request, f"{each.person}: {error.message} {error.hint}".strip())
            else:
                done += 1
        words = ngettext("%(n)s mentor proposed. The person is asked first.",
                         "%(n)s mentors proposed. The people are asked first.", done)  # fmt: skip
        if done:
            notices.success(request, words % {"n": done})
        if gone := len(ticked - {f"{each.person.pk}:{each.mentor.pk}" for each in found}):
            notices.warning(
                request,
                ngettext("%(n)s pair no longer fits: somebody has a mentor or no room by now. Look again who fits.",
                         "%(n)s pairs no longer fit: somebody has a mentor or no room by now. Look again who fits.",
                         gone) % {"n": gone},
            )  # fmt: skip
        return redirect("coach:mentor_pairs" if done else "coach:mentor_match")
    rows = [(each, reason_words(list(each.pair.reasons), to_others=True)) for each in found]
    return render(
        request, "support/mentor_match.html", {"rows": rows, "waiting": queries.waiting(request.actor)}
    )


@for_roles(*STAFF)
@require_safe
def pairs(request: ActorRequest) -> HttpResponse:
    """List the pairs, newest first."""
    request.section = "coach:mentors"
    state = request.GET.get("state", "")
    state = state if state in PairState.values else ""
    page = page_of(request, queries.pairs(request.actor, state=state))
    record_reads(
        request.actor, {row.participant_id for row in page.rows}, what=_("Seen in the list of mentors")
    )
    context = {
        "page": page,
        "state": state,
        "states": [("", _("All")), *PairState.choices],
        "columns": [_("Person"), _("Mentor"), _("Why"), _("Last talk"), _("State")],
        "rows": [
            (row, reason_words(row.reasons, to_others=True), next(iter(row.talks.all()), None))
            for row in page.rows
        ],
    }
    return render(request, "support/mentor_pairs.html", context)


def _pair(request: ActorRequest, pair_id: UUID) -> Mentorship:
    row = queries.pair(pair_id)
    if row is None or row.organization_id != request.actor.organization_id:
        raise Http404
    request.section = "coach:mentors"
    return row


@for_roles(*STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: ActorRequest, pair_id: UUID) -> HttpResponse:
    """Show one pair; note a talk, or end it for one of them."""
    row = _pair(request, pair_id)
    record_read(request.actor, row.participant, what=_("Opened with their mentor"))
    verb, talk = request.POST.get("verb", ""), None
    if request.method == "POST":
        talk = TalkForm(request.POST, auto_id=f"talk_{row.pk}_%s") if verb == "talk" else None
        if verb == "link":
            return _give_link(request, row)
        if verb not in {"talk", "decline", "end"}:
            raise Http404
        if take_pair_step(request, row, verb, PairSide.AGENCY, talk):
            return redirect("coach:mentor_pair", row.pk)
    context = pair_context(request.actor, _pair(request, pair_id), talk)
    return render(request, "support/mentor_pair.html", context, status=422 if talk is not None else 200)


def _give_link(request: ActorRequest, row: Mentorship) -> HttpResponse:
    try:
        token = give_mentor_link(request.actor, row)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
        return redirect("coach:mentor_pair", row.pk)
    address = request.build_absolute_uri(reverse("guest:link", args=[token]))
    return render(
        request, "support/mentor_pair.html", {**pair_context(request.actor, row), "given_link": address}
    )


def take_pair_step(
    request: ActorRequest, row: Mentorship, verb: str, side: PairSide, talk: TalkForm | None
) -> bool:
    """Take one step; False where the form of a talk says what is wrong."""
    actor, words = request.actor, request.POST.get("ended_words", "")

    def write() -> object:
        assert talk is not None  # noqa: S101 - the caller makes it for this verb
        return write_talk(actor, row, side=side, **talk.cleaned_data)

    if verb == "talk" and talk is not None:
        if not saved(talk, write):
            return False
        notices.success(request, said(verb))
        return True
    steps = {"decline": decline_pair, "end": end_pair}
    try:
        steps[verb](actor, row, side=side, words=words)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        notices.success(request, said(verb))
    return True


@for_roles(*STAFF)
@require_POST
def wish(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Write down that a person wants a mentor."""
    person = get_person(person_id)
    record_read(request.actor, person, what=_("Wish for a mentor written down"))
    form = WishForm(request.POST)

    def step() -> object:
        return wish_mentor(
            request.actor, person, languages=form.language_list(), times=form.cleaned_data["times"],
            words=form.cleaned_data["words"],
        )  # fmt: skip

    if saved(form, step):
        notices.success(request, _("Written down. Look under Mentors who fits."))
    else:
        notices.error(request, " ".join(str(one) for each in form.errors.values() for one in each))
    return redirect("coach:mentors")
