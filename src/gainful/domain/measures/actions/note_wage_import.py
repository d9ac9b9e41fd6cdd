"""Note that a file of wage records was brought in."""

from __future__ import annotations

from django.db import transaction

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.models import WageImport


@transaction.atomic
def note_wage_import(actor: Actor, *, name: str, rows: int, refused: int, was_known: bool) -> WageImport:
    """Note who brought which file in, and what became of its rows."""
    return WageImport.objects.create(
        organization=require(actor, "import_wages"), made_by=actor.user, name=name[:200], rows=rows, refused=refused,
        was_known=was_known,
    )  # fmt: skip
