"""`gainful … | head`: whoever reads stops when they have read enough."""

from __future__ import annotations

import subprocess
import sys


def test_a_reader_who_stops_is_no_error():
    ask = [sys.executable, "-c", "import gainful.cli as c; raise SystemExit(c.main(['claim', '246 of 269']))"]
    with subprocess.Popen(ask, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout
        assert run.stderr
        run.stdout.close()
        said = run.stderr.read()
    assert (run.returncode, said) == (0, b"")
