"""Sessions: planned one by one or weekly, across clock changes, moved, cancelled, told, in two calendar programs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone, translation

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as, acting_as_system
from gainful.domain.cohorts import actions, queries
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.models import Presence, Session
from gainful.domain.cohorts.session_news import subject_of, text_of
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message
from tests.cohorts import DAYS, coach, manager, past_session, running, teacher

ZONE = "America/Chicago"


def at(day, hour=9, minute=0, minutes=180, **more):
    return actions.Time(day, time(hour, minute), minutes, ZONE, **more)


def lesson(day, **changed):
    return actions.SessionDraft(at(day, **{k: changed.pop(k) for k in ("hour", "minutes") if k in changed}), **{
        "title": "Vital signs", "place": "Room 4", **changed,
    })  # fmt: skip


@pytest.fixture
def class_(town, made):
    return running(town, made)


@pytest.fixture
def year(town, class_):
    """The cohort, over both nights in which clocks change."""
    with acting_as_system("test"):
        class_.cohort.starts_on, class_.cohort.ends_on = date(2026, 10, 1), date(2027, 4, 30)
        class_.cohort.apply_until = date(2026, 9, 1)
        class_.cohort.save()
    return class_


def test_weekly_sessions_are_dates_of_their_own_and_keep_their_clock_over_both_changes(town, year):
    with manager(town) as actor:
        made = actions.add_weekly(
            actor, year.cohort, lesson(date(2026, 10, 28)), weekdays={0, 4}, until=date(2027, 3, 19),
            without=[date(2026, 11, 27)],
        )  # fmt: skip
    days = [row.day for row in made]
    assert days[:3] == [date(2026, 10, 30), date(2026, 11, 2), date(2026, 11, 6)]  # the first is a Wednesday
    assert date(2026, 11, 27) not in days
    by_day = {row.day: row.starts_at for row in made}
    assert by_day[date(2026, 10, 30)] == datetime(2026, 10, 30, 14, tzinfo=UTC)  # summer, UTC-5
    assert by_day[date(2026, 11, 2)] == datetime(2026, 11, 2, 15, tzinfo=UTC)  # winter, UTC-6
    assert by_day[date(2027, 3, 12)] == datetime(2027, 3, 12, 15, tzinfo=UTC)
    assert by_day[date(2027, 3, 15)] == datetime(2027, 3, 15, 14, tzinfo=UTC)


def test_a_session_that_the_clocks_skip_or_show_twice_is_asked_about(town, year):
    with manager(town) as actor:
        with pytest.raises(CohortError, match="there is no 02:30"), transaction.atomic():
            actions.add_session(
                actor, year.cohort, actions.SessionDraft(at(date(2027, 3, 14), 2, 30, 60), "Night shift")
            )
        night = at(date(2026, 11, 1), 1, 30, 60)
        with pytest.raises(CohortError, match="01:30 comes twice"), transaction.atomic():
            actions.add_session(actor, year.cohort, actions.SessionDraft(night, "Night shift"))
        second = actions.add_session(
            actor, year.cohort,
            actions.SessionDraft(at(date(2026, 11, 1), 1, 30, 60, which="second"), "Night shift"),
        )  # fmt: skip
    assert second.starts_at == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert second.when.endswith("(CST)")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": " "}, "what the session is about"),
        ({"kind": "party"}, "what kind"),
        ({"minutes": 4}, "5 to 720 minutes"),
        ({"minutes": 721}, "5 to 720 minutes"),
    ],
)
def test_what_no_session_can_be_is_refused(town, class_, changed, words):
    with manager(town) as actor, pytest.raises(CohortError, match=words), transaction.atomic():
        actions.add_session(actor, class_.cohort, lesson(timezone.localdate(), **changed))


def test_a_session_outside_the_cohort_or_twice_is_refused(town, class_):
    today = timezone.localdate()
    with manager(town) as actor:
        with pytest.raises(CohortError, match="outside this cohort"), transaction.atomic():
            actions.add_session(actor, class_.cohort, lesson(today + 90 * DAYS))
        actions.add_session(actor, class_.cohort, lesson(today + DAYS))
        with pytest.raises(CohortError, match="begins at that time already"), transaction.atomic():
            actions.add_session(actor, class_.cohort, lesson(today + DAYS))
        with pytest.raises(CohortError, match="at least one day of the week"), transaction.atomic():
            actions.add_weekly(actor, class_.cohort, lesson(today), weekdays=set(), until=today + 9 * DAYS)
        day = today + 2 * DAYS
        with pytest.raises(CohortError, match="No such day"), transaction.atomic():
            actions.add_weekly(
                actor, class_.cohort, lesson(day), weekdays={(day.weekday() + 1) % 7}, until=day
            )


def test_who_plans(town, class_):
    day = timezone.localdate() + DAYS
    with teacher(town, class_) as actor:
        actions.add_session(actor, class_.cohort, lesson(day))
    with coach(town) as actor, pytest.raises(NotAllowedError, match="plans its sessions"):
        actions.add_session(actor, class_.cohort, lesson(day, hour=14))
    stranger = town.stranger
    with (
        acting_as(stranger.user, stranger.organization, role="program_manager") as actor,
        pytest.raises(NotAllowedError),
    ):
        actions.add_session(actor, class_.cohort, lesson(day, hour=14))


def letters():
    clock.tick(timezone.now())
    with acting_as_system("test"):
        return [
            (row.to_name, row.subject, row.text)
            for row in Message.objects.filter(kind="session")
            .exclude(channel="app")
            .order_by("created_at", "id")
        ]


def test_a_move_tells_everybody_concerned_what_was_and_what_is(town, class_):
    day = timezone.localdate() + 3 * DAYS
    with manager(town) as actor:
        row = actions.add_session(actor, class_.cohort, lesson(day))
        moved = actions.move_session(actor, row, at(day + DAYS, 13), reason="The lab is closed")
    assert (moved.times_changed, moved.was_at) == (1, row.starts_at)
    told = letters()
    assert {name for name, *_rest in told} == {"Ira Teacher", *(seat.name for seat in class_.seats)}
    _name, subject, text = told[0]
    assert subject.startswith("New time: class on")
    assert "It was on" in text
    assert "The lab is closed" in text
    assert "Mara, 555-0100" in text
    assert len(letters()) == len(told)  # once


def test_whoever_cancels_is_not_told_themself_and_the_session_stays_for_calendars(town, class_):
    day = timezone.localdate() + 3 * DAYS
    with teacher(town, class_) as actor:
        row = actions.add_session(actor, class_.cohort, lesson(day))
        with pytest.raises(CohortError, match="Say why"), transaction.atomic():
            actions.cancel_session(actor, row, reason=" ")
        actions.cancel_session(actor, row, reason="I am ill")
        with pytest.raises(NotAllowedError, match="Cancelled"), transaction.atomic():
            actions.move_session(actor, row, at(day + DAYS))
    assert {name for name, *_rest in letters()} == {seat.name for seat in class_.seats}
    with manager(town):
        kept = queries.sessions_of(class_.cohort).get()
    assert (kept.status, kept.times_changed) == ("cancelled", 1)


def test_a_session_with_attendance_is_neither_moved_nor_cancelled(town, class_):
    row = past_session(class_.cohort, 1)
    with teacher(town, class_) as actor:
        actions.mark_attendance(actor, row, [actions.Mark(class_.seats[0].pk, "present")])
        with pytest.raises(CohortError, match="Attendance was taken"), transaction.atomic():
            actions.move_session(actor, row, at(timezone.localdate() + DAYS))
        with pytest.raises(CohortError, match="it took place"), transaction.atomic():
            actions.cancel_session(actor, row, reason="x")


def test_a_new_place_is_told_and_new_words_are_not(town, class_):
    with manager(town) as actor:
        row = actions.add_session(actor, class_.cohort, lesson(timezone.localdate() + DAYS))
        row = actions.change_session(actor, row, title="Pulse", place="Room 4", kind="lab")
        assert letters() == []
        actions.change_session(actor, row, title="Pulse", place="Lab 2", kind="lab")
    told = letters()
    assert len(told) == 4
    assert told[0][1].startswith("New place")
    assert "Where: Lab 2" in told[0][2]


def test_the_database_keeps_times_to_their_action_and_cohorts_apart(town, class_, made):
    row = past_session(class_.cohort, 1)
    with manager(town), pytest.raises(Error, match="starts_at cannot be changed here"), transaction.atomic():
        Session.objects.filter(pk=row.pk).update(starts_at=timezone.now() + timedelta(days=1))
    with town_participant(class_) as actor:
        assert actor.role == "participant"
        assert list(Session.objects.values_list("pk", flat=True)) == [row.pk]
        assert Session.objects.filter(pk=row.pk).update(title="x") == 0


def town_participant(class_):
    from gainful.domain.accounts.models import User

    with acting_as_system("test"):
        person = class_.seats[0].participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
    return acting_as(person.user, None, role="participant")


def test_letters_and_words_of_attendance_are_spanish_where_their_reader_is(town, class_):
    row = past_session(class_.cohort, -2)
    with manager(town) as actor:
        row = actions.cancel_session(actor, row, reason="Nieve")
    with acting_as_system("test"), translation.override("es"):
        assert subject_of(row).startswith("Cancelada: clase del ")
        assert "no se da." in text_of(row)
        assert "Por qué: Nieve" in text_of(row)
        assert [str(each.label) for each in Presence] == [
            "Estuvo", "Llegó tarde", "Ausencia justificada", "No estuvo",
        ]  # fmt: skip
        with pytest.raises(CohortError, match="Usted no está en esta clase"):
            actions.check_in(Actor(None, None, SYSTEM_ROLE), past_session(class_.cohort, 0), "ABCDEF")
