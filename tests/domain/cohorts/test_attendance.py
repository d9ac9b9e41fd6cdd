"""Attendance: taps that are sent twice, late, made up, by code; absences in a row; hours booked and counted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, transaction
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions, hours, queries
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import AbsenceAlert, Attendance, Enrolment, Tap
from gainful.domain.cohorts.registers import register_of
from gainful.domain.ledger.models import LedgerRow
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message
from gainful.domain.participants.actions import revoke_consent
from gainful.domain.participants.models import Consent
from gainful.domain.support.models import Assignment, CaseNote
from gainful.domain.support.today import tasks
from gainful.engine.attendance import ClockRule
from tests.cohorts import coach, manager, past_session, running, teacher


@pytest.fixture
def class_(town, made):
    return running(town, made)


def tap(seat, presence="present", *, key=None, at=None, late=0):
    mark = actions.Mark(seat.pk, presence, late)
    return actions.Tapped(key or uuid4(), mark, at or timezone.now())


def stored():
    with acting_as_system("test"):
        rows = Attendance.objects.order_by("enrolment__name", "session__starts_at")
        return [(row.presence, row.minutes) for row in rows]


def booked(person=None):
    with acting_as_system("test"):
        rows = LedgerRow.objects.filter(source_kind__in=["attendance", "made_up"], is_actual=True)
        return sorted(row.minutes for row in (rows.filter(participant=person) if person else rows))


def test_thirty_people_tapped_with_the_connection_lost_midway_are_all_there_once(town, made):
    class_ = running(town, made, people=30)
    row = past_session(class_.cohort, 0, hour=0)
    taps = [tap(seat, "present" if n % 5 else "absent") for n, seat in enumerate(class_.seats)]
    with teacher(town, class_) as actor:
        saved = actions.take_taps(actor, row, taps[:12]).saved
        assert saved == [each.key for each in taps[:12]]
        again = actions.take_taps(
            actor, row, taps
        ).saved  # no answer came for the first twelve: all are sent again
        assert again == [each.key for each in taps]
        actions.take_taps(actor, row, taps[6:])
    with acting_as_system("test"):
        assert Tap.objects.count() == Attendance.objects.count() == 30
    assert sum(presence == "absent" for presence, _minutes in stored()) == 6


def test_a_tap_that_cannot_be_taken_keeps_none_of_the_others(town, made):
    """One took their consent back and one left while the phone had no connection: everybody else is saved."""
    class_ = running(town, made, people=5)
    row = past_session(class_.cohort, 1)
    taps = [tap(seat) for seat in class_.seats] + [tap(class_.seats[2], "late", late=999)]
    with manager(town) as actor:
        revoke_consent(actor, Consent.objects.get(participant=class_.seats[0].participant))
    with acting_as_system("test"):
        Enrolment.objects.filter(pk=class_.seats[1].pk).update(ended_at=row.starts_at - timedelta(days=1))
    with teacher(town, class_) as actor:
        taken = actions.take_taps(actor, row, taps)
    assert taken.saved == [each.key for each in taps[2:5]]
    assert {key: words.split(",")[0] for key, words in taken.refused} == {
        taps[0].key: "Somebody on this list is not in this class on that day",
        taps[1].key: "Somebody on this list is not in this class on that day",
        taps[5].key: "The session takes 180 minutes: nobody is later than that.",
    }
    assert stored() == [("present", 180)] * 3


def test_of_two_taps_the_later_counts_even_when_it_arrives_first(town, class_):
    row, seat = past_session(class_.cohort, 1), class_.seats[0]
    first = tap(seat, "absent", at=timezone.now() - timedelta(minutes=9))
    second = tap(seat, "late", late=10, at=timezone.now() - timedelta(minutes=5))
    with teacher(town, class_) as actor:
        actions.take_taps(actor, row, [second])
        actions.take_taps(actor, row, [first])
    assert stored() == [("late", 170)]
    with acting_as_system("test"):
        assert list(Tap.objects.order_by("tapped_at").values_list("counts", flat=True)) == [False, True]


def test_a_phone_whose_clock_runs_ahead_is_held_to_ours(town, class_):
    row, seat = past_session(class_.cohort, 1), class_.seats[0]
    with teacher(town, class_) as actor:
        actions.take_taps(actor, row, [tap(seat, "absent", at=timezone.now() + timedelta(days=2))])
        actions.take_taps(actor, row, [tap(seat, "present")])
    assert stored() == [("present", 180)]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (("dreaming", 0, 0), "there, late, excused or absent"),
        (("late", 181, 0), "nobody is later than that"),
        (("present", 100, 81), "nobody is later than that"),
        (("present", -1, 0), "nobody is later than that"),
    ],
)
def test_marks_that_cannot_be_are_refused(town, class_, mark, words):
    row = past_session(class_.cohort, 1)
    with teacher(town, class_) as actor, pytest.raises(CohortError, match=words), transaction.atomic():
        actions.mark_attendance(actor, row, [actions.Mark(class_.seats[0].pk, *mark)])
    assert stored() == []


def test_strangers_and_sessions_to_come_are_refused(town, class_):
    row, to_come = past_session(class_.cohort, 1), past_session(class_.cohort, -2)
    with teacher(town, class_) as actor:
        with pytest.raises(CohortError, match="not in this class"), transaction.atomic():
            actions.mark_attendance(actor, row, [actions.Mark(uuid4(), "present")])
        with pytest.raises(CohortError, match="has not begun"), transaction.atomic():
            actions.mark_attendance(actor, to_come, [actions.Mark(class_.seats[0].pk, "present")])
        with pytest.raises(CohortError, match="Nobody is marked"):
            actions.mark_attendance(actor, row, [])
        with pytest.raises(CohortError, match="has not begun"), transaction.atomic():
            actions.close_session(actor, to_come)
    other = town.stranger
    with (
        acting_as(other.user, other.organization, role="program_manager") as actor,
        pytest.raises(CohortError, match="no such session"),
    ):
        actions.mark_attendance(actor, row, [actions.Mark(class_.seats[0].pk, "present")])


def test_whoever_takes_consent_back_stands_on_no_register_any_more(town, class_):
    row, seat = past_session(class_.cohort, 1), class_.seats[0]
    with manager(town) as actor:
        revoke_consent(actor, Consent.objects.get(participant=seat.participant))
    with teacher(town, class_) as actor:
        assert seat.name not in [line.enrolment.name for line in register_of(row)]
        with pytest.raises(CohortError, match="no longer lets the agency read"), transaction.atomic():
            actions.mark_attendance(actor, row, [actions.Mark(seat.pk, "present")])


def test_a_closed_session_books_hours_and_a_correction_books_the_difference(town, class_):
    row = past_session(class_.cohort, 1)
    one, two, three = class_.seats
    with teacher(town, class_) as actor:
        actions.mark_attendance(
            actor, row, [actions.Mark(one.pk, "present"), actions.Mark(two.pk, "late", 30)]
        )
        with pytest.raises(CohortError, match="1 person is not marked"), transaction.atomic():
            actions.close_session(actor, row)
        assert booked() == []
        actions.mark_attendance(actor, row, [actions.Mark(three.pk, "absent")])
        actions.close_session(actor, row)
        with pytest.raises(NotAllowedError, match="Held"), transaction.atomic():
            actions.close_session(actor, row)
    assert booked() == [150, 180]
    with teacher(town, class_) as actor:
        actions.mark_attendance(actor, row, [actions.Mark(two.pk, "present", 0, 20)])
        actions.mark_attendance(actor, row, [actions.Mark(one.pk, "absent")])
        actions.mark_attendance(actor, row, [actions.Mark(one.pk, "absent")])
    assert booked(two.participant) == [-150, 150, 160]
    assert booked(one.participant) == [-180, 180]
    assert booked(three.participant) == []


def test_hours_made_up_are_booked_and_taken_back(town, class_):
    seat, today = class_.seats[0], timezone.localdate()
    with teacher(town, class_) as actor:
        for bad, words in (
            ({"what": " "}, "what they did"),
            ({"minutes": 0}, "1 to 720"),
            ({"day": today + timedelta(days=1)}, "not come yet"),
            ({"day": today - timedelta(days=99)}, "not in the cohort yet"),
        ):
            given = {"day": today, "minutes": 90, "what": "Lab", **bad}
            with pytest.raises(CohortError, match=words), transaction.atomic():
                actions.add_made_up(actor, seat, **given)
        row = actions.add_made_up(actor, seat, day=today, minutes=90, what="Lab")
    assert booked(seat.participant) == [90]
    with manager(town) as actor:
        actions.take_back_made_up(actor, row)
        with pytest.raises(CohortError, match="taken back already"), transaction.atomic():
            actions.take_back_made_up(actor, row)
    assert booked(seat.participant) == [-90, 90]


def test_hours_stand_side_by_side_for_the_person_the_cohort_and_each_funder(town, class_, made):
    one, two, three = class_.seats
    first, second = past_session(class_.cohort, 2), past_session(class_.cohort, 1)
    past_session(class_.cohort, -3, minutes=120)
    with manager(town) as actor:
        strict = actions.set_funder_rule(actor, class_.cohort, made.fund, ClockRule(excused_percent=10))
    with teacher(town, class_) as actor:
        for row, words in (
            (first, ("present", "late", "excused")),
            (second, ("present", "present", "absent")),
        ):
            marks = [
                actions.Mark(seat.pk, word, 11 if word == "late" else 0)
                for seat, word in zip(class_.seats, words, strict=True)
            ]
            actions.mark_attendance(actor, row, marks)
            actions.close_session(actor, row)
        actions.add_made_up(actor, three, day=timezone.localdate(), minutes=70, what="Lab")
    with manager(town):
        found = hours.hours_of(class_.cohort, [one, two, three], [strict])
        sums = hours.cohort_sums([class_.cohort.pk])[class_.cohort.pk]
        program = hours.program_sums(made.program.pk)
    assert [row.sums.planned for row in found] == [480, 480, 480]
    assert [row.sums.held for row in found] == [360, 360, 360]
    assert [row.sums.attended for row in found] == [360, 349, 0]
    assert [float(row.counted[strict.pk].hours) for row in found] == [
        6,
        5,
        1,
    ]  # 10 % of 8 h excused: none whole
    assert found[2].times == {"excused": 1, "absent": 1}
    assert (sums.people, sums.planned, sums.held, sums.attended, sums.made_up) == (3, 1440, 1080, 709, 70)
    assert sums.percent == 72
    assert program == [(class_.cohort, sums)]
    other = town.stranger
    with acting_as(other.user, other.organization, role="program_manager"):
        assert hours.cohort_sums([class_.cohort.pk])[class_.cohort.pk] == hours.Sums()


def test_a_funders_rule_is_a_managers_and_within_the_law(town, class_, made):
    with manager(town) as actor:
        for rule in (ClockRule(minutes=49), ClockRule(minutes=61), ClockRule(excused_percent=11)):
            with pytest.raises(CohortError), transaction.atomic():
                actions.set_funder_rule(actor, class_.cohort, made.fund, rule)
        row = actions.set_funder_rule(actor, class_.cohort, made.fund, ClockRule(minutes=50))
        same = actions.set_funder_rule(actor, class_.cohort, made.fund, ClockRule(whole_hours=False))
        assert row.pk == same.pk
        actions.remove_funder_rule(actor, class_.cohort, row.pk)
        with pytest.raises(CohortError, match="no such rule"), transaction.atomic():
            actions.remove_funder_rule(actor, class_.cohort, row.pk)
    with coach(town) as actor, pytest.raises(NotAllowedError, match="how hours count"):
        actions.set_funder_rule(actor, class_.cohort, made.fund, ClockRule())


def alerts():
    with acting_as_system("test"):
        return [(row.enrolment.name, row.absences, row.withdrawn_at is None) for row in
                AbsenceAlert.objects.select_related("enrolment").order_by("raised_at")]  # fmt: skip


def assign(town, seat):
    with acting_as_system("test"):
        Assignment.objects.create(
            participant=seat.participant, organization=town.agency, coach=town.coach.user, coach_name="Coach",
            since=timezone.now() - timedelta(days=30),
        )  # fmt: skip


def test_two_absences_in_a_row_reach_the_coach_once_and_leave_the_day_after_a_talk(town, class_):
    seat = class_.seats[0]
    assign(town, seat)
    days = [past_session(class_.cohort, n) for n in (9, 7, 5, 3)]
    with teacher(town, class_) as actor:
        actions.mark_attendance(actor, days[0], [actions.Mark(seat.pk, "absent")])
        assert alerts() == []
        actions.mark_attendance(actor, days[1], [actions.Mark(seat.pk, "excused")])
        actions.mark_attendance(actor, days[2], [actions.Mark(seat.pk, "absent")])
    assert alerts() == [(seat.name, 2, True)]
    clock.tick(timezone.now())
    with teacher(town, class_) as actor:
        actions.mark_attendance(actor, days[3], [actions.Mark(seat.pk, "absent")])
    clock.tick(timezone.now())
    assert alerts() == [(seat.name, 3, True)]
    with acting_as_system("test"):
        told = Message.objects.filter(kind="absences", user=town.coach.user, channel="app")
        assert [row.subject for row in told] == [f"{seat.name} missed 2 classes in a row"]
    with coach(town) as actor:
        due = [why for task in tasks(actor) for why in task.whys if why.reason.code == "absences"]
        assert [why.words for why in due] == ["3 · Spring"]
        CaseNote.objects.create(
            participant=seat.participant, organization=town.agency, kind="call", text="She is ill",
            author=town.coach.user, author_name="Coach", happened_at=timezone.now(),
        )  # fmt: skip
        assert [why for task in tasks(actor) for why in task.whys if why.reason.code == "absences"] == []


def test_a_corrected_absence_takes_the_alert_back_and_coming_again_does_not(town, class_):
    one, two, _three = class_.seats
    days = [past_session(class_.cohort, n) for n in (5, 3, 1)]
    with teacher(town, class_) as actor:
        for row in days[:2]:
            actions.mark_attendance(actor, row, [actions.Mark(seat.pk, "absent") for seat in (one, two)])
        actions.mark_attendance(actor, days[2], [actions.Mark(two.pk, "present")])
        actions.mark_attendance(actor, days[1], [actions.Mark(one.pk, "present")])
    assert sorted(alerts()) == [(one.name, 2, False), (two.name, 2, True)]


def test_managers_hear_where_nobody_has_a_coach(town, class_):
    seat = class_.seats[0]
    with teacher(town, class_) as actor:
        for n in (3, 1):
            actions.mark_attendance(actor, past_session(class_.cohort, n), [actions.Mark(seat.pk, "absent")])
    clock.tick(timezone.now())
    with acting_as_system("test"):
        found = Message.objects.filter(kind="absences", channel="app").values_list("user__email", flat=True)
        assert list(found) == [town.manager.user.email]


@pytest.fixture
def learner(class_):
    """The first person of the class, signed in."""
    with acting_as_system("test"):
        person = class_.seats[0].participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
    return lambda: acting_as(person.user, None, role="participant")


def test_the_code_in_the_room_marks_whoever_types_it(town, class_, learner):
    row = past_session(class_.cohort, 0)
    with acting_as_system("test"):
        type(row).objects.filter(pk=row.pk).update(starts_at=timezone.now() - timedelta(minutes=20))
        row.refresh_from_db()
    with teacher(town, class_) as actor:
        shown = actions.show_code(actor, row)
    with learner() as actor:
        mine = queries.session(row.pk)
        with pytest.raises(CohortError, match="not the one shown"), transaction.atomic():
            actions.check_in(actor, mine, "WRONG1")
        there = actions.check_in(actor, mine, shown.code.lower())
        assert (there.presence, there.minutes_late, there.how) == ("late", 20, "code")
        assert actions.check_in(actor, mine, shown.code).pk == there.pk
        assert not hasattr(mine, "room_code"), "nobody reads the code but on the wall"
    with teacher(town, class_) as actor:
        actions.show_code(actor, row)  # the next one: the first no longer holds
    with learner() as actor, pytest.raises(CohortError, match="not the one shown"), transaction.atomic():
        actions.check_in(actor, mine, shown.code)


def test_a_code_marks_nobody_after_the_class_or_in_a_class_of_others(town, class_, learner):
    row, now = past_session(class_.cohort, 0), timezone.now()
    with acting_as_system("test"):
        type(row).objects.filter(pk=row.pk).update(starts_at=now - timedelta(minutes=5), minutes=10)
        row.refresh_from_db()
    with teacher(town, class_) as actor:
        shown = actions.show_code(actor, row)
    with acting_as_system("test"):
        type(row).objects.filter(pk=row.pk).update(starts_at=now - timedelta(minutes=11))
    with learner() as actor, pytest.raises(CohortError, match="class is over"), transaction.atomic():
        actions.check_in(actor, queries.session(row.pk), shown.code)
    with acting_as_system("test"):
        track = class_.cohort.tracks.create(name="Others", seats=class_.cohort.seats)
        type(row).objects.filter(pk=row.pk).update(starts_at=now, track=track)
    with learner() as actor, pytest.raises(CohortError, match="not in this class"), transaction.atomic():
        actions.check_in(actor, queries.session(row.pk), shown.code)


def test_a_class_that_is_over_is_not_my_next_one(town, class_, learner):
    row, now = past_session(class_.cohort, 0), timezone.now()
    for begins, listed in ((now - timedelta(minutes=61), []), (now - timedelta(minutes=59), [row.pk])):
        with acting_as_system("test"):
            type(row).objects.filter(pk=row.pk).update(starts_at=begins, minutes=60)
        with learner():
            assert [each.pk for each in queries.my_sessions(class_.seats[0].participant)] == listed


def test_a_code_is_only_of_a_session_that_goes_on(town, class_, learner):
    row = past_session(class_.cohort, 2)
    with teacher(town, class_) as actor, pytest.raises(CohortError, match="half an hour before"):
        actions.show_code(actor, row)
    with learner() as actor, pytest.raises(CohortError, match="no such session"), transaction.atomic():
        actions.show_code(actor, queries.session(row.pk))
    with acting_as(town.coach.user, town.agency, role="coach") as actor, pytest.raises(NotAllowedError):
        actions.check_in(actor, row, "ABCDEF")


def test_nobody_puts_a_mark_under_the_name_of_somebody_else(town, class_):
    row = past_session(class_.cohort, 1)
    seat = class_.seats[0]
    with teacher(town, class_) as actor:
        actions.take_taps(actor, row, [tap(seat)])
        marks = Attendance.objects.filter(enrolment=seat)
        for other in (town.manager.user, town.stranger.user):
            with pytest.raises(Error, match="marked_by_id cannot be changed here"), transaction.atomic():
                marks.update(marked_by=other)
        assert marks.get().marked_by == actor.user
    with manager(town) as actor:
        assert marks.update(marked_by=actor.user, presence="late") == 1, "who takes it anew is named"
        with pytest.raises(Error), transaction.atomic():
            marks.update(marked_by=class_.teacher)
