"""`gainful reference`: releases of O*NET and ESCO side by side in the data folder, and employment projections."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gainful.commands.terminal import fail, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from gainful.exchange.reference import Manifest


def register(commands: Any) -> None:
    """Add `reference` with its verbs to the parser; without a verb it lists."""
    reference = commands.add_parser("reference", help="list or load releases of O*NET and ESCO")
    reference.set_defaults(run=_list)
    verbs = reference.add_subparsers(dest="verb", metavar="VERB")
    verbs.add_parser("list", help="the releases that can be used").set_defaults(run=_list)
    _add_loading(verbs)
    using = verbs.add_parser("use", help="read new job orders against this release; earlier ones keep theirs")
    using.add_argument("version", help="as listed, for example onet-31.0")
    using.set_defaults(run=_use)
    projecting = verbs.add_parser(
        "load-projections", help="load official employment projections (BLS or a state)"
    )
    projecting.add_argument("path", type=Path, help="workbook or CSV as published")
    projecting.add_argument("--source", default="", help="how to cite it; default the file's name")
    projecting.set_defaults(run=_load_projections)


def _add_loading(verbs: Any) -> None:
    loading = verbs.add_parser("load", help="load an official O*NET release as published (20.3 to 31.0)")
    loading.add_argument(
        "paths",
        type=Path,
        nargs="+",
        help="zip or folder of text, CSV or Excel; later ones fill what earlier lack",
    )
    loading.add_argument("--version", help="such as onet-31.0; default read from the name")
    loading.add_argument(
        "--vectors",
        action="store_true",
        help="read the descriptions again (minutes), not the earlier vectors",
    )
    _add_replacing(loading)
    loading.set_defaults(run=_load)
    joining = verbs.add_parser("load-esco", help="join an ESCO download (English CSV) to a release of O*NET")
    joining.add_argument(
        "paths", type=Path, nargs="+", help="zip or folder; relations may be in a second one"
    )
    joining.add_argument("--onto", help="the release it is joined to (default the one in use)")
    joining.add_argument("--version", help="such as 1.2.1; default read from the name")
    _add_replacing(joining)
    joining.set_defaults(run=_load_esco)


def _add_replacing(command: Any) -> None:
    command.add_argument(
        "--replace",
        action="store_true",
        help="take the place of a version of that name; job orders pinned to it then read the new figures",
    )


def _list(_: argparse.Namespace) -> int:
    from gainful.engine.occupations import available_versions, current_version
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference.manifest import read_manifest

    folder = data_dir() / "reference"
    current = current_version(folder)
    for name, place in sorted(available_versions(folder).items()):
        manifest = read_manifest(place)
        about = manifest.about
        use = "in use for new job orders" if name == current else ""
        size = f"{len(manifest.tables):>3} tables {manifest.size / 1e6:6.2f} MB"
        say(f"{name:<26}{_released(about.released):<28}{size}  {use}".rstrip())
        if about.layout:
            say(f"  layout {about.layout}")
        say(f"  lacks {'; '.join(about.lacks)}" if about.lacks else "  lacks nothing that is read")
    _list_projections(folder)
    return 0


def _released(month: str) -> str:
    return f"released {month}" if month else "release date not stated"


def _list_projections(folder: Path) -> None:
    from gainful.engine.occupations.outlook import FOLDER
    from gainful.exchange.reference.manifest import read_manifest

    if (folder / FOLDER / "manifest.json").is_file():
        table = read_manifest(folder / FOLDER).tables[0]
        say(f"Employment projections: {table.rows:,} rows, {table.source}.")
    else:
        say("Employment projections: none loaded, so nothing is said about growth.")


def _reporting(work: Callable[[], int]) -> int:
    """Run a command that reads files; what cannot be read is said and nothing then counts as loaded."""
    from gainful.exchange.reference import ReleaseError

    try:
        return work()
    except ReleaseError as error:
        return fail(error.message, f"{error.hint}\nNothing was loaded.")
    except OSError as error:
        return fail(
            f"{error.filename or 'A file'} could not be read or written: {error.strerror}.",
            "Nothing was loaded.",
        )


def _load(args: argparse.Namespace) -> int:
    from gainful.engine.text.encoder import encode
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference import import_onet

    def work() -> int:
        manifest = import_onet(
            args.paths,
            data_dir() / "reference",
            _progress,
            version=args.version,
            encode=encode if args.vectors else None,
            replace=args.replace,
        )
        sys.stderr.write("\n")
        return _loaded(manifest, replaced=args.replace)

    return _reporting(work)


def _load_esco(args: argparse.Namespace) -> int:
    from gainful.engine.occupations import current_version
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference import import_esco

    def work() -> int:
        folder = data_dir() / "reference"
        onto = args.onto or current_version(folder)
        manifest = import_esco(args.paths, folder, onto=onto, version=args.version, replace=args.replace)
        return _loaded(manifest, replaced=args.replace)

    return _reporting(work)


def _loaded(manifest: Manifest, *, replaced: bool) -> int:
    about = manifest.about
    say(f"Loaded {manifest.version}: {len(manifest.tables)} tables, {manifest.size / 1e6:.2f} MB.")
    if about.layout:
        say(f"Recognized the layout {about.layout}, {_released(about.released)}.")
    if about.lacks:
        say(f"It lacks {'; '.join(about.lacks)}.")
    if replaced:
        say(
            "It stands in place of an earlier one of that name; job orders pinned to that read the new figures."
        )
    else:
        say("It stands beside the earlier ones; a job order keeps the release it was made with.")
    say(f"Read new job orders against it with: gainful reference use {manifest.version}")
    return 0


def _use(args: argparse.Namespace) -> int:
    from gainful.engine.occupations.versions import UnknownVersionError, choose_version
    from gainful.exchange.data_folder import data_dir

    try:
        choose_version(args.version, data_dir() / "reference")
    except UnknownVersionError as error:
        return fail(str(error), "See: gainful reference")
    say(f"New job orders are read against {args.version}; earlier ones keep their release.")
    say("A running site works out people's levels for it within minutes; until then lists for it lack them.")
    return 0


def _load_projections(args: argparse.Namespace) -> int:
    from gainful.engine.occupations.outlook import FOLDER
    from gainful.exchange.data_folder import data_dir
    from gainful.exchange.reference.projections import import_projections

    def work() -> int:
        manifest = import_projections(args.path, data_dir() / "reference" / FOLDER, source=args.source)
        say(f"Loaded projections of {manifest.tables[0].rows:,} occupations and areas.")
        say("Feeders and plans now say whether the job's occupation grows.")
        return 0

    return _reporting(work)


def _progress(table: str, done: int, total: int) -> None:
    sys.stderr.write(f"\r[{done:2d}/{total}] {table:<40}")
    sys.stderr.flush()
