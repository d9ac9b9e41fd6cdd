"""What a proxy in front of the site may say: scheme and address of the visitor, and nobody else may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


def trusted_headers() -> dict[str, Any]:
    """Return how `gainful serve` reads the headers of its proxy.

    Without one they are thrown away, since anybody can write them. The header of addresses keeps what the proxy added.
    """
    if not settings.BEHIND_PROXY:
        return {}
    return {
        "trusted_proxy": settings.PROXY_ADDRESS,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def proxy_refusal() -> str | None:
    """Say why the public address cannot work: `gainful serve` speaks plain HTTP, a proxy ends the encryption."""
    if settings.HTTPS and not settings.BEHIND_PROXY:
        return (
            _(
                "GAINFUL_PUBLIC_URL is %s, but no proxy is trusted: every page would send people to itself for ever.\n"
                "Put a proxy in front that ends the encryption (docs/guides/server) and set GAINFUL_BEHIND_PROXY=1."
            )
            % settings.PUBLIC_URL
        )
    return None
