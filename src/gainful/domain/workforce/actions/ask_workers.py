"""Ask the workers who were not asked whether their employer may see them by name; the clock writes to each."""

from __future__ import annotations

from django.db import connection, transaction

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.workforce.access import require_employer
from gainful.domain.workforce.rights import KEEPS

MOST_AT_ONCE = 5000
"""Letters that one press may cause; press again for more."""


@transaction.atomic
def ask_workers(actor: Actor) -> int:
    """Mark them as asked and return how many; nobody is asked twice within thirty days, and nobody who said no."""
    require_employer(actor)
    with acting_in(KEEPS), connection.cursor() as cursor:
        cursor.execute("SELECT gainful.ask_workers(%s)", [MOST_AT_ONCE])
        return int(cursor.fetchone()[0])
