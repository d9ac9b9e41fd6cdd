"""What is asked about plans and openings, who is told, and what follows silence; through the worker's own clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import match_openings, reopen_job_order, resume_opening
from gainful.domain.job_orders.models import Opening
from gainful.domain.job_orders.states import OpeningStatus
from gainful.domain.messages import clock, queries
from gainful.domain.messages.models import Message, Notice, Request, RequestState
from gainful.domain.participants.models import Consent
from gainful.domain.plans.actions import answer_plan, close_job_order, send_profile, withdraw_opening
from gainful.domain.plans.asking import ask_commitment, ask_people, stop_asking
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture
def plan(town, ana):
    made = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        made.job_order.contact_email, made.job_order.contact_name = "pat@lakeside.example", "Pat"
        made.job_order.created_by = town.manager.user
        made.job_order.save()
        match_openings(made.job_order)
    return made


def as_manager(town):
    return acting_as(town.manager.user, town.agency, role="program_manager")


def later(days: int):
    return timezone.now() + timedelta(days=days)


def told(**values: object) -> list[str]:
    with acting_as_system("test"):
        return list(Message.objects.filter(channel="app", **values).values_list("text", flat=True))


def test_a_withdrawn_opening_is_told_to_everyone_concerned_with_what_follows(town, ana, plan):
    with acting_as_system("test"):
        opening = plan.job_order.opening_rows.first()
    with acting_as(town.employer.user, town.employer_org, role="employer") as actor:
        withdraw_opening(actor, plan.job_order, opening.pk, reason="The ward closes")
    clock.tick(timezone.now())
    (manager,) = told(user=town.manager.user)
    assert "The ward closes" in manager
    assert "make it again" in manager
    (person,) = told(participant=ana.person)
    assert "You need do nothing" in person or "you need do nothing" in person
    assert "Lakeside" not in person or "The ward" not in person
    assert told(user=town.employer.user) == [], "who did it need not be told"
    with acting_as_system("test"):
        assert Message.objects.filter(address="pat@lakeside.example").count() == 1
    clock.tick(later(1))
    assert len(told(user=town.manager.user)) == 1, "told once, however often the clock ticks"


def test_a_closed_order_is_told_to_everyone_concerned_and_one_opened_again_at_once_to_nobody(town, ana, plan):
    order = plan.job_order
    with as_manager(town) as actor:
        close_job_order(actor, order)
        reopen_job_order(actor, order)
    clock.tick(timezone.now())
    assert told() == []
    with as_manager(town) as actor:
        close_job_order(actor, order)
    clock.tick(timezone.now())
    (person,) = told(participant=ana.person)
    assert "your plan for it does not go on" in person
    (employer,) = told(user=town.employer.user)
    assert "What you signed is kept" in employer
    assert told(user=town.manager.user) == [], "who did it need not be told"


def test_what_was_taken_back_is_told_to_nobody(town, plan):
    with acting_as_system("test"):
        opening = plan.job_order.opening_rows.first()
    with as_manager(town) as actor, transaction.atomic():
        withdraw_opening(actor, plan.job_order, opening.pk, reason="x")
        transaction.set_rollback(True)
    with acting_as_system("test"):
        assert not Notice.objects.exists()


def test_silence_pauses_the_openings_and_somebody_offers_them_again(town, plan):
    order = plan.job_order
    with as_manager(town) as actor:
        ask_commitment(actor, plan)
    clock.tick(later(22))
    with acting_as_system("test"):
        assert {row.current_status for row in order.opening_rows.all()} == {OpeningStatus.PAUSED}
        assert Request.objects.get(kind="commitment").state == RequestState.EXPIRED
    with as_manager(town) as actor:
        opening = Opening.objects.filter(job_order=order).first()
        assert resume_opening(actor, order, opening.pk).status == OpeningStatus.OFFERED
        rate = queries.reply_rate(town.employer_org.pk)
    with acting_as(town.employer.user, town.employer_org, role="employer"):
        assert queries.reply_rate(town.employer_org.pk) == rate, "employer and team read one figure"
    assert (rate.answered, rate.silent) == (0, 1)


def test_a_person_is_asked_and_their_answer_closes_it(town, ana, plan):
    with as_manager(town) as actor:
        ask_people(actor, plan)
    with acting_as(ana.user, None, role="participant") as actor:
        assert [row.kind for row in queries.requests_to(actor)] == ["plan_answer"]
        answer_plan(actor, plan.pk, "does_not_fit", reasons=["pay"])
        assert not queries.requests_to(actor).exists()
    clock.tick(timezone.now())
    (text,) = told(user=town.manager.user)
    assert "The pay" in text


def test_a_plan_that_is_replaced_asks_nobody_any_longer(town, ana, plan):
    with as_manager(town) as actor:
        ask_people(actor, plan)
        ask_commitment(actor, plan)
        stop_asking(plan)
        assert not queries.requests_of(actor).exists()


def test_the_employer_is_asked_for_the_profile_once(town, plan):
    with acting_as_system("test"):
        order = plan.job_order
        order.status = "profile_ready"
        order.save()
        plan.profile_version.lines.create(
            competency_id="onet:2.A.1.b", taxonomy="onet", domain="skill", name="Active Listening", level=3.5,
            importance=4.0, evidence_kind="stated",
        )  # fmt: skip
    with as_manager(town) as actor:
        assert send_profile(actor, order) == send_profile(actor, order)
    with acting_as(town.employer.user, town.employer_org, role="employer") as actor:
        (asked,) = queries.requests_to(actor)
    assert asked.kind == "profile"


def test_a_consent_that_ended_hides_the_request_and_ends_its_link(town, ana, plan):
    with as_manager(town) as actor:
        ask_people(actor, plan)
    with acting_as_system("test"):
        Consent.objects.update(revoked_at=timezone.now())
    with as_manager(town) as actor:
        assert not queries.requests_of(actor).filter(participant=ana.person).exists()


def test_who_cannot_be_reached_stops_nobody_else_from_being_told(town, plan):
    with acting_as_system("test"):
        order = plan.job_order
        order.contact_email = ""
        order.save()
        opening = order.opening_rows.first()
    with acting_as(town.employer.user, town.employer_org, role="employer") as actor:
        withdraw_opening(actor, order, opening.pk, reason="The ward closes")
    clock.tick(timezone.now())
    assert len(told(user=town.manager.user)) == 1
    shown = town.manager.client.get("/program/messages/").content.decode()
    assert "The ward closes" in shown
