"""For an upgrade that changes how levels are worked out, and for a night job: time in and out of work goes on."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.levels import CHUNK, refresh_levels
from gainful.domain.participants.models import ParticipantLevels


class Command(BaseCommand):
    """`gainful manage refresh_levels`."""

    help = "Work out the levels of everybody who can be matched anew, as of today."

    def handle(self, *_: Any, **__: Any) -> None:
        """Do it a few thousand people at a time, each part whole; say how many."""
        with acting_as_system("levels worked out anew"):
            rows = ParticipantLevels.objects.order_by("participant_id")
            people = list(rows.values_list("participant_id", flat=True).distinct())
        done = 0
        for start in range(0, len(people), CHUNK):
            with acting_as_system("levels worked out anew"):
                done += refresh_levels(people[start : start + CHUNK])
        self.stdout.write(f"{done:,} people.")
