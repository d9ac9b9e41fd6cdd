"""A coach invites a person by the address on their record; on a phone, in Spanish, they come to it and steer it."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import HEIGHT, looked_at
from tests.journeys.hands import Keyboard, Mouse
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PHONE, NAME, BORN, PASSWORD = 360, "Marisol Quintero", "1988-07-04", "lantern stone river 42"


def look(someone: Visitor) -> None:
    """Look at the page at both widths, and go back to the phone."""
    assert looked_at(someone.page) == []
    someone.page.set_viewport_size({"width": PHONE, "height": HEIGHT})


def letter_to(address: str) -> str:
    """Return the newest letter about an account that the site wrote into its folder, as it has no mail server."""
    folder = Path(os.environ["GAINFUL_TEST_DATA"]) / "journeys" / "var" / "outbox"
    letters = sorted(folder.glob("account-*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    sent = (json.loads(path.read_text(encoding="utf-8")) for path in letters)
    return next(str(letter["text"]) for letter in sent if letter["to"] == address)


def put_down_by_staff(visitor, email: str) -> None:
    """Let a manager write down a person with address and birth date who agreed on a signed form."""
    manager, hands = visitor(), Mouse()
    manager.sign_in("program_manager")
    manager.open("/program/people/new/")
    hands.write(manager.field("Person ID"), f"INV-{email[:8]}")
    hands.write(manager.field("Name (optional)"), NAME)
    hands.write(manager.field("Email address (optional)"), email)
    manager.page.get_by_label("Birth date").fill(BORN)
    hands.press(manager.page.get_by_role("button", name=re.compile("Save|Add")).first)
    expect(manager.page.get_by_role("heading", level=1)).to_have_text(NAME)


def invited_by_coach(coach: Visitor, email: str) -> str:
    """Open the record from the coach's list and invite the person; returns the link that is shown once."""
    hands = Mouse()
    coach.sign_in("coach")
    coach.open(f"/coach/?q={NAME.split()[1]}")
    hands.press(coach.link(NAME))
    hands.press(coach.button("Invite them to their own place here"))
    expect(coach.page.get_by_role("heading", level=1)).to_have_text(f"{email} is invited")
    assert looked_at(coach.page) == []
    link = coach.field("The link").input_value()
    hands.press(coach.link("I have copied it"))
    expect(coach.page.get_by_role("heading", level=1)).to_have_text(NAME)
    return link


def confirm_address(person: Visitor, keys: Keyboard, email: str) -> None:
    """Ask for the letter, and say yes behind its link."""
    keys.press(person.link("Confirmar mi dirección de correo"))
    sends = person.button("Mandar un enlace para confirmarla")
    expect(sends).to_be_visible()
    look(person)
    keys.press(sends)
    expect(person.page.get_by_text(f"Mandamos un enlace a {email}")).to_be_visible()
    letter = letter_to(email)
    assert "Hola de parte de Gainful." in letter
    person.page.goto(re.search(r"https?://\S+/accounts/confirm-email/\S+", letter)[0])
    look(person)
    keys.press(person.button("Sí, es mía"))
    expect(person.button("Sí, es mía")).to_have_count(0)


def test_a_coach_invites_a_person_who_takes_up_the_record_and_steers_it(visitor):
    email = f"{uuid4().hex[:8]}@example.org"
    put_down_by_staff(visitor, email)
    coach = visitor()
    link = invited_by_coach(coach, email)

    person = visitor(width=PHONE, locale="es-MX")
    keys = Keyboard(person.page)
    person.page.goto(link)
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("le invita")
    look(person)
    keys.write(person.field("Elija una contraseña"), PASSWORD)
    keys.press(person.button("Unirse"))
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Todavía no tiene un registro aquí")
    takes_up = person.page.get_by_role("button", name=re.compile("^Esta persona soy yo"))
    expect(takes_up).to_have_count(0)  # whoever invited could have opened the link
    look(person)
    confirm_address(person, keys, email)

    person.open("/participant/")
    expect(person.page.get_by_text(f"Está a nombre de {NAME}.")).to_be_visible()
    look(person)
    for born, outcome in (("1988-07-05", "no es la fecha de nacimiento"), (BORN, "Este registro ya es suyo")):
        person.field("Su fecha de nacimiento").fill(born)
        keys.press(takes_up)
        expect(person.page.get_by_text(outcome)).to_be_visible()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("¿Quién puede ver mi información?")
    expect(person.page.locator("#looks li").first).to_contain_text("Casey Lund")
    look(person)
    person.open("/participant/")
    expect(person.page.get_by_role("heading", level=1)).to_contain_text("Hola")
    look(person)
    coach.page.reload()
    expect(coach.button("Invite them to their own place here")).to_have_count(0)

    second = visitor(width=PHONE)
    second.page.goto(link)
    expect(second.page.get_by_role("heading", level=1)).to_have_text("This link no longer opens anything")
