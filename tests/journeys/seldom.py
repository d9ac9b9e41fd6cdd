"""Pages that no link leads to, as the site renders them: after a form was sent, behind a one-time link, or refusals."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.shortcuts import render
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.views import defaults
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization

PASSWORD = "river stone lantern 42"
ALLOWED_TRIES = 5
"""Wrong passwords in five minutes after which the sign-in form itself answers; AXES_FAILURE_LIMIT shuts the door."""
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Nobody's password is kept here; a slow hash would only cost time."""


def body(reply: Any) -> str:
    """Return the page; one that is no page fails here, by name of its address."""
    assert reply.status_code not in {301, 302}, (reply.request["PATH_INFO"], reply.get("Location"))
    return str(reply.content.decode())


def account(email: str, role: str = "") -> User:
    """Make an account with a password, a confirmed address and, if named, a role."""
    with acting_as_system("test"):
        user = User.objects.create_user(email, password=PASSWORD, name="Kim Rivers")
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if role:
            agency, _made = Organization.objects.get_or_create(name="Harbor Workforce", kind="agency")
            Membership.objects.create(user=user, organization=agency, role=role)
    return user


def entered(email: str) -> Client:
    """Sign in with the password, as a person does."""
    client = Client()
    reply = client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    assert reply.status_code == 302, reply.content.decode()[-2000:]
    return client


def security_key() -> dict[str, Any]:
    """Return a security key as it registers itself; nobody holds its private half."""
    public = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    credential = AttestedCredentialData.create(Aaguid.NONE, b"key", public)
    data = AuthenticatorData.create(bytes(32), AuthenticatorData.FLAG.AT, 0, bytes(credential))
    made = AttestationObject.create("none", data, {})
    client = CollectedClientData.create(CollectedClientData.TYPE.CREATE, b"challenge", "https://localhost")
    response = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(bytes(made))}
    key = websafe_encode(b"key")
    answer = {"id": key, "rawId": key, "type": "public-key", "response": response}
    return {"name": "Blue key", "credential": {**answer, "clientExtensionResults": {}}}


def first_run(folder: Path) -> str:
    """The page that makes the first account."""
    file = folder / "first-run"
    file.write_text(f"sesame {time.time()}")
    with override_settings(FIRST_RUN_FILE=file):
        return body(Client().get(reverse("first_run", args=["sesame"])))


def doors() -> dict[str, str]:
    """Pages at the door: no role, no record, locked out, refused, closed."""
    account("ana@example.org", "participant")
    account("manager@example.org", "program_manager")
    found = {
        "participant without a record": body(entered("ana@example.org").get(reverse("participant:home"))),
    }
    manager = entered("manager@example.org")
    found["not there"] = body(manager.get("/program/nowhere/"))
    found["not yours"] = body(manager.get("/operator/"))
    found["closed link"] = body(Client().get("/guest/link/not-a-link/"))
    found["too long open"] = body(Client(enforce_csrf_checks=True).post("/accounts/login/", {}))
    guesser, wrong = Client(), {"login": "guessed@example.org", "password": "not the password"}
    for _ in range(ALLOWED_TRIES + 1):
        found["slowed down"] = body(guesser.post("/accounts/login/", wrong))
    with override_settings(AXES_FAILURE_LIMIT=1):
        for _ in range(2):
            found["locked out"] = body(
                guesser.post("/accounts/login/", {**wrong, "login": "other@example.org"})
            )
    nothing = RequestFactory().get("/")
    found["no role"] = body(render(nothing, "guest/no_role.html"))
    found["broken"] = body(defaults.server_error(nothing))
    found["unreadable"] = body(defaults.bad_request(nothing, ValueError()))
    return found


def sent_forms() -> dict[str, str]:
    """What a page shows once after its form was sent: a token, an invitation; and the form again where it is wrong."""
    account("operator@example.org", "operator")
    client = entered("operator@example.org")
    with acting_as_system("test"):
        organization = Organization.objects.get(name="Harbor Workforce")
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    token = {"name": "nightly", "scope": "read", "days": 30}
    invitation = {"email": "kim@example.org", "name": "Kim", "role": "coach", "organization": organization.pk}
    return {
        "token made": body(client.post(reverse("account:issue_token"), token)),
        "token refused": body(client.post(reverse("account:issue_token"), {**token, "days": 0})),
        "invitation made": body(client.post(reverse("operator:invite"), invitation)),
        "invitation refused": body(client.post(reverse("operator:invite"), {**invitation, "email": "x"})),
    }


def password_pages() -> dict[str, str]:
    """Forgotten passwords and addresses to confirm."""
    user = account("forgetful@example.org", "coach")
    client, ask = Client(), "/accounts/password/reset/"
    client.post(ask, {"email": user.email})
    link = re.search(r"/accounts/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link
    choose = client.get(link[0], follow=True)
    refused = client.post(choose.request["PATH_INFO"], {"password1": "a", "password2": "b"})
    with acting_as_system("test"):
        address = EmailAddress.objects.create(user=user, email="second@example.org")
        key = EmailConfirmationHMAC(address).key
    return {
        "reset asked": body(client.get(f"{ask}done/")),
        "reset link": body(choose),
        "reset refused": body(refused),
        "reset link that ended": body(client.get(f"{ask}key/1-set-password/")),
        "reset done": body(client.get(f"{ask}key/done/")),
        "confirm an address": body(entered(user.email).get(reverse("account_confirm_email", args=[key]))),
        "confirm before signing in": body(client.get(reverse("account_confirm_email", args=[key]))),
        "confirm link that ended": body(client.get(reverse("account_confirm_email", args=["x"]))),
        "confirmation sent": body(client.get(reverse("account_email_verification_sent"))),
        "account closed": body(client.get(reverse("account_inactive"))),
        "other sign-in stopped": body(client.get(reverse("socialaccount_login_cancelled"))),
        "other sign-in failed": body(client.get(reverse("socialaccount_login_error"))),
    }


def second_step() -> dict[str, str]:
    """The second step at sign-in: asked for, shown, taken away."""
    user = account("careful@example.org", "coach")
    client = entered(user.email)
    with override_settings(SECOND_STEP_ROLES=frozenset({"coach"})):
        asked_for = body(client.get(reverse("account:second_step")))
    with acting_as_system("test"):
        TOTP.activate(user, "JBSWY3DPEHPK3PXP")
        RecoveryCodes.activate(user)
        key = Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=security_key())
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    names = (
        "account_reauthenticate", "account_logout", "account_email", "account_change_password", "mfa_index",
        "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
        "mfa_list_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "socialaccount_connections",
    )  # fmt: skip
    found = {"second step": asked_for, **{name: body(client.get(reverse(name))) for name in names}}
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        found[name] = body(client.get(reverse(name, args=[key.pk])))
    other = Client()
    other.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    found["mfa_authenticate"] = body(other.get(reverse("mfa_authenticate")))
    found["code refused"] = body(other.post(reverse("mfa_authenticate"), {"code": "000000"}))
    return found


@override_settings(
    PASSWORD_HASHERS=QUICK, EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend", DEBUG=False
)
def seldom_seen(folder: Path) -> dict[str, str]:
    """Return every such page by its name."""
    mail.outbox = []
    pages = {"first run": first_run(folder), **doors(), **sent_forms()}
    return {**pages, **password_pages(), **second_step()}


HEADINGS = {
    "first run": "Make the first account",
    "second step": "One more step: protect this account",
    "no role": "Your account has no role yet",
    "participant without a record": "You have no record here yet",
    "not there": "There is no such page, or it is not shared with you",
    "not yours": "This page is not open to your role",
    "closed link": "This link no longer opens anything",
    "too long open": "This page was open too long",
    "locked out": "Too many tries",
    "reset asked": "Look at your email",
    "reset link": "Choose a new password",
    "reset refused": "Choose a new password",
    "other sign-in failed": "Signing in did not work",
    "reset link that ended": "This link no longer works",
    "account_reauthenticate": "Is it still you?",
    "mfa_reauthenticate": "Is it still you?",
    "mfa_authenticate": "Now the second step",
    "token made": "Copy the token now",
    "invitation made": "kim@example.org is invited",
}
"""What the pages say first that nobody wants to see or sees but once."""
