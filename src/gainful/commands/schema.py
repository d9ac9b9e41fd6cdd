"""`gainful schema NAME`: the JSON Schema of a document that Gainful writes, made from its types."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.terminal import fail, note, say

if TYPE_CHECKING:
    from gainful.engine.records.document import Document

DOCUMENTS = {
    "claim": "gainful.engine.claims.document:ClaimDocument",
    "costbenefit": "gainful.engine.cost_benefit.document:CostBenefitDocument",
    "costbenefit-spec": "gainful.engine.cost_benefit.spec_document:SpecDocument",
    "curriculum": "gainful.engine.curriculum.document:CurriculumDocument",
    "evaluation": "gainful.exchange.evaluations.document:EvaluationDocument",
    "evaluations": "gainful.exchange.evaluations.document:EvaluationsDocument",
    "indicators": "gainful.exchange.outcome_files.document:IndicatorsDocument",
    "pirl-check": "gainful.exchange.pirl.document:PirlCheckDocument",
    "pirl-employers": "gainful.exchange.pirl.employers_document:PirlEmployersDocument",
    "plan": "gainful.engine.planning.document:PlanDocument",
    "profile": "gainful.engine.postings.document:ProfileDocument",
    "wages": "gainful.exchange.wage_records.document:WagesDocument",
    "wages-link": "gainful.exchange.wage_linkage.document:WageLinkDocument",
}
"""Every published document by the name of its schema, with the type it is made from."""


def register(commands: Any) -> None:
    """Add the command to the parser."""
    schema = commands.add_parser("schema", help="the JSON Schema of a document that Gainful writes")
    schema.add_argument(
        "name", nargs="?", choices=sorted(DOCUMENTS), help="which one; without it, all of them"
    )
    schema.add_argument("--out", type=Path, help="folder for NAME.schema.json; without it, the terminal")
    schema.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print or write the schemas asked for; 0 done, 1 could not be written."""
    names = [args.name] if args.name else sorted(DOCUMENTS)
    if args.out is None:
        for name in names:
            say(schema_text(name).rstrip())
        return 0
    try:
        args.out.mkdir(parents=True, exist_ok=True)
        for name in names:
            (args.out / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
    except OSError as error:
        return fail(
            f"{args.out} could not be written: {error.strerror}.", "Choose another folder with --out."
        )
    note(f"Written to {args.out}: {', '.join(names)}")
    return 0


def document_type(name: str) -> type[Document]:
    """Return the type behind a published schema."""
    module, _, kind = DOCUMENTS[name].partition(":")
    found: type[Document] = getattr(import_module(module), kind)
    return found


def schema_text(name: str) -> str:
    """Return a schema as it is published: indented JSON with a final line break."""
    return json.dumps(document_type(name).json_schema(), indent=2, ensure_ascii=False) + "\n"
