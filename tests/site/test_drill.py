"""A backup is proven by restoring it beside the running site; nothing of the site is touched."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from gainful.site.archives import unpack
from tests.site.running import environment, gainful, migrated

pytestmark = pytest.mark.xdist_group("drill")
"""What they start from is made once."""

SQL = """
import subprocess, sys
from gainful.site.database import program, socket_dir, start_server, stop_server
server = start_server()
command = [str(program("psql")), "-h", str(socket_dir()), "-U", "postgres", "-At", "gainful", "-c", sys.argv[1]]
print(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
stop_server(server)
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("gainful") / "var"
    migrated(folder)
    return folder


@pytest.fixture(scope="module")
def archive(data) -> Path:
    made = data.parent / "all.tar"
    done = gainful(data, "backup", str(made))
    assert done.returncode == 0, done.stderr
    return made


def sql(data: Path, query: str) -> str:
    command = [sys.executable, "-c", SQL, query]
    return subprocess.run(command, env=environment(data), capture_output=True, text=True, check=True).stdout


def told(data: Path) -> list[dict]:
    return [json.loads(line) for line in (data / "operations.jsonl").read_text().splitlines()]


def test_the_newest_backup_is_restored_compared_and_thrown_away(data, archive):
    done = gainful(data, "drill")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "each table as it was saved; history verifies" in done.stdout
    assert told(data)[-1]["what"] == "drill"
    assert not told(data)[-1]["failed"]
    assert "gainful_drill" not in sql(data, "SELECT string_agg(datname, ' ') FROM pg_database")


@pytest.mark.slow
def test_rows_that_are_missing_are_named(data, archive, tmp_path):
    unpack(archive, tmp_path / "in")
    note = tmp_path / "in" / "manifest.json"
    saved = json.loads(note.read_text())
    saved["rows"]["public.django_migrations"] += 1
    note.write_text(json.dumps(saved))
    with tarfile.open(tmp_path / "other.tar", "w") as made:
        for path in (tmp_path / "in").iterdir():
            made.add(path, path.name)
    done = gainful(data, "drill", str(tmp_path / "other.tar"))
    assert done.returncode == 1
    assert "public.django_migrations has" in done.stdout
    assert told(data)[-1]["failed"]


def test_a_damaged_archive_is_a_failed_drill_in_words(data, tmp_path):
    (tmp_path / "x.tar").write_text("no")
    done = gainful(data, "drill", str(tmp_path / "x.tar"))
    assert done.returncode == 1
    assert "is not a backup that can be read" in done.stderr
    assert told(data)[-1]["failed"]


def test_without_a_known_backup_one_is_asked_for(tmp_path):
    migrated(tmp_path / "fresh")
    done = gainful(tmp_path / "fresh", "drill")
    assert done.returncode == 2
    assert "gainful drill FILE" in done.stderr
