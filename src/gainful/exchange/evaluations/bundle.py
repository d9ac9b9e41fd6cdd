"""What a run leaves behind so that anybody can check it: figures, dictionary, versions, and a script."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gainful import __version__
from gainful.engine.impact.model import Evaluation, StudyPlan
from gainful.engine.impact.verdict import Verdict
from gainful.exchange.evaluations.document import evaluation_document
from gainful.exchange.evaluations.latex import latex_tables
from gainful.exchange.evaluations.technical_tables import shown_estimates
from gainful.exchange.plans.tables import to_csv

SCRIPT = Path(__file__).with_name("reproduce_script.txt")
ROLES = {
    "outcome": "the outcome",
    "treatment": "1 took part, 0 did not",
    "covariates": "known before the program",
    "pre_outcomes": "the outcome before the program, oldest first",
    "assignment": "1 was offered, 0 was not",
    "probability": "chance of being offered",
    "weight": "how many people of the population each stands for",
    "strata": "group within which the draw was made",
    "cluster": "unit that was assigned together",
    "unit": "who or what is followed over time",
    "time": "period",
    "first_treated": "first period in the program; empty or 0 where never",
    "subgroups": "group named in advance",
    "placebo_outcome": "an outcome that the program cannot have changed",
}


def write_bundle(evaluation: Evaluation, verdict: Verdict, folder: Path, *, data: Path | None) -> list[Path]:
    """Write the bundle beside the report; return its files."""
    body = evaluation_document(evaluation, verdict=verdict, data=fingerprint(data)).to_json()
    files: dict[str, str] = {
        "evaluation.json": json.dumps(body, indent=2, ensure_ascii=False, allow_nan=False) + "\n",
        "versions.json": json.dumps(_versions(evaluation, verdict), indent=2) + "\n",
        "data-dictionary.csv": to_csv(("column", "role", "meaning"), dictionary(evaluation.plan)),
        "estimates.csv": _table(
            shown_estimates(evaluation),
            (
                "id",
                "name",
                "estimand",
                "causal",
                "primary",
                "effect",
                "se",
                "low",
                "high",
                "n_treated",
                "n_comparison",
            ),
        ),
        "balance.csv": _table(
            evaluation.balance,
            ("covariate", "mean_treated", "mean_comparison", "mean_weighted", "smd_before", "smd_after"),
        ),
        "gates.csv": _table(
            evaluation.gates, ("id", "passed", "naive", "figure", "bound", "rule", "said", "fix", "source")
        ),
        "flow.csv": _table(evaluation.flow.arms, ("name", "entered", "known", "pending", "missing")),
        "tables.tex": latex_tables(evaluation),
        "reproduce.py": SCRIPT.read_text(encoding="utf-8"),
    }
    written = []
    for name, text in files.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return written


def fingerprint(data: Path | None) -> dict[str, Any] | None:
    """Return a file's name, size and SHA-256, so that the same data can be told again; None where none is given."""
    if data is None:
        return None
    digest = hashlib.sha256()
    with data.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return {"name": data.name, "bytes": data.stat().st_size, "sha256": digest.hexdigest()}


def dictionary(plan: StudyPlan) -> list[tuple[str, str, str]]:
    """Return each column that was used with its role."""
    rows = []
    for role, words in ROLES.items():
        value = getattr(plan, role)
        names = value if isinstance(value, tuple) else (value,) if value else ()
        rows += [(name, role, words) for name in names]
    return rows


def _versions(evaluation: Evaluation, verdict: Verdict) -> dict[str, Any]:
    rating = verdict.rating
    return {
        "gainful": __version__,
        "python": platform.python_version(),
        "libraries": evaluation.versions,
        "seed": evaluation.plan.seed,
        "evidence_rules": {
            "id": rating.rules,
            "version": rating.rules_version,
            "sha256": rating.rules_fingerprint,
        },
    }


def _table(items: Sequence[Any], fields: tuple[str, ...]) -> str:
    return to_csv(fields, ([_cell(getattr(item, name)) for name in fields] for item in items))


def _cell(value: Any) -> Any:
    return "" if value is None else value.item() if hasattr(value, "item") else value
