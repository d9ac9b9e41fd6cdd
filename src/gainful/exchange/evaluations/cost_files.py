"""Read the description of a cost–benefit account; its effect can come straight from an evaluation."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from gainful.engine.cost_benefit.spec_document import FromEvaluationPart


class UnreadableSpec(ValueError):  # noqa: N818 - it names the file, not a bug
    """The file cannot be used; the message says why and what to do."""


def load_spec(path: Path) -> dict[str, Any]:
    """Return the description as plain data; `effect = {evaluation = "…/evaluation.json"}` is filled in.

    UnreadableSpec where a file cannot be read, or where the evaluation shows no effect.
    """
    body = _read(path)
    effect = body.get("effect")
    if not isinstance(effect, dict) or "evaluation" not in effect:
        return body
    for name in effect.keys() - FromEvaluationPart.model_fields.keys():
        raise UnreadableSpec(
            f"{path.name}, effect.{name} is not known beside effect.evaluation. Take it out."
        )
    source = path.parent / str(effect["evaluation"])
    times = effect.get("times", 1)
    if isinstance(times, bool) or not isinstance(times, int | float):
        raise UnreadableSpec(f"{path.name}, effect.times must be a number: periods of the outcome in a year.")
    filled, level = _from_evaluation(source, float(times))
    return body | {"effect": filled, "evidence": body.get("evidence", level)}


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UnreadableSpec(f"{path} could not be opened: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableSpec(f"{path.name} is not text in UTF-8.") from error
    try:
        body = json.loads(text) if path.suffix.casefold() == ".json" else tomllib.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableSpec(f"{path.name} is not JSON: line {error.lineno}, {error.msg}.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableSpec(f"{path.name} is not TOML: {error}.") from error
    if not isinstance(body, dict):
        raise UnreadableSpec(f"{path.name} must hold named fields such as title, effect and costs.")
    return body


def _from_evaluation(source: Path, times: float) -> tuple[dict[str, Any], str]:
    """Return the main effect with its interval, times its periods a year, and the evidence rating."""
    study = _read(source)
    main = next((row for row in study.get("estimates", []) if row.get("primary")), None)
    if not study.get("shown") or main is None:
        refused = ", ".join(study.get("refused_by", [])) or "no main estimate"
        raise UnreadableSpec(
            f"{source.name} shows no effect ({refused}), so nothing can be built on it. Mend the study first."
        )
    if main.get("low") is None or main.get("high") is None:
        raise UnreadableSpec(
            f"{source.name} gives the effect without an interval. Write the effect out, with low and high."
        )
    filled = {
        name: main[key] * times for name, key in (("estimate", "effect"), ("low", "low"), ("high", "high"))
    }
    words = f"{main['name']}, outcome “{study['plan']['outcome']}” ({source.name})"
    if study.get("opened_by_expert"):
        words += "; a check failed and an expert opened it"
    return {**filled, "source": words}, str(study.get("rating", {}).get("level", ""))
