"""`gainful reference list` and `gainful reference load PATH`: releases side by side in the data folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gainful.exchange.reference import Manifest


def register(commands: Any) -> None:
    """Add `reference` with its two verbs to the parser."""
    reference = commands.add_parser("reference", help="list or load releases of O*NET and ESCO")
    verbs = reference.add_subparsers(dest="verb", metavar="VERB", required=True)
    listing = verbs.add_parser("list", help="the releases that can be used")
    listing.set_defaults(run=_list)
    loading = verbs.add_parser("load", help="load an official O*NET release as published")
    loading.add_argument(
        "paths", type=Path, nargs="+", help="zip or folder; later ones fill what earlier lack"
    )
    loading.add_argument("--version", help="such as onet-30.1; default read from the name")
    loading.add_argument(
        "--vectors",
        action="store_true",
        help="read the descriptions again (minutes), not the earlier vectors",
    )
    loading.set_defaults(run=_load)
    joining = verbs.add_parser("load-esco", help="join an ESCO download (English CSV) to a release of O*NET")
    joining.add_argument(
        "paths", type=Path, nargs="+", help="zip or folder; relations may be in a second one"
    )
    joining.add_argument(
        "--onto", default="onet-30.0", help="the release it is joined to (default %(default)s)"
    )
    joining.add_argument("--version", help="such as 1.2.0; default read from the name")
    joining.set_defaults(run=_load_esco)


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def _list(_: argparse.Namespace) -> int:
    from gainful.engine.occupations import available_versions
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference.manifest import read_manifest

    for name, folder in sorted(available_versions(data_dir() / "reference").items()):
        manifest = read_manifest(folder)
        _say(f"{name:<14}{len(manifest.tables):>3} tables  {manifest.size / 1e6:6.2f} MB  {folder}")
    return 0


def _load_esco(args: argparse.Namespace) -> int:
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference import ReleaseError, import_esco

    try:
        manifest = import_esco(args.paths, data_dir() / "reference", onto=args.onto, version=args.version)
    except ReleaseError as error:
        sys.stderr.write(f"{error.message}\n{error.hint}\nNothing was loaded.\n")
        return 1
    return _loaded(manifest)


def _loaded(manifest: Manifest) -> int:
    _say(f"Loaded {manifest.version}: {len(manifest.tables)} tables, {manifest.size / 1e6:.2f} MB.")
    _say("It stands beside the earlier ones; a job order keeps the release it was made with.")
    return 0


def _load(args: argparse.Namespace) -> int:
    from gainful.engine.text.encoder import encode
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference import ReleaseError, import_onet

    try:
        manifest = import_onet(
            args.paths,
            data_dir() / "reference",
            _progress,
            version=args.version,
            encode=encode if args.vectors else None,
        )
    except ReleaseError as error:
        sys.stderr.write(f"\n{error.message}\n{error.hint}\nNothing was loaded.\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"\n{error.filename or args.paths[0]} could not be read: {error.strerror}.\n")
        return 1
    sys.stderr.write("\n")
    return _loaded(manifest)


def _progress(table: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r[{done:2d}/{total}] {table:<40}")
    sys.stderr.flush()
