"""`gainful wages import|status|rejected|link`: quarterly wage records into a folder that holds no raw person key."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands import wage_links
from gainful.commands.terminal import fail, note, say

if TYPE_CHECKING:
    from gainful.exchange.wage_records import Imported, WageStore


def register(commands: Any) -> None:
    """Add the commands to the parser."""
    wages = commands.add_parser(
        "wages", help="bring in quarterly wage records, see what is in and what is pending"
    )
    kinds = wages.add_subparsers(dest="kind", metavar="WHAT", required=True)
    bring = kinds.add_parser("import", help="CSV, Parquet or Stata: person, employer, year, quarter, wages")
    bring.add_argument("files", type=Path, nargs="+", metavar="FILE")
    bring.add_argument(
        "--doubles",
        choices=("last", "sum"),
        help="of different amounts for one person, employer and quarter in one file: the last (default) or their sum",
    )
    bring.add_argument("--strict", action="store_true", help="exit with 1 where rows were refused")
    bring.set_defaults(run=_import)
    status = kinds.add_parser("status", help="files, quarters, which are in and which are pending")
    status.set_defaults(run=_status)
    rejected = kinds.add_parser("rejected", help="the rows that were refused, with reasons, as CSV")
    rejected.set_defaults(run=_rejected)
    forget = kinds.add_parser("forget", help="take a person's records out for good, as when they are erased")
    forget.add_argument(
        "--people", type=Path, required=True, metavar="FILE",
        help="their keys, as in the wage records, one a line; - reads them from the terminal",
    )  # fmt: skip
    forget.add_argument("--links", type=Path, metavar="DIR", help="a folder of links to take them out of too")
    forget.set_defaults(run=_forget)
    add_key(wage_links.register(kinds))
    for one in (bring, status, rejected, forget):
        add_store(one, needed=True)
    for one in (bring, status):
        one.add_argument("--json", action="store_true", help="as data (docs/schema/wages.schema.json)")


def add_store(asked: argparse.ArgumentParser, *, needed: bool = False) -> None:
    """Add where the records are and where the secret is."""
    if needed:
        asked.add_argument(
            "--store", type=Path, required=True, metavar="DIR", help="the folder of the records"
        )
    add_key(asked)


def add_key(asked: argparse.ArgumentParser) -> None:
    """Add where the secret is."""
    asked.add_argument(
        "--wage-key",
        type=Path,
        metavar="FILE",
        help="the secret that person keys are hashed with (default: GAINFUL_WAGE_KEY_FILE, or in your settings folder)",
    )


def _opened(args: argparse.Namespace) -> WageStore:
    from gainful.exchange.wage_records import WageStore, load_or_make_key

    if args.kind != "import" and not (args.store / "store.json").exists():
        raise ValueError(
            f"{args.store} holds no wage records. Bring some in: gainful wages import FILE --store DIR"
        )
    secret = load_or_make_key(args.wage_key, beside=args.store)
    return WageStore(args.store, secret, doubles=getattr(args, "doubles", None))


def _import(args: argparse.Namespace) -> int:
    from gainful.exchange.wage_records import BusyStoreError, UnreadableWages

    done: list[Imported] = []
    try:
        store = _opened(args)
        done.extend(store.import_file(file, progress=progress_bar(file.name)) for file in args.files)
    except (UnreadableWages, BusyStoreError, ValueError, OSError) as error:
        kept = (
            f"{len(done)} of {len(args.files)} files were brought in before."
            if done
            else "Nothing was counted."
        )
        return fail(str(error), kept)
    if args.json:
        _say_document(store, done)
    else:
        for one in done:
            say(_sentence(one, args))
        _say_quarters(store)
    return 1 if args.strict and any(one.rejected for one in done) else 0


def _say_document(store: WageStore, imported: Sequence[Imported] = ()) -> None:
    from gainful.exchange.wage_records.document import wages_document

    say(json.dumps(wages_document(store, imported).to_json(), indent=2, ensure_ascii=False))


def _sentence(one: Imported, args: argparse.Namespace) -> str:
    if one.known:
        return f"{one.name}: was brought in before; nothing changed."
    again = " (went on where an earlier import stopped)" if one.resumed else ""
    refused = (
        f", {one.rejected:,} refused: gainful wages rejected --store {args.store}" if one.rejected else ""
    )
    return f"{one.name}: {one.rows:,} rows{refused}{again}."


def progress_bar(name: str) -> Any:
    """Return what draws how far a file is, or None where nobody watches."""
    if not sys.stderr.isatty():
        return None
    from tqdm import tqdm

    bar = tqdm(desc=name, unit="B", unit_scale=True, leave=False)

    def progress(done: int, whole: int) -> None:
        bar.total = whole
        bar.update(done - bar.n)
        if done >= whole:
            bar.close()

    return progress


def _say_quarters(store: WageStore) -> None:
    from gainful.exchange.wage_records.document import wages_document

    for found in wages_document(store).quarters:
        say(f"  {found.quarter}  {found.rows:>12,} records  {found.state}")


def _status(args: argparse.Namespace) -> int:
    try:
        store = _opened(args)
    except (ValueError, OSError) as error:
        return fail(str(error))
    if args.json:
        _say_document(store)
        return 0
    for known in store.files():
        state = (
            f"{known['rows']:,} rows, {known['rejected']:,} refused"
            if known["done"]
            else "not whole: import it again"
        )
        say(f"{known['number']}. {known['name']}: {state}")
    _say_quarters(store)
    note(
        "A pending quarter is never counted as no work. Say which are in: gainful indicators --wages-through 2026Q1"
    )
    return 0


def _forget(args: argparse.Namespace) -> int:
    from gainful.exchange.wage_linkage.store import forget_links
    from gainful.exchange.wage_records import BusyStoreError, person_hash

    try:
        text = sys.stdin.read() if str(args.people) == "-" else args.people.read_text(encoding="utf-8-sig")
        keys = [line.strip() for line in text.splitlines() if line.strip()]
        if not keys:
            return fail(
                "No key was given.", "Write the keys of the people, as in the wage records, one a line."
            )
        store = _opened(args)
        gone = store.forget(keys)
        links = (
            forget_links(args.links, {person_hash(store.secret, key) for key in keys}) if args.links else 0
        )
    except (BusyStoreError, ValueError, OSError) as error:
        return fail(str(error))
    say(f"{gone:,} records of {len(keys):,} people were taken out; they do not come back with a file.")
    if args.links:
        say(f"{links:,} lines of {args.links} were taken out.")
    note(
        "Files that the records came from, and older backups of this folder, still hold them: delete those too."
    )
    return 0


def _rejected(args: argparse.Namespace) -> int:
    from gainful.exchange.tables.writing import SafeWriter, own_rows

    try:
        store = _opened(args)
    except (ValueError, OSError) as error:
        return fail(str(error))
    writer = SafeWriter(sys.stdout)
    writer.writerow(("file", "row", "column", "value", "what is wrong"))
    for name, path in store.rejected():
        writer.writerows((name, *row.values()) for row in own_rows(path))
    return 0
