"""The product's commands open no socket towards a network and leave nothing in the user's cache folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

QUIET = Path(__file__).parent / "quiet.py"
SIGSYS = 31
POSTING = """Certified Nursing Assistant
Cedar Hill Care Center, Dayton, Ohio
What you will do
- Help residents bathe, dress, eat and move safely
- Take and record blood pressure, pulse and temperature
Pay: $18.50 an hour
"""


def run(home, *command):
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "GAINFUL_DATA": str(home / "var"),
    }
    return subprocess.run(
        [sys.executable, str(QUIET), sys.executable, *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.mark.parametrize(
    "sends", ["socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo('example.org', 80)"]
)
def test_the_filter_catches_a_connection_and_a_look_up(tmp_path, sends):
    assert run(tmp_path, "-c", f"import socket; {sends}").returncode == -SIGSYS


@pytest.mark.parametrize(
    "command",
    [
        ("profile", "posting.txt"),
        ("feeders", "--occupation", "31-1131.00"),
        ("claim", "246 of 269"),
        ("schema", "plan"),
        ("reference", "list"),
    ],
    ids=lambda command: command[0],
)
def test_a_command_reaches_out_to_nobody(tmp_path, command):
    (tmp_path / "posting.txt").write_text(POSTING)
    words = [str(tmp_path / word) if word == "posting.txt" else word for word in command]
    done = run(tmp_path, "-m", "gainful", *words)
    assert done.returncode != -SIGSYS
    assert "Traceback" not in done.stderr
    kept = [str(path) for path in tmp_path.rglob("*") if path.is_file() and "icrosoft" in str(path)]
    assert kept == []


def test_the_text_model_is_loaded_and_says_nothing_to_its_vendor(tmp_path):
    done = run(
        tmp_path,
        "-c",
        "from gainful.engine.text.encoder import encode; print(encode(['bathe residents']).shape)",
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.rglob("*") if "icrosoft" in path.name or "onnx" in path.name] == []
