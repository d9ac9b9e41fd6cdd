from __future__ import annotations

import subprocess
import sys

import pytest

import gainful.engine

HEAVY = (
    "onnxruntime",
    "numba",
    "pandas",
    "statsmodels",
    "ibis",
    "duckdb",
    "pyarrow",
    "scipy",
    "ortools",
    "django",
)


@pytest.mark.parametrize("name", gainful.engine.__all__)
def test_every_stable_name_is_there(name: str) -> None:
    assert callable(getattr(gainful.engine, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        gainful.engine.no_such_name  # noqa: B018


def test_importing_the_engine_loads_nothing_heavy() -> None:
    look = f"import sys, gainful.engine; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
