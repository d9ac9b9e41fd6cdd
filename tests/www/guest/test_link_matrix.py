"""Scopes of links x addresses x open, expired, taken back: what opens; the rest stores nothing."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import match_openings
from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileConfirmation
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.links import REPLY, make_signed_link
from gainful.domain.messages.models import Reply, SignedLink, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.plans.asking import ANSWER_PLAN
from gainful.domain.plans.links import make_link
from gainful.domain.plans.models import PlanPerson
from tests.person import ana
from tests.plans import planned

__all__ = ["ana"]
SIGNER = {"name": "Pat Lee", "title": "Director"}
ADDRESSES = {
    "": ("get", {}),
    "plan.pdf": ("get", {}),
    "line/": ("post", {"competency_id": "onet:2.A.1.b", "verb": "remove"}),
    "sign/": ("post", SIGNER),
    "answer/": ("post", {"answer": "yes", "text": "Yes."}),
    "hand-on/": ("post", {"name": "Kim", "email": "kim@example.org"}),
}
OPENS = {
    "confirm_profile": {"": 200, "line/": 302, "sign/": 302},
    "view_plan": {"": 200, "plan.pdf": 200},
    "sign_plan": {"": 200, "plan.pdf": 200, "sign/": 302},
    "answer_plan": {"": 200, "answer/": 302},
    "reply": {"": 200, "answer/": 302},
}
"""What an open link answers; 410, closed, everywhere else. Nothing was asked, so that nothing can be handed on."""
STATES = ("open", "expired", "revoked")


@pytest.fixture
def world(town, ana):
    """A plan that waits for its signature, and a conversation."""
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        match_openings(plan.job_order)
        JobOrder.objects.filter(pk=plan.job_order_id).update(status="sent_to_employer")
        plan.job_order.refresh_from_db()
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        reader = Reader(email="kim@example.org", name="Kim")
        send_message(actor, NOTE, reader, Words(lambda: "Bus", lambda: "Can you?"))
    return town, ana, plan


def link_of(world, scope):
    """Make a link of a scope; returns it with its address."""
    town, ana, plan = world
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        if scope == "reply":
            made = make_signed_link(actor, REPLY, Thread.objects.get().pk)
        elif scope == "answer_plan":
            place = PlanPerson.objects.get(plan=plan, participant=ana.person)
            made = make_signed_link(actor, ANSWER_PLAN, place.pk, participant=ana.person)
        else:
            made = make_link(actor, plan.job_order, scope=scope, plan=plan)
    return made[0], f"/guest/link/{made[1]}/"


def stored():
    """Whatever a holder could have stored."""
    with acting_as_system("test"):
        return (
            Commitment.objects.count(),
            ProfileConfirmation.objects.count(),
            PlanPerson.objects.exclude(answer="").count(),
            Reply.objects.count(),
            SignedLink.objects.filter(recipient="Kim").count(),
        )


def close(link, state):
    with acting_as_system("test"):
        now = timezone.now()
        changed = {"expired": {"expires_at": now}, "revoked": {"revoked_at": now}}.get(state, {})
        if changed:
            SignedLink.objects.filter(pk=link.pk).update(**changed)


@pytest.mark.parametrize(("scope", "state"), product(OPENS, STATES))
def test_a_link_opens_what_its_scope_says_while_it_is_open(world, scope, state):
    link, address = link_of(world, scope)
    close(link, state)
    opens = OPENS[scope] if state == "open" else {}
    for place, (method, data) in ADDRESSES.items():
        before = stored()
        answer = getattr(Client(), method)(address + place, data)
        assert answer.status_code == opens.get(place, 410), (scope, place, state)
        if place not in opens:
            assert stored() == before, (scope, place, state)


def test_a_link_to_see_a_plan_signs_nothing(world):
    """Whoever was only shown a plan cannot commit the employer's openings."""
    _link, address = link_of(world, "view_plan")
    page = Client().get(address).content.decode()
    assert "Sign for the openings" not in page
    before = stored()
    assert Client().post(f"{address}sign/", SIGNER).status_code == 410
    assert stored() == before


def test_it_ends_at_the_very_moment(world):
    link, address = link_of(world, "view_plan")
    with acting_as_system("test"):
        SignedLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() + timedelta(hours=1))
    assert Client().get(address).status_code == 200
    close(link, "expired")
    assert Client().get(address).status_code == 410
