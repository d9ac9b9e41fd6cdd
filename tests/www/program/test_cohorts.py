"""Pages of cohorts: prepared, opened, applied to without an account, drawn, enrolled."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.cohorts import actions
from gainful.domain.cohorts.links import application_link
from gainful.domain.cohorts.models import Application, Cohort, Draw, Enrolment, SavedSearch, SeatFloor
from gainful.domain.cohorts.seats import seat_limit
from gainful.domain.cohorts.words import override_words
from gainful.domain.messages import clock
from gainful.domain.messages.models import Message
from gainful.domain.organizations.models import Membership
from tests.cohorts import DAYS, eligible, form, make_cohort, make_program, manager, opened
from tests.person import ana, signed_in
from tests.town import town

__all__ = ["ana", "town"]
VALUES = {"Union": "of the union", "College": "of the college"}


@pytest.fixture
def made(town):
    return make_program(town)


def text(reply) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def draft_form(made, **changed):
    today = timezone.localdate()
    usual = {
        "program": made.program.pk, "name": "Spring", "seats": 2, "starts_on": today + 30 * DAYS,
        "ends_on": today + 60 * DAYS, "apply_until": today + 9 * DAYS, "decide_days": 14, "about": "Care",
        "contact": "Mara", "is_public": "on",
    }  # fmt: skip
    return {**usual, **changed}


def only(model):
    with acting_as_system("test"):
        return model.objects.get()


def test_cohorts_with_seats_to_give_stand_first_and_what_is_over_last_newest_first(town, made):
    today = timezone.localdate()
    states = {
        "Over long": ("completed", -300), "Over": ("cancelled", -100), "In training": ("running", -20),
        "Later": ("open", 60), "Soon": ("draft", 30),
    }  # fmt: skip
    with acting_as_system("test"):
        for name, (status, days) in states.items():
            Cohort.objects.create(
                organization=town.agency, program=made.program, name=name, seats=5, status=status,
                starts_on=today + days * DAYS, ends_on=today + (days + 50) * DAYS, apply_until=today + days * DAYS,
            )  # fmt: skip
    shown = text(town.manager.client.get(reverse("program:cohorts")))
    wanted = ["Soon", "Later", "In training", "Over", "Over long"]
    places = [shown.index(f" {name} Care careers") for name in wanted]
    assert places == sorted(places)


def test_a_manager_prepares_and_opens_a_cohort(town, made):
    client = town.manager.client
    assert "No cohort here" in text(client.get(reverse("program:cohorts")))
    refused = client.post(reverse("program:cohort_new"), draft_form(made, ends_on=timezone.localdate()))
    assert refused.status_code == 422
    assert "last day lies before the first" in text(refused)
    client.post(reverse("program:cohort_new"), draft_form(made))
    cohort = only(Cohort)
    page = reverse("program:cohort", args=[cohort.pk])
    step = reverse("program:cohort_step", args=[cohort.pk, "open"])
    assert "0 committed openings" in text(client.post(step, follow=True))
    chosen = [row.pk for row in made.openings[:2]]
    client.post(reverse("program:cohort_openings", args=[cohort.pk]), {"openings": chosen})
    rule = {"rule-kind": "bars", "rule-question": "A record?"}
    said = client.post(reverse("program:cohort_add", args=[cohort.pk, "rule"]), rule)
    assert "Cite the law or licence" in text(said)
    rule = {"rule-kind": "must", "rule-question": "Are you 18?"}
    client.post(reverse("program:cohort_add", args=[cohort.pk, "rule"]), rule)
    client.post(reverse("program:cohort_add", args=[cohort.pk, "instructor"]), {"instructor-name": "Teo"})
    client.post(
        reverse("program:cohort_add", args=[cohort.pk, "fund"]),
        {"fund-fund": made.fund.pk, "fund-amount": "5"},
    )
    shown = text(client.get(page))
    assert "Are you 18?" in shown
    assert "Teo" in shown
    assert "It is open for applications." in text(client.post(step, follow=True))
    assert only(Cohort).status == "open"
    assert town.coach.client.post(step).status_code == 403
    assert town.stranger.client.get(page).status_code == 404
    assert "Spring" in client.get(reverse("program:cohorts_export")).content.decode()


def test_the_letter_of_a_saved_search_tells_of_an_override(town, made, ana):
    with acting_as_system("test"):
        SavedSearch.objects.create(participant=ana.person, words="care", confirmed_at=timezone.now())
    cohort = make_cohort(town, made, behind=2, seats=3)
    with manager(town) as actor:
        actions.override_seats(actor, cohort, seats=3, name="Mara Lund", title="Director", reason="By phone.")
        actions.open_cohort(actor, cohort)
    while clock.tell_next():
        pass
    with acting_as_system("test"):
        assert (
            "Mara Lund, Director, allowed it"
            in Message.objects.get(about_id=str(cohort.pk), participant=ana.person).text
        )


@pytest.fixture
def teacher(town):
    with acting_as_system("test"):
        user = User.objects.create_user("ira@example.org", name="Ira Teacher")
        Membership.objects.create(user=user, organization=town.agency, role="instructor")
    return SimpleNamespace(user=user, client=signed_in(user))


def test_an_override_shows_wherever_the_cohort_does(town, made, ana, teacher):
    cohort = make_cohort(town, made, behind=2, seats=3)
    client = town.manager.client
    told = {"override-seats": 3, "override-name": "Mara Lund", "override-title": "Director",
            "override-reason": "One more is promised by phone."}  # fmt: skip
    client.post(reverse("program:cohort_override", args=[cohort.pk]), told)
    client.post(reverse("program:cohort_step", args=[cohort.pk, "open"]))
    application, token = actions.apply_publicly(cohort.pk, form())
    with manager(town) as actor:
        actions.add_instructor(actor, cohort, name="", user=teacher.user)
    pages = [
        client.get(reverse("program:application", args=[application.pk])),
        client.get(reverse("program:application_new", args=[cohort.pk])),
        client.get(reverse("program:sessions", args=[cohort.pk])),
        client.get(reverse("program:hours", args=[cohort.pk])),
        client.get(reverse("program:cohort_certificates", args=[cohort.pk])),
        client.get(reverse("program:cohort_introductions", args=[cohort.pk])),
        teacher.client.get(reverse("instructor:home")),
        teacher.client.get(reverse("instructor:cohort", args=[cohort.pk])),
        teacher.client.get(reverse("instructor:sessions", args=[cohort.pk])),
        teacher.client.get(reverse("instructor:hours", args=[cohort.pk])),
        Client().get(reverse("guest:link", args=[token])),
        Client().get(reverse("guest:cohort_draws", args=[cohort.pk])),
        client.get(reverse("program:cohort", args=[cohort.pk])),
        client.get(reverse("program:cohorts")),
        client.get(reverse("program:cohort_applications", args=[cohort.pk])),
        client.get(reverse("program:cohort_draw", args=[cohort.pk])),
        client.get(reverse("program:cohort_people", args=[cohort.pk])),
        client.get(reverse("program:cohorts_export")),
        Client().get(reverse("guest:cohorts")),
        Client().get(reverse("guest:cohort", args=[cohort.pk])),
        ana.client.get(reverse("participant:cohorts")),
        ana.client.get(reverse("participant:apply", args=[cohort.pk])),
    ]
    for page in pages:
        assert page.status_code == 200
        assert "One more is promised by phone." in page.content.decode(), page.request["PATH_INFO"]
        assert "Mara Lund" in page.content.decode(), page.request["PATH_INFO"]
    while clock.tell_next():
        pass
    with acting_as_system("test"):
        letter = Message.objects.filter(about_id=str(application.pk)).latest("created_at")
    assert "One more is promised by phone." in letter.text
    ana.client.post(
        reverse("participant:apply", args=[cohort.pk]), {"name": "Ana Silva", "phone": "612-555-0142"}
    )
    with acting_as_system("test"):
        mine = Application.objects.get(participant=ana.person)
    for page in (reverse("participant:cohorts"), reverse("participant:application", args=[mine.pk])):
        assert "One more is promised by phone." in ana.client.get(page).content.decode(), page
    with manager(town) as actor:
        actions.cancel_cohort(actor, only(Cohort), reason="Too few people")
        assert "Mara Lund" in override_words(seat_limit(only(Cohort))), (
            "what was allowed stays in every report"
        )


def test_somebody_without_an_account_applies_answers_and_sends_a_proof(town, made):
    cohort = make_cohort(town, made)
    with manager(town) as actor:
        from gainful.domain.cohorts import actions

        rule = actions.add_rule(actor, cohort, kind="must", question="Are you 18?", proof="ID")
        actions.open_cohort(actor, cohort)
    phone = Client()
    assert "Spring" in text(phone.get(reverse("guest:cohorts")))
    page = reverse("guest:cohort", args=[cohort.pk])
    key = re.search(r'name="key" value="([^"]+)"', phone.get(page).content.decode())[1]
    told = {"name": "Bo Lund", "phone": "", "email": "", "key": key, f"rule-{rule.pk}": "yes", "follow": "no"}
    assert "so that we can reach you" in text(phone.post(page, told))
    reply = phone.post(page, {**told, "email": "bo@example.org"})
    assert reply.status_code == 302
    mine = reply.headers["Location"]
    assert "Your code is" in text(phone.get(mine))
    again = phone.post(page, {**told, "email": "bo@example.org"})
    assert again.status_code == 302
    application = only(Application)
    bad = SimpleUploadedFile("id.pdf", b"MZ")
    assert "no PDF, JPEG or PNG" in text(phone.post(mine + "steps/upload/", {"file": bad}, follow=True))
    phone.post(mine + "steps/upload/", {"file": SimpleUploadedFile("id.pdf", b"%PDF-1.7")})
    coach = town.coach.client
    shown = coach.get(reverse("program:application", args=[application.pk]))
    assert "id.pdf" in text(shown)
    assert "ID (Are you 18?)" in text(shown)
    with acting_as_system("test"):
        document = application.documents.get()
    file = coach.get(reverse("program:application_file", args=[application.pk, document.pk]))
    assert file["Content-Disposition"].startswith("attachment")
    step = lambda verb: reverse("program:application_step", args=[application.pk, verb])  # noqa: E731
    coach.post(step("see_proof"), {"rule": rule.pk})
    coach.post(step("find_eligible"))
    assert only(Application).status == "eligible"
    assert "Your application is withdrawn." in text(phone.post(mine + "steps/withdraw/", follow=True))
    assert only(Application).status == "withdrawn"
    assert phone.post(mine + "steps/nonsense/").status_code == 404
    assert Client().get(reverse("guest:link", args=["none"])).status_code == 410


def test_a_participant_applies_and_saves_a_search(town, made, ana):
    cohort = opened(town, made)
    page = reverse("participant:apply", args=[cohort.pk])
    assert "Ana Silva" in ana.client.get(page).content.decode()
    reply = ana.client.post(page, {"name": "Ana Silva", "email": "ana@example.org", "follow": "yes"})
    assert reply.status_code == 302
    assert "Received" in text(ana.client.get(reply.headers["Location"]))
    ana.client.post(reverse("participant:cohort_search"), {"words": "nursing", "place": "Minneapolis"})
    assert "nursing · Minneapolis" in text(ana.client.get(reverse("participant:cohorts")))
    with manager(town) as actor:
        from gainful.domain.cohorts import actions
        from tests.cohorts import draft

        other = actions.create_cohort(actor, made.program, draft(name="Autumn", seats=1))
        with acting_as_system("test"):
            cohort.opening_rows.filter(opening=made.openings[0].pk).update(released_at=timezone.now())
        actions.add_openings(actor, other, [made.openings[0].pk])
        actions.open_cohort(actor, other)
    while clock.tell_next():
        pass
    with acting_as_system("test"):
        assert Message.objects.filter(
            kind="cohort_alert", participant=ana.person, subject__contains="Autumn"
        ).exists()
        search = SavedSearch.objects.get()
    ana.client.post(reverse("participant:cohort_search"), {"end": search.pk})
    assert only(SavedSearch).ended_at is not None


def test_a_search_without_an_account_is_confirmed_through_its_letter(town, made):
    opened(town, made)
    told = {"email": "eli@example.org", "words": "nursing", "place": "", "agency": town.agency.pk}
    phone = Client()
    said = phone.post(reverse("guest:save_search"), told, follow=True)
    assert "Look into your mail" in text(said)
    search = only(SavedSearch)
    assert search.confirmed_at is None
    with acting_as_system("test"):
        from gainful.domain.accounts.actor import Actor
        from gainful.domain.cohorts.links import SEARCH
        from gainful.domain.messages.links import make_signed_link

        assert "{link" in Message.objects.get(kind="confirm_search").text
        _link, token = make_signed_link(Actor(None, town.agency, "system"), SEARCH, search.pk)
    mine = reverse("guest:link", args=[token])
    phone.post(mine + "steps/confirm/")
    assert only(SavedSearch).confirmed_at is not None
    assert "Ended." in text(phone.post(mine + "steps/end/", follow=True))


def test_seats_are_drawn_in_public_and_recomputed_by_anybody(town, made):
    cohort = opened(town, made, seats=2, behind=2)
    rows = eligible(town, cohort, 5)
    client = town.manager.client
    client.post(reverse("program:cohort_step", args=[cohort.pk, "close_applications"]))
    page = reverse("program:cohort_draw", args=[cohort.pk])
    assert "5 people are eligible" in text(client.get(page))
    hashes = "\n".join(f"{name}={sha256(value.encode()).hexdigest()}" for name, value in VALUES.items())
    announce = reverse("program:draw_announce", args=[cohort.pk])
    assert client.post(announce, {"parties": "Union=x"}).status_code == 422
    client.post(announce, {"parties": hashes})
    draw = only(Draw)
    public = reverse("guest:cohort_draws", args=[cohort.pk])
    assert draw.commitment in Client().get(public).content.decode()
    step = lambda verb: reverse("program:draw_step", args=[draw.pk, verb])  # noqa: E731
    assert town.coach.client.post(step("open")).status_code == 403
    for party, value in VALUES.items():
        client.post(step("contribute"), {"party": party, "value": value})
    assert "Drawn." in text(client.post(step("open"), follow=True))
    record = json.loads(Client().get(reverse("guest:draw_record", args=[draw.pk])).content)
    shown = text(Client().get(public))
    assert len(record["results"]) == 5
    assert all(row["code"] in shown for row in record["results"])
    assert not any(row.name in shown for row in rows)
    with acting_as_system("test"):
        taken = Application.objects.filter(status="offered").order_by("code")[0]
    client.post(reverse("program:application_step", args=[taken.pk, "accept"]))
    seat = only(Enrolment)
    assert seat.name in text(client.get(reverse("program:cohort_people", args=[cohort.pk])))
    line = client.get(reverse("program:cohort_applications_export", args=[cohort.pk])).content.decode()
    assert "0.4,1," in line
    reply = client.post(
        reverse("program:seat_step", args=[seat.pk, "not_start"]), {"reason": "Moved away"}, follow=True
    )
    assert "Did not start" in text(reply)


def test_an_instructor_sees_names_of_whom_they_teach_and_nothing_else(town, made):
    cohort = opened(town, made, seats=1, behind=1)
    row = eligible(town, cohort, 1)[0]
    with acting_as_system("test"):
        teo = User.objects.create_user("teo@example.org", name="Teo")
        Membership.objects.create(user=teo, organization=town.agency, role="instructor")
    with manager(town) as actor:
        from gainful.domain.cohorts import actions

        actions.add_instructor(actor, cohort, name="Teo", user=teo)
        other = actions.create_cohort(actor, made.program, _other())
        actions.close_applications(actor, cohort)
        actions.offer_seats(actor, cohort)
        actions.accept_seat(actor, row)
    client = signed_in(teo)
    assert "Spring" in text(client.get(reverse("instructor:home")))
    assert row.name in text(client.get(reverse("instructor:cohort", args=[cohort.pk])))
    assert client.get(reverse("instructor:cohort", args=[other.pk])).status_code == 404
    assert client.get(reverse("program:application", args=[row.pk])).status_code == 403
    assert client.get(reverse("program:person", args=[row.participant_id])).status_code == 403


def _other():
    from tests.cohorts import draft

    return draft(name="Other")


def test_the_pages_of_a_cohort_with_many_applicants_ask_few_questions(town, made):
    from django.db import connection

    cohort = opened(town, made)
    eligible(town, cohort, 120)
    client = town.manager.client
    client.get(reverse("program:cohorts"))
    for name in ("cohort", "cohort_applications", "cohort_draw", "cohort_people"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"program:{name}", args=[cohort.pk])).status_code == 200
        mine = [row["sql"] for row in asked if row["sql"].startswith(("SELECT", "INSERT", "WITH"))]
        pages = [
            sql
            for sql in mine
            if "set_config" not in sql and "session" not in sql and "pg_backend" not in sql
        ]
        assert len(pages) <= LIMITS[name], (name, len(pages), [sql[:150] for sql in pages])


LIMITS = {
    "cohort": 15,
    "cohort_applications": 15,
    "cohort_draw": 15,
    "cohort_people": 15,
    "cohort_certificates": 15,
}
"""None grows with applicants; the overview has a form for each part of a cohort, each with its choices."""


def test_too_many_forms_from_one_address_are_refused_for_a_while(town, made, monkeypatch):
    from gainful.www.guest import limits as pages

    cohort = opened(town, made)
    monkeypatch.setattr(pages, "MOST_AN_HOUR", 1)
    page = reverse("guest:cohort", args=[cohort.pk])
    phone = Client()
    assert phone.post(page, {"name": "A", "email": "a@example.org"}).status_code == 302
    assert "Too many forms came from here." in text(phone.post(page, {"name": "B", "email": "b@example.org"}))


def test_the_draw_of_a_cohort_that_is_not_public_is_checked_at_an_address_of_its_own(town, made, as_web_role):
    cohort = opened(town, made, seats=2, behind=2, is_public=False)
    rows = eligible(town, cohort, 5)
    hashes = {name: sha256(value.encode()).hexdigest() for name, value in VALUES.items()}
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
        first = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        actions.contribute(actor, first, "Union", VALUES["Union"])
        actions.void_draw(actor, first, reason="other", words="We tried again")
        draw = actions.announce_draw(actor, cohort, actions.PublicValue(parties=hashes))
        for party, value in VALUES.items():
            draw = actions.contribute(actor, draw, party, value)
        actions.open_draw(actor, draw)
    assert Client().get(reverse("guest:cohort", args=[cohort.pk])).status_code == 404
    page, record = reverse("guest:draw", args=[draw.pk]), reverse("guest:draw_record", args=[draw.pk])
    shown = text(Client().get(page))
    assert draw.commitment in shown
    assert not any(row.name in shown for row in rows)
    assert "1 draw of this cohort was announced before this one and made void" in shown
    assert "A value was known already when it was made void: ask why." in shown
    assert "after 1 of 2 parties had opened its value" in text(
        Client().get(reverse("guest:draw", args=[first.pk]))
    )
    found = json.loads(Client().get(record).content)
    assert all(row["code"] in shown for row in found["results"])
    assert page in town.manager.client.get(reverse("program:cohort_draw", args=[cohort.pk])).content.decode()
    assert Client().get(reverse("guest:draw", args=[cohort.pk])).status_code == 404


def test_staff_choose_a_reason_when_somebody_does_not_want_a_seat(town, made):
    cohort = opened(town, made)
    row = eligible(town, cohort, 1)[0]
    page = reverse("program:application", args=[row.pk])
    step = reverse("program:application_step", args=[row.pk, "withdraw"])
    client = town.manager.client
    assert "Choose a reason" in text(client.post(step, follow=True))
    assert only(Application).status == "eligible"
    shown = text(client.post(step, {"reason": "care", "words": "Twins"}, follow=True))
    assert "Looks after a child or somebody else: Twins" in shown
    assert "Looks after a child" in text(client.get(page))


def test_seats_of_roles_are_changed_on_the_form_and_nothing_is_half_saved(town, made):
    cohort = make_cohort(town, made)
    with manager(town) as actor:
        days, nights = (
            actions.add_track(actor, cohort, name=name, seats=seats)
            for name, seats in (("Days", 12), ("Nights", 8))
        )
        actions.open_cohort(actor, cohort)
    page, client = reverse("program:cohort_edit", args=[cohort.pk]), town.manager.client
    assert "Seats of the role Nights" in text(client.get(page))
    told = draft_form(made, seats=15, about="Changed") | {f"track-{days.pk}": 12, f"track-{nights.pk}": 8}
    refused = client.post(page, told)
    assert (refused.status_code, only(Cohort).about) == (422, "Learn to care for people.")
    assert "The tracks have 20 seats together, the cohort 15." in text(refused)
    assert client.post(page, told | {f"track-{nights.pk}": 3}).status_code == 302
    assert (only(Cohort).seats, only(Cohort).about) == (15, "Changed")


def test_floors_that_cannot_be_kept_stand_on_the_page_before_a_draw_and_are_lowered_there(town, made):
    cohort = make_cohort(town, made, seats=4, behind=4)
    with manager(town) as actor:
        served = actions.add_rule(actor, cohort, kind="priority", question="Did you serve?", rank=1)
        young = actions.add_rule(actor, cohort, kind="segment", question="Under 25?", label="Young adults")
        actions.add_floor(actor, cohort, rule=young, seats=3, reason="Few find this work.")
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, 9)
    with acting_as_system("test"):
        for row in rows[:2]:
            row.answers.create(rule=served, says="yes")
        for row in rows[2:6]:
            row.answers.create(rule=young, says="yes")
    client = town.manager.client
    client.post(reverse("program:cohort_step", args=[cohort.pk, "close_applications"]))
    page = reverse("program:cohort_draw", args=[cohort.pk])
    assert (
        "These floors cannot be kept. Whoever is served first takes seats of Spring before: 2 are left"
        in text(client.get(page))
    )
    lower = reverse("program:cohort_lower_floor", args=[cohort.pk, only(SeatFloor).pk])
    assert town.coach.client.post(lower, {"seats": 2, "reason": "r"}).status_code == 403
    assert town.stranger.client.post(lower, {"seats": 2, "reason": "r"}).status_code == 404
    shown = text(client.post(lower, {"seats": 2, "reason": "Two who served come first."}, follow=True))
    assert "The floor is lowered" in shown
    assert "cannot be kept" not in shown
    assert "3 were promised at first" in text(client.get(reverse("program:cohort", args=[cohort.pk])))


def test_a_yes_without_a_proof_stands_on_the_page_before_a_draw_and_on_the_applicants(town, made):
    cohort, client = make_cohort(town, made, seats=2, behind=2), town.manager.client
    with manager(town) as actor:
        rule = actions.add_rule(
            actor, cohort, kind="priority", question="Did you serve?", rank=1, proof="DD-214"
        )
        segment = actions.add_rule(actor, cohort, kind="segment", question="Live north?", label="North")
        actions.add_floor(actor, cohort, rule=segment, seats=1, reason="Few come from there")
        actions.open_cohort(actor, cohort)
    rows = eligible(town, cohort, 4)
    with acting_as_system("test"):
        rows[0].answers.create(rule=rule, says="yes")
        _link, token = application_link(rows[0])
    public = text(Client().get(reverse("guest:cohort", args=[cohort.pk])))
    assert "Yes is served first: number 1 in order. We need to see: DD-214." in public
    assert "Some seats are kept for people who say yes." in public
    assert "at least 1 seat for North. Few come from there" in public
    assert "Show us before seats are drawn: DD-214." in text(
        Client().get(reverse("guest:link", args=[token]))
    )
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    page, announce = (
        reverse(f"program:{name}", args=[cohort.pk]) for name in ("cohort_draw", "draw_announce")
    )
    shown = client.get(page)
    assert f"{rows[0].name} : Did you serve? (DD-214)" in text(shown)
    parties = {
        "parties": "\n".join(f"{name}={sha256(value.encode()).hexdigest()}" for name, value in VALUES.items())
    }
    refused = client.post(announce, parties)
    assert (refused.status_code, "Nobody has seen the proof of 1 yes" in text(refused)) == (422, True)
    said = client.post(announce, {**parties, "without_proof": "on"}, follow=True)
    assert "1 yes to “Did you serve?” counts as a no" in text(said)


def test_the_form_of_a_draw_asks_about_proofs_only_where_some_are_missing(town, made):
    cohort = opened(town, made, seats=2, behind=2)
    eligible(town, cohort, 4)
    with manager(town) as actor:
        actions.close_applications(actor, cohort)
    shown = text(town.manager.client.get(reverse("program:cohort_draw", args=[cohort.pk])))
    assert "Announce the draw" in shown
    assert "proof" not in shown


def test_an_applicant_reads_of_an_override_once(town, made):
    cohort = make_cohort(town, made, seats=3, behind=2)
    with manager(town) as actor:
        actions.override_seats(
            actor, cohort, seats=3, name="Mara Lund", title="Director", reason="More follow"
        )
        actions.open_cohort(actor, cohort)
    _application, token = actions.apply_publicly(cohort.pk, form())
    address = reverse("guest:link", args=[token])
    assert text(Client().get(address)).count("1 seat goes beyond the openings") == 1
    row = only(Application)
    with manager(town) as actor:
        actions.ask_for_more(actor, row, "Your birth date")
    assert text(Client().get(address)).count("1 seat goes beyond the openings") == 1
