"""What every page's shell needs to know."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the actor and whether this installation shows sample data."""
    return {"actor": getattr(request, "actor", None), "demo": settings.DEMO}
