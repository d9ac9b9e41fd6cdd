"""The sample people that come after the first page: the same ones, added once, and every page says how far it is."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from django.urls import reverse

from gainful.demo import filling
from gainful.demo.seed import AGENCY, fill, seed
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.accounts.models import User
from gainful.domain.organizations.models import Membership, Organization
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
    assert filling.filled() == (4000, 20000, True)
    assert "4000 of 20000 are in so far" in client.get(reverse("landing")).content.decode()
    (tmp_path / "sample-people").write_text("nonsense")
    assert filling.filled() is None


def test_a_filling_that_is_stopped_leaves_no_note(settings, tmp_path):
    settings.SAMPLE_PROGRESS_FILE = tmp_path / "sample-people"
    (tmp_path / "sample-people").write_text("1 2")
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    filling.stop(process)
    assert process.poll() is not None
    assert filling.filled() is None
    assert not (tmp_path / "sample-people").exists()


@pytest.fixture
def noted(settings, tmp_path):
    settings.SAMPLE_PROGRESS_FILE = tmp_path / "sample-people"
    return tmp_path


def ended(code):
    """A process that ends by itself, with its code."""
    return subprocess.Popen([sys.executable, "-c", f"import sys; sys.exit({code})"])


@pytest.mark.parametrize("before", ["4000 20000", ""])
def test_a_filling_that_dies_is_said_to_be_incomplete_in_terminal_and_pages(
    db, client, settings, noted, before
):
    settings.DEMO = True
    (noted / "sample-people").write_text(before)
    said = []
    filling.watch(ended(-9 % 256), 20000, threading.Event(), said.append).join(60)
    (words,) = said
    assert "not complete" in words
    assert "start it again" in words
    assert filling.filled() == (4000 if before else 0, 20000, False)
    page = client.get(reverse("landing")).content.decode()
    assert "It is not complete" in page
    assert "are in so far" not in page


def test_a_filling_that_ends_well_or_is_stopped_says_nothing(noted):
    said, over = [], threading.Event()
    filling.watch(ended(0), 20000, over, said.append).join(60)
    over.set()
    filling.watch(ended(1), 20000, over, said.append).join(60)
    assert said == []
    assert filling.filled() is None


@pytest.fixture
def quick(monkeypatch, noted):
    """The filling in this process, without a word to the planner."""
    monkeypatch.setattr(filling.os, "nice", lambda _by: None)
    monkeypatch.setattr(filling, "_analyze_as_owner", lambda: None)
    monkeypatch.setattr("gainful.demo.seed.fill", lambda _people, _told: None)
    return noted


def test_the_end_is_noted_and_holds_for_as_many(quick, monkeypatch, capsys):
    monkeypatch.setattr("gainful.demo.seed.promise", lambda begun: begun("measures"))
    assert not filling.is_complete(20)
    filling.main(20)
    assert filling.COMPLETE in capsys.readouterr().out
    assert filling.is_complete(20)
    assert not filling.is_complete(21)


@pytest.mark.parametrize(("part", "whole"), [("measures", False), ("cohorts", True)])
def test_a_part_that_a_kill_left_in_halves_is_never_called_complete(quick, monkeypatch, capsys, part, whole):
    def killed(begun):
        begun(part)
        raise KeyboardInterrupt

    monkeypatch.setattr("gainful.demo.seed.promise", killed)
    with pytest.raises(KeyboardInterrupt):
        filling.main(20)
    assert not filling.is_complete(20)
    monkeypatch.setattr("gainful.demo.seed.promise", lambda begun: begun("practice"))
    for _again in range(2):
        filling.main(20)
        said = capsys.readouterr().out
        assert (filling.COMPLETE in said) == whole
        assert (f"made the sample {part}" in said) != whole
    assert whole or str(quick) in said, "which folder to remove"


def test_parts_of_several_transactions_are_parts():
    from gainful.demo.seed import PARTS

    assert {name for name, _make in PARTS} > filling.IN_STEPS


def test_a_second_manager_who_joined_meanwhile_ends_no_filling(begun):
    with acting_as_system("test"):
        agency = Organization.objects.get(name=AGENCY)
        user = User.objects.create_user("second@example.org", name="Second")
        Membership.objects.create(user=user, organization=agency, role="program_manager")
    fill(ALL)
    assert len(people()) == ALL + 1
