"""The worker knows every kind of request and notice, though it opens no page."""

from __future__ import annotations

import subprocess
import sys

import pytest
from django.db import OperationalError

from gainful.site import message_worker
from gainful.site.import_worker import Watcher

ASKED = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "gainful.site.settings"
import django
django.setup()
import {modules}
from gainful.domain.messages.notices import _TELLERS
from gainful.domain.messages.request_kinds import request_kinds
print(*sorted(_TELLERS), *sorted(kind.code for kind in request_kinds()))
"""


def known(modules: str) -> list[str]:
    """What a process that imports these modules can ask and tell."""
    code = ASKED.replace("{modules}", modules)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_a_process_of_its_own_knows_what_is_asked_and_told():
    worker = known("gainful.site.message_worker, gainful.site.outbox, gainful.domain.messages.clock")
    assert {"opening_withdrawn", "profile_signed", "commitment", "plan_answer", "seat"} <= set(worker)
    assert worker == known("gainful.site.urls"), "what a page asks or tells, the worker sends"


def test_a_worker_without_work_waits_for_the_next_message_and_then_ends(monkeypatch):
    asked = []

    def due():
        asked.append(1)
        return len(asked) == 3

    monkeypatch.setattr(message_worker, "PAUSE_S", 0.0)
    monkeypatch.setattr(message_worker, "anything_due", due)
    assert message_worker.comes_soon(lambda: True, 60)
    assert len(asked) == 3
    assert not message_worker.comes_soon(lambda: False, 60), "its parent is gone"
    assert not message_worker.comes_soon(lambda: True, 0)


def test_a_worker_that_waits_ends_quietly_when_the_database_goes_away(monkeypatch):
    def away():
        raise OperationalError("the database is away")

    monkeypatch.setattr(message_worker, "PAUSE_S", 0.0)
    monkeypatch.setattr(message_worker, "anything_due", away)
    assert not message_worker.comes_soon(lambda: True, 60)


@pytest.mark.parametrize(("watcher", "seals"), [(Watcher, 1), (message_worker.MessageWatcher, 0)])
def test_one_of_the_watchers_seals_history(monkeypatch, watcher, seals):
    made, sealed = watcher(), []
    monkeypatch.setattr(made, "_look", lambda: 0.0 if not made._over.set() else 1.0)
    monkeypatch.setattr(made._sealing, "seal_when_due", lambda: sealed.append(1))
    monkeypatch.setattr(made._housekeeping, "start_when_due", lambda: None)
    for each in ("list_when_due", "end"):
        monkeypatch.setattr(made._listing, each, lambda: None)
    made.run()
    assert len(sealed) == seals
