"""A person as one system passes them on to another by file: whose record it is, what became of it, what is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gainful.engine.records.people import PersonRecord

STATES = ("present", "withdrawn", "erased")
"""What the owner tells: the record is there, the consent ended, the person was erased."""


@dataclass(frozen=True, slots=True)
class ExchangedPerson:
    """One record of a file that goes between systems; only its owner of record says that it ends."""

    owner: str
    record: str
    state: str
    changed_at: datetime
    owner_name: str = ""
    until: date | None = None
    """The day through which the person agreed."""
    scopes: tuple[str, ...] = ()
    """The parts that they let the other system see."""
    person: PersonRecord | None = None
    """None for a record that ended."""
