"""An agency with a manager and a coach, a second agency, and one person who consented to the first."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.accounts.models import User
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Membership, Organization
from gainful.domain.participants.models import Consent, Participant, Scope


@dataclass
class World:
    """Who is in the tests of messages."""

    agency: Organization
    other: Organization
    manager: User
    stranger: User
    person: Participant

    @property
    def actor(self) -> Actor:
        return Actor(self.manager, self.agency, "program_manager")

    @property
    def person_actor(self) -> Actor:
        return Actor(self.person.user, None, "participant")

    @property
    def reader(self) -> Reader:
        return Reader(participant=self.person)

    def send(self, text="Class begins on Monday.", *, kind=NOTE, reader=None, **words):
        made = Words(lambda: "Class", lambda: text, **words)
        return send_message(self.actor, kind, reader or self.reader, made)


def build() -> World:
    agency, other = (Organization.objects.create(name=name, kind="agency") for name in ("Harbor", "Prairie"))
    manager, stranger = (User.objects.create_user(f"{name}@example.org") for name in ("mia", "sam"))
    Membership.objects.create(user=manager, organization=agency, role="program_manager")
    Membership.objects.create(user=stranger, organization=other, role="program_manager")
    person = Participant.objects.create(
        registered_by=agency, code="P-1", name="Ana", email="ana@example.org", phone="+1 202 555 0100",
        user=User.objects.create_user("ana.login@example.org"),
    )  # fmt: skip
    Consent.objects.create(
        participant=person, organization=agency, scopes=list(Scope.values), basis="paper",
        expires_at=timezone.now() + timedelta(days=30), attested_by=manager,
    )  # fmt: skip
    return World(agency, other, manager, stranger, person)
