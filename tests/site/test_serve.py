"""`gainful serve` as its user meets it: first run, stop, kill, start again, backup and restore."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.site.running import (
    Serving,
    environment,
    gainful,
    migrated,
    postmaster,
    safe_from_power_cuts,
    superuser,
)

pytestmark = pytest.mark.xdist_group("serve")
AGENCY = "Kept through everything"
ADD = (
    "INSERT INTO organizations_organization (id, name, kind, area_code, is_sample, created_at)"
    " VALUES (gen_random_uuid(), %(name)s, 'agency', '', false, now())"
)
NAMES = """
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.organizations.models import Organization
with acting_as_system("test"):
    print(*Organization.objects.values_list("name", flat=True), sep="|")
"""


@pytest.fixture
def serve(data):
    """Start Gainful; what a test leaves running is stopped."""
    started = []

    def start(*options):
        started.append(Serving(data, *options, cold=True))
        return started[-1]

    yield start
    for serving in started:
        if serving.process.poll() is None:
            serving.stop(signal.SIGTERM)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """One data folder for this file, with the schema in it; its server is stopped whatever happens."""
    folder = tmp_path_factory.mktemp("gainful") / "var"
    migrated(folder)
    add_organization(folder, AGENCY)
    yield folder
    if pid := postmaster(folder):
        os.kill(pid, signal.SIGINT)
    left = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False)
    assert left.stdout == "", "something of ours keeps running"


def organizations(data: Path) -> set[str]:
    with superuser(data) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM organizations_organization")}


def add_organization(data: Path, name: str) -> None:
    with superuser(data) as connection:
        connection.execute(ADD, {"name": name})


class TestOneSiteThatServes:
    """What is asked of a running site, in any order; at the end Ctrl-C stops all of it."""

    @pytest.fixture(scope="class")
    def serving(self, data):
        started = Serving(data, cold=True)  # the demo of the journeys reads its models ahead
        yield started
        assert started.stop() == 0
        assert postmaster(data) is None

    def test_first_run_gives_a_link(self, data, serving):
        link = re.search(r"http://\S+/first-run/\S+/", serving.said())
        assert link
        path = link[0].removeprefix(serving.address)
        assert "Make the first account" in serving.get(path)[1]
        assert serving.get("/first-run/guess/")[0] == 404
        assert serving.get("/demo/operator/")[0] == 405
        assert stat.S_IMODE((data / "secret-key").stat().st_mode) == 0o600
        assert stat.S_IMODE((data / "first-run").stat().st_mode) == 0o600

    def test_the_server_is_reached_by_a_closed_socket_only(self, data, serving):
        pid_lines = (data / "postgres" / "postmaster.pid").read_text().splitlines()
        assert stat.S_IMODE(Path(pid_lines[4]).stat().st_mode) == 0o700
        assert not pid_lines[5].strip()  # the address it listens at

    def test_a_second_process_shares_the_server_and_the_first_keeps_it(self, data, serving):
        running = postmaster(data)
        told = gainful(data, "manage", "shell", "--verbosity", "0", "-c", NAMES)
        assert AGENCY in told.stdout, told.stderr
        assert postmaster(data) == running
        assert serving.get("/")[0] == 200

    def test_a_user_that_owns_the_tables_may_not_serve(self, data, serving):
        folder = (data / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        url = f"postgresql://gainful_owner@/gainful?host={folder}"
        done = gainful(data, "serve", "--port", "0", DATABASE_URL=url, DATABASE_OWNER_URL=url)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "bypasses row security" in done.stdout

    def test_restore_refuses_what_is_in_use(self, data, serving, tmp_path):
        archive = tmp_path / "all.tar"
        assert gainful(data, "backup", str(archive)).returncode == 0
        assert serving.get("/")[0] == 200
        done = gainful(data, "restore", str(archive))
        assert done.returncode == 1
        assert "Stop it first" in done.stderr


@pytest.mark.slow
def test_a_kill_loses_nothing_and_leaves_nothing_behind(data, serve):
    add_organization(data, "Made just before the kill")
    serving = serve()
    server = postmaster(data)
    serving.stop(signal.SIGKILL)
    os.kill(server, signal.SIGKILL)
    time.sleep(1)
    again = serve()
    assert "Made just before the kill" in organizations(data)
    assert again.stop(signal.SIGTERM) == 0
    assert postmaster(data) is None


def test_a_taken_port_is_named(data):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = gainful(data, "serve", "--port", str(port))
    assert done.returncode == 2
    assert f"Port {port} is taken" in done.stdout
    assert "Traceback" not in done.stderr


JOIN = """
import sys
from gainful.site.database import start_server, stop_server
server = start_server()
print("joined", flush=True)
sys.stdin.readline()
stop_server(server)
"""


def test_two_starts_at_once_on_an_empty_folder_share_one_server(tmp_path):
    folder = tmp_path / "Größe und Maß" / "var"
    folder.mkdir(parents=True)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", JOIN],
            env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) for _ in range(2)
    ]  # fmt: skip
    assert [one.stdout.readline() for one in both] == ["joined\n"] * 2
    running = postmaster(folder)
    assert running
    both[0].communicate("\n", timeout=60)
    assert postmaster(folder) == running, "the other still needs it"
    both[1].communicate("\n", timeout=60)
    assert [one.returncode for one in both] == [0, 0]
    assert postmaster(folder) is None


@pytest.mark.slow
@pytest.mark.parametrize("made", [True, False])
def test_two_starts_at_once_on_one_folder_both_serve(tmp_path, made):
    folder = tmp_path / "Größe und Maß" / "a b"  # a shell would take the name apart, and PostgreSQL with it
    folder.mkdir(parents=True)
    if made:
        migrated(folder / "var")
    with ThreadPoolExecutor() as together:
        both = list(together.map(lambda _: Serving(folder / "var", cold=True), range(2)))
    try:
        assert [one.get("/")[0] for one in both] == [200, 200]
        sockets = Path((folder / "var/postgres/postmaster.pid").read_text().splitlines()[4])
        assert sockets != folder / "var/postgres"
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    finally:
        codes = [one.stop(signal.SIGTERM) for one in both]
    assert codes == [0, 0]
    assert postmaster(folder / "var") is None


@pytest.mark.slow
def test_another_users_files_in_the_shared_temporary_folder_stop_nobody(tmp_path):
    shared = tmp_path / "tmp"
    (shared / ".lockfile").mkdir(parents=True)  # what the wheel would lock, and here cannot open
    done = gainful(tmp_path / "var", "backup", str(tmp_path / "all.tar"), cold=True, TMPDIR=str(shared))
    assert done.returncode == 0, done.stderr


def test_a_data_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for folder, said in ((tmp_path / "file", "cannot be written to"), (tmp_path / "a$b", "holds '$'")):
        done = gainful(folder, "serve", "--port", "0")
        assert done.returncode == 1
        assert said in done.stderr
        assert "GAINFUL_DATA=FOLDER" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_server_that_cannot_start_says_why_at_once(data, tmp_path):
    broken = tmp_path / "var"
    subprocess.run(["cp", "-a", data, broken], check=True)
    with (broken / "postgres" / "postgresql.conf").open("a") as conf:
        conf.write("shared_buffers = many\n")
    start = time.monotonic()
    done = gainful(broken, "doctor", cold=True)
    assert done.returncode == 1
    assert "could not be started" in done.stderr
    assert "shared_buffers" in done.stderr
    assert "Traceback" not in done.stderr
    assert time.monotonic() - start < 30


def test_demo_mode_never_meets_a_real_database(data):
    done = gainful(data, "serve", "--demo", DATABASE_URL="postgresql://x@localhost/x")
    assert done.returncode == 2
    assert "Demo mode cannot run" in done.stdout


def test_doctor_finds_nothing_wrong(data):
    with safe_from_power_cuts(data):
        done = gainful(data, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "BAD" not in done.stdout
    assert "entries, each as this version expects" in done.stdout


def test_backup_and_restore_bring_everything_back(data, tmp_path):
    add_organization(data, "Before the backup")
    archive = tmp_path / "all.tar"
    done = gainful(data, "backup", str(archive))
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    key = (data / "secret-key").read_text()
    add_organization(data, "After the backup")
    (data / "secret-key").write_text("lost")
    done = gainful(data, "restore", str(archive))
    assert done.returncode == 0, done.stderr
    assert f"is kept as the backup {data / 'before-restore'}" in done.stdout
    (before,) = (data / "before-restore").glob("*.tar")
    assert stat.S_IMODE(before.stat().st_mode) == 0o600
    found = organizations(data)
    assert AGENCY in found
    assert "Before the backup" in found
    assert "After the backup" not in found
    assert (data / "secret-key").read_text() == key
    assert not list(data.glob("secret-key.*-*")) + list(data.glob("*.replaced"))


@pytest.mark.slow
def test_what_stood_there_before_a_restore_comes_back_too(tmp_path):
    data, archive = tmp_path / "var", tmp_path / "all.tar"
    migrated(data)
    add_organization(data, AGENCY)
    assert gainful(data, "backup", str(archive), cold=True).returncode == 0
    add_organization(data, "After the backup")
    assert gainful(data, "restore", str(archive), cold=True).returncode == 0
    assert organizations(data) == {AGENCY}
    (before,) = (data / "before-restore").glob("*.tar")
    with safe_from_power_cuts(data):
        assert gainful(data, "doctor").returncode == 0
    assert gainful(data, "restore", str(before)).returncode == 0
    assert organizations(data) == {AGENCY, "After the backup"}


def test_a_backup_into_no_folder_is_refused_in_words(data, tmp_path):
    done = gainful(data, "backup", str(tmp_path / "none" / "all.tar"))
    assert done.returncode == 1
    assert f"there is no folder {tmp_path / 'none'}" in done.stderr


def test_restore_refuses_what_is_no_backup(data, tmp_path):
    wrong = tmp_path / "wrong.tar"
    wrong.write_text("no")
    done = gainful(data, "restore", str(wrong))
    assert done.returncode == 1
    assert "is not a backup" in done.stderr
