"""Rates of an agency: set once, taken away, each refusal by its words; plans of a program use its own funds alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from gainful.domain.accounts.actor import acting_as
from gainful.domain.programs.actions import add_fund, add_program, set_rate
from gainful.domain.programs.errors import ProgramError
from gainful.domain.programs.models import Rate
from gainful.domain.programs.queries import listed_rates, rates_of
from tests.town import town

__all__ = ["town"]


@pytest.fixture
def manager(town):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        yield actor


def test_a_rate_is_set_changed_and_taken_away(manager):
    set_rate(manager, "coaching", amount=Decimal("61.50"), source="Contract of 2026")
    set_rate(manager, "coaching", amount=Decimal(64), source="Contract of 2027")
    row = Rate.objects.get()
    assert (row.kind, row.amount, row.source, row.paid_by, row.fund) == (
        "coaching", 64, "Contract of 2027", "program", None,
    )  # fmt: skip
    assert rates_of(manager).get("coaching").amount == 64
    own = {kind.value: row for kind, _assumed, row in listed_rates(manager)}
    assert own["coaching"] == row
    assert own["mentor"] is None
    assert set_rate(manager, "coaching", amount=None) is None
    assert not Rate.objects.exists()
    assert rates_of(manager).fingerprint == ""


def test_a_fund_pays_in_plans_of_its_own_program_alone(manager):
    care, weld = (add_program(manager, name=name) for name in ("Care", "Welding"))
    fund = add_fund(manager, care, name="Title I", amount=Decimal(50_000))
    set_rate(manager, "course", amount=None, fund=fund)
    assert rates_of(manager, care).get("course").fund == "Title I"
    assert rates_of(manager, None).get("course").fund == "Title I"
    assert rates_of(manager, weld).get("course").fund == ""


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("coaching", {"amount": Decimal(60)}, "Say where the amount comes from"),
        ("course", {"amount": Decimal(60), "source": "x"}, "Courses have their own prices"),
        ("nonsense", {"amount": Decimal(60), "source": "x"}, "no rate of this kind"),
        ("ojt_share", {"amount": Decimal(101), "source": "x"}, "at most 100 percent"),
        ("coaching", {"amount": Decimal(-1), "source": "x"}, "0 or more"),
    ],
)
def test_what_cannot_be_set_is_refused_by_its_words(manager, kind, values, words):
    with pytest.raises(ProgramError, match=words):
        set_rate(manager, kind, **values)
    assert not Rate.objects.exists()


def test_a_fund_is_the_programs_money(manager, town):
    fund = add_fund(manager, add_program(manager, name="Care"), name="Title I", amount=Decimal(50_000))
    with pytest.raises(ProgramError, match="Only what the program pays"):
        set_rate(manager, "mentor", amount=None, paid_by="employer", fund=fund)
    with (
        acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as stranger,
        pytest.raises(ProgramError, match="another agency"),
    ):
        set_rate(stranger, "mentor", amount=None, fund=fund)


@pytest.mark.parametrize("who", ["coach", "employer"])
def test_only_managers_set_rates(town, who):
    member = getattr(town, who)
    with (
        acting_as(member.user, member.organization, role=who) as actor,
        pytest.raises(PermissionDenied),
    ):
        set_rate(actor, "coaching", amount=Decimal(60), source="x")


def test_another_agency_sees_no_rate(town, manager):
    set_rate(manager, "coaching", amount=Decimal(60), source="x")
    with acting_as(town.stranger.user, town.stranger.organization, role="program_manager") as stranger:
        assert rates_of(stranger).rates == ()
