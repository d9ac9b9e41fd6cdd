"""Commands that weigh what is said about results: claim, costbenefit."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from gainful.commands.terminal import fail, say

ASKED_WRONGLY = 2


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    claim = commands.add_parser("claim", help="check a figure that somebody claims, such as “246 of 269”")
    claim.add_argument("text", nargs="+", help="the claim in words: “75%% of 130”, “+53%% earnings”")
    claim.add_argument("--started", type=int, help="how many people began, where that is known")
    claim.add_argument("--json", action="store_true", help="as data (docs/schema/claim.schema.json)")
    claim.set_defaults(run=_claim)
    cost = commands.add_parser("costbenefit", help="what a program costs and brings, to whom, and how sure")
    cost.add_argument("spec", type=Path, help="TOML or JSON (docs/schema/costbenefit-spec.schema.json)")
    cost.add_argument("--json", action="store_true", help="as data (docs/schema/costbenefit.schema.json)")
    cost.add_argument(
        "--report", type=Path, metavar="DIR", help="folder for report.html, report.pdf and report.docx"
    )
    cost.set_defaults(run=_costbenefit)


def _claim(args: argparse.Namespace) -> int:
    from gainful.engine.claims import UnreadableClaim, check_claim
    from gainful.engine.claims.document import claim_document
    from gainful.engine.claims.present import claim_lines

    if args.started is not None and args.started <= 0:
        fail("--started must be at least 1: how many people began?")
        return ASKED_WRONGLY
    try:
        check = check_claim(" ".join(args.text), started=args.started)
    except UnreadableClaim as error:
        fail(str(error))
        return ASKED_WRONGLY
    except ValueError as error:
        return fail(str(error))
    if args.json:
        say(json.dumps(claim_document(check).to_json(), indent=2, ensure_ascii=False))
    else:
        say("\n".join(claim_lines(check)))
    return 0


def _costbenefit(args: argparse.Namespace) -> int:
    from gainful.engine.cost_benefit import SpecError, cost_benefit, read_spec
    from gainful.engine.cost_benefit.document import cost_benefit_document
    from gainful.engine.cost_benefit.present import cost_benefit_lines
    from gainful.exchange.evaluations.cost_files import UnreadableSpec, load_spec

    try:
        result = cost_benefit(read_spec(load_spec(args.spec)))
    except UnreadableSpec as error:
        return fail(str(error))
    except SpecError as error:
        return fail(f"{args.spec.name}, {error}")
    if args.json:
        say(json.dumps(cost_benefit_document(result).to_json(), indent=2, ensure_ascii=False))
    else:
        say("\n".join(cost_benefit_lines(result)))
    if args.report:
        from gainful.exchange.evaluations import write_cost_report

        try:
            written = write_cost_report(result, args.report)
        except OSError as error:
            return fail(f"{args.report} could not be written: {error.strerror}.")
        if not args.json:
            say(f"\nWritten to {args.report}: {', '.join(path.name for path in written)}")
    return 0
