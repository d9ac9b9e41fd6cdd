"""An employer's workforce on its pages, through the API and at the terminal; what a worker sees of it."""

from __future__ import annotations

import argparse
import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from gainful.commands import workforce as terminal
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.duties import do_all
from gainful.domain.messages.links import token_of
from gainful.domain.messages.models import SignedLink
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.levels import refresh_levels
from gainful.domain.participants.models import (
    HeldCompetency,
    ImportBatch,
    Participant,
    ParticipantCredential,
)
from gainful.imports import background, batches
from tests.curricula import acting, build_mill
from tests.imports.test_background import Watch
from tests.town import SignedIn, confirm
from tests.workforce import ROLES, csv_of, line

pytestmark = pytest.mark.django_db
NURSE, AIDE, COOK = ROLES[:3]
API = "/api/v1/workforce"
DAY = timezone.localdate() + timedelta(days=400)


def text(reply):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


@pytest.fixture
def staffed(as_web_role):
    """A workforce brought in on the pages: twelve nurses, three of whom agreed; one line is refused."""
    mill = build_mill()
    rows = [*[line(n, NURSE, agreed=n < 3) for n in range(12)], line(12, AIDE), line(13, "")]
    browser = mill.employer.client
    reply = browser.post(
        reverse("employer:import_start", args=["workforce"]),
        {"file": SimpleUploadedFile("staff.csv", csv_of(rows))},
    )
    assert reply.status_code == 302, text(reply)
    page = text(browser.get(reply.url))
    assert "13 rows are ready, 1 needs correction" in page
    assert "The role is missing." in page
    assert "counted without a name" in page
    with acting_as_system("test"):
        mill.batch = ImportBatch.objects.get()
    saved = browser.post(reverse("employer:import_save", args=[mill.batch.pk]), follow=True)
    assert "13 people were saved" in text(saved)
    wrong = browser.get(reverse("employer:import_problems", args=[mill.batch.pk])).content.decode()
    assert "The role is missing." in wrong
    return mill


def test_the_first_page_teaches_and_then_answers_with_numbers(staffed, django_assert_max_num_queries):
    empty = text(staffed.second.client.get(reverse("employer:workforce")))
    assert "Start with the list of who works where" in empty
    browser = staffed.employer.client
    with django_assert_max_num_queries(40):
        page = text(browser.get(reverse("employer:workforce")))
    assert "13 people work here in 2 roles; 4 agreed that you see their name." in page
    assert "Worker" not in page
    assert "Ask 9 people by letter" in page
    wrong = browser.post(reverse("employer:workforce"), {"people": 3, "due_on": DAY.isoformat()})
    assert wrong.status_code == 422
    assert "Choose an occupation, or a skill with a level" in text(wrong)
    form = {
        "people": 15,
        "due_on": DAY.isoformat(),
        "occupation": NURSE,
        "competency": "",
        "note": "New ward",
    }
    assert browser.post(reverse("employer:workforce"), form).status_code == 302
    page = text(browser.get(reverse("employer:workforce")))
    assert "15 × Registered Nurses by" in page
    assert "12 are there, 3 are missing." in page
    assert "Nursing Assistants" in page
    drop = re.search(
        r"/employer/workforce/needs/[0-9a-f-]+/drop/", browser.get("/employer/workforce/").content.decode()
    )
    assert browser.post(drop[0], follow=True).status_code == 200
    assert staffed.second.client.post(drop[0]).status_code == 404


def test_lists_show_those_who_agreed_and_never_the_others(staffed, django_assert_max_num_queries):
    browser = staffed.employer.client
    with django_assert_max_num_queries(25):
        page = browser.get(reverse("employer:workforce_people"))
    assert "4 people agreed that you see their name. 9 more are counted without a name." in text(page)
    assert set(re.findall(r"Worker \d+", page.content.decode())) == {f"Worker {n}" for n in (0, 1, 2, 12)}
    one = re.search(r"/employer/workforce/people/[0-9a-f-]{36}/", page.content.decode())[0]
    assert "Active Listening" in text(browser.get(one))
    assert staffed.second.client.get(one).status_code == 404
    assert (
        "Worker 5"
        not in text(browser.get(reverse("employer:workforce_people"), {"q": "Worker 5"})).split("Search")[1]
    )
    heat = text(browser.get(reverse("employer:workforce_skills"), {"kind": "knowledge", "part": "99"}))
    assert "Registered Nurses" in heat
    rows = list(
        csv.reader(
            io.StringIO(browser.get(reverse("employer:workforce_skills_csv")).content.decode("utf-8-sig"))
        )
    )
    assert [row[:6] for row in rows[1:]] == [
        ["29-1141.00", "Registered Nurses", "12", "3", "12", "0"],
        ["31-1131.00", "Nursing Assistants", "1", "1", "1", "0"],
    ]  # fmt: skip
    roles = reverse("employer:workforce_roles")
    assert "0 roles have no occupation yet." in text(browser.get(roles))
    assert browser.post(roles, {"title": AIDE, "occupation": "31-1121.00"}).status_code == 302
    assert browser.post(roles, {"title": AIDE, "occupation": "zzz qqq"}).status_code == 422


def test_a_worker_reads_the_same_through_the_letter_and_signed_in(staffed):
    staffed.employer.client.post(reverse("employer:workforce_ask"))
    with acting_as_system("test"):
        do_all(timezone.now())
        link = SignedLink.objects.get(sent_to="w5@example.org")
        user = User.objects.create_user("w0@example.org", name="Worker 0")
        confirm(user)
        Membership.objects.create(user=user, organization=staffed.agency, role="participant")
        Participant.objects.create(registered_by=staffed.agency, code="P-1", name="Worker 0", user=user)
    guest, address = staffed.second.client, f"/guest/link/{token_of(link.pk)}/"
    page = text(guest.get(address))
    assert "counts you, and does not see your name" in page
    assert "Worker 5" in page
    assert "Registered Nurses" in page
    assert guest.post(f"{address}answer/", {"answer": "yes"}).status_code == 302
    assert "sees this until" in text(guest.get(address))
    assert "5 people agreed" in text(staffed.employer.client.get(reverse("employer:workforce_people")))
    guest.post(f"{address}answer/", {"answer": "no"})
    me = SignedIn(user)
    page = me.get(reverse("participant:employer_sees"))
    assert "Lakeside Care sees this until" in text(page)
    mine = re.search(r"/participant/privacy/employer/[0-9a-f-]{36}/", page.content.decode())[0]
    assert me.post(mine, {"answer": "no"}).status_code == 302
    people = staffed.employer.client.get(reverse("employer:workforce_people"))
    assert "3 people agreed" in text(people)
    assert "Worker 0" not in people.content.decode()
    me.post(mine, {"answer": "yes"})
    assert "4 people agreed" in text(staffed.employer.client.get(reverse("employer:workforce_people")))
    assert (
        me.post(reverse("participant:employer_answer", args=[user.pk]), {"answer": "no"}).status_code == 404
    )


def test_what_a_profile_says_counts_once_the_worker_says_so(staffed):
    with acting_as_system("test"):
        user = User.objects.create_user("w0@example.org", name="Worker 0")
        confirm(user)
        Membership.objects.create(user=user, organization=staffed.agency, role="participant")
        person = Participant.objects.create(
            registered_by=staffed.agency, code="P-1", name="Worker 0", user=user
        )
        now = timezone.now()
        HeldCompetency.objects.create(
            participant=person, competency_id="onet:2.B.1.e", name="Instructing", level=6.8, evidence_kind="training",
            source="training", confirmed_at=now,
        )  # fmt: skip
        ParticipantCredential.objects.create(
            participant=person, competency_id="credential:bls", name="Basic life support", confirmed_at=now
        )
        refresh_levels([person.pk])
    me, browser = SignedIn(user), staffed.employer.client
    people = browser.get(reverse("employer:workforce_people")).content.decode()
    one = next(
        each
        for each in re.findall(r"/employer/workforce/people/[0-9a-f-]{36}/", people)
        if "Worker 0" in text(browser.get(each))
    )
    before = text(browser.get(one))
    assert "assumed from the role and the time in it" in before
    assert "Basic life support" not in before
    shown = me.get(reverse("participant:employer_sees"))
    assert "Read what it would count" in text(shown)
    assert "Instructing: 6.8 · learned in training" in text(shown)
    assert "Basic life support" in text(shown)
    mine = re.search(r"/participant/privacy/employer/[0-9a-f-]{36}/", shown.content.decode())[0]
    assert browser.post(mine, {"answer": "tell"}).status_code in {403, 404}
    assert "You can stop it here" in text(me.post(mine, {"answer": "tell"}, follow=True))
    after = text(browser.get(one))
    assert "Instructing: 6.8 · learned in training" in after
    assert "Basic life support" in after
    assert "1 by their own profile" in text(browser.get(reverse("employer:workforce")))
    found = browser.get(f"{API}/inventory").json()["roles"][0]
    assert (found["counted"], found["told"]) == (12, 1)
    key = one.split("/")[-2]
    told = browser.get(f"{API}/people/{key}").json()
    assert told["tells_levels"]
    assert {"name": "Instructing", "level": 6.8, "evidence": "training"} in [
        {**each, "level": round(each["level"], 2)} for each in told["levels"]
    ]
    assert [each["name"] for each in told["credentials"]] == ["Basic life support"]
    assert staffed.second.client.get(f"{API}/people/{key}").status_code == 404
    assert staffed.manager.client.get(f"{API}/people/{key}").status_code == 403
    log = text(me.get(reverse("participant:looks")))
    assert "Lakeside Care" in log
    assert "Opened by the employer" in log
    assert "Seen in the employer&#x27;s list" in log or "Seen in the employer's list" in log
    answers = me.get("/api/v1/me/employers").json()
    assert [(each["employer"], each["sees_my_name"], each["counts_my_profile"]) for each in answers] == [
        ("Lakeside Care", True, True)
    ]
    address = f"/api/v1/me/employers/{answers[0]['id']}"
    kept = me.post(address, {"counts_my_profile": False}, content_type="application/json")
    assert (kept.status_code, kept.json()["counts_my_profile"]) == (200, False)
    assert browser.post(address, {"sees_my_name": True}, content_type="application/json").status_code in {
        403,
        404,
    }
    assert "learned in training" not in text(browser.get(one))
    gone = me.post(address, {"sees_my_name": False}, content_type="application/json")
    assert gone.json()["sees_my_name"] is False
    assert browser.get(one).status_code == 404


def test_programs_read_and_write_the_same(staffed):
    browser = staffed.employer.client
    assert browser.get(API).json()["shown"] == 4
    assert len(browser.get(f"{API}/people").json()) == 4
    found = browser.get(f"{API}/inventory").json()
    assert [(role["people"], role["counted"]) for role in found["roles"]] == [(12, 12), (1, 1)]
    need = {"people": 14, "by": DAY.isoformat(), "occupation": NURSE}
    made = browser.post(f"{API}/needs", need, content_type="application/json")
    assert (made.status_code, made.json()["missing"]) == (201, 2)
    assert (
        browser.post(f"{API}/needs", {**need, "occupation": ""}, content_type="application/json").status_code
        == 422
    )
    assert browser.get(f"{API}/needs").json()[0]["nearest"][0]["title"] == AIDE
    file = SimpleUploadedFile("more.csv", csv_of([line(20, COOK), line(21, COOK, agreed=False)]))
    brought = browser.post("/api/v1/imports/workforce", {"file": file})
    assert (brought.status_code, brought.json()["added"]) == (200, 2)
    assert browser.post(f"{API}/ask").json() == {"asked": 10}
    with acting(staffed.employer) as actor:
        head, first, *_rest = terminal._inventory(actor)
        assert dict(zip(head, first, strict=True)) | {"people": 12} == dict(zip(head, first, strict=True))
        head, need_line = terminal._needs(actor)
        assert dict(zip(head, need_line, strict=True))["missing"] == 2
    drop = f"{API}/needs/{made.json()['id']}/drop"
    assert staffed.second.client.post(drop).status_code == 404
    assert browser.post(drop).status_code == 204
    for who in (staffed.manager, staffed.coach):
        for path in ("", "/people", "/inventory", "/needs"):
            assert who.client.get(f"{API}{path}").status_code == 403
        assert who.client.post(f"{API}/ask").status_code == 403
        file.seek(0)
        assert who.client.post("/api/v1/imports/workforce", {"file": file}).status_code == 403
    file.seek(0)
    given = {"file": file, "basis": "verbal", "consent_until": DAY.isoformat()}
    assert browser.post("/api/v1/imports/people", given).status_code == 403, (
        "employers bring no people of an agency"
    )


def test_the_terminal_prints_what_the_page_shows(staffed, monkeypatch, capsys):
    monkeypatch.setattr(terminal, "with_database", lambda work: work())
    parser = argparse.ArgumentParser()
    terminal.register(parser.add_subparsers())
    args = parser.parse_args(["workforce", "inventory", "--by", "employer@example.org"])
    assert args.run(args) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(row["role"], row["people"]) for row in rows] == [(NURSE, "12"), (AIDE, "1")]
    args = parser.parse_args(["workforce", "needs", "--by", "nobody@example.org"])
    assert args.run(args) == 1


def test_a_long_file_is_read_and_saved_by_the_background_work_as_the_employer(staffed, monkeypatch):
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    browser = staffed.employer.client
    rows = [line(n, COOK) for n in range(50, 54)]
    file = SimpleUploadedFile("more.csv", csv_of([*rows, line(54, "")]))
    check = browser.post(reverse("employer:import_start", args=["workforce"]), {"file": file}).url
    assert "more.csv is being read" in text(browser.get(check))
    while background.run_next(Watch):
        pass
    assert "4 rows are ready, 1 needs correction" in text(browser.get(check))
    browser.post(f"{check}save/")
    while background.run_next(Watch):
        pass
    assert "4 people were saved" in text(browser.get(check))
    assert staffed.second.client.get(check).status_code == 404
    assert "17 people work here" in text(browser.get(reverse("employer:workforce")))
