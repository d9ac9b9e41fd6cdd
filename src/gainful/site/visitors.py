"""Whom a visitor has come for: the one account that a sign-in page is about, so that it sees no other."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

STASHED_LOGIN = "account_login"
"""Where allauth keeps who has given a password and still owes the second step."""
RESET = "/accounts/password/reset/key/"


def subject_of(request: HttpRequest) -> str:
    """Return what the visitor's claim names: an account, an address, the sample accounts, or nothing."""
    path = request.path
    for start, subject in SUBJECTS.items():
        if path.startswith(start):
            return subject(request)
    return ""


def typed_address(request: HttpRequest, credentials: dict[str, str] | None = None) -> str:
    """Return the address that somebody tries to sign in with, in small letters: each library names it otherwise."""
    given = credentials or {}
    found = given.get("email") or given.get("login") or given.get("username") or request.POST.get("login")
    return str(found or "").replace("\0", "").strip().lower()


def _demo(_request: HttpRequest) -> str:
    return "demo:yes" if settings.DEMO else ""


def _nobody_yet(_request: HttpRequest) -> str:
    """Return nothing: the agency's server names the account later (`SingleSignOnAdapter`), a letter's link none."""
    return ""


def _signing_in(request: HttpRequest) -> str:
    if pending := _pending(request):
        return f"account:{pending}"
    typed = str(request.POST.get("login") or request.POST.get("email") or "").replace("\0", "").strip()
    return f"email:{typed}" if typed else ""


def _pending(request: HttpRequest) -> str:
    """Return the account that has given its password in this session and still owes the second step."""
    stashed = request.session.get(STASHED_LOGIN)
    return _account(str(stashed.get("user_pk") or "")) if isinstance(stashed, dict) else ""


def _account_of_reset(request: HttpRequest) -> str:
    account = _account(request.path.removeprefix(RESET).split("-")[0])
    return f"reset:{account}" if account else ""


def _account(written: str) -> str:
    """Return the id of an account as allauth writes it in addresses and sessions, empty where it is none."""
    try:
        return str(UUID(written))
    except ValueError:
        return ""


SUBJECTS: dict[str, Callable[[HttpRequest], str]] = {
    "/demo/": _demo,
    "/accounts/oidc/": _nobody_yet,
    "/accounts/confirm-email/": _nobody_yet,
    RESET: _account_of_reset,
    "/accounts/": _signing_in,
}
"""Pages that know an account before anybody is signed in, the narrower address first."""
