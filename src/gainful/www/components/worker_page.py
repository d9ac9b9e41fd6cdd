"""What an employer sees of one worker: the same facts on the employer's page, the worker's own, and behind a link."""

from __future__ import annotations

from typing import Any

from gainful.domain.workforce.models import Worker
from gainful.domain.workforce.queries import levels_of
from gainful.engine.occupations import load_reference

MOST_LEVELS = 12


def worker_context(row: Worker) -> dict[str, Any]:
    """Return everything that the employer can see of this worker, and nothing more."""
    return {
        "worker": row,
        "occupation": occupation_title(row.occupation_code),
        "levels": [(name, f"{level:.1f}") for name, level in levels_of(row)[:MOST_LEVELS]],
    }


def occupation_title(code: str) -> str:
    """Return an occupation's name, empty where none is known."""
    try:
        return load_reference().occupation(code).title if code else ""
    except KeyError:
        return code
