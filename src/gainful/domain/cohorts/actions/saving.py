"""Save a part of a cohort after the model's own checks, and write a typed line in one way."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import Model

from gainful.domain.cohorts.errors import CohortError
from gainful.domain.organizations import saving

Row = TypeVar("Row", bound=Model)


def saved(row: Row) -> Row:
    """Save a row, or say which field cannot be used."""
    return saving.saved(row, lambda words, field: CohortError(words, field=field))


def one_line(text: str) -> str:
    """Return what was typed as one line, single spaces between its words."""
    return " ".join(text.split())
