"""An apprenticeship from its agreement to its last wage step and the certificate; the mentor alone confirms hours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import Error, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.apprentice_progress import progress_of
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Attendance, JobHours, WageStep
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages import clock
from gainful.domain.messages.links import LinkClosed, acting_through
from gainful.domain.messages.models import Message
from gainful.exchange import apprentice_registration
from tests.cohorts import DAYS, coach, manager, past_session, running
from tests.letters import token_in


@pytest.fixture
def class_(town, made):
    return running(town, made, people=2)


def agreement(**changed):
    usual = actions.Agreement(
        employer_name="Lakeside Care", sponsor="Care JATC", occupation_code="31-1131.00",
        occupation_title="Nursing Assistant", begins_on=timezone.localdate() - 20 * DAYS, job_hours=40,
        instruction_hours=3, journey_wage=Decimal("22.00"), processes=(("Bathing", 24), ("Records", 16)),
        steps=((0, Decimal("17.50")), (16, Decimal("18.75")), (40, Decimal("21.00"))),
    )  # fmt: skip
    return replace(usual, **changed)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"processes": ()}, "Name the work processes"),
        ({"processes": (("Bathing", 24),)}, "24 hours together, the term 40"),
        ({"processes": (("", 40),)}, "a name and hours"),
        ({"steps": ((0, Decimal(17)),)}, "at least two wage steps"),
        ({"steps": ((1, Decimal(17)), (9, Decimal(18)))}, "from 0 hours"),
        ({"steps": ((0, Decimal(17)), (41, Decimal(18)))}, "none after the term"),
        ({"steps": ((0, Decimal(18)), (9, Decimal(18)))}, "pays more than the one before"),
        ({"steps": ((0, Decimal(7)), (9, Decimal(18)))}, "below the federal minimum"),
        ({"steps": ((0, Decimal(17)), (9, Decimal(23)))}, "more than a journeyworker"),
        ({"sponsor": " "}, "must be filled"),
        ({"credit_hours": 40}, "less than the whole term"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(town, class_, changed, words):
    with coach(town) as actor, pytest.raises(CohortError, match=words):
        actions.prepare_apprenticeship(actor, class_.seats[0], agreement(**changed))


@pytest.fixture
def begun(town, class_):
    """An apprenticeship under way, its apprentice with an account, its mentor without."""
    with coach(town) as actor:
        row = actions.prepare_apprenticeship(actor, class_.seats[0], agreement())
        with pytest.raises(CohortError, match="have an apprenticeship already"), transaction.atomic():
            actions.prepare_apprenticeship(actor, class_.seats[0], agreement())
    with manager(town) as actor:
        with pytest.raises(CohortError, match="No mentor is named"), transaction.atomic():
            actions.begin_apprenticeship(actor, row)
        actions.name_mentor(actor, row, name="Mo Guide", email="Mo@example.org")
        row = actions.begin_apprenticeship(actor, row)
    with acting_as_system("test"):
        person = class_.seats[0].participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
    return row


def learner(begun):
    return acting_as(begun.participant.user, None, role="participant")


def log(begun, days_ago, minutes=480, process=1):
    with learner(begun) as actor:
        mine = queries.my_apprenticeship(begun.participant)
        return actions.log_hours(
            actor,
            mine,
            mine.processes.get(number=process),
            day=timezone.localdate() - days_ago * DAYS,
            minutes=minutes,
        )


def mentor_link():
    clock.tick(timezone.now())
    with acting_as_system("test"):
        return token_in(
            Message.objects.filter(address="mo@example.org", text__contains="{link").latest("created_at")
        )


def test_the_ratio_of_mentors_is_kept_and_a_new_mentor_ends_the_one_before(town, class_, begun):
    with coach(town) as actor:
        other = actions.prepare_apprenticeship(actor, class_.seats[1], agreement())
        with (
            pytest.raises(CohortError, match="has 1 apprentice already: the ratio is 1"),
            transaction.atomic(),
        ):
            actions.name_mentor(actor, other, name="Mo Guide", email="mo@example.org")
        for name, email, words in (
            ("", "a@example.org", "who the mentor is"),
            ("A", "nobody", "email address"),
        ):
            with pytest.raises(CohortError, match=words), transaction.atomic():
                actions.name_mentor(actor, other, name=name, email=email)
        actions.name_mentor(actor, begun, name="Second", email="second@example.org")
        actions.name_mentor(actor, other, name="Mo Guide", email="mo@example.org")
        assert list(begun.mentors.values_list("name", "until").order_by("since", "until")) != []
        assert begun.mentors.filter(until=None).get().name == "Second"


def test_another_mentor_is_asked_and_the_link_of_the_one_before_confirms_nothing(town, class_, begun):
    """Who left the company confirms no hours in the name of who came after."""
    log(begun, 2)
    before = mentor_link()
    with manager(town) as actor:
        actions.name_mentor(actor, begun, name="New Guide", email="new@example.org")
    with pytest.raises(LinkClosed), acting_through(before):
        pass
    clock.tick(timezone.now())
    with acting_as_system("test"):
        letter = Message.objects.filter(address="new@example.org", text__contains="{link").get()
    with acting_through(token_in(letter)) as (link, actor):
        waiting = list(begun.hours.values_list("pk", flat=True))
        assert actions.settle_hours(actor, begun, waiting, "confirm", by=link.recipient) == 1
    with acting_as_system("test"):
        assert begun.hours.get().settled_by == "New Guide"


def test_nobody_is_their_own_mentor(town, class_, begun):
    with acting_as_system("test"):
        type(begun.participant).objects.filter(pk=begun.participant_id).update(email="Own@example.org")
    for address in ("own@example.org", "seat@example.org"):
        with (
            manager(town) as actor,
            pytest.raises(CohortError, match="their own hours"),
            transaction.atomic(),
        ):
            actions.name_mentor(actor, begun, name="Cousin", email=address)


def test_what_cannot_be_logged_is_refused(town, class_, begun):
    for days_ago, minutes, words in ((-1, 60, "not come yet"), (21, 60, "had not begun"), (1, 0, "how long")):
        with pytest.raises(CohortError, match=words):
            log(begun, days_ago, minutes)
    log(begun, 1, 600)
    with pytest.raises(CohortError, match="for that day already"):
        log(begun, 1, 60)
    with pytest.raises(CohortError, match="at most 16 hours"):
        log(begun, 1, 361, process=2)


def test_nobody_but_the_mentor_confirms_hours(town, class_, begun):
    row = log(begun, 1)
    for who in (manager(town), coach(town)):
        with who as actor, pytest.raises(NotAllowedError, match="Only the mentor"), transaction.atomic():
            actions.settle_hours(actor, begun, [row.pk], "confirm")
    with manager(town), pytest.raises(Error), transaction.atomic():
        JobHours.objects.create(
            apprenticeship=begun,
            process=row.process,
            day=timezone.localdate(),
            minutes=60,
            status="confirmed",
        )
    with manager(town):
        assert JobHours.objects.filter(pk=row.pk).update(status="confirmed") == 0
    with manager(town), pytest.raises(Error), transaction.atomic():
        WageStep.objects.filter(apprenticeship=begun, number=2).update(reached_on=timezone.localdate())


def test_an_apprenticeship_walks_to_its_last_wage_step_and_its_certificate(town, class_, begun):
    first = log(begun, 9)
    log(begun, 8)
    token = mentor_link()
    with acting_through(token) as (_link, actor):
        with pytest.raises(CohortError, match="Say why"), transaction.atomic():
            actions.settle_hours(actor, begun, [first.pk], "return")
        actions.settle_hours(actor, begun, [first.pk], "return", answer="That was a day off")
        with pytest.raises(CohortError, match="waits for you"), transaction.atomic():
            actions.settle_hours(actor, begun, [first.pk], "confirm")
    log(begun, 9)  # what came back may be logged again
    for days_ago, process in ((7, 1), (6, 2), (5, 2)):
        log(begun, days_ago, process=process)
    with acting_through(token) as (_link, actor):
        waiting = begun.hours.filter(status="logged").values_list("pk", flat=True)
        assert actions.settle_hours(actor, begun, list(waiting), "confirm") == 5
    with coach(town):
        found = progress_of(begun)
    assert (found.confirmed, found.step.number) == (40, 3)
    assert [each.confirmed for each in found.processes] == [24, 16]
    with acting_as_system("test"):
        booked = LedgerRow.objects.filter(source_kind="job_hours", participant=begun.participant)
        assert sorted(booked.values_list("minutes", flat=True)) == [480] * 5
    clock.tick(timezone.now())
    with acting_as_system("test"):
        told = Message.objects.filter(participant=begun.participant, channel="app").values_list(
            "subject", flat=True
        )
        assert sorted(told) == ["Hours that came back", "Your wage rises", "Your wage rises"]
    finish = {"completed_on": timezone.localdate(), "certified_by": "Mo Guide, charge nurse"}
    with manager(town) as actor:
        with (
            pytest.raises(CohortError, match="3 hours of related instruction; the last wage"),
            transaction.atomic(),
        ):
            actions.complete_apprenticeship(actor, begun, **finish)
        last = begun.steps.get(number=3)
        with pytest.raises(CohortError, match="not come yet"), transaction.atomic():
            actions.pay_step(actor, begun, last, paid_from=timezone.localdate() + DAYS)
        actions.pay_step(actor, begun, last, paid_from=timezone.localdate())
    with acting_as_system("test"):
        lesson = past_session(class_.cohort, 2, kind="instruction")
        Attendance.objects.create(
            session=lesson, enrolment=class_.seats[0], presence="present", minutes=180, how="tap"
        )
    with coach(town) as actor, pytest.raises(NotAllowedError), transaction.atomic():
        actions.complete_apprenticeship(actor, begun, **finish)
    with manager(town) as actor:
        with pytest.raises(CohortError, match="who confirms"), transaction.atomic():
            actions.complete_apprenticeship(actor, begun, completed_on=timezone.localdate(), certified_by="")
        done = actions.complete_apprenticeship(actor, begun, **finish)
    assert (done.status, done.certified_by) == ("completed", "Mo Guide, charge nurse")


def test_a_wage_step_that_is_not_reached_is_not_paid_and_an_end_needs_a_reason(town, class_, begun):
    with manager(town) as actor:
        with pytest.raises(CohortError, match="not reached yet"), transaction.atomic():
            actions.pay_step(actor, begun, begun.steps.get(number=2), paid_from=timezone.localdate())
        with pytest.raises(CohortError, match="Say why"), transaction.atomic():
            actions.cancel_apprenticeship(actor, begun, reason=" ")
        actions.cancel_apprenticeship(actor, begun, reason="Moved away")
        with pytest.raises(NotAllowedError, match="Cancelled"), transaction.atomic():
            actions.begin_apprenticeship(actor, begun)


def test_credit_for_earlier_experience_shortens_the_way(town, class_):
    with coach(town) as actor:
        row = actions.prepare_apprenticeship(actor, class_.seats[0], agreement(credit_hours=20))
        missing = progress_of(row).missing()
    assert missing[:3] == ["20 confirmed hours on the job", "4 hours of “Bathing”", "16 hours of “Records”"]


def test_the_export_names_what_is_unverified_and_leaves_what_is_not_kept_empty():
    header = apprentice_registration.header()
    assert header[0] == "A.1 Name and address"
    assert "B.3 Term, hours [unverified]" in header
    record = {item.key: item.key for item in apprentice_registration.ITEMS if item.key}
    (row,) = apprentice_registration.rows([record])
    assert len(row) == len(header)
    assert row[1:10] == ("",) * 9
    with pytest.raises(KeyError):
        list(apprentice_registration.rows([{}]))
