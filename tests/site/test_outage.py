"""The database dies, is restarted, fills its disk: people get words, and nobody has to get up for it."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import django.db
import psycopg
import pytest
from django.test import Client
from psycopg import sql

from gainful.site import import_worker, outage, readiness
from gainful.site.outage import Outage, outage_of
from tests.site.running import ROOT, Serving, environment, gainful, migrated, postmaster, superuser

RECOVERY_S = 90
KILLS = 8
"""Killed twice at least, and until the worker has met an outage: it asks every few seconds, and they are short."""
PAGE = "/accounts/login/"


def raised(cause: psycopg.Error) -> Exception:
    """The error as Django hands it on."""
    error = django.db.OperationalError(*cause.args)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (raised(psycopg.OperationalError("connection refused")), Outage.DATABASE),
        (raised(psycopg.errors.AdminShutdown("the server stops")), Outage.DATABASE),
        (raised(psycopg.errors.CannotConnectNow("the server starts")), Outage.DATABASE),
        (raised(psycopg.errors.TooManyConnections("too many")), Outage.DATABASE),
        (django.db.InterfaceError("connection already closed"), Outage.DATABASE),
        (raised(psycopg.errors.DiskFull("no space left")), Outage.DISK),
        (raised(psycopg.errors.DeadlockDetected("deadlock")), None),
        (raised(psycopg.errors.LockNotAvailable("lock")), None),
        (django.db.IntegrityError("doubled"), None),
        (KeyError("ours"), None),
    ],
)
def test_an_outage_is_told_from_a_fault_of_ours(error, what):
    assert outage_of(error) is what


@pytest.fixture
def failing(db, monkeypatch):
    """Let every request fail with the error that the test chooses."""
    monkeypatch.setattr(outage, "OUTAGES", outage.OncePerOutage())

    def fail_with(error: BaseException | None) -> None:
        def fail(*_args: object, **_kwargs: object) -> None:
            if error is not None:
                raise error

        monkeypatch.setattr("gainful.site.middleware.set_actor", fail)

    return fail_with


@pytest.mark.parametrize("path", [PAGE, "/api/v1/job-orders"])
def test_people_and_programs_are_told_to_come_again(failing, caplog, path):
    client = Client(raise_request_exception=False)
    failing(raised(psycopg.OperationalError("connection refused\nmore")))
    answers = [client.get(path) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {503}
    assert answers[0].headers["Retry-After"] == "10"
    assert "database does not answer just now" in answers[0].content.decode()
    assert "Nothing was half-saved" in answers[0].content.decode()
    if path.startswith("/api/"):
        assert set(answers[0].json()) == {"message", "hint", "field"}
    ours = [record for record in caplog.records if record.name == "gainful.site.outage"]
    assert [record.getMessage() for record in ours] == [
        "the database is not there; people are told to come again: connection refused"
    ]
    assert not any(outage.OutagesOnce().filter(r) for r in caplog.records if r.name == "django.request")


def forget_last_step() -> None:
    """Let the database be one step behind, as while `migrate` runs."""
    with django.db.connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
        assert cursor.rowcount == 1


def forget_rights() -> None:
    """Let the rights be those of before, as at the end of `migrate`."""
    with django.db.connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("COMMENT ON SCHEMA gainful IS 'rights of before'")


@pytest.fixture
def asks_anew(monkeypatch):
    """Let nothing be remembered about the schema."""
    monkeypatch.setattr(readiness, "_BEHIND", readiness.Remembered(readiness._behind, 0.0))


@pytest.mark.parametrize("path", [PAGE, "/api/v1/job-orders"])
@pytest.mark.parametrize(
    ("error", "behind"),
    [
        (psycopg.errors.UndefinedTable("no such table"), forget_last_step),
        (psycopg.errors.UndefinedColumn("no such column"), forget_last_step),
        (psycopg.errors.InsufficientPrivilege("not granted"), forget_rights),
    ],
)
def test_while_the_schema_is_brought_up_to_date_people_are_told_to_come_again(
    failing, asks_anew, caplog, path, error, behind
):
    behind()
    failing(raised(error))
    answers = [Client(raise_request_exception=False).get(path) for _ in range(2)]
    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "10")] * 2
    assert "being brought up to date" in answers[0].content.decode()
    ours = [record.getMessage() for record in caplog.records if record.name == "gainful.site.outage"]
    assert ours == [f"the schema of this version is not there; people are told to come again: {error}"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (psycopg.errors.UndefinedTable("no such table"), 500),
        (psycopg.errors.InsufficientPrivilege("not granted"), 403),
        (psycopg.errors.UniqueViolation("there already"), 409),
    ],
)
def test_on_a_schema_that_is_up_to_date_the_same_error_is_what_it_was(failing, asks_anew, error, status):
    failing(raised(error))
    assert Client(raise_request_exception=False).get(PAGE).status_code == status


def test_what_a_schema_cannot_cause_is_no_upgrade(failing, asks_anew):
    forget_last_step()
    failing(KeyError("ours"))
    assert Client(raise_request_exception=False).get(PAGE).status_code == 500


def test_a_full_disk_says_so(failing):
    failing(raised(psycopg.errors.DiskFull("no space left on device")))
    answer = Client(raise_request_exception=False).post(PAGE, {"login": "a@example.org", "password": "x"})
    assert answer.status_code == 503
    assert "disk of this machine is full" in answer.content.decode()


def test_a_fault_of_ours_is_a_500_and_is_logged(failing, caplog):
    failing(KeyError("ours"))
    answer = Client(raise_request_exception=False).get(PAGE)
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert [r.levelno for r in caplog.records if r.name == "django.request"] == [logging.ERROR]


@pytest.mark.parametrize("command", ["doctor", "worker"])
def test_a_command_without_a_database_says_so_in_words(tmp_path, command):
    done = gainful(tmp_path / "var", command, DATABASE_URL="postgresql://gainful_web@127.0.0.1:9/gainful")
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("behind", [forget_last_step, forget_rights])
def test_the_worker_waits_for_a_schema_that_is_brought_up_to_date(db, asks_anew, monkeypatch, caplog, behind):
    monkeypatch.setattr(import_worker, "_close_connections", lambda: None)  # the test is in a transaction

    def work() -> None:
        raise raised(psycopg.errors.UndefinedColumn("no such column\nLINE 1"))

    waiting = import_worker.Waiting()
    with pytest.raises(django.db.OperationalError):  # a fault of ours, where the schema is what it should be
        waiting.did(work)
    with django.db.transaction.atomic():
        behind()
        assert [waiting.did(work), waiting.did(work)] == [False, False]
        with pytest.raises(django.db.OperationalError):
            waiting.did(work, {Outage.DATABASE})
        django.db.transaction.set_rollback(True)
    assert waiting.did(lambda: None)
    assert [record.getMessage() for record in caplog.records if record.name.endswith("import_worker")] == [
        "the worker waits for the schema of this version: no such column",
        "the worker goes on",
    ]


def test_what_the_worker_cannot_wait_for_ends_it(db, asks_anew):
    def work() -> None:
        raise raised(psycopg.errors.DeadlockDetected("deadlock"))

    forget_last_step()
    with pytest.raises(django.db.OperationalError, match="deadlock"):
        import_worker.Waiting().did(work)


IN_WORK = """
REVOKE ALL ON public.django_migrations FROM gainful_web, gainful_system, PUBLIC;
COMMENT ON SCHEMA gainful IS 'rights of before';"""
"""What a database is like while `migrate` has made tables and not yet given the rights."""


def test_the_worker_waits_for_migrate_and_other_commands_say_so(tmp_path):
    folder, log = tmp_path / "var", tmp_path / "worker.log"
    migrated(folder)
    with superuser(folder) as admin, log.open("w") as out:
        mark = admin.execute("SELECT obj_description('gainful'::regnamespace, 'pg_namespace')").fetchone()[0]
        admin.execute(IN_WORK)
        worker = subprocess.Popen(
            [sys.executable, "-m", "gainful", "worker"],
            cwd=ROOT, env=environment(folder), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(log, "the worker waits for the schema of this version: permission denied")
            asked = gainful(folder, "unlock", "ana@example.org")
            assert (asked.returncode, "being brought up to date" in asked.stderr) == (1, True), asked.stderr
            assert worker.poll() is None
            admin.execute("ALTER TABLE participants_importbatch RENAME TO importbatch_of_before")
            admin.execute("GRANT SELECT ON public.django_migrations TO gainful_web")
            wait_for(log, "Waiting for long imports")
            wait_for(log, 'relation "participants_importbatch" does not exist')
            admin.execute("ALTER TABLE importbatch_of_before RENAME TO participants_importbatch")
            wait_for(log, "the worker goes on", times=2)
            admin.execute(sql.SQL("COMMENT ON SCHEMA gainful IS {}").format(mark))
        finally:
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(60) == 0
    assert "Traceback" not in log.read_text() + asked.stderr
    assert log.read_text().count("the worker waits for the schema of this version") == 2


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gainful") / "var"
    migrated(folder)
    yield folder
    left = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False)
    assert left.stdout == "", "something of ours keeps running"


@pytest.fixture(scope="module")
def running():
    """What the tests here started; the last one is stopped."""
    started: list[Serving] = []
    yield started
    if started and started[-1].process.poll() is None:
        started[-1].stop(signal.SIGTERM)


@pytest.fixture
def serving(data, running):
    """Hand on the site that the test before left running, or a new one."""
    if not running or running[-1].process.poll() is not None:
        running.append(Serving(data, cold=True))
    return running[-1]


def until_it_answers(serving: Serving) -> set[int]:
    """Ask until the page is there again; returns every status that was seen."""
    seen, until = set(), time.monotonic() + RECOVERY_S
    while time.monotonic() < until:
        code = serving.get(PAGE)[0]
        seen.add(code)
        if code == 200:
            return seen
        time.sleep(0.1)
    raise AssertionError(f"never came back: {seen}\n{serving.said()}")


def wait_for(file: Path, words: str, times: int = 1) -> str:
    until = time.monotonic() + RECOVERY_S
    while file.read_text().count(words) < times:
        assert time.monotonic() < until, file.read_text()
        time.sleep(0.2)
    return file.read_text()


@pytest.mark.slow
@pytest.mark.xdist_group("serve")
def test_a_killed_database_comes_back_by_itself_and_a_stop_leaves_none_behind(data, serving):
    worker_log = data.parent / "worker.log"
    with worker_log.open("w") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "gainful", "worker"],
            cwd=ROOT, env=environment(data), stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
    try:
        wait_for(worker_log, "Waiting for long imports")
        for times in range(1, KILLS + 1):
            assert serving.get(PAGE)[0] == 200
            killed = postmaster(data)
            os.kill(killed, signal.SIGKILL)
            assert serving.get(PAGE)[0] in {200, 503}
            assert until_it_answers(serving) <= {200, 503}
            assert postmaster(data) not in {None, killed}
            log = serving.said()
            assert "Traceback" not in log
            assert log.count("the database is not there") <= times
            assert re.search(r"(?m)^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", log), "a line of the log has its time"
            if times > 1 and "the worker waits for the database" in worker_log.read_text():
                break
        wait_for(worker_log, "the worker waits for the database")
        wait_for(worker_log, "the worker goes on")
        assert worker.poll() is None
        assert "Traceback" not in worker_log.read_text()
    finally:
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(60) == 0
    assert serving.stop(signal.SIGTERM) == 0
    assert postmaster(data) is None


@pytest.mark.xdist_group("serve")
def test_after_a_restart_of_the_database_no_request_meets_a_stale_connection(data, serving):
    assert [serving.get(PAGE)[0] for _ in range(20)] == [200] * 20
    os.kill(postmaster(data), signal.SIGINT)  # PostgreSQL's fast stop: every connection is cut
    wait_for(serving.log, "the database server runs again")
    assert [serving.get(PAGE)[0] for _ in range(20)] == [200] * 20


@pytest.mark.xdist_group("serve")
def test_sigterm_lets_a_request_come_to_its_end(data, serving):
    host, port = serving.address.removeprefix("http://").split(":")
    body = b"login=ana%40example.org&password=guess"
    with socket.create_connection((host, int(port)), timeout=60) as line:
        line.sendall(
            b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        line.sendall(body[:10])
        time.sleep(0.5)
        serving.process.send_signal(signal.SIGTERM)
        time.sleep(1)
        assert serving.process.poll() is None
        line.sendall(body[10:])
        answer = line.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 403"), answer[:200]  # a form without its token: answered, and whole
    assert b"</html>" in answer
    assert serving.process.wait(60) == 0
    assert postmaster(data) is None
