"""What is not entered in the ledger, each with its field and its words; at a bound it is entered."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.ledger.actions import Entry, LedgerError, enter_actual, take_back
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Fund, Program
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
MILLION = Decimal(1_000_000)


@pytest.fixture
def plan(town, ana):
    return planned(town, ana.person)


def entry(**given):
    usual = {
        "part": "train",
        "label": "Books",
        "day": timezone.localdate(),
        "minutes": 60,
        "cost": Decimal(5),
    }
    return Entry(**{**usual, **given})


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def other_fund(town):
    program = Program.objects.create(organization=town.agency, name="Another")
    return Fund.objects.create(program=program, name="Grant", amount=100)


def stranger(town):
    return Participant.objects.create(registered_by=town.agency, code="P-77", name="Not In It")


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        (lambda _: {"part": "party"}, "part", "Choose train, support or measure"),
        (lambda _: {"label": "  "}, "label", "Say what it was"),
        (lambda _: {"minutes": None, "cost": None}, "cost", "Enter hours, a cost, or both"),
        (lambda _: {"day": tomorrow()}, "day", "This day has not come yet"),
        (lambda _: {"minutes": -1}, "hours", "Hours are 0 or more"),
        (lambda _: {"cost": Decimal("-0.01")}, "cost", "A cost is 0 USD or more"),
        (lambda _: {"cost": 10 * MILLION + Decimal("0.01")}, "cost", "at most 10,000,000"),
        (lambda _: {"cost": Decimal("5.005")}, "cost", "no more than 2 decimal places"),
        (lambda town: {"fund": other_fund(town)}, "fund", "This fund is of another program"),
        (lambda town: {"participant": stranger(town)}, "person", "This person is not in the plan"),
    ],
)
def test_what_is_refused_says_where_and_why(town, plan, given, field, words):
    with acting_as_system("test"):
        wrong = entry(**given(town))
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        with pytest.raises(LedgerError, match=words) as refused:
            enter_actual(actor, plan, wrong)
        assert not LedgerRow.objects.filter(is_actual=True).exists()
    assert refused.value.field == field


@pytest.mark.parametrize(
    "given",
    [
        {"minutes": 0, "cost": None}, {"minutes": None, "cost": Decimal(0)}, {"cost": 10 * MILLION},
        {"day": timezone.localdate()}, {"day": timezone.localdate() - timedelta(days=400)},
    ],
)  # fmt: skip
def test_at_its_bounds_it_is_entered(town, plan, given):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        row = enter_actual(actor, plan, entry(**given))
    assert (row.minutes, row.cost) == (given.get("minutes", 60), given.get("cost", Decimal(5)))


@pytest.mark.parametrize("verb", ["enter", "take back"])
@pytest.mark.parametrize("role", ["employer", "participant", "operator elsewhere", "link"])
def test_only_staff_of_the_agency_enter_and_take_back(town, plan, verb, role):
    """Row security lets the system through: what answers is the action's own refusal."""
    stranger_agency = town.stranger.organization
    who = {
        "employer": Actor(town.employer.user, town.employer_org, "employer"),
        "participant": Actor(town.manager.user, town.agency, "participant"),
        "operator elsewhere": Actor(town.stranger.user, stranger_agency, "program_manager"),
        "link": Actor(None, None, "link"),
    }[role]
    with acting_as_system("test"):
        manager = Actor(town.manager.user, town.agency, "program_manager")
        row = enter_actual(manager, plan, entry())
        step = {
            "enter": lambda: enter_actual(who, plan, entry()),
            "take back": lambda: take_back(who, plan, row),
        }
        with pytest.raises(PermissionDenied, match="Only staff of the agency enter what a plan took"):
            step[verb]()
        assert LedgerRow.objects.filter(is_actual=True).count() == 1


def test_a_row_is_taken_back_once_and_a_correction_never(town, plan):
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        row = enter_actual(actor, plan, entry())
        correction = take_back(actor, plan, row)
        assert (correction.minutes, correction.cost) == (-60, Decimal(-5))
        with pytest.raises(LedgerError, match="taken back already"):
            take_back(actor, plan, row)
        with pytest.raises(LedgerError, match="Only a row that was entered by hand"):
            take_back(actor, plan, correction)


def test_a_row_of_another_plan_is_not_taken_back_here(town, ana, plan):
    other = planned(town, ana.person, order=plan.job_order)
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        row = enter_actual(actor, other, entry())
        with pytest.raises(LedgerError, match="Only a row that was entered by hand"):
            take_back(actor, plan, row)
