"""kill -9 in the middle of an import: nobody is in, and what comes after doubles nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import psycopg
import pytest

from gainful.site.database import DATABASE, socket_dir
from tests.commands.test_import_files import BY, MAKE
from tests.site.running import ROOT, Serving, environment, gainful, migrated

pytestmark = [pytest.mark.xdist_group("serve"), pytest.mark.slow, pytest.mark.timeout(3600)]
PATIENCE_S = 1200
"""An import yields to everything else (nice 10): beside other work it has a tenth of a core, and is no failure."""
PEOPLE = 20_000
BACKGROUND = """
from datetime import timedelta
from pathlib import Path
from django.utils import timezone
from gainful.domain.accounts.actor import acting_as, acting_as_system
from gainful.domain.organizations.models import Membership
from gainful.domain.participants.actions import Attestation
from gainful.imports.batch_actions import queue_batch, start_batch
from gainful.imports import batches
with acting_as_system("test"):
    m = Membership.objects.select_related("user", "organization").get(user__email="MANAGER")
with acting_as(m.user, m.organization, role=m.role) as actor:
    b = start_batch(actor, kind="people", filename="p.csv", data=Path(r"FILE").read_bytes(), options={"long": True})
    consent = batches.kept_consent(Attestation(timezone.now() + timedelta(days=9)))
    queue_batch(actor, b, "save", options={"long": True, "consent": consent})
"""


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "var"
    migrated(folder)
    made = gainful(folder, "manage", "shell", "--verbosity", "0", "-c", MAKE)
    assert made.returncode == 0, made.stderr
    return folder


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,name,title\n" + "".join(f"P-{n},Person {n},Cashier\n" for n in range(PEOPLE)))
    return path


def told(data, sql):
    """Return one value as the database's superuser sees it; None while it cannot be reached."""
    try:
        with psycopg.connect(host=str(socket_dir(data)), user="postgres", dbname=DATABASE) as connection:
            return connection.execute(sql).fetchone()[0]
    except psycopg.OperationalError:
        return None


def until(question, data, works=None, said=lambda: ""):
    """Ask until it is so; ends at once where the process that is to bring it about has ended. Says how far it is."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if answer := question():
            return answer
        if works is not None and (code := works.poll()) is not None:
            raise AssertionError(f"ended with {code} before it happened: {how_far(data)}\n{said()}")
        time.sleep(0.05)
    raise AssertionError(f"not in {PATIENCE_S} s: {how_far(data)}\n{said()}")


def how_far(data):
    """Say what is seen of the import and of the machine, for whoever reads a failure."""
    asked = (
        "SELECT string_agg(format('%s, attempt %s', status, attempts), '; ') FROM participants_importbatch"
    )
    return {
        "batches": told(data, asked), "people": told(data, HOW_MANY), "load": os.getloadavg(),
        "bytes of events": told(data, "SELECT pg_relation_size('participants_participantevent')"),
    }  # fmt: skip


IN_WORK = "SELECT pg_relation_size('participants_participantevent') > 400000"
"""Rows of a transaction that is not at its end take room before anybody sees them: some 2,000 people are in."""
HOW_MANY = "SELECT count(*) FROM participants_participant"
STATE = "SELECT status FROM participants_importbatch"


def test_at_the_terminal_nobody_is_in_and_the_same_file_again_brings_all(data, file):
    command = ["import", "people", str(file), "--by", BY]
    process = subprocess.Popen([sys.executable, "-m", "gainful", *command], env=environment(data), cwd=ROOT)
    until(lambda: told(data, IN_WORK), data, process)
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    assert told(data, HOW_MANY) == 0
    for said in (f"{PEOPLE:,} added, 0 brought", f"0 added, {PEOPLE:,} brought"):
        done = gainful(data, *command)
        assert said in done.stdout, done.stderr
        started = gainful(data, "manage", "shell", "--verbosity", "0", "-c", COUNT)
        assert started.stdout.split() == [str(PEOPLE), str(PEOPLE)], started.stderr


COUNT = """
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant, WorkHistory
with acting_as_system("test"):
    print(Participant.objects.count(), WorkHistory.objects.count())
"""


def workers(site):
    """Return the import workers that the site has started."""
    found = [child for child in psutil.Process(site.process.pid).children() if child.is_running()]
    return [child.pid for child in found if "gainful.site.import_worker" in child.cmdline()]


def test_in_the_background_worker_and_site_may_be_killed_and_the_file_still_comes_in_once(data, file):
    queued = gainful(
        data,
        "manage",
        "shell",
        "--verbosity",
        "0",
        "-c",
        BACKGROUND.replace("FILE", str(file)).replace("MANAGER", BY),
    )
    assert queued.returncode == 0, queued.stderr
    site = Serving(data)
    until(lambda: told(data, IN_WORK), data, site.process, site.said)
    os.kill(workers(site)[0], signal.SIGKILL)
    assert told(data, HOW_MANY) == 0
    again = "SELECT attempts = 2 FROM participants_importbatch"
    until(lambda: told(data, again), data, site.process, site.said)
    site.stop(signal.SIGKILL)
    alone = "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database()"
    until(lambda: told(data, alone), data)
    assert (told(data, HOW_MANY), told(data, STATE)) in {(0, "running"), (0, "queued")}
    site = Serving(data)
    until(lambda: told(data, STATE) == "done", data, site.process, site.said)
    assert told(data, HOW_MANY) == PEOPLE
    assert site.stop() == 0
