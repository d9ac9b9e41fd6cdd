"""A job that an employer sends in: every refusal by its words, each step where it may be taken, and what is kept."""

import pytest

from gainful.domain.accounts.actor import Actor
from gainful.domain.job_orders import actions, queries
from gainful.domain.job_orders.actions import submitted_jobs as rules
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.job_orders.models import JobOrder, SubmittedJob
from gainful.domain.messages.models import Notice
from gainful.domain.organizations.models import Organization
from gainful.domain.plans import actions as told
from tests.town import town

__all__ = ["town"]
TEXT = "Nurse aide\nTurn and lift residents, take vital signs, note what you see. $19 to $21 an hour, nights."


@pytest.fixture(autouse=True)
def lets_through(system):
    """Row security refuses nothing in these tests: who may read what is tried in tests/isolation and tests/www."""


def manager(town):
    return Actor(town.manager.user, town.agency, "program_manager")


def employer(town):
    return Actor(town.employer.user, town.employer_org, "employer")


def sent(town, **stated):
    return told.submit_job(employer(town), town.agency, **{"text": TEXT, "openings": 3, **stated})


def test_a_job_is_sent_taken_up_and_stays_as_it_was_sent(town):
    job = sent(
        town,
        wage_low="19.00",
        wage_high="21.00",
        wage_unit="hour",
        place="Minneapolis, MN",
        contact_name="Pat Lee",
    )
    assert (job.title, job.status, job.openings) == ("Nurse aide", "waiting", 3)
    order = told.take_up_submitted(manager(town), job)
    assert (order.agency, order.employer, order.status) == (town.agency, town.employer_org, "draft")
    assert (order.posting_text, order.openings, order.opening_rows.count()) == (TEXT, 3, 3)
    assert (str(order.wage_low), order.wage_unit, order.contact_name) == ("19.00", "hour", "Pat Lee")
    job.refresh_from_db()
    assert (job.status, job.job_order, job.posting_text) == ("taken_up", order, TEXT)
    assert list(Notice.objects.filter(about_id=job.pk).values_list("kind", flat=True)) == [
        "job_submitted", "job_submitted_settled",
    ]  # fmt: skip


def test_what_is_declined_names_the_reason_and_may_be_taken_up_later(town):
    job = told.decline_submitted(manager(town), sent(town), reason=" No course for it yet. ")
    assert (job.status, job.reason) == ("declined", "No course for it yet.")
    with pytest.raises(NotAllowedError, match="the job is “Declined by the agency”"):
        actions.withdraw_submitted(employer(town), job)
    assert told.take_up_submitted(manager(town), job).title == "Nurse aide"
    assert SubmittedJob.objects.get().reason == ""


@pytest.mark.parametrize(
    ("given", "words", "field"),
    [
        ({"text": "  "}, "There is nothing to read yet", "text"),
        ({"text": "x" * 200_001}, "longer than a job posting: 200,001 characters", "text"),
        ({"wage_low": 21, "wage_high": 19}, "The highest pay is lower than the lowest", "wage_high"),
        ({"contact_email": "pat at example"}, "contact's email", "contact_email"),
        ({"hours_per_week": 168.5}, "A week has 168 hours", "hours_per_week"),
        ({"hours_per_week": 0}, "A week has 168 hours", "hours_per_week"),
    ],
)
def test_what_cannot_be_so_is_named_and_nothing_is_kept(town, given, words, field):
    with pytest.raises(JobOrderError, match=words) as refused:
        sent(town, **given)
    assert refused.value.field == field
    assert not SubmittedJob.objects.exists()


def test_only_an_employer_sends_and_only_to_an_agency(town):
    with pytest.raises(NotAllowedError, match="Only somebody who works for an employer"):
        actions.submit_job(manager(town), town.agency, text=TEXT)
    with pytest.raises(JobOrderError, match="is no agency"):
        actions.submit_job(employer(town), town.employer_org, text=TEXT)


def test_a_hundred_may_wait_and_no_more(town, monkeypatch):
    assert rules.MOST_WAITING == 100
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    first, _second = sent(town), sent(town)
    with pytest.raises(JobOrderError, match="2 of your jobs wait"):
        sent(town)
    actions.withdraw_submitted(employer(town), first)
    assert sent(town).status == "waiting"


@pytest.mark.parametrize("verb", ["take_up", "decline", "withdraw"])
def test_each_step_is_its_sides_own(town, verb):
    job = sent(town)
    other = Organization.objects.create(name="Another agency", kind="agency")
    steps = {
        "take_up": actions.take_up_submitted,
        "decline": lambda actor, job: actions.decline_submitted(actor, job, reason="No"),
        "withdraw": actions.withdraw_submitted,
    }
    coach = Actor(town.coach.user, town.agency, "coach")
    wrong = manager(town) if verb == "withdraw" else employer(town)
    for actor in (
        coach,
        wrong,
        Actor(town.manager.user, other, "program_manager"),
        Actor(town.employer.user, other, "employer"),
    ):
        with pytest.raises(
            NotAllowedError, match="This step is not open to you: the job is “Waiting for the agency”"
        ):
            steps[verb](actor, job)
    job.refresh_from_db()
    assert job.status == "waiting"


def test_a_refusal_has_a_reason_that_fits(town):
    job = sent(town)
    with pytest.raises(JobOrderError, match="Say in a few words why"):
        told.decline_submitted(manager(town), job, reason=" ")
    with pytest.raises(JobOrderError, match="at most 400 characters"):
        told.decline_submitted(manager(town), job, reason="x" * 401)


def test_two_managers_take_it_up_once(town):
    job = sent(town)
    actions.take_up_submitted(manager(town), job)
    with pytest.raises(NotAllowedError, match="Taken up by the agency"):
        actions.take_up_submitted(manager(town), job)
    assert JobOrder.objects.count() == 1


def test_agencies_that_know_the_employer_come_first(town):
    Organization.objects.create(name="A first by name", kind="agency")
    JobOrder.objects.create(
        agency=town.agency, employer=town.employer_org, title="Aide", status="sent_to_employer"
    )
    assert queries.usual_agencies(town.employer_org).first() == town.agency
