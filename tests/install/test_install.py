"""Installing Gainful into an empty environment: the engine imports, plans nothing, and knows no Django."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Python of an environment that has the wheel built from this tree, and the packages the tests run on."""
    folder = tmp_path_factory.mktemp("install")
    source = folder / "source"
    names = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")
    source.mkdir()
    for name in names:
        shutil.copy(ROOT / name, source / name)
    for name in ("look.py", "build_hook.py"):
        (source / "scripts").mkdir(exist_ok=True)
        shutil.copy(ROOT / "scripts" / name, source / "scripts" / name)
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")])
    made = folder / "env" / "bin" / "python"
    site = run([str(made), "-c", "import site; print(site.getsitepackages()[0])"]).strip()
    run(
        [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--target",
            site,
            str(source),
        ]
    )
    Path(site, "dependencies.pth").write_text(
        "\n".join(p for p in sys.path if p.endswith("site-packages")) + "\n"
    )
    return made


def run(command: list[str], **extra: str) -> str:
    """Output of a command that must succeed, with no trace of this checkout or of Django in its environment."""
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DJANGO", "GAINFUL", "DATABASE"))
    }
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd="/", env={**kept, **extra}, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


ENGINE = """
import json, sys
import gainful.engine as engine
quick = sorted(m for m in sys.modules if m.split(".")[0] in {"django", "pandas", "onnxruntime", "numba"})
found = engine.feeder_occupations("31-1131.00")
django = any(m.split(".")[0] == "django" for m in sys.modules)
codes = [f.code for f in (*found.steps_up, *found.steps_down)]
print(json.dumps({"on import": quick, "django": django, "codes": codes}))
"""


def test_the_engine_works_without_django_configured(python):
    said = json.loads(run([str(python), "-c", ENGINE]))
    assert said["on import"] == []
    assert not said["django"]
    assert "53-2031.00" in said["codes"], "flight attendants are a known feeder of nursing assistants"


def test_the_command_is_installed_and_carries_its_reference_data(python):
    command = [str(python), "-m", "gainful", "feeders", "31-1131.00", "--json"]
    assert json.loads(run(command))["feeder_occupations"]


def test_the_wheel_carries_templates_migrations_and_styles(python):
    patterns = (
        "www/templates/**/*.html",
        "domain/*/migrations/0001*.py",
        "www/static/css/*.css",
        "www/static/vendor/**/*",
    )
    root = "import gainful, pathlib; root = pathlib.Path(gainful.__file__).parent; "
    code = f"{root}print([len(list(root.glob(p))) for p in {patterns!r}])"
    carried = json.loads(run([str(python), "-c", code]))
    here = ROOT / "src" / "gainful"
    assert carried == [len(list(here.glob(p))) for p in patterns]
    assert min(carried) > 0
