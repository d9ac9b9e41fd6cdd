"""What a balancer, a monitor and a reader of logs are told; nothing of it names a person or a secret."""

from __future__ import annotations

import json
import logging
import shutil
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.messages.models import Message
from gainful.domain.operations import journal
from gainful.site import metrics, observed, readiness
from tests.town import town

__all__ = ["town"]
TOKEN = {"HTTP_AUTHORIZATION": "Bearer s3cret-of-the-monitor"}


@pytest.fixture(autouse=True)
def fresh(monkeypatch):
    """Let nothing be remembered from another test."""
    monkeypatch.setattr(readiness, "_MIGRATIONS", readiness.Remembered(readiness._migrated, 60))
    monkeypatch.setattr(readiness, "_WORKER", readiness.Remembered(readiness._nothing_waits_long, 15))
    metrics._requests.cache_clear()


@pytest.fixture
def lines():
    """The lines of the log as an operator with GAINFUL_LOG=json reads them."""
    kept: list[str] = []

    class Keeping(logging.Handler):
        def emit(self, record):
            kept.append(self.format(record))

    handler = Keeping()
    handler.addFilter(observed.WithRequestId())
    handler.setFormatter(observed.JsonLines())
    logger = logging.getLogger("gainful")
    logger.addHandler(handler)
    before = observed.log.level
    observed.log.setLevel(logging.INFO)
    yield kept
    observed.log.setLevel(before)
    logger.removeHandler(handler)


def test_a_process_without_a_database_lives_but_is_not_ready(db, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["agency.example"]

    def gone(*_args):
        raise OperationalError("connection refused") from psycopg.OperationalError("connection refused")

    monkeypatch.setattr("django.db.backends.postgresql.base.DatabaseWrapper.cursor", gone)
    client = Client(SERVER_NAME="10.0.0.7")
    assert client.get("/healthz").content == b"ok\n"
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {
        "database": "not ready", "migrations": "not ready", "worker": "not ready", "disk": "ready",
    }  # fmt: skip


def test_a_sound_installation_is_ready_for_a_balancer_that_knows_no_name(db, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["agency.example"], True
    answer = Client(SERVER_NAME="10.0.0.7").get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies


def test_a_worker_that_sleeps_and_a_full_disk_are_seen(town, monkeypatch):
    with acting_as_system("test"):
        Message.objects.create(
            organization=town.agency, user=town.manager.user, channel="email", address="m@example.org",
            kind="promise_changed", text="Words",
            state="waiting", not_before=timezone.now() - timedelta(minutes=16),
        )  # fmt: skip
    full = SimpleNamespace(total=10**12, used=10**12, free=499 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    answer = Client().get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {
        "database": "ready", "migrations": "ready", "worker": "not ready", "disk": "not ready",
    }  # fmt: skip


def test_migrations_that_are_missing_are_seen(db):
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="plans").delete()
    assert Client().get("/readyz").json()["parts"]["migrations"] == "not ready"


@pytest.mark.parametrize("shown", [{}, {"HTTP_AUTHORIZATION": "Bearer wrong"}])
def test_figures_are_read_by_their_token_only(db, settings, shown):
    settings.METRICS_TOKEN = "s3cret-of-the-monitor"
    assert Client().get("/metrics", **shown).status_code == 404
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", **TOKEN).status_code == 404
    assert Client().get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_figures_are_read_by_the_librarys_own_reader_and_name_nobody(town, settings, tmp_path):
    settings.METRICS_TOKEN, settings.DATA_FOLDER = "s3cret-of-the-monitor", tmp_path
    journal.note(tmp_path, "backup", said="fine")
    client = Client()
    assert client.get("/accounts/login/").status_code == 200
    assert client.get("/guest/link/verysecretlink/").status_code in {404, 410}
    told = client.get("/metrics", **TOKEN)
    assert told.headers["Content-Type"].startswith("application/openmetrics-text")
    text = told.content.decode()
    assert "verysecretlink" not in text
    assert "@" not in text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    counts = {
        (s.labels["page"], s.labels["status"]): s.value
        for s in families["gainful_request_seconds"].samples
        if s.name.endswith("_count")
    }
    assert counts["/accounts/login/", "2xx"] == 1
    ready = {s.labels["part"]: s.value for s in families["gainful_ready"].samples}
    assert ready == {"database": 1, "migrations": 1, "worker": 1, "disk": 1}
    (age,) = families["gainful_age_seconds"].samples
    assert age.labels == {"what": "backup"}
    assert 0 <= age.value < 60
    assert {s.labels["what"] for s in families["gainful_waiting"].samples} == {"messages", "imports"}


def test_a_line_says_page_result_time_and_kind_of_actor_and_no_name(town, lines):
    answer = town.manager.client.get(reverse("program:home"), {"q": "Ana Alvarez"})
    line = json.loads(lines[-1])
    assert line["page"] == "/program/"
    assert (line["method"], line["status"], line["actor"]) == ("GET", 200, "program_manager")
    assert line["request"] == answer.headers["X-Request-ID"]
    assert len(line["request"]) == 32
    assert line["ms"] >= 0
    assert datetime.fromisoformat(line["time"]).tzinfo == UTC
    whole = " ".join(lines)
    assert town.manager.user.email not in whole
    assert "Alvarez" not in whole


def test_a_proxys_id_is_taken_where_there_is_a_proxy(db, lines, settings):
    given = {"HTTP_X_REQUEST_ID": "from-the-proxy-1234"}
    assert Client().get("/accounts/login/", **given).headers["X-Request-ID"] != "from-the-proxy-1234"
    settings.BEHIND_PROXY = True
    assert Client().get("/accounts/login/", **given).headers["X-Request-ID"] == "from-the-proxy-1234"
    forged = {"HTTP_X_REQUEST_ID": 'x" ERROR all is lost'}
    assert " " not in Client().get("/accounts/login/", **forged).headers["X-Request-ID"]


def test_a_slow_statement_is_told_without_its_values(town, lines, settings):
    settings.SLOW_QUERY_MS = 0
    town.manager.client.get(reverse("program:home"))
    told = [json.loads(line) for line in lines]
    statements = [line["message"] for line in told if line["logger"] == "gainful.slow"]
    assert any("SELECT" in said for said in statements)
    assert town.manager.user.email not in " ".join(statements)
    assert str(town.manager.user.pk) not in " ".join(statements)


@pytest.mark.parametrize("path", ["/accounts/login/", "/api/v1/job-orders"])
def test_a_fault_tells_the_number_of_its_request(db, monkeypatch, path):
    monkeypatch.setattr("gainful.site.middleware.set_actor", lambda *_a, **_k: {}["no such thing"])
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code == 500
    number = answer.headers["X-Request-ID"]
    assert len(number) == 32
    said = answer.json()["hint"] if path.startswith("/api/") else answer.content.decode()
    assert number in said


def test_whoever_finds_a_hole_is_told_whom_to_write_to(settings):
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    told = Client().get("/.well-known/security.txt").content.decode().splitlines()
    assert told[0] == "Contact: mailto:security@example.org"
    ends = datetime.fromisoformat(told[1].removeprefix("Expires: "))
    assert timedelta(days=150) < ends - datetime.now(UTC) < timedelta(days=365), "RFC 9116: less than a year"
    settings.SECURITY_CONTACT = ""
    assert Client().get("/.well-known/security.txt").status_code == 404
