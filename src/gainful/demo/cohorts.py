"""Two sample cohorts: one in training, with people who came, left and wait; one open, with applications in each state.

Both stand behind openings of two made-up employers. All of it is made with the actions that real ones use, but for the
days that have passed since the first one began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from gainful.demo.curricula import HOME
from gainful.demo.promises import (
    PROGRAM,
    Sample,
    let_openings_be_committed,
    let_profile_be_signed,
    make_job,
)
from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.models import Application, Cohort, Enrolment, Follow, RuleKind, Says
from gainful.domain.cohorts.queries import possible_instructors, usable_openings
from gainful.domain.curricula.models import CurriculumVersion, VersionStatus
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.organizations.models import Membership, Organization, Role
from gainful.domain.participants.models import Participant
from gainful.domain.programs.models import Fund, Program

RUNNING, OPEN = "Autumn care class (sample)", "Winter care class (sample)"
SECOND_EMPLOYER = ("home@sample.example", "Lee Park")
BEGAN = timedelta(days=24)
"""How long ago the first cohort began."""
CHOSEN = slice(8, 22)
"""Whom of the sample people, by code: the first eight are looked after by the sample coach."""
RESIDENT_AIDE = """Resident Care Aide

Elm Street Care Home is hiring 12 resident care aides in Minneapolis, MN. $19.25 - $20.75 an hour, 36 hours a week,
day shift.

What you will do
- Help residents bathe, dress, eat and move safely
- Notice when somebody changes, and tell the nurse
- Keep the daily record

What you need
- Patience and clear speaking
- CPR certification on day one
"""
CARD = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 120]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 58>>stream
BT /F 14 Tf 20 60 Td (CPR and AED card, made up) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
PARTIES = {"Union hall (sample)": "three blue chairs", "College (sample)": "a kettle that whistles"}
"""Who contributed to the seed of the draw, and what each wrote."""
VISITORS = (
    ("Imani Rask", "imani.rask@people.example.org", "I look after my grandmother and like it."),
    ("Tomas Weil", "tomas.weil@people.example.org", ""),
)
"""Who applied from the public page, without an account."""


def seed_cohorts(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Cohort.objects.filter(organization=sample.agency, name=RUNNING).exists():
            return
        program = Program.objects.filter(organization=sample.agency, name=PROGRAM).first()
        home = Organization.objects.filter(name=HOME, is_sample=True).first()
        if program is None or home is None:
            return
        second = replace(sample, employer=home, signer=_second_employer(home))
        ana = Participant.objects.get(user=sample.participant)
        people = _people(ana)
    with transaction.atomic():
        _openings(second, program)
        running = _running(sample, program, ana, people[:8])
        open_for_all = _open(sample, program, people[8:])
    with acting_as_system("sample data"):  # on a connection of its own, which sees what is committed
        _let_days_pass(running)
    for name, email, note in VISITORS:
        form = actions.Form(name, email, note=note, follow=Follow.YES, answers=_says_yes(open_for_all))
        actions.apply_publicly(open_for_all.pk, form)


def _second_employer(home: Organization) -> User:
    email, name = SECOND_EMPLOYER
    user = User.objects.filter(email=email).first() or User.objects.create_user(
        email, name=name, is_sample=True
    )
    Membership.objects.get_or_create(user=user, organization=home, role=Role.EMPLOYER)
    return user


def _people(ana: Participant) -> list[Participant]:
    in_plans = Participant.objects.filter(plan_places__isnull=False).order_by().values("pk")
    found = Participant.objects.filter(is_sample=True).exclude(pk=ana.pk).exclude(pk__in=in_plans)
    return list(found.order_by("code")[CHOSEN])


def _openings(second: Sample, program: Program) -> None:
    """Let the second employer sign for twelve openings."""
    order, version = make_job(second, program, RESIDENT_AIDE, openings=12)
    let_profile_be_signed(second, order, version)
    with second.as_manager():
        order.refresh_from_db()
    until = timezone.localdate() + timedelta(days=200)
    let_openings_be_committed(second, order, 12, "19.25", until)


def _behind(actor: Actor, cohort: Cohort, number: int) -> None:
    """Put openings behind a cohort, first those of the employer who has fewest left."""
    free = usable_openings(actor)
    left: dict[UUID, int] = {}
    for row in free:
        left[row.job_order_id] = left.get(row.job_order_id, 0) + 1
    free.sort(key=lambda row: (left[row.job_order_id], str(row.job_order_id), row.number))
    actions.add_openings(actor, cohort, [row.pk for row in free[:number]])


def _running(sample: Sample, program: Program, ana: Participant, people: list[Participant]) -> Cohort:
    """Take people from their application over a draw into the class; one declined, one left early, two wait."""
    today = timezone.localdate()
    with sample.as_manager() as actor:
        draft = actions.CohortDraft(
            RUNNING, 6, today, today + timedelta(days=38), today, about="Nine weeks from the first day to the ward.",
            contact="Morgan Reyes, 612-555-0107", site=program.sites.order_by("name").first(), is_public=True,
        )  # fmt: skip
        cohort = actions.create_cohort(actor, program, draft)
        _behind(actor, cohort, 6)
        _taught_and_paid(actor, cohort, program)
        laid_off = actions.add_rule(
            actor, cohort, kind=RuleKind.PRIORITY, question="Did an employer lay you off in the last year?", rank=1,
            why="The money for this class is for people who lost a job.",
        )  # fmt: skip
        actions.set_curriculum(actor, cohort, _in_use())
        actions.open_cohort(actor, cohort)
        asked = [_applies(actor, cohort, ana, {laid_off.pk: Says.YES})]
        asked += [_applies(actor, cohort, person) for person in people]
        for row in asked[8:]:
            actions.refuse_application(
                actor, row, reason="cannot_reach", words="We rang five times and wrote twice."
            )
        for row in asked[:8]:
            actions.find_eligible(actor, row)
        actions.close_applications(actor, cohort)
    offered = _seats_of(sample, cohort)
    with sample.as_coach() as actor:
        seats = [actions.accept_seat(actor, row) for row in offered[:-1]]
        for row in offered[-1:]:
            actions.decline_seat(actor, row, reason="work", words="Starts at the bakery in May.")
    with sample.as_manager() as actor:
        actions.start_cohort(actor, cohort)
    with sample.as_coach() as actor:
        actions.end_enrolment(actor, seats[-1], reason="Found work nearer to home.")
    return cohort


def _seats_of(sample: Sample, cohort: Cohort) -> list[Application]:
    """Give the seats by lot where more are eligible; returns who is offered one, whoever was served first in front."""
    with sample.as_manager() as actor:
        if cohort.applications.filter(status="eligible").count() <= cohort.seats:
            return actions.offer_seats(actor, cohort)
        hashes = {party: sha256(value.encode()).hexdigest() for party, value in PARTIES.items()}
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        for party, value in PARTIES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
        entries = draw.entries.filter(outcome="seat").select_related(
            "application__cohort", "application__participant"
        )
        return [entry.application for entry in entries.order_by("priority", "application__code")]


def _in_use() -> CurriculumVersion | None:
    found = CurriculumVersion.objects.filter(status=VersionStatus.IN_USE).select_related("curriculum")
    return found.order_by("curriculum", "number").first()


def _taught_and_paid(actor: Actor, cohort: Cohort, program: Program) -> None:
    teacher = possible_instructors(actor).first()
    actions.add_instructor(actor, cohort, name=teacher.name if teacher else "Noor Haddad", user=teacher)
    fund = Fund.objects.filter(program=program).order_by("name").first()
    if fund is not None:
        actions.add_fund(actor, cohort, fund=fund, amount=fund.amount / 10)


def _applies(
    actor: Actor, cohort: Cohort, person: Participant, answers: dict[UUID, str] | None = None
) -> Application:
    form = actions.Form(person.name, person.email, person.phone, follow=Follow.YES, answers=answers or {})
    return actions.apply_for(actor, cohort, form, person)


def _open(sample: Sample, program: Program, people: list[Participant]) -> Cohort:
    today = timezone.localdate()
    with sample.as_manager() as actor:
        draft = actions.CohortDraft(
            OPEN, 4, today + timedelta(days=30), today + timedelta(days=93), today + timedelta(days=12),
            about="Learn to help people who live in a care home or lie in a hospital bed. The jobs are there before "
            "the class begins.", contact="Morgan Reyes, 612-555-0107", site=program.sites.order_by("name").last(),
            later_start_on=today + timedelta(days=120), is_public=True,
        )  # fmt: skip
        cohort = actions.create_cohort(actor, program, draft)
        _behind(actor, cohort, 5)
        _taught_and_paid(actor, cohort, program)
        _questions(actor, cohort)
        actions.open_cohort(actor, cohort)
        _in_each_state(actor, cohort, people)
    return cohort


def _questions(actor: Actor, cohort: Cohort) -> None:
    """Ask what the law and the work ask for, and who is served first."""
    order = JobOrder.objects.filter(opening_rows__cohort_rows__cohort=cohort).order_by("id").first()
    actions.add_rule(
        actor, cohort, kind=RuleKind.MUST, question="Do you hold a CPR card, or will you by the first day?",
        why="Both employers need it on day one.", proof="CPR card, or the day of your course", proof_months=24,
    )  # fmt: skip
    actions.add_rule(
        actor, cohort, kind=RuleKind.BARS, question="Has the state disqualified you from work with patients?",
        why="A background study says so; it can be set aside, ask us how.", law="Minnesota Statutes, chapter 245C",
        job_order=order,
    )  # fmt: skip
    actions.add_rule(
        actor, cohort, kind=RuleKind.PRIORITY, question="Are you a veteran, or married to one?", rank=1,
        proof="DD 214 or a letter of the VA", law="38 U.S.C. 4215",
    )  # fmt: skip
    north = actions.add_rule(
        actor,
        cohort,
        kind=RuleKind.SEGMENT,
        question="Do you live north of Lowry Avenue?",
        label="North side",
    )
    actions.add_floor(
        actor, cohort, rule=north, seats=1, reason="The care home is there, and no bus runs before six."
    )


def _says_yes(cohort: Cohort) -> dict[UUID, str]:
    """Answer as most do: yes to what a seat needs, no to what bars, nothing to the rest."""
    with acting_as_system("sample data"):
        rules = list(cohort.rules.all())
    says = {RuleKind.MUST: Says.YES, RuleKind.BARS: Says.NO}
    return {rule.pk: says[RuleKind(rule.kind)] for rule in rules if rule.kind in says}


def _in_each_state(actor: Actor, cohort: Cohort, people: Iterable[Participant]) -> None:
    """One with a file to look at, one who is asked for more, two eligible, one refused, one who withdrew."""
    rules = {rule.kind: rule for rule in cohort.rules.all()}
    must, bars, north = rules[RuleKind.MUST], rules[RuleKind.BARS], rules[RuleKind.SEGMENT]
    yes: dict[UUID, str] = {must.pk: Says.YES, bars.pk: Says.NO}
    ways = ("file", "asked", "eligible", "eligible", "refused", "withdrawn")
    for way, person in zip(ways, people, strict=False):
        answers: dict[UUID, str] = {**yes, must.pk: Says.NO} if way == "refused" else yes
        if way == "eligible":
            answers = {**answers, north.pk: Says.YES}
        row = _applies(actor, cohort, person, answers)
        if way == "file":
            actions.add_document(actor, row, CARD, "cpr-card.pdf", must)
        elif way == "asked":
            actions.ask_for_more(actor, row, "Please send a picture of your CPR card.")
        elif way == "eligible":
            actions.see_proof(actor, row, must)
            actions.find_eligible(actor, row)
        elif way == "refused":
            actions.refuse_application(actor, row, reason="not_eligible")
        else:
            actions.withdraw_application(actor, row, reason="care")


def _let_days_pass(cohort: Cohort) -> None:
    """Let the first cohort have begun some days ago."""
    today = timezone.localdate()
    Enrolment.objects.filter(cohort=cohort).update(starts_on=today - BEGAN)
    Cohort.objects.filter(pk=cohort.pk).update(
        starts_on=today - BEGAN, apply_until=today - 2 * BEGAN, opened_at=timezone.now() - 4 * BEGAN
    )
