"""What an employer sees of one worker: the same facts on the employer's page, the worker's own, and behind a link."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from gainful.domain.workforce.models import Worker
from gainful.domain.workforce.queries import HeldLevel, credentials_of, levels_of, profile_levels_of
from gainful.engine.occupations import load_reference

MOST_LEVELS = 12
SOURCES = {
    "role": _("assumed from the role and the time in it"),
    "profile": _("worked out from the jobs in their record"),
    "training": _("learned in training"),
    "assessment": _("measured"),
    "credential": _("proved by a credential"),
    "resume": _("read from a résumé"),
    "stated": _("said by themself"),
}


def worker_context(row: Worker) -> dict[str, Any]:
    """Return everything that the employer can see of this worker, and nothing more."""
    told = row.tells_levels
    return {
        "worker": row,
        "occupation": occupation_title(row.occupation_code),
        "levels": _lines(levels_of(row, told=told)),
        "credentials": credentials_of(row) if told else [],
    }


def profile_context(row: Worker) -> dict[str, Any]:
    """Return what the employer would see of the worker's own profile, for the worker to read before they say yes."""
    return {"own_levels": _lines(profile_levels_of(row)), "own_credentials": credentials_of(row)}


def _lines(levels: list[HeldLevel]) -> list[dict[str, Any]]:
    return [
        {"name": line.name, "level": f"{line.level:.1f}", "source": SOURCES.get(line.evidence, line.evidence)}
        for line in levels[:MOST_LEVELS]
    ]


def occupation_title(code: str) -> str:
    """Return an occupation's name, empty where none is known."""
    try:
        return load_reference().occupation(code).title if code else ""
    except KeyError:
        return code
