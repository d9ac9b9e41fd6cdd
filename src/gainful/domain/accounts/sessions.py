"""Sessions of one account: nobody lists them by account, so each is opened."""

from __future__ import annotations

from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import connection

from gainful.domain.accounts.actor import acting_as_system

AT_A_TIME = 5000
"""Sessions that are held in memory at once."""


def end_sessions(account: UUID) -> int:
    """End every session of an account, so that none goes on if the account is opened again; returns how many."""
    store, ended, last = import_module(settings.SESSION_ENGINE).SessionStore(), 0, ""
    with acting_as_system("sessions of a closed account"), connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT session_key, session_data FROM django_session WHERE session_key > %s"
                " ORDER BY session_key LIMIT %s",
                [last, AT_A_TIME],
            )
            found = cursor.fetchall()
            ours = [key for key, data in found if store.decode(data).get(SESSION_KEY) == str(account)]
            cursor.execute("DELETE FROM django_session WHERE session_key = ANY (%s)", [ours])
            ended += len(ours)
            if len(found) < AT_A_TIME:
                return ended
            last = found[-1][0]
