"""The page of the engine's stable names: all of them are on it, and every example runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import gainful.engine

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "engine.md").read_text(encoding="utf-8")


def test_every_stable_name_is_on_the_page() -> None:
    assert [name for name in gainful.engine.__all__ if f"`{name}(" not in PAGE] == []


def test_every_example_runs() -> None:
    names: dict[str, Any] = {}
    examples = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(examples) > 10
    for example in examples:
        exec(compile(example, "docs/engine.md", "exec"), names)  # noqa: S102 - our own page
