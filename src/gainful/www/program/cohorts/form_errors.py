"""Turn a refusal of the domain into an error of the form's field."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.db import transaction

from gainful.domain.job_orders.errors import JobOrderError


@contextmanager
def put_error(form: forms.Form) -> Iterator[None]:
    """Run a step; what is refused stands at its field, and nothing of the step is saved."""
    try:
        with transaction.atomic():
            yield
    except JobOrderError as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, f"{error.message} {error.hint}".strip())
