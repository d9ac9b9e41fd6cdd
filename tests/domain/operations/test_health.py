"""What the self-check sees beside the schema: files, settings, queues, backups, samples."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone
from django.utils.translation import get_language, override

from gainful.domain.accounts.models import User
from gainful.domain.messages.models import Message
from gainful.domain.operations import health, journal
from gainful.domain.operations.health import database, findings, machine, recent_findings, work
from gainful.domain.operations.health import settings as looks
from gainful.domain.operations.health.files import LOOKS as FILES
from gainful.domain.operations.health.model import Finding, State
from tests.domain.messages.world import build


def said(look, name: str = "") -> list[tuple[str, str]]:
    return [(one.state, one.said) for one in look() if name in one.name]


@pytest.fixture
def folder(tmp_path, settings) -> Path:
    """A data folder that its owner has opened to others, as a server that runs as another user needs it."""
    made = tmp_path / "var"
    made.mkdir()
    settings.DATA_FOLDER = made
    made.chmod(0o755)
    return made


def write(path: Path, mode: int) -> None:
    path.parent.mkdir(exist_ok=True, mode=0o755)
    path.write_text("personal")
    path.chmod(mode)


def test_files_that_only_the_owner_may_read_are_fine(folder):
    write(folder / "secret-key", 0o600)
    write(folder / "static" / "site.css", 0o644)
    write(folder / "start.lock", 0o644)
    ((state, _told),) = said(FILES[0])
    assert state == State.GOOD


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
@pytest.mark.parametrize("name", ["secret-key", "first-run", "operations.jsonl"])
def test_a_file_that_others_may_read_is_named_with_what_to_do(folder, name, mode):
    write(folder / name, mode)
    ((state, told),) = said(FILES[0])
    assert state == State.BAD
    assert f"{mode:o}" in told
    assert f"chmod go-rwx {folder / name}" in told


def test_an_open_folder_of_uploads_is_named_once(folder):
    for number in range(3):
        write(folder / "media" / f"{number}.pdf", 0o644)
    folder.joinpath("media").chmod(0o755)
    ((state, told),) = said(FILES[0])
    assert state == State.BAD
    assert f"chmod -R go-rwx {folder / 'media'}" in told


def test_what_stands_in_a_closed_folder_is_closed(folder):
    write(folder / "media" / "1.pdf", 0o644)
    folder.joinpath("media").chmod(0o700)
    assert said(FILES[0])[0][0] == State.GOOD
    write(folder / "wages.parquet", 0o644)
    folder.chmod(0o700)
    assert said(FILES[0])[0][0] == State.GOOD


@pytest.mark.parametrize(
    ("changes", "name", "state"),
    [
        ({"DEBUG": True}, "Mode", State.BAD),
        ({"SECRET_KEY": "x" * 39}, "Secret key", State.BAD),
        ({"ALLOWED_HOSTS": ["*"]}, "ALLOWED_HOSTS", State.BAD),
        ({"ALLOWED_HOSTS": ["other.example.org"]}, "ALLOWED_HOSTS", State.BAD),
        ({"SECURE_PROXY_SSL_HEADER": None}, "Proxy", State.BAD),
        ({"SITE_ADDRESS": "http://localhost:8000"}, "Links in letters", State.BAD),
        ({"SITE_ADDRESS": "http://gainful.example.org"}, "Links in letters", State.BAD),
        ({"EMAIL_HOST": ""}, "Mail", State.LOOK),
        ({"HTTPS": False}, "Encryption on the way", State.LOOK),
        ({"DEMO": True}, "Mode", State.LOOK),
    ],
)
def test_each_setting_that_harms_is_named(public, changes, name, state):
    assert all(one.state == State.GOOD for look in looks.LOOKS for one in look()), "sound to begin with"
    for key, value in changes.items():
        setattr(public, key, value)
    told = [one for look in looks.LOOKS for one in look() if one.state != State.GOOD]
    assert [(one.name, one.state) for one in told if one.name == name] == [(name, state)]


@pytest.mark.parametrize("host", ["gainful.example.org", ".example.org"])
def test_the_public_address_is_served_by_its_name_or_its_domain(public, host):
    public.ALLOWED_HOSTS = [host]
    assert all(one.state == State.GOOD for look in looks.LOOKS for one in look())


@pytest.mark.parametrize(
    ("user", "state", "words"),
    [
        ("gainful_web", State.GOOD, "gainful_web, in DATABASE_URL, owns and bypasses nothing"),
        ("gainful_owner", State.BAD, "gainful_owner can bypass row security"),
    ],
)
def test_the_user_that_serves_is_looked_at_whoever_asks(system, monkeypatch, user, state, words):
    monkeypatch.setitem(connections.settings[DEFAULT_DB_ALIAS], "USER", user)
    ((found, told),) = said(database._role)
    assert (found, words in told) == (state, True), told


@pytest.fixture
def public(settings):
    """The settings of a site that agencies reach from outside."""
    settings.SECOND_STEP_ROLES = frozenset({"operator", "program_manager", "coach"})
    settings.SECRET_KEY = "x" * 40
    settings.HTTPS, settings.PUBLIC_URL = True, "https://gainful.example.org"
    settings.ALLOWED_HOSTS = ["gainful.example.org"]
    settings.SITE_ADDRESS = "https://gainful.example.org"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.EMAIL_HOST = "mail.example.org"
    return settings


def test_a_backup_is_asked_for_until_there_is_a_young_one(folder):
    assert {state for state, _told in said(work._backups)} == {State.LOOK}
    journal.note(folder, "backup", said="/srv/backups/a.tar")
    journal.note(folder, "drill", said="restored in 12 s")
    assert {state for state, _told in said(work._backups)} == {State.GOOD}
    journal.note(folder, "drill", said="12 people are missing", failed=True)
    assert said(work._backups, "Restore drill")[0][0] == State.BAD


@pytest.mark.parametrize(("hours", "state"), [(47.9, State.GOOD), (48.1, State.LOOK)])
def test_a_backup_grows_old_after_two_days(folder, hours, state):
    at = timezone.now() - timedelta(hours=hours)
    (folder / journal.NAME).write_text(f'{{"what": "backup", "at": "{at.isoformat()}"}}\nhalf a line')
    assert said(work._backups, "Backup")[0][0] == state


def test_the_journal_is_for_its_owner_only(folder):
    journal.note(folder, "backup")
    assert (folder / journal.NAME).stat().st_mode & 0o777 == 0o600


def archived(folder: Path, seconds: float | None, **told: str) -> None:
    at = None if seconds is None else (timezone.now() - timedelta(seconds=seconds)).isoformat()
    (folder / "recovery").mkdir(exist_ok=True)
    (folder / journal.ARCHIVE_STATE).write_text(json.dumps({"reached": at, **told}))


def test_an_archive_more_than_five_minutes_behind_is_bad(db, folder, settings):
    settings.RECOVERY_TO = ""
    assert said(work._archive)[0][0] == State.LOOK, "off"
    settings.RECOVERY_TO = "/mnt/second-disk"
    assert said(work._archive)[0][0] == State.BAD, "nothing is archived"
    for seconds, state in ((295, State.GOOD), (305, State.BAD), (None, State.BAD)):
        archived(folder, seconds)
        assert said(work._archive)[0][0] == state, seconds
    archived(folder, 10, error="the disk is full")
    ((state, told),) = said(work._archive)
    assert state == State.BAD
    assert "the disk is full" in told


def test_the_night_is_asked_for_and_what_it_found_is_told(folder):
    assert said(work._night)[0][0] == State.LOOK
    journal.note(folder, "night", said="history does not verify", failed=True)
    ((state, told),) = said(work._night)
    assert state == State.BAD
    assert "history does not verify" in told
    journal.note(folder, "night")
    assert said(work._night)[0][0] == State.GOOD
    at = timezone.now() - timedelta(hours=49)
    (folder / journal.NAME).write_text(json.dumps({"what": "night", "at": at.isoformat()}))
    assert said(work._night)[0][0] == State.LOOK


def test_pages_without_their_look_are_bad(settings, monkeypatch, tmp_path):
    settings.STATIC_ROOT = tmp_path
    monkeypatch.setattr(work.finders, "find", lambda _name: None)
    assert said(work._look)[0][0] == State.BAD
    sheet = tmp_path / work.LOOK_OF_PAGES
    sheet.parent.mkdir(parents=True)
    sheet.write_text("a{}")
    assert said(work._look)[0][0] == State.GOOD


def test_a_database_that_a_restore_left_is_named_with_how_to_drop_it(system, monkeypatch):
    monkeypatch.setattr(work, "LEFT_DATABASES", "SELECT 'before_1', '12 MB'")
    ((state, told),) = said(work._left_behind, "before_1")
    assert state == State.LOOK
    assert "DROP DATABASE before_1" in told


def test_little_room_is_told(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    for free, state in ((1.9, State.LOOK), (2.1, State.GOOD)):
        usage = SimpleNamespace(total=0, used=0, free=int(free * 2**30))
        monkeypatch.setattr(machine.shutil, "disk_usage", lambda _folder, usage=usage: usage)
        assert said(machine._machine, "Disk")[0][0] == state


def test_a_message_that_nobody_sends_asks_whether_the_worker_runs(system):
    world = build()
    letter = next(row for row in world.send() if row.channel == "email")
    Message.objects.filter(pk=letter.pk).update(not_before=timezone.now() - timedelta(minutes=14))
    assert said(work._queues) == [(State.GOOD, "nothing has waited for long")]
    Message.objects.filter(pk=letter.pk).update(not_before=timezone.now() - timedelta(minutes=16))
    ((state, told),) = said(work._queues, "Messages")
    assert state == State.LOOK
    assert "gainful worker" in told


def test_sample_accounts_among_real_ones_are_named(system):
    User.objects.create_user("real@agency.example")
    assert said(work._left_behind, "Sample") == []
    User.objects.create_user("ann@demo.example", is_sample=True)
    assert said(work._left_behind, "Sample")[0][0] == State.BAD


def test_a_look_that_fails_is_a_finding(db, monkeypatch):
    def failing():
        """Odd thing: cannot be looked at."""
        raise OSError("no such disk")
        yield

    monkeypatch.setattr("gainful.domain.operations.health.LOOKS", (failing,))
    (found,) = findings()
    assert (found.name, found.state, found.said) == ("Odd thing", State.BAD, "no such disk")


@override("en")
def test_a_look_is_remembered_for_ten_minutes_in_each_language(monkeypatch):
    looked = []

    def look():
        """Looking."""
        looked.append(get_language())
        yield Finding("Looking", State.GOOD, str(len(looked)))

    monkeypatch.setattr(health, "LOOKS", (look,))
    monkeypatch.setattr(health, "_last", {})
    first = recent_findings()
    assert recent_findings() == first
    with override("es"):
        assert recent_findings()[1][0].said == "2"
    assert recent_findings(now=True)[1][0].said == "3"
    at, found = health._last["en"]
    health._last["en"] = (at - timedelta(seconds=601), found)
    assert recent_findings()[1][0].said == "4"
    assert looked == ["en", "es", "en", "en"]
