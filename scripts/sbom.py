"""What Gainful ships of others: a bill of materials (CycloneDX) from the hashed lock, and the list of licences.

    python scripts/sbom.py sbom.cdx.json     # for a release; it names hosts, so it is not committed
    python scripts/sbom.py --licences        # docs/licences.md from what is installed; stops at one that may not be

Both by kept tools: cyclonedx-bom and pip-licenses.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-all.lock"
PAGE = ROOT / "docs" / "licences.md"
PACKAGE = re.compile(r"^([a-z0-9][\w.-]*)==(\S+?)(?: ; (.+?))? \\$", re.MULTILINE)
REFUSED = re.compile(r"\bA?GPL|Affero|SSPL|BUSL|Commons Clause|non-?commercial", re.IGNORECASE)
READ_BY_HAND = {"pyrage": "MIT"}
"""Packages whose metadata name no licence: the licence file in the wheel, read on 30 November 2026."""
LESSER = re.compile(r"\bLGPL|Lesser", re.IGNORECASE)
"""May be used as it is, unchanged, by a program under another licence."""
HEAD = """# Licences of what Gainful installs

Written by `python scripts/sbom.py --licences` from `requirements-all.lock` and what each package says of itself; a test
compares it with the lock. None may be under the GPL or AGPL. `python scripts/sbom.py sbom.cdx.json` writes a bill of
materials in the CycloneDX form, with the hash of every file.

| package | version | licence |
|---|---|---|
"""


def locked() -> dict[str, tuple[str, str]]:
    """Return each package of the lock with its version, and the machines it is for where it is not for all."""
    return {name: (version, marker or "") for name, version, marker in PACKAGE.findall(LOCK.read_text())}


def licences() -> dict[str, str]:
    """Return what each installed package says of its licence, by its name as the lock writes it."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = {re.sub(r"[-_.]+", "-", one["Name"]).lower(): one["License"] for one in json.loads(done.stdout)}
    return {name: READ_BY_HAND.get(name, said) if said == "UNKNOWN" else said for name, said in found.items()}


def refused(found: dict[str, str]) -> list[str]:
    """Return the packages whose licence may not be."""
    return [name for name, said in found.items() if REFUSED.search(said) and not LESSER.search(said)]


def page(found: dict[str, str]) -> str:
    """Return the page as Markdown."""
    lines = []
    for name, (version, marker) in sorted(locked().items()):
        said = found.get(name) or f"not installed here ({marker})"
        lines.append(f"| {name} | {version} | {said.replace('|', '/').replace(chr(10), ' ')[:120]} |")
    return HEAD + "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Write one or the other."""
    if arguments == ["--licences"]:
        found = {name: said for name, said in licences().items() if name in locked()}
        if bad := refused(found):
            sys.stderr.write(
                f"These may not be shipped: {', '.join(f'{one} ({found[one]})' for one in bad)}\n"
            )
            return 1
        PAGE.write_text(page(found))
        return 0
    target = Path(arguments[0] if arguments else "sbom.cdx.json")
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "requirements",
        str(LOCK),
        "--pyproject",
        "pyproject.toml",
    ]
    done = subprocess.run(
        [*command, "--output-reproducible", "--of", "JSON", "-o", str(target.resolve())],
        cwd=ROOT,
        check=False,
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
