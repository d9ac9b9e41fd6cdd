"""Levels kept from before are worked out anew."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.participants.levels import outdated, refresh_outdated
from gainful.domain.participants.models import ParticipantLevels
from gainful.domain.participants.pool import pool
from gainful.engine.occupations.versions import choose_version
from gainful.exchange.reference import import_onet
from tests.domain.participants.test_import_people import brought, people
from tests.exchange.reference import releases
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


def test_another_release_is_worked_out_beside_the_one_that_orders_keep(town, tmp_path, monkeypatch):  # noqa: F811
    """Levels are kept for every release in use: an order pinned to 30.0 still finds people after 31.0 was chosen."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    brought(town.manager, people(2))
    import_onet(releases.write(tmp_path / "download", "31.0"), tmp_path / "reference")
    choose_version("onet-31.0", tmp_path / "reference")
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert len(pool(actor, "onet-31.0")) == 0
    assert told_anew() == "2 people."
    brought(town.manager, people(3))
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert len(pool(actor, "onet-31.0")) == len(pool(actor, "onet-30.0")) == 3
        assert pool(actor).reference_version == "onet-31.0"


def who_is_outdated():
    with acting_as_system("test"):
        return outdated()


def test_a_release_that_is_chosen_makes_levels_by_itself(town, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    brought(town.manager, people(2))
    assert who_is_outdated() == []
    import_onet(releases.write(tmp_path / "download", "31.0"), tmp_path / "reference")
    assert who_is_outdated() == []
    choose_version("onet-31.0", tmp_path / "reference")
    assert len(who_is_outdated()) == refresh_outdated() == 2
    assert who_is_outdated() == []
    with acting_as(town.manager.user, town.agency, role="program_manager") as actor:
        assert len(pool(actor, "onet-31.0")) == 2


def test_a_release_loaded_in_place_of_itself_makes_them_anew(town, tmp_path, monkeypatch):  # noqa: F811
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    brought(town.manager, people(2))
    import_onet(releases.write(tmp_path / "download", "31.0"), tmp_path / "reference")
    choose_version("onet-31.0", tmp_path / "reference")
    refresh_outdated()
    minute_ago = timezone.now() - timedelta(minutes=1)
    with acting_as_system("test"):
        ParticipantLevels.objects.update(updated_at=minute_ago)
    manifest = tmp_path / "reference" / "onet-31.0" / "manifest.json"
    manifest.touch()
    assert len(who_is_outdated()) == refresh_outdated() == 2
    assert refresh_outdated() == 0


def test_nobody_there_is_no_failure(db):
    assert told_anew() == "0 people."
