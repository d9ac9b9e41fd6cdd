"""No secret of a link stands in logs or in the history of changes."""

from __future__ import annotations

import logging

import pytest

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.plans.links import make_link
from gainful.site.secret_paths import HideSecrets, without_secret
from tests.consistency.site_map import views
from tests.town import town

__all__ = ["town"]
KEYS = ["/accounts/password/reset/key/4-cx1-5f/", "/accounts/confirm-email/MQ:1sX/"]
PUBLIC = {"guest:status_list"}
"""Whose first word is a purpose and no token."""
SECRET = sorted(
    address
    for name, address, _ in views()
    if name.startswith(("guest:", "invitation", "first_run")) and name not in PUBLIC
)


@pytest.mark.parametrize("address", [*SECRET, *KEYS])
def test_every_secret_of_an_address_is_struck_out(address):
    secret = address.replace("none", "5ecret", 1)  # the first word of an address is its token
    left = without_secret(f"Not Found: {secret}?next=/")
    assert "5ecret" not in left
    assert "4-cx1-5f" not in left
    assert "MQ:" not in left
    assert left.startswith("Not Found: /")


def test_other_addresses_stay_as_they_are():
    assert len(SECRET) > 4
    for said in ("/program/people/1/", "/guest/", "/accounts/login/", "an invitation for you"):
        assert without_secret(said) == said


def test_logs_hold_no_secret():
    record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Gone", "/guest/link/abc/sign/"), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Gone: /guest/link/…/sign/"


def test_the_history_of_what_a_link_did_does_not_hold_the_link(town, client):
    with acting_as_system("test") as actor:
        order = JobOrder.objects.create(agency=town.agency, title="Nurse", status="sent_to_employer")
        link, token = make_link(actor, order, scope="confirm_profile")
    assert client.get(f"/guest/link/{token}/").status_code == 200
    with acting_as_system("test"):
        history = type(link).pgh_event_model.objects.filter(pgh_obj=link).order_by("-pgh_id").first()
        assert history.pgh_context.metadata["url"] == "/guest/link/…/"
