"""What the sample agency and the sample employer promised each other, made with the actions that real ones use.

A program with sites and funds; a job whose plan is signed, with openings in several states and a ledger; a job whose
employer is late with a signature; one whose employer never answered; one that the employer sent in; conversations. All
of it is made up.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gainful.demo.placements import seed_placements
from gainful.demo.region import AREA
from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.actions import (
    CommitmentTerms,
    create_job_order,
    fill_opening,
    read_posting_into_profile,
)
from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileVersion
from gainful.domain.job_orders.versions import content_hash
from gainful.domain.ledger.actions import Entry, enter_actual
from gainful.domain.messages.actions import Words, answer_here, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import Request, Thread
from gainful.domain.messages.readers import Reader
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
from gainful.domain.plans.actions import (
    answer_plan,
    commit_openings,
    make_plan,
    send_plan,
    send_profile,
    sign_profile,
    submit_job,
    withdraw_opening,
)
from gainful.domain.plans.actions.make_plan import PlanRequest
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.models import Plan
from gainful.domain.plans.queries import rank_people
from gainful.domain.programs.actions import add_fund, add_program, add_site, set_rate
from gainful.domain.programs.models import Fund, PaidBy, Program, RateKind

PROGRAM = "Care careers (sample)"
FORMULA = "Title I adult and dislocated worker money"
_HELP = (
    RateKind.TRANSPORT, RateKind.CHILDCARE, RateKind.HOUSING, RateKind.LANGUAGE, RateKind.INTERNET, RateKind.HEALTH,
    RateKind.LEGAL, RateKind.CLOTHING, RateKind.INCOME, RateKind.OTHER,
)  # fmt: skip
LATE_BY, SILENT_SINCE = timedelta(days=9), timedelta(days=22)
"""Since when answers are asked for: two days past the week in which one is due, and a day past the end of a request."""
CARE = """Patient Care Technician

Lakeview Hospital is hiring 4 patient care technicians in Minneapolis, MN. $20.50 - $22.00 an hour, 36 hours a week,
day shift.

What you will do
- Help patients bathe, dress, eat and move safely
- Take vital signs and record them in the electronic health record
- Tell the nurse at once when a patient changes

What you need
- CPR certification on day one
- Good listening and clear speaking
"""
HOUSEKEEPING = """Hospital Housekeeper

Lakeview Hospital needs 3 housekeepers in Minneapolis, MN. $18.25 an hour, 40 hours a week, evening shift.

What you will do
- Clean patient rooms and follow infection control steps
- Restock linen and supplies
- Speak kindly with patients and families
"""
DESK = """Patient Registration Clerk

Lakeview Hospital is looking for 2 registration clerks in Minneapolis, MN. $19.00 an hour, 40 hours a week, day shift.

What you will do
- Welcome patients and enter their details
- Check insurance and explain forms
- Answer the telephone and make appointments
"""
SENT_IN = """Dietary Aide

Lakeview Hospital needs 2 people for its patient kitchen in Minneapolis, MN. $19.25 an hour, 30 hours a week,
early shift.

What you will do
- Set up trays by each patient's diet card and check them for allergies
- Bring meals to the wards and collect the trays
- Keep the kitchen line clean by the food safety rules
"""
"""The employer has sent it in; the agency has not taken it up yet."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample users and organizations that the promises are between."""

    agency: Organization
    employer: Organization
    manager: User
    coach: User
    signer: User
    participant: User

    def as_manager(self) -> AbstractContextManager[Actor]:
        """Act as the manager."""
        return acting_as(self.manager, self.agency, role="program_manager", reason="sample data")

    def as_coach(self) -> AbstractContextManager[Actor]:
        """Act as the coach."""
        return acting_as(self.coach, self.agency, role="coach", reason="sample data")

    def as_employer(self) -> AbstractContextManager[Actor]:
        """Act as the employer."""
        return acting_as(self.signer, self.employer, role="employer", reason="sample data")

    def as_participant(self) -> AbstractContextManager[Actor]:
        """Act as the participant."""
        return acting_as(self.participant, None, role="participant", reason="sample data")


def seed_promises(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Program.objects.filter(organization=sample.agency, name=PROGRAM).exists():
            return
    with transaction.atomic():
        with sample.as_manager() as actor:
            program = _program(actor)
        _signed_plan(sample, program)
        late, _version = make_job(sample, program, HOUSEKEEPING, openings=3)
        silent, _version = make_job(sample, program, DESK, openings=2)
        _conversation(sample)
        with sample.as_employer() as actor:
            submit_job(
                actor, sample.agency, text=SENT_IN, openings=2, wage_low=Decimal("19.25"), wage_unit="hour",
                contact_name=sample.signer.name,
            )  # fmt: skip
    with acting_as_system("sample data"):  # on a connection of its own, which sees what is committed
        _asked_before(late, LATE_BY)
        _asked_before(silent, SILENT_SINCE)
        _letter_to_employer(sample)


def _program(actor: Actor) -> Program:
    today = timezone.localdate()
    program = add_program(actor, name=PROGRAM, about="Entry jobs in hospitals and care homes")
    add_site(actor, program, name="Lake Street center", address="2100 Lake Street, Minneapolis, MN")
    add_site(actor, program, name="North library room", address="1 Library Lane, Brooklyn Park, MN")
    year = {"starts_on": date(today.year, 1, 1), "ends_on": date(today.year + 1, 6, 30)}
    formula = add_fund(
        actor, program, name=FORMULA, amount=Decimal(120_000), source="State (made up)", **year
    )
    support = add_fund(
        actor,
        program,
        name="Supportive services fund",
        amount=Decimal(30_000),
        source="A foundation (made up)",
        **year,
    )
    _rates(actor, formula, support)
    return program


def _rates(actor: Actor, formula: Fund, support: Fund) -> None:
    """Set what the agency pays, once for all plans: every line of a plan then has its source and its fund."""
    for kind in (RateKind.COURSE, RateKind.EXAM):
        set_rate(actor, kind, amount=None, fund=formula)
    for kind in _HELP:
        set_rate(actor, kind, amount=None, fund=support)
    for kind, amount, source in (
        (RateKind.COACHING, Decimal(58), "Coaches' pay with benefits and office, budget of 2026 (made up)"),
        (
            RateKind.TOOLS,
            Decimal(140),
            "Two sets of work clothes, shoes and basic tools, price list of 2026 (made up)",
        ),
        (RateKind.OJT_SHARE, Decimal(50), "On-the-job training contract with the employer (made up)"),
    ):
        set_rate(actor, kind, amount=amount, source=source, fund=formula)
    set_rate(actor, RateKind.MENTOR, amount=None, paid_by=PaidBy.EMPLOYER)


def make_job(sample: Sample, program: Program, text: str, openings: int) -> tuple[JobOrder, ProfileVersion]:
    """Read a posting and send its profile to the employer."""
    with sample.as_manager() as actor:
        order = create_job_order(
            actor, text=text, program=program, employer=sample.employer, contact_name=sample.signer.name,
            contact_email=sample.signer.email, area_code=AREA, openings=openings,
        )  # fmt: skip
        version = read_posting_into_profile(actor, order)
        send_profile(actor, order)
    return order, version


def let_profile_be_signed(sample: Sample, order: JobOrder, version: ProfileVersion) -> None:
    """Sign the profile of a job for its employer."""
    with sample.as_employer() as actor:
        sign_profile(
            actor, order, name=sample.signer.name, title="Head of nursing", seen_hash=content_hash(version)
        )


def let_openings_be_committed(
    sample: Sample, order: JobOrder, openings: int, wage: str, until: date, first_day: date | None = None
) -> Commitment:
    """Sign for so many openings of a job at this wage an hour, USD, until a day; work begins on the first day."""
    with sample.as_employer() as actor:
        terms = CommitmentTerms(openings, Decimal(wage), "hour", until, first_day or until, Decimal(250))
        return commit_openings(actor, order, terms, name=sample.signer.name, title="Head of nursing")


def _signed_plan(sample: Sample, program: Program) -> None:
    """A plan that all signed, Ana in it; one opening filled, one withdrawn since; the first hours in the ledger."""
    order, version = make_job(sample, program, CARE, openings=4)
    let_profile_be_signed(sample, order, version)
    with sample.as_manager() as actor:
        order.refresh_from_db()
        first = rank_people(actor, order, version).page(0, 3)
        ana = Participant.objects.get(user=sample.participant)
        people = tuple(dict.fromkeys([str(ana.pk), *(person.id for person in first)]))
        plan = make_plan(actor, order, PlanRequest(people=people, scenario="displaced"))
        send_plan(actor, plan)
        planned = stored_plan(plan).job
    with sample.as_participant() as actor:
        answer_plan(actor, plan.pk, "yes")
    until = timezone.localdate() + timedelta(days=120)
    let_openings_be_committed(sample, order, 4, "20.50", until, planned.first_day if planned else None)
    _spends(sample, program, plan)
    with sample.as_manager() as actor:
        order.refresh_from_db()
        rows = list(order.opening_rows.all())
        fill_opening(actor, order, rows[0].pk)
    with sample.as_employer() as actor:
        withdraw_opening(actor, order, rows[-1].pk, reason="The night ward closes for repairs.")
    with sample.as_manager():
        order.refresh_from_db()
        plan.job_order = order
    seed_placements(sample, plan, ana)


def _spends(sample: Sample, program: Program, plan: Plan) -> None:
    """The first weeks of coaching, rides and paperwork."""
    today = timezone.localdate()
    with sample.as_manager():
        fund = program.funds.first()
    spent = (
        ("support", "First meeting with the job coach", 45, None),
        ("support", "Bus pass for a month", None, Decimal("90.00")),
        ("train", "Entry test and books", 120, Decimal("64.50")),
        ("measure", "Questions before the start", 20, None),
    )
    with sample.as_coach() as actor:
        ana = Participant.objects.get(user=sample.participant)
        for part, label, minutes, cost in spent:
            enter_actual(actor, plan, Entry(part, label, today, minutes, cost, ana, fund))


def _asked_before(order: JobOrder, days: timedelta) -> None:
    """Let what is asked about an order have been asked some days before; the worker takes the steps that are due."""
    for request in Request.objects.filter(about_id=str(order.pk)):
        request.asked_at -= days
        request.due_on -= days
        request.expires_at -= days
        request.next_at = min(request.next_at, request.expires_at)
        request.save(update_fields=["asked_at", "due_on", "expires_at", "next_at"])


def _conversation(sample: Sample) -> None:
    """The coach wrote to Ana, who answered; nobody has read her answer yet."""
    with sample.as_coach() as actor:
        ana = Participant.objects.get(user=sample.participant)
        text = "Hello Ana, your class starts at nine. Bus 21 stops at the door. Do you need anything for it?"
        _write(actor, Reader(participant=ana, name=ana.name), "Your first week", text)
    with sample.as_participant() as actor:
        thread = Thread.objects.get(participant__user=sample.participant)
        answer_here(actor, thread, "Thank you. Could somebody tell me where I can leave my bicycle?")


def _letter_to_employer(sample: Sample) -> None:
    """The agency wrote to the employer's account, which an agency's own role does not see."""
    text = "Could two people of the group see the ward for an hour next week? Any afternoon suits us."
    actor = Actor(sample.manager, sample.agency, SYSTEM_ROLE)
    _write(actor, Reader(user=sample.signer, name=sample.signer.name), "Visit of the ward", text)


def _write(actor: Actor, reader: Reader, subject: str, text: str) -> None:
    send_message(actor, NOTE, reader, Words(lambda: subject, lambda: text))
