"""A command that needs no database is named in the import contract that keeps site and Django out of it."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import gainful.commands
from gainful.cli import HOMES, build_parser

ROOT = Path(__file__).resolve().parents[2]
NEED_DATABASE = {
    "badge",
    "cohorts",
    "curricula",
    "database",
    "history",
    "import_files",
    "installation",
    "introductions",
    "measures",
    "mentors",
    "needs",
    "participants",
    "placements",
    "promises",
    "recovery",
    "samples",
    "services",
    "workforce",
}
LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
(CONTRACT,) = [c for c in LINTER["contracts"] if c["name"].startswith("A command that needs no database")]


def test_every_command_is_in_the_contract_or_needs_the_database():
    there = {path.stem for path in Path(gainful.commands.__file__).parent.glob("*.py")} - {"__init__"}
    free = {name.removeprefix("gainful.commands.") for name in CONTRACT["source_modules"]}
    assert free | NEED_DATABASE == there
    assert not free & NEED_DATABASE


def test_a_command_is_found_in_a_module_that_registers_it():
    parser = build_parser()
    (commands,) = [action for action in parser._actions if action.dest == "command"]
    assert set(HOMES) == set(commands.choices)


def test_asking_for_the_commands_loads_neither_site_nor_django():
    look = (
        "import sys; from gainful.cli import build_parser; build_parser();"
        "print([m for m in sys.modules if m.split('.')[0] == 'django' or m.startswith('gainful.site')])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
