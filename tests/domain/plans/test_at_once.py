"""Two sign at the same moment, and what changes in the second of a signature: one after the other, in words."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.actions import CommitmentTerms, commitment_basis, match_openings, set_level
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileConfirmation
from gainful.domain.job_orders.versions import content_hash, current_version
from gainful.domain.messages import clock
from gainful.domain.messages.models import Request, RequestState
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.plans.actions import commit_openings, send_plan, sign_profile, withdraw_opening
from gainful.domain.plans.asking import ask_commitment
from gainful.domain.plans.models import Plan, PlanPerson
from tests.plans import document, planned
from tests.side_by_side import one_waits_for_the_other, own_database
from tests.town import build_town

__all__ = ["own_database"]
LINE = "onet:2.A.1.b"


@pytest.fixture
def place(own_database):
    """A town whose agency has a plan that is not sent, with nothing signed; its rows are committed."""
    town = build_town()
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=town.agency, code="P-1", name="Ana Silva")
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile", "matching"], basis="paper",
            expires_at=timezone.now() + timedelta(days=90), attested_by=town.manager.user,
        )  # fmt: skip
        plan = planned(town, person, status="draft")
        PlanPerson.objects.filter(plan=plan).exclude(participant=person).delete()
        order = plan.job_order
        line = plan.profile_version.lines.create(
            competency_id=LINE, taxonomy="onet", domain="skill", name="Active Listening", level=3.5, importance=4.0,
            need="we_train", confidence="sure", evidence_kind="stated",
        )  # fmt: skip
        Plan.objects.filter(pk=plan.pk).update(people_count=1, document=_with(line, order))
        JobOrder.objects.filter(pk=order.pk).update(status="sent_to_employer", created_by=town.manager.user)
        match_openings(order)
    return SimpleNamespace(town=town, order=order.pk, plan=plan.pk)


def _with(line, order):
    from gainful.domain.plans.engine_inputs import required_profile_of
    from gainful.engine.competencies.document import LinePart

    lines = [
        LinePart.model_validate(each).model_dump(mode="json")
        for each in required_profile_of(line.version).lines
    ]
    return document(wage=order.wage_annual, profile=lines)


def employer(place):
    return lambda: acting_as(place.town.employer.user, place.town.employer_org, role="employer")


def manager(place):
    return lambda: acting_as(place.town.manager.user, place.town.agency, role="program_manager")


def order_of(place):
    return JobOrder.objects.select_related("agency", "employer").get(pk=place.order)


def plan_of(place):
    return Plan.objects.select_related("job_order__agency", "job_order__employer").get(pk=place.plan)


def seen_by(place, enter):
    """What a page showed before: the hash of the profile and the basis of the commitment."""
    with enter() as _actor:
        order = order_of(place)
        return content_hash(current_version(order)), commitment_basis(order)


def profile(place, name, seen):
    return lambda actor: sign_profile(actor, order_of(place), name=name, title="Director", seen_hash=seen)


def commitment(place, name, seen="", openings=2):
    terms = CommitmentTerms(openings, Decimal("18.50"), "hour", timezone.localdate())
    return lambda actor: commit_openings(
        actor, order_of(place), terms, name=name, title="Director", seen=seen
    )


def test_two_sign_the_profile_and_the_second_is_told_of_the_first(place):
    seen, _basis = seen_by(place, employer(place))
    first, second = one_waits_for_the_other(
        (employer(place), profile(place, "Pat Lee", seen)), (manager(place), profile(place, "Kim Roe", seen))
    )
    assert isinstance(first, ProfileConfirmation), first
    assert isinstance(second, JobOrderError), second
    assert second.message == "Pat Lee has signed version 1 already."
    with acting_as_system("test"):
        assert [row.name for row in ProfileConfirmation.objects.all()] == ["Pat Lee"]


def test_two_commit_and_the_second_is_told_of_the_first_unless_they_mean_to_replace_it(place):
    _hash, seen = seen_by(place, employer(place))
    first, second = one_waits_for_the_other(
        (employer(place), commitment(place, "Pat Lee", seen)),
        (manager(place), commitment(place, "Kim Roe", seen, 1)),
    )
    assert isinstance(first, Commitment), first
    assert isinstance(second, JobOrderError), second
    assert second.message.startswith("Pat Lee signed for 2 openings while you were reading")
    _hash, again = seen_by(place, manager(place))
    with manager(place)() as actor:
        assert commitment(place, "Kim Roe", again, 1)(actor).number == 2


def test_two_commitments_that_saw_nothing_stand_one_after_the_other(place):
    first, second = one_waits_for_the_other(
        (employer(place), commitment(place, "Pat Lee")),
        (manager(place), commitment(place, "Kim Roe", openings=1)),
    )
    assert (first.number, second.number) == (1, 2)
    with acting_as_system("test"):
        held = order_of(place).opening_rows.exclude(commitment=None)
        assert [row.commitment_id for row in held] == [second.pk]


def test_the_last_two_signatures_at_once_make_the_plan_signed(place):
    """Neither sees the other before it commits: without a queue the plan would wait for ever, with nothing missing."""
    seen, _basis = seen_by(place, employer(place))
    with employer(place)() as actor:
        profile(place, "Pat Lee", seen)(actor)
    first, second = one_waits_for_the_other(
        (employer(place), commitment(place, "Pat Lee")),
        (manager(place), lambda actor: send_plan(actor, plan_of(place))),
    )
    assert isinstance(first, Commitment), first
    assert not isinstance(second, Exception), second
    with acting_as_system("test"):
        plan = Plan.objects.get(pk=place.plan)
        assert (plan.status, plan.commitment_id) == ("signed", first.pk)


def test_a_signature_on_a_profile_that_changed_a_second_ago_is_refused(place):
    seen, _basis = seen_by(place, employer(place))
    changed, signed = one_waits_for_the_other(
        (manager(place), lambda actor: set_level(actor, order_of(place), LINE, 5)),
        (employer(place), profile(place, "Pat Lee", seen)),
    )
    assert changed.level == 5
    assert isinstance(signed, JobOrderError), signed
    assert "changed while you were reading" in signed.message
    with acting_as_system("test"):
        assert not ProfileConfirmation.objects.exists()


def test_a_commitment_to_a_job_that_changed_a_second_ago_is_refused(place):
    _hash, seen = seen_by(place, employer(place))
    _changed, signed = one_waits_for_the_other(
        (manager(place), lambda actor: set_level(actor, order_of(place), LINE, 5)),
        (employer(place), commitment(place, "Pat Lee", seen)),
    )
    assert isinstance(signed, JobOrderError), signed
    assert "The job changed while you were reading it" in signed.message


def test_a_change_in_the_second_after_a_signature_opens_the_next_version(place):
    seen, _basis = seen_by(place, employer(place))
    signed, changed = one_waits_for_the_other(
        (employer(place), profile(place, "Pat Lee", seen)),
        (manager(place), lambda actor: set_level(actor, order_of(place), LINE, 5)),
    )
    assert isinstance(signed, ProfileConfirmation), signed
    with acting_as_system("test"):
        assert changed.version.number == 2
        assert signed.version.lines.get().level == 3.5, "what was signed stays as it was signed"
        assert content_hash(signed.version) == signed.content_hash


def test_a_withdrawal_and_a_signature_at_once(place):
    with acting_as_system("test"):
        opening = order_of(place).opening_rows.first().pk
    _withdrawn, signed = one_waits_for_the_other(
        (
            manager(place),
            lambda actor: withdraw_opening(actor, order_of(place), opening, reason="The ward closes"),
        ),
        (employer(place), commitment(place, "Pat Lee")),
    )
    assert isinstance(signed, JobOrderError), signed
    assert "has 1 opening" in signed.message


def test_an_answer_in_the_second_in_which_the_request_ends_counts_as_an_answer(place):
    with acting_as_system("test"):
        Plan.objects.filter(pk=place.plan).update(status="sent_to_employer")
    with manager(place)() as actor:
        plan = plan_of(place)
        plan.job_order.contact_email = "pat@lakeside.example"
        asked = ask_commitment(actor, plan)
    end = timezone.now() + timedelta(days=22)
    signed, ticked = one_waits_for_the_other(
        (employer(place), commitment(place, "Pat Lee")),
        (lambda: acting_as_system("test"), lambda _actor: clock.step_next(end)),
    )
    assert isinstance(signed, Commitment), signed
    assert not isinstance(ticked, Exception), ticked
    clock.tick(end)
    with acting_as_system("test"):
        assert Request.objects.get(pk=asked.pk).state == RequestState.ANSWERED
        assert {row.status for row in order_of(place).opening_rows.all()} == {"committed"}
