"""The page of rates: what stands, what is set, what is refused; the same through the API; the way on a plan's page."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.programs.models import Fund, Program, Rate


def test_a_rate_is_set_on_the_page_and_read_through_the_api(town):
    client = town.manager.client
    page = client.get(reverse("program:rates")).content.decode()
    assert "What do we pay?" in page
    assert "not paid" in page
    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Care")
        fund = Fund.objects.create(program=program, name="Title I", amount=50_000)
    wanted = {
        "kind": "coaching",
        "amount": "61.50",
        "source": "Contract",
        "paid_by": "program",
        "fund": str(fund.pk),
    }
    reply = client.post(reverse("program:rates_save"), wanted, follow=True).content.decode()
    assert "The rate is set. Plans that are not signed have to be made again." in reply
    assert "$61.50" in reply
    assert "Title I (Care)" in reply
    begun = client.get(reverse("program:rates") + "?kind=coaching").content.decode()
    assert 'value="61.50"' in begun
    told = {row["kind"]: row for row in client.get("/api/v1/rates").json()}
    assert (told["coaching"]["amount"], told["coaching"]["fund"], told["coaching"]["is_own"]) == (
        "61.50", "Title I", True,
    )  # fmt: skip
    assert told["mentor"]["is_own"] is False
    taken = client.post(
        reverse("program:rates_save"), {"kind": "coaching", "paid_by": "program"}, follow=True
    )
    assert "The rate is taken away" in taken.content.decode()
    with acting_as_system("test"):
        assert not Rate.objects.exists()


def test_an_amount_without_a_source_is_refused_where_it_was_typed(town):
    reply = town.manager.client.post(
        reverse("program:rates_save"), {"kind": "coaching", "amount": "60", "paid_by": "program"}
    )
    assert reply.status_code == 422
    assert "Say where the amount comes from" in reply.content.decode()
    put = town.manager.client.put("/api/v1/rates/coaching", {"amount": 60}, content_type="application/json")
    assert (put.status_code, put.json()["field"]) == (422, "source")


def test_rates_are_set_through_the_api_by_managers_of_the_agency(town):
    wanted = {"amount": 50, "source": "20 CFR 680.720"}
    put = town.manager.client.put("/api/v1/rates/ojt_share", wanted, content_type="application/json")
    assert put.status_code == 200, put.content
    with acting_as_system("test"):
        assert Rate.objects.get().amount == Decimal(50)
    strange = {**wanted, "fund": "00000000-0000-0000-0000-000000000001"}
    put = town.manager.client.put("/api/v1/rates/ojt_share", strange, content_type="application/json")
    assert (put.status_code, put.json()["field"]) == (422, "fund")
    assert town.stranger.client.get(reverse("program:rates")).content.decode().count("20 CFR 680.720") == 0
    assert town.employer.client.get(reverse("program:rates")).status_code in {302, 403, 404}
