"""After the hire: talks on their days, an employer's concern becomes a shared plan, coming back is one step."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.job_orders.models import Commitment, JobOrder, Opening
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages.models import Message, Notice
from gainful.domain.messages.notices import tell
from gainful.domain.organizations.models import Membership
from gainful.domain.placements.models import Introduction, Placement
from gainful.domain.support.actions.checkins import (
    Talk,
    check_in,
    come_back,
    plan_for_concern,
    raise_concern,
    settle_concern,
)
from gainful.domain.support.actions.goals import ActionTerms, move_action
from gainful.domain.support.actions.money import Ask, approve_money, ask_money, give_money, prove_money
from gainful.domain.support.actions.needs import begin_assessment
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.after_hire_queries import jobs_of, next_talk
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import (
    Assessment,
    CaseNote,
    CheckIn,
    Concern,
    Goal,
    GoalAction,
    MoneyRequest,
)
from gainful.domain.support.need_queries import next_moment
from gainful.domain.support.telling_after_hire import coaches
from gainful.domain.support.today import tasks
from tests.helped import as_member, as_self, assigned, fund, revoke, scopes
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "fund", "town"]


@pytest.fixture
def job(town, ana):
    """Ana was hired by the town's employer 32 days ago."""
    scopes(ana, "profile", "support", "outcomes")
    first = timezone.localdate() - timedelta(days=32)
    with acting_as_system("test"):
        order = JobOrder.objects.create(
            agency=town.agency, employer=town.employer_org, title="Aide", created_by=town.manager.user
        )
        commitment = Commitment.objects.create(
            job_order=order, number=1, openings=1, until=timezone.localdate(), wage=18, wage_unit="hour",
            profile_number=1, name="E", title="Boss", role="employer", content_hash="x" * 64,
        )  # fmt: skip
        opening = Opening.objects.create(job_order=order, number=1, commitment=commitment, status="filled")
        introduction = Introduction.objects.create(
            organization=town.agency, job_order=order, employer=town.employer_org, participant=ana.person,
            status="hired", card={"name": "Ana S."}, shared_until=timezone.localdate(),
            agreed_at=timezone.now(),
        )  # fmt: skip
        return Placement.objects.create(
            organization=town.agency, participant=ana.person, kind="hire", introduction=introduction, job_order=order,
            opening=opening, title="Aide", starts_on=first, wage=Decimal(18), wage_unit="hour", source="agency",
        )  # fmt: skip


def reasons(town):
    with as_member(town.coach) as actor:
        return {(why.reason.code, why.words) for task in tasks(actor) for why in task.whys}


TALK = Talk("month_1", "person", "call", "All is well", 10)


def test_the_newest_talk_that_is_due_is_on_the_coachs_list_until_it_is_held(town, ana, job, assigned):
    assert {("check_in", "1 month, with the person"), ("check_in", "1 month, with the employer")} <= reasons(
        town
    )
    with as_member(town.coach) as actor:
        assert next_talk(job) == {"moment": "month_1", "side": "person"}
        held = check_in(actor, job, TALK)
        assert held.note.text == "All is well"
        assert next_talk(job) == {"moment": "month_1", "side": "employer"}
        check_in(actor, job, Talk("month_1", "employer", "employer", "They are content"))
        [row] = jobs_of(ana.person)
    assert [moment.is_due for moment in row.moments] == [True, False, False, False, False]
    assert ("check_in", "1 month, with the person") not in reasons(town)
    with as_self(ana):
        assert CheckIn.objects.count() == 2, "the person sees that they were talked about"


def asked_days_ago(ana, days):
    with acting_as_system("test"):
        Assessment.objects.create(
            participant=ana.person, organization=ana.person.registered_by, instrument="needs", version=1, language="en",
            topics=["food"], state="finished", finished_at=timezone.now() - timedelta(days=days),
        )  # fmt: skip


@pytest.mark.parametrize(("began", "asked", "again", "moment"), [
    (32, 60, True, "after_hire"), (32, 20, False, "again"), (13, 60, False, "after_hire"), (91, 95, False, "again"),
    (-7, 60, True, "before_hire"), (-7, 20, False, "before_hire"), (-15, 60, False, "before_hire"),
])  # fmt: skip
def test_needs_are_asked_again_before_and_after_the_hire(town, ana, assigned, began, asked, again, moment):
    with acting_as_system("test"):
        assert next_moment(ana.person) == "enrolment"
        Placement.objects.create(
            organization=town.agency, participant=ana.person, kind="other_job", title="Aide", source="agency",
            starts_on=timezone.localdate() - timedelta(days=began), wage=Decimal(18), wage_unit="hour",
        )  # fmt: skip
    asked_days_ago(ana, asked)
    assert (("assessment_hire", "Aide") in reasons(town)) is again
    with as_self(ana):
        assert next_moment(ana.person) == moment


def test_without_their_agreement_the_employer_is_not_asked(town, ana, job, assigned):
    scopes(ana, "profile", "support")
    assert ("check_in", "1 month, with the employer") not in reasons(town)
    with (
        as_member(town.coach) as actor,
        pytest.raises(NotAllowedError, match="not agreed that you ask their employer"),
    ):
        check_in(actor, job, Talk("month_1", "employer", "employer", "x"))


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (Talk("month_2", "person", "call", "x"), "Choose when it is"),
        (Talk("month_1", "boss", "call", "x"), "Choose when it is"),
        (Talk("month_1", "person", "call", ""), "at most 4000"),
    ],
)
def test_a_talk_that_cannot_be_is_refused(town, job, talk, words):
    with as_member(town.coach) as actor, pytest.raises(SupportError, match=words):
        check_in(actor, job, talk)


def test_a_talk_that_is_months_away_is_not_held_today(town, job):
    with as_member(town.coach) as actor:
        for early in ("month_6", "month_12"):
            with pytest.raises(SupportError, match="too early for this talk") as refused:
                check_in(actor, job, Talk(early, "person", "call", "x"))
            assert refused.value.field == "moment"
        for moment in (
            "week_1",
            "month_1",
            "month_3",
        ):  # the one before month 3 is due: it may be held a little early
            for side in ("person", "employer"):
                check_in(actor, job, Talk(moment, side, "call", "x"))
        assert next_talk(job) == {"moment": "month_3", "side": "person"}, (
            "none that would be refused is proposed"
        )


def test_a_talk_is_written_down_once_and_not_before_the_job_or_after_it_was_taken_back(town, job):
    with as_member(town.coach) as actor:
        check_in(actor, job, TALK)
        with pytest.raises(SupportError, match="written down already"):
            check_in(actor, job, TALK)
    with acting_as_system("test"):
        assert CaseNote.objects.count() == 1
        Placement.objects.filter(pk=job.pk).update(taken_back_at=timezone.now())
        job.refresh_from_db()
    with as_member(town.coach) as actor, pytest.raises(SupportError, match="no job that somebody holds"):
        check_in(actor, job, Talk("week_1", "person", "call", "x"))
    with as_member(town.employer) as actor, pytest.raises(PermissionDenied):
        check_in(actor, job, TALK)


def test_a_concern_is_told_to_person_and_coach_and_becomes_a_shared_plan(
    town, ana, job, assigned, as_web_role
):
    with as_member(town.employer) as actor:
        row = raise_concern(actor, job, words="She comes late on Mondays", wish="A call before the shift")
        assert not Goal.objects.exists()
    with acting_as_system("test"):
        tell(Notice.objects.get(kind="concern_raised"))
        told = set(Message.objects.filter(kind="concern").values_list("participant_id", "user_id"))
    assert told == {(ana.person.pk, None), (None, town.coach.user.pk)}
    assert ("concern", "") in reasons(town)
    with as_member(town.coach) as actor:
        plan_for_concern(
            actor, row, words="On time every Monday",
            actions=[ActionTerms("Take the 6:10 bus"), ActionTerms("Start the shift at 7:15", "other", "Lakeside")],
        )  # fmt: skip
    with as_member(town.employer) as actor:
        assert Goal.objects.get().words == "On time every Monday"
        theirs = GoalAction.objects.get(owner="other")
        with pytest.raises(SupportError, match="not here any more"):
            move_action(actor, theirs, "finish")
        assert settle_concern(actor, row).state == "settled"
        with pytest.raises(NotAllowedError, match="not open to you"):
            settle_concern(actor, row)
    with as_self(ana):
        assert Concern.objects.get().words == "She comes late on Mondays"
        assert GoalAction.objects.count() == 2


def test_an_employer_sees_no_other_goal_and_nobody_elses_concern(town, ana, job, as_web_role):
    with acting_as_system("test"):
        Goal.objects.create(
            participant=ana.person, organization=town.agency, need="food", is_sensitive=False, own_words="x"
        )
        Concern.objects.create(
            participant=ana.person, organization=town.agency, employer=town.stranger.organization, placement=job,
            words="x", raised_name="x",
        )  # fmt: skip
    with as_member(town.employer):
        assert not Goal.objects.exists()
        assert not Concern.objects.exists()
    with as_member(town.stranger):
        assert not Concern.objects.exists()


@pytest.mark.parametrize(("words", "field"), [(" ", "words"), ("x" * 1001, "words")])
def test_a_concern_that_says_nothing_is_refused(town, job, words, field):
    with as_member(town.employer) as actor, pytest.raises(SupportError) as refused:
        raise_concern(actor, job, words=words)
    assert refused.value.field == field


def test_a_concern_that_is_sent_twice_is_one(town, ana, job):
    key = uuid4()
    with as_member(town.employer) as actor:
        first = raise_concern(actor, job, words="Late on Mondays", key=key)
        assert raise_concern(actor, job, words="Late on Mondays", key=key) == first
    with acting_as_system("test"):
        assert Concern.objects.count() == 1
        assert Notice.objects.filter(kind="concern_raised").count() == 1


def test_only_the_employer_of_the_hire_raises_a_concern(town, ana, job):
    for who in (as_member(town.coach), as_self(ana)):
        with who as actor, pytest.raises(NotAllowedError, match="Only the employer"):
            raise_concern(actor, job, words="x")


def test_every_hour_and_dollar_of_a_persons_support_stands_in_the_ledger(town, ana, job, assigned, fund):
    sums = []
    with as_member(town.coach) as actor:
        check_in(actor, job, TALK)
        add_note(actor, ana.person, NoteText("visit", "Went to see the place", minutes=35))
        add_note(actor, ana.person, NoteText("other", "Thought of her"))
        for usd, way in (("90", "payment"), ("120", "voucher"), ("15", "")):
            sums.append((ask_money(actor, ana.person, Ask("transport", Decimal(usd), "Bus")), way))
    with as_member(town.manager) as actor:
        for row, _way in sums:
            approve_money(actor, row, fund=fund, amount=row.asked)
    today = timezone.localdate()
    with as_member(town.coach) as actor:
        for row, way in sums:
            if way:
                give_money(actor, row, way=way, payee="Metro", reference="R", day=today)
        prove_money(actor, sums[1][0], receipt="7", day=today, spent=Decimal("61.50"))
    with acting_as_system("test"):
        rows = LedgerRow.objects.filter(participant=ana.person, part="support", is_actual=True)
        found = rows.aggregate(minutes=Sum("minutes"), cost=Sum("cost"))
        notes = CaseNote.objects.aggregate(minutes=Sum("minutes"))
        spent = MoneyRequest.objects.aggregate(spent=Sum("spent"))
    assert found == {"minutes": 45, "cost": Decimal("151.50")}
    assert (notes["minutes"], spent["spent"]) == (45, Decimal("151.50"))


def test_a_plan_needs_words_and_a_first_step(town, job):
    with as_member(town.employer) as actor:
        row = raise_concern(actor, job, words="Late")
    with as_member(town.coach) as actor:
        with pytest.raises(SupportError, match="what shall change"):
            plan_for_concern(actor, row, words="", actions=[ActionTerms("x")])
        with pytest.raises(SupportError, match="who does what first"):
            plan_for_concern(actor, row, words="x", actions=[])


def test_coming_back_is_one_step_and_on_the_coachs_list(town, ana, job, assigned):
    with as_self(ana) as actor:
        row = come_back(actor, ana.person)
        assert come_back(actor, ana.person).pk == row.pk
    assert row.moment == "again"
    assert ("again", "") in reasons(town)
    revoke(ana)
    with as_self(ana) as actor, pytest.raises(NotAllowedError, match="Nobody may see"):
        come_back(actor, ana.person)


def test_who_left_a_look_half_way_comes_back_and_is_written_about_once(town, ana, job, assigned):
    with as_member(town.coach) as actor:
        half = begin_assessment(actor, ana.person)
    with as_self(ana) as actor:
        assert come_back(actor, ana.person).pk == half.pk
        come_back(actor, ana.person)
    assert ("again", "") in reasons(town)
    with acting_as_system("test"):
        assert Notice.objects.filter(kind="came_back").count() == 1


def test_a_coach_who_left_the_agency_is_not_written_to_and_a_manager_is(town, ana, job, assigned):
    with acting_as_system("test"):
        Membership.objects.filter(user=town.coach.user).update(ended_at=timezone.now())
        assert [reader.name for reader in coaches(ana.person, town.agency)] == [town.manager.user.name]


def text(response):
    return " ".join(response.content.decode().split())


def test_the_pages_from_concern_to_plan(town, ana, job, assigned):
    page = text(town.employer.client.get(reverse("employer:doing")))
    assert "Ana S." in page
    assert "Ana Silva" not in page, "only what she agreed to show"
    concern = reverse("employer:concern", args=[job.pk])
    assert town.employer.client.post(concern, {"words": ""}).status_code == 422
    town.employer.client.post(concern, {"words": "Late on Mondays", "wish": "A call"})
    with acting_as_system("test"):
        row = Concern.objects.get()
    support = reverse("coach:support", args=[ana.person.pk])
    assert "“Late on Mondays”" in text(town.coach.client.get(support))
    plan = reverse("coach:concern_plan", args=[row.pk])
    assert town.coach.client.post(plan, {"words": "On time", "text": ""}).status_code == 422
    town.coach.client.post(plan, {"words": "On time", "text": "Earlier bus", "owner": "person"})
    assert "Earlier bus" in text(town.employer.client.get(reverse("employer:doing")))
    mine = text(ana.client.get(reverse("participant:support")))
    assert "Late on Mondays" in mine
    assert "Earlier bus" in mine
    assert town.employer.client.post(reverse("employer:concern_settle", args=[row.pk])).status_code == 302
    assert "Settled" in text(town.coach.client.get(support))
    assert town.stranger.client.get(plan).status_code == 403


def test_a_talk_is_written_down_from_the_persons_page(town, ana, job, assigned):
    support = reverse("coach:support", args=[ana.person.pk])
    assert "due with the person" in text(town.coach.client.get(support))
    talk = reverse("coach:talk", args=[job.pk])
    assert 'value="month_1" selected' in text(town.coach.client.get(talk))
    assert town.coach.client.post(talk, {"moment": "month_1"}).status_code == 422
    fields = {"moment": "month_1", "side": "person", "kind": "call", "text": "All is well"}
    town.coach.client.post(talk, fields)
    assert "person spoken with" in text(town.coach.client.get(support))
    again = town.coach.client.post(reverse("coach:again", args=[ana.person.pk]))
    assert "/coach/needs/" in again.url
