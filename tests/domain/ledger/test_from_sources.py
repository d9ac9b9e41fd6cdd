"""What is entered from outside a plan, such as a payment: whose it may be, what is checked, what is taken back."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.ledger.actions import Entry, LedgerError, Source, enter_actual, enter_from, take_back_from
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.ledger.queries import people_against_actual, program_against_actual, rows_about_me
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Program
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def payment(town):
    """A payment that nothing was entered from yet."""
    return Source("money", uuid4(), town.agency.pk)


def entry(**given):
    return Entry(
        **{"part": "support", "label": "Bus fare", "day": timezone.localdate(), "cost": Decimal(20), **given}
    )


def as_manager(town):
    return acting_as(town.manager.user, town.agency, role="program_manager")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"part": "party"}, "part"), ({"label": " "}, "label"), ({"cost": None}, "cost"), ({"cost": Decimal(-1)}, "cost"),
     ({"minutes": -1}, "hours")],
)  # fmt: skip
def test_what_cannot_be_is_refused_from_a_source_too(town, payment, given, field):
    with as_manager(town) as actor, pytest.raises(LedgerError) as refused:
        enter_from(actor, payment, entry(**given))
    assert refused.value.field == field


def test_a_day_to_come_is_refused_from_a_source_too(town, payment):
    with as_manager(town) as actor, pytest.raises(LedgerError, match="has not come yet"):
        enter_from(actor, payment, entry(day=timezone.localdate() + timedelta(days=1)))


@pytest.mark.parametrize("step", [lambda who, source: enter_from(who, source, entry()), take_back_from])
@pytest.mark.parametrize("role", ["employer", "participant", "elsewhere", "link"])
def test_only_staff_of_the_agency_enter_and_take_back_what_it_took(town, payment, step, role):
    """Row security lets the system through: what answers is the action's own refusal."""
    who = {
        "employer": Actor(town.employer.user, town.agency, "employer"),
        "participant": Actor(town.manager.user, town.agency, "participant"),
        "elsewhere": Actor(town.stranger.user, town.stranger.organization, "program_manager"),
        "link": Actor(None, town.agency, "link"),
    }[role]
    with acting_as_system("test"):
        with pytest.raises(PermissionDenied, match="Only staff of the agency"):
            step(who, payment)
        assert not LedgerRow.objects.filter(source_kind="money").exists()


def test_the_system_enters_for_the_agency_whose_source_it_is(town, payment):
    with acting_as_system("test"):
        system = Actor(None, town.agency, "system")
        assert enter_from(system, payment, entry()).cost == 20
        assert [row.cost for row in take_back_from(system, payment)] == [-20]


def test_of_a_source_what_happened_is_taken_back_once_and_what_was_planned_stays(town, ana):
    plan = planned(town, ana.person)
    source = Source("plan", plan.pk, town.agency.pk)
    with acting_as_system("test"):
        LedgerRow.objects.create(
            organization=town.agency, source_kind="plan", source_id=str(plan.pk), is_actual=False, part="train",
            label="Planned", day=timezone.localdate(), cost=Decimal(300),
        )  # fmt: skip
    with as_manager(town) as actor:
        enter_actual(actor, plan, entry(minutes=90))
        (back,) = take_back_from(actor, source)
        assert (back.label, back.minutes, back.cost, back.is_actual) == ("Bus fare", -90, Decimal(-20), True)
        assert take_back_from(actor, source) == []


def test_hours_alone_are_taken_back_as_hours_alone(town, payment):
    with as_manager(town) as actor:
        enter_from(actor, payment, entry(minutes=45, cost=None))
        (back,) = take_back_from(actor, payment)
    assert (back.minutes, back.cost) == (-45, None)


def test_a_payment_of_another_number_or_kind_stays(town, payment):
    with as_manager(town) as actor:
        enter_from(actor, payment, entry())
        assert take_back_from(actor, Source("money", uuid4(), town.agency.pk)) == []
        assert take_back_from(actor, Source("time", payment.id, town.agency.pk)) == []


@pytest.mark.parametrize(
    ("minutes", "shown", "hours"),
    [(None, "", None), (0, "0 min", "0"), (1, "1 min", "0.02"), (59, "59 min", "0.98"), (60, "1 h", "1"),
     (61, "1 h 1 min", "1.02"), (-1, "−1 min", "-0.02"), (-90, "−1 h 30 min", "-1.5"), (6000, "100 h", "100")],
)  # fmt: skip
def test_hours_and_minutes_are_said_in_words_and_to_the_hundredth(minutes, shown, hours):
    row = LedgerRow(minutes=minutes)
    assert (row.duration, row.hours) == (shown, hours)


@pytest.mark.parametrize(("minutes", "entered"), [(1_000_000, True), (1_000_001, False)])
def test_a_million_minutes_are_the_most(town, payment, minutes, entered):
    with as_manager(town) as actor:
        if entered:
            assert enter_from(actor, payment, entry(minutes=minutes)).minutes == minutes
        else:
            with pytest.raises(LedgerError, match="Hours are 0 or more"):
                enter_from(actor, payment, entry(minutes=minutes))


def test_of_people_and_of_a_program_what_was_spent_there_counts(town, ana):
    """Ana cost 10 USD and an hour in this program and 99 USD in another; renting a room for it cost 1,000 USD."""
    with acting_as_system("test"):
        here, elsewhere = (
            Program.objects.create(organization=town.agency, name=name) for name in ("Here", "There")
        )
        for program, person, minutes, cost in (
            (here, ana.person, 60, 10), (elsewhere, ana.person, None, 99), (here, None, None, 1000),
        ):  # fmt: skip
            LedgerRow.objects.create(
                organization=town.agency, program=program, participant=person, source_kind="money", is_actual=True,
                source_id=str(uuid4()), part="train", label="Class", day=timezone.localdate(), minutes=minutes,
                cost=cost,
            )  # fmt: skip
    with as_manager(town):
        of_ana = people_against_actual(Participant.objects.filter(pk=ana.person.pk).values("pk"), here.pk)
        assert (of_ana.actual_total, of_ana.planned_total) == (10, None)
        assert people_against_actual(Participant.objects.none().values("pk"), here.pk).actual_total is None
        assert program_against_actual(here.pk).actual_total == 1010
        mine = rows_about_me(ana.person.pk)
    assert sorted((row["cost"], row["minutes"], row["program__name"]) for row in mine) == [
        (10, 60, "Here"), (99, None, "There"),
    ]  # fmt: skip
    assert str(LedgerRow(label="Class")) == "Class"
