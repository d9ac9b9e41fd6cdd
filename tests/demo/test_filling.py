"""The sample people that come after the first page: the same ones, added once, and every page says how far it is."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gainful.demo import filling
from gainful.demo.seed import AGENCY, fill, seed
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.models import Characteristic, Participant
from gainful.domain.participants.queries import pool

FIRST, ALL = 12, 30


@pytest.fixture
def begun(db):
    with acting_as_system("test"):
        seed(FIRST, of=ALL)


def people():
    with acting_as_system("test"):
        return dict(Participant.objects.filter(is_sample=True).values_list("code", "name"))


def test_filling_adds_the_others_and_nobody_twice(begun):
    first = people()
    assert len(first) == FIRST + 1  # and Ana, who has an account
    told = []
    fill(ALL, told.append)
    full = people()
    assert len(full) == ALL + 1
    assert first.items() <= full.items()
    assert told == [FIRST]
    fill(ALL, told.append)
    assert people() == full
    assert told == [FIRST]


def test_the_pool_holds_them_with_their_segments_beside_them(begun):
    fill(ALL)
    with acting_as_system("test"):
        member = Membership.objects.select_related("user", "organization").get(
            role="program_manager", organization__name=AGENCY
        )
        told = {
            (str(person), kind): value
            for person, kind, value in Characteristic.objects.values_list("participant_id", "kind", "value")
        }
    with acting_as(member.user, member.organization, role="program_manager") as actor:
        found = pool(actor)
    assert len(found) == ALL + 1
    held = {
        (key, kind): str(value)
        for kind, values in found.segments.items()
        for key, value in zip(found.ids.tolist(), values, strict=True)
        if value
    }
    assert held == told


def test_every_page_says_how_far_the_filling_is_only_while_it_runs(db, client, settings, tmp_path):
    settings.DEMO = True
    settings.SAMPLE_PROGRESS_FILE = tmp_path / "sample-people"
    page = client.get(reverse("landing")).content.decode()
    assert "are in so far" not in page
    (tmp_path / "sample-people").write_text("4000 20000")
    assert filling.filled() == (4000, 20000)
    assert "4000 of 20000 are in so far" in client.get(reverse("landing")).content.decode()
    (tmp_path / "sample-people").write_text("nonsense")
    assert filling.filled() is None


def test_a_filling_that_is_stopped_leaves_no_note(settings, tmp_path):
    import subprocess
    import sys

    settings.SAMPLE_PROGRESS_FILE = tmp_path / "sample-people"
    (tmp_path / "sample-people").write_text("1 2")
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    filling.stop(process)
    assert process.poll() is not None
    assert filling.filled() is None
    assert not (tmp_path / "sample-people").exists()
