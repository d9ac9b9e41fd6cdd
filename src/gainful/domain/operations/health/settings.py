"""What the environment says: sample data, addresses, encryption, mail, second step."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from gainful.domain.operations.health.model import Finding, State

SHORTEST_KEY = 40
LOCAL = {"localhost", "127.0.0.1", "::1"}


def _mode() -> Iterator[Finding]:
    """Mode: real records, never debugging."""
    if settings.DEMO:
        yield Finding(_("Mode"), State.LOOK, _("sample data: anybody who reaches this address can sign in"))
    elif missing := {"operator", "program_manager", "coach"} - settings.SECOND_STEP_ROLES:
        told = _("not asked of: %s. Unset GAINFUL_SECOND_STEP.") % ", ".join(sorted(missing))
        yield Finding(_("Second step"), State.LOOK, told)
    if settings.DEBUG:
        yield Finding(_("Mode"), State.BAD, _("debugging is on: error pages show records and settings"))
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        told = _("SECRET_KEY has %(n)d characters: take %(least)d random ones or more.")
        said = told % {"n": len(settings.SECRET_KEY), "least": SHORTEST_KEY}
        yield Finding(_("Secret key"), State.BAD, said)


def _addresses() -> Iterator[Finding]:
    """Addresses: the public one is served, encrypted, and stands in letters."""
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding(
            "ALLOWED_HOSTS", State.BAD, _("any name is answered: links in letters can be turned elsewhere")
        )
    if not settings.HTTPS:
        told = _("plain HTTP: for one machine only. For others set GAINFUL_PUBLIC_URL=https://…")
        yield Finding(_("Encryption on the way"), State.LOOK, told)
        return
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if not _is_served(host):
        told = _("%(host)s is not in ALLOWED_HOSTS: every page would answer 400. Add it.") % {"host": host}
        yield Finding("ALLOWED_HOSTS", State.BAD, told)
    if settings.SECURE_PROXY_SSL_HEADER is None:
        told = _("the public address is https and no proxy is trusted: every page would send people to itself. "
                 "Set GAINFUL_BEHIND_PROXY=1 where a proxy ends the encryption.")  # fmt: skip
        yield Finding(_("Proxy"), State.BAD, told)
    letters = urlsplit(settings.SITE_ADDRESS)
    if letters.scheme != "https" or letters.hostname in LOCAL:
        told = _("letters link to %s: set GAINFUL_ADDRESS to the public address.") % settings.SITE_ADDRESS
        yield Finding(_("Links in letters"), State.BAD, told)


def _is_served(host: str) -> bool:
    return any(
        name in {host, "*"} or (name.startswith(".") and f".{host}".endswith(name))
        for name in settings.ALLOWED_HOSTS
    )


def _mail() -> Iterator[Finding]:
    """Mail: letters leave the machine."""
    if settings.EMAIL_HOST:
        yield Finding(_("Mail"), State.GOOD, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
    elif not settings.DEMO:
        told = _("no mail server: letters are written as files and nobody gets them. Set EMAIL_HOST.")
        yield Finding(_("Mail"), State.LOOK, told)


LOOKS = (_mode, _addresses, _mail)
