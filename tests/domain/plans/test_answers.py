"""A person answers for themselves alone, may change their mind, and what does not fit is said to the agency."""

from __future__ import annotations

import pytest

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.job_orders.errors import JobOrderError, NotAllowedError
from gainful.domain.participants.models import Participant
from gainful.domain.plans.actions import answer_plan
from gainful.domain.plans.asks import asks_of
from gainful.domain.plans.models import Plan, PlanPerson
from gainful.domain.plans.plan_for_participant import my_plans
from gainful.engine.planning.document import CoursePart, PersonPart
from tests.person import ana
from tests.plans import FIRST, LAST, person_part, planned
from tests.town import town

__all__ = ["ana", "town"]


def say(ana, plan, answer, **more):
    with acting_as(ana.user, None, role="participant") as actor:
        answer_plan(actor, plan.pk, answer, **more)


@pytest.mark.parametrize(
    ("answer", "reasons"), [("yes", []), ("no", []), ("not_now", []), ("does_not_fit", ["hours", "pay"])]
)
def test_an_answer_is_kept_and_read_back(town, ana, as_web_role, answer, reasons):
    plan = planned(town, ana.person, status="sent_to_employer")
    say(ana, plan, answer, reasons=reasons, note="Two small children")
    with acting_as(ana.user, None, role="participant"):
        (mine,) = my_plans()
    assert (mine.answer, list(mine.answer_reasons), mine.answer_note) == (
        answer,
        reasons,
        "Two small children",
    )


def test_a_mind_may_be_changed_and_reasons_go_with_the_misfit(town, ana):
    plan = planned(town, ana.person, status="signed")
    say(ana, plan, "does_not_fit", reasons=["dates"])
    say(ana, plan, "yes", reasons=["dates"])
    with acting_as_system("test"):
        row = PlanPerson.objects.get(plan=plan, participant=ana.person)
        assert (row.answer, row.answer_reasons, row.takes_part) == ("yes", [], True)


def test_nobody_answers_for_another_and_no_stranger_is_touched(town, ana, as_web_role):
    plan = planned(town, ana.person, status="sent_to_employer")
    for who in (town.manager, town.coach, town.employer):
        with acting_as(who.user, who.organization, role=who.role) as actor, pytest.raises(NotAllowedError):
            answer_plan(actor, plan.pk, "yes")
    with (
        acting_as(town.manager.user, None, role="participant") as actor,
        pytest.raises(JobOrderError, match="not open to your answer"),
    ):
        answer_plan(actor, plan.pk, "yes")
    say(ana, plan, "no")
    with acting_as_system("test"):
        assert {row.code: row.answer for row in plan.people.all()} == {"P01": "no", "P02": ""}


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"answer": ""}, "Choose yes"),
        ({"answer": "maybe"}, "Choose yes"),
        ({"answer": "does_not_fit"}, "Say what does not fit"),
        ({"answer": "does_not_fit", "reasons": ["weather"]}, "is not a reason"),
    ],
)
def test_what_is_no_answer_is_refused_in_words(town, ana, given, match):
    plan = planned(town, ana.person)
    with pytest.raises(JobOrderError, match=match):
        say(ana, plan, **given)


def test_a_plan_that_was_replaced_takes_no_answer(town, ana):
    plan = planned(town, ana.person, status="superseded")
    with pytest.raises(JobOrderError, match="not open"):
        say(ana, plan, "yes")


@pytest.mark.parametrize(
    ("floor", "hours", "wage", "asked"),
    [
        (33_696, 20, 33_696.0, ()),
        (
            33_697,
            20,
            33_696.0,
            ("The job pays $33,696 a year, less than the $33,697 that was stated as the lowest.",),
        ),
        (None, 19, 33_696.0, ("Classes take up to 20 hours a week, more than the 19 that were stated.",)),
        (90_000, None, None, ()),
    ],
)
def test_a_person_is_asked_where_the_plan_goes_beyond_what_they_stated(floor, hours, wage, asked):
    course = CoursePart(
        id="c", title="c", provider="", hours=120, weekly_hours=20, price=0, modality="online", start=FIRST,
        end=LAST, weeks=8, closes=(), competencies=(), reason="",
    )  # fmt: skip
    part = PersonPart.model_validate(person_part("P01", takes=("c",)))
    person = Participant(wage_floor=floor, weekly_hours=hours)
    assert asks_of(person, part, [course], wage) == asked


def test_the_page_takes_the_answer_and_shows_it(town, ana):
    plan = planned(town, ana.person, status="sent_to_employer")
    page = ana.client.get("/participant/plan/").content.decode()
    assert "Do you want to take part?" in page
    told = ana.client.post(f"/participant/plan/{plan.pk}/answer/", {"answer": "not_now"}, follow=True)
    assert "You said: Not now." in told.content.decode()
    with acting_as_system("test"):
        assert Plan.objects.get(pk=plan.pk).people.get(code="P01").answer == "not_now"
