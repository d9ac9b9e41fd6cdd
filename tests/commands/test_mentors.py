"""`gainful mentors` and `gainful practice`: what a named member of staff may see, with the look noted."""

from __future__ import annotations

import argparse
import csv

import pytest

from gainful.commands import mentors as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ReadLog, WorkHistory
from tests.domain.support.test_mentors import CODE, register, wanted
from tests.domain.support.test_practice import sent
from tests.helped import revoke
from tests.person import ana
from tests.town import town

__all__ = ["ana", "town"]


@pytest.fixture(autouse=True)
def in_this_transaction(monkeypatch):
    """Let commands work in the test's own transaction."""
    monkeypatch.setattr(commands, "with_database", lambda work: work())


def run(*told: object) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    args = parser.parse_args([*map(str, told)])
    return int(args.run(args))


def rows(capsys):
    return list(csv.DictReader(capsys.readouterr().out.splitlines()))


def test_the_register_and_who_fits_whom(town, ana, capsys):
    with acting_as_system("test"):
        WorkHistory.objects.create(participant=ana.person, title="Aide", occupation_code=CODE)
    mentor = register(town)
    wanted(ana)
    assert run("mentors", "list", "--by", town.coach.user.email) == 0
    [line] = rows(capsys)
    assert (line["id"], line["people_at_once"], line["meets"]) == (str(mentor.pk), "1", "0")
    assert run("mentors", "match", "--by", town.coach.user.email) == 0
    [pair] = rows(capsys)
    assert (pair["person_id"], pair["reasons"]) == ("P-1", "occupation; times:evening; language:Spanish")
    with acting_as_system("test"):
        assert (
            ReadLog.objects.filter(what="Seen among people who want a mentor, at the terminal").count() == 1
        )


def test_agreements_with_hours_while_the_consent_holds(town, ana, capsys):
    row = sent(town, ana)
    for who, found in ((town.manager, 1), (town.stranger, 0)):
        assert run("practice", "list", "--by", who.user.email) == 0
        assert len(rows(capsys)) == found
    revoke(ana)
    assert run("practice", "list", "--by", town.manager.user.email) == 0
    assert rows(capsys) == []
    assert row.pk


def test_whoever_is_no_staff_is_refused(town, ana, capsys):
    for who in (town.employer.user, ana.user):
        assert run("mentors", "list", "--by", who.email) == 1
        assert "No manager and no coach" in capsys.readouterr().err
