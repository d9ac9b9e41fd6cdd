"""Write the hashed lock files: every version and hash, no address of any host and no path of any machine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ("hatchling", "editables", "pip")  # so that the editable install builds with what the lock holds
UV = ("uv", "pip", "compile", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links")
QUIET = ("--no-annotate", "--no-header", "--universal", "--python-version", "3.11", "--quiet")


def compile_lock(target: str, *extras: str) -> None:
    """Resolve pyproject's dependencies (and extras) into `target`; refuse to write a host or a path."""
    build = ROOT / "build-requirements.in"
    build.write_text("\n".join(BUILD) + "\n")
    wanted = ("pyproject.toml", build.name, *(f"--extra={extra}" for extra in extras))
    try:
        command = [sys.executable, "-m", *UV, *QUIET, *wanted]
        text = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    finally:
        build.unlink()
    if bad := re.search(r"https?://|file:|--index|--find-links|^\s*/", text, re.MULTILINE):
        sys.exit(f"{target} would name a host or a path: {bad.group()}")
    (ROOT / target).write_text(text)


if __name__ == "__main__":
    compile_lock("requirements.lock")
    compile_lock("requirements-dev.lock", "dev")
