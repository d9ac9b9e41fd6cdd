"""After a restore: erase again whoever was erased since the backup was made."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from gainful.domain.participants.actions.erase_person import erase_again


class Command(BaseCommand):
    """Run by `gainful restore`, as the owner, once the schema is up to date."""

    help = "Erase these people again where a restored backup holds them."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the people's ids."""
        parser.add_argument("people", nargs="+", type=UUID)

    def handle(self, *_args: Any, people: list[UUID], **_options: Any) -> None:
        """Bring the schema up to date, then erase."""
        call_command("migrate", verbosity=0)
        count = erase_again(people)
        self.stdout.write(f"{count} people who were erased since are erased from it again.")
