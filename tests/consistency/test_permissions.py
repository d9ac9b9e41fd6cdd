"""No address without a gate: each is tried as nobody and as every role that it is closed to."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import resolve

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization, Role
from tests.consistency.site_map import OPEN, OWN, views

SITE = {name: (address, view) for name, address, view in views()}
GUARDED = sorted(set(SITE) - set(OPEN) - set(OWN))


def test_the_lists_name_only_addresses_that_exist():
    assert set(OPEN) | set(OWN) <= set(SITE)


def test_only_the_listed_addresses_are_open_to_strangers():
    without_sign_in = {name for name, (_, view) in SITE.items() if not getattr(view, "login_required", True)}
    assert without_sign_in == set(OPEN)


@pytest.mark.parametrize("name", GUARDED)
def test_every_other_address_says_which_roles_it_is_for(name):
    assert set(SITE[name][1].allowed_roles) <= set(Role.values)


@pytest.fixture
def clients(db):
    """One signed-in browser for each role, all of the same agency, so that only the role differs."""
    with acting_as_system("test"):
        agency = Organization.objects.create(name="Harbor", kind="agency")
        made = {}
        for role in Role.values:
            user = User.objects.create_user(f"{role}@example.org")
            Membership.objects.create(user=user, organization=agency, role=role)
            made[role] = Client()
            made[role].force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def test_nobody_opens_a_guarded_address(db, client):
    for name in [*GUARDED, *OWN]:
        for reply in (client.get(SITE[name][0]), client.post(SITE[name][0])):
            assert reply.status_code == 302, name
            assert reply.headers["Location"].startswith("/accounts/login/"), name


def test_every_role_is_refused_where_an_address_is_not_for_it():
    """Each gate is asked with every role that it is closed to; it answers before anything of the request is read."""
    tried = 0
    for name in GUARDED:
        address, view = SITE[name]
        found = resolve(address)
        for role in set(Role.values) - set(view.allowed_roles):
            for request in (RequestFactory().get(address), RequestFactory().post(address)):
                request.actor = Actor(User(), None, role)
                with pytest.raises(PermissionDenied):
                    found.func(request, *found.args, **found.kwargs)
                tried += 1
    assert tried > 3 * len(GUARDED)


def test_a_refusal_comes_back_as_403_at_every_address(clients):
    """The whole way, with roles and methods by turns: the test above asks every role and both at the gate itself."""
    for turn, name in enumerate(GUARDED):
        address, view = SITE[name]
        if closed := sorted(set(Role.values) - set(view.allowed_roles)):
            role, client = closed[turn % len(closed)], clients[closed[turn % len(closed)]]
            reply = client.post(address) if turn // len(closed) % 2 else client.get(address)
            assert reply.status_code == 403, (name, role, reply.status_code)


def test_a_record_that_is_not_there_is_404_for_its_own_role(clients):
    for name in GUARDED:
        address, view = SITE[name]
        if "00000000-0000" in address:
            reply = clients[view.allowed_roles[0]].get(address)
            assert reply.status_code in {404, 405}, (name, reply.status_code)


@pytest.mark.parametrize("role", Role.values)
def test_every_role_opens_every_address_that_is_for_it(clients, role):
    """No address of ours fails or refuses where it says that it is for the role; what is not there is 404."""
    mine = [*(name for name in GUARDED if role in SITE[name][1].allowed_roles), *OWN]
    for name in mine:
        address = SITE[name][0]
        asked = clients[role].get(address).status_code
        assert asked in ({404, 405} if "00000000-0000" in address else {200, 302, 404, 405}), (name, asked)
        sent = clients[role].post(address).status_code
        assert sent in {200, 204, 302, 400, 404, 405, 422}, (name, sent)


def test_no_api_operation_answers_nobody(db, client):
    description = client.get("/api/v1/openapi.json").json()
    for path, methods in description["paths"].items():
        address = "/".join("x" if part.startswith("{") else part for part in path.split("/"))
        for method in methods:
            assert getattr(client, method)(address).status_code == 401, (method, path)
