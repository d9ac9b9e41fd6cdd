"""A participant reads everything in Spanish: no text of their pages is missing, fuzzy or out of date."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real
from scripts import translations

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.messages.actions import Words, send_message
from gainful.domain.messages.kinds import NOTE
from gainful.domain.messages.models import Message
from gainful.domain.messages.readers import Reader
from tests.consistency.record import addresses, quiet, record
from tests.helped import as_member
from tests.person import ana
from tests.town import town

__all__ = ["ana", "quiet", "record", "town"]
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]")
ENGLISH_ANYWHERE = {
    "211", ":", "AM", "Alaska", "Arizona", "Biology", "Flight Attendants", "No", "Plan", "Puerto Rico",
    "Therapy and Counseling",
}  # fmt: skip
"""Names of O*NET, and words that are the same in both."""


def catalogue():
    return translations.entries(translations.CATALOGUE.read_text(encoding="utf-8"))


def test_every_text_of_a_participants_rooms_is_translated():
    assert translations.missing() == []
    assert len(translations.said()) > 400


def test_nothing_is_fuzzy_and_every_place_holder_is_kept():
    for one, plural, words, fuzzy in catalogue():
        if one:
            assert not fuzzy, one
            for english, text in zip((one, plural), words, strict=False):
                assert sorted(PLACES.findall(text)) == sorted(PLACES.findall(english)), (english, text)
            assert len(words) == (1 if plural is None else 2), one


def test_what_is_compiled_is_what_is_written():
    text = translations.CATALOGUE.read_text(encoding="utf-8")
    mo = Path(translations.CATALOGUE).with_suffix(".mo")
    assert mo.read_bytes() == translations.compiled(text), "run: python scripts/translations.py"


def test_terms_are_translated_as_the_glossary_says():
    rows = re.findall(
        r"^\| ([a-z ]+) \| ([^|]+) \|", Path("docs/spanish.md").read_text("utf-8"), re.MULTILINE
    )
    told = {one.lower(): words[0].lower() for one, _plural, words, _fuzzy in catalogue() if one}
    assert len(rows) > 20
    for english, spanish in rows:
        uses = [told[text] for text in told if re.search(rf"\b{english.strip()}\b", text)]
        if uses and english.strip() != "english":
            assert any(spanish.strip().split(" / ")[0] in text for text in uses), english


def test_dollars_are_written_as_in_the_united_states():
    with translation.override("es"):
        assert (
            Template('{{ usd|floatformat:"2g" }}').render(Context({"usd": Decimal("1300.5")})) == "1,300.50"
        )


@pytest.fixture
def unsaid(monkeypatch):
    """Collect what is asked for in Spanish and is not in the catalogue."""
    found: set[str] = set()
    for name in ("gettext", "ngettext", "pgettext"):
        real = getattr(trans_real, name)

        def asked(*given, _real=real, _name=name):
            text = given[1] if _name == "pgettext" else given[0]
            is_known = translation.get_language() != "es" or text in trans_real.translation("es")._catalog
            if text and not is_known and _real(*given) == text:
                found.add(text)
            return _real(*given)

        monkeypatch.setattr(translation._trans, name, asked)
    return found


def test_no_page_of_a_participant_shows_a_text_without_spanish(record, unsaid):
    browser = record.ana.client
    pages = [address for address in addresses(record) if address.startswith("/participant/")]
    opened = 0
    for address in pages:
        reply = browser.get(address, headers={"accept-language": "es"})
        if reply.status_code == 200 and "text/html" in reply.headers["Content-Type"]:
            assert 'lang="es"' in reply.content.decode(), address
            opened += 1
    assert opened > 20
    left = sorted(unsaid - ENGLISH_ANYWHERE)
    assert not left, "\n".join(left)


OF_ACCOUNTS = (
    "account:home", "account_email", "account_change_password", "account_logout", "mfa_index", "mfa_activate_totp",
    "mfa_list_webauthn", "mfa_generate_recovery_codes", "account_reauthenticate",
    "socialaccount_connections", "account:second_step",
)  # fmt: skip
OF_VISITORS = (
    "account_login", "account_signup", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key_done", "account_email_verification_sent", "account_inactive",
    "socialaccount_login_cancelled", "socialaccount_login_error",
)  # fmt: skip
PASSWORD = "a long enough sentence"
WRONG = {
    "password1": "1",
    "password2": "2",
    "oldpassword": "x",
    "email": "nobody",
    "code": "1",
    "login": "x",
    "password": "y",
}


def test_no_page_or_letter_of_an_account_shows_a_text_without_spanish(ana, client, unsaid, mailoutbox):
    with acting_as_system("test"):
        ana.user.set_password(PASSWORD)
        ana.user.save()
        ana.client.force_login(ana.user)
    spanish = {"accept-language": "es"}
    ana.client.post(reverse("account_reauthenticate"), {"password": PASSWORD}, headers=spanish)
    ways = [(ana.client, reverse(name)) for name in OF_ACCOUNTS] + [
        (client, reverse(name)) for name in OF_VISITORS
    ]
    ways += [(client, "/accounts/confirm-email/gone/"), (client, "/accounts/password/reset/key/1-gone/")]
    for browser, address in ways:
        page = browser.get(address, headers=spanish, follow=True)
        assert 'lang="es"' in page.content.decode(), (address, page.status_code, page.redirect_chain)
        if address != reverse("account_logout"):
            browser.post(address, WRONG, headers=spanish, follow=True)
    for asked in ({"action_send": ""}, {"action_add": ""}):
        given = asked | {"email": ana.user.email if "action_send" in asked else "ana2@example.org"}
        ana.client.post(reverse("account_email"), given, headers=spanish, follow=True)
    for known in (ana.user.email, "nobody@example.org"):
        client.post(reverse("account_reset_password"), {"email": known}, headers=spanish)
    assert len(mailoutbox) >= 4, [letter.subject for letter in mailoutbox]
    assert all("Hola de parte de Gainful." in letter.body for letter in mailoutbox)
    left = sorted(unsaid - ENGLISH_ANYWHERE)
    assert not left, "\n".join(left)


def test_the_person_chooses_their_language_and_letters_follow(town, ana):
    home = reverse("participant:home")
    assert 'lang="en"' in ana.client.get(home).content.decode()
    reply = ana.client.post(reverse("account:language"), {"language": "es", "next": home}, follow=True)
    assert "Hola" in reply.content.decode()
    with acting_as_system("test"):
        assert User.objects.get(pk=ana.user.pk).language == "es"
    with as_member(town.coach) as actor:
        send_message(
            actor, NOTE, Reader(ana.person, name="Ana"),
            Words(lambda: translation.gettext("Your next step"), lambda: translation.gettext("Your next step")),
        )  # fmt: skip
    with acting_as_system("test"):
        assert {row.subject for row in Message.objects.all()} == {"Su próximo paso"}


def test_pages_of_staff_stay_english_and_a_strange_language_changes_nothing(town, ana, client):
    page = town.manager.client.get(reverse("program:people"), headers={"accept-language": "es"})
    assert 'lang="en"' in page.content.decode()
    assert 'lang="es"' in client.get("/", headers={"accept-language": "es-MX"}).content.decode()
    reply = client.post(reverse("account:language"), {"language": "xx", "next": "https://evil.example/"})
    assert reply.headers["Location"] == "/"
    assert settings.LANGUAGE_COOKIE_NAME not in reply.cookies
