"""`gainful feeders JOB`: the occupations whose workers could do a job with a little upskilling."""

from __future__ import annotations

import argparse
import json
from typing import Any

from gainful.commands.terminal import fail, note, say


def register(commands: Any) -> None:
    """Add the command to the parser."""
    feeders = commands.add_parser("feeders", help="where people work today who could do a job")
    feeders.add_argument("code", metavar="job", help="O*NET-SOC code, for example 31-1131.00, or a job title")
    feeders.add_argument("--area", help="OEWS area code or name")
    feeders.add_argument("-k", type=int, default=20)
    feeders.add_argument("--json", action="store_true")
    feeders.set_defaults(run=_feeders)


BOUNDS = {"at_least": "≥", "at_most": "≤"}


def _feeder_line(feeder: Any) -> str:
    amount = "-" if feeder.wage_change is None else f"{feeder.wage_change:+,.0f}"
    change = f"{BOUNDS.get(feeder.wage_change_bound, '')}{amount}".rjust(8)
    hours = f"{feeder.hours_low:5.0f}-{feeder.hours_high:<5.0f} h"
    return f"  {feeder.code}  {feeder.title[:44]:44} {hours} {change} USD  {feeder.step}"


def _code_of(job: str) -> str:
    """Return a code as it is, and for a title the likeliest one, saying so beside the output.

    KeyError: no known title is like it.
    """
    if not any(character.isalpha() for character in job):
        return job
    from gainful.engine.titles.ranking import rank_occupations

    found = rank_occupations([job], 4)[0]
    if not found:
        raise KeyError(f"No occupation has a title like “{job}”. Give a code such as 31-1131.00.")
    first, *others = found
    also = "; ".join(f"{other.code} {other.title}" for other in others)
    note(f"“{job}” is read as {first.code} {first.title} ({first.confidence_word}). Others: {also}.")
    return first.code


def _feeders(args: argparse.Namespace) -> int:
    from gainful.engine.ranking.feeder_document import FeederPart, OutlookPart
    from gainful.engine.ranking.feeders import feeder_occupations

    try:
        found = feeder_occupations(_code_of(args.code), area=args.area, k=args.k)
    except (KeyError, ValueError) as error:
        return fail(str(error.args[0]))
    if args.json:
        rows = [FeederPart.model_validate(feeder).model_dump(mode="json") for feeder in found.feeders]
        outlook = OutlookPart.model_validate(found.outlook).model_dump(mode="json") if found.outlook else None
        about = {"code": found.code, "title": found.title, "outlook": outlook}
        say(json.dumps({**about, "feeder_occupations": rows}, indent=2))
        return 0
    say(f"Feeder occupations of {found.title} ({found.code})")
    if found.outlook:
        say(found.outlook.sentence)
    down = [feeder for feeder in found.feeders if feeder.step == "down"]
    for feeder in found.feeders:
        if feeder.step != "down":
            say(_feeder_line(feeder))
    if down:
        say("Steps down, listed apart: the job would pay less, or ask for less, than people have there")
        for feeder in down:
            say(_feeder_line(feeder))
    return 0
