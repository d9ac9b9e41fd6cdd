"""What waits for the employer is on their first page with its link, and is gone once it is signed."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]


def test_openings_wait_on_the_first_page_until_they_are_committed_and_again_after_their_last_day(town, ana):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    client, home = town.employer.client, reverse("employer:home")
    page = client.get(home).content.decode()
    link = reverse("employer:commit", args=[order.pk])
    assert "For 1 job you can sign for the openings." in page
    assert link in page
    form = client.get(link).content.decode()
    assert 'name="contribution"' in form
    assert 'value="18.00"' in form
    signed = client.post(link, {"name": "Pat Lee", "title": "Director"}, follow=True).content.decode()
    assert "Signed by Pat Lee, Director" in signed
    assert link not in client.get(home).content.decode()
    with acting_as_system("test"):
        until = order.commitments.get().until
        assert until == timezone.localdate() + timedelta(days=90)


def test_what_is_wrong_is_said_and_nothing_is_signed(town, ana):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    link = reverse("employer:commit", args=[order.pk])
    terms = {"name": "Pat Lee", "title": "Director", "openings": "9"}
    page = town.employer.client.post(link, terms, follow=True).content.decode()
    assert "This job order has 2 openings" in page
    with acting_as_system("test"):
        assert not order.commitments.exists()


def test_the_employer_withdraws_an_opening_and_offers_it_again(town, ana):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    client = town.employer.client
    client.post(reverse("employer:commit", args=[order.pk]), {"name": "Pat Lee", "title": "Director"})
    with acting_as_system("test"):
        opening = order.opening_rows.first()
    step = reverse("employer:opening_step", args=[order.pk, opening.pk, "withdraw"])
    page = client.post(step, {"reason": "The ward closes"}, follow=True).content.decode()
    assert "The ward closes" in page
    again = reverse("employer:opening_step", args=[order.pk, opening.pk, "offer_again"])
    page = client.post(again, follow=True).content.decode()
    assert "Offered again" in page
    filled = reverse("employer:opening_step", args=[order.pk, opening.pk, "fill"])
    assert "This step is not open to you" in client.post(filled, follow=True).content.decode()
    unknown = reverse("employer:opening_step", args=[order.pk, opening.pk, "eat"])
    assert client.post(unknown).status_code == 404
