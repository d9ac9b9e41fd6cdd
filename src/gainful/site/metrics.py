"""Figures for a monitor in the OpenMetrics form, by prometheus_client; off unless GAINFUL_METRICS_TOKEN is set."""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from gainful.site import readiness

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

SECONDS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 10.0)


def token_is_right(header: str) -> bool:
    """Say whether a request may read the figures; never where no token is set."""
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and hmac.compare_digest(header.encode(), f"Bearer {wanted}".encode())


@cache
def _requests() -> tuple[CollectorRegistry, Any]:
    from prometheus_client import CollectorRegistry, Histogram

    registry = CollectorRegistry()
    timed = Histogram(
        "gainful_request_seconds", "Time to answer a request, by page and class of status.",
        ("method", "page", "status"), buckets=SECONDS, registry=registry,
    )  # fmt: skip
    return registry, timed


def count(method: str, page: str, status: int, seconds: float) -> None:
    """Note one answered request, where figures are asked for at all."""
    if settings.METRICS_TOKEN:
        _requests()[1].labels(method, page, f"{status // 100}xx").observe(seconds)


class _Installation:
    """What is asked when the figures are read: parts, queues, disk, age of backup and drill."""

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily as Gauge

        from gainful.domain.operations import journal
        from gainful.domain.operations.health.work import waiting

        parts = Gauge("gainful_ready", "1 where a part of the installation is ready.", labels=["part"])
        found = readiness.parts()
        for name, good in found.items():
            parts.add_metric([name], float(good))
        yield parts
        yield Gauge("gainful_disk_free_bytes", "Room in the data folder.", value=readiness.free_bytes())
        now, folder = datetime.now(UTC), Path(settings.DATA_FOLDER)
        ages = Gauge("gainful_age_seconds", "Seconds since the last backup and drill.", labels=["what"])
        for what in ("backup", "base", "drill"):
            if last := journal.newest(folder, what):
                ages.add_metric([what], (now - last["at"]).total_seconds())
        if reached := journal.archive_state(folder).get("reached"):
            ages.add_metric(["archive"], (now - reached).total_seconds())
        yield ages
        if found["database"]:
            queued = Gauge("gainful_waiting", "What waits for the worker now.", labels=["what"])
            try:
                for name, number in waiting().items():
                    queued.add_metric([name], number)
            except (DatabaseError, InterfaceError):
                return
            yield queued


def exposition() -> tuple[bytes, str]:
    """Return the figures and their content type; PROMETHEUS_MULTIPROC_DIR joins the counts of several processes."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.multiprocess import MultiProcessCollector
    from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest

    registry, _timed = _requests()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    whole = CollectorRegistry()
    whole.register(_Installation())
    counted, asked = (generate_latest(one) for one in (registry, whole))  # type: ignore[no-untyped-call]
    return counted.removesuffix(b"# EOF\n") + asked, CONTENT_TYPE_LATEST
