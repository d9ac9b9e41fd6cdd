"""After a restore: close again what was erased or taken back since the backup was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from gainful.domain.participants.actions.erase_person import erase_again
from gainful.exchange.data_folder import data_dir
from gainful.imports import erasures, revocations


class Command(BaseCommand):
    """Run by `gainful restore`, as the owner; by hand after a restore with PostgreSQL's own tools."""

    help = "Erase again whom a restored backup holds, end what was taken back since, and end every session."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folders in which lists stand, beside this one's own."""
        parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")

    def handle(self, *_args: Any, folders: list[Path], **_options: Any) -> None:
        """Bring the schema up to date, then close."""
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM public.django_session")
        erased = erase_again(erasures.listed(*folders, data_dir()))
        ended = revocations.end_again(revocations.listed(*folders, data_dir()))
        self.stdout.write(f"{erased} people who were erased since are erased from it again.")
        self.stdout.write(
            f"{ended.rows} consents, links, tokens, invitations, roles and accounts are ended again."
        )
        if ended.operators_kept:
            self.stdout.write(
                "The backup has no other operator, so who was one stays one: make another, then end their role."
            )
