"""What an administrator writes by hand: spaces, a wrong word, a wrong number are taken as meant or told in words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from gainful.site.housekeeping import local_time
from tests.site.running import environment

READ = """
import os
os.environ["DATABASE_URL"] = "postgresql://web@nowhere.example/gainful"
from gainful.site import settings
print({setting})
"""


def setting(tmp_path, name, **told):
    return subprocess.run(
        [sys.executable, "-c", READ.replace("{setting}", f"settings.{name}")],
        env=environment(tmp_path / "var", **told), capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_spaces_in_a_list_mean_nothing(tmp_path):
    done = setting(tmp_path, "ALLOWED_HOSTS", ALLOWED_HOSTS=" one.example , two.example,")
    assert done.stdout.strip() == "['one.example', 'two.example']", done.stderr


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("TIME_ZONE", "Mars/Base", "which is no time zone. Use a name such as America/New_York."),
        ("GAINFUL_API_PER_MINUTE", "many", "which is no whole number. The default is 300."),
        ("EMAIL_PORT", "smtp", "which is no whole number. The default is 587."),
    ],
)
def test_a_word_that_makes_no_sense_is_told(tmp_path, name, value, words):
    done = setting(tmp_path, "DEBUG", **{name: value})
    assert done.returncode == 1
    assert done.stderr.strip() == f"{name} is “{value}”, {words}"


@pytest.mark.parametrize("value", ["", " ", " America/Chicago "])
def test_the_nights_clock_takes_what_the_settings_take(monkeypatch, value):
    monkeypatch.setenv("TIME_ZONE", value)
    assert str(local_time().tzinfo) == (value.strip() or "America/New_York")


def test_an_empty_number_is_the_default(tmp_path):
    assert setting(tmp_path, "EMAIL_PORT", EMAIL_PORT=" ").stdout.strip() == "587"
