"""A token acts as its person, within its scope, until it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system, visiting
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.actions import tokens
from gainful.domain.organizations.models import ApiToken, Membership

ORDERS = "/api/v1/job-orders"


@pytest.fixture
def program(town):
    """A program without cookies that holds a token of the manager's."""

    def with_token(scope="write"):
        data = {"name": "nightly", "scope": scope, "days": 30}
        secret = town.manager.client.post(reverse("account:issue_token"), data).context["secret"]
        return Client(headers={"Authorization": f"Bearer {secret}"}, enforce_csrf_checks=True)

    return with_token


def test_a_token_reads_and_writes_as_its_person(town, program):
    caller = program()
    made = caller.post(ORDERS, {"text": town.posting})
    assert made.status_code == 201, made.content
    assert [o["id"] for o in caller.get(ORDERS).json()] == [made.json()["id"]]
    with acting_as_system("test"):
        order = JobOrder.objects.get()
        assert order.agency == town.agency
        event = JobOrder.pgh_event_model.objects.filter(pgh_obj=order).latest("pgh_id")
        assert event.pgh_context.metadata["user"] == str(town.manager.user.pk)
        assert ApiToken.objects.get().last_used_at is not None


def test_a_reading_token_changes_nothing(town, program):
    caller = program("read")
    assert caller.get(ORDERS).status_code == 200
    reply = caller.post(ORDERS, {"text": town.posting})
    assert (reply.status_code, reply.json()["message"]) == (403, "This token only reads.")
    with acting_as_system("test"):
        assert not JobOrder.objects.exists()


def test_a_call_that_another_one_overtook_is_answered(town, program):
    """Twenty programs with one token: whoever began earlier neither sets the time of use back nor is refused."""
    caller = program()
    later = timezone.now() + timedelta(seconds=5)
    with acting_as_system("test"):
        ApiToken.objects.update(last_used_at=later)
    for moment in (later, later - timedelta(minutes=10)):
        with acting_as_system("test"):
            token = ApiToken.objects.get()
        token.last_used_at = moment - timedelta(hours=1)
        with visiting(f"token:{token.secret_hash}"):
            tokens._note_use(token, moment)
    assert caller.get(ORDERS).status_code == 200
    with acting_as_system("test"):
        assert ApiToken.objects.get().last_used_at == later


def _revoke(town):
    ApiToken.objects.update(revoked_at=timezone.now())


def _expire(town):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def _close(town):
    User.objects.filter(pk=town.manager.user.pk).update(is_active=False)


def _leave(town):
    Membership.objects.filter(user=town.manager.user).update(ended_at=timezone.now())


@pytest.mark.parametrize("ending", [_revoke, _expire, _close, _leave])
def test_an_ended_token_opens_nothing(town, program, ending):
    caller = program()
    with acting_as_system("test"):
        ending(town)
    assert caller.get(ORDERS).status_code == 401


@pytest.mark.parametrize("header", ["Bearer gnf_guess", "Bearer ", "Basic abc", "Bearer " + "x" * 5000])
def test_a_guess_opens_nothing(db, header):
    assert Client(headers={"Authorization": header}).get(ORDERS).status_code == 401


def test_a_session_still_needs_its_csrf_token(town):
    client = Client(enforce_csrf_checks=True)
    with acting_as_system("test"):
        client.force_login(town.manager.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(ORDERS, {"text": town.posting}).status_code == 403
