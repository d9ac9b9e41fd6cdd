"""What a person shares: asked, granted, narrowed; what other doors show at the next response; who looked."""

from __future__ import annotations

import random
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership
from gainful.domain.participants import queries
from gainful.domain.participants.actions import (
    ask_access,
    end_of,
    grant_consent,
    narrow_consent,
    revoke_consent,
)
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import Barrier, Consent, SharedMeasure, WorkHistory
from gainful.domain.support.actions.calendar_links import staff_calendar_link
from gainful.domain.support.models import (
    Appointment,
    Assignment,
    CaseNote,
    Goal,
    Mentor,
    Mentorship,
    PracticeAgreement,
)
from gainful.engine.impact.readability import reading_grade
from tests.helped import as_member, as_self
from tests.person import signed_in

JOB = "Flight attendant of Quillfeather"
GOAL, NOTE = "A goal of Quillfeather", "A note of Quillfeather"
TALK, MENTOR, HOST = "Talk at Quillfeather", "Mentor Quillfeather", "Host Quillfeather"
PRIVACY = reverse("participant:privacy")


@pytest.fixture
def full(town, ana):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title=JOB, occupation_code="53-6031.00")
        Barrier.objects.create(participant=ana.person, kind="transport")
        Goal.objects.create(
            participant=ana.person,
            organization=town.agency,
            need="transport",
            own_words=GOAL,
            is_sensitive=False,
        )
        CaseNote.objects.create(
            participant=ana.person, organization=town.agency, author_name="Coach", kind="call", text=NOTE,
            shared_with="person",
        )  # fmt: skip
        SharedMeasure.objects.create(
            participant=ana.person,
            kind="income",
            value="24681",
            as_of=timezone.localdate(),
            enterer_name="Ana",
        )
        refresh_levels([ana.person.pk])
    return ana


def helped_elsewhere(town, ana):
    """Let the second agency have a coach with the person on their list, an appointment, a mentor and practice work."""
    with acting_as_system("test"):
        user = User.objects.create_user("coach@elsewhere.example")
        organization, now = town.stranger.organization, timezone.now()
        Membership.objects.create(user=user, organization=organization, role="coach")
        whose = {"organization": organization, "participant": ana.person}
        Assignment.objects.create(**whose, coach=user, coach_name="Coach")
        Appointment.objects.create(
            **whose, host=user, what=TALK, zone="America/Chicago", starts_at=now + timedelta(hours=3),
            ends_at=now + timedelta(hours=4),
        )  # fmt: skip
        mentor = Mentor.objects.create(organization=organization, name="Lena")
        Mentorship.objects.create(**whose, mentor=mentor, mentor_name=MENTOR, person_name="Ana Silva")
        PracticeAgreement.objects.create(
            **whose, person_name="Ana Silva", kind="employment", host_name=HOST, host_contact="C", work="Bookshop",
            host_email="h@example.org", tasks="T", place="X", starts_on=soon(), ends_on=soon(), insurer="host",
            insurance="I", state="sent",
        )  # fmt: skip
    town.coach_elsewhere = signed_in(user)
    with acting_as(user, organization, role="coach") as actor:
        town.feed = reverse("guest:calendar", args=[staff_calendar_link(actor)])


def soon(days=30):
    return timezone.localdate() + timedelta(days=days)


def asked(town, *scopes):
    with as_member(town.stranger) as actor:
        return ask_access(
            actor, email="ana@example.org", scopes=scopes, purpose="A place to live", until=soon()
        )


def test_a_request_is_answered_on_the_page_with_less_than_was_asked(town, full):
    client, row = full.client, asked(town, "profile", "support")
    page = client.get(PRIVACY).content.decode()
    assert "Prairie Workforce asks to see you" in page
    assert "A place to live" in page
    address = reverse("participant:answer_access", args=[row.pk])
    wrong = client.post(address, {"answer": "yes", "scopes": [], "until": soon()})
    assert wrong.status_code == 422
    late = client.post(address, {"answer": "yes", "scopes": ["profile"], "until": soon(31)})
    assert (late.status_code, "asked for less time" in late.content.decode()) == (422, True)
    assert client.post(address, {"answer": "yes", "scopes": ["profile"], "until": soon()}).status_code == 302
    assert town.stranger.client.get(reverse("program:person", args=[full.person.pk])).status_code == 200
    page = client.get(PRIVACY).content.decode()
    assert "What for: A place to live" in page
    assert "Stranger, Prairie Workforce" in page, "the look of a moment ago"
    again = client.post(address, {"answer": "no"}, follow=True).content.decode()
    assert "not open any more" in again


def test_saying_no_shows_nothing_and_the_agency_reads_it(town, full):
    row = asked(town, "profile")
    full.client.post(reverse("participant:answer_access", args=[row.pk]), {"answer": "no"})
    listed = town.stranger.client.get(reverse("program:access")).content.decode()
    assert "The person said no" in listed
    assert town.stranger.client.get(reverse("program:person", args=[full.person.pk])).status_code == 404
    assert "The person said no" in town.stranger.client.get(reverse("program:access_export")).content.decode()


def test_an_agency_asks_on_its_page_and_takes_it_back(town, ana):
    client = town.coach.client
    given = {"email": "x@example.org", "scopes": ["profile"], "purpose": "Bus passes", "until": soon()}
    assert client.post(reverse("program:access"), {**given, "purpose": ""}).status_code == 422
    assert client.post(reverse("program:access"), given).status_code == 302
    page = client.get(reverse("program:access") + "?state=asked").content.decode()
    taken = re.search(r"/program/people/access/[0-9a-f-]+/withdraw/", page)[0]
    assert "Taken back." in client.post(taken, follow=True).content.decode()
    assert "not open any more" in client.post(taken, follow=True).content.decode()


def test_a_new_look_comes_to_the_open_page_and_an_old_one_does_not(town, full):
    new = reverse("participant:new_looks")
    since = timezone.now().isoformat()
    assert full.client.get(new, {"since": since}).status_code == 204
    assert full.client.get(new, {"since": "yesterday"}).status_code == 204
    town.coach.client.get(reverse("coach:person", args=[full.person.pk]))
    reply = full.client.get(new, {"since": since})
    assert "Coach, Harbor Workforce" in reply.content.decode()
    last = re.search(r'data-at="([^"]+)"', reply.content.decode())[1]
    assert full.client.get(new, {"since": last}).status_code == 204
    assert "Coach, Harbor Workforce" in full.client.get(reverse("participant:looks")).content.decode()
    assert "Coach,Harbor Workforce" in full.client.get(reverse("participant:looks_csv")).content.decode()


def test_one_part_is_stopped_and_then_everything(town, full):
    less = reverse("participant:narrow", args=[full.consent.pk])
    assert "sees less now" in full.client.post(less, {"part": "support"}, follow=True).content.decode()
    assert (
        "do not see this any more"
        in full.client.post(less, {"part": "support"}, follow=True).content.decode()
    )
    leave = reverse("participant:leave")
    assert "Harbor Workforce" in full.client.get(leave).content.decode()
    assert "You have left" in full.client.post(leave, follow=True).content.decode()
    assert "You have left already" in full.client.get(leave).content.decode()
    assert town.coach.client.get(reverse("coach:person", args=[full.person.pk])).status_code == 404


def test_an_emergency_look_is_opened_and_reviewed_on_its_pages(town, full):
    full.client.post(reverse("participant:leave"))
    page, given = (
        reverse("program:emergencies"),
        {"named": "P-1", "reason": "Their partner threatened them here"},
    )
    assert town.coach.client.post(page, {**given, "reason": "soon"}).status_code == 422
    assert town.coach.client.post(page, {**given, "named": "P-2"}).status_code == 422
    opened = town.coach.client.post(page, given, follow=True).content.decode()
    assert "Open until tomorrow" in opened
    listed = town.manager.client.get(page).content.decode()
    review = re.search(r"/program/people/emergencies/[0-9a-f-]+/", listed)[0]
    assert town.manager.client.post(review, {"verdict": "no", "note": ""}).status_code == 422
    town.manager.client.post(review, {"verdict": "no", "note": "Nobody was in danger"})
    assert "Nobody was in danger" in full.client.get(PRIVACY).content.decode()
    assert town.coach.client.get(reverse("coach:person", args=[full.person.pk])).status_code == 404


def _plain(page):
    """Return the page's own sentences as a person reads them."""
    main = re.search(r"<div class=\"g-narrow\" data-plain>(.*?)</main>", page, re.DOTALL)[1]
    parts = re.findall(r"<(?:p|li|h1|h2)>\s*([^<]+?)\s*<", main)
    return [part if part[-1] in ".?" else f"{part}." for part in parts if part]


def test_what_happens_with_my_data_is_read_in_the_sixth_grade(ana):
    """By a kept library (textstat, Flesch and Kincaid with CMU's dictionary of syllables), and by our own measure."""
    import textstat

    text = " ".join(_plain(ana.client.get(reverse("participant:data_words")).content.decode()))
    assert len(text.split()) > 250
    textstat.set_lang("en_US")
    assert textstat.flesch_kincaid_grade(text) <= 6
    assert reading_grade(text) <= 6


def test_in_spanish_too(ana):
    """Fernández Huerta (1959) gives the sixth grade 70 to 80 points; Inflesz (Barrio-Cantalejo and others 2008) calls
    65 to 80 of Szigriszt-Pazos's scale (1993) quite easy, 80 and more very easy: primary school.
    """
    import textstat

    page = ana.client.get(reverse("participant:data_words"), headers={"accept-language": "es"})
    text = " ".join(_plain(page.content.decode()))
    assert "Su registro es suyo." in text
    assert len(text.split()) > 250
    textstat.set_lang("es")
    try:
        assert textstat.fernandez_huerta(text) >= 70
        assert textstat.szigriszt_pazos(text) >= 80
    finally:
        textstat.set_lang("en_US")


def test_only_a_participant_has_the_quick_way_out(town, ana):
    assert b"data-exit" in ana.client.get(PRIVACY).content
    assert b"data-exit" not in town.coach.client.get(reverse("coach:home")).content


def doors(town, person):
    """Return what a second agency's next responses show: pages, API, files, search, ranking, calendar, day's copy."""
    client, coach = town.stranger.client, town.coach_elsewhere
    page = client.get(reverse("program:person", args=[person.pk]))
    api = client.get(f"/api/v1/people/{person.pk}")
    export = client.get(reverse("program:people_export"))
    pdf = coach.get(reverse("coach:support_pdf", args=[person.pk]))
    with as_member(town.stranger) as actor:
        ranked = str(person.pk) in {str(each) for each in queries.pool(actor).ids}
    on_page, by_api = (reply.content.decode() if reply.status_code == 200 else "" for reply in (page, api))
    need = Barrier(kind="transport")
    support, mine = (
        coach.get(reverse("coach:support", args=[person.pk])),
        f"/api/v1/participants/{person.pk}/",
    )
    told = support.content.decode() if support.status_code == 200 else ""
    goals, notes, measures = (
        coach.get(f"{mine}{part}").content.decode() for part in ("goals", "notes", "measures")
    )
    searched = client.get(reverse("program:people"), {"q": "Silva"}).content.decode()
    day = coach.post(reverse("coach:along_take"), {"device": "Phone"}, "application/json").content.decode()
    return {
        "profile": {
            JOB in on_page,
            JOB in by_api,
            "Ana Silva" in export.content.decode(),
            pdf.status_code == 200,
            str(person.pk) in searched,
        },
        "support": {
            f">{need}<" in on_page,
            f'"{need.kind}"' in by_api,
            *(
                MENTOR in coach.get(each).content.decode()
                for each in (reverse("coach:mentor_pairs"), "/api/v1/mentor-pairs")
            ),
            *(
                HOST in coach.get(each).content.decode()
                for each in (
                    reverse("coach:practices"),
                    "/api/v1/practice",
                    reverse("coach:practices_export"),
                )
            ),
            bool(Client().get(town.feed).content.count(b"BEGIN:VEVENT")),
            TALK in day,
        },
        "matching": {ranked},
        "plan": {GOAL in told, GOAL in goals},
        "notes": {NOTE in told, NOTE in notes},
        "measures": {"$24,681" in told, "24681" in measures},
    }


def tries(town, ana, number, seed):
    """Grant, narrow or stop at random; return how many of the responses that follow show more than is granted."""
    chance, more = random.Random(seed), 0  # noqa: S311 - which try comes next
    helped_elsewhere(town, ana)
    parts = ["profile", "support", "matching", "plan", "notes", "measures"]
    for _each in range(number):
        with as_self(ana) as actor:
            consent = Consent.objects.filter(participant=ana.person, organization=town.stranger.organization,
                                             revoked_at=None).first()  # fmt: skip
            step = chance.choice(["grant", "narrow", "stop"]) if consent else "grant"
            if step == "grant":
                scopes = chance.sample(parts, chance.randint(1, len(parts)))
                consent = grant_consent(
                    actor, ana.person, town.stranger.organization, scopes=scopes, expires_at=end_of(soon())
                )
            elif step == "narrow":
                consent = narrow_consent(actor, consent, without=chance.choice(consent.scopes))
            else:
                revoke_consent(actor, consent)
                consent = None
        granted = set(consent.scopes) if consent else set()
        found = doors(town, ana.person)
        more += any(True in found[part] for part in parts if part not in granted)
        if "profile" in granted:
            assert {part for part in parts if found[part] == {True}} == granted, (
                "a door that shows nothing proves nothing"
            )
    return more


def test_what_is_narrowed_or_stopped_no_door_shows_in_its_next_response(town, full):
    assert tries(town, full, 10, seed=1) == 0


@pytest.mark.slow
def test_of_two_hundred_tries_none_shows_more(town, full, record_property):
    more = tries(town, full, 200, seed=2)
    record_property("of 200 tries show more", more)
    assert more == 0


def test_who_looked_is_told_in_the_persons_language_on_the_page_and_in_the_file(town, full):
    town.coach.client.get(reverse("coach:person", args=[full.person.pk]))
    spanish = {"accept-language": "es"}
    for name in ("privacy", "looks", "looks_csv"):
        shown = full.client.get(reverse(f"participant:{name}"), headers=spanish).content.decode()
        assert "Registro abierto por un consejero" in shown, name
        assert "Record opened" not in shown, name


@pytest.mark.parametrize(
    "since", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+14:00", "soon", "2026-13-01"]
)
def test_a_moment_that_cannot_be_asks_for_no_looks(town, full, since):
    assert full.client.get(reverse("participant:new_looks"), {"since": since}).status_code == 204
