"""The marker of one erased person stands nowhere: not in the living site, nor after an older backup is restored."""

from __future__ import annotations

import shutil
import subprocess
from fnmatch import fnmatch

from gainful.site.kept_files import FILES
from tests.site.running import dumped, gainful, migrated, superuser

MARK = "Zyxomma"
MAKE = f"""
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Document, Participant, WorkHistory
with acting_as_system("test"):
    agency = Organization.objects.create(name="Harbor", kind="agency")
    told = dict(code="{MARK}-1", name="{MARK} Silva", email="{MARK}@x.org")
    person = Participant.objects.create(registered_by=agency, **told)
    job = WorkHistory.objects.create(participant=person, title="{MARK} welder")
    job.title = "{MARK} again"
    job.save()
    Document.objects.create(participant=person, filename="{MARK}.txt", text="{MARK}")
    print(person.pk)
"""
DATABASES = "SELECT datname FROM pg_database WHERE datname LIKE 'gainful%'"


def shell(data, code):
    done = gainful(data, "manage", "shell", "--verbosity", "0", "--command", code)
    assert done.returncode == 0, done.stderr
    return done.stdout


def marks(data):
    return dumped(data, "--data-only", "--inserts").lower().count(MARK.lower())


def databases(data):
    with superuser(data) as connection:
        return [name for (name,) in connection.execute(DATABASES)]


def test_nothing_is_left_of_an_erased_person_even_after_a_restore(tmp_path):
    data, backups = tmp_path / "var", tmp_path / "backups"
    migrated(data)
    backups.mkdir()
    person = shell(data, MAKE).split()[-1]
    assert gainful(data, "history", "seal").returncode == 0
    assert marks(data) > 5
    older = backups / "older.tar"
    assert gainful(data, "backup", str(older)).returncode == 0
    erased = gainful(data, "erase", person, "--reason", "asked", "--yes")
    assert erased.returncode == 0, erased.stderr
    assert marks(data) == 0
    assert gainful(data, "history", "verify").returncode == 0

    again = gainful(data, "restore", str(older))
    assert again.returncode == 0, again.stderr
    assert "1 people who were erased since" in again.stdout
    assert databases(data) == ["gainful"]
    assert marks(data) == 0
    left = [path.name for path in data.iterdir()]
    assert {"before-restore", "backup-folders"} <= set(left)
    assert [name for name in left if not any(fnmatch(name, one.path) for one in FILES)] == []

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = gainful(elsewhere, "restore", str(older))
    assert restored.returncode == 0, restored.stderr
    assert "1 people who were erased since" in restored.stdout
    assert marks(elsewhere) == 0
    assert gainful(elsewhere, "history", "verify").returncode == 0
    found = subprocess.run(
        ["grep", "-rlai", MARK, str(elsewhere)], capture_output=True, text=True, check=False
    )
    kept_files = [path for path in found.stdout.split() if "/postgres/" not in path]
    assert kept_files == [], "the data folder outside the database"
    shutil.rmtree(elsewhere, ignore_errors=True)
