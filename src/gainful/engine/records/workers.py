"""An employee as an employer's file gives them: plain data, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class WorkerRecord:
    """One employee in their present role; `None` and empty mean "not told"."""

    number: str
    title: str
    name: str = ""
    email: str = ""
    code: str = ""
    """O*NET-SOC code of the role, where one is known."""
    since: date | None = None
    site: str = ""
    left_on: date | None = None
    agreed_by: str = ""
    """How they agreed to be shown to their employer: `signed_form` or `verbal`; empty: they did not."""
    agreed_on: date | None = None
    until: date | None = None
