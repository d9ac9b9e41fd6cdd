"""Pages of mentors and practice work: register, match, pairs; agreement written, sent, signed by link, logged."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent, WorkHistory
from gainful.domain.support.models import Mentor, Mentorship, PracticeAgreement

CODE = "31-1131.00"
LINK = re.compile(r'readonly value="http://testserver([^"]+)"')


def text(reply, status=200):
    assert reply.status_code == status, reply.content.decode()[:2000]
    return reply.content.decode()


def newest(model):
    with acting_as_system("test"):
        return model.objects.order_by("-id").first()


@pytest.fixture
def lena(town):
    given = {"name": "Lena Ortiz", "email": "lena@example.org", "gives": ["mentor"], "capacity": 1,
             "languages": "English, Spanish", "times": ["evening"], "job_title": "Aide",
             "employer_name": "Lakeside Care", "occupation_code": CODE}  # fmt: skip
    wrong = town.coach.client.post(reverse("coach:mentor_new"), {**given, "occupation_code": "nurse"})
    assert wrong.status_code == 422
    assert town.coach.client.post(reverse("coach:mentor_new"), given).status_code == 302
    return newest(Mentor)


def test_a_person_wishes_is_matched_with_reasons_and_the_mentor_answers_by_link(town, ana, lena):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Aide", occupation_code=CODE)
    mine, coach = reverse("participant:mentor"), town.coach.client
    assert ana.client.post(mine, {"languages": " ", "times": []}).status_code == 422
    said = ana.client.post(
        mine, {"languages": "Spanish", "times": ["evening"], "words": "Shifts"}, follow=True
    )
    assert "looks for a mentor who fits" in text(said)
    assert "1 person wants a mentor" in text(coach.get(reverse("coach:mentors")))
    found = text(coach.get(reverse("coach:mentor_match")))
    assert "does the work that the person goes for · both are free: evenings · both speak Spanish" in found
    ticked = re.search(r'name="pair"\s+checked\s+id="pair-1"\s+value="([^"]+)"', found)[1]
    match = reverse("coach:mentor_match")
    assert "Tick at least one pair." in text(coach.post(match, {}, follow=True))
    gone = coach.post(match, {"pair": ["x:y"]}, follow=True)
    assert "1 pair no longer fits" in text(gone)
    proposed = coach.post(match, {"pair": [ticked]}, follow=True)
    assert "1 mentor proposed" in text(proposed)
    stale = text(coach.post(reverse("coach:mentor_match"), {"pair": [ticked]}, follow=True))
    assert "1 pair no longer fits" in stale
    row = newest(Mentorship)
    assert "Lena Ortiz, Aide, Lakeside Care" in text(ana.client.get(mine))
    page = reverse("coach:mentor_pair", args=[row.pk])
    assert "The person says yes first" in text(coach.post(page, {"verb": "link"}, follow=True))
    ana.client.post(reverse("participant:mentor_step", args=[row.pk, "want"]))
    link = LINK.search(text(coach.post(page, {"verb": "link"})))[1]
    mentor = Client()
    asked = text(mentor.get(link))
    assert "Would you talk with Ana Silva?" in asked
    assert "Ana Silva would like to talk with you now and then" in asked
    assert "They are told" in text(mentor.post(f"{link}answer/", {"verb": "take"}, follow=True))
    today = timezone.localdate()
    late = {"verb": "talk", "held_on": today + timedelta(days=1)}
    assert "has not come yet" in text(mentor.post(f"{link}answer/", late, follow=True))
    assert "Written down" in text(
        mentor.post(f"{link}answer/", {"verb": "talk", "held_on": today}, follow=True)
    )
    step = reverse("participant:mentor_step", args=[row.pk, "talk"])
    assert ana.client.post(step, {"held_on": today + timedelta(days=1)}).status_code == 422
    assert ana.client.post(step, {"held_on": today, "words": "We met"}).status_code == 302
    assert "We met" in text(coach.get(page))
    assert "Lena Ortiz" in text(ana.client.get(reverse("participant:looks")))
    mentor.post(f"{link}answer/", {"verb": "end", "ended_words": "I move away"})
    assert "I move away" in text(coach.get(page))
    assert "We met" not in text(coach.get(reverse("coach:mentor_pairs") + "?state=active"))


def test_the_register_is_listed_changed_and_exported(town, ana, lena):
    coach = town.coach.client
    assert "Lena Ortiz" in text(coach.get(reverse("coach:mentors") + "?gives=mentor&state=willing&q=aide"))
    assert "Lena Ortiz" in text(coach.get(reverse("coach:mentors_export")))
    edit = reverse("coach:mentor_edit", args=[lena.pk])
    page = coach.get(edit)
    assert (page.status_code, "This field is required" in text(page)) == (200, False)
    assert coach.post(edit, {"gives": [], "languages": "English", "capacity": 1}).status_code == 422
    coach.post(edit, {"stop": "now"})
    assert "Not now" in text(coach.get(reverse("coach:mentors")))
    wish = reverse("coach:mentor_wish", args=[ana.person.pk])
    assert "Look under Mentors" in text(coach.post(wish, {"languages": "English"}, follow=True))
    assert "This field is required" in text(coach.post(wish, {"languages": ""}, follow=True))
    assert "Nobody to propose" in text(coach.get(reverse("coach:mentor_match")))


def test_a_graduate_answers_and_stops(town, ana):
    with acting_as_system("test"):
        entry = Mentor.objects.create(organization=town.agency, participant=ana.person, name="Ana")
    page = reverse("participant:give_back", args=[entry.pk])
    assert "would you help somebody who starts?" in text(ana.client.get(reverse("participant:mentor")))
    assert ana.client.post(page, {"gives": [], "languages": "English", "capacity": 1}).status_code == 422
    given = {"gives": ["mentor", "board"], "languages": "English", "capacity": 2}
    assert "writes to you when somebody fits" in text(ana.client.post(page, given, follow=True))
    assert "Ana" in text(town.coach.client.get(reverse("coach:mentors") + "?gives=board"))
    assert "All right" in text(ana.client.post(page, {"stop": "for_good"}, follow=True))


def agreed():
    first = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    return {
        "kind": "employment", "person_name": "Ana", "host_name": "Second Shelf", "host_contact": "Kim Vang",
        "host_email": "kim@books.example", "work": "Bookshop", "tasks": "Sort", "place": "Lake Street",
        "starts_on": first, "ends_on": first + timedelta(days=60), "hours_per_week": 20, "insurer": "host",
        "insurance": "WC-1",
    }  # fmt: skip


def test_an_agreement_is_written_sent_signed_by_link_logged_confirmed_and_reviewed(town, ana):
    coach, manager, host = town.coach.client, town.manager.client, Client()
    new = reverse("coach:practice_new", args=[ana.person.pk])
    assert coach.post(new, {**agreed(), "hours_per_week": 0}).status_code == 422
    assert coach.post(new, agreed()).status_code == 302
    row = newest(PracticeAgreement)
    page, mine = reverse("coach:practice", args=[row.pk]), reverse("participant:practice", args=[row.pk])
    assert ana.client.get(mine).status_code == 404, "nobody reads a draft"
    change = reverse("coach:practice_edit", args=[row.pk])
    assert coach.post(change, {**agreed(), "work": "Bookshop assistant"}).status_code == 302
    assert "role does not allow" in text(
        coach.post(reverse("coach:practice_step", args=[row.pk, "send"]), follow=True)
    )
    assert "each side gets a letter" in text(
        manager.post(reverse("coach:practice_step", args=[row.pk, "send"]), follow=True)
    )
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', text(ana.client.get(mine)))[1]
    signed = {"sign-name": "Ana Silva", "seen": seen}
    assert ana.client.post(f"{mine}sign/", {**signed, "sign-name": ""}).status_code == 422
    assert ana.client.post(f"{mine}sign/", signed).status_code == 302
    manager.post(reverse("coach:practice_step", args=[row.pk, "sign"]), {"sign-name": "M", "seen": seen})
    assert coach.post(reverse("coach:practice_link", args=[row.pk]), {"side": "host"}).status_code == 403
    link = LINK.search(text(manager.post(reverse("coach:practice_link", args=[row.pk]), {"side": "host"})))[1]
    assert "kim@books.example" not in text(host.get(link))
    answer = f"{link}answer/"
    assert "has changed" in text(
        host.post(answer, {"verb": "sign", "sign-name": "Kim", "seen": "x"}, follow=True)
    )
    given = {"verb": "sign", "sign-name": "Kim Vang", "seen": seen}
    assert "Signed by all" in text(host.post(answer, given, follow=True))
    assert "Kim Vang" in text(ana.client.get(reverse("participant:looks")))
    today = timezone.localdate()
    assert ana.client.post(f"{mine}log/", {"log-day": today, "log-hours": 99}).status_code == 422
    ana.client.post(f"{mine}log/", {"log-day": today, "log-hours": "7.5", "log-words": "Shelves"})
    read = text(host.get(link))
    given = {name: re.search(rf'name="{name}" value="([^"]+)"', read)[1] for name in ("week", "hours")}
    given |= {"verb": "confirm", "confirm-name": "Kim Vang"}
    ana.client.post(f"{mine}log/", {"log-day": today, "log-hours": "17.5", "log-words": "Shelves"})
    for hours in (given["hours"], "", "NaN", "Infinity"):
        stale = host.post(answer, given | {"hours": hours}, follow=True)
        assert "changed or confirmed meanwhile" in text(stale)
    ana.client.post(f"{mine}log/", {"log-day": today, "log-hours": "7.5", "log-words": "Shelves"})
    assert "Hours confirmed: 7.5." in text(host.post(answer, given, follow=True))
    reviewed = {
        "verb": "review",
        "review-outcome": "hired",
        "review-words": "On time",
        "review-name": "Kim Vang",
    }
    assert "signs beside it" in text(host.post(answer, reviewed, follow=True))
    no = {"counter_sign-agrees": "no", "counter_sign-words": ""}
    assert "see differently" in text(ana.client.post(f"{mine}counter_sign/", no), 422)
    ana.client.post(f"{mine}counter_sign/", {**no, "counter_sign-words": "I came early, too"})
    shown = text(coach.get(page))
    assert "I came early, too" in shown
    assert "Record the hire" in shown
    assert "7.5" in text(coach.get(reverse("coach:practices_export")))
    assert "Hired by the host" in text(coach.get(reverse("coach:practices") + "?state=closed&q=second"))


def test_a_closed_consent_closes_the_link_and_the_page(town, ana):
    coach, manager = town.coach.client, town.manager.client
    coach.post(reverse("coach:practice_new", args=[ana.person.pk]), agreed())
    row = newest(PracticeAgreement)
    manager.post(reverse("coach:practice_step", args=[row.pk, "send"]))
    link = LINK.search(text(manager.post(reverse("coach:practice_link", args=[row.pk]), {"side": "host"})))[1]
    assert Client().get(link).status_code == 200
    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(revoked_at=timezone.now())
    assert Client().get(link).status_code == 410
    assert coach.get(reverse("coach:practice", args=[row.pk])).status_code == 404
    assert ana.client.get(reverse("participant:practices")).status_code == 200


def test_files_and_pages_are_for_the_agencys_staff_alone(town, ana, lena):
    town.coach.client.post(reverse("coach:practice_new", args=[ana.person.pk]), agreed())
    names = ("mentors", "mentors_export", "mentor_match", "mentor_pairs", "practices", "practices_export")
    for name in names:
        page = reverse(f"coach:{name}")
        assert town.coach.client.get(page).status_code == 200
        for who in (ana.client, town.employer.client):
            assert who.get(page).status_code == 403, name
        assert Client().get(page).status_code == 302
        other = text(town.stranger.client.get(page))
        assert "Lena" not in other
        assert "Second Shelf" not in other
    with acting_as_system("test"):
        Consent.objects.filter(pk=ana.consent.pk).update(scopes=["profile"])
    for name in ("practices", "practices_export", "mentor_pairs"):
        assert "Second Shelf" not in text(town.coach.client.get(reverse(f"coach:{name}")))
