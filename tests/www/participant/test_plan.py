"""What a participant is told of the plan that names them: their own part, in plain words, nothing of anybody else."""

from __future__ import annotations

from types import SimpleNamespace

from django.urls import reverse

from gainful.domain.accounts.actor import Actor, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.models import SignedLink
from gainful.domain.participants.models import Participant
from gainful.domain.plans.asking import ask_people
from gainful.domain.plans.plan_for_participant import DayOne
from gainful.engine.planning.first_day import Standing
from gainful.www.components.plan_words import DAY_ONE, change_words, day_one_words, is_there_a_job
from tests.person import signed_in
from tests.plans import planned

PLAN = "participant:plan"


def page_of(client, name=PLAN):
    return client.get(reverse(name)).content.decode()


def ready(ana):
    """Everything is done that comes before a job is looked for."""
    with acting_as_system("test"):
        ana.person.wage_floor = 30000
        ana.person.save()
    ana.client.post(reverse("participant:add_job"), {"title": "Cashier"})


def test_before_there_is_a_plan_it_says_what_happens_next(ana):
    ready(ana)
    assert "Wait for a job that fits" in page_of(ana.client, "participant:home")
    page = page_of(ana.client)
    assert "No job is planned for you yet" in page
    assert "Harbor Workforce may look for jobs for you until" in page
    ana.client.post(reverse("participant:stop", args=[ana.consent.pk]))
    assert "Nobody may look for jobs for you now" in page_of(ana.client)


def test_a_signed_plan_says_what_job_which_class_when_what_help_and_whom_to_ask(
    town, ana, django_assert_max_num_queries
):
    planned(town, ana.person)
    with django_assert_max_num_queries(20):
        page = page_of(ana.client)
    for words in (
        "Nursing Assistant at Lakeside Care", "$18.00 to $19.50 an hour", "36 hours a week", "Patient care",
        "Bright College, in a classroom, 20 hours a week, 120 hours in all", "January 11 to March 5, 2027",
        "Getting to work", "Job coach", "Ask Manager at Harbor Workforce", "manager@example.org", "Teamwork",
        "sees you as P01", "Your first class", "The plan pays.", "whom it hires",
    ):  # fmt: skip
        assert words in page, words
    home = page_of(ana.client, "participant:home")
    assert "Patient care" in home or "Next is the job" in home
    assert "Ask Manager at Harbor Workforce" in home


def test_the_first_day_of_work_and_the_wait_before_it_are_said(town, ana):
    """Own classes end on March 5; work begins on May 3: eight weeks and three days."""
    plan = planned(town, ana.person)
    page = page_of(ana.client)
    assert "Your first day of work is not set yet." in page
    assert "between your last class" not in page
    job = {
        "wage_low": 18, "wage_high": 19.5, "wage_unit": "hour", "hours_per_week": 36, "schedule": "day",
        "place": "", "first_day": "2027-05-03",
    }  # fmt: skip
    with acting_as_system("test"):
        other = planned(town, ana.person, status="sent_to_employer", order=plan.job_order)
        other.courses.model.objects.bulk_create(
            [
                other.courses.model(
                    plan=other, course_id=row.course_id, position=row.position, title=row.title,
                    provider=row.provider, modality=row.modality, starts_on=row.starts_on, ends_on=row.ends_on,
                    hours=row.hours, weekly_hours=row.weekly_hours, price=row.price,
                    competencies=row.competencies,
                )
                for row in plan.courses.all()[:1]
            ]
        )  # fmt: skip
        place = other.people.get(participant=ana.person)
        place.part["takes"] = [str(plan.courses.first().course_id)]
        place.save()
        type(other).objects.filter(pk=other.pk).update(document={**other.document, "job": job})
    page = page_of(ana.client)
    assert "Your first day of work would be about Monday, May 3, 2027. The day is not agreed yet." in page
    assert "There are 8 weeks between your last class and the first day of work." in page
    assert "Not yet. Lakeside Care has not said yes to this plan." in page


def test_who_is_asked_reads_and_answers_a_plan_that_the_employer_has_not_seen(town, ana):
    plan = planned(town, ana.person, status="draft")
    assert "No job is planned" in page_of(ana.client)
    answer = reverse("participant:answer", args=[plan.pk])
    ana.client.post(answer, {"answer": "yes"})
    asked = town.manager.client.post(reverse("program:job_plan_ask", args=[plan.job_order_id]), follow=True)
    assert asked.status_code == 200
    if "out of date" in asked.content.decode():
        with acting_as_system("test"):
            ask_people(Actor(town.manager.user, town.agency, "program_manager"), plan)
    assert "Nursing Assistant at Lakeside Care" in page_of(ana.client)
    ana.client.post(answer, {"answer": "yes"})
    with acting_as_system("test"):
        assert plan.people.get(participant=ana.person).answer == "yes"


def test_nothing_of_anybody_else_is_in_it(town, ana):
    planned(town, ana.person)
    page = page_of(ana.client) + page_of(ana.client, "participant:download")
    for words in ("Bo Marrowbone", "Somebody else", "Legal help", "Cooking"):
        assert words not in page


def test_a_plan_is_told_from_the_day_that_others_see_it(town, ana):
    plan = planned(town, ana.person, status="draft")
    assert "No job is planned" in page_of(ana.client)
    with acting_as_system("test"):
        SignedLink.objects.create(
            organization=town.agency,
            about_kind="plan",
            about_id=plan.pk,
            scope="view_plan",
            secret_hash="x",
            expires_at="2099-01-01T00:00Z",
        )
    assert "The employer has not said yes" in page_of(ana.client)


def test_a_newer_plan_that_others_have_seen_takes_the_place_of_the_older(town, ana):
    first = planned(town, ana.person)
    planned(town, ana.person, status="draft", order=first.job_order)
    assert "January 11" in page_of(ana.client)
    planned(town, ana.person, status="sent_to_employer", order=first.job_order)
    page = page_of(ana.client)
    assert "January 11" not in page
    assert "The employer has not said yes" in page


def test_who_is_left_out_of_the_newer_plan_is_no_longer_told_of_the_older(town, ana):
    first = planned(town, ana.person)
    with acting_as_system("test"):
        other = Participant.objects.create(registered_by=town.agency, code="P-9")
    planned(town, other, order=first.job_order)
    assert "No job is planned" in page_of(ana.client)


def test_a_closed_job_order_promises_nothing(town, ana):
    plan = planned(town, ana.person)
    with acting_as_system("test"):
        plan.job_order.status = "closed"
        plan.job_order.save()
    assert "No job is planned" in page_of(ana.client)


def test_it_is_nobody_elses_to_read(town, ana):
    planned(town, ana.person)
    with acting_as_system("test"):
        user = User.objects.create_user("bo@example.org", name="Bo")
        Participant.objects.create(registered_by=town.agency, code="P-2", user=user)
    assert "No job is planned" in page_of(signed_in(user))
    for who in ("manager", "coach", "employer", "operator"):
        assert getattr(town, who).client.get(reverse(PLAN)).status_code == 403


def told(**values):
    """A plan with what these words read."""
    plain = {"employer": "Lakeside", "is_signed": True, "openings": 4, "openings_open": 4, "wage_change": None,
             "day_one": ()}  # fmt: skip
    return SimpleNamespace(**{**plain, **values})


def test_whether_there_is_a_job_counts_the_openings_that_are_left():
    assert "still open" not in is_there_a_job(told())
    assert is_there_a_job(told(openings_open=1)).endswith("1 of 4 jobs is still open.")
    assert is_there_a_job(told(openings_open=2)).endswith("2 of 4 jobs are still open.")
    assert is_there_a_job(told(openings_open=0)).startswith("Not now.")
    assert is_there_a_job(told(openings=0, openings_open=0)).startswith("Yes."), (
        "no opening is kept one by one"
    )
    assert is_there_a_job(told(is_signed=False, openings_open=0)).startswith("Not yet.")


def test_a_change_in_pay_is_told_and_a_loss_with_what_one_can_do():
    assert change_words(told()) == ""
    assert change_words(told(wage_change=3084.0)).startswith("This is about $3,084 a year more than")
    loss = change_words(told(wage_change=-22854.0))
    assert loss.startswith("This is about $22,854 a year less than your last kind of work usually pays")
    assert "You can say no." in loss


def test_each_demand_of_day_one_has_words_for_the_person():
    assert set(DAY_ONE) == set(Standing)
    asked = DayOne("CPR card", Standing.ASK_FIRST)
    assert day_one_words(told(day_one=(asked,))) == [
        ("CPR card", "Do you have it? Then tell your agency. If not, you get it in a class.")
    ]


def test_my_plan_page_answers_day_one_and_what_follows_without_a_hire(town, ana):
    planned(town, ana.person)
    page = page_of(ana.client)
    assert "What if I say no, do not pass, or am not hired?" in page
    assert "If you finish and are not hired" in page
