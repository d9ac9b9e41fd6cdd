"""Three postings to try: written for Gainful in the manner of real ones, with invented employers."""

from __future__ import annotations

from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXAMPLES: dict[str, str | Promise] = {
    "nursing-assistant": _("Nursing assistant, 12 openings"),
    "help-desk": _("IT help desk technician, 4 openings"),
    "machinist": _("CNC machinist trainee, 6 openings"),
}


def example_text(name: str) -> str:
    """Return the posting of one example; empty where there is none of this name."""
    if name not in EXAMPLES:
        return ""
    return (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
