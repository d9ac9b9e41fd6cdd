"""Files beside the server guide: units, timers, logrotate; and that its lines copy what lies there."""

from __future__ import annotations

import getpass
import importlib.util
import itertools
import os
import re
import shlex
import shutil
import subprocess
import time
from datetime import datetime
from pathlib import Path

import pytest
from gunicorn.config import Config

from gainful.cli import build_parser
from tests.site.own_server import GUIDE

UNITS = sorted(path.name for path in GUIDE.glob("*.service"))
TIMERS = sorted(path.name for path in GUIDE.glob("*.timer"))
README = (GUIDE / "README.md").read_text()
LOGROTATE = shutil.which("logrotate", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
DIRECTIVES = {
    "daily": 0, "rotate": 1, "compress": 0, "missingok": 0, "notifempty": 0, "copytruncate": 0, "su": 2,
}  # fmt: skip
"""What the file says, and how many words follow: logrotate(8) of Debian 12 knows each."""


def settings(name: str) -> dict[str, list[str]]:
    """Return the settings of a unit; one that stands twice has two values."""
    found: dict[str, list[str]] = {}
    for line in (GUIDE / name).read_text().splitlines():
        key, is_setting, value = line.partition("=")
        if is_setting and not line.startswith("#"):
            found.setdefault(key, []).append(value)
    return found


def test_there_are_units_and_timers():
    assert [name.removeprefix("gainful-") for name in [*UNITS, *TIMERS]] == [
        "backup.service", "drill.service", "web.service", "worker.service", "backup.timer", "drill.timer",
    ]  # fmt: skip


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_starts_what_the_program_knows(unit):
    (line,) = settings(unit)["ExecStart"]
    program, *words = shlex.split(line)
    assert Path(program).parent == Path("/opt/gainful/bin"), "where the guide installs"
    if Path(program).name == "gainful":
        assert callable(build_parser(words[0]).parse_args(words).run)
        return
    assert Path(program).name == "gunicorn"
    asked = Config().parser().parse_args(words)
    module, _, name = asked.args[0].partition(":")
    found = importlib.util.find_spec(module)
    assert found is not None
    assert re.search(rf"^{name} = ", Path(found.origin).read_text(), re.MULTILINE)
    assert asked.bind == ["127.0.0.1:8000"]
    for proxy in ("nginx.conf", "Caddyfile"):
        assert "127.0.0.1:8000" in (GUIDE / proxy).read_text()


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_runs_as_the_guides_user_with_the_guides_files_and_folders(unit):
    told = settings(unit)
    assert (told["User"], told["Group"]) == (["gainful"], ["gainful"])
    assert re.search(r"^useradd .* gainful$", README, re.MULTILINE)
    wanted = ["/etc/gainful/gainful.env"]
    if unit in {"gainful-backup.service", "gainful-drill.service"}:
        wanted.append("/etc/gainful/owner.env")
    assert told["EnvironmentFile"] == wanted, "the owner's address is in no process that serves"
    for path in wanted:
        name = Path(path).name
        assert (GUIDE / name).is_file()
        assert re.search(rf"^install .*\b{name} /etc/gainful/$", README, re.MULTILINE)
    (made,) = re.findall(r"^install -d -o gainful -g gainful -m 700 (.+)$", README, re.MULTILINE)
    (writes,) = told["ReadWritePaths"]
    assert set(writes.split()) <= set(made.split())


def test_backups_go_where_the_unit_may_write_and_old_ones_alone_are_removed(tmp_path):
    told = settings("gainful-backup.service")
    target = shlex.split(told["ExecStart"][0])[-1]
    assert target in told["ReadWritePaths"][0].split()
    (line,) = told["ExecStartPost"]
    words = [word.replace(target, str(tmp_path)) for word in shlex.split(line)]
    assert str(tmp_path) in words
    for name, days in (("gainful-old.tar", 40), ("gainful-new.tar", 20), ("mine.tar", 40)):
        file = tmp_path / name
        file.write_text("")
        then = time.time() - days * 86400
        os.utime(file, (then, then))
    subprocess.run(words, check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gainful-new.tar", "mine.tar"]


@pytest.mark.parametrize("timer", TIMERS)
def test_a_timer_starts_a_unit_that_ends_and_catches_up(timer):
    assert settings(timer.replace(".timer", ".service"))["Type"] == ["oneshot"]
    assert settings(timer)["Persistent"] == ["true"]
    assert settings(timer)["WantedBy"] == ["timers.target"]
    (when,) = settings(timer)["OnCalendar"]
    pattern = {
        "gainful-backup.timer": r"\*-\*-\* \d\d:\d\d:00",
        "gainful-drill.timer": r"\*-\*-\d\d \d\d:\d\d:00",
    }
    assert re.fullmatch(pattern[timer], when)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
@pytest.mark.parametrize(
    ("timer", "days"), [("gainful-backup.timer", (1, 1)), ("gainful-drill.timer", (28, 31))]
)
def test_systemd_counts_a_night_and_a_month(timer, days):
    (when,) = settings(timer)["OnCalendar"]
    command = ["systemd-analyze", "calendar", "--iterations=13", when]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"}, check=True
    )
    moments = [
        datetime.fromisoformat(one)
        for one in re.findall(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC$", done.stdout, re.MULTILINE)
    ]
    assert len(moments) == 13, done.stdout
    steps = [(later - sooner).days for sooner, later in itertools.pairwise(moments)]
    assert days[0] <= min(steps) <= max(steps) <= days[1]


def verified(folder: Path) -> str:
    """Return what systemd says against the units of a folder, whose program is there."""
    program = folder / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    units = sorted([*folder.glob("*.service"), *folder.glob("*.timer")])
    for unit in units:
        unit.write_text(re.sub(r"/opt/gainful/bin/\w+", str(program), unit.read_text()))
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *map(str, units)]
    searched = {**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:"}
    done = subprocess.run(command, capture_output=True, text=True, env=searched, check=False)
    return "\n".join(line for line in done.stderr.splitlines() if "gainful-" in line)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze")
def test_systemd_has_nothing_against_units_and_timers(tmp_path):
    for name in UNITS + TIMERS:
        shutil.copy(GUIDE / name, tmp_path)
    assert verified(tmp_path) == ""
    timer = tmp_path / "gainful-drill.timer"
    timer.write_text(timer.read_text().replace("*-*-02", "*-*-52"))
    assert "gainful-drill.timer" in verified(tmp_path), "it sees a wrong one"


def blocks() -> dict[str, list[list[str]]]:
    """Return the directives of the guide's logrotate file, by the files they are for."""
    text = re.sub(r"^\s*#.*$", "", (GUIDE / "logrotate").read_text(), flags=re.MULTILINE)
    found = re.findall(r"^(\S+) \{\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL)
    return {files: [line.split() for line in inner.splitlines() if line.strip()] for files, inner in found}


def test_logrotate_says_what_it_knows_and_turns_the_guides_log():
    ((files, lines),) = blocks().items()
    for word, *arguments in lines:
        assert len(arguments) == DIRECTIVES[word], word
    assert ["su", "gainful", "gainful"] in lines, "the folder is the user's, so root will not write there"
    assert ["copytruncate"] in lines, "systemd holds the file open"
    folder = Path(files).parent
    assert f"install -d -o gainful -g gainful -m 700 {folder}" in README
    logs = re.findall(r"StandardError=append:(\S+?)`", README)
    assert logs
    assert all(Path(log).match(files) for log in logs)


@pytest.mark.skipif(LOGROTATE is None, reason="this machine has no logrotate")
def test_logrotate_itself_reads_the_file(tmp_path):
    (tmp_path / "web.log").write_text("a line\n")
    text = (GUIDE / "logrotate").read_text().replace("/var/log/gainful", str(tmp_path))
    who = getpass.getuser()
    conf = tmp_path / "conf"
    conf.write_text(text.replace("su gainful gainful", f"su {who} {who}"))
    conf.chmod(0o644)
    command = [str(LOGROTATE), "--debug", "--force", "--state", str(tmp_path / "state"), str(conf)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "error:" not in done.stderr
    assert "log needs rotating" in done.stderr + done.stdout


def test_each_file_beside_the_guide_is_copied_by_one_of_its_lines():
    for path in GUIDE.iterdir():
        if path.suffix == ".md":
            continue
        short = re.sub(r"^gainful-(\w+)\.(service|timer)$", r"\2", path.name)
        if short in {"service", "timer"}:
            (listed,) = re.findall(rf"gainful-\{{([\w,]+)\}}\.{short}", README)
            assert path.stem.removeprefix("gainful-") in listed.split(",")
        else:
            assert f"`{path.name}`" in README or re.search(rf"[ /]{re.escape(path.name)}\b", README)
    (enabled,) = re.findall(r"^systemctl enable --now (.+)$", README, re.MULTILINE)
    with_install = {name.removesuffix(".service") for name in UNITS + TIMERS if "WantedBy" in settings(name)}
    assert set(enabled.split()) == with_install
