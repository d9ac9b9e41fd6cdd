"""The first page of each role asks the database at most twelve times, however much there is."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Membership
from gainful.domain.plans.asking import ask_commitment, ask_people
from gainful.www.navigation import HOME
from tests.person import ana
from tests.plans import planned
from tests.town import town
from tests.www.statements import asked

__all__ = ["ana", "town"]
MOST = 12


def instructor_of(agency):
    """Somebody who teaches there, signed in."""
    with acting_as_system("test"):
        user = User.objects.create_user("teaches@example.org", name="Ida")
        Membership.objects.create(user=user, organization=agency, role="instructor")
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return SimpleNamespace(client=client)


@pytest.mark.parametrize("role", sorted(HOME))
def test_the_first_page_of_each_role(town, ana, role):
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        for n in range(15):
            JobOrder.objects.create(
                agency=town.agency, employer=town.employer_org, title=f"Job {n}", status="sent_to_employer"
            )
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        ask_commitment(actor, plan)
        ask_people(actor, plan)
    clients = {
        "program_manager": town.manager, "coach": town.coach, "employer": town.employer, "operator": town.operator,
        "participant": ana, "instructor": instructor_of(town.agency),
    }  # fmt: skip
    statements = asked(clients[role].client, reverse(HOME[role]))
    assert len(statements) <= MOST, "\n".join(statements)
