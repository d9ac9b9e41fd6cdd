"""Every address of the site, with its view; the lists of those that need no role, each with its reason."""

from __future__ import annotations

from uuid import UUID

from django.urls import URLPattern, get_resolver, resolve
from django.urls.resolvers import RegexPattern

NOBODY = UUID(int=0)
SAMPLES = {"uuid": str(NOBODY), "str": "none", "slug": "none", "int": "0"}
LIBRARY = ("accounts/", "api/v1/")
"""allauth's pages and the API guard themselves; the API's operations have a test of their own."""

OPEN = {
    "landing": "says what Gainful is",
    "demo_sign_in": "answers 404 outside demo mode",
    "first_run": "opened by a one-time secret",
    "invitation": "opened by a one-time secret",
    "invitation_sign_on": "opened by a one-time secret",
    "account_confirm_email": "opened by a mailed key; takes a yes from the account that it is for alone",
    "sign_in_failed": "says that signing in elsewhere did not work, to somebody who is not signed in",
    "guest:link": "opened by an expiring secret",
    "guest:answer": "opened by an expiring secret",
    "guest:hand_on": "opened by an expiring secret",
    "guest:line": "opened by an expiring secret",
    "guest:sign": "opened by an expiring secret",
    "guest:step": "opened by an expiring secret",
    "guest:link_pdf": "opened by an expiring secret",
    "guest:introduction_step": "opened by an expiring secret",
    "guest:follow_up": "opened by an expiring secret",
    "guest:programs": "programs whose agencies publish what became of people",
    "guest:program": "released figures with small counts hidden, for anybody to read",
    "guest:program_csv": "the same figures as a table",
    "guest:cohorts": "cohorts that anybody may read about and apply to",
    "guest:cohort": "a cohort that its managers published; takes an application without an account",
    "guest:cohort_draws": "a published draw: codes, no names",
    "guest:draw_record": "the record of a published draw, for anybody to recompute",
    "guest:draw": "a published draw at an address of its own, for anybody to check; it names nobody",
    "guest:save_search": "writes to an address once, to confirm it",
    "guest:calendar": "opened by an expiring secret",
    "guest:verify": "checks a badge that somebody gives; nothing of it is kept",
    "guest:issuer_keys": "the public keys of an agency",
    "guest:status_list": "which certificates were taken back, by number: nobody is named",
    "guest:shared_certificate": "opened by a secret that the certificate's holder gives away and ends",
}
OPEN |= {"account:language": "sets the language of whoever asks, in their own browser"}
OWN = {
    "account:home": "shows whoever is signed in their own account",
    "account:second_step": "tells whoever is signed in how to protect their own account",
    "account:choose_role": "takes only roles one holds",
    "account:issue_token": "makes a token for oneself",
    "account_email": "changes the address of whoever is signed in",
    "account:end_token": "ends only one's own tokens",
}


def opens(role: str, address: str) -> bool:
    """Whether the gate lets this role in: whom it refuses, at every address, is asked in test_permissions."""
    return role in getattr(resolve(address.split("?", maxsplit=1)[0]).func, "allowed_roles", (role,))


def views():
    """Yield (name, address with sample arguments, view) of every address that is ours."""
    yield from _walk(get_resolver().url_patterns, "", "")


def _walk(patterns, address, namespace):
    for pattern in patterns:
        here = address + _sample(pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), "/" + here, pattern.callback
        elif not here.startswith(LIBRARY):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, inner)


def _sample(pattern):
    assert not isinstance(pattern.pattern, RegexPattern), "use path(), so that addresses can be tried"
    text = str(pattern.pattern)
    for kind, value in SAMPLES.items():
        while f"<{kind}:" in text:
            start = text.index(f"<{kind}:")
            text = text[:start] + value + text[text.index(">", start) + 1 :]
    return text


def patterns():
    """Yield (name, pattern text) of every address that is ours, its arguments as `<kind:name>`."""
    yield from _texts(get_resolver().url_patterns, "", "")


def _texts(found, address, namespace):
    for pattern in found:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or ""), "/" + here
        elif not here.startswith(LIBRARY):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _texts(pattern.url_patterns, here, inner)
