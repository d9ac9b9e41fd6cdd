"""One change in a copy of the tree, and the tests that could notice it, in a child of a warm process."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

from scripts.mutants.changes import Change

WARM = (
    "numpy", "scipy.stats", "scipy.optimize", "scipy.sparse", "pandas", "pyarrow", "duckdb", "ibis", "numba",
    "statsmodels.api", "django.db.models", "django.test", "psycopg", "pydantic", "pytest",
    "openpyxl", "lxml.etree",
)  # fmt: skip
"""Libraries that the tests load, imported once; nothing of ours is, since a change must be read by each child."""
LONGEST_S = 600
PARTS = ("src", "tests", "scripts", "docs", "examples", "bench", "pyproject.toml", "Makefile", "README.md", "findings",
         "CHANGELOG.md", "NOTICE", "LICENSE", "requirements.lock", "requirements-dev.lock", "requirements-all.lock",
         "requirements-build.lock")  # fmt: skip
IN_THE_DATABASE = re.compile(r"/(rights|seals)\w*\.py$|/rights/|/models(\.py|/)|_sql\.py$|row_security")
"""Files whose meaning is put into a database when it is made: a change there needs a new one."""
HOLD = "import sys, tests.embedded; print('up', flush=True); sys.stdin.read(); tests.embedded.pytest_unconfigure(None)"


class Copy:
    """A copy of the tree in which one file at a time is changed, with a database server of its own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Path(tempfile.mkdtemp(prefix="gainful-mutants-"))
        self.tree, self.data = self.home / "tree", self.home / "data"
        self.tree.mkdir()
        for part in PARTS:
            if (root / part).is_dir():
                shutil.copytree(root / part, self.tree / part, ignore=shutil.ignore_patterns("screens"))
            elif (root / part).exists():
                shutil.copy2(root / part, self.tree / part)
        self.data.mkdir()
        environment = {**os.environ, "GAINFUL_TEST_DATA": str(self.data), "PYTHONPATH": "src:."}
        self.holder = subprocess.Popen(
            [sys.executable, "-c", HOLD],
            cwd=self.tree,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        if not (self.holder.stdout and self.holder.stdout.readline()):
            raise SystemExit("The database server of the trials does not start.")

    def close(self) -> None:
        """Stop the server and remove the copy."""
        self.holder.communicate()
        shutil.rmtree(self.home, ignore_errors=True)

    def output(self) -> str:
        """Return what the last child printed."""
        return (self.home / "output").read_text(errors="replace")

    @contextlib.contextmanager
    def changed(self, change: Change) -> Iterator[None]:
        """Put one change into the copy for a while."""
        path = self.tree / change.path
        before = (self.root / change.path).read_bytes()
        path.write_bytes(change.applied(before))
        os.utime(path, (time.time(), 1 + change.start))  # never the time that compiled code was made from
        try:
            yield
        finally:
            path.write_bytes(before)
            shutil.copystat(self.root / change.path, path)

    def failing(self, tests: list[str], *, fresh_database: bool = False, first: bool = True) -> list[str]:
        """Run the tests in a child and return those that fail, the first alone or all; a hang counts as a failure."""
        report = self.home / "report"
        report.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            self._be_child(tests, report, fresh_database=fresh_database, first=first)
        ended = _waited(child, LONGEST_S)
        if not ended:
            return ["(no end within the time allowed)"]
        return report.read_text().splitlines() if report.exists() else ["(the run broke off)"]

    def _be_child(self, tests: list[str], report: Path, *, fresh_database: bool, first: bool) -> None:
        code = 1
        try:
            os.setpgid(0, 0)
            os.chdir(self.tree)
            out = os.open(self.home / "output", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.dont_write_bytecode = True
            sys.path[:] = [
                str(self.tree / "src"),
                str(self.tree),
                *(p for p in sys.path if str(self.root) != p and not p.startswith(str(self.root / "src"))),
            ]
            for name in [
                name for name in sys.modules if name.split(".")[0] in {"gainful", "tests", "scripts"}
            ]:
                del sys.modules[name]
            os.environ["PYTHONPATH"] = str(self.tree / "src")
            os.environ.setdefault("GAINFUL_EXAMPLES", "thorough")
            os.environ.pop("GAINFUL_TEST_DATA", None)
            if not fresh_database:
                os.environ["GAINFUL_TEST_DATA"] = str(self.data)
            code = _pytest(tests, report, reuse=not fresh_database, first=first)
        except BaseException:  # noqa: BLE001 - a child must end here, whatever happens
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)


def _pytest(tests: list[str], report: Path, *, reuse: bool, first: bool) -> int:
    """Run the tests here and write the names of those that fail."""
    import pytest

    failed: list[str] = []

    class Listener:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.failed:
                failed.append(report.nodeid)

        def pytest_collectreport(self, report: pytest.CollectReport) -> None:
            if report.failed:
                failed.append(report.nodeid or "(collecting)")

    options = ["-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "", "--no-header", "--tb=line"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += ["-x"] if first else []
    options += ["--reuse-db"] if reuse else []
    code = int(pytest.main([*options, *tests], plugins=[Listener()]))
    if code not in {0, 1} and not failed:
        failed.append(f"(pytest ended with {code})")
    report.write_text("\n".join(failed))
    return code


def _waited(child: int, seconds: float) -> bool:
    """Wait for a child; one that takes too long is ended with all that it started."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, _status = os.waitpid(child, os.WNOHANG)
        if done:
            return True
        time.sleep(0.05)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def warm_up() -> None:
    """Import what the children would each import again."""
    os.environ["NUMBA_NUM_THREADS"] = os.environ.get("NUMBA_NUM_THREADS", "1")
    for library in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    for name in WARM:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
