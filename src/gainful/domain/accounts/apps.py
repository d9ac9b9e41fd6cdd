"""App configuration."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from gainful.domain.accounts.trigger_names import keep_trigger_names
from gainful.domain.rights.apply import after_migrate, before_migrate

keep_trigger_names()  # before models are loaded, which add their triggers


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "gainful.domain.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Prepare connections for the history triggers; put the table of rights in force after migrations."""
        connection_created.connect(no_trigger_ignored, dispatch_uid="gainful.no_trigger_ignored")
        pre_migrate.connect(before_migrate, sender=self, dispatch_uid="gainful.rights_off")
        post_migrate.connect(rights_on, sender=self, dispatch_uid="gainful.rights_on")


def rights_on(using: str, **_: Any) -> None:
    """Put the rights in force, and the key of claims where PostgreSQL checks it."""
    from gainful.domain.accounts.binding import store_key

    after_migrate(using)
    with connections[using].cursor() as cursor:
        store_key(cursor)


def no_trigger_ignored(connection: Any, **_: object) -> None:
    """Say on a new connection that no trigger is ignored.

    Each history trigger asks for this setting; where it does not exist the question fails inside a savepoint of its
    own, and rolling that back walks through every foreign key check that waits for the commit: the time of a
    transaction grew with the square of its rows.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', false)")
