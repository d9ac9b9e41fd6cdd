"""My messages, and how I want to be reached."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages import queries
from gainful.domain.messages.actions import mark_read, set_contact_rules
from gainful.domain.messages.asked import Request, RequestState
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.readers import Reader, rules_of
from gainful.www.access import for_roles
from gainful.www.components.message_forms import ContactForm
from gainful.www.components.paging import open_page
from gainful.www.components.talks import my_talk
from gainful.www.participant.common import my_record

ON_A_PAGE = 10
"""Whole letters on a page: 25 are thirty screens of a phone."""


@for_roles("participant")
@require_safe
def show(request: ActorRequest) -> HttpResponse:
    """Show my messages, newest first; what is shown is read."""
    found = queries.messages_for(request.actor)
    page = open_page(request, lambda start, size: list(found[start : start + size]), size=ON_A_PAGE)
    unread = queries.unread_count(request.actor)
    mark_read(request.actor, page.rows)
    asked = queries.requests_behind(page.rows)
    rows = [(row, _door(asked.get(row.about_id))) for row in page.rows]
    return render(request, "participant/messages.html", {"page": page, "rows": rows, "unread": unread})


PAGES = {
    "plan_place": "participant:plan", "application": "participant:application", "introduction": "participant:my_job",
    "follow_up": "participant:follow_up", "practice": "participant:practice",
}  # fmt: skip
"""Where a person answers what they were asked, by what it is about; a plan has no number of its own there."""


def _door(asked: Request | None) -> tuple[str, str] | None:
    """Return the page on which a request is answered and what its link says, None where there is none."""
    page = PAGES.get(asked.about_kind, "") if asked is not None else ""
    if asked is None or not page:
        return None
    words = _("Read it and answer") if asked.state == RequestState.OPEN else _("Open it")
    return reverse(page, args=[] if asked.about_kind == "plan_place" else [asked.about_id]), words


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request: ActorRequest, thread_id: UUID) -> HttpResponse:
    """Show one conversation, and take my answer."""
    my_record(request)
    return my_talk(request, thread_id, "participant")


@for_roles("participant")
@require_http_methods(["GET", "HEAD", "POST"])
def how(request: ActorRequest) -> HttpResponse:
    """Show and change how I want to be reached."""
    reader = Reader(participant=my_record(request))
    if request.method != "POST":
        form = ContactForm(instance=rules_of(reader))
        return render(request, "participant/contact_rules.html", {"form": form})
    form = ContactForm(request.POST, instance=rules_of(reader))
    if form.is_valid():
        try:
            set_contact_rules(request.actor, reader, **form.cleaned_data)
        except MessageError as error:
            form.add_error(error.field or None, f"{error.message} {error.hint}".strip())
        else:
            notices.success(request, _("Saved. We reach you this way from now on."))
            return redirect("participant:messages")
    return render(request, "participant/contact_rules.html", {"form": form}, status=422)
