"""For the last operator who lost phone, key and recovery codes: whoever reaches the machine may open the door."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.accounts.second_step import forget_second_step


class Command(BaseCommand):
    """`gainful manage forget_second_step ADDRESS`."""

    help = "Take a person's second step away; they set it up anew when they sign in with their password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the person's email address."""
        parser.add_argument("email")

    def handle(self, *_: Any, **options: Any) -> None:
        """Do it, or say that there is no such account or nothing to take away."""
        with acting_as_system("second step lost, by the terminal"):
            user = User.objects.filter(email__iexact=options["email"]).first()
            if user is None:
                raise CommandError(f"No account has the address {options['email']}.")
            done = forget_second_step(user)
        self.stdout.write(
            "Taken away. They set it up anew at the next sign-in." if done else "They had none."
        )
