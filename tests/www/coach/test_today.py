"""Who needs me today: each rule finds whom it names, the page costs few queries, a day goes along and comes back."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import ContactRules, Thread
from gainful.domain.participants.models import Consent, Participant, ReadLog
from gainful.domain.support.actions.notes import NoteText, add_note
from gainful.domain.support.models import (
    Appointment,
    Assessment,
    Assignment,
    CaseNote,
    DayCopy,
    Goal,
    GoalAction,
    MoneyRequest,
    OfflineEdit,
    Provider,
    Referral,
    Service,
)
from gainful.domain.support.today import reasons, tasks
from tests.helped import as_member, assigned, fund, revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "assigned", "fund", "town"]


def text(response):
    return " ".join(response.content.decode().split())


def codes(town):
    with as_member(town.coach) as actor:
        return {why.reason.code for task in tasks(actor) for why in task.whys}


def seed(town, ana, fund):
    """Make one thing that each rule finds."""
    about, now = {"participant": ana.person, "organization": town.agency}, timezone.now()
    today = timezone.localdate()
    goal = Goal.objects.create(**about, need="transport", is_sensitive=False, own_words="Be on time")
    for owner, days in (("coach", -2), ("coach", 0), ("person", -1)):
        GoalAction.objects.create(
            goal=goal,
            participant=ana.person,
            text=f"{owner} {days}",
            owner=owner,
            due_on=today + timedelta(days=days),
        )
    Thread.objects.create(**about, subject="Bicycle", waits=True)
    noon = timezone.localtime().replace(hour=12, minute=0)
    Appointment.objects.create(
        **about, what="Talk", starts_at=noon, ends_at=noon + timedelta(hours=1), zone="x"
    )
    past = noon - timedelta(days=3)
    Appointment.objects.create(
        **about, what="Old", starts_at=past, ends_at=past + timedelta(hours=1), zone="x"
    )
    CaseNote.objects.create(
        **about,
        author=town.coach.user,
        author_name="C",
        kind="absent",
        text="x",
        happened_at=now - timedelta(hours=1),
    )
    paid = {"fund": fund, "approved": Decimal(5), "decided_at": now, "asked": Decimal(5), "kind": "food"}
    MoneyRequest.objects.create(**about, **paid, words="To give", state="approved")
    MoneyRequest.objects.create(
        **about, **paid, words="No receipt", state="given", given_on=today - timedelta(days=14)
    )
    provider = Provider.objects.create(organization=town.agency, hsds_id="o", name="P")
    service = Service.objects.create(
        organization=town.agency, provider=provider, hsds_id="s", name="Care", needs=["child_care"]
    )
    Referral.objects.create(
        **about,
        service=service,
        need="child_care",
        agreed_how="own_account",
        state="declined",
        declined_by="provider",
    )
    Referral.objects.create(
        **about, service=service, need="family", agreed_how="own_account", state="accepted",
        answered_at=now - timedelta(days=22),
    )  # fmt: skip
    Consent.objects.filter(pk=ana.consent.pk).update(expires_at=now + timedelta(days=13))
    Assignment.objects.update(since=now - timedelta(days=20))
    copy = DayCopy.objects.create(organization=town.agency, coach=town.coach.user, locks_at=now)
    OfflineEdit.objects.create(
        id=uuid4(), copy=copy, **about, coach=town.coach.user, kind="action", made_at=now, outcome="conflict"
    )


def test_every_rule_finds_whom_it_names(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
    found = codes(town)
    with acting_as_system("test"):
        Assessment.objects.create(
            participant=ana.person, organization=town.agency, instrument="needs", version=1, language="en", topics=[],
            state="finished", finished_at=timezone.now() - timedelta(days=91),
        )  # fmt: skip
    after_hire = {"check_in", "concern", "again", "assessment_hire"}  # tests/domain/support/test_checkins.py
    in_class = {"absences"}  # tests/domain/cohorts/test_attendance.py
    assert found | codes(town) | after_hire | in_class == {reason.code for reason in reasons()}
    assert "no_assessment" not in codes(town)


def test_nothing_is_due_once_it_is_done(town, ana, assigned):
    assert codes(town) == {"no_assessment"}
    with acting_as_system("test"):
        about = {"participant": ana.person, "organization": town.agency}
        Assignment.objects.update(since=timezone.now() - timedelta(days=20))
        Assessment.objects.create(
            **about, instrument="needs", version=1, language="en", topics=[], state="finished",
            finished_at=timezone.now() - timedelta(days=89),
        )  # fmt: skip
        assert True
    assert codes(town) == {"no_contact"}
    with acting_as_system("test"):
        CaseNote.objects.create(**about, author=town.coach.user, author_name="C", kind="call", text="x")
    assert codes(town) == set()


def test_a_referral_whose_visit_is_still_to_come_is_not_asked_about(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
        later = timezone.now() + timedelta(days=3)
        Appointment.objects.create(
            participant=ana.person, organization=town.agency, referral=Referral.objects.get(need="family"), zone="x",
            what="Visit", starts_at=later, ends_at=later + timedelta(hours=1),
        )  # fmt: skip
    assert "loop" not in codes(town)


def test_the_page_says_why_in_words_and_each_person_sees_the_look(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
        Participant.objects.filter(pk=ana.person.pk).update(phone="612-555-0101")
    page = text(town.coach.client.get(reverse("coach:today")))
    assert "1 person needs you today. 4 things are late." in page
    assert "You said you would do this, and its day is past: <strong>coach -2" in page
    day = timezone.localdate() - timedelta(days=2)
    assert f"({day:%B} {day.day})" in page, "a day is no moment: it does not shift with the zone"
    assert 'href="tel:612-555-0101"' in page
    with acting_as_system("test"):
        assert (
            ReadLog.objects.filter(participant=ana.person, what="On a coach&#x27;s list of the day").count()
            == 0
        )
        assert (
            ReadLog.objects.filter(participant=ana.person, what="On a coach's list of the day").count() == 1
        )


@pytest.mark.parametrize(("rules", "shown", "hidden"), [
    ({"safe_phone": "612-555-0199"}, 'href="tel:612-555-0199"', "555-0101"),
    ({"discreet": True}, "Do not call", "555-0101"),
])  # fmt: skip
def test_who_must_not_be_reached_at_home_is_not(town, ana, assigned, rules, shown, hidden):
    with acting_as_system("test"):
        Participant.objects.filter(pk=ana.person.pk).update(phone="612-555-0101")
        ContactRules.objects.create(participant=ana.person, **rules)
    page = text(town.coach.client.get(reverse("coach:today")))
    assert shown in page
    assert hidden not in page


def test_many_people_cost_no_more_queries_than_one(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
        for number in range(60):
            person = Participant.objects.create(
                registered_by=town.agency, code=f"Q-{number}", name=f"Q {number}"
            )
            Consent.objects.create(
                participant=person, organization=town.agency, scopes=["profile", "support"], basis="signed_form",
                expires_at=timezone.now() + timedelta(days=9),
            )  # fmt: skip
            Assignment.objects.create(
                participant=person, organization=town.agency, coach=town.coach.user, coach_name="C"
            )
    town.coach.client.get(reverse("coach:today"))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page = text(town.coach.client.get(reverse("coach:today")))
    assert "61 people need you today" in page
    asked = [
        q["sql"]
        for q in captured
        if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "SET", "SELECT set_config"))
    ]
    assert len(asked) <= 12, "\n".join(sql[:160] for sql in asked)


def test_a_long_day_says_so_and_has_more_pages_and_forgets_nobody(town, ana, assigned):
    with acting_as_system("test"):
        for number in range(119):
            person = Participant.objects.create(
                registered_by=town.agency, code=f"Q-{number}", name=f"Q {number:03}"
            )
            about = {"participant": person, "organization": town.agency}
            Consent.objects.create(
                **about, scopes=["profile", "support"], basis="signed_form",
                expires_at=timezone.now() + timedelta(days=90),
            )  # fmt: skip
            Assignment.objects.create(**about, coach=town.coach.user, coach_name="C")
            if number in {7, 118}:
                goal = Goal.objects.create(**about, need="food", is_sensitive=False, own_words="x")
                GoalAction.objects.create(
                    goal=goal, participant=person, text=f"Ring {number}", owner="coach",
                    due_on=timezone.localdate() - timedelta(days=number),
                )  # fmt: skip
    pages = [text(town.coach.client.get(reverse("coach:today") + f"?page={n}")) for n in (1, 2, 3)]
    said = "120 people need you today. 2 things are late. They stand on several pages, the most urgent first."
    assert all(said in page for page in pages)
    names = [re.findall(r'support/">\s*((?:Q|Ana)[^<]+?)\s*</a> </h2>', page) for page in pages]
    assert [len(each) for each in names] == [50, 50, 20]
    assert len({name for each in names for name in each}) == 120
    assert names[0][:2] == ["Q 118", "Q 007"], "whoever has waited longest first"
    assert town.coach.client.get(reverse("coach:today") + "?page=4").url == reverse("coach:today")
    with as_member(town.coach) as actor:
        assert len(tasks(actor)) == 120


def test_a_corrected_absence_asks_for_no_talk_any_more(town, ana, assigned):
    with as_member(town.coach) as actor:
        gone = add_note(actor, ana.person, NoteText("absent", "Did not come to class."))
    assert "absent" in codes(town)
    town.coach.client.post(
        reverse("coach:note_correct", args=[gone.pk]),
        {"kind": "other", "text": "There was no class", "shared_with": "agency"},
    )
    assert "absent" not in codes(town)
    page = text(town.coach.client.get(reverse("coach:support", args=[ana.person.pk])))
    assert '<span class="j-tag">corrected</span>' in page
    assert '<span class="j-tag">a correction</span>' in page
    refused = town.coach.client.post(
        reverse("coach:note_correct", args=[gone.pk]),
        {"kind": "other", "text": "Again", "shared_with": "agency"},
    )
    assert refused.status_code == 422
    assert "This note was corrected already." in text(refused)
    assert town.stranger.client.get(reverse("coach:note_correct", args=[gone.pk])).status_code in {403, 404}


def test_nobody_else_is_on_the_list_and_whose_consent_ended_leaves_it(town, ana, assigned):
    assert "Nobody is assigned to you yet" in text(_second(town).get(reverse("coach:today")))
    revoke(ana)
    assert codes(town) == set()
    assert town.manager.client.get(reverse("coach:today")).status_code == 403


def _second(town):
    from gainful.domain.accounts.models import User
    from gainful.domain.organizations.models import Membership
    from tests.person import signed_in

    with acting_as_system("test"):
        user = User.objects.create_user("second@example.org")
        Membership.objects.create(user=user, organization=town.agency, role="coach")
    return signed_in(user)


def test_an_action_is_done_or_put_off_from_the_list(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
        action = GoalAction.objects.get(text="coach -2")
    step = reverse("coach:support_action_step", args=[action.pk, "postpone"]) + "?today=1"
    assert town.coach.client.post(step, {"due_on": "2027-02-03"}).url == reverse("coach:today")
    with acting_as_system("test"):
        action.refresh_from_db()
    assert str(action.due_on) == "2027-02-03"
    bad = town.coach.client.post(step, {"due_on": "soon"}, follow=True)
    assert "Enter a valid date" in text(bad)


def post(town, name, body):
    return town.coach.client.post(reverse(name), json.dumps(body), content_type="application/json")


def test_a_day_goes_along_without_a_word_too_many_and_comes_back(town, ana, assigned, fund):
    with acting_as_system("test"):
        seed(town, ana, fund)
        action = GoalAction.objects.get(text="coach -2")
    day = post(town, "coach:along_take", {"device": "Phone"}).json()
    [person] = day["people"]
    assert person["name"] == "Ana Silva"
    assert {"id", "name", "phone", "discreet", "why", "actions", "notes", "appointments"} == set(person)
    held = next(each for each in person["actions"] if each["id"] == str(action.pk))
    now = timezone.now().isoformat()
    edits = [
        {"id": str(uuid4()), "kind": "note", "person": person["id"], "made_at": now,
         "fields": {"kind": "attended", "text": "Came to class."}},
        {"id": str(uuid4()), "kind": "action", "person": person["id"], "made_at": now, "target": held["id"],
         "seen_version": held["version"], "before": held["fields"], "fields": {"state": "done"}},
    ]  # fmt: skip
    back = post(town, "coach:along_bring", {"copy": day["copy"], "edits": edits}).json()
    assert [each["outcome"] for each in back["edits"]] == ["applied", "applied"]
    assert back["day"]["copy"] != day["copy"]
    with acting_as_system("test"):
        assert DayCopy.objects.get(pk=day["copy"]).ended_at is not None
        assert CaseNote.objects.filter(kind="attended", made_offline=True).count() == 1


def test_whoever_left_is_not_in_the_next_day_and_the_phone_is_told_to_drop_the_old_one(town, ana, assigned):
    day = post(town, "coach:along_take", {}).json()
    check = reverse("coach:along_check") + f"?copy={day['copy']}"
    assert town.coach.client.get(check).json() == {"keep": True}
    revoke(ana)
    assert town.coach.client.get(check).json() == {"keep": False}
    back = post(town, "coach:along_bring", {"copy": day["copy"], "edits": []}).json()
    assert back["day"]["people"] == []


@pytest.mark.parametrize(
    "body",
    ["no json", "[]", '{"copy": "x"}', '{"copy": "00000000-0000-0000-0000-000000000000"}'],
)
def test_what_cannot_be_read_is_refused_in_words(town, assigned, body):
    response = town.coach.client.post(reverse("coach:along_bring"), body, content_type="application/json")
    assert response.status_code == 422
    assert response.json()["message"]


@pytest.mark.parametrize(
    "edit",
    [1, {}, {"fields": {}}, {"fields": {}, "made_at": "x"}, {"fields": {}, "made_at": "2026-11-30T10:00:00"}],
)
def test_an_edit_that_cannot_be_read_stores_nothing(town, ana, assigned, edit):
    day = post(town, "coach:along_take", {}).json()
    assert post(town, "coach:along_bring", {"copy": day["copy"], "edits": [edit]}).status_code == 422


def test_conflicts_are_shown_with_both_values_and_decided(town, ana, assigned):
    with acting_as_system("test"):
        goal = Goal.objects.create(
            participant=ana.person, organization=town.agency, need="food", is_sensitive=False, own_words="x"
        )
        action = GoalAction.objects.create(goal=goal, participant=ana.person, text="Call", state="dropped")
        copy = DayCopy.objects.create(
            organization=town.agency, coach=town.coach.user, locks_at=timezone.now()
        )
        row = OfflineEdit.objects.create(
            id=uuid4(), copy=copy, participant=ana.person, organization=town.agency, coach=town.coach.user,
            kind="action", target=action.pk, made_at=timezone.now(), outcome="conflict", fields={"state": "done"},
            clashes={"state": ["dropped", "done"]},
        )  # fmt: skip
    page = text(town.coach.client.get(reverse("coach:conflicts")))
    assert "<td>Dropped</td> <td>Done</td>" in page
    town.coach.client.post(reverse("coach:settle", args=[row.pk]), {"mine": "1"})
    with acting_as_system("test"):
        action.refresh_from_db()
    assert action.state == "done"
    assert town.coach.client.post(reverse("coach:settle", args=[row.pk])).status_code == 404
    assert "Nothing to decide" in text(town.coach.client.get(reverse("coach:conflicts")))


def test_every_address_that_the_kept_page_asks_is_given_to_it(town, assigned):
    page = town.coach.client.get(reverse("coach:along")).content.decode()
    given = json.loads(re.search(r'id="along-setup"[^>]*>(.*?)</script>', page)[1])
    program = Path(str(finders.find("js/along.js"))).read_text(encoding="utf-8")
    assert set(re.findall(r"\burls\.(\w+)", program)) <= set(given["urls"])
    assert set(re.findall(r"\bwords\.(\w+)", program)) == set(given["words"])
    asked = set(re.findall(r'\bt\("((?:[^"\\]|\\.)*)"', program)) | {"note", "action"}
    assert asked == set(given["words"]["say"]), "each text of the page can be translated"


def test_the_page_that_is_kept_names_nobody_and_the_worker_keeps_it_alone(town, ana, assigned):
    page = town.coach.client.get(reverse("coach:along")).content.decode()
    assert "Ana" not in page
    assert "Harbor" not in page
    worker = town.coach.client.get(reverse("coach:along_worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Service-Worker-Allowed"] == "/coach/along/"
    assert 'const PAGE = "/coach/along/";' in worker.content.decode()
    assert town.manager.client.get(reverse("coach:along_worker")).status_code == 403


def test_a_lost_phones_copy_is_ended(town, ana, assigned):
    day = post(town, "coach:along_take", {}).json()
    assert "Taken along" in text(town.coach.client.get(reverse("coach:today")))
    town.coach.client.post(reverse("coach:along_end", args=[day["copy"]]))
    check = reverse("coach:along_check") + f"?copy={day['copy']}"
    assert town.coach.client.get(check).json() == {"keep": False}
