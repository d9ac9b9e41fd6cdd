"""The embedded database comes back to any moment: on the same folder, on a bare one, with whoever was erased gone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.running import environment, gainful, migrated, superuser

pytestmark = [pytest.mark.xdist_group("recovery"), pytest.mark.slow]
"""What they start from is made once. In each run test_serve restores a backup, and test_drill compares one."""

PERSON = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "gainful.site.settings"
import django
django.setup()
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Participant
def register(name):
    with acting_as_system("test"):
        agency = Organization.objects.get_or_create(name="Harbor", kind="agency")[0]
        return str(Participant.objects.create(registered_by=agency, code=name, name=name).pk)
"""
CONSENT = """
from datetime import timedelta
from django.utils import timezone
from gainful.domain.participants.models import Consent
from gainful.imports.revocations import note
def consent():
    now = timezone.now()
    with acting_as_system("test"):
        Consent.objects.create(
            participant_id=told["one"], organization=Organization.objects.get(), scopes=["profile"], granted_at=now,
            expires_at=now + timedelta(days=9), basis="own_account")
def take_back():
    with acting_as_system("test"):
        Consent.objects.update(revoked_at=timezone.now())
    assert note(timezone.now()) == 1
"""
LIVE = f"""
import json, time
from datetime import UTC, datetime
from gainful.site.database import start_server, stop_server
server = start_server()
{PERSON}{CONSENT}
from gainful.site.recovery import drilling
from gainful.site.recovery.archiver import Archiver
from gainful.site.recovery.configuration import configuration
archiver = Archiver(configuration())
told = {{}}
told["one"] = register("One")
consent()
from gainful.site.sessions import SessionStore
session = SessionStore()
session.create()
assert archiver.ship()
archiver.take_base()
register("Two")
told["after_two"] = datetime.now(UTC).isoformat()
time.sleep(0.01)
register("Three")
take_back()
assert archiver.ship()
told["lineage"] = archiver.lineage.name
found = drilling.drill(archiver.setup, archiver.ship)
told["drill"] = str(found)
register("Four")
told["sessions"] = int(session.exists(session.session_key))
assert archiver.ship()
told["after_four"] = datetime.now(UTC).isoformat()
archiver.end()
print(json.dumps(told))
from django.db import connections
connections.close_all()
stop_server(server)
"""
NAMES = """
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant
with acting_as_system("test"):
    print(*Participant.objects.order_by("code").values_list("code", flat=True))
"""


@dataclass
class World:
    """A site that archived, and what happened on it."""

    data: Path
    store: Path
    key: Path
    told: dict

    def extra(self) -> dict[str, str]:
        """Return its settings."""
        public = self.key.read_text().splitlines()[1].removeprefix("# public key: ")
        return {"GAINFUL_RECOVERY_TO": str(self.store), "GAINFUL_RECOVERY_KEY": public}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    folder = tmp_path_factory.mktemp("recovery")
    data, store, key = folder / "var", folder / "second disk", folder / "agency.key"
    migrated(data)
    store.mkdir()
    made = gainful(data, "recovery", "key", str(key))
    assert made.returncode == 0, made.stderr
    found = World(data, store, key, {})
    found.told = json.loads(run(found, LIVE))
    return found


def run(world: World, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(world.data, **world.extra()), capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def names(data: Path) -> list[str]:
    done = gainful(data, "manage", "shell", "--verbosity", "0", "--command", NAMES)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def sessions(data: Path) -> int:
    with superuser(data) as connection:
        return connection.execute("SELECT count(*) FROM django_session").fetchone()[0]


def open_consents(data: Path) -> tuple[int, int]:
    with superuser(data) as connection:
        asked = "SELECT count(*) FILTER (WHERE revoked_at IS NULL), count(*) FROM participants_consent"
        return connection.execute(asked).fetchone()


def restored(world: World, data: Path, *options: str):
    return gainful(data, "restore", str(world.store), "--key", str(world.key), *options)


def test_nothing_in_the_store_can_be_read_without_a_key(world):
    found = subprocess.run(
        ["grep", "-rlaE", "Harbor|Three|PostgreSQL", str(world.store)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
    assert any(world.store.rglob("cluster.tar.gz.age"))


def test_a_drill_compares_each_table_at_one_moment(world):
    assert "each table as it was saved; history verifies" in world.told["drill"]
    assert not (world.data / "drill").exists()
    lines = [json.loads(line) for line in (world.data / "operations.jsonl").read_text().splitlines()]
    mine = [(one["what"], one.get("failed", False)) for one in lines if one["what"] != "restore"]
    assert mine == [("base", False), ("drill", False)]


def test_a_bare_folder_comes_to_a_moment_between_two_changes(world, tmp_path):
    bare = tmp_path / "bare"
    (world.store / "erasures.jsonl").unlink(missing_ok=True)
    done = restored(world, bare, "--at", world.told["after_two"])
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Restored to ")
    assert "Everybody signs in again" in done.stdout
    assert (world.told["sessions"], sessions(bare)) == (1, 0), "one that was ended since would live again"
    assert names(bare) == ["One", "Two"]
    assert open_consents(bare) == (0, 1), "it was taken back after that moment"
    assert (bare / "secret-key").read_bytes() == (world.data / "secret-key").read_bytes()
    assert sorted(path.name for path in bare.iterdir() if path.name.startswith(("incoming", "before"))) == []


def test_the_same_folder_comes_to_the_end_without_whoever_was_erased_and_keeps_what_was_there(world):
    before = (world.data / "postgres" / "global" / "pg_control").read_bytes()
    (world.store / "erasures.jsonl").write_text(json.dumps({"person": world.told["one"]}) + "\n")
    done = restored(world, world.data)
    assert done.returncode == 0, done.stderr
    assert "1 people who were erased since" in done.stdout
    assert names(world.data) == ["Four", "Three", "Two"]
    assert sessions(world.data) == 0
    assert world.told["one"] in (world.data / "erasures.jsonl").read_text()
    (kept,) = (world.data / "before-restore").iterdir()
    assert (kept / "postgres" / "global" / "pg_control").read_bytes() == before
    assert not (world.data / "recovery" / "lineage.json").exists(), "a history of its own begins"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--at", "2020-01-01 00:00"], "reaches from "),
        (["--at", "yesterday"], "“yesterday” is no moment"),
        (["--at", "2999-01-01 00:00"], "is still to come"),
    ],
)
def test_a_moment_that_cannot_be_had_is_refused_in_words(world, tmp_path, options, said):
    done = restored(world, tmp_path / "bare", *options)
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "bare" / "postgres").exists()


def test_another_key_and_a_damaged_copy_are_refused_and_nothing_changes(world, tmp_path):
    gainful(world.data, "recovery", "key", str(tmp_path / "other.key"))
    done = gainful(tmp_path / "bare", "restore", str(world.store), "--key", str(tmp_path / "other.key"))
    assert "cannot be opened with this key" in done.stderr
    store = tmp_path / "store"
    shutil.copytree(world.store, store)
    copy = next(store.rglob("cluster.tar.gz.age"))
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    done = gainful(tmp_path / "bare", "restore", str(store), "--key", str(world.key))
    assert (done.returncode, "was not read" in done.stderr) == (1, True), done.stderr
    left = {path.name for path in (tmp_path / "bare").iterdir()}
    assert "postgres" not in left
    assert "incoming" not in left


def test_status_says_how_far_it_reaches_and_that_nobody_archives(world):
    done = gainful(world.data, "recovery", "status", **world.extra())
    assert ": 1 whole copy, " in done.stdout
    assert "can be restored" in done.stdout
    unset = gainful(world.data, "recovery", "status")
    assert (unset.returncode, "GAINFUL_RECOVERY_TO is not set" in unset.stderr) == (1, True), unset.stderr
    keyless = gainful(world.data, "recovery", "status", GAINFUL_RECOVERY_TO=str(world.store))
    assert "gainful recovery key FILE" in keyless.stderr
