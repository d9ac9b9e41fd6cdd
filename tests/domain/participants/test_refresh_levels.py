"""Levels kept from before are worked out anew."""

from __future__ import annotations

from io import StringIO

from django.core.management import call_command

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants.models import ParticipantLevels
from gainful.domain.participants.pool import pool
from tests.domain.participants.test_import_people import brought, people
from tests.town import town  # noqa: F401 - a fixture


def told_anew():
    out = StringIO()
    call_command("refresh_levels", stdout=out)
    return out.getvalue().strip()


def test_everybody_gets_the_levels_of_today_and_lists_see_them(town):  # noqa: F811
    brought(town.manager, people(3))
    with acting_as_system("test"):
        before = bytes(ParticipantLevels.objects.first().levels)
        ParticipantLevels.objects.update(levels=b"\xff" * len(before), doubt=7, current_code="")
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert pool(actor).doubt.tolist() == [7, 7, 7]
    assert told_anew() == "3 people."
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        fresh = pool(actor)
        assert (fresh.doubt > 7).all()
        assert (fresh.occupation >= 0).all()
    with acting_as_system("test"):
        assert bytes(ParticipantLevels.objects.first().levels) == before


def test_nobody_there_is_no_failure(db):
    assert told_anew() == "0 people."
