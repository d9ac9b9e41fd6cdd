"""App configuration."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "gainful.domain.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Prepare each database connection for the history triggers."""
        connection_created.connect(no_trigger_ignored, dispatch_uid="gainful.no_trigger_ignored")


def no_trigger_ignored(connection: Any, **_: object) -> None:
    """Say on a new connection that no trigger is ignored.

    Each history trigger asks for this setting; where it does not exist the question fails inside a savepoint of its
    own, and rolling that back walks through every foreign key check that waits for the commit: the time of a
    transaction grew with the square of its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
