"""Save a row after the model's own checks; what is wrong is said with the field's name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def saved(row: Row, refuse: Callable[[str, str], Exception]) -> Row:
    """Save a row, or raise what `refuse` makes of the words and the field that cannot be used."""
    fields = row._meta.concrete_fields  # noqa: SLF001 - Django's public Meta API
    by_nobody = [field.name for field in fields if field.null and getattr(row, field.attname) is None]
    try:
        row.full_clean(exclude=by_nobody)
    except ValidationError as error:
        field, words = next(iter(error.message_dict.items()))
        known = {item.name: item for item in fields}
        label = str(getattr(known.get(field), "verbose_name", ""))
        raise refuse(f"{label}: {words[0]}".removeprefix(": "), field) from error
    row.save()
    return row
