"""Appointments: nobody in two places at once, clocks that change, who cancelled, what counts as not coming."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.errors import MessageError
from gainful.domain.messages.links import acting_through
from gainful.domain.messages.local_times import instant, local_words
from gainful.domain.messages.models import Message
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.timing import QuietHours, last_allowed
from gainful.domain.participants.actions import revoke_consent
from gainful.domain.participants.models import Consent, Participant
from gainful.domain.support import queries
from gainful.domain.support.actions import (
    About,
    Slot,
    accept_referral,
    book,
    cancel,
    move,
    set_no_show_rule,
    settle,
)
from gainful.domain.support.errors import NotAllowedError, SupportError
from gainful.domain.support.models import Appointment, Booking
from gainful.domain.support.no_show import BUILT_IN, rule_on
from gainful.domain.support.telling import reminder_times

pytestmark = pytest.mark.usefixtures("as_web_role")
ZONE = "America/Chicago"
VISIT = About("First visit", "10 Franklin Avenue", "Bus 5", "612-555-0134")


def tomorrow(hour=15, minute=0):
    day = timezone.localdate() + timedelta(days=2)
    return instant(day, time(hour, minute), ZONE)


def booked(help_, at=None, minutes=30, **more):
    with help_.as_() as actor:
        return book(actor, help_.ana.person, Slot(at or tomorrow(), minutes, ZONE), VISIT, **more)


def other_person(help_):
    with acting_as_system("test"):
        person = Participant.objects.create(registered_by=help_.town.agency, code="P-2", name="Bo")
        Consent.objects.create(
            participant=person, organization=help_.town.agency, scopes=["profile", "support"],
            expires_at=timezone.now() + timedelta(days=90), basis="signed_form",
        )  # fmt: skip
    return person


def test_the_same_person_is_not_booked_twice_and_two_that_touch_are_fine(help_):
    booked(help_, tomorrow(15), 30)
    with pytest.raises(SupportError, match="has another appointment"):
        booked(help_, tomorrow(15, 29), 30)
    with pytest.raises(SupportError, match="has another appointment"):
        booked(help_, tomorrow(14, 31), 30)
    booked(help_, tomorrow(15, 30), 30)  # begins at the minute at which the other ends
    booked(help_, tomorrow(14, 30), 30)  # ends at the minute at which the other begins


def test_a_coach_is_not_booked_twice_with_two_people(help_, town):
    bo, coach = other_person(help_), town.coach.user
    booked(help_, host=coach)
    with help_.as_() as actor:
        with pytest.raises(SupportError, match="whoever meets them"):
            book(actor, bo, Slot(tomorrow(15, 10), 30, ZONE), VISIT, host=coach)
        book(actor, bo, Slot(tomorrow(15, 10), 30, ZONE), VISIT)


def test_the_database_refuses_it_also_without_the_action(help_, town):
    booked(help_)
    with (
        acting_as_system("test"),
        pytest.raises(IntegrityError, match="support_no_double_booking"),
        transaction.atomic(),
    ):
        Appointment.objects.create(
            organization=town.agency, participant=help_.ana.person, what="x", starts_at=tomorrow(15, 20),
            ends_at=tomorrow(16), zone=ZONE,
        )  # fmt: skip


def test_the_rule_needs_no_extension_of_postgresql(help_):
    with acting_as_system("test"), connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert "btree_gist" not in {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'support_no_double_booking'"
        )
        assert cursor.fetchone() == ("EXCLUDE USING gist (during WITH &&)",)


def test_two_calendars_never_meet_on_the_line(help_, town):
    booked(help_, host=town.coach.user)
    with acting_as_system("test"):
        first, second = Booking.objects.order_by("calendar_id")
        assert first.during.upper - first.during.lower == 30
        assert second.during.lower - first.during.lower == (second.calendar_id - first.calendar_id) * 2**32


def test_a_cancelled_time_is_free_again_and_who_cancelled_stays(help_):
    row = booked(help_)
    with help_.as_ana() as actor:
        done = cancel(actor, queries.appointment(row.pk), reason="Child is ill")
        assert (done.state, done.cancelled_by, done.is_late_cancel, done.rule_number) == (
            "cancelled",
            "person",
            False,
            0,
        )
        with pytest.raises(NotAllowedError, match="“Cancelled”"):
            cancel(actor, done)
    booked(help_)
    with acting_as_system("test"):
        assert Booking.objects.count() == 1


def test_moving_checks_again_and_writes_reminders_anew(help_):
    booked(help_, tomorrow(9), 30)
    row = booked(help_, tomorrow(15), 30)
    help_.tick(timezone.now())
    with help_.as_() as actor:
        with pytest.raises(SupportError, match="has another appointment"):
            move(actor, queries.appointment(row.pk), Slot(tomorrow(9, 15), 30, ZONE))
        moved = move(actor, queries.appointment(row.pk), Slot(tomorrow(11), 45, ZONE), VISIT)
        assert (moved.times_moved, moved.ends_at) == (1, tomorrow(11, 45))
    help_.tick(timezone.now())
    with acting_as_system("test"):
        found = Message.objects.filter(kind="appointment_reminder", about_id=str(row.pk), channel="email")
        assert set(found.values_list("state", flat=True)) == {"cancelled", "waiting"}
        waiting = found.filter(state="waiting")
        assert all(each.not_before < tomorrow(11) for each in waiting)
        assert "Bus 5" in waiting.first().text
    with help_.as_() as actor:
        cancel(actor, queries.appointment(row.pk))
    help_.tick(timezone.now())
    with acting_as_system("test"):
        assert not Message.objects.filter(
            kind="appointment_reminder", about_id=str(row.pk), state="waiting"
        ).exists()


def test_a_reminder_that_would_come_in_quiet_hours_comes_before_them():
    quiet = QuietHours(time(21), time(8), ZoneInfo(ZONE))
    six = datetime(2026, 7, 1, 6, 0, tzinfo=ZoneInfo(ZONE))
    assert last_allowed(six, quiet) == datetime(2026, 6, 30, 20, 59, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=ZoneInfo(ZONE))
    assert last_allowed(noon, quiet) == noon.astimezone(UTC)


def test_an_early_appointment_is_reminded_of_the_evening_before(help_):
    row = booked(help_, tomorrow(8, 30), 30)
    with acting_as_system("test"):
        times = reminder_times(row, Reader(help_.ana.person), timezone.now())
    local = [each.astimezone(row.starts_at.astimezone().tzinfo) for each in times]
    assert len(local) == 2
    assert all(each < row.starts_at for each in times)


def test_the_service_makes_the_appointment_by_its_link_and_moves_and_settles_it(help_):
    referral = help_.send()
    with acting_through(help_.token(), "b") as (link, actor):
        row = queries.linked_referral(link.about_id)
        person = Participant(pk=row.participant_id)
        made = book(actor, person, Slot(tomorrow(), 60, ZONE), VISIT, referral=row)
        assert made.participant_id == help_.ana.person.pk
        with pytest.raises(SupportError, match="has another appointment"):
            book(
                actor,
                Participant(pk=row.participant_id),
                Slot(tomorrow(15, 30), 60, ZONE),
                VISIT,
                referral=row,
            )
    assert help_.fresh(referral).state == "scheduled"
    with acting_through(help_.token(), "b") as (link, actor):
        (seen,) = queries.appointments_for(queries.linked_referral(link.about_id))
        moved = move(actor, seen, Slot(tomorrow(10), 60, ZONE))
        with pytest.raises(SupportError, match="not begun yet"):
            settle(actor, moved, came=True)
    with time_machine.travel(tomorrow(12)), acting_through(help_.token(), "b") as (link, actor):
        (seen,) = queries.appointments_for(queries.linked_referral(link.about_id))
        assert settle(actor, seen, came=True).state == "kept"
    help_.tick(timezone.now())
    assert any("made an appointment" in text for _kind, text in help_.letters("coach@example.org"))


def test_no_show_is_judged_by_the_rule_in_force_on_that_day(help_):
    row = booked(help_, tomorrow(15), 30)
    today = timezone.localdate()
    with help_.as_("manager") as actor:
        with pytest.raises(SupportError, match="today or later"):
            set_no_show_rule(actor, valid_from=today - timedelta(days=1), late_minutes=5, notice_hours=24)
        with pytest.raises(SupportError, match="At most 120 minutes"):
            set_no_show_rule(actor, valid_from=today, late_minutes=121, notice_hours=24)
        set_no_show_rule(actor, valid_from=today + timedelta(days=1), late_minutes=5, notice_hours=48)
        assert rule_on(actor.organization, today) == BUILT_IN
        assert rule_on(actor.organization, today + timedelta(days=1)).number == 1
    with help_.as_("coach") as actor, pytest.raises(PermissionDenied):
        set_no_show_rule(actor, valid_from=today, late_minutes=5, notice_hours=24)
    with time_machine.travel(tomorrow(16)), help_.as_() as actor:
        seen = queries.appointment(row.pk)
        late = settle(actor, seen, came=True, minutes_late=6)
        assert (late.state, late.rule_number) == ("no_show", 1)
        with pytest.raises(SupportError, match="stands here already"):
            settle(actor, queries.appointment(row.pk), came=True, minutes_late=6)
        assert settle(actor, late, came=True, minutes_late=5).state == "kept"
        with pytest.raises(NotAllowedError, match="“Kept”"):
            settle(actor, queries.appointment(row.pk), came=True)


def test_a_rule_made_after_it_began_judges_nobody(help_):
    row = booked(help_, timezone.now() + timedelta(hours=2))
    with time_machine.travel(timezone.now() + timedelta(hours=3)):
        with help_.as_("manager") as actor:
            set_no_show_rule(actor, valid_from=timezone.localdate(), late_minutes=0, notice_hours=24)
        with help_.as_() as actor:
            done = settle(actor, help_.fresh(row), came=True, minutes_late=5)
    assert (done.state, done.rule_number) == ("kept", BUILT_IN.number)


def test_a_late_cancellation_of_the_person_is_one_and_of_the_agency_is_none(help_):
    rows = [booked(help_, tomorrow(hour), 30) for hour in (9, 15)]
    with time_machine.travel(tomorrow(9) - timedelta(hours=23)), help_.as_() as actor:
        assert cancel(actor, queries.appointment(rows[0].pk), side="person").is_late_cancel is True
        assert cancel(actor, queries.appointment(rows[1].pk), side="agency").is_late_cancel is False
    assert BUILT_IN.is_late_cancel(tomorrow(9), tomorrow(9) - timedelta(hours=24)) is False


@pytest.mark.parametrize(
    ("minutes", "at", "words"),
    [(4, None, "5 minutes to 12 hours"), (721, None, "5 minutes to 12 hours"),
     (30, "past", "has passed"), (30, "far", "a year ahead")],
)  # fmt: skip
def test_what_is_no_time_is_said(help_, minutes, at, words):
    moments = {"past": timezone.now() - timedelta(hours=1), "far": timezone.now() + timedelta(days=400)}
    with pytest.raises(SupportError, match=words):
        booked(help_, moments.get(at), minutes)


@pytest.mark.parametrize(("day", "zone"), [(date(9999, 12, 31), ZONE), (date(1, 1, 1), "Asia/Tokyo")])
def test_a_day_at_the_end_of_the_calendar_is_refused_in_words(day, zone):
    with pytest.raises(MessageError, match="Look at the year") as refused:
        instant(day, time(20 if day.year > 1 else 2), zone)
    assert refused.value.field == "day"


def test_the_form_and_the_list_take_the_year_9999(help_, town, ana):
    given = {"what": "Talk", "day": "9999-12-31", "starts": "20:00", "minutes": "30"}
    page = town.coach.client.post(reverse("coach:appointment_new", args=[ana.person.pk]), given)
    assert page.status_code == 422
    assert "Look at the year" in page.content.decode()
    for query in ("end=9999-12-31", "start=9999-12-31", "start=0001-01-01"):
        assert town.coach.client.get(f"/api/v1/appointments?{query}").status_code == 200, query
    with help_.as_("manager") as actor, pytest.raises(SupportError, match="begins within a year"):
        set_no_show_rule(actor, valid_from=date(9999, 12, 31), late_minutes=5, notice_hours=5)


def test_an_hour_that_the_clocks_skip_is_refused_and_one_that_comes_twice_is_asked():
    assert instant(date(2027, 3, 14), time(1, 30), ZONE) == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)
    with pytest.raises(MessageError, match="there is no 02:30"):
        instant(date(2027, 3, 14), time(2, 30), ZONE)
    assert instant(date(2027, 3, 14), time(3, 0), ZONE) == datetime(2027, 3, 14, 8, 0, tzinfo=UTC)
    with pytest.raises(MessageError, match="01:30 comes twice"):
        instant(date(2026, 11, 1), time(1, 30), ZONE)
    first = instant(date(2026, 11, 1), time(1, 30), ZONE, which="first")
    second = instant(date(2026, 11, 1), time(1, 30), ZONE, which="second")
    assert (first.hour, second.hour) == (6, 7)
    assert local_words(second, ZONE).endswith("(CST)")
    with pytest.raises(MessageError, match="no time zone"):
        instant(date(2026, 11, 1), time(1, 30), "Mars/Base")


def test_consent_that_ends_cancels_what_was_booked(help_, ana):
    row = booked(help_)
    with help_.as_ana() as actor:
        revoke_consent(actor, ana.consent)
    with help_.as_():
        assert queries.appointment(row.pk) is None
    help_.tick(timezone.now() + timedelta(minutes=2))
    done = help_.fresh(row)
    assert (done.state, done.cancelled_by) == ("cancelled", "person")


def test_a_consent_taken_back_shortly_before_is_no_late_cancellation(help_):
    row = booked(help_, timezone.now() + timedelta(hours=3))
    with help_.as_ana() as actor:
        revoke_consent(actor, help_.ana.consent)
    help_.tick(timezone.now())
    done = help_.fresh(row)
    assert (done.state, done.cancelled_by, done.is_late_cancel) == ("cancelled", "person", False)


def test_nobody_else_books_moves_or_reads(help_, ana, town):
    row = booked(help_)
    for who in ("stranger", "employer"):
        with help_.as_(who) as actor:
            assert queries.appointment(row.pk) is None
            with pytest.raises((PermissionDenied, DatabaseError)), transaction.atomic():
                book(actor, ana.person, Slot(tomorrow(10), 30, ZONE), VISIT)
    with help_.as_ana() as actor:
        with pytest.raises(NotAllowedError, match="Your role"):
            move(actor, queries.appointment(row.pk), Slot(tomorrow(10), 30, ZONE))
        with pytest.raises(DatabaseError), transaction.atomic():
            Appointment.objects.filter(pk=row.pk).update(starts_at=tomorrow(10))
        with pytest.raises(DatabaseError), transaction.atomic():
            Booking.objects.all().delete()
    with help_.as_() as actor, pytest.raises(SupportError, match="does not work here"):
        book(actor, ana.person, Slot(tomorrow(10), 30, ZONE), VISIT, host=town.stranger.user)


def test_accepting_and_scheduling_in_one_go_settles_the_request(help_):
    referral = help_.send()
    with help_.as_() as actor:
        row = queries.referral(referral.pk)
        book(actor, help_.ana.person, Slot(tomorrow(), 30, ZONE), VISIT, referral=row)
        assert queries.referral(referral.pk).state == "scheduled"
        with pytest.raises(NotAllowedError, match="Appointment made"):
            accept_referral(actor, queries.referral(referral.pk))
