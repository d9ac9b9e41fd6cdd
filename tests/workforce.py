"""An employer's people as a file, and the same file brought in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils import timezone

from gainful.imports.incoming import WORKFORCE, Saved, Tally, open_incoming, save
from tests.curricula import acting

HEAD = ("Employee number", "Name", "Email", "Role", "Since", "Site", "Consent", "Consent date")
ROLES = (
    "Registered Nurses",
    "Nursing Assistants",
    "Cooks, Restaurant",
    "Janitors and Cleaners, Except Maids",
)


def line(number: int, role: str, /, *, agreed: bool = True, **changed: str) -> tuple[str, ...]:
    """Return one employee of a file."""
    told = {
        "number": f"E{number:05}", "name": f"Worker {number}", "email": f"w{number}@example.org", "role": role,
        "since": f"20{10 + number % 15:02}-0{1 + number % 9}-15", "site": "North",
        "consent": "signed form" if agreed else "", "on": timezone.localdate().isoformat() if agreed else "",
    }  # fmt: skip
    return tuple((told | changed).values())


def csv_of(rows: Any) -> bytes:
    """Return lines as a CSV file."""
    return "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, *rows)).encode()


def bring(who: SimpleNamespace, rows: Any, tally: Tally | None = None) -> Saved:
    """Bring a file in as an employer."""
    with acting(who) as actor:
        incoming = open_incoming(WORKFORCE, csv_of(rows), "staff.csv")
        incoming.file.require_clear()
        return save(actor, WORKFORCE, (tally or Tally(20)).usable(incoming.rows()))
