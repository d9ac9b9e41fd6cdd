"""What goes wrong between people: many contacts, a forwarded link, an opening withdrawn under a signed plan."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.job_orders.actions import CommitmentTerms, match_openings, sign_commitment
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileVersion
from gainful.domain.messages import clock, queries
from gainful.domain.messages.actions import delegate_request
from gainful.domain.messages.actions.requests import morning
from gainful.domain.messages.models import Message, Request, RequestState, SignedLink
from gainful.domain.organizations.models import Membership
from gainful.domain.plans.actions import commit_openings, make_plan, sign_plan, withdraw_opening
from gainful.domain.plans.actions.sign_plan import plan_hash
from gainful.domain.plans.asking import ask_commitment
from gainful.domain.plans.changes import changes_since
from gainful.domain.plans.document import stored_plan
from gainful.domain.plans.links import acting_through, make_link
from gainful.domain.plans.models import Plan
from gainful.domain.plans.signatures import documents_of
from tests.person import ana
from tests.plans import planned
from tests.town import town

__all__ = ["ana", "town"]
LAKE, HILL = "12 Lake Street", "4 Hill Road"


def as_manager(town):
    return acting_as(town.manager.user, town.agency, role="program_manager")


def as_employer(town, user=None):
    return acting_as(user or town.employer.user, town.employer_org, role="employer")


def terms(openings=2, until=None):
    return CommitmentTerms(
        openings, Decimal("18.50"), "hour", until or timezone.localdate() + timedelta(days=90)
    )


def letters_to(address):
    with acting_as_system("test"):
        return list(Message.objects.filter(channel="email", address=address).order_by("created_at"))


@pytest.fixture
def sites(town, ana):
    """One employer, two sites: the same job at each, with a contact of its own and three accounts that see both."""
    plans = {}
    with acting_as_system("test"):
        for place, contact in ((LAKE, "lee"), (HILL, "hana")):
            order = JobOrder.objects.create(
                agency=town.agency, employer=town.employer_org, title="Nursing Assistant", place=place, openings=2,
                wage_low="18.00", wage_unit="hour", status="planned", contact_name=contact.title(),
                contact_email=f"{contact}@lakeside.example", created_by=town.manager.user,
            )  # fmt: skip
            match_openings(order)
            ProfileVersion.objects.create(job_order=order, number=1, reference_version="onet-30.0")
            plans[place] = planned(town, ana.person, status="sent_to_employer", order=order) if place == LAKE else (
                Plan.objects.create(
                    job_order=order, profile_version=order.profile_versions.get(), number=1, scenario="displaced",
                    status="sent_to_employer", document=plans[LAKE].document,
                )
            )  # fmt: skip
        for name in ("Mo", "Nia"):
            user = User.objects.create_user(f"{name.lower()}@lakeside.example", name=name)
            Membership.objects.create(user=user, organization=town.employer_org, role="employer")
    with as_manager(town) as actor:
        for plan in plans.values():
            ask_commitment(actor, plan)
    return plans


def test_two_sites_and_five_contacts_each_site_is_asked_once_and_told_apart(town, sites):
    for address, place, other in (
        ("lee@lakeside.example", LAKE, HILL),
        ("hana@lakeside.example", HILL, LAKE),
    ):
        (letter,) = letters_to(address)
        assert place in letter.subject
        assert other not in letter.text
    with acting_as_system("test"):
        members = list(User.objects.filter(memberships__organization=town.employer_org).distinct())
    assert len(members) == 3
    for user in members:
        with as_employer(town, user) as actor:
            asked = [row.subject for row in queries.requests_to(actor)]
        assert len(asked) == 2
        assert any(LAKE in subject for subject in asked)
        assert any(HILL in subject for subject in asked)


def test_any_of_the_five_signs_for_their_site_and_the_other_site_still_waits(town, sites):
    with acting_as_system("test"):
        nia = User.objects.get(email="nia@lakeside.example")
    with as_employer(town, nia) as actor:
        order = JobOrder.objects.get(place=LAKE)
        commit_openings(actor, order, terms(), name="Nia", title="Site lead")
        (left,) = queries.requests_to(actor)
        assert HILL in left.subject
    clock.tick(morning(timezone.localdate() + timedelta(days=3)) + timedelta(minutes=1))
    assert len(letters_to("lee@lakeside.example")) == 1, "nobody is reminded of what a colleague has signed"
    assert len(letters_to("hana@lakeside.example")) == 2
    with as_manager(town) as actor:
        (_profile, commitment, *_rest) = documents_of(JobOrder.objects.get(place=LAKE), None)
    assert commitment.signature is not None
    assert commitment.signature.name == "Nia", "everybody reads who of them signed"


def test_a_site_hands_its_question_to_a_colleague_and_the_other_site_keeps_its_own(town, sites):
    with as_employer(town) as actor:
        row = queries.requests_to(actor).get(subject__contains=LAKE)
        delegate_request(actor, row, name="Oda", email="oda@lakeside.example")
    (letter,) = letters_to("oda@lakeside.example")
    assert "Lee asked you to answer this" in letter.text
    with acting_as_system("test"):
        hill = Request.objects.get(subject__contains=HILL)
        assert (hill.email, hill.state) == ("hana@lakeside.example", RequestState.OPEN)
        assert SignedLink.objects.filter(request_id=hill.pk, revoked_at=None).exists()


def test_a_withdrawal_at_one_site_is_told_to_that_sites_contact(town, sites):
    with as_manager(town) as actor:
        order = JobOrder.objects.get(place=LAKE)
        withdraw_opening(actor, order, order.opening_rows.first().pk, reason="The ward closes")
    clock.tick(timezone.now())
    assert any("The ward closes" in letter.text for letter in letters_to("lee@lakeside.example"))
    assert not any("The ward closes" in letter.text for letter in letters_to("hana@lakeside.example"))


def test_a_signature_through_a_forwarded_link_stands_and_the_agency_is_told_to_ask(town, ana):
    """A link is for whoever holds it; a second browser may be a stranger or a phone, so a person decides, not we."""
    plan = planned(town, ana.person, status="sent_to_employer")
    order = plan.job_order
    with acting_as_system("test"):
        match_openings(order)
    with as_manager(town) as actor:
        _link, token = make_link(actor, order, scope="sign_plan", plan=plan, recipient="Pat")
    for browser in ("pat's phone", "a stranger's desk"):
        with acting_through(token, browser) as (held, actor):
            pass
    with acting_through(token, "a stranger's desk") as (held, actor):
        sign_plan(actor, held.plan, name="Pat Lee", title="Director", terms=terms(), link_id=held.pk)
    clock.tick(timezone.now())
    with as_manager(town) as actor:
        (commitment,) = (row for row in documents_of(order, plan) if row.kind == "commitment")
        assert commitment.is_signed
        assert "opened in more than one browser" in commitment.note
        assert "Pat Lee" in commitment.note
        assert queries.messages_for(actor).filter(kind="forwarded").count() == 1
    with as_employer(town) as actor:
        (commitment,) = (row for row in documents_of(order, plan) if row.kind == "commitment")
        assert commitment.note == "", "the employer does not read of the browsers of its people"


def test_a_signature_through_a_link_of_one_browser_raises_no_doubt(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        match_openings(plan.job_order)
    with as_manager(town) as actor:
        _link, token = make_link(actor, plan.job_order, scope="sign_plan", plan=plan, recipient="Pat")
    for _time in range(2):
        with acting_through(token, "pat's phone") as (held, actor):
            pass
    with acting_through(token, "pat's phone") as (held, actor):
        sign_plan(actor, held.plan, name="Pat Lee", title="Director", terms=terms(), link_id=held.pk)
    with as_manager(town) as actor:
        (commitment,) = (row for row in documents_of(plan.job_order, plan) if row.kind == "commitment")
        assert commitment.note == ""


@pytest.fixture
def signed(town, ana):
    """A plan that both parties signed, for two openings that the employer holds."""
    plan = planned(town, ana.person, status="sent_to_employer")
    with acting_as_system("test"):
        plan.job_order.created_by = town.manager.user
        plan.job_order.save()
        match_openings(plan.job_order)
    with as_employer(town) as actor:
        held = sign_commitment(actor, plan.job_order, terms(), name="Pat Lee", title="Director")
    with acting_as_system("test"):
        Plan.objects.filter(pk=plan.pk).update(status="signed", commitment=held)
    plan.refresh_from_db()
    return plan


def test_an_opening_withdrawn_under_a_signed_plan_leaves_what_was_signed_and_says_what_follows(
    town, ana, signed
):
    order, before = signed.job_order, plan_hash(signed)
    with as_employer(town) as actor:
        withdraw_opening(actor, order, order.opening_rows.first().pk, reason="The ward closes")
    clock.tick(timezone.now())
    with as_manager(town) as actor:
        signed.refresh_from_db()
        assert (signed.status, plan_hash(signed)) == ("signed", before)
        assert [part.name for part in stored_plan(signed).signatures] == ["Pat Lee"]
        assert "The job now has 1 opening." in [change.words for change in changes_since(actor, signed)]
        (told,) = queries.messages_for(actor)
        assert "make it again" in told.text
    with as_employer(town) as actor, pytest.raises(JobOrderError):
        sign_plan(actor, signed, name="Pat Lee", title="Director", terms=terms(1))
    with acting_as(ana.user, None, role="participant") as actor:
        (told,) = queries.messages_for(actor)
    assert "need do nothing" in told.text
    assert "The ward closes" not in told.text, "why an employer closes a ward is between the parties"


def test_the_other_opening_stays_committed_and_offering_again_brings_the_plan_back_to_what_was_signed(
    town, signed
):
    order = signed.job_order
    from gainful.domain.job_orders.actions import offer_opening_again

    with as_employer(town) as actor:
        first, second = order.opening_rows.all()
        withdraw_opening(actor, order, first.pk, reason="The ward closes")
        second.refresh_from_db()
        assert second.current_status == "committed"
        offer_opening_again(actor, order, first.pk)
    with as_manager(town) as actor:
        signed.refresh_from_db()
        order.refresh_from_db()
        words = [change.words for change in changes_since(actor, signed)]
        assert not [said for said in words if "opening" in said]
        assert Commitment.objects.filter(job_order=order).count() == 1


def test_every_opening_withdrawn_leaves_no_plan_to_make(town, signed):
    order = signed.job_order
    with as_employer(town) as actor:
        for opening in order.opening_rows.all():
            withdraw_opening(actor, order, opening.pk, reason="The house closes")
    with as_manager(town) as actor:
        order.refresh_from_db()
        with pytest.raises(JobOrderError, match="withdrawn"):
            make_plan(actor, order)


def test_no_plan_is_made_of_a_posting_that_nobody_read(town):
    with acting_as_system("test"):
        order = JobOrder.objects.create(agency=town.agency, title="Welder", status="confirmed")
    with as_manager(town) as actor:
        with pytest.raises(JobOrderError, match="This job order has no profile yet") as refused:
            make_plan(actor, order)
        assert refused.value.hint == "Read the posting first."
        assert not order.plans.exists()
