"""Run a bundle's study again and compare every figure: what `reproduce.py` in the bundle calls."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gainful.engine.impact.model import Design, Estimand, StudyPlan

NEAR = 1e-6
"""Relative distance within which a figure counts as the same: other machines round other last digits."""
COMPARED = (
    "flow",
    "balance",
    "estimates",
    "gates",
    "diagnostics",
    "subgroups",
    "minimum_detectable",
    "shown",
)


def reproduce(folder: Path, data: Path) -> int:
    """Evaluate the data by the stored plan and print each figure that differs; 0 where none does, else 1."""
    from gainful.engine.impact import evaluate
    from gainful.engine.impact.columns import StudyError
    from gainful.exchange.evaluations.bundle import fingerprint
    from gainful.exchange.evaluations.document import evaluation_document
    from gainful.exchange.studies import read_study

    stored = json.loads((folder / "evaluation.json").read_text(encoding="utf-8"))
    try:
        frame = read_study(data)
        if (known := stored.get("data")) and known["sha256"] != (fingerprint(data) or {}).get("sha256"):
            _say(
                f"{data.name} is not the file that was analysed ({known['name']}): figures may differ for that reason."
            )
        again = evaluation_document(evaluate(frame, plan_of(stored["plan"]))).to_json()
    except (StudyError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    apart = [line for part in COMPARED for line in differences(part, stored.get(part), again.get(part))]
    for line in apart:
        _say(line)
    _say("Every figure is the same." if not apart else f"{len(apart)} figures differ.")
    return 1 if apart else 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def plan_of(stored: dict[str, Any]) -> StudyPlan:
    """Return the plan of an evaluation.json."""
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in stored.items()
    }
    return StudyPlan(
        **{**values, "design": Design(values["design"]), "estimand": Estimand(values["estimand"])}
    )


def differences(where: str, stored: Any, again: Any) -> Iterator[str]:
    """Yield a line for each value that is not the same, with its place."""
    if isinstance(stored, dict) and isinstance(again, dict):
        for key in stored.keys() | again.keys():
            yield from differences(f"{where}.{key}", stored.get(key), again.get(key))
    elif isinstance(stored, list) and isinstance(again, list) and len(stored) == len(again):
        for place, (one, other) in enumerate(zip(stored, again, strict=True)):
            yield from differences(f"{where}[{place}]", one, other)
    elif not _same(stored, again):
        yield f"{where}: {stored} was stored, {again} came out now."


def _same(stored: Any, again: Any) -> bool:
    if isinstance(stored, bool) or isinstance(again, bool) or not isinstance(stored, int | float):
        return bool(stored == again)
    return isinstance(again, int | float) and math.isclose(stored, again, rel_tol=NEAR, abs_tol=NEAR)
