"""What every page's shell needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from gainful.demo.filling import filled
from gainful.domain.accounts.requests import ActorRequest
from gainful.www.navigation import entries_for


def _other_languages() -> list[tuple[str, str]]:
    """Return the languages that the page is not in, each by its own name."""
    now = get_language() or "en"
    return [(code, name) for code, name in settings.LANGUAGES if not now.startswith(code)]


def shell(request: ActorRequest) -> dict[str, Any]:
    """Return the actor, the navigation of their role and whether this installation shows sample data."""
    actor = getattr(request, "actor", None)
    role = actor.role if actor is not None and actor.user is not None else ""
    if getattr(request, "needs_second_step", False):
        role = ""  # nothing else opens yet
    filling = filled() if settings.DEMO else None
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "filling": filling,
        "light": role == "participant",
        "quick_exit": settings.QUICK_EXIT if role == "participant" else "",
        "languages": _other_languages() if role in {"", "participant"} else [],
        "navigation": entries_for(role, request.path, getattr(request, "section", "")),
    }
