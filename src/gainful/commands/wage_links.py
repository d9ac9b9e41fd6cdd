"""`gainful wages link`: participants linked to the people of wage records, and decisions about doubtful pairs."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.terminal import fail, note, say

if TYPE_CHECKING:
    from gainful.exchange.wage_linkage.document import WageLinkDocument


def register(kinds: Any) -> argparse.ArgumentParser:
    """Add the command below `wages`, and return its parser."""
    asked: argparse.ArgumentParser = kinds.add_parser(
        "link",
        help="find participants among the people of wage records by name, birth date, last four digits, ZIP",
    )
    asked.add_argument(
        "--participants", type=Path, metavar="FILE", help="CSV or Parquet: a row a participant"
    )
    asked.add_argument(
        "--wage-people", type=Path, metavar="FILE", help="CSV or Parquet: the people behind the records"
    )
    asked.add_argument("--out", type=Path, required=True, metavar="DIR", help="the folder of the links")
    asked.add_argument("--review", type=Path, metavar="FILE", help="the review file with decisions filled in")
    asked.add_argument(
        "--accept", type=float, metavar="P", help="probability from which a pair is accepted (default 0.999)"
    )
    asked.add_argument(
        "--reject", type=float, metavar="P", help="probability below which a pair is left (default 0.05)"
    )
    asked.add_argument(
        "--dates",
        choices=("mdy", "dmy"),
        help="how the files write days such as 1/2/1985, where no row shows it",
    )
    asked.add_argument("--seed", type=int, help="of the sample that u is estimated on")
    asked.add_argument(
        "--model", type=Path, metavar="FILE", help="model.json of an earlier run, instead of estimating"
    )
    asked.add_argument("--json", action="store_true", help="as data (docs/schema/wages-link.schema.json)")
    asked.set_defaults(run=_link)
    return asked


def _link(args: argparse.Namespace) -> int:
    from gainful.exchange.outcome_files import UnreadableColumns
    from gainful.exchange.wage_linkage import UnreadableReview

    try:
        if bool(args.participants) != bool(args.wage_people) or not (args.participants or args.review):
            return fail(
                "Give --participants and --wage-people to link, or --review FILE to apply decisions to --out DIR."
            )
        summary = _linked(args) if args.participants else _reviewed(args)
    except (UnreadableColumns, UnreadableReview, ValueError, OSError) as error:
        return fail(str(error), "Nothing was changed.")
    if args.json:
        say(json.dumps(summary.to_json(), indent=2, ensure_ascii=False))
    else:
        _say(summary, args.out)
    return 0


def _linked(args: argparse.Namespace) -> WageLinkDocument:
    from gainful.exchange.wage_linkage import Asked, LinkStore, apply_review, link_people
    from gainful.exchange.wage_linkage.link import ACCEPT, REJECT, summary_of
    from gainful.exchange.wage_linkage.review import read_decisions
    from gainful.exchange.wage_records import load_or_make_key
    from gainful.exchange.wage_records.keys import fingerprint

    accept = ACCEPT if args.accept is None else args.accept
    reject = REJECT if args.reject is None else args.reject
    decisions = read_decisions(args.review) if args.review else {}
    secret = load_or_make_key(args.wage_key, beside=args.out)
    asked = Asked(args.participants, args.wage_people, accept, reject, args.seed, args.model, args.dates)
    linked = link_people(asked, secret)
    if decisions:
        linked.pairs[:] = apply_review(linked.pairs, decisions, args.review.name)
    summary = summary_of(asked, linked, fingerprint(secret))
    LinkStore(args.out).write(linked.pairs, summary, linked.model)
    return summary


def _reviewed(args: argparse.Namespace) -> WageLinkDocument:
    from gainful.exchange.wage_linkage import LinkStore, apply_review
    from gainful.exchange.wage_linkage.link import summary_with
    from gainful.exchange.wage_linkage.review import read_decisions

    store = LinkStore(args.out)
    pairs = apply_review(store.pairs(), read_decisions(args.review), args.review.name)
    summary = summary_with(store.summary(), pairs)
    store.update(pairs, summary)
    return summary


def _say(summary: WageLinkDocument, out: Path) -> None:
    links, waiting = summary.links, summary.in_review
    say(
        f"{links.all:,} of {summary.participants:,} participants are linked: {links.key:,} by key, "
        f"{links.fields:,} by what is known of them, {links.review:,} by a reviewer."
    )
    say(f"{summary.not_linked:,} are not linked. {waiting.all:,} pairs wait for a person to look at them.")
    for why, count in waiting.why.items():
        say(f"  {count:>8,}  {why}")
    for side, words in (("participants", "participants"), ("wage_people", "wage people")):
        if unknown := getattr(summary.taken_as_unknown, side):
            say(f"Taken as unknown among the {words}: {', '.join(unknown)}.")
    say(f"Parameters: {summary.parameters}.")
    if waiting.all:
        say(f"Fill in “decision” (same or different) in {out / 'review.csv'}, then:")
        say(f"  gainful wages link --out {out} --review {out / 'review.csv'}")
        note("The review file names people. Keep it as you keep case files, and delete it when you are done.")
