"""An account that was invited comes to its record: the one that its agency keeps under its address, or a new one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.models import ContactRules
from gainful.domain.organizations.actions import accept_invitation, invite_member, invite_participant
from gainful.domain.organizations.errors import InvitationClosed
from gainful.domain.organizations.models import Invitation, Membership, Organization
from gainful.domain.participants.models import Consent, Participant
from tests.helped import as_member
from tests.town import SignedIn, confirm, town

__all__ = ["town"]
ADDRESS = "lee@example.org"


def record(agency, code="P-7", **more):
    with acting_as_system("test"):
        return Participant.objects.create(
            registered_by=agency, code=code, **{"name": "Lee Park", "email": "Lee@Example.org", **more}
        )


def open_to(town, person):
    """Let the town's agency see the record."""
    with acting_as_system("test"):
        Consent.objects.create(
            participant=person, organization=town.agency, scopes=["profile"], basis="signed_form",
            expires_at=timezone.now() + timedelta(days=90),
        )  # fmt: skip


def kept(person):
    with acting_as_system("test"):
        return Participant.objects.get(pk=person.pk)


@pytest.fixture
def lee(town):
    """Return somebody invited to the town's agency who has shown that the address is theirs."""
    with acting_as_system("test"):
        user = User.objects.create_user(ADDRESS, name="Lee")
        Membership.objects.create(user=user, organization=town.agency, role="participant")
        confirm(user)
    return SimpleNamespace(user=user, client=SignedIn(user))


def home(lee):
    return lee.client.get(reverse("participant:home")).content.decode()


def take(lee, person, **body):
    return lee.client.post(reverse("participant:take_up_record", args=[person.pk]), body)


def test_whoever_is_invited_takes_up_the_record_that_the_agency_keeps(town, lee):
    person = record(town.agency)
    page = home(lee)
    assert "keeps a record under your email address" in page
    assert "Lee Park" in page
    answer = take(lee, person)
    assert answer["Location"] == reverse("participant:privacy")
    assert kept(person).user == lee.user
    assert "You have no record here yet" not in home(lee)


def test_a_birth_date_on_the_record_is_asked(town, lee):
    person = record(town.agency, birth_date=date(1990, 5, 17))
    for wrong in ({}, {"birth_date": "1990-05-18"}, {"birth_date": "1990-02-31"}, {"birth_date": "soon"}):
        answer = take(lee, person, **wrong)
        assert answer.status_code == 422
        assert "not the birth date" in answer.content.decode()
    assert kept(person).user is None
    assert take(lee, person, birth_date="1990-05-17").status_code == 302
    assert kept(person).user == lee.user


@pytest.mark.parametrize("way", ["page", "api"])
def test_birth_dates_are_not_tried_through(town, lee, way):
    person = record(town.agency, birth_date=date(1990, 5, 17))

    def says(born):
        if way == "page":
            return take(lee, person, birth_date=born)
        body = {"id": str(person.pk), "birth_date": born}
        return lee.client.post("/api/v1/me/record", body, content_type="application/json")

    for day in range(1, 6):
        assert says(f"1990-05-0{day}").status_code == 422
    answer = says("1990-05-17")
    assert (answer.status_code, "Too many dates" in answer.content.decode()) == (422, True)
    assert kept(person).user is None


@pytest.mark.parametrize("state", ["nobodys", "taken", "elsewhere", "merged"])
def test_an_address_of_several_people_tells_no_two_apart_without_a_birth_date(town, lee, state):
    with acting_as_system("test"):
        other = User.objects.create_user("other@example.org", name="Other")
        elsewhere = Organization.objects.create(name="Elsewhere", kind="agency")
    mine = record(town.agency)
    record(
        elsewhere if state == "elsewhere" else town.agency, "P-8", name="Sam Park", email=ADDRESS.upper(),
        user=other if state == "taken" else None, merged_into=mine if state == "merged" else None,
    )  # fmt: skip
    is_open = state in {"elsewhere", "merged"}
    assert ("Lee Park" in home(lee)) == is_open
    assert take(lee, mine).status_code == (302 if is_open else 422)
    assert (kept(mine).user == lee.user) == is_open


def test_an_address_that_could_be_taken_for_another_opens_nothing(town, lee):
    person = record(town.agency, email="lee@mail.example")
    with acting_as_system("test"):
        lee.user.emailaddress_set.all().delete()
        lee.user.email = "lee@ma\u0131l.example"
        lee.user.save()
        confirm(lee.user)
    assert "Lee Park" not in home(lee)
    assert take(lee, person).status_code == 422


def test_an_address_that_nobody_has_shown_to_be_theirs_opens_nothing(town, lee):
    person = record(town.agency)
    with acting_as_system("test"):
        lee.user.emailaddress_set.update(verified=False)
    page = home(lee)
    assert "Lee Park" not in page
    assert reverse("account_email") in page
    assert take(lee, person).status_code == 422
    assert lee.client.post(reverse("participant:begin_record")).status_code == 422
    assert kept(person).user is None


@pytest.mark.parametrize("case", ["other_agency", "other_address", "taken", "merged", "left"])
def test_no_other_record_can_be_taken_up(town, lee, case):
    with acting_as_system("test"):
        elsewhere = Organization.objects.create(name="Elsewhere", kind="agency")
        other = User.objects.create_user("other@example.org", name="Other")
    person = record(
        elsewhere if case == "other_agency" else town.agency,
        email="leé@example.org" if case == "other_address" else ADDRESS,
        user=other if case == "taken" else None,
        merged_into=record(town.agency, "P-8", email="") if case == "merged" else None,
    )
    if case == "left":
        with acting_as_system("test"):
            Membership.objects.filter(user=lee.user).delete()
            Membership.objects.create(user=lee.user, organization=elsewhere, role="participant")
    assert "Lee Park" not in home(lee)
    before = kept(person).user_id
    assert take(lee, person).status_code == 422
    assert kept(person).user_id == before


def test_where_no_record_waits_one_is_begun_that_nobody_sees(town, lee):
    assert lee.client.post(reverse("participant:begin_record")).status_code == 302
    with acting_as_system("test"):
        person = Participant.objects.get(user=lee.user)
    assert (person.name, person.email, person.registered_by) == ("Lee", ADDRESS, town.agency)
    with as_member(town.manager):
        assert not Participant.objects.filter(pk=person.pk).exists()
    assert lee.client.post(reverse("participant:begin_record")).status_code == 403, "once"


def test_staff_and_people_with_a_record_come_to_no_other(town, lee):
    born = date(1990, 5, 17)
    first, second = (record(town.agency, code, birth_date=born) for code in ("P-7", "P-8"))
    assert take(lee, first, birth_date=born).status_code == 302
    assert take(lee, second, birth_date=born).status_code == 403
    assert town.coach.client.post(reverse("participant:begin_record")).status_code == 403
    assert kept(second).user is None


def test_the_api_gives_the_same(town, lee):
    person = record(town.agency, birth_date=date(1990, 5, 17))
    found = lee.client.get("/api/v1/me/records-waiting").json()
    assert found == [
        {"id": str(person.pk), "name": "Lee Park", "agency": town.agency.name, "asks_birth_date": True}
    ]
    body = {"id": str(person.pk)}
    wrong = lee.client.post("/api/v1/me/record", body, content_type="application/json")
    assert wrong.status_code == 422
    right = lee.client.post(
        "/api/v1/me/record", body | {"birth_date": "1990-05-17"}, content_type="application/json"
    )
    assert (right.status_code, right.json()["id"]) == (201, str(person.pk))
    assert lee.client.get("/api/v1/me/records-waiting").json() == []
    refused = town.coach.client.post("/api/v1/me/record", {}, content_type="application/json")
    assert refused.status_code == 403


def test_from_the_invitation_to_the_record(town):
    person = record(town.agency)
    with as_member(town.operator) as actor:
        _made, secret = invite_member(actor, town.agency, email=ADDRESS, role="participant", name="Lee")
    user = accept_invitation(secret, password="a long enough sentence").user
    lee = SimpleNamespace(user=user, client=SignedIn(user))
    assert "Lee Park" not in home(lee), "whoever invites could have opened the link"
    with acting_as_system("test"):
        confirm(user)
    assert "Lee Park" in home(lee)
    assert take(lee, person).status_code == 302


@pytest.mark.parametrize(("who", "page"), [("coach", "coach:person"), ("manager", "program:person")])
def test_staff_invite_a_person_from_the_record(town, mailoutbox, settings, who, page):
    settings.EMAIL_HOST = "mail.example.org"
    person, staff = record(town.agency, email=ADDRESS), getattr(town, who)
    open_to(town, person)
    shown = staff.client.get(reverse(page, args=[person.pk])).content.decode()
    invite = reverse(f"{page}_invite", args=[person.pk])
    assert invite in shown
    answer = staff.client.post(invite)
    assert f"{ADDRESS} is invited" in answer.content.decode()
    assert [letter.to for letter in mailoutbox] == [[ADDRESS]]
    secret = re.search(r"/invitation/([^/\s]+)/", mailoutbox[0].body)[1]
    with acting_as_system("test"):
        made = Invitation.objects.get()
    assert (made.role, made.organization, made.invited_by) == ("participant", town.agency, staff.user)
    user = accept_invitation(secret, password="a long enough sentence").user
    with acting_as_system("test"):
        confirm(user)
    lee = SimpleNamespace(user=user, client=SignedIn(user))
    assert take(lee, person).status_code == 302
    assert invite not in staff.client.get(reverse(page, args=[person.pk])).content.decode()


def test_the_invitation_says_it_in_each_language_and_letters_follow_the_one_it_was_read_in(
    town, client, mailoutbox, settings
):
    settings.EMAIL_HOST = "mail.example.org"
    person = record(town.agency, email=ADDRESS)
    open_to(town, person)
    town.coach.client.post(reverse("coach:person_invite", args=[person.pk]))
    (letter,) = mailoutbox
    assert (
        letter.subject
        == f"{town.agency.name} invites you to Gainful / {town.agency.name} le invita a Gainful"
    )
    assert "It works once, until" in letter.body
    assert "Funciona una vez, hasta el" in letter.body
    link = re.search(r"/invitation/[^/\s]+/", letter.body)[0]
    given = {"name": "Lee", "password": "a long enough sentence"}
    assert client.post(link, given, headers={"accept-language": "es-MX,es;q=0.9"}).status_code == 302
    with acting_as_system("test"):
        assert User.objects.get(email=ADDRESS).language == "es"


def test_staff_get_english_letters_whatever_their_browser_asks_for(town, client):
    with as_member(town.operator) as actor:
        _made, secret = invite_member(actor, town.agency, email=ADDRESS, role="coach", name="Lee")
    given = {"name": "Lee", "password": "a long enough sentence"}
    client.post(reverse("invitation", args=[secret]), given, headers={"accept-language": "es"})
    with acting_as_system("test"):
        assert User.objects.get(email=ADDRESS).language == "en"


@pytest.mark.parametrize("case", ["no_address", "discreet", "elsewhere", "account"])
def test_nobody_is_invited_where_it_would_do_harm_or_is_not_ours(town, mailoutbox, case):
    with acting_as_system("test"):
        elsewhere = Organization.objects.create(name="Elsewhere", kind="agency")
        other = User.objects.create_user("other@example.org", name="Other")
    person = record(
        elsewhere if case == "elsewhere" else town.agency,
        email="" if case == "no_address" else ADDRESS,
        user=other if case == "account" else None,
    )
    open_to(town, person)
    if case == "discreet":
        with acting_as_system("test"):
            ContactRules.objects.create(participant=person, discreet=True)
    page = reverse("coach:person", args=[person.pk])
    invite = reverse("coach:person_invite", args=[person.pk])
    assert invite not in town.coach.client.get(page).content.decode()
    assert town.coach.client.post(invite)["Location"] == page
    with acting_as_system("test"):
        assert not Invitation.objects.exists()
    assert not mailoutbox


def test_an_invitation_of_staff_who_left_opens_nothing(town):
    with as_member(town.coach) as actor:
        _made, secret = invite_participant(actor, email=ADDRESS)
    with acting_as_system("test"):
        Membership.objects.filter(user=town.coach.user).update(ended_at=timezone.now())
    with pytest.raises(InvitationClosed):
        accept_invitation(secret, password="a long enough sentence")


@pytest.mark.parametrize("who", ["employer", "operator", "stranger"])
def test_other_roles_do_not_invite_participants_from_records(town, who):
    person, actor = record(town.agency, email=ADDRESS), getattr(town, who)
    assert actor.client.post(reverse("coach:person_invite", args=[person.pk])).status_code in {403, 404}
    if actor.role in {"employer", "operator"}:
        with as_member(actor) as acting, pytest.raises(PermissionDenied):
            invite_participant(acting, email=ADDRESS)
