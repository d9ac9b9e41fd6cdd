"""`gainful import` from the terminal, in a data folder of its own."""

from __future__ import annotations

import json

import pytest

from tests.site.running import gainful, migrated

pytestmark = pytest.mark.xdist_group("serve")
MAKE = (
    "from gainful.domain.accounts.actor import acting_as_system\n"
    "from gainful.domain.accounts.models import User\n"
    "from gainful.domain.organizations.models import Membership, Organization\n"
    "with acting_as_system('test'):\n"
    "    o = Organization.objects.create(name='Harbor', kind='agency')\n"
    "    u = User.objects.create_user('m@example.org', name='M')\n"
    "    Membership.objects.create(user=u, organization=o, role='program_manager')\n"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("import") / "var"
    migrated(folder)
    made = gainful(folder, "manage", "shell", "--verbosity", "0", "-c", MAKE)
    assert made.returncode == 0, made.stderr
    return folder


def test_people_and_courses(data, tmp_path):
    people = tmp_path / "people.csv"
    people.write_text("Nr;Name;Title\nP-1;Ana;Flight Attendant\n;None;Cashier\n")
    asked = ("import", "people", str(people), "--by", "m@example.org", "--json")
    told = gainful(data, *asked)
    assert told.returncode == 1
    assert "No column is chosen" in told.stderr
    looked = gainful(data, *asked, "--map", "code=Nr", "--dry-run")
    assert json.loads(looked.stdout) | {"problems": []} == {
        "file": "people.csv", "rows": 2, "refused": 1, "problems": [], "saved": False, "ready": 1,
    }  # fmt: skip
    saved = gainful(data, *asked, "--map", "code=Nr")
    assert saved.returncode == 0, saved.stderr
    assert json.loads(saved.stdout)["added"] == 1
    again = json.loads(gainful(data, *asked, "--map", "code=Nr").stdout)
    assert (again["added"], again["updated"]) == (0, 1)
    courses = tmp_path / "courses.csv"
    courses.write_text("code,title,hours,price,teaches\nA,One,10,5,Speaking=3\n")
    done = gainful(data, "import", "courses", str(courses), "--by", "m@example.org")
    assert "1 added" in done.stdout, done.stderr


def test_who_may(data, tmp_path):
    file = tmp_path / "p.csv"
    file.write_text("id\nP-1\n")
    told = gainful(data, "import", "people", str(file), "--by", "nobody@example.org")
    assert told.returncode == 1
    assert "No program manager has the address" in told.stderr


def test_what_a_report_has_beside_its_people_is_left_out_and_told(data, tmp_path):
    people = tmp_path / "report.csv"
    people.write_bytes(
        b"Client Roster\nRun date: 11/20/2026\n\nPersonalID;ClientFullName;Current/Last Job;Job end\n"
        + "P-7;José Núñez;Cashier;9999-12-31\nP-8;Zoë Roe;N/A;NULL\n".encode()
        + b"P-9;Ren\xe9e Doe;Cashier;none\n;;;\nTotal: 3;;;\n"
    )
    told = gainful(data, "import", "people", str(people), "--by", "m@example.org", "--dry-run", "--json")
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert (found["rows"], found["ready"], found["refused"]) == (3, 3, 0)
    assert "The headings are those of line 4" in told.stderr
    assert "Line 7: some letters are not UTF-8" in told.stderr
    assert "line 9 (“Total: 3”)" in told.stderr
