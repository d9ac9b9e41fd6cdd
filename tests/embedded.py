"""One private PostgreSQL for the whole run, shared by the workers; loaded (`-p`) before Django reads its settings."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# A data folder of the run's own, and the owner's role, which makes test databases.
_OURS = not os.environ.get("GAINFUL_TEST_DATA")
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
        import shutil

        shutil.rmtree(_ROOT, ignore_errors=True)
