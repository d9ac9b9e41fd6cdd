"""What was erased or taken back stays so after an older backup is restored: no marker of a person, no open consent."""

from __future__ import annotations

import subprocess
from fnmatch import fnmatch

import pytest

from gainful.site.kept_files import FILES
from tests.site.running import dumped, gainful, migrated, superuser

pytestmark = pytest.mark.slow
"""In each run tests/domain/participants/test_erase_person asks the erasing itself."""

MARK = "Zyxomma"
MAKE = f"""
from datetime import timedelta
from django.utils import timezone
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization
from gainful.domain.participants.models import Consent, Document, Participant, WorkHistory
with acting_as_system("test"):
    agency = Organization.objects.create(name="Harbor", kind="agency")
    told = dict(code="{MARK}-1", name="{MARK} Silva", email="{MARK}@x.org")
    person = Participant.objects.create(registered_by=agency, **told)
    job = WorkHistory.objects.create(participant=person, title="{MARK} welder")
    job.title = "{MARK} again"
    job.save()
    Document.objects.create(participant=person, filename="{MARK}.txt", text="{MARK}")
    other = Participant.objects.create(registered_by=agency, code="Two", name="Two")
    now = timezone.now()
    Consent.objects.create(
        participant=other, organization=agency, scopes=["profile"], granted_at=now, expires_at=now + timedelta(days=9),
        basis="own_account")
    print(person.pk)
"""
TAKE_BACK = """
from django.utils import timezone
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Consent
from gainful.imports.revocations import note
with acting_as_system("test"):
    Consent.objects.update(revoked_at=timezone.now())
print(note(timezone.now()))
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


def sessions(data):
    with superuser(data) as connection:
        return connection.execute("SELECT count(*) FROM django_session").fetchone()[0]


def open_consents(data):
    with superuser(data) as connection:
        asked = "SELECT count(*) FILTER (WHERE revoked_at IS NULL), count(*) FROM participants_consent"
        return connection.execute(asked).fetchone()


@pytest.fixture(scope="module")
def erased(tmp_path_factory):
    """A site that erased a person, and its backup of before."""
    folder = tmp_path_factory.mktemp("erased")
    data, older = folder / "var", folder / "backups" / "older.tar"
    migrated(data)
    older.parent.mkdir()
    person = shell(data, MAKE).split()[-1]
    assert gainful(data, "history", "seal").returncode == 0
    assert marks(data) > 5
    shell(data, "from gainful.site.sessions import SessionStore; SessionStore().create()")
    assert sessions(data) == 1
    assert gainful(data, "backup", str(older)).returncode == 0
    assert open_consents(data) == (1, 1)
    assert shell(data, TAKE_BACK).split()[-1] == "1"
    done = gainful(data, "erase", person, "--reason", "asked", "--yes")
    assert done.returncode == 0, done.stderr
    assert marks(data) == 0
    return data, older


def test_nothing_is_left_of_an_erased_person_even_after_a_restore(erased):
    data, older = erased
    assert gainful(data, "history", "verify").returncode == 0
    again = gainful(data, "restore", str(older))
    assert again.returncode == 0, again.stderr
    assert "1 people who were erased since" in again.stdout
    assert "Everybody signs in again" in again.stdout
    assert sessions(data) == 0, "a session that was ended since would live again"
    assert "1 consents, links, tokens, invitations, roles and accounts are ended again" in again.stdout
    assert open_consents(data) == (0, 1)
    assert databases(data) == ["gainful"]
    assert marks(data) == 0
    left = [path.name for path in data.iterdir()]
    assert {"before-restore", "backup-folders"} <= set(left)
    assert [name for name in left if not any(fnmatch(name, one.path) for one in FILES)] == []


def test_nothing_is_left_where_the_older_backup_is_restored_elsewhere(erased, tmp_path):
    _, older = erased
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    restored = gainful(elsewhere, "restore", str(older))
    assert restored.returncode == 0, restored.stderr
    assert "1 people who were erased since" in restored.stdout
    assert marks(elsewhere) == 0
    assert (open_consents(elsewhere), sessions(elsewhere)) == ((0, 1), 0)
    assert gainful(elsewhere, "history", "verify").returncode == 0
    found = subprocess.run(
        ["grep", "-rlai", MARK, str(elsewhere)], capture_output=True, text=True, check=False
    )
    kept_files = [path for path in found.stdout.split() if "/postgres/" not in path]
    assert kept_files == [], "the data folder outside the database"
