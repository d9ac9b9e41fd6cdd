"""An operator invites somebody; they make an account, sign in with a password, and add a second step."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.journeys.browser import looked_at
from tests.journeys.hands import BOTH, Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser"), pytest.mark.timeout(900)]
PASSWORD = "river stone lantern 42"


def one_time_code(secret: str) -> str:
    """Return what an authenticator app shows now (RFC 6238: SHA-1, 30 s, six digits)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def invited(visitor, hands_of) -> tuple[str, str]:
    """Let the operator invite a coach; returns the address and the link."""
    operator = visitor()
    hands = hands_of(operator)
    email = f"coach-{uuid4().hex[:8]}@example.org"
    operator.sign_in("operator")
    hands.press(operator.link("People and organizations"))
    operator.page.wait_for_url("**/accounts/")
    form = operator.page.locator("form[action$='/accounts/invite/']")
    hands.write(form.get_by_label("Email"), email)
    hands.write(form.get_by_label("Name"), "Kim Rivers")
    role = form.get_by_label("Role")
    hands.choose(role, "coach")
    organization = form.get_by_label("Organization")
    hands.choose(organization, str(organization.locator("option").last.get_attribute("value")))
    hands.press(form.get_by_role("button", name="Invite"))
    return email, operator.field("The link").input_value()


@pytest.fixture(params=BOTH)
def hands_of(request):
    """How everybody in the story uses a page."""
    return (lambda _someone: Mouse()) if request.param == "mouse" else lambda someone: Keyboard(someone.page)


def test_invited_joins_signs_in_and_adds_a_second_step(visitor, hands_of):
    email, link = invited(visitor, hands_of)
    someone = visitor()
    hands = hands_of(someone)
    someone.page.goto(link)
    assert looked_at(someone.page) == []
    hands.write(someone.field("Choose a password"), PASSWORD)
    hands.press(someone.button("Join"))
    someone.page.wait_for_url(lambda url: "/invitation/" not in url)
    _add_second_step(someone, hands)
    code = re.findall(r"\b[0-9a-f]{8}\b", someone.page.locator("main textarea").input_value())[0]
    hands.press(someone.button("Sign out"))
    expect(someone.button("Sign out")).to_be_hidden()
    someone.open("/accounts/login/")
    hands.write(someone.field("Email"), email)
    hands.write(someone.field("Password"), PASSWORD)
    hands.press(someone.button("Sign in"))
    someone.page.wait_for_url("**/2fa/**")
    assert looked_at(someone.page) == []
    hands.write(someone.page.locator("#id_code"), code)
    hands.press(someone.button("Sign In").or_(someone.button("Sign in")))
    expect(someone.button("Sign out")).to_be_visible()


def _add_second_step(someone, hands):
    someone.open("/accounts/2fa/totp/activate/")
    if "reauthenticate" in someone.page.url:
        hands.write(someone.page.locator("input[type=password]"), PASSWORD)
        hands.press(someone.button("Go on"))
        someone.page.wait_for_url("**/totp/activate/**")
    assert looked_at(someone.page) == []
    secret = someone.page.locator("#authenticator_secret").input_value()
    hands.write(someone.page.locator("#id_code"), one_time_code(secret))
    hands.press(someone.button("Activate"))
    someone.page.wait_for_url("**/recovery-codes/**")
    assert looked_at(someone.page) == []
