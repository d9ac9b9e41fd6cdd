"""What the sample coach and Ana have worked on: needs, goals, money, notes, and whom the coach looks after. Made up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent, Participant, Scope
from gainful.domain.placements.models import Placement
from gainful.domain.placements.states import PlacementKind
from gainful.domain.programs.models import Fund
from gainful.domain.support.actions.checkins import raise_concern
from gainful.domain.support.actions.goals import ActionTerms, add_action, add_goal
from gainful.domain.support.actions.money import (
    Ask,
    approve_money,
    ask_money,
    give_money,
    load_benefits,
    prove_money,
    set_cap,
)
from gainful.domain.support.actions.needs import Begin, begin_assessment, finish_assessment, save_answers
from gainful.domain.support.actions.notes import NoteText, add_note, assign
from gainful.domain.support.models import Assessment, Assignment, CaseNote
from gainful.engine.support.benefits import BenefitRule

PEOPLE = 8
MADE_UP = "Made up for the sample region: no law says this"
ASKED_BEFORE = timedelta(days=97)
ANSWERS = {
    "transport_how": ["bus"], "transport_sure": "no", "want_transport": "now", "money_month": "no",
    "money_training": "no", "money_benefits": ["SNAP"], "want_money": "now", "food_last": "sometimes",
    "food_balanced": "often", "food_cut": "no", "food_less": "yes", "food_hungry": "no", "want_food": "later",
}  # fmt: skip


def seed_needs(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Assignment.objects.filter(organization=sample.agency).exists():
            return
        ana = Participant.objects.get(user=sample.participant)
        others = _others(sample, ana)
    with transaction.atomic():
        with sample.as_manager() as actor:
            set_cap(actor, "transport", amount=Decimal(300), days=365, source=MADE_UP)
            load_benefits(actor, _benefits())
        with sample.as_coach() as actor:
            for person in (ana, *others):
                assign(actor, person)
            add_note(
                actor, ana, NoteText("meeting", "We went through the bus lines to Lakeview.", minutes=30)
            )
            note = "Bring your bus card on Monday. The 21 stops at the door."
            add_note(actor, ana, NoteText("call", note, "person"))
        _asks(sample, ana)
        _plans(sample, ana)
        _pays(sample, ana, others[:1])
        _after_hire(sample)
    with acting_as_system("sample data"):
        _let_time_pass(ana, others)
        _can_be_called(others)


def _others(sample: Sample, ana: Participant) -> list[Participant]:
    """Return some people whose consent covers support."""
    open_to = Consent.objects.filter(
        organization=sample.agency, revoked_at=None, expires_at__gt=timezone.now() + timedelta(days=30),
        scopes__contains=[Scope.SUPPORT.value],
    )  # fmt: skip
    found = Participant.objects.filter(pk__in=open_to.order_by().values("participant_id")).exclude(pk=ana.pk)
    return list(found.order_by("code")[:PEOPLE])


def _benefits() -> list[BenefitRule]:
    start = date(timezone.localdate().year - 1, 10, 1)
    steps = {
        "SNAP": ((0, 700), (1000, 460), (2500, 100), (2501, 0)),
        "Child care help": ((0, 1100), (2200, 0)),
    }
    return [
        BenefitRule(
            name, household, start, None, name != "SNAP",
            tuple((Decimal(income), Decimal(amount)) for income, amount in points), MADE_UP,
        )
        for name, points in steps.items()
        for household in (1, 2, 3)
    ]  # fmt: skip


def _asks(sample: Sample, ana: Participant) -> None:
    with sample.as_participant() as actor:
        row = begin_assessment(actor, ana, Begin(topics=["transport", "money", "food"]))
        save_answers(actor, row, ANSWERS)
        finish_assessment(actor, row)


def _plans(sample: Sample, ana: Participant) -> None:
    today = timezone.localdate()
    with sample.as_participant() as actor:
        goal = add_goal(actor, ana, need="transport", own_words="I want to be at work on time, every day")
        add_action(actor, goal, ActionTerms("Try the bus on Saturday", due_on=today + timedelta(days=4)))
    with sample.as_coach() as actor:
        late = ActionTerms("Ask Metro for the reduced fare", "coach", due_on=today - timedelta(days=2))
        add_action(actor, goal, late)
        food = add_goal(actor, ana, need="food", words="Food for the last week of the month")
        add_action(actor, food, ActionTerms("Go with her to the food shelf", "coach", due_on=today))


def _pays(sample: Sample, ana: Participant, waiting: list[Participant]) -> None:
    """Ana's bus pass is paid and proved, her shoes wait for a decision; somebody else's money waits to be given."""
    today = timezone.localdate()
    with sample.as_coach() as actor:
        paid = ask_money(actor, ana, Ask("transport", Decimal(90), "Bus pass for the first month"))
        ask_money(
            actor,
            ana,
            Ask("clothing", Decimal("64.90"), "White shoes for the ward", today + timedelta(days=9)),
        )
        approved = [
            ask_money(actor, person, Ask("transport", Decimal(45), "Ten rides to the class"))
            for person in waiting
        ]
    with sample.as_manager() as actor:
        fund = Fund.objects.filter(program__organization=sample.agency).order_by("name").first()
        if fund is None:
            return
        approve_money(actor, paid, fund=fund, amount=Decimal(90))
        for row in approved:
            approve_money(actor, row, fund=fund, amount=Decimal(45))
    with sample.as_coach() as actor:
        give_money(actor, paid, way="voucher", payee="Metro Transit (sample)", reference="V-1001", day=today)
        prove_money(actor, paid, receipt="R-2207", day=today, spent=Decimal(90))


def _after_hire(sample: Sample) -> None:
    """The coach looks after whoever was hired, whose first talk is due; the employer has raised a concern."""
    with acting_as_system("sample data"):
        hires = Placement.objects.filter(
            organization=sample.agency, kind=PlacementKind.HIRE, taken_back_at=None
        )
        hired = hires.select_related("participant", "introduction").order_by("recorded_at", "id").first()
    if hired is None:
        return
    with sample.as_coach() as actor:
        assign(actor, hired.participant)
    with sample.as_employer() as actor:
        words = "Good with patients, and ten minutes late whenever the first bus is."
        raise_concern(actor, hired, words=words, wish="A way to be here at seven")


def _let_time_pass(ana: Participant, others: list[Participant]) -> None:
    """Let the first questions have been asked a quarter ago, and the last call with somebody three weeks ago."""
    before = timezone.now() - ASKED_BEFORE
    Assessment.objects.filter(participant=ana).update(started_at=before, finished_at=before)
    Assignment.objects.filter(participant__in=[ana, *others]).update(since=before)
    CaseNote.objects.filter(participant__in=others).update(happened_at=before)


def _can_be_called(people: list[Participant]) -> None:
    """Give people numbers that nobody has, so that the coach's day can be tried with its call."""
    for number, person in enumerate(people):
        person.phone = f"612-555-01{60 + number:02d}"
        person.save(update_fields=["phone"])
