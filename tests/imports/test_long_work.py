"""Work that a page does not wait for: how far it is, one at a time, and what is said when the site stopped."""

from __future__ import annotations

import json
import threading
from types import SimpleNamespace
from uuid import uuid4

import pytest

from gainful.domain.measures.errors import MeasureError
from gainful.imports import long_work
from gainful.imports.wage_places import wage_folder


@pytest.fixture
def agency(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path))
    return SimpleNamespace(pk=uuid4())


@pytest.fixture
def beside(monkeypatch):
    """Work beside the page, without a database."""
    monkeypatch.setattr(long_work, "INLINE", False)
    monkeypatch.setattr(long_work, "PATIENCE_S", 0.05)
    monkeypatch.setattr(long_work, "TELL_S", 0.0)
    monkeypatch.setattr(
        long_work, "_done_as", lambda actor, _agency, one, work: work(actor, one.place, one.tell)
    )
    monkeypatch.setattr(long_work.connections, "close_all", lambda: None)


def _filled(place):
    (place / "people.csv").write_text("x")


def test_it_tells_how_far_it_is_and_what_came_of_it(agency, beside):
    goes_on, told, places = threading.Event(), threading.Event(), []

    def work(_actor, place, tell):
        places.append(place)
        assert (place / "people.csv").exists()
        tell(3, 4)
        told.set()
        goes_on.wait(20)
        return "12 rows are in."

    long_work.start(None, agency, "wages", "q1.csv", work, _filled)
    assert told.wait(20)
    found = long_work.progress_of(agency, "wages")
    assert (found.state, found.share, found.name) == ("running", 75, "q1.csv")
    with pytest.raises(MeasureError, match="being worked on"):
        long_work.start(None, agency, "wages", "q2.csv", work, _filled)
    long_work.start(None, agency, "link", "p.csv", lambda *_: "linked", _filled)  # another kind does not wait
    goes_on.set()
    for thread in threading.enumerate():
        if thread.name == "gainful wages":
            thread.join(20)
    found = long_work.progress_of(agency, "wages")
    assert (found.state, found.words) == ("done", "12 rows are in.")
    assert not places[0].exists()
    long_work.forget(agency, "wages")
    assert long_work.progress_of(agency, "wages") is None


def test_a_site_that_stopped_is_said(agency):
    folder = wage_folder(agency) / "work"
    folder.mkdir(parents=True)
    note = {"name": "q1.csv", "state": "running", "done": 1, "whole": 2, "words": "", "began": 0.0}
    (folder / "wages.json").write_text(json.dumps(note))
    found = long_work.progress_of(agency, "wages")
    assert found.state == "broken"
    assert "send it again" in found.words


def test_short_work_that_fails_is_said_at_once_and_leaves_nothing(agency, beside, monkeypatch):
    monkeypatch.setattr(long_work, "PATIENCE_S", 20)

    def work(*_):
        raise MeasureError("No such column.", field="file")

    with pytest.raises(MeasureError, match="No such column"):
        long_work.start(None, agency, "link", "p.csv", work, _filled)
    assert long_work.progress_of(agency, "link") is None
