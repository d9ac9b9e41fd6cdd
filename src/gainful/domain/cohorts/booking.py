"""Hours that were taught, booked into the ledger where they happened: a row a person, corrected by opposite rows."""

from __future__ import annotations

from django.db import connection

from gainful.domain.cohorts.models import MadeUpHours, OnlineCompletion, Session


def book(
    session: Session | None = None,
    *,
    made_up: MadeUpHours | None = None,
    online: OnlineCompletion | None = None,
) -> None:
    """Book what a held session, hours made up, or an online course come to; asked again it changes nothing."""
    numbers = [row.pk if row else None for row in (session, made_up, online)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.book_training(%s::uuid, %s::uuid, %s::uuid)", numbers)
