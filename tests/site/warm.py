"""Commands of `gainful` in processes that have libraries of others loaded already.

`python -m tests.site.warm` loads them and forks a process for each line it reads: what a command does from our first
line on is done there, with an environment of its own. How a command starts from nothing is asked where that is the
question: `cold=True` of tests/site/running.py, tests/install, tests/commands.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

LIBRARIES = (
    "numpy", "pydantic", "psycopg", "psutil", "cryptography.x509", "django.core.management", "django.db.models",
    "django.db.backends.postgresql.base", "django.forms", "django.template.loader", "procrastinate", "requests",
    "psycopg_pool", "sqlparse",
)  # fmt: skip
"""Loaded once, without settings; one that is not there is left out."""
_ONE = threading.Lock()
_WARM: list[subprocess.Popen[str]] = []


def run_warm(
    arguments: list[str], environment: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; they come one after the other."""
    with _ONE, tempfile.TemporaryDirectory() as folder:
        if not _WARM:
            _WARM.append(_start())
        (warm,) = _WARM
        assert warm.stdin
        assert warm.stdout
        out, err = Path(folder, "out"), Path(folder, "err")
        warm.stdin.write(json.dumps([arguments, environment, str(out), str(err)]) + "\n")
        warm.stdin.flush()
        if not select.select([warm.stdout], [], [], timeout)[0]:
            _leave()
            raise subprocess.TimeoutExpired(arguments, timeout)
        code = int(warm.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, out.read_text(), err.read_text())


def _start() -> subprocess.Popen[str]:
    atexit.register(_leave)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.site.warm"],
        cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


def _leave() -> None:
    while _WARM:
        _WARM.pop().communicate()


def _command(arguments: list[str], environment: dict[str, str], out: str, err: str) -> NoReturn:
    """Become the command: its environment, its output, its end."""
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    for name, number in ((os.devnull, 0), (out, 1), (err, 2)):
        opened = os.open(name, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = ["gainful", *arguments]
    from gainful.cli import main

    sys.exit(main(arguments))


def serve() -> None:
    """Fork a process for each line and say how it ended."""
    for name in LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    while line := sys.stdin.readline():
        told: list[Any] = json.loads(line)
        if (child := os.fork()) == 0:
            _command(*told)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
