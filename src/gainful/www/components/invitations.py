"""Invitations: the letter with the link, and the button on a person's record."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.accounts.requests import ActorRequest
from gainful.domain.messages.reach import reach_of
from gainful.domain.organizations.actions import invite_participant
from gainful.domain.organizations.errors import MemberError
from gainful.domain.organizations.models import Invitation, Role
from gainful.domain.participants.models import Participant
from gainful.www.components.people import get_person


def link_of(request: HttpRequest, secret: str) -> str:
    """Return the whole address of an invitation."""
    return request.build_absolute_uri(reverse("invitation", args=[secret]))


def send_invitation(invitation: Invitation, link: str) -> bool:
    """Send the link; False where no mail server is set or it did not take the message.

    Nobody knows yet which language a participant reads: their letter says it in each.
    """
    if not settings.EMAIL_HOST:
        return False
    spoken = [code for code, _name in settings.LANGUAGES] if invitation.role == Role.PARTICIPANT else ["en"]
    letters = [_letter(invitation, link, language) for language in spoken]
    subject = " / ".join(subject for subject, _text in letters)
    text = "\n".join(text for _subject, text in letters)
    try:
        return bool(send_mail(subject, text, None, [invitation.email]))
    except OSError:
        return False


def _letter(invitation: Invitation, link: str, language: str) -> tuple[str, str]:
    """Return the subject and the text of an invitation in a language."""
    with translation.override(language):
        day = date_format(timezone.localtime(invitation.expires_at))
        words = _("Open this link to join. It works once, until %(day)s.\n\n%(link)s\n")
        return _("%s invites you to Gainful") % invitation.organization.name, words % {
            "day": day,
            "link": link,
        }


def can_be_invited(request: ActorRequest, person: Participant) -> bool:
    """Say whether staff can invite the person to a place of their own: their agency's record, and no account yet.

    The letter goes to the address on the record, so it must be one at which the person may be reached.
    """
    ours = person.registered_by_id == request.actor.organization_id
    return ours and person.user_id is None and bool(person.email) and reach_of(person).email == person.email


def invite_person(request: ActorRequest, person_id: UUID, back: str) -> HttpResponse:
    """Invite a person by the address on their record and show the link this once; `back` names the person's page."""
    person = get_person(person_id)
    place = reverse(back, args=[person.pk])
    if not can_be_invited(request, person):
        messages.error(
            request, _("They cannot be invited: see how they are reached and whether they have an account.")
        )
        return redirect(place)
    try:
        made, secret = invite_participant(request.actor, email=person.email, name=person.name)
    except MemberError as error:
        messages.error(request, str(error))
        return redirect(place)
    link = link_of(request, secret)
    context = {"invitation": made, "link": link, "sent": send_invitation(made, link), "back": place}
    return render(request, "parts/invited.html", context)
