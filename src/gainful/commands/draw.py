"""`gainful draw`: announce a lottery for seats, open it, and check anybody's record; needs no database."""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.terminal import COULD_NOT, fail, note, say

if TYPE_CHECKING:
    from gainful.engine.allocation import Entry, Floor, Seats
    from gainful.engine.allocation.record import DrawRecord, Opened, PublicSeed

SHOWN = 10
"""Lines of a file that are named before "and more"."""


def register(commands: Any) -> None:
    """Add `draw` and its verbs to the parser."""
    draw = commands.add_parser("draw", help="a lottery for seats that anyone can recompute")
    verbs = draw.add_subparsers(dest="verb", metavar="VERB", required=True)
    announce = verbs.add_parser(
        "announce", help="fix who takes part and how, before the draw; write the record"
    )
    announce.add_argument("entries", type=Path, help="CSV or spreadsheet: code, stratum, priority, segment")
    announce.add_argument(
        "record", type=Path, help="the record to write (JSON); publish it, or its commitment"
    )
    announce.add_argument("--name", required=True, help="what is drawn: shown in the record")
    announce.add_argument(
        "--seats", required=True, action="append", metavar="[STRATUM=]N", help="seats; once per stratum"
    )
    announce.add_argument(
        "--floor", action="append", default=[], metavar="[STRATUM/]SEGMENT=N", help="seats kept for a segment"
    )
    announce.add_argument("--priorities", default="", help="why some are served first, in words")
    announce.add_argument(
        "--secret",
        required=True,
        type=Path,
        help="file of the secret; made where it is missing; show it to nobody",
    )
    announce.add_argument(
        "--at", type=_moment, metavar="TIME", help="draw with the beacon's first value after TIME"
    )
    announce.add_argument(
        "--party",
        action="append",
        default=[],
        metavar="NAME=HASH",
        help="or: a party, and the hash of its value",
    )
    announce.set_defaults(run=lambda args: _guarded(lambda: _announce(args)))
    opened = verbs.add_parser(
        "open", help="draw: give the secret and the public value; results enter the record"
    )
    opened.add_argument("record", type=Path)
    opened.add_argument("--secret", required=True, type=Path, help="file of the secret")
    opened.add_argument("--signature", default="", help="the beacon's signature of the round (96 digits)")
    opened.add_argument("--party", action="append", default=[], metavar="NAME=VALUE", help="a party's value")
    opened.set_defaults(run=lambda args: _guarded(lambda: _open(args)))
    verify = verbs.add_parser("verify", help="check a record; exit 1 and say why where it does not hold")
    verify.add_argument("record", type=Path)
    verify.add_argument("--commitment", metavar="HASH", help="the hash that was published before the draw")
    verify.set_defaults(run=lambda args: _guarded(lambda: _verify(args)))
    results = verbs.add_parser("results", help="write the results as CSV, with each person's chance")
    results.add_argument("record", type=Path)
    results.add_argument(
        "file", type=Path, help="for gainful evaluate --design lottery --probability probability"
    )
    results.set_defaults(run=lambda args: _guarded(lambda: _results(args)))


def _guarded(run: Callable[[], int]) -> int:
    from gainful.engine.allocation import BeaconError, LotteryError
    from gainful.exchange.tables.errors import UnreadableTable

    try:
        return run()
    except (LotteryError, BeaconError) as error:
        return fail(str(error))
    except UnreadableTable as error:
        return fail(error.message, error.hint)
    except OSError as error:
        return fail(f"{error.filename}: {error.strerror}.")


def _announce(args: argparse.Namespace) -> int:
    from gainful.engine.allocation import Lottery, publish
    from gainful.engine.allocation.record import Announcement
    from gainful.exchange.draws import read_entries, record_json

    if args.record.exists():
        return fail(
            f"{args.record} exists already.", "A draw is announced once; give another name, or remove it."
        )
    seed = _public_seed(args)
    entries, refused = read_entries(args.entries)
    if refused:
        for row in refused[:SHOWN]:
            note(f"line {row.line}: " + " ".join(f"{each.column}: {each.message}" for each in row.problems))
        return fail(f"{len(refused):,} lines cannot be used: nothing was announced.")
    lottery = Lottery(tuple(entries), _seats(args.seats), _floors(args.floor, args.seats))
    announcement = Announcement(
        args.name, datetime.now(UTC).replace(microsecond=0), _secret(args.secret), seed, args.priorities
    )
    record = publish(lottery, announcement)
    args.record.write_text(record_json(record), encoding="utf-8")
    _say_announced(lottery.entries, record, args.record)
    return 0


def _say_announced(entries: tuple[Entry, ...], record: DrawRecord, path: Path) -> None:
    from gainful.engine.allocation import round_time

    seats = sum(int(row["seats"]) for row in record["committed"]["seats"])
    say(f"{path}  {len(entries):,} people, {seats:,} seats. Nobody's place is drawn yet.")
    say(f"Publish this before the draw: {record['commitment']}")
    seed = record["committed"]["public_seed"]
    if "round" in seed:
        moment = round_time(seed["round"]).isoformat(sep=" ")
        say(
            f"Then, after {moment}: gainful draw open {path} --secret FILE --signature …"
            f" (the beacon's signature of round {seed['round']})"
        )
    else:
        say(
            f"Then: gainful draw open {path} --secret FILE"
            + "".join(f" --party {name}=VALUE" for name in seed["parties"])
        )


def _open(args: argparse.Namespace) -> int:
    from gainful.engine.allocation import open_record, verify_record
    from gainful.engine.allocation.verify import Fault
    from gainful.exchange.draws import read_record, record_json

    record = read_record(args.record)
    wrong = [found.text for found in verify_record(record) if found.fault is not Fault.NOT_DRAWN]
    if wrong:
        return fail(*wrong, "Nothing was drawn.")
    if "results" in record:
        return fail(
            "This record is drawn already; a draw is made once.",
            f"Check it: gainful draw verify {args.record}",
        )
    opened: Opened = {"secret": args.secret.read_text(encoding="utf-8").strip()}
    if "round" in record["committed"]["public_seed"]:
        opened["signature"] = args.signature
    else:
        opened["contributions"] = dict(_pair(each, "NAME=VALUE") for each in args.party)
    drawn = open_record(record, opened)
    beside = args.record.with_name(f".{args.record.name}.new")
    beside.write_text(record_json(drawn), encoding="utf-8")
    beside.replace(args.record)
    seated = sum(row["outcome"] == "seat" for row in drawn["results"])
    say(
        f"{args.record}  drawn: {seated:,} have a seat, {len(drawn['results']) - seated:,} wait in drawn order."
    )
    return 0


def _verify(args: argparse.Namespace) -> int:
    from gainful.engine.allocation import verify_record
    from gainful.exchange.draws import read_record

    record = read_record(args.record)
    findings = verify_record(record, published_commitment=args.commitment)
    for found in findings:
        say(f"{found.fault}: {found.text}")
    if all(found.fault != "shape" for found in findings):
        _say_void(record)
    if findings:
        return COULD_NOT
    say(
        f"It holds: {len(record['results']):,} results follow from what was fixed before and the public value."
    )
    if args.commitment is None:
        say(
            "Give --commitment with the hash that was published before the draw: only that shows a record made anew."
        )
    return 0


def _say_void(record: DrawRecord) -> None:
    from gainful.engine.allocation import void_before
    from gainful.engine.allocation.record import Known

    rows = void_before(record)
    for row in rows:
        say(
            f"Made void before: the draw announced {row['announced_at']} ({row['commitment'][:12]}…),"
            f" {row['reason']}: {row['words']} Known then: {row['known']}."
        )
    if seen := sum(row["known"] != Known.NOTHING for row in rows):
        say(
            f"Attention: {seen} of {len(rows)} draws before this one were made void once a value was known; whoever can"
            " do that can try until the result pleases. Ask why."
        )


def _results(args: argparse.Namespace) -> int:
    from gainful.engine.allocation import verify_record
    from gainful.exchange.draws import read_record, results_csv

    record = read_record(args.record)
    if findings := verify_record(record):
        return fail(*(found.text for found in findings))
    args.file.write_text(results_csv(record), encoding="utf-8", newline="")
    say(f"{args.file}  {len(record['results']):,} people, with their chance of a seat")
    return 0


def _seats(texts: list[str]) -> tuple[Seats, ...]:
    from gainful.engine.allocation import Seats

    if len(texts) == 1 and "=" not in texts[0]:
        return (Seats("", _number(texts[0], "--seats")),)
    pairs = [_pair(each, "STRATUM=N") for each in texts]
    return tuple(Seats(stratum, _number(number, "--seats")) for stratum, number in pairs)


def _floors(texts: list[str], seats: list[str]) -> tuple[Floor, ...]:
    from gainful.engine.allocation import Floor

    named = any("=" in each for each in seats)
    found = []
    for text in texts:
        where, number = _pair(text, "SEGMENT=N")
        stratum, slash, segment = where.rpartition("/")
        if named and not slash:
            _refuse(f'The floor "{text}" names no stratum: write STRATUM/SEGMENT=N.')
        found.append(Floor(stratum if named else "", segment if named else where, _number(number, "--floor")))
    return tuple(found)


def _public_seed(args: argparse.Namespace) -> PublicSeed:
    from gainful.engine.allocation import QUICKNET
    from gainful.engine.allocation.beacon import round_after

    if bool(args.at) == bool(args.party):
        _refuse(
            "Say where the public value comes from: --at TIME (a public beacon), or --party NAME=HASH twice or more."
        )
    if args.at:
        return {"beacon": QUICKNET.name, "round": round_after(args.at)}
    pairs = [_pair(each, "NAME=HASH") for each in args.party]
    return {"parties": {name: told.strip().lower() for name, told in pairs}}


def _secret(path: Path) -> str:
    """Return the hash of the secret in the file; a missing file is made, readable by its owner only."""
    from gainful.engine.allocation import secret_hash

    if not path.exists():
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(secrets.token_urlsafe(48) + "\n", encoding="utf-8")
        note(f"{path}  a new secret. Keep it until the draw: without it nothing can be drawn.")
    return secret_hash(path.read_text(encoding="utf-8").strip())


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f'"{text}" is no time; write 2027-01-15T14:00-05:00') from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f'"{text}" needs its time zone; write 2027-01-15T14:00-05:00')
    return moment


def _pair(text: str, form: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not value:
        _refuse(f'"{text}" is not of the form {form}.')
    return name, value


def _number(text: str, option: str) -> int:
    if not text.strip().isdecimal():
        _refuse(f'{option}: "{text}" is no whole number.')
    return int(text)


def _refuse(words: str) -> None:
    from gainful.engine.allocation import LotteryError

    raise LotteryError(words)
