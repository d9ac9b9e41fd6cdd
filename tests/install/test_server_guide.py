"""Rolled out from docs/guides/server as an administrator would: own PostgreSQL, gunicorn, backup, drill, restore."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.site.own_server import GUIDE, SERVERS, OwnServer, free_port, own_server
from tests.site.running import environment

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(900),
]  # the first `migrate` alone takes minutes on a busy machine
RELEASES = Path(__file__).parents[1] / "site" / "releases"


def run(data: Path, settings: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gainful", *arguments], env=environment(data, **settings),
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip


def commands_of(unit: str) -> list[str]:
    """The words of a unit's ExecStart, with this machine's Python in place of /opt/gainful/bin."""
    (line,) = re.findall(r"^ExecStart=(.+)$", (GUIDE / unit).read_text(), re.MULTILINE)
    program, *words = line.split()
    module = {"gunicorn": ["-m", "gunicorn"], "gainful": ["-m", "gainful"]}[Path(program).name]
    return [sys.executable, *module, *words]


@pytest.fixture(scope="module", params=SERVERS)
def server(request):
    with own_server(SERVERS[request.param]) as running:
        running.psql("-f", str(GUIDE / "roles.sql"))
        yield running


@pytest.fixture(scope="module")
def rolled_out(server: OwnServer, tmp_path_factory):
    """The folder and the settings after the guide's steps up to the first start."""
    data = tmp_path_factory.mktemp("rolled") / "var"
    settings = server.settings()
    settings.pop("GAINFUL_DATA")
    done = run(data, settings, "manage", "migrate")
    assert done.returncode == 0, done.stderr
    hardening = subprocess.run(
        [sys.executable, "-m", "gainful.site.hardening", "gainful_owner"], env=environment(data, **settings),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    server.psql(given=hardening.stdout, database="gainful")
    return data, settings


def web_settings(settings: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in settings.items() if name != "DATABASE_OWNER_URL"}


@contextmanager
def gunicorn(data: Path, settings: dict[str, str]) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    port = free_port()
    words = [w.replace("127.0.0.1:8000", f"127.0.0.1:{port}") for w in commands_of("gainful-web.service")]
    process = subprocess.Popen(words, env=environment(data, **settings), stderr=subprocess.PIPE, text=True)
    try:
        yield port, process
    finally:
        process.terminate()


def asked(port: int, path: str) -> tuple[int, str]:
    """Ask as the proxy does, until the server listens; returns status and text."""
    headers = {"Host": "gainful.example.org", "X-Forwarded-Proto": "https"}
    until = time.monotonic() + 120
    while True:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            try:
                connection.request("GET", path, headers=headers)
                answer = connection.getresponse()
                return answer.status, answer.read().decode()
            except ConnectionError:
                if time.monotonic() > until:
                    raise
        time.sleep(0.3)


def with_database(settings: dict[str, str], database: str) -> dict[str, str]:
    """The same server and users, another database."""
    return {
        name: re.sub(r"/gainful(?=\?|$)", f"/{database}", value) if name.startswith("DATABASE_") else value
        for name, value in settings.items()
    }


def test_pages_are_served_by_gunicorn_without_the_owners_address(rolled_out):
    data, settings = rolled_out
    done = run(data, web_settings(settings), "first-run")
    assert done.stdout.startswith("https://gainful.example.org/first-run/"), done.stderr
    with gunicorn(data, web_settings(settings)) as (port, process):
        assert asked(port, "/accounts/login/")[0] == 200
        status, said = asked(port, "/readyz")
    process.communicate(timeout=60)
    assert (status, '"ready": true' in said) == (200, True), said


def test_the_owner_may_not_serve(rolled_out):
    data, settings = rolled_out
    wrong = {**web_settings(settings), "DATABASE_URL": settings["DATABASE_OWNER_URL"]}
    with gunicorn(data, wrong) as (port, process):
        status, _said = asked(port, "/accounts/login/")
    _out, log = process.communicate(timeout=60)
    assert status == 503
    assert "bypasses row security" in log
    done = run(data, wrong, "doctor")
    assert done.returncode == 1, done.stdout
    assert re.search(r"^BAD   DATABASE_URL .*owns tables or bypasses row security", done.stdout, re.MULTILINE)
    assert re.search(r"^BAD   Database user .*gainful_owner can bypass", done.stdout, re.MULTILINE)


def test_the_worker_backup_drill_and_doctor_run_from_the_guide(rolled_out, server, tmp_path):
    data, settings = rolled_out
    worker = subprocess.Popen(
        commands_of("gainful-worker.service"), env=environment(data, **web_settings(settings)),
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert worker.stdout is not None
    assert worker.stdout.readline().startswith("Waiting"), "the worker ended by itself"
    time.sleep(8)
    assert worker.poll() is None, "the worker ended by itself"
    worker.terminate()
    worker.communicate(timeout=60)
    assert worker.returncode == 0
    backups = tmp_path / "backups"
    backups.mkdir()
    (*_python, verb, _folder) = commands_of("gainful-backup.service")
    done = run(data, settings, verb, str(backups))
    assert done.returncode == 0, done.stderr
    (archive,) = backups.glob("gainful-*.tar")
    done = run(data, settings, "drill", str(archive))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(data, settings, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    server.psql("-c", "CREATE DATABASE again OWNER gainful_owner TEMPLATE template0 ENCODING 'UTF8'")
    elsewhere = with_database(settings, "again")
    done = run(tmp_path / "again", elsewhere, "restore", str(archive))
    assert done.returncode == 0, done.stdout + done.stderr
    count = "SELECT count(*) FROM accounts_user"
    assert server.psql("-At", "-c", count, database="again") == server.psql(
        "-At", "-c", count, database="gainful"
    )


def test_an_archive_goes_from_the_embedded_server_to_ones_own_and_back(rolled_out, server, tmp_path):
    data, settings = rolled_out
    backups = tmp_path / "backups"
    backups.mkdir()
    assert run(data, settings, "backup", str(backups)).returncode == 0
    (archive,) = backups.glob("gainful-*.tar")
    done = run(tmp_path / "embedded", {}, "restore", str(archive))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(tmp_path / "embedded", {}, "doctor")
    assert "Traceback" not in done.stdout + done.stderr
    done = run(tmp_path / "embedded", {}, "backup", str(tmp_path / "back.tar"))
    assert done.returncode == 0, done.stdout + done.stderr
    server.psql("-c", "CREATE DATABASE back OWNER gainful_owner TEMPLATE template0 ENCODING 'UTF8'")
    elsewhere = with_database(settings, "back")
    done = run(tmp_path / "back", elsewhere, "restore", str(tmp_path / "back.tar"))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(tmp_path / "back", elsewhere, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("release", sorted(RELEASES.glob("*.tar.gz")), ids=lambda path: path.name)
def test_an_archive_of_an_older_release_is_brought_up_to_date(rolled_out, server, release, tmp_path):
    _data, settings = rolled_out
    server.psql("-c", "CREATE DATABASE older OWNER gainful_owner TEMPLATE template0 ENCODING 'UTF8'")
    elsewhere = with_database(settings, "older")
    done = run(tmp_path / "older", elsewhere, "restore", str(release))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(tmp_path / "older", elsewhere, "manage", "migrate", "--verbosity", "0")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(tmp_path / "older", elsewhere, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(tmp_path / "older", elsewhere, "history", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
