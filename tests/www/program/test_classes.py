"""Pages of classes: planned by the manager, tapped by the instructor, checked in by the learner, counted for all."""

from __future__ import annotations

import json
import re
from datetime import UTC, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts.models import (
    Attendance,
    Enrolment,
    FunderRule,
    MadeUpHours,
    OnlineCompletion,
    Session,
    SkillGain,
    Tap,
)
from gainful.domain.messages import clock
from tests.cohorts import DAYS, eligible, make_program, past_session, running
from tests.town import SignedIn, town

__all__ = ["town"]
OF_THE_REQUEST = ("set_config", "SAVEPOINT", "pg_backend_pid", "current_setting")


@pytest.fixture
def made(town):
    return make_program(town)


@pytest.fixture
def class_(town, made):
    found = running(town, made)
    found.browser = SignedIn(found.teacher)
    return found


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def all_of(model):
    with acting_as_system("test"):
        return list(model.objects.all())


def planned(**changed):
    day = timezone.localdate() + DAYS
    usual = {
        "title": "Vital signs",
        "kind": "class",
        "day": day,
        "starts": "09:00",
        "minutes": 180,
        "place": "Room 4",
    }
    return {**usual, **changed}


def test_a_manager_plans_moves_and_cancels(town, class_):
    client, cohort = town.manager.client, class_.cohort
    page = reverse("program:sessions", args=[cohort.pk])
    assert "No class here" in text(client.get(page))
    new = reverse("program:session_new", args=[cohort.pk])
    day = timezone.localdate() + DAYS
    refused = client.post(new, planned(weekdays=["0", "3"]))
    assert refused.status_code == 422
    assert "Say until when" in text(refused)
    refused = client.post(new, planned(weekdays=["0", "3"], until=day + 21 * DAYS, without="4 July"))
    assert "“4 July” is no day" in text(refused)
    assert "6 classes are planned" in text(
        client.post(new, planned(weekdays=["0", "3"], until=day + 20 * DAYS), follow=True)
    )
    assert "outside this cohort" in text(client.post(new, planned(day=day + 90 * DAYS)))
    row = all_of(Session)[0]
    here = reverse("program:session", args=[row.pk])
    assert "opens half an hour before" in text(client.get(here))
    moved = {
        "move-day": row.day,
        "move-starts": "13:00",
        "move-minutes": 180,
        "move-reason": "The lab is closed",
    }
    assert "everybody concerned is told" in text(client.post(f"{here}steps/move/", moved, follow=True))
    assert "at that time already" in text(client.post(f"{here}steps/move/", moved, follow=True))
    words = {"words-title": "Pulse", "words-kind": "lab", "words-place": "Lab 2"}
    assert "Pulse" in text(client.post(f"{here}steps/change/", words, follow=True))
    assert "This field is required" not in text(client.get(here))
    assert "Say why" in text(client.post(f"{here}steps/cancel/", {"cancel-reason": " "}, follow=True))
    assert "Cancelled. Snow" in text(
        client.post(f"{here}steps/cancel/", {"cancel-reason": "Snow"}, follow=True)
    )
    assert client.post(f"{here}steps/dance/").status_code == 404
    assert "Snow" in client.get(reverse("program:sessions_export", args=[cohort.pk])).content.decode()


def sent(client, row, taps):
    address = reverse("instructor:session_taps", args=[row.pk])
    return client.post(address, json.dumps({"taps": taps}), content_type="application/json")


def tap(seat, presence="present", late=0, early=0):
    return {"key": str(uuid4()), "seat": str(seat.pk), "presence": presence, "late": late, "early": early,
            "at": timezone.now().isoformat()}  # fmt: skip


def test_an_instructor_taps_and_a_tap_sent_again_counts_once(class_):
    row = past_session(class_.cohort, 1)
    taps = [tap(seat) for seat in class_.seats]
    first = sent(class_.browser, row, taps[:2]).json()
    assert first == {"saved": [each["key"] for each in taps[:2]], "refused": [], "unmarked": 1}
    again = sent(class_.browser, row, taps).json()
    assert again["unmarked"] == 0
    assert len(all_of(Tap)) == len(all_of(Attendance)) == 3
    for broken in (
        b"x",
        b"{}",
        b'{"taps": [{}]}',
        json.dumps({"taps": [{**tap(class_.seats[0]), "at": "now"}]}),
    ):
        address = reverse("instructor:session_taps", args=[row.pk])
        reply = class_.browser.post(address, broken, content_type="application/json")
        assert (reply.status_code, "cannot be read" in reply.json()["error"]) == (422, True)
    stranger = sent(class_.browser, row, [{**tap(class_.seats[0]), "seat": str(uuid4())}])
    (refused,) = stranger.json()["refused"]
    assert "not in this class" in refused["why"]


def test_the_register_works_without_a_script_and_closes(class_):
    row, client = past_session(class_.cohort, 1), class_.browser
    here = reverse("instructor:session", args=[row.pk])
    page = text(client.get(here))
    assert "Who is here?" in page
    assert all(seat.name in page for seat in class_.seats)
    one, two, _three = class_.seats
    assert "Nobody is marked" in text(client.post(f"{here}steps/mark/", {}, follow=True))
    given = {f"p-{one.pk}": "late", f"late-{one.pk}": "15", f"p-{two.pk}": "absent", f"late-{two.pk}": "10"}
    client.post(f"{here}steps/mark/", given)
    assert "1 person is not marked" in text(client.post(f"{here}steps/close/", follow=True))
    client.post(f"{here}steps/mark/", {"rest": "present"})
    found = {mark.enrolment_id: mark for mark in all_of(Attendance)}
    assert [found[seat.pk].minutes for seat in class_.seats] == [165, 0, 180]
    assert "the hours are in the books" in text(client.post(f"{here}steps/close/", follow=True))
    listed = text(client.get(reverse("instructor:sessions", args=[class_.cohort.pk]) + "?which=past"))
    assert "1 there, 1 late, 0 excused, 1 absent" in listed
    past_session(class_.cohort, 3)
    again = text(client.get(reverse("instructor:sessions", args=[class_.cohort.pk]) + "?which=past"))
    assert again.index("Lesson 1") < again.index("Lesson 3"), "the newest class that was stands first"


def test_hours_of_a_person_and_of_all_with_the_funders_way_to_count(town, class_, made):
    row = past_session(class_.cohort, 1)
    with acting_as_system("test"):
        Session.objects.filter(pk=row.pk).update(status="held")
        Attendance.objects.create(session=row, enrolment=class_.seats[0], presence="late", minutes_late=15, minutes=165,
                                  how="tap")  # fmt: skip
    client = town.manager.client
    page, counts = (reverse(f"program:{name}", args=[class_.cohort.pk]) for name in ("hours", "hours_rule"))
    rule = {
        "rule-fund": made.fund.pk,
        "rule-whole_hours": "yes",
        "rule-minutes": 50,
        "rule-excused_percent": 0,
    }
    assert client.post(counts, {**rule, "rule-minutes": 49}).status_code == 422
    client.post(counts, rule)
    assert "Attended: 2.75, and 0 made up. That is 31 % of what was held." in text(client.get(page))
    assert "a clock hour is 50 of 60 minutes" in text(client.get(counts))
    exported = client.get(reverse("program:hours_export", args=[class_.cohort.pk])).content.decode()
    assert "Person a,enrolled,3,3,2.75,0,1,0,0,2" in exported
    person = reverse("program:class_person", args=[class_.seats[0].pk])
    assert "15 minutes late" in text(client.get(person))
    tomorrow = {
        "what": "made",
        "made-day": timezone.localdate() + DAYS,
        "made-minutes": 60,
        "made-what": "Lab",
    }
    assert "not come yet" in text(client.post(person, tomorrow))
    client.post(person, {**tomorrow, "made-day": timezone.localdate(), "what": "made"})
    assert "and 1 made up" in text(client.get(person))
    made_up = all_of(MadeUpHours)[0]
    assert "Taken back" in text(
        client.post(f"{person}take-back/", {"what": "made", "row": made_up.pk}, follow=True)
    )
    assert client.post(f"{person}take-back/", {"what": "made", "row": uuid4()}).status_code == 404
    client.post(counts, {"remove": all_of(FunderRule)[0].pk})
    assert "No funder's way to count" in text(client.get(counts)).replace("&#x27;", "'")
    address = reverse("program:hours_alert", args=[class_.cohort.pk])
    assert "1 to 20" in text(client.post(address, {"alert-alert_after": "0"}, follow=True))
    assert "after 4 absences" in text(client.post(address, {"alert-alert_after": "4"}, follow=True))
    program = text(client.get(reverse("program:program", args=[made.program.pk])))
    assert "Spring : 9 hours planned for 3 people, 9 held, 2.75 attended, 0 made up" in program


@pytest.fixture
def learner(class_):
    with acting_as_system("test"):
        person = class_.seats[0].participant
        person.user = User.objects.create_user("seat@example.org", name=person.name)
        person.save()
    return SignedIn(person.user)


def test_a_learner_scans_the_code_and_sees_classes_and_hours(class_, learner):
    row = past_session(class_.cohort, 0)
    with acting_as_system("test"):
        Session.objects.filter(pk=row.pk).update(starts_at=timezone.now() - timedelta(minutes=2))
    page = reverse("instructor:session_code", args=[row.pk])
    assert "holds for a quarter of an hour" in text(class_.browser.get(page))
    shown = class_.browser.post(page, follow=True).content.decode()
    assert 'src="data:image/svg+xml;base64,' in shown
    code = re.search(r'class="c-code">(\w+)<', shown)[1]
    here = reverse("participant:check_in", args=[row.pk])
    assert f'value="{code}"' in learner.get(f"{here}?code={code}").content.decode()
    refused = learner.post(here, {"code": "AAAAAA"})
    assert refused.status_code == 422
    assert "not the one shown in the room now" in text(refused)
    mine = text(learner.post(here, {"code": code.lower()}, follow=True))
    assert "You are checked in." in mine
    assert "Lesson 0: There" in mine
    assert "3 of 3 hours" in mine
    assert learner.get(reverse("participant:check_in", args=[uuid4()])).status_code == 404


def upload(client, address, lines, name="sheet.csv"):
    return client.post(address, {"file": SimpleUploadedFile(name, "\n".join(lines).encode())})


def payload(reply):
    return re.search(r'name="rows" value="([^"]+)"', reply.content.decode())[1]


def test_a_sheet_with_strangers_is_told_by_row_and_the_rest_is_saved(class_):
    row = past_session(class_.cohort, 1)
    address, client = reverse("instructor:sheet", args=[class_.cohort.pk]), class_.browser
    day = row.day.isoformat()
    lines = [
        "Name,Date,Status,Minutes late", f"Person a,{day},present,", f'"b, Person",{day},late,12',
        f"Zed Nobody,{day},p,", "Person c,2020-01-01,a,", f"Person c,{day},late,", f"Person a,{day},absent,",
        f"Person c,{day},maybe,",
    ]  # fmt: skip
    shown = upload(client, address, lines)
    words = text(shown)
    assert "2 rows are right. 5 rows cannot be saved." in words
    for said in ("4 Zed Nobody Nobody in this cohort is named so", "5 Person c No class of this cohort is on that day",
                 "How many minutes late?", "7 Person a They stand for that class on line 2"):  # fmt: skip
        assert said in words
    assert all_of(Attendance) == []
    saved = text(client.post(address, {"rows": payload(shown)}, follow=True))
    assert "2 rows are saved." in saved
    assert sorted((mark.presence, mark.minutes, mark.how) for mark in all_of(Attendance)) == [
        ("late", 168, "sheet"), ("present", 180, "sheet"),
    ]  # fmt: skip
    assert "too long ago" in text(client.post(address, {"rows": "forged"}))
    online = reverse("instructor:online_sheet", args=[class_.cohort.pk])
    assert "of another cohort" in text(client.post(online, {"rows": payload(shown)}))
    assert "no text in it" in text(client.post(address, {"file": SimpleUploadedFile("x.csv", b" ")}))
    template = client.get(reverse("instructor:sheet_template", args=[class_.cohort.pk])).content.decode()
    assert f"Person a,{day},,,Lesson 1" in template


def test_completed_online_courses_come_from_a_sheet(town, class_):
    address, client = reverse("program:online_sheet", args=[class_.cohort.pk]), town.manager.client
    day = timezone.localdate().isoformat()
    lines = ["Email,Platform,Course name,Completion date,Learning hours,Grade"]
    with acting_as_system("test"):
        email = class_.seats[0].participant.email
    lines += [f"{email.upper()},Learnit,HIPAA,{day},1.5,92%", f"who@example.org,Learnit,HIPAA,{day},,",
              f"{email},Learnit,Safety,,2,"]  # fmt: skip
    shown = upload(client, address, lines)
    assert "1 row is right. 2 rows cannot be saved." in text(shown)
    assert "who@example.org Nobody in this cohort" in text(shown)
    assert "1 row is saved." in text(client.post(address, {"rows": payload(shown)}, follow=True))
    found = all_of(OnlineCompletion)
    assert [(row.course, row.minutes, row.score) for row in found] == [("HIPAA", 90, "92%")]


def test_gains_and_credentials_are_recorded_by_staff_and_read_by_who_teaches(town, class_):
    page = reverse("program:class_person", args=[class_.seats[0].pk])
    client, today = town.coach.client, timezone.localdate()
    given = {"what": "gain", "gain-kind": "milestone", "gain-achieved_on": today, "gain-evidence": ""}
    assert client.post(page, given).status_code == 422
    client.post(page, {**given, "gain-evidence": "Progress report of week 3"})
    result = {"what": "result", "result-instrument": "CNA skills", "result-taken_on": today, "result-score": "81",
              "result-lowest": "0", "result-highest": "100", "result-passes_at": "75"}  # fmt: skip
    assert "outside the scale" in text(client.post(page, {**result, "result-score": "101"}))
    client.post(page, result)
    credential = {"what": "credential", "credential-kind": 6, "credential-name": "CNA", "credential-issuer": "State",
                  "credential-earned_on": today, "credential-evidence": "Card"}  # fmt: skip
    client.post(page, credential)
    shown = text(client.get(page))
    for said in (
        "Progress report of week 3",
        "CNA skills: 81 (0–100), passed",
        "CNA, State, Occupational certification",
    ):
        assert said in shown
    assert client.post(page, {"what": "wish"}).status_code == 404
    taught = text(class_.browser.get(reverse("instructor:class_person", args=[class_.seats[0].pk])))
    assert "Progress report of week 3" in taught
    assert "Record a skill gain" not in taught
    with acting_as_system("test"):
        gain = SkillGain.objects.get()
    back = reverse("program:training_back", args=[class_.seats[0].pk])
    assert "Taken back" in text(client.post(back, {"what": "gain", "row": gain.pk}, follow=True))


def test_others_find_no_class(town, class_, learner):
    row = past_session(class_.cohort, 1)
    other = town.stranger.client
    for name, number in (("session", row.pk), ("sessions", class_.cohort.pk), ("hours", class_.cohort.pk),
                         ("class_person", class_.seats[0].pk)):  # fmt: skip
        assert other.get(reverse(f"program:{name}", args=[number])).status_code == 404
    with acting_as_system("test"):
        Session.objects.filter(pk=row.pk).update(title="Theirs")
    assert "Theirs" not in text(town.employer.client.get("/employer/"))


def test_the_calendars_of_a_cohort_and_of_a_person_are_instants(town, class_, learner, client):
    row = past_session(class_.cohort, -1, title="Vital; signs")
    gone = past_session(class_.cohort, -2, status="cancelled", times_changed=1)
    page = text(
        town.manager.client.post(reverse("program:class_calendar", args=[class_.cohort.pk]), follow=True)
    )
    cohort_address = re.search(r"(/guest/link/\S+/calendar\.ics)", page)[1]
    mine = text(learner.post(reverse("participant:calendar_link"), follow=True))
    person_address = re.search(r"(/guest/link/\S+/calendar\.ics)", mine)[1]
    for address in (cohort_address, person_address):
        reply = client.get(address)
        lines = reply.content.decode().replace("\r\n ", "").split("\r\n")
        assert reply.headers["Content-Type"].startswith("text/calendar")
        assert f"DTSTART:{row.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines
        assert f"DTEND:{row.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines
        assert "SUMMARY:Vital\\; signs" in lines
        assert f"UID:{gone.pk}@gainful" in lines
        assert lines.count("STATUS:CANCELLED") == 1
        assert class_.seats[0].name not in reply.content.decode()
    again = text(
        town.manager.client.post(reverse("program:class_calendar", args=[class_.cohort.pk]), follow=True)
    )
    assert client.get(cohort_address).status_code == 410
    assert re.search(r"(/guest/link/\S+/calendar\.ics)", again)[1] != cohort_address
    clock.tick(timezone.now())


def test_pages_of_a_large_cohort_ask_few_questions(town, made):
    """500 people and 200 sessions: at most 15 statements a page."""
    class_ = running(town, made, people=1)
    applications = eligible(town, class_.cohort, 499)
    today = timezone.localdate()
    with acting_as_system("test"):
        seats = Enrolment.objects.bulk_create(
            Enrolment(
                cohort=class_.cohort, organization=town.agency, participant=each.participant, application=each,
                name=each.name, starts_on=class_.cohort.starts_on, ends_on=class_.cohort.ends_on,
            )
            for each in applications
        )  # fmt: skip
        lessons = Session.objects.bulk_create(
            Session(
                cohort=class_.cohort, title=f"Lesson {n}", day=today - timedelta(days=n % 20), minutes=60, zone="UTC",
                starts_at=timezone.now() - timedelta(hours=n + 1),
            )
            for n in range(200)
        )  # fmt: skip
        Attendance.objects.bulk_create(
            Attendance(session=lesson, enrolment=seat, presence="present", minutes=60, how="tap")
            for lesson in lessons[:30]
            for seat in seats[:30]
        )
    client, counted = town.manager.client, {}
    for name, number in (
        ("sessions", class_.cohort.pk),
        ("hours", class_.cohort.pk),
        ("session", lessons[0].pk),
    ):
        client.get(reverse(f"program:{name}", args=[number]))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"program:{name}", args=[number])).status_code == 200
        found = [one["sql"] for one in asked if not any(word in one["sql"] for word in OF_THE_REQUEST)]
        counted[name] = found
    assert {name: found for name, found in counted.items() if len(found) > 15} == {}
