"""Django's `migrate`, with states of the project that are rendered only where an operation needs them."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate

from gainful.site.small_state import SmallStateExecutor


class Command(migrate.Command):
    """What an upgrade, a restored backup, a first start and the tests' database run."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run Django's command with our executor, which Django offers no setting for."""
        names = vars(migrate)
        own = names["MigrationExecutor"]
        names["MigrationExecutor"] = SmallStateExecutor
        try:
            super().handle(*args, **options)
        finally:
            names["MigrationExecutor"] = own
