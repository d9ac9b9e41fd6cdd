"""A missing library is named by the extra that brings it; the table of extras is that of pyproject."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gainful.extras import EXTRA_OF, MODULES_OF

ROOT = Path(__file__).resolve().parent.parent
CORE = {"numpy", "scipy", "numba", "llvmlite", "pydantic", "pydantic_core", "annotated_types", "tqdm"}
WITH_ANOTHER = {"eth_typing", "referencing"}
"""The types of py_ecc and the schemas of jsonschema, which bring them."""
PACKAGE_OF = {
    "docx": "python-docx",
    "ninja": "django-ninja", "allauth": "django-allauth", "axes": "django-axes", "pghistory": "django-pghistory",
    "pgtrigger": "django-pgtrigger", "csp": "django-csp", "argon2": "argon2-cffi",
    "ibis": "ibis-framework", "vl_convert": "vl-convert-python",
    "prometheus_client": "prometheus-client",
    "jwt": "pyjwt", "mailparser_reply": "mail-parser-reply", "pdfminer": "pdfminer.six", "py_ecc": "py_ecc",
}  # fmt: skip
EVALUATE = "*'--design lottery --treatment a --outcome b examples/outcomes/participants.csv'.split()"
ABSENT = """
import sys
from importlib.machinery import PathFinder
real = PathFinder.find_spec
def find_spec(name, path=None, target=None):
    return None if name.partition(".")[0] in {absent!r} else real(name, path, target)
PathFinder.find_spec = find_spec
{code}
"""


def without(absent: str, code: str) -> subprocess.CompletedProcess[str]:
    """Run code where these modules are not installed."""
    command = [sys.executable, "-c", ABSENT.format(absent=set(absent.split()), code=code)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def imported() -> set[str]:
    """Every outside module that Gainful's code imports anywhere."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"gainful"}


def test_every_imported_module_is_in_the_core_or_in_an_extra():
    assert imported() - CORE - WITH_ANOTHER - set(EXTRA_OF) == set()


@pytest.mark.parametrize("extra", MODULES_OF)
def test_pyproject_brings_each_module_in_the_extra_that_the_table_names(extra):
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"][extra]
    packages = {re.split(r"[\[<>=]", line)[0] for line in declared}
    for module in MODULES_OF[extra].split():
        assert PACKAGE_OF.get(module, module.replace("_", "-")) in packages


@pytest.mark.parametrize(
    ("absent", "command", "extra"),
    [
        ("django", "['serve', '--port', '0']", "web"),
        ("django", "['manage', 'check']", "web"),
        ("onnxruntime", "['profile', 'examples/help-desk.txt']", "text"),
        ("pandas", f"['evaluate', {EVALUATE}]", "tables"),
    ],
)
def test_a_command_without_its_extra_ends_in_one_line_that_names_it(absent, command, extra):
    done = without(absent, f"from gainful.cli import main; sys.exit(main({command}))")
    assert done.returncode == 1, done.stderr
    assert f"needs gainful[{extra}]" in done.stderr
    assert f"pip install 'gainful[{extra}]'" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_notebook_reads_the_same_line_at_the_end_of_its_traceback():
    done = without("lifelines", "from gainful.engine import hazard_model; hazard_model({}, 'a', 'b', [])")
    assert "needs gainful[impact]" in done.stderr.strip().splitlines()[-1]


def test_libraries_still_find_out_for_themselves_what_is_there():
    code = "import gainful, importlib.util; print(importlib.util.find_spec('sqlglot'))"
    assert without("sqlglot", code).stdout.strip() == "None"


def test_the_version_is_told_without_any_library():
    code = (
        "from gainful.cli import main; main(['--version']); "
        "print(sorted(m for m in sys.modules if m in {'numpy', 'django', 'gainful.commands'}))"
    )
    assert without("", code).stdout.split("\n")[:2] == ["gainful 0.2.0", "[]"]


def test_every_command_of_the_help_is_found_by_its_own_name():
    from gainful.cli import HOMES, build_parser

    def names(parser):
        return set(next(action.choices for action in parser._subparsers._group_actions))

    assert names(build_parser()) == set(HOMES)
    for command in HOMES:
        assert command in names(build_parser(command))
