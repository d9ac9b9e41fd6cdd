"""Set Gainful up on a machine with Python 3.11, pip and git: standard library only, no root, no service.

Prints the seconds of each phase. Tries `uv` (a wheel, faster) and falls back to pip; both install exactly
the hashes in the lock file.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def say(text: str, end: str = "\n") -> None:
    """Print at once."""
    print(text, end=end, flush=True)  # noqa: T201


def phase(name: str, work: Callable[[], None]) -> None:
    """Run one phase and print how long it took."""
    say(f"  {name} …", end="")
    start = time.monotonic()
    work()
    say(f" {time.monotonic() - start:.1f} s")


def run(*command: str | Path, **settings: str) -> tuple[bool, str]:
    """Run a command quietly, with further environment variables; return whether it worked and what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **settings},
    )
    return done.returncode == 0, (done.stdout + done.stderr).strip()


def must(*command: str | Path) -> None:
    """Run a command or stop with what it said."""
    worked, said = run(*command)
    if not worked:
        sys.exit(f"\nSet-up stopped at: {' '.join(map(str, command))}\n{said[-3000:]}")


UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
    "trusted-host": "UV_INSECURE_HOST",
}
"""What uv calls the settings of pip that say where packages come from; uv does not read pip's own files."""


def uv_settings(pip_config: str) -> dict[str, str]:
    """Return uv's variables for what `pip config list` printed; those set already are left alone."""
    found: dict[str, str] = {}
    for line in pip_config.splitlines():
        name, _, value = line.partition("=")
        variable = UV_NAMES.get(name.rpartition(".")[2])
        if variable and value and variable not in os.environ:
            separator = "," if variable == "UV_FIND_LINKS" else " "
            found[variable] = separator.join(str(ast.literal_eval(value)).split())
    return found


def install(python: Path, lock: Path) -> None:
    """Install the lock with uv if it can be had, else with pip; the lock is whole, so nothing is resolved."""
    pip = (python, "-m", "pip")
    quiet = ("install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile")
    # Like pip, take a version from whichever index has it: the hashes of the lock say that it is the right one.
    anywhere = ("--index-strategy", "unsafe-best-match")
    uv = (python, "-m", "uv", "pip", "install", "--quiet", "--no-deps", *anywhere, "--python", python)
    settings = uv_settings(run(*pip, "config", "list")[1])
    if run(*pip, *quiet, "uv")[0] and run(*uv, "--require-hashes", "-r", lock, **settings)[0]:
        return
    must(*pip, *quiet, "--require-hashes", "-r", lock)


def main() -> None:
    """Make the environment, install the lock, install Gainful itself, fetch the look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=Path(".venv"))
    parser.add_argument("--lock", type=Path, default=Path("requirements.lock"))
    options = parser.parse_args()
    folder = options.venv if options.venv.is_absolute() else ROOT / options.venv
    python = folder / "bin" / "python"
    say("Setting up Gainful")
    if not python.exists():
        phase("environment", lambda: venv.create(folder, with_pip=True))
    phase("packages", lambda: install(python, ROOT / options.lock))
    editable = ("--no-deps", "--no-build-isolation", "--editable", ROOT)
    phase("Gainful", lambda: must(python, "-m", "pip", "install", "--quiet", *editable))
    os.environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    phase("look (U.S. Web Design System)", lambda: must(python, "-m", "gainful.site.frontend"))


if __name__ == "__main__":
    main()
