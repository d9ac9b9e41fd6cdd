"""Hours that were taught, booked into the ledger where they happened: a row a person, corrected by opposite rows."""

from __future__ import annotations

from django.db import connection

from gainful.domain.cohorts.models import MadeUpHours, Session


def book(session: Session | None = None, *, made_up: MadeUpHours | None = None) -> None:
    """Book what a held session, or hours made up, come to, in this transaction; asked again it changes nothing."""
    numbers = [session.pk if session else None, made_up.pk if made_up else None]
    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.book_training(%s, %s)", numbers)
