"""The warm-up tells of a failure, and of nothing else."""

from __future__ import annotations

import pytest

from gainful.site import warm_up


@pytest.mark.parametrize("stopping", [False, True])
def test_a_database_that_goes_away_while_gainful_stops_is_no_failure(db, monkeypatch, caplog, stopping):
    def gone():
        raise OSError("the database system is shutting down")

    monkeypatch.setattr(warm_up, "_path", gone)
    if stopping:
        warm_up.OVER.set()
    try:
        warm_up.warm()
    finally:
        warm_up.OVER.clear()
    assert ("warm-up failed" in caplog.text) is not stopping


def test_a_stop_ends_the_warm_up_between_its_steps(monkeypatch):
    """Serving waits for it: Python ended inside a model's own code aborts with -6."""

    def asked():
        raise AssertionError("the database was asked although Gainful stops")

    monkeypatch.setattr(warm_up, "read_pools", asked)
    warm_up.OVER.set()
    try:
        warm_up._path()
    finally:
        warm_up.OVER.clear()
    with pytest.raises(AssertionError, match="although Gainful stops"):
        warm_up._path()
