"""A pytest plugin (`-p scripts.mutants.contexts`): remember which test runs which line, and how long it takes."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest
from scripts.mutants import FOLDER, ROOT

_SECONDS: dict[str, float] = {}
_NOW = [""]
"""The test that runs."""
_WATCH = coverage.Coverage(
    data_file=str(FOLDER / f"lines-{os.getpid()}-{time.time_ns()}"),
    source=[str(ROOT / "src" / "gainful")],
    omit=["*/migrations/*"],
    branch=True,
    config_file=False,
    messages=False,
)
FOLDER.mkdir(exist_ok=True)
_WATCH.start()  # before Django and the packages are imported


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: Any) -> Iterator[None]:
    """Count what runs from here on to this test."""
    name = item.nodeid.partition("@")[0]
    _NOW[0] = name
    _WATCH.switch_context(name)
    start = time.process_time()
    yield
    _SECONDS[name] = time.process_time() - start
    _WATCH.switch_context("")


@pytest.hookimpl(hookwrapper=True)
def pytest_fixture_setup(fixturedef: Any, request: Any) -> Iterator[None]:
    """Count what a fixture of a whole file runs to all of its tests: else only the first of them would be asked."""
    shared = fixturedef.scope in {"module", "class"}
    if shared:
        _WATCH.switch_context(request.node.nodeid.partition("@")[0])
    yield
    if shared:
        _WATCH.switch_context(_NOW[0])


def pytest_unconfigure() -> None:
    """Write lines and seconds; a controller that ran no test has none."""
    _WATCH.stop()
    if _SECONDS:
        _WATCH.save()
        name = Path(str(_WATCH.get_data().data_filename())).name
        (FOLDER / f"{name}.json").write_text(json.dumps(_SECONDS))
