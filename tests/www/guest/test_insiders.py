"""Whoever is of another side signs nothing through a link; how a signature came stands beside it for every side."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.links import token_of
from gainful.domain.messages.models import Message, SignedLink
from gainful.domain.participants.models import ReadLog
from gainful.domain.support.actions.practice import Signer, sign_practice
from gainful.domain.support.errors import NotAllowedError
from gainful.domain.support.models import PracticeSignature
from gainful.domain.support.states.practice import PracticeSide
from tests.domain.support.test_practice import sent, terms
from tests.helped import as_member
from tests.town import SignedIn

GIVEN = re.compile(r'readonly value="http://testserver([^"]+)"')
SIGNS = {"verb": "sign", "sign-name": "Kim Vang", "sign-title": "Owner"}


def shown(reply):
    assert reply.status_code == 200, reply.content.decode()[:2000]
    return reply.content.decode()


def handed_over(town, row, side="host"):
    """Return the address of a link that the manager makes and hands over."""
    page = reverse("coach:practice_link", args=[row.pk])
    return GIVEN.search(shown(town.manager.client.post(page, {"side": side})))[1]


def mailed(row):
    """Return the address that stands in the letter to the host."""
    with acting_as_system("test"):
        found = SignedLink.objects.filter(scope="practice_host", sent_to=row.host_email).latest("created_at")
    return reverse("guest:link", args=[token_of(found.pk)])


def signatures():
    with acting_as_system("test"):
        return list(PracticeSignature.objects.order_by("signed_at"))


def sign(browser, link, row):
    return shown(browser.post(f"{link}answer/", {**SIGNS, "seen": row.content_hash}, follow=True))


@pytest.mark.parametrize("who", ["manager", "coach"])
def test_a_member_of_the_agency_reads_and_signs_nothing_for_the_host(town, ana, who):
    row = sent(town, ana)
    link, browser = handed_over(town, row), getattr(town, who).client
    page = shown(browser.get(link))
    assert f"You are signed in here as {who.title()}" in page
    assert "Sign this agreement" not in page
    assert "Nobody signs for another side" in sign(browser, link, row)
    assert signatures() == []
    with acting_as_system("test"):
        looks = ReadLog.objects.filter(participant=ana.person, what="Practice agreement opened")
        readers = set(looks.values_list("reader", "organization_name"))
    assert (who.title(), str(town.agency)) in readers
    assert ("Kim Vang", "More Than Books") not in readers


def test_the_person_signs_nothing_for_the_host(town, ana):
    row = sent(town, ana)
    link = handed_over(town, row)
    assert "Sign this agreement" not in shown(ana.client.get(link))
    assert "Nobody signs for another side" in sign(ana.client, link, row)
    assert signatures() == []


def test_all_sides_read_who_handed_the_link_over_and_whose_browser_it_was(town, ana):
    row = sent(town, ana)
    browser = town.manager.client
    link = handed_over(town, row)
    browser.post(reverse("account_logout"))
    browser.get(link)
    assert "Signed. Thank you." in sign(browser, link, row)
    kept = signatures()[0]
    manager = f"Manager, {town.agency}"
    assert (kept.way, kept.handed_by, kept.browser_of) == ("handed", "Manager", manager)
    words = ("a link that Manager of the agency made and handed over", f"known to that browser: {manager}")
    pages = (
        Client().get(link),
        ana.client.get(reverse("participant:practice", args=[row.pk])),
        town.coach.client.get(reverse("coach:practice", args=[row.pk])),
    )
    for page in map(shown, pages):
        assert all(each in page for each in words)
        assert "Ask them." in page
    told = town.coach.client.get(f"/api/v1/practice/{row.pk}").json()["signatures"][0]
    assert (told["way"], told["handed_by"], told["browser_of"]) == ("handed", "Manager", manager)
    with acting_as_system("test"):
        assert PracticeSignature.pgh_event_model.objects.get().browser_of == manager


def test_a_letter_s_link_in_a_browser_that_nobody_else_used_needs_no_question(town, ana):
    row = sent(town, ana)
    assert "Signed. Thank you." in sign(Client(), mailed(row), row)
    kept = signatures()[0]
    assert (kept.way, kept.handed_by, kept.browser_of) == ("letter", "", "")
    page = shown(town.coach.client.get(reverse("coach:practice", args=[row.pk])))
    assert "Signed through the link in a letter to them." in page
    assert "Ask them." not in page


def test_a_host_who_is_signed_in_elsewhere_signs_and_that_stands_there(town, ana):
    row = sent(town, ana)
    assert "Signed. Thank you." in sign(SignedIn(town.employer.user), mailed(row), row)
    kept = signatures()[0]
    assert (kept.way, kept.browser_of) == ("letter", f"{town.employer.user}, {town.employer.organization}")
    page = shown(town.coach.client.get(reverse("coach:practice", args=[row.pk])))
    assert "Ask them." not in page


def test_a_letter_s_link_at_a_browser_of_the_agency_is_to_be_asked_about(town, ana):
    row = sent(town, ana)
    link, browser = mailed(row), town.manager.client
    browser.get(link)
    browser.post(reverse("account_logout"))
    assert "Signed. Thank you." in sign(browser, link, row)
    assert signatures()[0].way == "desk"
    page = shown(ana.client.get(reverse("participant:practice", args=[row.pk])))
    assert "in a browser where somebody of the agency was signed in" in page
    assert "Ask them." in page


def test_nobody_signs_for_the_agency_whose_own_address_gets_the_host_s_link(town, ana):
    row = sent(town, ana, host_email=town.manager.user.email.upper())
    with as_member(town.manager) as actor, pytest.raises(NotAllowedError, match="nobody signs for two sides"):
        sign_practice(actor, row, Signer("M"), side=PracticeSide.PROVIDER, seen_hash=row.content_hash)


def test_a_forged_cookie_is_nothing(town, ana):
    row, browser = sent(town, ana), Client()
    browser.cookies["gainful_inside"] = "e30:forged:forged"
    assert "Signed. Thank you." in sign(browser, mailed(row), row)
    assert signatures()[0].browser_of == ""


def test_a_host_is_written_to_in_the_language_that_the_manager_says(town, ana):
    row = sent(town, ana, host_language="es")
    with acting_as_system("test"):
        letter = Message.objects.get(address=row.host_email)
    assert letter.language == "es"
    assert "Por favor firme: práctica de trabajo en More Than Books" in letter.subject
    assert "le pide leer y firmar un acuerdo de práctica de trabajo" in letter.text


def test_the_form_takes_the_language_and_knows_no_others(town, ana):
    page = reverse("coach:practice_new", args=[ana.person.pk])
    given = {name: value for name, value in vars_of(terms()).items() if value is not None}
    wrong = town.coach.client.post(page, {**given, "host_language": "xx"})
    assert wrong.status_code == 422
    made = town.coach.client.post(page, {**given, "host_language": "es"}, follow=True)
    assert "send it to be signed" in shown(made)
    with acting_as_system("test"):
        row = agreement_of(ana)
    assert (row.host_language, row.employer_language) == ("es", "en")


def vars_of(given):
    return {name: getattr(given, name) for name in given.__dataclass_fields__}


def agreement_of(ana):
    return ana.person.practices.get()
