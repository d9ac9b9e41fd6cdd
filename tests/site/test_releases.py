"""A backup of every released version from 0.2.0 on opens here; what 0.1.0 made is refused with the way out."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from gainful import __version__
from gainful.site.other_version import refusal
from tests.site.running import dumped, gainful, migrated, superuser

pytestmark = pytest.mark.xdist_group("releases")
"""What they start from is made once."""

RELEASES = sorted((Path(__file__).parent / "releases").glob("*.tar.gz"))
COUNTS = "SELECT (SELECT count(*) FROM participants_participant), (SELECT count(*) FROM organizations_course)"
STEPS_OF_010 = (
    ("accounts", "0001_initial"),
    ("organizations", "0002_row_security"),
    ("plans", "0001_initial"),
)


def test_the_dump_of_this_version_is_there():
    released = {path.name.removesuffix(".tar.gz") for path in RELEASES}
    assert "0.2.0" in released
    assert __version__ in released, "make it: python scripts/released_dump.py"


def test_dumps_are_small():
    assert all(path.stat().st_size < 300_000 for path in RELEASES)


@pytest.mark.slow
@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)
def test_a_backup_of_a_released_version_opens(release, tmp_path):
    archive = tmp_path / release.name
    archive.write_bytes(release.read_bytes())
    data = tmp_path / "var"
    data.mkdir()
    restored = gainful(data, "restore", str(archive))
    assert restored.returncode == 0, restored.stderr
    migrate = gainful(data, "manage", "migrate", "--verbosity", "0", GAINFUL_DB_ROLE="owner")
    assert migrate.returncode == 0, migrate.stderr
    with superuser(data) as connection:
        people, courses = connection.execute(COUNTS).fetchone()
    assert people >= 10
    assert courses >= 5
    sealed = gainful(data, "history", "verify")
    assert sealed.returncode == 0, sealed.stdout + sealed.stderr


def test_steps_of_0_1_0_are_refused_with_the_way_out(db):
    said = refusal(STEPS_OF_010)
    for word in ("Gainful 0.1.0", "Nothing was changed", "Export", "import", "GAINFUL_DATA="):
        assert word in said


def test_steps_of_a_newer_version_are_refused_and_known_ones_are_not(db):
    assert "newer version" in refusal([("accounts", "0001_initial"), ("plans", "0999_from_tomorrow")])
    assert refusal([("accounts", "0001_initial")]) is None


RECORD = "INSERT INTO django_migrations (app, name, applied) VALUES " + ", ".join(
    f"('{app}', '{name}', now())" for app, name in STEPS_OF_010
)


@pytest.fixture(scope="module")
def old_folder(tmp_path_factory):
    """A folder as 0.1.0 left it, as far as this version looks: its steps are recorded; with its dump beside it."""
    data = tmp_path_factory.mktemp("old") / "var"
    migrated(data)
    with superuser(data) as connection:
        connection.execute(RECORD)
    dumped(data, "--format=custom", "-f", str(data.with_name("database.dump")))
    return data


@pytest.mark.parametrize(
    "command",
    [
        ("serve", "--port", "0"),
        pytest.param(("history", "verify"), marks=pytest.mark.slow),
        pytest.param(("manage", "migrate"), marks=pytest.mark.slow),
        ("doctor",),
    ],
)
def test_a_folder_of_0_1_0_is_refused_by_every_command(old_folder, command):
    done = gainful(old_folder, *command)
    assert done.returncode == 2
    assert "made by Gainful 0.1.0" in done.stdout + done.stderr


@pytest.mark.slow
def test_a_backup_of_0_1_0_is_not_brought_back(old_folder, tmp_path):
    with tarfile.open(tmp_path / "old.tar", "w") as archive:
        archive.add(old_folder.with_name("database.dump"), "database.dump")
    fresh = tmp_path / "fresh"
    migrated(fresh)
    done = gainful(fresh, "restore", str(tmp_path / "old.tar"))
    assert done.returncode not in {0, 2}
    assert "made by Gainful 0.1.0" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert gainful(fresh, "history", "verify").returncode == 0, "what was there is untouched"
