"""Waves: planned by the clock, asked once, answered by either side; silence is unknown and never no."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system, acting_in
from gainful.domain.cohorts.models import Application, Draw, DrawEntry
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.measures import queries, rows, waves
from gainful.domain.measures.actions import Given, More, answer, ask_one, plan_waves, say_wrong_person, stop
from gainful.domain.measures.answer_counts import Counted, disagreements, what_sides_say
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import FollowUp, FollowUpAnswer, MoreAnswer
from gainful.domain.messages.clock import tick
from gainful.domain.messages.links import acting_through
from gainful.domain.messages.models import Message, Request
from gainful.domain.participants.models import Consent
from gainful.domain.placements.models import Introduction, Placement
from gainful.domain.programs.models import Program
from tests.letters import token_in
from tests.measured import DAY, as_manager, cohort, person, seat

SAID = Given(works="yes", same_job="yes", wage=Decimal("21.50"), wage_unit="hour")


def _hired(way, day):
    """Ana's first day was that day, and she lets the agency ask how it goes."""
    row = way.accepted()
    with acting_as_system("test"):
        Consent.objects.update(
            scopes=["profile", "matching", "support", "outcomes"], expires_at=timezone.now() + 900 * DAY
        )
        with acting_in("move_introduction"):
            Introduction.objects.filter(pk=row.pk).update(status="hired")
        return Placement.objects.create(
            organization=way.town.agency, participant=way.ana.person, kind="hire", introduction=row,
            job_order=way.order, opening=way.openings[0], title="Nursing Assistant", starts_on=day, source="employer",
        )  # fmt: skip


def _run(today=None):
    """Plan and ask everything that is due."""
    today = today or timezone.localdate()
    with acting_as_system("test"):
        while plan_waves(today):
            pass
        while ask_one(today):
            pass


@pytest.fixture
def asked(way):
    """Ana began five weeks ago; both sides were asked how the first month went."""
    _hired(way, timezone.localdate() - 35 * DAY)
    _run()
    return {row.side: row for row in FollowUp.objects.filter(moment="month_1")}


def test_a_hire_is_asked_on_both_sides_at_1_3_6_and_12_months(way, asked):
    made = FollowUp.objects.order_by("due_on", "side")
    assert [(row.side, row.moment) for row in made] == [
        (side, moment)
        for moment in ("month_1", "month_3", "month_6", "month_12")
        for side in ("employer", "person")
    ]
    assert {row.state for row in made if row.moment == "month_1"} == {"asked"}
    assert {row.state for row in made if row.moment != "month_1"} == {"due"}
    assert {row.clock for row in made} == {"hire"}
    letters = {one.kind: one for one in Request.objects.filter(about_kind="follow_up")}
    assert set(letters) == {"follow_up", "follow_up_hire"}
    assert letters["follow_up_hire"].to_organization == way.town.employer_org


def test_a_second_run_asks_nobody_twice(way, asked):
    before = (FollowUp.objects.count(), Message.objects.count())
    _run()
    assert (FollowUp.objects.count(), Message.objects.count()) == before


def test_a_wave_that_is_long_past_is_never_asked(way):
    _hired(way, timezone.localdate() - 130 * DAY)
    _run()
    assert [row.moment for row in FollowUp.objects.filter(side="person").order_by("due_on")] == [
        "month_6", "month_12",
    ]  # fmt: skip


def test_the_letter_serves_the_coachs_talk_of_these_days_too(way, asked):
    letter = Message.objects.filter(participant=way.ana.person, kind="request", about_kind="request").latest(
        "created_at"
    )
    assert "Your coach asks how it goes in these days, too" in letter.text


def test_an_answer_counts_and_closes_the_request(way, asked):
    with way.as_person() as actor:
        made = answer(actor, asked["person"], SAID)
    assert (made.works, made.wage, made.role) == ("yes", Decimal("21.50"), "participant")
    asked["person"].refresh_from_db()
    assert asked["person"].state == "answered"
    assert Request.objects.get(kind="follow_up").state == "answered"


def test_a_second_answer_is_the_newer_word_and_the_first_one_stays(way, asked):
    with way.as_person() as actor:
        answer(actor, asked["person"], SAID)
        answer(actor, asked["person"], Given(works="no"))
    found = queries.answers_of(asked["person"])
    assert [one.works for one in found] == ["no", "yes"]
    with as_manager(way.town):
        newest = FollowUpAnswer.objects.filter(pk__in=rows.newest_answers(way.town.agency))
        assert [one.works for one in newest] == ["no"]


def test_no_answer_is_unknown_and_never_no(way, asked):
    later = timezone.now() + 29 * DAY
    with time_machine.travel(later, tick=False):
        tick(later)
    asked["person"].refresh_from_db()
    assert asked["person"].state == "silent"
    assert not FollowUpAnswer.objects.exists()
    with as_manager(way.town):
        assert rows.tables(way.town.agency, timezone.localdate()).evidence == []


def test_a_late_answer_still_counts(way, asked):
    later = timezone.now() + 29 * DAY
    with time_machine.travel(later, tick=False):
        tick(later)
        with way.as_person() as actor:
            answer(actor, asked["person"], SAID)
    asked["person"].refresh_from_db()
    assert asked["person"].state == "answered"


def test_a_paused_reader_gets_no_reminder_and_the_end_stays(way, asked):
    request = Request.objects.get(kind="follow_up")
    with acting_as_system("test"):
        Request.objects.filter(pk=request.pk).update(paused_until=timezone.localdate() + 20 * DAY)
    later = timezone.now() + 12 * DAY
    with time_machine.travel(later, tick=False):
        tick(later)
    request.refresh_from_db()
    assert request.reminders == 0
    assert request.state == "open"


def test_two_sides_that_contradict_each_other_are_shown_and_their_agency_is_told(way, asked):
    with way.as_person() as actor:
        answer(actor, asked["person"], SAID)
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="no", satisfied=4))
    tick(timezone.now())
    with as_manager(way.town) as actor:
        assert disagreements(actor) == [(asked["person"], asked["employer"])]
    assert Message.objects.filter(kind="follow_up_trouble", user=way.town.manager.user).exists()
    with way.as_coach() as actor:
        answer(actor, asked["person"], Given(works="yes", same_job="no", for_side="verbal"))
    with as_manager(way.town) as actor:
        assert disagreements(actor) == []


def test_who_does_not_work_at_all_is_not_in_the_job_that_the_employer_says_goes_on(way, asked):
    """The person leaves out whether they are still there: that they do not work says it."""
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="yes"))
    with way.as_person() as actor:
        answer(actor, asked["person"], Given(works="no"))
    tick(timezone.now())
    with as_manager(way.town) as actor:
        assert disagreements(actor) == [(asked["person"], asked["employer"])]
    assert Message.objects.filter(kind="follow_up_trouble", user=way.town.manager.user).exists()


def test_the_newer_word_settles_even_where_it_leaves_the_question_out(way, asked):
    """“Still there” was corrected by “I do not work”: both sides then say that it is over."""
    with way.as_person() as actor:
        answer(actor, asked["person"], SAID)
        answer(actor, asked["person"], Given(works="no"))
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="no"))
    tick(timezone.now())
    with as_manager(way.town) as actor:
        assert disagreements(actor) == []
    assert not Message.objects.filter(kind="follow_up_trouble").exists()


def test_an_employer_who_was_asked_about_the_wrong_person_counts_no_more(way, asked):
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="no"))
        say_wrong_person(actor, asked["employer"])
    tick(timezone.now())
    asked["employer"].refresh_from_db()
    assert asked["employer"].state == "wrong"
    told = Message.objects.filter(kind="follow_up_trouble", user=way.town.manager.user)
    assert "never worked there" in told.get(channel="app").text
    with as_manager(way.town) as actor:
        assert disagreements(actor) == []


def test_what_both_sides_say_is_counted_and_a_contradiction_is_not_known(way, asked):
    with way.as_person() as actor:
        answer(actor, asked["person"], Given(works="no"))
        answer(actor, asked["person"], SAID)
    with as_manager(way.town) as actor:
        mine, theirs = {one.side: one for one in what_sides_say(actor)}.values()
    assert (mine.side, mine.asked, mine.answered) == ("person", 1, 1)
    assert (mine.works, mine.same_job, mine.hire_again) == (Counted(1, 0, 0), Counted(1, 0, 0), None)
    assert (theirs.asked, theirs.answered, theirs.same_job, theirs.satisfied) == (
        1,
        0,
        Counted(0, 0, 0),
        None,
    )
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="no", satisfied=4, hire_again="yes"))
    with as_manager(way.town) as actor:
        mine, theirs = what_sides_say(actor)
    assert (mine.works, mine.same_job) == (Counted(1, 0, 0), Counted(0, 0, 1))
    assert (theirs.works, theirs.same_job, theirs.hire_again) == (None, Counted(0, 0, 1), Counted(1, 0, 0))
    assert (theirs.satisfied, theirs.rated) == (4.0, 1)
    page = way.town.manager.client.get(reverse("program:waves")).content.decode()
    assert "0 yes, 0 no, 1 not known" in " ".join(page.split())
    with way.as_employer() as actor:
        say_wrong_person(actor, asked["employer"])
    with as_manager(way.town) as actor:
        mine, theirs = what_sides_say(actor)
    assert (mine.same_job, theirs.asked, theirs.answered, theirs.rated) == (Counted(1, 0, 0), 1, 0, 0)


def _asked_in_month_3(way):
    """Let the clock come to the third month; returns where each side's question stands then."""
    later = timezone.now() + 62 * DAY
    with time_machine.travel(later, tick=False):
        _run(timezone.localdate())
        tick(later)
    return dict(FollowUp.objects.filter(moment="month_3").values_list("side", "state"))


@pytest.mark.parametrize("said", ["wrong", "gone"])
def test_an_employer_who_does_not_have_the_person_is_not_asked_again(way, asked, said):
    with way.as_employer() as actor:
        if said == "wrong":
            say_wrong_person(actor, asked["employer"])
        else:
            answer(actor, asked["employer"], Given(same_job="no", satisfied=2))
    assert _asked_in_month_3(way) == {"person": "asked", "employer": "stopped"}


def test_an_employer_who_corrected_that_the_person_left_is_asked_again(way, asked):
    with way.as_employer() as actor:
        answer(actor, asked["employer"], Given(same_job="no"))
        answer(actor, asked["employer"], Given(same_job="yes"))
    assert _asked_in_month_3(way) == {"person": "asked", "employer": "asked"}


def test_of_a_hire_that_was_taken_back_nobody_is_asked(way, asked):
    """It was entered for the wrong person: what is open closes, what was planned is not asked."""
    with acting_as_system("test"):
        Placement.objects.update(taken_back_at=timezone.now())
    later = timezone.now() + 6 * DAY
    with time_machine.travel(later, tick=False):
        tick(later)
    assert set(Request.objects.filter(about_kind="follow_up").values_list("state", flat=True)) == {
        "withdrawn"
    }
    assert _asked_in_month_3(way) == {"person": "stopped", "employer": "stopped"}


def test_what_staff_write_down_is_marked(way, asked):
    with way.as_coach() as actor:
        with pytest.raises(MeasureError, match="Say how they said it"):
            answer(actor, asked["person"], SAID)
        made = answer(actor, asked["person"], Given(works="yes", for_side="verbal"))
    assert (made.for_side, made.role) == ("verbal", "coach")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Given(), "Nothing is answered yet"),
        (Given(works="maybe"), "Choose yes or no"),
        (Given(works="no", same_job="yes"), "You say that you do not work"),
        (Given(wage=Decimal(-1), wage_unit="hour"), "A wage is above 0 USD"),
        (Given(wage=Decimal(20)), "Say what the wage is paid for"),
        (Given(wage=Decimal(45_000), wage_unit="hour"), r"This comes to \$45,000.00 an hour"),
        (
            Given(wage=Decimal(600), wage_unit="year", hours_per_week=Decimal(20)),
            r"This comes to \$0.58 an hour",
        ),
        (Given(hours_per_week=Decimal(0)), "Hours a week are above 0"),
        (Given(satisfied=3), "This is asked of the employer"),
    ],
)
def test_an_answer_is_refused_in_words(way, asked, given, words):
    with way.as_person() as actor, pytest.raises(JobOrderError, match=words):
        answer(actor, asked["person"], given)
    assert not FollowUpAnswer.objects.exists()


def test_an_employer_says_nothing_of_a_persons_other_life(way, asked):
    with way.as_employer() as actor:
        with pytest.raises(MeasureError, match="its own job only"):
            answer(actor, asked["employer"], Given(works="yes"))
        with pytest.raises(MeasureError, match="from 1 to 5"):
            answer(actor, asked["employer"], Given(satisfied=6))


def test_neither_side_answers_for_the_other(way, asked):
    with way.as_person() as actor, pytest.raises((NotAllowedError, FollowUp.DoesNotExist)):
        answer(actor, asked["employer"], Given(same_job="yes"))
    with way.as_employer() as actor, pytest.raises((NotAllowedError, FollowUp.DoesNotExist)):
        answer(actor, asked["person"], SAID)
    stranger = way.town.stranger
    with (
        acting_as(stranger.user, stranger.organization, role="program_manager") as actor,
        pytest.raises((NotAllowedError, FollowUp.DoesNotExist)),
    ):
        answer(actor, asked["person"], SAID)


def test_nobody_is_asked_and_nobody_reads_once_the_consent_is_taken_back(way):
    _hired(way, timezone.localdate() - 35 * DAY)
    with acting_as_system("test"):
        plan_waves(timezone.localdate())
        Consent.objects.update(revoked_at=timezone.now())
    _run()
    assert set(FollowUp.objects.filter(moment="month_1").values_list("state", flat=True)) == {"stopped"}
    assert not Request.objects.filter(about_kind="follow_up").exists()
    with as_manager(way.town) as actor:
        assert list(queries.follow_ups(actor)) == []


def test_staff_stop_the_questions_and_the_request_closes(way, asked):
    with way.as_coach() as actor:
        stop(actor, asked["person"])
    tick(timezone.now())
    assert Request.objects.get(kind="follow_up").state == "withdrawn"
    with way.as_coach() as actor, pytest.raises(NotAllowedError, match="not open while"):
        stop(actor, asked["person"])


@pytest.mark.parametrize("side", ["person", "employer"])
def test_a_link_opens_one_question_and_a_forwarded_one_is_marked(way, side):
    _hired(way, timezone.localdate() - 35 * DAY)
    with acting_as_system("test"):
        way.ana.person.user = None
        way.ana.person.email = "ana@example.org"
        way.ana.person.save()
        way.order.contact_email, way.order.contact_name = "pat@example.org", "Pat"
        way.order.save()
    _run()
    row = FollowUp.objects.get(moment="month_1", side=side)
    with acting_as_system("test"):
        letter = Message.objects.filter(
            about_kind="request", about_id=str(_request(row).pk), channel="email"
        ).get()
        token = token_in(letter)
    for browser in ("first", "second"):
        with acting_through(token, browser) as (link, actor):
            assert [one.pk for one in FollowUp.objects.all()] == [row.pk]
            assert link.about_id == str(row.pk)
            answer(actor, row, Given(same_job="yes"))
    assert [one.other_browser for one in queries.answers_of(row)] == [True, False]
    assert all(one.through_link == link.pk and one.role == "link" for one in queries.answers_of(row))


def test_a_correction_through_a_link_keeps_what_was_said_of_money(way):
    """The holder of a link never sees it; all of it left out stays as it was, all of it said anew counts."""
    _hired(way, timezone.localdate() - 35 * DAY)
    with acting_as_system("test"):
        Consent.objects.update(scopes=["profile", "matching", "support", "outcomes", "wellbeing"])
        way.ana.person.user, way.ana.person.email = None, "ana@example.org"
        way.ana.person.save()
    _run()
    row = FollowUp.objects.get(moment="month_1", side="person")
    with acting_as_system("test"):
        letter = Message.objects.filter(
            about_kind="request", about_id=str(_request(row).pk), channel="email"
        ).get()
        token = token_in(letter)
    seen = []
    for given, more in (
        (Given(works="yes"), More(income=Decimal(2400), wellbeing=7)),
        (Given(works="yes", same_job="yes"), None),
        (Given(works="yes"), More(wellbeing=4)),
        (Given(works="no"), More()),
    ):
        with acting_through(token, "first") as (_link, actor):
            answer(actor, row, given, more)
            assert not MoreAnswer.objects.exists()
        with acting_as_system("test"):
            newest = row.answers.order_by("-at", "-id").first()
            seen.append((newest.more.income, newest.more.wellbeing))
    assert seen == [(2400, 7), (2400, 7), (None, 4), (None, 4)]


def _request(row):
    return Request.objects.get(about_kind="follow_up", about_id=str(row.pk))


def _drawn(town, *, follow="yes"):
    """Two people of a draw: one with a seat, one without; both agreed to be asked."""
    with acting_as_system("test"):
        program = Program.objects.create(organization=town.agency, name="Care")
        group = cohort(town, program, "Spring", timezone.localdate() - 40 * DAY)
        draw = Draw.objects.create(
            cohort=group,
            number=1,
            status="drawn",
            record={},
            commitment="x" * 64,
            drawn_at=timezone.now() - 32 * DAY,
        )
        made = {}
        for outcome in ("seat", "waiting"):
            who = person(town, outcome, scopes=("profile",))
            if outcome == "seat":
                application = seat(town, group, who, "left", follow=follow).application
            else:
                application = Application.objects.create(
                    cohort=group, organization=town.agency, participant=who, name=who.name, source="staff",
                    status="waiting", follow=follow, decide_by=group.starts_on, shared_until=timezone.now() + 9 * DAY,
                )  # fmt: skip
            DrawEntry.objects.create(draw=draw, application=application, chance="1/2", outcome=outcome)
            made[outcome] = application
    return made


def test_whoever_was_not_drawn_and_whoever_dropped_out_are_asked_from_the_day_of_the_draw(town):
    _drawn(town)
    _run()
    found = FollowUp.objects.filter(moment="month_1")
    assert {(row.arm, row.clock, row.state) for row in found} == {
        ("drawn", "draw", "asked"), ("not_drawn", "draw", "asked"),
    }  # fmt: skip
    with as_manager(town) as actor:
        answer(actor, found.get(arm="not_drawn"), Given(works="yes", for_side="verbal"))
        wave = queries.response_by_arm(actor)[0]
    assert [(arm.arm, arm.asked, arm.answered, arm.waiting) for arm in wave.arms] == [
        ("drawn", 1, 0, 1), ("not_drawn", 1, 1, 0),
    ]  # fmt: skip
    assert wave.passes is None  # the time of one group is not over for anybody


@pytest.mark.parametrize(
    ("drawn", "day"),
    [
        (
            datetime(2026, 3, 5, 1, 30, tzinfo=UTC),
            date(2026, 4, 4),
        ),  # an evening: half past eight in New York
        (
            datetime(2026, 10, 3, 3, 30, tzinfo=UTC),
            date(2026, 11, 2),
        ),  # half past eleven; clocks go back in between
    ],
)
def test_a_draw_in_the_evening_counts_from_its_own_day(town, drawn, day):
    """The clock of a wave is the agency's: at Greenwich it is tomorrow already."""
    applications = _drawn(town)
    with acting_as_system("test"):
        Draw.objects.update(drawn_at=drawn)
        assert waves.began(applications["waiting"]).day == drawn.date() - DAY
        with time_machine.travel(drawn + DAY, tick=False):
            assert plan_waves(timezone.localdate())
    assert set(FollowUp.objects.filter(moment="month_1").values_list("due_on", flat=True)) == {day}


def test_one_step_plans_many(town):
    """To find the next one all that are planned are passed over: one a step took hours after a large import."""
    applications = _drawn(town)
    with acting_as_system("test"):
        assert plan_waves(timezone.localdate()) == 4 * len(applications)
        assert plan_waves(timezone.localdate()) == 0


def test_one_lost_in_one_group_alone_fails_the_gate(town):
    _drawn(town)
    _run()
    with acting_as_system("test"):
        FollowUp.objects.filter(moment="month_1", arm="drawn").update(state="silent")
        FollowUp.objects.filter(moment="month_1", arm="not_drawn").update(state="answered")
    with as_manager(town) as actor:
        wave = queries.response_by_arm(actor)[0]
    assert (wave.attrition, wave.apart, wave.passes) == (0.5, 1.0, False)


def test_whoever_said_no_to_being_followed_is_not_asked(town):
    _drawn(town, follow="no")
    _run()
    assert not FollowUp.objects.exists()


def test_a_hire_and_a_draw_that_fall_together_are_one_letter_and_one_answer(town):
    made = _drawn(town)
    with acting_as_system("test"):
        who = made["seat"].participant
        who.consents.update(scopes=["profile", "outcomes"])
        who.email = "w@example.org"
        who.save()
        Placement.objects.create(
            organization=town.agency, participant=who, kind="other_job", title="Aide", employer_name="Mill",
            starts_on=timezone.localdate() - 33 * DAY, source="agency",
        )  # fmt: skip
    _run()
    mine = FollowUp.objects.filter(participant=who, moment="month_1")
    assert {row.state for row in mine} == {"asked"}
    assert Request.objects.filter(participant=who, about_kind="follow_up").count() == 1
    with as_manager(town) as actor:
        answer(actor, mine.get(clock="hire"), Given(works="yes", for_side="verbal"))
    tick(timezone.now())
    assert {row.state for row in mine.all()} == {"answered"}
    assert FollowUpAnswer.objects.filter(works="yes").count() == 2


def test_in_the_week_in_which_clocks_change_a_day_stays_a_day(way, settings):
    settings.TIME_ZONE = "America/Chicago"
    with timezone.override("America/Chicago"):
        _hired(way, date(2027, 2, 8))
        with time_machine.travel(
            datetime(2027, 3, 8, 15, tzinfo=UTC), tick=False
        ):  # clocks go forward on the 14th
            _run()
            request = Request.objects.get(kind="follow_up")
            local = timezone.localtime(request.next_at)
            assert (local.date().isoformat(), local.hour) == ("2027-03-13", 9)
            assert timezone.localtime(request.expires_at).hour == 9
            assert request.due_on.isoformat() == "2027-03-18"
        with time_machine.travel(datetime(2027, 3, 13, 15, 30, tzinfo=UTC), tick=False):
            tick(timezone.now())
            request.refresh_from_db()
            assert timezone.localtime(request.next_at).hour == 9  # also on the other side of the change
            assert request.reminders == 1


def test_months_end_where_the_shorter_month_ends():
    first = next(iter(waves.moments_from(date(2026, 1, 31), date(2026, 2, 1))))
    assert first == ("month_1", date(2026, 2, 28))
