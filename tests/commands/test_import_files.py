"""`gainful import` from the terminal: once in a process and a data folder of its own, else in the test's database."""

from __future__ import annotations

import argparse
import json

import pytest

from gainful.commands import database
from gainful.commands.import_files import register
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import Participant
from tests.site.running import gainful, migrated
from tests.town import town

__all__ = ["town"]
BY = "manager@example.org"
MAKE = (
    "from gainful.domain.accounts.actor import acting_as_system\n"
    "from gainful.domain.accounts.models import User\n"
    "from gainful.domain.organizations.models import Membership, Organization\n"
    "with acting_as_system('test'):\n"
    "    o = Organization.objects.create(name='Harbor', kind='agency')\n"
    f"    u = User.objects.create_user('{BY}', name='M')\n"
    "    Membership.objects.create(user=u, organization=o, role='program_manager')\n"
)
PEOPLE = "Nr;Name;Title\nP-1;Ana;Flight Attendant\n;None;Cashier\n"


@pytest.mark.slow
@pytest.mark.xdist_group("serve")
def test_people_are_saved_by_a_process_of_its_own(tmp_path):
    """In each run the tests below save the same file, and tests/site/test_serve starts commands as processes."""
    data, people = tmp_path / "var", tmp_path / "people.csv"
    migrated(data)
    made = gainful(data, "manage", "shell", "--verbosity", "0", "-c", MAKE)
    assert made.returncode == 0, made.stderr
    people.write_text(PEOPLE)
    saved = gainful(data, "import", "people", str(people), "--by", BY, "--json", "--map", "code=Nr")
    assert saved.returncode == 0, saved.stderr
    assert json.loads(saved.stdout)["added"] == 1


@pytest.fixture
def bring(town, monkeypatch, capsys):
    """Run the command in the test's own transaction; returns its code and what it printed."""
    monkeypatch.setattr(database, "with_database", lambda work: work())
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())

    def run(*told):
        args = parser.parse_args(["import", *map(str, told)])
        return int(args.run(args)), *capsys.readouterr()

    return run


def test_people_and_courses(bring, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE)
    asked = ("people", people, "--by", BY, "--json")
    code, _, told = bring(*asked)
    assert code == 1
    assert "No column is chosen" in told
    _, looked, _ = bring(*asked, "--map", "code=Nr", "--dry-run")
    assert json.loads(looked) | {"problems": []} == {
        "file": "people.csv", "rows": 2, "refused": 1, "problems": [], "saved": False, "ready": 1,
    }  # fmt: skip
    with acting_as_system("test"):
        assert not Participant.objects.exists()
    code, saved, told = bring(*asked, "--map", "code=Nr")
    assert code == 0, told
    assert json.loads(saved)["added"] == 1
    assert "1 row does not say the person's situation: taken as people who lost their job." in told
    assert "Say --situation" in told
    code, saved, told = bring(*asked, "--map", "code=Nr", "--situation", "incumbent")
    again = json.loads(saved)
    assert (again["added"], again["updated"]) == (0, 1)
    assert "taken as people who have a job" in told
    with acting_as_system("test"):
        assert Participant.objects.get().scenario == "incumbent"
    courses = tmp_path / "courses.csv"
    courses.write_text("code,title,hours,price,teaches\nA,One,10,5,Speaking=3\n")
    _, done, told = bring("courses", courses, "--by", BY)
    assert "1 added" in done, told


def test_who_may(bring, tmp_path):
    file = tmp_path / "p.csv"
    file.write_text("id\nP-1\n")
    code, _, told = bring("people", file, "--by", "nobody@example.org")
    assert code == 1
    assert "No program manager has the address" in told


def test_what_a_report_has_beside_its_people_is_left_out_and_told(bring, tmp_path):
    people = tmp_path / "report.csv"
    people.write_bytes(
        b"Client Roster\nRun date: 11/20/2026\n\nPersonalID;ClientFullName;Current/Last Job;Job end\n"
        + "P-7;José Núñez;Cashier;9999-12-31\nP-8;Zoë Roe;N/A;NULL\n".encode()
        + b"P-9;Ren\xe9e Doe;Cashier;none\n;;;\nTotal: 3;;;\n"
    )
    code, out, told = bring("people", people, "--by", BY, "--dry-run", "--json")
    assert code == 0, told
    found = json.loads(out)
    assert (found["rows"], found["ready"], found["refused"]) == (3, 3, 0)
    assert "The headings are those of line 4" in told
    assert "Line 7: some letters are not UTF-8" in told
    assert "line 9 (“Total: 3”)" in told
