"""When a worker is started, and how it ends; that it works is shown where it is killed (test_import_killed)."""

from __future__ import annotations

import signal
from contextlib import nullcontext

import pytest

from gainful.imports import background, queue, revocations
from gainful.site import import_worker
from gainful.site.import_worker import PAUSE_AFTER_FAILURE_S, PAUSE_S, Watcher, work_through


class Child:
    """A process that ends as it is told."""

    made: list[Child] = []

    def __init__(self, command, **_):
        self.command, self.code, self.ended = command, None, False
        self.made.append(self)

    def poll(self):
        return self.code

    def terminate(self):
        self.ended = True

    def wait(self, _seconds):
        return self.code


@pytest.fixture
def watched(monkeypatch):
    """A watcher with a queue that can be set, and what it has done."""
    Child.made = []
    state = {"waits": False, "outdated": False, "read": 0, "listed": 0}
    monkeypatch.setattr(revocations, "note", lambda _now: state.update(listed=state["listed"] + 1))
    monkeypatch.setattr(queue, "anything_waits", lambda: state["waits"])
    monkeypatch.setattr(Watcher, "_levels_outdated", lambda _: state["outdated"])
    monkeypatch.setattr(import_worker.subprocess, "Popen", Child)
    monkeypatch.setattr(import_worker, "read_pools", lambda: state.update(read=state["read"] + 1))
    return Watcher(), state


def test_a_worker_is_started_only_while_something_waits(watched):
    watcher, state = watched
    assert watcher._look() == PAUSE_S
    assert Child.made == []
    state["waits"] = True
    watcher._look()
    watcher._look()
    (child,) = Child.made
    assert child.command[-1] == "gainful.site.import_worker"
    child.code, state["waits"] = 0, False
    for _ in range(3):
        watcher._look()
    assert (len(Child.made), state["read"]) == (1, 1), "what came in is read into memory once"


def test_a_worker_is_started_for_levels_that_reference_data_made_outdated(watched):
    watcher, state = watched
    state["outdated"] = True
    watcher._look()
    assert len(Child.made) == 1


def test_a_worker_that_broke_off_is_followed_by_another_after_a_pause(watched):
    watcher, state = watched
    state["waits"] = True
    watcher._look()
    Child.made[0].code = -signal.SIGKILL
    assert watcher._look() == PAUSE_AFTER_FAILURE_S
    watcher._look()
    assert len(Child.made) == 2


def test_the_end_of_the_site_ends_its_worker(watched):
    watcher, state = watched
    state["waits"] = True
    watcher._look()
    watcher.start()
    watcher.end()
    assert Child.made[0].ended
    assert not watcher.is_alive()
    assert state["listed"] == 1, "what was taken back just before is on the list"


def test_work_goes_on_until_nothing_waits(monkeypatch, db):
    left = [True, True, False]
    monkeypatch.setattr(background, "run_next", lambda _progress: left.pop(0))
    work_through()
    assert left == []


def test_where_another_works_nothing_is_done(monkeypatch, db):
    monkeypatch.setattr(background, "run_next", lambda _progress: pytest.fail("two at a time"))
    monkeypatch.setattr(queue, "only_worker", lambda: nullcontext(False))
    work_through()
