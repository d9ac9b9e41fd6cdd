"""Records that may be of one person: the list, two beside each other, what was put together and taken apart."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants import duplicate_queries as queries
from gainful.domain.participants.actions import (
    find_duplicates,
    look_again,
    merge_people,
    record_read,
    record_reads,
    tell_apart,
    unmerge_people,
)
from gainful.domain.participants.actions.merge_consents import shown_less
from gainful.domain.participants.actions.unmerge import rows_since
from gainful.domain.participants.models import Participant, RecordMerge
from gainful.domain.participants.states import PairState
from gainful.www.access import for_roles
from gainful.www.components.duplicate_forms import ApartForm, MergeForm, TwoIdsForm, UnmergeForm
from gainful.www.components.merge_words import given_back_words, moved_words, since_words
from gainful.www.components.paging import page_of
from gainful.www.components.person_forms import add_errors, saved
from gainful.www.components.tables import csv_response

MANAGER = "program_manager"
MOST = 10_000


@for_roles(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: ActorRequest) -> HttpResponse:
    """List pairs that may be one person; a search looks through everybody whom the agency registered."""
    request.section = "program:people"
    actor = request.actor
    if request.method == "POST":
        waiting = find_duplicates(actor, actor.organization)
        messages.success(request, _sentence(waiting))
        return redirect("program:duplicates")
    state = request.GET.get("state", PairState.OPEN)
    state = state if state in (PairState.OPEN, PairState.NOT_SAME) else PairState.OPEN
    form = TwoIdsForm(request.GET if "one" in request.GET else None)
    if form.is_bound and form.is_valid() and (two := _two_ids(form)):
        return redirect("program:duplicate", *two)
    page = page_of(request, queries.pairs(actor, state=state))
    seen = {person.pk for pair in page.rows for person in (pair.first, pair.second)}
    record_reads(actor, seen, what=_("Seen in a list"))
    for pair in page.rows:
        pair.reasons = queries.reasons(pair)
    context = {
        "page": page,
        "state": state,
        "states": [(PairState.OPEN, PairState.OPEN.label), (PairState.NOT_SAME, PairState.NOT_SAME.label)],
        "sentence": _sentence(queries.pairs(actor).count()),
        "columns": [_("One record"), _("The other"), _("What agrees"), _("Look")],
        "form": form,
    }
    return render(request, "program/duplicates.html", context, status=422 if form.errors else 200)


def _sentence(waiting: int) -> str:
    if not waiting:
        return _("No two records wait to be looked at.")
    words = ngettext(
        "%(n)s pair of records may be of one person.", "%(n)s pairs of records may be of one person.", waiting
    )
    return words % {"n": waiting}


def _two_ids(form: TwoIdsForm) -> tuple[UUID, UUID] | None:
    found = []
    for name in ("one", "other"):
        person = Participant.objects.filter(code=form.cleaned_data[name], merged_into=None).first()
        if person is None:
            form.add_error(name, _("You see nobody with this ID."))
        else:
            found.append(person.pk)
    return (found[0], found[1]) if len(found) == 2 and found[0] != found[1] else None


@for_roles(MANAGER)
@require_safe
def export(request: ActorRequest) -> HttpResponse:
    """Return the pairs that wait as a file."""
    rows = list(queries.pairs(request.actor)[:MOST])
    record_reads(
        request.actor, {p.pk for row in rows for p in (row.first, row.second)}, what=_("List exported")
    )
    return csv_response(
        "duplicates",
        [_("One person ID"), _("Name"), _("The other person ID"), _("Name"), _("What agrees"), _("Weight, bits")],
        ([row.first.code, row.first.name, row.second.code, row.second.name, "; ".join(queries.reasons(row)),
          row.weight] for row in rows),
    )  # fmt: skip


def _both(first_id: UUID, second_id: UUID) -> tuple[Participant, Participant]:
    people = Participant.objects.filter(pk__in=[first_id, second_id], merged_into=None).select_related(
        "registered_by", "user"
    )
    found = {person.pk: person for person in people}
    if len(found) < 2:
        raise Http404
    return found[first_id], found[second_id]


@for_roles(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: ActorRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """Show two records beside each other; put them together, or say that they are two people."""
    request.section = "program:people"
    actor, people = request.actor, _both(first_id, second_id)
    verb = request.POST.get("verb", "")
    form = MergeForm(request.POST if verb == "merge" else None, people=people, initial={"kept": first_id})
    apart = ApartForm(request.POST if verb == "apart" else None, auto_id="apart_%s")
    if verb == "merge" and form.is_valid() and (merge := _merged(request, form, people)):
        messages.success(request, _("Put together. Both person IDs lead to this record now."))
        return redirect("program:merge", merge.pk)
    if (
        verb == "apart"
        and apart.is_valid()
        and saved(apart, tell_apart, actor, *people, note=apart.cleaned_data["note"])
    ):
        messages.success(request, _("Kept as two people. The list does not show them again."))
        return redirect("program:duplicates")
    if verb == "again":
        try:
            look_again(actor, *people)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("program:duplicate", first_id, second_id)
    for person in people:
        record_read(actor, person, what=_("Compared with another record"))
    context = {
        "people": people,
        "rows": queries.compared(*people),
        "pair": queries.pair(actor, *people),
        "less": shown_less(*people),
        "form": form,
        "apart": apart,
    }
    status = 422 if form.errors or apart.errors else 200
    return render(request, "program/duplicate.html", context, status=status)


def _merged(
    request: ActorRequest, form: MergeForm, people: tuple[Participant, Participant]
) -> RecordMerge | None:
    kept, other = people if str(people[0].pk) == form.cleaned_data["kept"] else reversed(people)
    try:
        return merge_people(request.actor, kept, other, reason=form.cleaned_data["reason"])
    except ValidationError as error:
        add_errors(form, error)
    except PermissionDenied as error:
        form.add_error(None, str(error))
    return None


@for_roles(MANAGER)
@require_safe
def merges(request: ActorRequest) -> HttpResponse:
    """List what was put together, and what was taken apart again."""
    request.section = "program:people"
    page = page_of(request, queries.merges(request.actor))
    record_reads(request.actor, {row.kept_id for row in page.rows if row.kept_id}, what=_("Seen in a list"))
    columns = [_("Record"), _("When"), _("Who"), _("Why"), _("Taken apart")]
    return render(request, "program/merges.html", {"page": page, "columns": columns})


@for_roles(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: ActorRequest, merge_id: UUID) -> HttpResponse:
    """Show what a merge moved; take the two records apart again."""
    request.section = "program:people"
    row = queries.merge(request.actor, merge_id)
    if row is None:
        raise Http404
    form = UnmergeForm(request.POST if request.method == "POST" else None)
    chosen = {key[3:]: str(value) for key, value in request.POST.items() if key.startswith("go:") and value}
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(
            form, unmerge_people, request.actor, row, reason=form.cleaned_data["reason"], choices=chosen
        )
    ):
        messages.success(request, _("Taken apart. What was given back and what stays stands below."))
        return redirect("program:merge", merge_id)
    record_reads(request.actor, [row.kept_id], what=_("Merge of two records opened"))
    context = {
        "row": row,
        "form": form,
        "moved": moved_words(row),
        "back": given_back_words(row),
        "since": since_words(rows_since(row), chosen),
    }
    return render(request, "program/merge.html", context, status=422 if form.errors else 200)
