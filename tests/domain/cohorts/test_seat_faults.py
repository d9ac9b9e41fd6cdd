"""What goes wrong on the way to a seat: seats and floors changed, doubles, silence, consent taken back, two cohorts."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.doubles import doubles
from gainful.domain.cohorts.models import Application, Cohort, Draw, SeatFloor, Track
from gainful.domain.cohorts.seats import seat_counts
from gainful.domain.job_orders.errors import JobOrderError as Refused
from gainful.domain.job_orders.models import Opening
from gainful.domain.messages import clock as messages_clock
from gainful.domain.messages import duties
from gainful.domain.messages.links import acting_through
from gainful.domain.messages.models import Message
from gainful.domain.participants.models import Consent
from gainful.engine.allocation import verify_record, void_before
from tests.cohorts import DAYS, coach, draft, eligible, form, make_cohort, manager, opened

pytestmark = pytest.mark.django_db
VALUES = {"Union": "4 8 15 16 23 42 of the union", "College": "what the college wrote on paper"}
PARTIES = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}


def texts(about):
    with acting_as_system("test"):
        return [row.text for row in Message.objects.filter(about_id=str(about)).order_by("created_at")]


def tell():
    while messages_clock.tell_next():
        pass


def again(row):
    with acting_as_system("test"):
        return type(row).objects.get(pk=row.pk)


def change(rows, **values):
    with acting_as_system("test"):
        rows.update(**values)


# seats and roles


def with_roles(town, made, *, days=12, nights=8):
    cohort = make_cohort(town, made)
    with manager(town) as actor:
        rows = [
            actions.add_track(actor, cohort, name=name, seats=seats)
            for name, seats in (("Days", days), ("Nights", nights))
        ]
        actions.open_cohort(actor, cohort)
    return cohort, rows


def test_seats_change_together_with_the_seats_of_each_role(town, made, as_web_role):
    cohort, (days, nights) = with_roles(town, made)
    with manager(town) as actor:
        with pytest.raises(Refused, match="The tracks have 20 seats together, the cohort 15"):
            actions.change_seats(actor, cohort, 15)
        with pytest.raises(Refused, match="The tracks have 20 seats together, the cohort 15"):
            actions.change_seats(actor, cohort, 15, {days.pk: 15, nights.pk: 5})
        assert again(cohort).seats == 20
        actions.change_seats(actor, again(cohort), 15, {days.pk: 10, nights.pk: 5})
    assert (again(cohort).seats, again(days).seats, again(nights).seats) == (15, 10, 5)


def test_a_role_keeps_the_seats_that_are_given_in_it(town, made):
    cohort, (days, nights) = with_roles(town, made)
    rows = eligible(town, cohort, 3, track=nights)
    change(Application.objects.filter(pk__in=[row.pk for row in rows]), status="offered")
    with (
        manager(town) as actor,
        pytest.raises(Refused, match="Nights has at least one seat, and no fewer than are given: 3"),
    ):
        actions.change_seats(actor, cohort, 14, {days.pk: 12, nights.pk: 2})


def commit(town, write):
    """Write as the manager and let the constraints be looked at that wait for the end of the transaction."""
    with manager(town), connection.cursor() as cursor:
        write()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_database_keeps_roles_and_seats_together_whatever_writes(town, made, as_web_role):
    cohort, (days, _nights) = with_roles(town, made)
    for write in (
        lambda: Track.objects.filter(pk=days.pk).update(seats=40),
        lambda: Track.objects.create(cohort=cohort, name="Evenings", seats=9),
    ):
        with pytest.raises(IntegrityError, match="have its seats together"):
            commit(town, write)


# floors


def with_floor(town, made, *, seats=4, floor=3, priority=True):
    cohort = make_cohort(town, made, seats=seats, behind=8)
    with manager(town) as actor:
        if priority:
            actions.add_rule(
                actor, cohort, kind="priority", question="Did you serve?", rank=1, law="38 U.S.C. 4215"
            )
        young = actions.add_rule(
            actor, cohort, kind="segment", question="Are you under 25?", label="Young adults"
        )
        actions.add_floor(actor, cohort, rule=young, seats=floor, reason="Few of them find this work.")
    return cohort, young


def test_floors_that_no_draw_could_keep_are_told_when_they_are_stated(town, made):
    cohort, _young = with_floor(town, made)
    with manager(town) as actor:
        other = actions.add_rule(actor, cohort, kind="segment", question="Are you a parent?", label="Parents")
        with pytest.raises(Refused, match="Floors promise 5 seats of Spring; it has 4") as refused:
            actions.add_floor(actor, cohort, rule=other, seats=2, reason="r")
        assert "Lower a floor, or give it more seats" in refused.value.hint
        assert cohort.floors.count() == 1
        with pytest.raises(Refused, match="names no role"):
            actions.add_track(actor, cohort, name="Days", seats=4)
        actions.change_seats(actor, cohort, 2)  # a draft may be changed in any order
        with pytest.raises(Refused, match="Floors promise 3 seats of Spring; it has 2"):
            actions.open_cohort(actor, again(cohort))
        actions.change_seats(actor, again(cohort), 4)
        actions.open_cohort(actor, again(cohort))
        with pytest.raises(Refused, match="Floors promise 3 seats of Spring; it has 2"):
            actions.change_seats(actor, again(cohort), 2)
        days = make_cohort(town, made, behind=0, name="Roles")
        track = actions.add_track(actor, days, name="Days", seats=20)
        rule = actions.add_rule(actor, days, kind="segment", question="q", label="L")
        with pytest.raises(Refused, match="Choose the role"):
            actions.add_floor(actor, days, rule=rule, seats=1, reason="r")
        with pytest.raises(Refused, match="Floors promise 21 seats of Days; it has 20"):
            actions.add_floor(actor, days, rule=rule, seats=21, reason="r", track=track)


def impossible(town, made):
    """Four seats; two people are served first, and three seats are promised to young people."""
    cohort, young = with_floor(town, made)
    with manager(town) as actor:
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, 10)
    served = cohort.rules.get(kind="priority")
    with acting_as_system("test"):
        for row in rows[:2]:
            row.answers.create(rule=served, says="yes")
        for row in rows[2:7]:
            row.answers.create(rule=young, says="yes")
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    return cohort


def test_floors_that_priorities_make_impossible_are_told_before_and_announce_nothing(town, made, as_web_role):
    cohort = impossible(town, made)
    words = "2 are left where chance decides, and floors ask for 3 of them"
    with manager(town) as actor:
        problem = actions.draw_problem(cohort)
        assert problem is not None
        assert words in problem.message
        assert problem.hint.startswith("Lower floors to 2 seats together, or give 1 seats more")
        with pytest.raises(Refused, match=words):
            actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))
    assert not Draw.objects.exists()


def test_a_floor_is_lowered_with_the_reason_that_is_published(town, made, as_web_role):
    cohort = impossible(town, made)
    floor = SeatFloor.objects.get()
    with coach(town) as actor, pytest.raises(Refused, match="Your role does not allow"):
        actions.lower_floor(actor, cohort, floor.pk, seats=2, reason="r")
    with manager(town) as actor:
        for seats, reason, told in ((3, "r", "fewer seats than 3"), (2, " ", "Say why")):
            with pytest.raises(Refused, match=told):
                actions.lower_floor(actor, cohort, floor.pk, seats=seats, reason=reason)
        actions.lower_floor(actor, cohort, floor.pk, seats=2, reason="Two who served come first.")
        assert actions.draw_problem(cohort) is None
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))
        with pytest.raises(Refused, match="announced with this floor"):
            actions.lower_floor(actor, cohort, floor.pk, seats=1, reason="r")
    assert draw.record["committed"]["floors"] == [{"stratum": "", "segment": "Young adults", "seats": 2}]
    assert (
        "3 were promised at first; lowered: Two who served come first."
        in draw.record["committed"]["priorities"]
    )
    with pytest.raises(IntegrityError, match="what applicants read stays"), manager(town):
        SeatFloor.objects.filter(pk=floor.pk).update(seats=1)


# doubles


def test_a_new_double_of_somebody_told_apart_is_told_again(town, made):
    cohort = opened(town, made)
    first, second = (actions.apply_publicly(cohort.pk, form(name))[0] for name in ("Ana Silva", "Anna Sylva"))
    with coach(town) as actor:
        actions.identify(actor, second, is_new=True)
        assert doubles(cohort) == {}, "a household that shares a phone is asked about once"
    third = actions.apply_publicly(cohort.pk, form("A. Silva"))[0]
    with coach(town) as actor:
        assert doubles(cohort)[third.pk] == {first.pk, second.pk}
        actions.identify(actor, third, is_new=True)
        assert doubles(cohort) == {}


# the clock


def late(now=None):
    return duties.do_all(now or timezone.now())


@pytest.mark.parametrize(
    ("state", "words"), [("received", "Decide, or tell them when"), ("eligible", "announce a draw")]
)
def test_silence_runs_out_in_every_state_in_which_an_applicant_waits(town, made, state, words):
    cohort = opened(town, made)
    row = eligible(town, cohort, 1)[0]
    change(Application.objects.filter(pk=row.pk), status=state, decide_by=timezone.localdate() - DAYS)
    assert again(row).is_late(timezone.localdate())
    assert (late(), late()) == (1, 0)
    assert "We are late, and that is our fault" in texts(row.pk)[-1]
    assert words in texts(cohort.pk)[-1]


@pytest.mark.parametrize("state", ["incomplete", "offered"])
def test_nobody_is_late_where_the_applicant_is_asked(town, made, state):
    row = eligible(town, opened(town, made), 1)[0]
    change(Application.objects.filter(pk=row.pk), status=state, decide_by=timezone.localdate() - DAYS)
    assert late() == 0


def test_whoever_is_on_a_waiting_list_hears_again_and_again_where_they_stand(town, made):
    row = eligible(town, opened(town, made), 1)[0]
    today = timezone.localdate()
    change(Application.objects.filter(pk=row.pk), status="waiting", place=7, decide_by=today - DAYS)
    assert (late(), late()) == (1, 0)
    assert "still on the waiting list of Spring, place 7: we have not forgotten you" in texts(row.pk)[-1]
    assert again(row).decide_by == today + 30 * DAYS
    assert late(timezone.now() + 31 * DAYS) == 1
    assert len(texts(row.pk)) == 2


def test_the_days_begin_anew_with_each_state_and_lateness_with_them(town, made):
    cohort = opened(town, made)  # 14 days to decide; apply within 14 days
    application, _token = actions.apply_publicly(cohort.pk, form())
    change(Application.objects.all(), decide_by=timezone.localdate() - DAYS)
    late()
    assert again(application).late_told_at is not None
    with coach(town) as actor:
        actions.ask_for_more(actor, application, "Your card")
        assert again(application).late_told_at is None
        actions.complete_application(actor, application)
        assert again(application).decide_by == timezone.localdate() + 14 * DAYS
        actions.find_eligible(actor, application)
    row = again(application)
    assert (row.decide_by, row.late_told_at) == (cohort.apply_until + 14 * DAYS, None)
    tell()
    assert "You hear from us by" in texts(application.pk)[-1]


def test_a_second_withdrawal_under_a_running_cohort_is_told_again_and_a_hire_is_not(town, made):
    cohort = opened(town, made)
    change(Cohort.objects.filter(pk=cohort.pk), status="running")
    openings = [row.pk for row in made.openings]
    change(Opening.objects.filter(pk=openings[0]), status="filled")
    assert late() == 0, "hires are what the seats are for"
    for place, behind in ((1, 19), (2, 18)):
        change(Opening.objects.filter(pk=openings[place]), status="withdrawn")
        assert (late(), late()) == (1, 0)
        assert f"{behind} committed openings stand behind Spring now" in texts(cohort.pk)[-1]
    change(Opening.objects.filter(pk__in=openings[1:3]), status="committed")
    late()
    assert again(cohort).short_told is None
    change(Opening.objects.filter(pk=openings[5]), status="withdrawn")
    assert late(timezone.now() + DAYS) == 1, "short once more, after there were enough"


def test_all_cohorts_that_are_short_are_told_in_one_step(town, made):
    openings = [row.pk for row in made.openings]
    cohorts = [
        opened(town, made, seats=10, behind=10),
        make_cohort(town, made, name="Fall", seats=10, behind=0),
    ]
    with manager(town) as actor:
        actions.add_openings(actor, cohorts[1], openings[10:20])
        actions.open_cohort(actor, cohorts[1])
    change(Opening.objects.filter(pk__in=(openings[0], openings[10])), status="withdrawn")
    assert (late(), late()) == (1, 0)
    for cohort in cohorts:
        assert f"9 committed openings stand behind {cohort.name} now" in texts(cohort.pk)[-1]


# consent taken back


def revoke(row):
    change(Consent.objects.filter(participant=row.participant), revoked_at=timezone.now())


def test_whoever_takes_consent_back_holds_up_nobodys_training_and_reads_kind_words(town, made, as_web_role):
    cohort = opened(town, made, seats=4, behind=4)
    rows = eligible(town, cohort, 3)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        actions.offer_seats(actor, cohort)
    gone, offered = eligible(town, cohort, 1)[0], rows[1]
    with manager(town) as actor:
        actions.accept_seat(actor, rows[0])
        with pytest.raises(Refused, match="3 applicants have not heard the end of it"):
            actions.start_cohort(actor, cohort)
        actions.decline_seat(actor, rows[2], reason="work")
    revoke(gone)
    revoke(offered)
    with manager(town) as actor:
        assert seat_counts([cohort.pk])[cohort.pk].applications("eligible", "offered") == 2
        assert actions.start_cohort(actor, cohort).status == "running"
    tell()
    assert (again(gone).status, again(gone).left_reason) == ("closed", "unshared")
    assert "You took back the permission to read your application for Spring" in texts(gone.pk)[-1]
    assert again(offered).status == "offered", "a seat that was offered stays so until its days are over"


def test_a_draw_counts_for_whoever_took_consent_back_after_it_was_announced(town, made, as_web_role):
    cohort = opened(town, made, seats=2, behind=2)
    rows = eligible(town, cohort, 4)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))
    for row in rows:
        revoke(row)
    with manager(town) as actor:
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
    tell()
    with acting_as_system("test"):
        found = {
            entry.outcome: entry.application.status for entry in draw.entries.select_related("application")
        }
    assert found == {"seat": "offered", "waiting": "waiting"}


def test_cancelling_ends_what_the_agency_may_no_longer_see(town, made, as_web_role):
    cohort = opened(town, made, seats=2, behind=2)
    rows = eligible(town, cohort, 2)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        actions.offer_seats(actor, cohort)
        seat = actions.accept_seat(actor, rows[0])
    for row in rows:
        revoke(row)
    with manager(town) as actor:
        actions.cancel_cohort(actor, cohort, reason="The teacher fell ill")
    tell()
    assert (again(seat).status, again(rows[1]).status) == ("not_started", "closed")
    assert "was cancelled: The teacher fell ill" in texts(rows[1].pk)[-1]


# one person, two cohorts


def in_two(town, made, ana):
    with manager(town) as actor:
        seats = []
        today = timezone.localdate()
        for name, first, opening in (("Spring", 30, 0), ("Summer", 100, 5)):
            cohort = actions.create_cohort(
                actor, made.program,
                draft(name=name, seats=1, starts_on=today + first * DAYS, ends_on=today + (first + 60) * DAYS),
            )  # fmt: skip
            actions.add_openings(actor, cohort, [made.openings[opening].pk])
            actions.open_cohort(actor, cohort)
            row = actions.apply_for(actor, cohort, form(), ana.person)
            actions.find_eligible(actor, row)
            actions.close_applications(actor, cohort)
            actions.offer_seats(actor, cohort)
            seats.append(actions.accept_seat(actor, row))
    return seats


def test_dates_that_put_somebody_into_two_cohorts_at_once_are_refused_by_name(town, made, ana, as_web_role):
    spring, summer = in_two(town, made, ana)
    today = timezone.localdate()
    with manager(town) as actor:
        with pytest.raises(Refused, match=r"two cohorts at one time: Ana Silva \(Summer\)") as refused:
            actions.change_cohort(actor, spring.cohort, ends_on=today + 120 * DAYS)
        assert refused.value.field == "starts_on"
        assert again(spring.cohort).ends_on == again(spring).ends_on == today + 90 * DAYS
        cohort = again(spring.cohort)
        actions.change_cohort(actor, cohort, starts_on=today + 35 * DAYS, ends_on=today + 95 * DAYS)
    assert (again(spring).starts_on, again(spring).ends_on) == (today + 35 * DAYS, today + 95 * DAYS)
    with pytest.raises(IntegrityError, match="one cohort at a time"), manager(town):
        Cohort.objects.filter(pk=summer.cohort_id).update(starts_on=today + 60 * DAYS)


def test_an_end_is_not_taken_back_into_two_cohorts_at_once(town, made, ana):
    spring, summer = in_two(town, made, ana)
    with manager(town) as actor:
        actions.end_enrolment(actor, spring, reason="Moved", did_start=False)
        actions.change_cohort(actor, again(summer.cohort), starts_on=timezone.localdate() + 40 * DAYS)
        with pytest.raises(Refused, match="in another cohort at that time"):
            actions.take_back_end(actor, again(spring))


# reasons


def test_staff_who_end_an_application_for_somebody_say_why_and_the_applicant_reads_it(town, made):
    cohort = opened(town, made)
    application, token = actions.apply_publicly(cohort.pk, form())
    with coach(town) as actor:
        for reason, words, told in (
            ("", "", "Choose a reason"),
            ("seat", "", "Choose a reason"),
            ("other", " ", "Say why in words"),
        ):
            with pytest.raises(Refused, match=told):
                actions.withdraw_application(actor, application, reason=reason, words=words)
        actions.withdraw_application(actor, application, reason="school", words="Nursing school in May")
    tell()
    row = again(application)
    assert (row.status, row.left_reason, row.words) == ("withdrawn", "school", "Nursing school in May")
    assert (
        "The reason that was entered: Goes to school or another training: Nursing school in May."
        in texts(row.pk)[-1]
    )
    second, token = actions.apply_publicly(
        cohort.pk, form("Bea Olin", email="bea@example.org", phone="612-555-0199")
    )
    with acting_through(token) as (_link, actor):
        assert actions.withdraw_application(actor, second).left_reason == "", "applicants owe nobody a reason"


@pytest.mark.parametrize(
    ("state", "reason", "words", "never"),
    [("offered", "seat", "so the seat is offered to the next person", "What was missing"),
     ("incomplete", "missing", "What was missing from your application for Spring did not come", "seat")],
)  # fmt: skip
def test_whoever_did_not_answer_reads_what_was_asked(town, made, state, reason, words, never):
    row = eligible(town, opened(town, made), 1)[0]
    change(Application.objects.filter(pk=row.pk), status=state)
    change(Cohort.objects.all(), status="selecting")
    with acting_as(None, town.agency, role="system") as actor:
        actions.lapse(actor, again(row))
    tell()
    assert again(row).left_reason == reason
    assert words in texts(row.pk)[-1]
    assert never not in texts(row.pk)[-1]


def test_a_second_refusal_is_told_with_its_own_reason(town, made):
    row = eligible(town, opened(town, made), 1)[0]
    with manager(town) as actor:
        actions.refuse_application(actor, row, reason="cannot_reach", words="We rang twice.")
        tell()
        actions.check_again(actor, row)
        tell()
        actions.refuse_application(actor, row, reason="other", words="The site moves away.")
        tell()
    refused = [text for text in texts(row.pk) if "a person looks again" in text]
    assert len(refused) == 2
    assert "The site moves away." in refused[-1]


# void draws


def announced(town, cohort):
    with manager(town) as actor:
        return actions.announce_draw(actor, cohort, actions.PublicValue(parties=PARTIES))


def test_void_draws_stand_in_the_next_record_with_what_was_known(town, made, as_web_role):
    cohort = opened(town, made, seats=2, behind=2)
    eligible(town, cohort, 4)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    for contributed in (0, 1, 2):
        draw = announced(town, cohort)
        with manager(town) as actor:
            for party in list(VALUES)[:contributed]:
                draw = actions.contribute(actor, draw, party, VALUES[party])
            actions.void_draw(actor, draw, reason="other", words=f"After {contributed}")
    draw = announced(town, cohort)
    rows = void_before(draw.record)
    assert [(row["known"], row["words"]) for row in rows] == [
        ("nothing", "After 0"), ("some values", "After 1"), ("every value", "After 2"),
    ]  # fmt: skip
    changed = json.loads(json.dumps(draw.record))
    changed["committed"]["voided"].pop(1)
    assert verify_record(changed, published_commitment=draw.commitment)


# keys of the site


def test_a_draw_survives_a_new_secret_key_while_the_old_one_is_named(town, made, settings):
    cohort = opened(town, made, seats=2, behind=2)
    eligible(town, cohort, 4)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    draw, old = announced(town, cohort), settings.SECRET_KEY
    with manager(town) as actor:
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
    from gainful.domain.cohorts.actions.draw import _opened

    settings.SECRET_KEY = "another key than that of the announcement"
    with pytest.raises(Refused, match="secret is not the one"):
        _opened(draw, "")
    settings.SECRET_KEY_FALLBACKS = ["one in between", old]
    assert verify_record(_opened(draw, ""), published_commitment=draw.commitment) == []
