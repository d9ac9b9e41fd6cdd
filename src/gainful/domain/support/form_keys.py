"""A form has a number, which becomes that of the row: sent twice, by a finger or a bad connection, it is one row."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from gainful.domain.participants.ids import next_id
from gainful.domain.support.errors import SupportError

Row = TypeVar("Row", bound=models.Model)


def sent_before(model: type[Row], key: UUID | None, **same: Any) -> Row | None:
    """Return the row that this form made already, or None; `same` says about whom it is."""
    return None if key is None else model._default_manager.filter(pk=key, **same).first()  # noqa: SLF001 - Django's public Meta API


def create_once(model: type[Row], key: UUID | None, **fields: Any) -> Row:
    """Make the row of a form; SupportError where the same form arrives in this very moment."""
    try:
        with transaction.atomic():
            return model._default_manager.create(pk=key or next_id(), **fields)  # noqa: SLF001 - as above
    except IntegrityError as error:
        if "_pkey" not in str(error):
            raise
        raise SupportError(_("This was sent already."), hint=_("Reload the page to see it.")) from error
