"""A program manager decides about support money, sets caps, presets, benefits and caseloads."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.support.actions.money import Ask, ask_money
from gainful.domain.support.models import (
    Assignment,
    BenefitTable,
    Caseload,
    MoneyCap,
    MoneyRequest,
    NeedsPreset,
)
from tests.helped import as_member, assigned, fund
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "fund", "town"]


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def row(town, ana):
    with as_member(town.coach) as actor:
        return ask_money(actor, ana.person, Ask("transport", Decimal(90), "Bus pass"))


def decide(town, row, **given):
    return town.manager.client.post(reverse("program:money_decide", args=[row.pk]), given)


def test_a_request_is_listed_approved_from_a_fund_and_exported(town, row, fund):
    home = reverse("program:money")
    assert "1 request waits for you." in text(town.manager.client.get(home))
    page = text(town.manager.client.get(reverse("program:money_decide", args=[row.pk])))
    assert "Title I: $1,000.00 left to promise" in page
    assert decide(town, row, fund=str(fund.pk), amount="90").url == home
    assert "No request waits for a decision." in text(town.manager.client.get(home))
    lines = town.manager.client.get(reverse("program:money_export") + "?state=approved").content.decode()
    assert "P-1,transport,Bus pass,90.00,90.00" in lines
    with acting_as_system("test"):
        row.refresh_from_db()
    assert (row.state, row.decided_by_id) == ("approved", town.manager.user.pk)


def test_what_cannot_be_approved_is_said_beside_its_field(town, row, fund):
    assert "at most what was asked for" in text(decide(town, row, fund=str(fund.pk), amount="91"))
    assert decide(town, row, fund="x", amount="1").status_code == 422
    town.manager.client.post(
        reverse("program:money"), {"kind": "transport", "amount": "50", "days": "365", "source": "Handbook"}
    )
    over = text(decide(town, row, fund=str(fund.pk), amount="90"))
    assert "The cap leaves $50.00 for this." in over
    assert (
        decide(town, row, fund=str(fund.pk), amount="90", over_cap_reason="No bus at night").status_code
        == 302
    )


def test_a_no_needs_its_reason_and_an_approval_can_be_taken_back(town, row, fund):
    assert decide(town, row, refuse="1", reason="").status_code == 422
    decide(town, row, fund=str(fund.pk), amount="90")
    assert decide(town, row, refuse="1", reason="The center pays").status_code == 302
    with acting_as_system("test"):
        row.refresh_from_db()
    assert (row.state, row.reason) == ("refused", "The center pays")


def test_whoever_asked_sees_that_somebody_else_decides(town, ana, fund):
    with as_member(town.manager) as actor:
        mine = ask_money(actor, ana.person, Ask("food", Decimal(5), "Lunch"))
    page = text(town.manager.client.get(reverse("program:money_decide", args=[mine.pk])))
    assert "You asked for this yourself" in page
    assert decide(town, mine, fund=str(fund.pk), amount="5").status_code == 422
    with acting_as_system("test"):
        mine.refresh_from_db()
    assert mine.state == "asked"


def test_a_cap_that_is_none_is_refused(town):
    response = town.manager.client.post(
        reverse("program:money"), {"kind": "food", "amount": "0", "days": "1"}
    )
    assert response.status_code == 422
    with acting_as_system("test"):
        assert not MoneyCap.objects.exists()


def test_presets_are_changed_and_added(town):
    address = reverse("program:needs_presets")
    page = text(town.manager.client.get(address))
    assert "Returning citizens" in page
    assert "reading grade 3.6" in page
    town.manager.client.post(address, {"code": "returning", "name": "Coming home", "topics": ["legal"]})
    town.manager.client.post(address, {"name": "Veterans", "topics": ["health"]})
    assert "Choose at least one topic" in text(
        town.manager.client.post(address, {"name": "None"}, follow=True)
    )
    with acting_as_system("test"):
        assert set(NeedsPreset.objects.values_list("code", "name")) == {
            ("returning", "Coming home"), ("Veterans", "Veterans"),
        }  # fmt: skip


def test_benefits_are_loaded_from_a_file_or_refused_with_the_line(town):
    address = reverse("program:benefits")
    assert "None yet" in text(town.manager.client.get(address))
    head = b"benefit,household,valid_from,valid_to,shape,income,amount,source\n"

    def load(data):
        return text(
            town.manager.client.post(address, {"file": SimpleUploadedFile("b.csv", data)}, follow=True)
        )

    assert "1 rule is loaded." in load(head + b"SNAP,3,2026-10-01,,line,0,700,Notice\n")
    assert "Line 2, column “household”: “x” is not a number" in load(
        head + b"SNAP,x,2026-10-01,,line,0,700,Notice\n"
    )
    assert "Choose a CSV file" in text(town.manager.client.post(address, follow=True))
    with acting_as_system("test"):
        assert BenefitTable.objects.get().source == "Notice"


def test_caseloads_are_shown_and_moves_are_made_by_hand(town, ana, assigned):
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Membership

    with acting_as_system("test"):
        user = User.objects.create_user("second@example.org", name="Second")
        Membership.objects.create(user=user, organization=town.agency, role="coach")
    address = reverse("program:caseload")
    assert "The caseloads are even." in text(town.manager.client.get(address))
    town.manager.client.post(
        reverse("program:caseload_most", args=[town.coach.user.pk]), {"most": "0", "languages": "en, es"}
    )
    page = text(town.manager.client.get(address))
    assert "1 move would even it out." in page
    assert "Coach has more people than they can look after." in page
    hand = reverse("program:hand_over", args=[ana.person.pk])
    town.manager.client.post(hand, {"coach": str(user.pk)})
    with acting_as_system("test"):
        assert Assignment.objects.get(ended_at=None).coach_id == user.pk
        assert Caseload.objects.get().languages == ["en", "es"]
    assert town.manager.client.post(hand, {"coach": "x"}).status_code == 404
    bad = town.manager.client.post(
        reverse("program:caseload_most", args=[user.pk]), {"most": "many"}, follow=True
    )
    assert "whole number" in text(bad)


def test_caseloads_of_many_coaches_come_in_pages_and_nobody_is_left_out(town, ana, assigned):
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Membership

    with acting_as_system("test"):
        for n in range(26):
            user = User.objects.create_user(f"c{n}@example.org", name=f"Coach {n:02}")
            Membership.objects.create(user=user, organization=town.agency, role="coach")
        Membership.objects.filter(user=town.coach.user).update(ended_at=timezone.now())
    address = reverse("program:caseload")
    first, second = (text(town.manager.client.get(f"{address}?page={n}")) for n in (1, 2))
    assert "Coach 00" in first
    assert "Coach 25" not in first
    assert "Nobody looks after them yet." in first
    assert "Coach 25" in second
    assert "The caseloads are even." in second


def test_these_pages_are_managers_alone(town, row):
    for name, args in (("money", []), ("money_decide", [row.pk]), ("benefits", []), ("caseload", [])):
        address = reverse(f"program:{name}", args=args)
        assert town.coach.client.get(address).status_code == 403
        assert town.stranger.client.get(address).status_code in {200, 404}
    with acting_as_system("test"):
        assert MoneyRequest.objects.count() == 1
