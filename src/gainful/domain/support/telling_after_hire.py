"""Who is told when an employer raises a concern or somebody comes back; the clock of messages calls this."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.kinds import MessageKind, register
from gainful.domain.messages.models import Notice
from gainful.domain.messages.notices import register_notice
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Participant
from gainful.domain.support.models import Assessment, Assignment, Concern

CONCERN = register(
    MessageKind("concern", gettext_lazy("Your employer and your coach want to look at something together"))
)
BACK = register(MessageKind("came_back", gettext_lazy("Somebody you look after asks for help again")))
MOST_MANAGERS = 20


def coaches(person: Participant, agency: Organization) -> list[Reader]:
    """Return who looks after a person and still works at the agency, or its managers where nobody does."""
    works_here = Membership.objects.filter(organization=agency, ended_at=None, user__is_active=True)
    found = Assignment.objects.filter(
        participant=person, organization=agency, ended_at=None, coach__in=works_here.order_by().values("user")
    ).select_related("coach")
    if users := [row.coach for row in found]:
        return [Reader(user=user, name=user.name) for user in users]
    held = works_here.filter(role="program_manager").select_related("user")
    return [Reader(user=row.user, name=row.user.name) for row in held[:MOST_MANAGERS]]


def _send(
    row: Notice, agency: Organization, kind: MessageKind, readers: list[Reader], *words: Callable[[], str]
) -> None:
    actor = Actor(None, agency, SYSTEM_ROLE)
    for reader in readers:
        said = Words(
            words[0], words[1], about_kind=row.kind, about_id=str(row.about_id), occasion=str(row.pk)
        )
        try:
            send_message(actor, kind, reader, said)
        except MessageError:  # no way to reach them: it stands on their page
            continue


def _concern_raised(row: Notice) -> None:
    found = Concern.objects.select_related("participant", "organization", "employer").get(pk=row.about_id)
    agency, person = found.organization, found.participant
    _send(
        row, agency, CONCERN, coaches(person, agency), lambda: _("An employer raised a concern"),
        lambda: _("%(who)s wrote about somebody you placed. Talk with the person first, then make a shared plan.")
        % {"who": found.employer},
    )  # fmt: skip
    _send(
        row, agency, CONCERN, [Reader(person, name=str(person))], lambda: _("Your employer wrote something"),
        lambda: _(
            "%(who)s wrote what they see at work. Read it under My support. Your coach calls you, and you look at it"
            " together before anything is agreed."
        ) % {"who": found.employer},
    )  # fmt: skip


def _came_back(row: Notice) -> None:
    found = Assessment.objects.select_related("participant", "organization").get(pk=row.about_id)
    _send(
        row, found.organization, BACK, coaches(found.participant, found.organization),
        lambda: _("Somebody asks for help again"),
        lambda: _("%(who)s asks for help again. Call them; what they need is on their support page.")
        % {"who": found.participant},
    )  # fmt: skip


CONCERN_RAISED = register_notice("concern_raised", _concern_raised)
CAME_BACK = register_notice("came_back", _came_back)
