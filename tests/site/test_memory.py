"""The site's processes take Arrow's memory from the C library, which gives it back."""

from __future__ import annotations

import os
import subprocess
import sys


def _pool(**more):
    code = (
        "from gainful.site.memory import keep_little; keep_little(); "
        "import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    )
    kept = {name: value for name, value in os.environ.items() if name != "ARROW_DEFAULT_MEMORY_POOL"}
    done = subprocess.run(
        [sys.executable, "-c", code], env={**kept, **more}, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_arrow_takes_its_memory_from_the_c_library():
    assert _pool() == "system"


def test_what_the_operator_chose_stays():
    assert _pool(ARROW_DEFAULT_MEMORY_POOL="mimalloc") == "mimalloc"
