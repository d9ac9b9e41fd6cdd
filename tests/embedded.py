"""One private PostgreSQL for the whole run, shared by the workers; loaded (`-p`) before Django reads its settings."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import psutil
import pytest

MEMORY, MOST_GB = Path("/dev/shm"), 8  # noqa: S108 - the system's own folder in memory
"""Where a run writes if there is room for more than it needs: some sixty servers of tests else wait for the disk."""


def _write_in_memory() -> None:
    """Let temporary folders of the run and of its children be made in memory; whoever set TMPDIR has chosen."""
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    free = shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available
    if min(free) < MOST_GB * 2**30 or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None


# A data folder of the run's own, and the owner's role, which makes test databases.
_OURS = not os.environ.get("GAINFUL_TEST_DATA")
if _OURS:
    _write_in_memory()
_ROOT = Path(tempfile.mkdtemp(prefix="gainful-test-") if _OURS else os.environ["GAINFUL_TEST_DATA"])
os.environ["GAINFUL_TEST_DATA"] = str(_ROOT)
os.environ["GAINFUL_DATA"] = str(_ROOT)
os.environ["GAINFUL_DB_ROLE"] = "owner"
for _threads in (
    "OPENBLAS_NUM_THREADS",
    "OMP_NUM_THREADS",
):  # each worker has a core; more threads only wait for it
    os.environ.setdefault(_threads, "1")
os.environ["SECRET_KEY"] = "test-only"
os.environ["GAINFUL_API_PER_MINUTE"] = os.environ["GAINFUL_API_HEAVY_PER_MINUTE"] = "0"
os.environ["GAINFUL_SECOND_STEP"] = "none"
os.environ.pop("DATABASE_URL", None)
for _library in (
    "OMP",
    "OPENBLAS",
    "MKL",
    "NUMEXPR",
):  # two workers share two cores; waiting threads burn them
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

from gainful.site.database import socket_dir, start_server, stop_server  # noqa: E402

(_ROOT / "static").mkdir(exist_ok=True)  # collected files; none in tests
_SERVER = start_server()


def _forget_power_cuts() -> None:
    """Let the run's server not wait for the disk: nothing of it is read after a crash."""
    import psycopg

    with psycopg.connect(
        host=str(socket_dir()), user="postgres", dbname="postgres", autocommit=True
    ) as owner:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            owner.execute(f"ALTER SYSTEM SET {name} = off")
        owner.execute("SELECT pg_reload_conf()")


if _OURS:
    _forget_power_cuts()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server when the last worker leaves; the process that made the folder removes it."""
    stop_server(_SERVER)
    if _OURS:
        shutil.rmtree(_ROOT, ignore_errors=True)
