"""Who needs me today? The list of the day, conflicts of what was written offline, and the day taken along."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as notices
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.participants.actions import record_reads
from gainful.domain.support import day_copy
from gainful.domain.support import plan_queries as queries
from gainful.domain.support.actions.offline import SentEdit, bring_back, end_copy, settle_conflict
from gainful.domain.support.errors import SupportError
from gainful.domain.support.models import EditOutcome, NoteKind, OfflineEdit, SharedWith
from gainful.domain.support.states.goals import ActionState
from gainful.domain.support.today import Day, Task, day_of
from gainful.www.access import for_roles
from gainful.www.coach.along_texts import ALONG_TEXTS
from gainful.www.components.paging import open_page

PEOPLE_A_PAGE = 50
MOST_BODY = 1_000_000
"""Bytes of what a phone brings back at once."""


@for_roles("coach")
@require_safe
def home(request: ActorRequest) -> HttpResponse:
    """Show who needs me today, and why, the most urgent first."""
    days: list[Day] = []

    def fetch(start: int, size: int) -> list[Task]:
        days.append(day_of(request.actor, start=start, size=size))
        return days[-1].tasks

    page = open_page(request, fetch, size=PEOPLE_A_PAGE)
    if not page.rows and page.number > 1:
        return redirect("coach:today")
    people, late = days[-1].people, days[-1].late
    record_reads(
        request.actor, [task.person.pk for task in page.rows], what=_("On a coach's list of the day")
    )
    sentence = (
        ngettext("%(n)s person needs you today.", "%(n)s people need you today.", people) % {"n": people}
        if people
        else _("Nobody needs you today by the rules below.")
    )
    if late:
        sentence += " " + ngettext("%(n)s thing is late.", "%(n)s things are late.", late) % {"n": late}
    if len(page.rows) < people:
        sentence += " " + _("They stand on several pages, the most urgent first.")
    context = {
        "tasks": page.rows,
        "page": page,
        "sentence": sentence,
        "mine": day_copy.count_assigned(request.actor),
        "today": timezone.localdate(),
        "copies": queries.copies_of(request.actor),
    }
    return render(request, "coach/today.html", context)


@for_roles("coach")
@require_safe
def conflicts(request: ActorRequest) -> HttpResponse:
    """Show what I and somebody else changed, both values side by side."""
    request.section = "coach:today"
    rows = queries.conflicts_of(request.actor)
    record_reads(
        request.actor, [row.participant_id for row in rows if row.participant_id], what=_("Conflicts opened")
    )
    words = {"state": dict(ActionState.choices)}
    shown = [
        (
            row,
            [
                (_field(name), words.get(name, {}).get(a, a), words.get(name, {}).get(b, b))
                for name, (a, b) in row.clashes.items()
            ],
        )
        for row in rows
    ]
    return render(request, "coach/conflicts.html", {"rows": shown})


def _field(name: str) -> str:
    return {"state": _("State"), "due_on": _("By"), "text": _("What")}.get(name, name)


@for_roles("coach")
@require_POST
def settle(request: ActorRequest, edit_id: UUID) -> HttpResponse:
    """Decide which of two values stands."""
    row = next((each for each in queries.conflicts_of(request.actor) if each.pk == edit_id), None)
    if row is None:
        raise Http404
    try:
        done = settle_conflict(request.actor, row, keep_mine="mine" in request.POST)
    except SupportError as error:
        notices.error(request, f"{error.message} {error.hint}".strip())
    else:
        if done.outcome == EditOutcome.CONFLICT:
            notices.warning(request, _("It changed once more meanwhile. Look at it again."))
        else:
            notices.success(request, _("Decided."))
    return redirect("coach:conflicts")


@for_roles("coach")
@require_GET
def along(request: ActorRequest) -> HttpResponse:
    """The page that works without a connection; it holds no name and no number until the passphrase is typed."""
    response = render(request, "coach/along.html", {"setup": {"words": _words(), "urls": _urls()}})
    response["Cache-Control"] = "no-store, private"
    return response


def _urls() -> dict[str, str]:
    return {
        "take": reverse("coach:along_take"), "bring": reverse("coach:along_bring"), "today": reverse("coach:today"),
        "conflicts": reverse("coach:conflicts"), "page": reverse("coach:along"),
        "worker": reverse("coach:along_worker"), "check": reverse("coach:along_check"),
    }  # fmt: skip


def _words() -> dict[str, Any]:
    return {
        "kinds": [[value, str(label)] for value, label in NoteKind.choices],
        "shared": [[value, str(label)] for value, label in SharedWith.choices],
        "states": [[value, str(label)] for value, label in ActionState.choices],
        "say": {str(text): _(str(text)) for text in ALONG_TEXTS},
    }


@for_roles("coach")
@require_GET
def worker(request: ActorRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The service worker, from an address whose scope is the page that it keeps, and nothing else of the site."""
    kept = [static(path) for path in ("css/along.css", "js/along.js", "js/along_store.js", "img/mark.svg")]
    body = render_worker(reverse("coach:along"), kept)
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = reverse("coach:along")
    return response


def render_worker(page: str, kept: list[str]) -> str:
    """Return the worker's program with the page and the files that it keeps."""
    from django.contrib.staticfiles import finders

    found = finders.find("js/along_worker.js")
    with open(str(found), encoding="utf-8") as file:  # noqa: PTH123 - a static file of our own
        program = file.read()
    return f"const PAGE = {json.dumps(page)};\nconst KEPT = {json.dumps(kept)};\n{program}"


def _body(request: ActorRequest) -> dict[str, Any]:
    if request.content_type != "application/json":
        raise SupportError(_("This could not be read."))
    if len(request.body) > MOST_BODY:
        raise SupportError(_("That is too much at once."), hint=_("Send it in parts."))
    try:
        found = json.loads(request.body)
    except ValueError:
        raise SupportError(_("This could not be read.")) from None
    if not isinstance(found, dict):
        raise SupportError(_("This could not be read."))
    return found


def _refused(error: SupportError) -> JsonResponse:
    return JsonResponse({"message": error.message, "hint": error.hint}, status=422)


@for_roles("coach")
@require_POST
def take(request: ActorRequest) -> HttpResponse:
    """Give the day's people to a phone, which encrypts them before it keeps them."""
    try:
        device = str(_body(request).get("device", ""))
    except SupportError as error:
        return _refused(error)
    return JsonResponse(day_copy.take(request.actor, device=device))


@for_roles("coach")
@require_GET
def check(request: ActorRequest) -> HttpResponse:
    """Say whether a copy may stay on its phone; a phone that is not opened asks this, too."""
    try:
        copy = queries.day_copy(request.actor, _uuid(request.GET.get("copy")))
    except SupportError:  # what is no copy of theirs may not stay
        copy = None
    return JsonResponse({"keep": copy is not None and day_copy.still_whole(request.actor, copy)})


@for_roles("coach")
@require_POST
def end(request: ActorRequest, copy_id: UUID) -> HttpResponse:
    """End a copy of mine: a phone that was lost opens nothing new, and drops what it holds when it connects."""
    copy = queries.day_copy(request.actor, copy_id)
    if copy is None:
        raise Http404
    end_copy(request.actor, copy)
    notices.success(request, _("Ended. The phone drops it when it connects, or locks it after 24 hours."))
    return redirect("coach:today")


@for_roles("coach")
@require_POST
def bring(request: ActorRequest) -> HttpResponse:
    """Take back what was written offline, and give the day anew: whoever left it is not in it any more."""
    try:
        given = _body(request)
        copy = queries.day_copy(request.actor, _uuid(given.get("copy")))
        if copy is None:
            raise SupportError(_("This day was taken along by somebody else, or it is not known here."))
        edits = [_edit(each) for each in given.get("edits", [])]
        rows = bring_back(request.actor, copy, edits)
        end_copy(request.actor, copy)
    except SupportError as error:
        return _refused(error)
    return JsonResponse(
        {"edits": [_outcome(row) for row in rows], "day": day_copy.take(request.actor, device=copy.device)}
    )


def _outcome(row: OfflineEdit) -> dict[str, str]:
    return {"id": str(row.pk), "outcome": row.outcome, "reason": row.reason}


def _uuid(value: Any) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        raise SupportError(_("This could not be read.")) from None


def _edit(given: Any) -> SentEdit:
    if not isinstance(given, dict) or not isinstance(given.get("fields"), dict):
        raise SupportError(_("This could not be read."))
    made: datetime | None = None
    try:
        made = parse_datetime(str(given.get("made_at", "")))
    except ValueError:
        made = None
    if made is None or timezone.is_naive(made):
        raise SupportError(_("An edit says when it was made."))
    seen = given.get("seen_version", 0)
    before = given.get("before", {})
    return SentEdit(
        _uuid(given.get("id")), str(given.get("kind", "")), _uuid(given.get("person")), given["fields"], made,
        _uuid(given["target"]) if given.get("target") else None,
        seen if isinstance(seen, int) and not isinstance(seen, bool) else 0,
        before if isinstance(before, dict) else {},
    )  # fmt: skip
