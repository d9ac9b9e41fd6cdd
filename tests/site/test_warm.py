"""The warm-up tells of a failure, and of nothing else."""

from __future__ import annotations

import pytest

from gainful.site import warm


@pytest.mark.parametrize("stopping", [False, True])
def test_a_database_that_goes_away_while_gainful_stops_is_no_failure(db, monkeypatch, caplog, stopping):
    def gone():
        raise OSError("the database system is shutting down")

    monkeypatch.setattr(warm, "_path", gone)
    if stopping:
        warm.OVER.set()
    try:
        warm.warm()
    finally:
        warm.OVER.clear()
    assert ("warm-up failed" in caplog.text) is not stopping
