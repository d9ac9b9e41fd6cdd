"""Commands that weigh what is said about results: claim, costbenefit."""

from __future__ import annotations

import argparse
import json
from typing import Any

from gainful.site.file_commands import fail, say

ASKED_WRONGLY = 2


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    claim = commands.add_parser("claim", help="check a figure that somebody claims, such as “246 of 269”")
    claim.add_argument("text", nargs="+", help="the claim in words: “75%% of 130”, “+53%% earnings”")
    claim.add_argument("--started", type=int, help="how many people began, where that is known")
    claim.add_argument("--json", action="store_true", help="as data (docs/schema/claim.schema.json)")
    claim.set_defaults(run=_claim)


def _claim(args: argparse.Namespace) -> int:
    from gainful.engine.claims import UnreadableClaim, check_claim
    from gainful.engine.claims.present import claim_lines, claim_to_json

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
        say(json.dumps(claim_to_json(check), indent=2, ensure_ascii=False))
    else:
        say("\n".join(claim_lines(check)))
    return 0
