"""Every state x role x step of the tables: allowed as the table says, refused in words otherwise; docs say the same."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor, acting_as, acting_as_system
from gainful.domain.job_orders import access
from gainful.domain.job_orders.actions import (
    CommitmentTerms,
    close_job_order,
    confirm_profile,
    fill_opening,
    offer_opening_again,
    pause_openings,
    reopen_job_order,
    resume_opening,
    send_for_confirmation,
    set_level,
    withdraw_opening,
)
from gainful.domain.job_orders.actions.sign_commitment import sign_commitment
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import (
    Commitment,
    JobOrder,
    Opening,
    ProfileVersion,
)
from gainful.domain.job_orders.states import OPENING_RULES, RULES, JobOrderStatus, OpeningStatus
from gainful.domain.job_orders.versions import content_hash
from gainful.domain.operations.states_page import machines, page
from gainful.domain.plans.actions import answer_plan, make_plan, send_plan, sign_plan
from gainful.domain.plans.links import VIEW_PLAN, make_link
from gainful.domain.plans.queries import plan as loaded
from gainful.domain.plans.states import ANSWER_RULES, PLAN_RULES, Answer, PlanStatus
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
ROLES = ("program_manager", "operator", "coach", "employer", "participant")
LINE = "onet:2.A.1.b"
DOCS = Path(__file__).resolve().parents[2] / "docs" / "states.md"


def test_the_page_is_drawn_from_the_tables():
    assert DOCS.read_text(encoding="utf-8") == page(), "run: python scripts/states_page.py"


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.title)
def test_every_step_leads_to_a_state_that_exists(machine):
    for verb, rule in machine.rules.items():
        assert rule.states <= set(machine.states.values), verb
        assert rule.to is None or rule.to in machine.states.values, verb


@pytest.fixture
def actors(town, ana, system):
    """Who acts in each role, all of them parties of the job order."""
    found = {
        "program_manager": town.manager, "operator": town.operator, "coach": town.coach, "employer": town.employer,
    }  # fmt: skip
    return {
        **{role: (who.user, who.organization) for role, who in found.items()},
        "participant": (ana.user, None),
    }


def test_every_step_of_a_job_order(town, ana, actors):
    order = planned(town, ana.person).job_order
    for verb, role, status in product(RULES, ROLES, JobOrderStatus.values):
        order.status = status
        actor = Actor(*actors[role], role)
        allowed = role in RULES[verb].roles and status in RULES[verb].states
        assert access.may(actor, verb, order) is allowed, (verb, role, status)
        if allowed:
            access.require(actor, verb, order)
        else:
            with pytest.raises(NotAllowedError) as refused:
                access.require(actor, verb, order)
            assert len(refused.value.message) > 20


def _opening(order: JobOrder, status: str) -> Opening:
    """Return the order's first opening in that state."""
    today = timezone.localdate()
    until = today - timedelta(days=1) if status == OpeningStatus.EXPIRED else today
    number = order.commitments.count() + 1
    commitment = Commitment.objects.create(
        job_order=order, number=number, openings=1, until=until, wage=18, wage_unit="hour", profile_number=1,
        profile_hash="", name="Pat", title="Director", role="employer", content_hash="",
    )  # fmt: skip
    stored = OpeningStatus.COMMITTED if status == OpeningStatus.EXPIRED else status
    held = None if status == OpeningStatus.OFFERED else commitment
    opening, _made = Opening.objects.update_or_create(
        job_order=order, number=1, defaults={"status": stored, "commitment": held}
    )
    return opening


def _listed(order, level):
    """Give the order's profile one line; returns it, unsigned."""
    version = order.profile_versions.get(number=1)
    ProfileVersion.objects.filter(pk=version.pk).update(signed_at=None)
    version.lines.get_or_create(
        competency_id=LINE, defaults={
            "taxonomy": "onet", "domain": "skill", "name": "Listening", "level": level, "evidence_kind": "stated",
        },
    )  # fmt: skip
    version.refresh_from_db()
    return version


def _confirm(actor, order):
    with acting_as_system("test"):
        seen = content_hash(order.profile_versions.get(number=1))
    return confirm_profile(actor, order, name="Pat", title="Director", seen_hash=seen)


PROFILE_STEPS = {
    "edit_profile": lambda actor, order: set_level(actor, order, LINE, 4),
    "send_for_confirmation": send_for_confirmation,
    "confirm_profile": _confirm,
    "close": close_job_order,
    "reopen": reopen_job_order,
}
"""Steps that are tried for real; the others need a posting to read or people to rank, and are asked of `access`."""


@pytest.mark.parametrize(("verb", "status"), product(PROFILE_STEPS, JobOrderStatus.values))
def test_every_step_of_a_profile(town, ana, actors, verb, status):
    order = planned(town, ana.person, status="draft").job_order
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=order.pk).update(status=status)
        _listed(order, 3)
    for role in ROLES:
        with transaction.atomic():  # a signature cannot be removed, so each role's step is undone
            _try_step(actors[role], role, verb, order.pk, status)
            transaction.set_rollback(True)


def _try_step(who, role, verb, order_id, status):
    order, rule = JobOrder.objects.select_related("agency", "employer").get(pk=order_id), RULES[verb]
    with acting_as(*who, role=role) as actor:
        if not (role in rule.roles and status in rule.states):
            with pytest.raises(NotAllowedError) as refused:
                PROFILE_STEPS[verb](actor, order)
            assert len(refused.value.message) > 20, (verb, role, status)
            return
        PROFILE_STEPS[verb](actor, order)
    order.refresh_from_db()
    stays = role == "employer" and (verb, status) == ("edit_profile", JobOrderStatus.SENT)
    assert order.status == (status if stays else rule.to), (verb, role, status)


STEPS = {
    "withdraw": lambda actor, order, opening: withdraw_opening(actor, order, opening.pk, reason="Closed"),
    "offer_again": lambda actor, order, opening: offer_opening_again(actor, order, opening.pk),
    "fill": lambda actor, order, opening: fill_opening(actor, order, opening.pk),
    "resume": lambda actor, order, opening: resume_opening(actor, order, opening.pk),
}


def test_no_step_of_the_tables_is_left_untried():
    by_placements = {"hire", "free"}  # tests/domain/placements
    assert set(STEPS) | {"commit", "pause"} | by_placements == set(OPENING_RULES)
    assert set(PLAN_RULES) == {"send", "commit", "answer", "make_again"}
    assert set(PROFILE_STEPS) <= set(RULES)


@pytest.mark.parametrize("status", OpeningStatus.values)
def test_openings_pause_after_silence_by_the_clock_alone(town, ana, actors, status):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    with acting_as_system("test"):
        opening = _opening(order, status)
    for role in ROLES:
        assert not access.may_opening(Actor(*actors[role], role), "pause", order, status)
    with acting_as_system("test"):
        pause_openings(order)
        opening.refresh_from_db()
    paused = status in OPENING_RULES["pause"].states
    assert (opening.current_status == OpeningStatus.PAUSED) is (paused or status == OpeningStatus.PAUSED)


@pytest.mark.parametrize(("verb", "status"), product(STEPS, OpeningStatus.values))
def test_every_step_of_an_opening(town, ana, actors, verb, status):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    rule = OPENING_RULES[verb]
    for role in ROLES:
        with acting_as_system("test"):
            opening = _opening(order, status)
        allowed = role in rule.roles and status in rule.states
        user, organization = actors[role]
        with acting_as(user, organization, role=role) as actor:
            if allowed:
                assert STEPS[verb](actor, order, opening).status == rule.to, (verb, role, status)
            else:
                with pytest.raises(JobOrderError, match="opening"):
                    STEPS[verb](actor, order, opening)


@pytest.mark.parametrize("status", JobOrderStatus.values)
def test_openings_are_committed_by_the_parties_while_the_job_order_is_shared(town, ana, actors, status):
    order = planned(town, ana.person, status="sent_to_employer").job_order
    with acting_as_system("test"):
        JobOrder.objects.filter(pk=order.pk).update(status=status)
    terms = CommitmentTerms(1, Decimal(18), "hour", timezone.localdate())
    for role in ROLES:
        user, organization = actors[role]
        shared = status not in {JobOrderStatus.DRAFT, JobOrderStatus.CLOSED}
        with acting_as(user, organization, role=role) as actor:
            if shared and role in OPENING_RULES["commit"].roles:
                sign_commitment(actor, order, terms, name="Pat", title="Director")
            else:
                with pytest.raises(NotAllowedError, match="Only the employer commits openings"):
                    sign_commitment(actor, order, terms, name="Pat", title="Director")


def _sign(actor, plan):
    return sign_plan(actor, plan, name="Pat", title="Director")


REFUSED = {
    ("send", False): "Your role does not allow this step",
    ("send", True): "is not sent again",
    ("commit", False): "Only the employer signs a plan",
    ("commit", True): "does not wait for a signature",
}
"""Step of a plan, whether the role may take it, and the refusal: each comes for its own reason, not for another."""


@pytest.mark.parametrize("status", PlanStatus.values)
def test_every_step_of_a_plan(town, ana, actors, status):
    plan = planned(town, ana.person, status=status)
    with acting_as_system("test"):
        plan.people.exclude(participant=ana.person).delete()
        plan.people_count = 1
        plan.save()
        ProfileVersion.objects.filter(pk=plan.profile_version_id).update(signed_at=timezone.now())
    for verb, step in (("send", send_plan), ("commit", _sign)):
        rule = PLAN_RULES[verb]
        for role in ROLES:
            user, organization = actors[role]
            allowed = role in rule.roles and status in rule.states
            with acting_as_system("test"):
                type(plan).objects.filter(pk=plan.pk).update(status=status)
                plan = loaded(plan.pk)
            with acting_as(user, organization, role=role) as actor:
                if allowed:
                    step(actor, plan)
                else:
                    with pytest.raises(JobOrderError, match=REFUSED[verb, role in rule.roles]):
                        step(actor, plan)


@pytest.mark.parametrize("status", PlanStatus.values)
def test_a_plan_is_answered_while_it_is_not_replaced(town, ana, actors, status):
    plan = planned(town, ana.person, status=status)
    if status == PlanStatus.DRAFT:  # a draft is nobody's to answer until somebody was shown it
        with acting_as(*actors["participant"], role="participant") as actor, pytest.raises(JobOrderError):
            answer_plan(actor, plan.pk, "yes")
        with acting_as(*actors["program_manager"], role="program_manager") as actor:
            make_link(actor, plan.job_order, scope=VIEW_PLAN.code, plan=plan)
    for role in ROLES:
        user, organization = actors[role]
        allowed = role in PLAN_RULES["answer"].roles and status in PLAN_RULES["answer"].states
        with acting_as(user, organization, role=role) as actor:
            if allowed:
                answer_plan(actor, plan.pk, "yes")
            else:
                with pytest.raises(JobOrderError) as refused:
                    answer_plan(actor, plan.pk, "yes")
                assert len(refused.value.message) > 20, (role, status)


@pytest.mark.parametrize("status", PlanStatus.values)
def test_a_plan_is_made_again_by_the_agency_from_any_state(town, ana, actors, status):
    order = planned(town, ana.person, status=status).job_order
    for role in ROLES:
        user, organization = actors[role]
        with acting_as(user, organization, role=role) as actor, pytest.raises(JobOrderError) as refused:
            make_plan(actor, order)
        asked = role in PLAN_RULES["make_again"].roles and status in PLAN_RULES["make_again"].states
        assert isinstance(refused.value, NotAllowedError) is not asked, (role, status)
        if asked:
            assert "Nobody is on the list" in refused.value.message, "the step was open; the list was empty"


@pytest.mark.parametrize(("before", "answer"), product(Answer.values, ANSWER_RULES))
def test_every_answer_may_follow_every_other(town, ana, actors, before, answer):
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        plan.people.filter(code="P01").update(answer=before)
    for role in ROLES:
        user, organization = actors[role]
        with acting_as(user, organization, role=role) as actor:
            if role == "participant":
                answer_plan(actor, plan.pk, answer, reasons=["hours"])
            else:
                with pytest.raises(NotAllowedError, match="Only the person"):
                    answer_plan(actor, plan.pk, answer, reasons=["hours"])
    with acting_as_system("test"):
        assert plan.people.get(code="P01").answer == answer
