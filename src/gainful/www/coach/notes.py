"""Write to a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import Message, State
from gainful.domain.messages.readers import Reader
from gainful.www.access import for_roles
from gainful.www.coach.views import person_context
from gainful.www.components.message_forms import NoteForm
from gainful.www.components.people import get_person


@for_roles("coach")
@require_POST
def send(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Send a person a message; what they wrote stays in the form where it cannot be sent."""
    person = get_person(person_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        reader = Reader(person, name=str(person))
        subject = _("A message from %s") % request.actor.organization
        try:
            sent = send_message(request.actor, NOTE, reader, Words(lambda: subject, lambda: text))
        except MessageError as error:
            form.add_error("text", f"{error.message} {error.hint}".strip())
        else:
            notices.success(request, _sentence(sent))
            return redirect("coach:person", person.pk)
    context = {**person_context(request, person), "note_form": form}
    return render(request, "coach/person.html", context, status=422)


def _sentence(rows: list[Message]) -> str:
    ways = [str(row.get_channel_display()) for row in rows if row.state != State.WITHHELD]
    if not ways:
        return _("Kept here. The person wants no e-mail and has no account: call them.")
    return _("Sent: %s.") % "; ".join(ways)
