"""`gainful profile POSTING`: what a job posting asks for, line by line with its evidence."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from gainful.commands.terminal import read_profile, say


def register(commands: Any) -> None:
    """Add the command to the parser."""
    profile = commands.add_parser("profile", help="what a job posting asks for")
    profile.add_argument("posting", type=Path)
    profile.add_argument("--json", action="store_true")
    profile.set_defaults(run=_profile)


def _profile(args: argparse.Namespace) -> int:
    found = read_profile(args.posting)
    if isinstance(found, int):
        return found
    from gainful.engine.postings.document import profile_document

    if args.json:
        say(json.dumps(profile_document(found).to_json(), indent=2, ensure_ascii=False))
        return 0
    if found.occupation:
        say(f"{found.occupation.code}  {found.occupation.title}  ({found.confidence})")
    for line in found.profile.lines:
        level = "   -" if line.level is None else f"{line.level:4.1f}"
        quoted = next((e.span.text for e in line.evidence if e.span), "typical for the occupation")
        say(f"  {line.need.value:12} {level}  {line.name[:48]:48} {quoted[:60]!r}")
    for remark in found.notes:
        say(remark)
    return 0
