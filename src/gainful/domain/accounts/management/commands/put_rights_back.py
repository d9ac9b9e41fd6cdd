"""Put every policy, grant and guard back as this version states them; `gainful doctor --mend` runs it as the owner."""

from __future__ import annotations

from typing import Any

from django.core.management import BaseCommand, call_command

from gainful.domain.rights.apply import apply


class Command(BaseCommand):
    """Make anew what a hand may have altered: what keeps history, then the rights."""

    help = "put policies, grants and guards back as this version states them"

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Install and enable the triggers of history, then drop and make the rights."""
        call_command("pgtrigger", "install")
        call_command("pgtrigger", "enable")
        apply(anew=True)
