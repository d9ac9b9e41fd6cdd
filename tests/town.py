"""An agency, its program manager and coach, an employer, and a stranger's agency, each with a signed-in browser."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
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


def _member(organization: Organization, role: str, email: str) -> SimpleNamespace:
    name = email.split("@", maxsplit=1)[0].title()
    user = User.objects.create_user(email, name=name, is_staff=role == "operator")
    Membership.objects.create(user=user, organization=organization, role=role)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return SimpleNamespace(user=user, organization=organization, client=client, role=role)


@pytest.fixture
def town(db):
    """Everybody who may or may not see a job order."""
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
