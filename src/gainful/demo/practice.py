"""Sample mentors and practice work: a pair that meets, one proposed to Ana, an agreement in force and one to sign."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gainful.demo.promises import Sample
from gainful.domain.accounts.actor import SYSTEM_ROLE, acting_as, acting_as_system
from gainful.domain.participants.models import Participant
from gainful.domain.support.actions.mentors import (
    Offer,
    add_mentor,
    propose_pair,
    take_person,
    want_mentor,
    wish_mentor,
    write_talk,
)
from gainful.domain.support.actions.practice import (
    Signer,
    Terms,
    draft_practice,
    send_practice,
    sign_practice,
)
from gainful.domain.support.actions.practice_weeks import confirm_week, log_week
from gainful.domain.support.models import Assignment, Mentor, PracticeAgreement
from gainful.domain.support.states.practice import PairSide, PracticeSide

AIDE = "31-1131.00"
MENTORS = (
    ("Lena Ortiz (sample)", "lena@sample.example", "Nursing assistant", "Lakeview Hospital (sample)", ["evening"],
     ["English", "Spanish"], 2),
    ("Sam Berg (sample)", "sam@sample.example", "Patient care technician", "Lakeview Hospital (sample)",
     ["noon", "weekend"], ["English"], 1),
    ("Hodan Ali (sample)", "hodan@sample.example", "Cook", "Lakeside Grill", ["morning"], ["English", "Somali"], 1),
)  # fmt: skip


def seed_practice(sample: Sample) -> None:
    """Make what is missing; a second call finds it there and changes nothing."""
    with acting_as_system("sample data"):
        if Mentor.objects.filter(organization=sample.agency, email=MENTORS[0][1]).exists():
            return
        ana = Participant.objects.get(user=sample.participant)
        cared = Assignment.objects.filter(organization=sample.agency, ended_at=None).exclude(participant=ana)
        others = [
            row.participant for row in cared.select_related("participant").order_by("participant__code")[:3]
        ]
    with transaction.atomic(), sample.as_coach() as actor:
        mentors = [
            add_mentor(
                actor, name=name, email=email, postal_code="55407",
                offer=Offer(["mentor"], languages, times, most, job, employer, AIDE),
            )
            for name, email, job, employer, times, languages, most in MENTORS
        ]  # fmt: skip
        propose_pair(
            actor, mentors[0], ana, ["occupation", "employer:Lakeview Hospital (sample)", "times:evening"]
        )
        if len(others) > 1:
            wish_mentor(
                actor, others[1], languages=["English"], times=["morning"], words="How to ask for shifts"
            )
    if others:
        _meet(sample, mentors[1], others[0])
    _practice(sample, ana, "sent")
    if others:
        _practice(sample, others[0], "in_force")


def _as_all(sample: Sample):  # type: ignore[no-untyped-def]
    """Act for sides that have no account in the sample."""
    return acting_as(sample.manager, sample.agency, role=SYSTEM_ROLE, reason="sample data")


def _meet(sample: Sample, mentor: Mentor, person: Participant) -> None:
    """Let a pair meet; each side in a transaction of its own, since the system sees only what is committed."""
    with sample.as_coach() as actor:
        row = propose_pair(actor, mentor, person, ["group", "near"])
    with _as_all(sample) as actor:
        take_person(actor, want_mentor(actor, row))
        write_talk(
            actor, row, held_on=timezone.localdate() - timedelta(days=3), side=PairSide.MENTOR,
            words="We went through the first day, hour by hour.",
        )  # fmt: skip


def _practice(sample: Sample, person: Participant, state: str) -> PracticeAgreement:
    today = timezone.localdate()
    first = today - timedelta(days=today.weekday() + 14)
    terms = Terms(
        kind="employment", person_name=person.name or person.code, host_name="Second Shelf Books (sample)",
        host_contact="Kim Vang", host_email="kim@sample.example", work="Bookshop assistant",
        tasks="Sort and shelve books, pack orders, help at the till",
        learns="Coming on time, asking when unsure, talking with customers", place="40 Lake Street, bus 21",
        starts_on=first, ends_on=first + timedelta(days=83), hours_per_week=Decimal(20), wage=Decimal("15.97"),
        insurer="host", insurance="Policy WC-40 (sample); after an accident call 612-555-0140",
    )  # fmt: skip
    with sample.as_coach() as actor:
        row = draft_practice(actor, person, terms)
    with sample.as_manager() as actor:
        send_practice(actor, row)
        sign_practice(actor, row, Signer("Morgan Reyes", "Program manager"), side=PracticeSide.PROVIDER,
                      seen_hash=row.content_hash)  # fmt: skip
    if state == "in_force":
        with _as_all(sample) as actor:
            for side, name in (
                (PracticeSide.PARTICIPANT, terms.person_name),
                (PracticeSide.HOST, "Kim Vang"),
            ):
                sign_practice(actor, row, Signer(name), side=side, seen_hash=row.content_hash)
                row.refresh_from_db()
            week = log_week(
                actor, row, day=first, hours=Decimal("18.5"), words="Sorted the children's books",
                side=PracticeSide.PARTICIPANT,
            )  # fmt: skip
            confirm_week(actor, row, week, Signer("Kim Vang"))
            log_week(actor, row, day=first + timedelta(days=7), hours=Decimal(20), words="Packed orders",
                     side=PracticeSide.PARTICIPANT)  # fmt: skip
    return row
