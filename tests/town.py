"""An agency, its program manager and coach, an employer, and a stranger's agency, each with a signed-in browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization

POSTING = """Certified Nursing Assistant

We are hiring 2 full-time nursing assistants in Minneapolis, MN. $18.00 - $19.50 an hour, 36 hours a week, day shift.

What you will do
- Help residents bathe, dress, eat and move safely
- Take vital signs and record them in the electronic health record

What you need
- CPR certification on day one
- Good listening and clear speaking
"""


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignedIn(Client):
    """A browser of a user, who signs in when it is first used: most tests use one of the six in town."""

    def __init__(self, user: User) -> None:
        super().__init__()
        self._waiting: User | None = user

    def _enter(self) -> None:
        user, self._waiting = self._waiting, None
        if user is None:
            return
        log = list(connection.queries_log)
        with acting_as_system("test"):
            self.force_login(user, backend=BACKEND)
        connection.queries_log.clear()  # whoever counts queries counts those of the page
        connection.queries_log.extend(log)

    def request(self, **request: Any) -> Any:
        self._enter()
        return super().request(**request)

    @property
    def session(self) -> Any:
        self._enter()
        return super().session

    def force_login(self, user: Any, backend: str | None = None) -> None:
        self._waiting = None
        super().force_login(user, backend)


def _member(organization: Organization, role: str, email: str) -> SimpleNamespace:
    name = email.split("@", maxsplit=1)[0].title()
    user = User.objects.create_user(email, name=name, is_staff=role == "operator")
    Membership.objects.create(user=user, organization=organization, role=role)
    client = SignedIn(user)
    return SimpleNamespace(user=user, organization=organization, client=client, role=role)


def confirm(user: Any) -> None:
    """Let somebody have opened the letter that was sent to the address of their account."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def town(db):
    """Everybody who may or may not see a job order."""
    return build_town()


def build_town() -> SimpleNamespace:
    """Make them, in whichever database the connection leads to."""
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor Workforce", kind="agency")
        other = Organization.objects.create(name="Prairie Workforce", kind="agency")
        employer = Organization.objects.create(name="Lakeside Care", kind="employer")
        return SimpleNamespace(
            agency=agency,
            employer_org=employer,
            manager=_member(agency, "program_manager", "manager@example.org"),
            coach=_member(agency, "coach", "coach@example.org"),
            stranger=_member(other, "program_manager", "stranger@example.org"),
            operator=_member(agency, "operator", "operator@example.org"),
            employer=_member(employer, "employer", "employer@example.org"),
            posting=POSTING,
        )
