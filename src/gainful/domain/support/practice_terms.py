"""The words of a practice agreement that all sides sign, and their hash."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from gainful.domain.support.models import PracticeAgreement
from gainful.domain.support.states.practice import PracticeSide

TERMS = (
    "person_name", "kind", "host_name", "host_contact", "host_email", "employer_name", "employer_email", "work",
    "tasks", "learns", "place", "starts_on", "ends_on", "hours_per_week", "wage", "insurer", "insurance",
)  # fmt: skip


def terms_of(row: PracticeAgreement) -> dict[str, Any]:
    """Return what is agreed as plain values, in the order of the page."""
    return {name: getattr(row, name) for name in TERMS}


def terms_hash(row: PracticeAgreement) -> str:
    """Return the SHA-256 of the terms; 20 hours and 20.0 hours are one."""
    plain = {
        name: format(value.normalize(), "f") if hasattr(value, "normalize") else str(value)
        for name, value in terms_of(row).items()
    }
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def sides_of(row: PracticeAgreement) -> list[PracticeSide]:
    """Return who has to sign: the current employer only where there is one."""
    first = [PracticeSide.PARTICIPANT, PracticeSide.HOST, PracticeSide.PROVIDER]
    return [*first, PracticeSide.EMPLOYER] if row.is_incumbent else first
