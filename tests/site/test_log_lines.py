"""A refusal is one line of the log; a failure of ours brings its trace."""

from __future__ import annotations

import logging
import re
import sys
from logging.config import DictConfigurator

import pytest
from django.conf import settings

from gainful.site.log_lines import RefusalsInOneLine


@pytest.mark.parametrize(("status", "traced"), [(403, False), (404, False), (500, True), (None, True)])
def test_only_a_failure_brings_its_trace(status, traced):
    try:
        raise PermissionError("no")
    except PermissionError:
        record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Forbidden", (), sys.exc_info())
    if status is not None:
        record.status_code = status
    assert RefusalsInOneLine().filter(record)
    assert ("PermissionError" in logging.Formatter().format(record)) is traced


def test_the_console_is_held_to_it():
    assert "refusals" in settings.LOGGING["handlers"]["console"]["filters"]
    assert settings.LOGGING["filters"]["refusals"]["()"].endswith("RefusalsInOneLine")


@pytest.mark.parametrize("kind", ["plain", "json"])
def test_each_line_has_its_time(kind):
    """A line without one cannot be laid beside what somebody remembers."""
    formatter = DictConfigurator({}).configure_formatter(dict(settings.LOGGING["formatters"][kind]))
    record = logging.LogRecord("gainful", logging.ERROR, "", 0, "the database is not there", (), None)
    record.request_id, record.created = "-", 1_796_000_000.25
    said = formatter.format(record)
    assert re.search(r"2026-11-\d\d[ T]\d\d:\d\d:\d\d[.,]\d", said), said
