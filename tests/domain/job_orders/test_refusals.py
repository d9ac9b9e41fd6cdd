"""Every refusal about a profile and its signature, by its words; row security would let whoever acts here through."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions
from gainful.domain.job_orders.actions import CommitmentTerms
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import JobOrder, ProfileConfirmation, ProfileVersion
from gainful.domain.job_orders.queries import content_hash
from gainful.domain.programs.models import Program
from tests.town import town

__all__ = ["town"]
SIGNER = {"name": "Pat Lee", "title": "Director"}
SKILL = {
    "competency_id": "onet:2.A.1.b",
    "name": "Listening",
    "domain": "skill",
    "level": 4.0,
    "need": "day_one",
}


@pytest.fixture(autouse=True)
def lets_through(system):
    """Row security refuses nothing in these tests."""


@pytest.fixture
def order(town):
    made = JobOrder.objects.create(
        agency=town.agency, employer=town.employer_org, title="Aide", place="Minneapolis, MN",
        status="sent_to_employer",
        wage_low="18.00", wage_high="19.50", wage_unit="hour", hours_per_week=36, schedule="day", openings=2,
    )  # fmt: skip
    ProfileVersion.objects.create(job_order=made, number=1, reference_version="onet-30.0")
    return made


def manager(town):
    return Actor(town.manager.user, town.agency, "program_manager")


def employer(town):
    return Actor(town.employer.user, town.employer_org, "employer")


def seen(order):
    return content_hash(order.profile_versions.get())


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"level": -0.1}, "A level lies between 0 and 7", "level"),
        ({"level": 7.1}, "A level lies between 0 and 7", "level"),
        ({"need": "soon"}, "Choose “must have on day one”", "need"),
        ({"name": " "}, "Choose a competency from the list", "competency_id"),
        ({"competency_id": "2.A.1.b"}, "Choose a competency from the list", "competency_id"),
        ({"competency_id": "made-up:1"}, "Choose a competency from the list", "competency_id"),
        ({"domain": "mood"}, "Choose a competency from the list", "competency_id"),
    ],
)
def test_a_line_that_is_not_added(town, order, given, words, field):
    with pytest.raises(JobOrderError, match=words) as refused:
        actions.add_line(manager(town), order, **{**SKILL, **given})
    assert refused.value.field == field
    assert not order.profile_versions.get().lines.exists()


@pytest.mark.parametrize("level", [0, 7, None])
def test_a_level_at_its_bounds_is_kept(town, order, level):
    assert actions.add_line(manager(town), order, **{**SKILL, "level": level}).level == level


def test_a_line_stands_once_and_one_that_is_gone_is_not_changed(town, order):
    actor, code = manager(town), SKILL["competency_id"]
    actions.add_line(actor, order, **SKILL)
    with pytest.raises(JobOrderError, match="is already in the profile"):
        actions.add_line(actor, order, **SKILL)
    actions.remove_line(actor, order, code)
    for step in (
        lambda: actions.remove_line(actor, order, code),
        lambda: actions.set_level(actor, order, code, 3.0),
        lambda: actions.set_need(actor, order, code, "we_train"),
    ):
        with pytest.raises(JobOrderError, match="This competency is no longer in the profile"):
            step()


def test_an_order_without_a_profile_has_nothing_to_change_send_or_sign(town, order):
    order.profile_versions.all().delete()
    with pytest.raises(JobOrderError, match="This job order has no profile yet"):
        actions.add_line(manager(town), order, **SKILL)
    with pytest.raises(JobOrderError, match="The profile has no competency to confirm"):
        actions.send_for_confirmation(manager(town), order)
    with pytest.raises(JobOrderError, match="This job order has no profile yet"):
        actions.confirm_profile(employer(town), order, **SIGNER, seen_hash="")


def test_an_empty_profile_is_not_sent(town, order):
    with pytest.raises(JobOrderError, match="The profile has no competency to confirm"):
        actions.send_for_confirmation(manager(town), order)
    actions.add_line(manager(town), order, **SKILL)
    assert actions.send_for_confirmation(manager(town), order).status == "sent_to_employer"


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"name": " "}, "Type your full name to sign", "name"),
        ({"title": ""}, "Type your job title to sign", "title"),
    ],
)
def test_who_signs_says_who_they_are(town, order, given, words, field):
    with pytest.raises(JobOrderError, match=words) as refused:
        actions.confirm_profile(employer(town), order, **{**SIGNER, **given}, seen_hash=seen(order))
    assert refused.value.field == field
    assert not ProfileConfirmation.objects.exists()


def test_a_profile_that_changed_while_it_was_read_is_not_signed(town, order):
    before = seen(order)
    actions.add_line(manager(town), order, **SKILL)
    with pytest.raises(JobOrderError, match="The profile changed while you were reading it"):
        actions.confirm_profile(employer(town), order, **SIGNER, seen_hash=before)
    assert not ProfileConfirmation.objects.exists()


def test_a_profile_is_signed_once(town, order):
    actions.confirm_profile(employer(town), order, **SIGNER, seen_hash=seen(order))
    with pytest.raises(JobOrderError, match="Pat Lee has signed version 1 already"):
        actions.confirm_profile(employer(town), order, **SIGNER, seen_hash=seen(order))


def test_a_version_that_was_signed_before_signatures_had_rows_is_not_signed_again(town, order):
    ProfileVersion.objects.filter(job_order=order).update(signed_at=timezone.now())
    with pytest.raises(JobOrderError, match="Version 1 is signed already"):
        actions.confirm_profile(employer(town), order, **SIGNER, seen_hash=seen(order))


def other_employer(town):
    return Actor(town.employer.user, town.stranger.organization, "employer")


@pytest.mark.parametrize(
    "who",
    [
        other_employer,
        lambda town: Actor(town.coach.user, town.agency, "participant"),
        lambda town: Actor(town.stranger.user, town.stranger.organization, "program_manager"),
        lambda town: Actor(town.manager.user, None, "program_manager"),
    ],
    ids=["employer of another job", "participant", "manager elsewhere", "no organization"],
)
def test_others_change_sign_and_commit_nothing(town, order, who):
    actor, words = who(town), "Your role does not allow this step on this job order"
    terms = CommitmentTerms(1, Decimal(18), "hour", timezone.localdate() + timedelta(days=30))
    for step in (
        lambda: actions.add_line(actor, order, **SKILL),
        lambda: actions.send_for_confirmation(actor, order),
        lambda: actions.confirm_profile(actor, order, **SIGNER, seen_hash=seen(order)),
        lambda: actions.update_job_order(actor, order, {"title": "Mine"}),
    ):
        with pytest.raises(NotAllowedError, match=words):
            step()
    with pytest.raises(NotAllowedError, match="Only the employer commits openings"):
        actions.sign_commitment(actor, order, terms, **SIGNER)
    assert not ProfileConfirmation.objects.exists()
    assert not order.commitments.exists()


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"text": " "}, "There is nothing to read yet", "text"),
        ({"text": "x" * 200_001}, "This text is longer than a job posting: 200,001 characters", "text"),
        ({"text": "Aide", "openings": -1}, "openings", "openings"),
    ],
)
def test_a_job_order_that_is_not_made(town, given, words, field):
    with pytest.raises(JobOrderError, match=words) as refused:
        actions.create_job_order(manager(town), **given)
    assert refused.value.field == field
    assert not JobOrder.objects.exists()


def test_a_posting_of_the_greatest_length_is_taken(town):
    assert (
        len(actions.create_job_order(manager(town), text="x" * 200_000, title="Aide").posting_text) == 200_000
    )


def test_a_program_of_another_agency_is_not_used(town):
    theirs = Program.objects.create(
        organization=town.stranger.organization, name="Theirs", created_by=town.stranger.user
    )
    with pytest.raises(JobOrderError, match="This program is run by another agency"):
        actions.create_job_order(manager(town), text="Aide", program=theirs)


@pytest.mark.parametrize("role", ["coach", "employer", "participant", "link", ""])
def test_only_a_program_manager_starts_a_job_order(town, role):
    with pytest.raises(NotAllowedError, match="Only a program manager of an agency can start a job order"):
        actions.create_job_order(Actor(town.coach.user, town.agency, role), text="Aide")
    with pytest.raises(NotAllowedError, match="Only a program manager"):
        actions.create_job_order(Actor(town.manager.user, None, "program_manager"), text="Aide")


TODAY = timezone.localdate
TERMS = {"openings": 1, "wage": Decimal(18), "wage_unit": "hour"}


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"openings": 0}, "This job order has 2 openings; commit to 1 up to all of them", "openings"),
        ({"openings": 3}, "This job order has 2 openings; commit to 1 up to all of them", "openings"),
        ({"wage": Decimal(0)}, "Say what the job pays, above 0 USD", "wage"),
        ({"wage": Decimal(1_000_000)}, "Say what the job pays, above 0 USD", "wage"),
        ({"contribution": Decimal("-0.01")}, "What you pay toward training is 0 USD or more", "contribution"),
        ({"until": -1}, "Openings are held until today or later", "until"),
    ],
)
def test_openings_that_are_not_committed(town, order, given, words, field):
    days = given.get("until", 30)
    terms = CommitmentTerms(**{**TERMS, **given, "until": TODAY() + timedelta(days=days)})
    actions.match_openings(order)
    with pytest.raises(JobOrderError, match=words) as refused:
        actions.sign_commitment(employer(town), order, terms, **SIGNER)
    assert refused.value.field == field
    assert not order.commitments.exists()


@pytest.mark.parametrize("given", [{"openings": 2}, {"until": 0}, {"wage": Decimal("0.01")}])
def test_openings_at_the_bounds_are(town, order, given):
    terms = CommitmentTerms(**{**TERMS, **given, "until": TODAY() + timedelta(days=given.get("until", 30))})
    actions.match_openings(order)
    assert actions.sign_commitment(employer(town), order, terms, **SIGNER).openings == terms.openings


def test_lines_of_a_signed_version_are_accepted_already(town, order):
    actions.confirm_profile(employer(town), order, **SIGNER, seen_hash=seen(order))
    with pytest.raises(JobOrderError, match="This version is signed"):
        actions.accept_lines(manager(town), order, "we_train")


def test_lines_are_accepted_by_the_parties_of_a_profile_alone(town, order):
    actions.add_line(manager(town), order, **SKILL)
    order.profile_versions.get().lines.update(confidence="likely")
    with pytest.raises(NotAllowedError, match="Your role does not allow this step"):
        actions.accept_lines(Actor(town.coach.user, town.agency, "coach"), order, "day_one")
    assert actions.accept_lines(employer(town), order, "day_one") == 1
    assert actions.accept_lines(employer(town), order, "day_one") == 0
    empty = JobOrder.objects.create(agency=town.agency, title="Aide", status="profile_ready")
    with pytest.raises(JobOrderError, match="no profile yet"):
        actions.accept_lines(manager(town), empty, "day_one")


def test_an_order_is_held_by_a_transaction_only(order, monkeypatch):
    monkeypatch.setattr(connection, "in_atomic_block", False)
    with pytest.raises(transaction.TransactionManagementError, match="An order is held by a transaction"):
        hold_order(order)
    monkeypatch.undo()


def test_a_code_that_no_occupation_has_changes_nothing(town, order):
    with pytest.raises(JobOrderError, match=r"99-9999\.00") as refused:
        actions.change_occupation(manager(town), order, "99-9999.00")
    assert refused.value.field == "code"
    assert order.profile_versions.count() == 1


@pytest.mark.parametrize(("field", "words"), [("name", "full name"), ("title", "job title")])
def test_nobody_commits_without_a_name_and_a_title(town, order, field, words):
    terms = CommitmentTerms(2, Decimal("18.00"), "hour", timezone.localdate() + timedelta(days=30))
    with pytest.raises(JobOrderError, match=f"Type your {words} to sign") as refused:
        actions.sign_commitment(employer(town), order, terms, **{**SIGNER, field: "  "})
    assert refused.value.field == field
    assert not order.commitments.exists()
