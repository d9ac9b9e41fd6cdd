"""A link ends with its job order, and with the role or the account of whoever made it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import reopen_job_order
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.actions import end_membership, set_account_active
from gainful.domain.organizations.models import Invitation, Membership
from gainful.domain.plans.links import make_link, open_links
from tests.town import town

__all__ = ["town"]


@pytest.fixture
def shared(town):
    """An order that was sent, and the address of the manager's link to it."""
    with acting_as_system("test"):
        order = JobOrder.objects.create(agency=town.agency, title="Nurse", status="sent_to_employer")
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        _link, token = make_link(actor, order, scope="confirm_profile")
    return order, reverse("guest:link", args=[token])


def test_closing_the_order_ends_its_links_for_good(town, shared, client):
    order, address = shared
    assert client.get(address).status_code == 200
    town.manager.client.post(reverse("program:job_close", args=[order.pk]))
    assert client.get(address).status_code == 410
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        order.refresh_from_db()
        assert reopen_job_order(actor, order).status != "closed"
        assert not open_links(order).exists()
        link = SignedLink.objects.get(about_id=order.pk)
        last = type(link).pgh_event_model.objects.filter(pgh_obj=link).order_by("-pgh_id").first()
        assert last.revoked_at == link.revoked_at, "the end stands in the history"
    assert client.get(address).status_code == 410


def _leave(actor, town):
    end_membership(actor, Membership.objects.get(user=town.manager.user).pk)


def _close(actor, town):
    set_account_active(actor, town.manager.user.pk, active=False)


@pytest.mark.parametrize("ending", [_leave, _close])
def test_a_removed_member_leaves_no_open_link(town, shared, client, ending):
    _order, address = shared
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        ending(actor, town)
    assert client.get(address).status_code == 410


def test_another_members_end_and_another_role_change_nothing(town, shared, client):
    _order, address = shared
    with acting_as_system("test"):
        second = Membership.objects.create(user=town.manager.user, organization=town.agency, role="coach")
    with acting_as(town.operator.user, town.agency, role="operator") as actor:
        end_membership(actor, second.pk)
        end_membership(actor, Membership.objects.get(user=town.coach.user).pk)
    assert client.get(address).status_code == 200


def test_the_invitations_of_a_removed_member_end(town):
    with acting_as_system("test") as actor:
        Membership.objects.create(user=town.manager.user, organization=town.agency, role="operator")
    town.operator.client.post(
        reverse("operator:invite"),
        {"email": "new@example.org", "role": "coach", "organization": str(town.agency.pk)},
    )
    with acting_as_system("test") as actor:
        invitation = Invitation.objects.get()
        assert invitation.is_open
        end_membership(actor, Membership.objects.get(user=town.operator.user, role="operator").pk)
        invitation.refresh_from_db()
    assert not invitation.is_open


@pytest.mark.parametrize("scope", ["view_plan", "sign_plan"])
def test_a_link_to_a_plan_needs_the_plan(town, shared, scope):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        with pytest.raises(ValueError, match="A link to a plan needs the plan"):
            make_link(actor, shared[0], scope=scope)
        assert not SignedLink.objects.filter(scope=scope).exists()
