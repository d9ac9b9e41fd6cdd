"""An archive says what made it; a damaged one, and one of a newer version, is refused before anything is touched."""

from __future__ import annotations

import json
import subprocess
import tarfile

import pytest

from gainful import __version__
from gainful.site import manifest
from tests.site.running import gainful, migrated


@pytest.fixture
def folder(tmp_path):
    """An unpacked archive of this version."""
    (tmp_path / "database.dump").write_bytes(b"rows")
    (tmp_path / "media" / "deep").mkdir(parents=True)
    (tmp_path / "media" / "deep" / "letter.pdf").write_bytes(b"%PDF")
    files = {"database.dump": tmp_path / "database.dump", "media": tmp_path / "media"}
    (tmp_path / manifest.NAME).write_text(
        manifest.describe(files, ["accounts.0001_initial"], {"public.a": 3})
    )
    return tmp_path


def test_what_was_saved_may_be_restored(folder):
    told = json.loads((folder / manifest.NAME).read_text())
    assert told["gainful"] == __version__
    assert set(told["sha256"]) == {"database.dump", "media/deep/letter.pdf"}
    assert manifest.refusal(folder) is None
    assert manifest.rows_of(folder) == {"public.a": 3}


def test_a_changed_file_is_named(folder):
    (folder / "media" / "deep" / "letter.pdf").write_bytes(b"%PDX")
    assert "damaged: media/deep/letter.pdf" in manifest.refusal(folder)


def test_a_missing_file_is_named(folder):
    (folder / "database.dump").unlink()
    assert "database.dump is missing" in manifest.refusal(folder)


def test_a_newer_archive_is_refused_with_the_version_to_install(folder):
    told = json.loads((folder / manifest.NAME).read_text())
    told |= {"gainful": "99.0", "migrations": [*told["migrations"], "accounts.9999_from_tomorrow"]}
    (folder / manifest.NAME).write_text(json.dumps(told))
    said = manifest.refusal(folder)
    assert "accounts.9999_from_tomorrow" in said
    assert "Install Gainful 99.0" in said


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"gainful": "1"}'])
def test_a_manifest_that_cannot_be_read_is_no_crash(folder, text):
    (folder / manifest.NAME).write_text(text)
    assert "cannot be read" in manifest.refusal(folder)


def test_archives_of_before_say_nothing_and_are_taken(tmp_path):
    assert manifest.refusal(tmp_path) is None


@pytest.mark.slow
@pytest.mark.xdist_group("serve")
def test_backup_writes_it_and_restore_reads_it(tmp_path):
    data, archive = tmp_path / "var", tmp_path / "all.tar"
    migrated(data)
    done = gainful(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    out = tmp_path / "out"
    with tarfile.open(archive) as opened:
        opened.extractall(out, filter="data")
    told = json.loads((out / manifest.NAME).read_text())
    assert {"database.dump", "secret-key"} <= set(told["sha256"])
    assert any(name.startswith("participants.") for name in told["migrations"])
    told["migrations"].append("plans.9999_from_tomorrow")
    (out / manifest.NAME).write_text(json.dumps(told))
    subprocess.run(["tar", "-cf", tmp_path / "newer.tar", "-C", out, "."], check=True)
    before = {path.name for path in data.iterdir()}
    done = gainful(data, "restore", str(tmp_path / "newer.tar"))
    assert done.returncode == 1
    assert "plans.9999_from_tomorrow" in done.stderr
    assert {path.name for path in data.iterdir()} == before
