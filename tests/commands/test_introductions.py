"""`gainful introductions`: the list, a cohort's proposal as staff see it, and what a person said."""

from __future__ import annotations

import argparse
import csv

import pytest
from django.db import connection

from gainful.commands import introductions as commands
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.participants.models import ReadLog
from gainful.domain.placements.models import Introduction, Step
from tests.person import ana
from tests.placements import way
from tests.proposals import world
from tests.town import town

__all__ = ["ana", "town", "way", "world"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_this_transaction(monkeypatch):
    """Let commands work in the test's own transaction."""
    monkeypatch.setattr(commands, "with_database", lambda work: work())
    monkeypatch.setattr("gainful.commands.database.with_database", lambda work: work())


def run(*told: object) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    args = parser.parse_args(["introductions", *map(str, told)])
    return int(args.run(args))


def test_the_list_is_there_with_its_verb_and_without(way, capsys):
    row = way.asked()
    assert run() == 0
    there = capsys.readouterr().out
    head, line = csv.reader(there.splitlines())
    assert dict(zip(head, line, strict=True))["id"] == str(row.pk)
    assert run("list", "--state", "asked") == 0
    assert capsys.readouterr().out == there
    run("--state", "hired")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_proposal_names_people_by_code_and_the_look_is_noted(town, world, capsys):
    by = ("--by", town.manager.user.email)
    assert run("propose", world.cohort.pk, *by) == 0
    head, *lines = csv.reader(capsys.readouterr().out.splitlines())
    found = [dict(zip(head, line, strict=True)) for line in lines]
    assert [(row["person_id"], row["job"], row["hours_to_learn"]) for row in found] == [
        (world.people[0].code, "Porter", "50"), (world.people[1].code, "Aide", "20"), (world.people[2].code, "", ""),
    ]  # fmt: skip
    with acting_as_system("test"):
        assert ReadLog.objects.filter(what="Proposed for introductions at the terminal").count() == 3
        assert not Introduction.objects.exists()
    floor = f"{world.orders['Aide'].pk}:1:North"
    assert run("propose", world.cohort.pk, *by, "--floor", floor) == 0
    assert "What is kept costs 70 hours more to learn" in capsys.readouterr().err


def test_only_chosen_people_are_asked_and_only_by_a_manager(town, world, capsys):
    one = world.people[0].code
    ask = ("propose", world.cohort.pk, "--ask", "--only", one)
    assert run(*ask, "--by", town.coach.user.email) == 1
    assert "Only managers" in capsys.readouterr().err
    assert run(*ask, world.people[2].code, "--by", town.manager.user.email) == 1
    assert f"No job is proposed for {world.people[2].code}." in capsys.readouterr().err
    assert run(*ask, "--note", "On time", "--by", town.manager.user.email) == 0
    key = capsys.readouterr().out.strip()
    with acting_as_system("test"):
        row = Introduction.objects.get()
        assert (str(row.pk), row.participant_id, row.status) == (key, world.people[0].pk, "asked")


@pytest.mark.parametrize(
    ("state", "told", "then"),
    [
        ("asked", ("yes", "--hide", "contact"), "introduced"),
        ("asked", ("no", "--reason", "pay"), "declined"),
        ("offered", ("yes",), "accepted"),
        ("offered", ("no", "--reason", "other", "--words", "Too far away"), "withdrawn"),
    ],
)
def test_an_answer_is_entered_for_a_person_by_whoever_heard_it(way, capsys, state, told, then):
    row = getattr(way, state)()
    says, *more = told
    by = ("--said", "verbal", "--by", way.town.coach.user.email)
    assert run("answer", row.pk, says, *more, *by) == 0
    assert capsys.readouterr().out.strip() == then
    with acting_as_system("test"):
        row.refresh_from_db()
        last = Step.objects.filter(introduction=row).latest("at")
    assert row.status == then
    assert (last.user_id, last.for_person) == (way.town.coach.user.pk, "verbal")
    assert then != "introduced" or "contact" not in row.card


def test_what_is_not_theirs_or_cannot_be_meant_is_refused_in_words(town, world, way, capsys):
    row = way.asked()
    by, strangers = ("--by", town.coach.user.email), ("--by", town.stranger.user.email)
    heard = ("--said", "verbal")
    for told, words in (
        (("answer", row.pk, "no", *heard, *by), "Choose a reason."),
        (("answer", row.pk, "yes", *heard, *strangers), "Your agency has no introduction"),
        (("answer", "none", "yes", *heard, *by), "Your agency has no introduction none."),
        (("answer", row.pk, "yes", *heard, "--by", "nobody@example.org"), "Nobody on an agency's staff"),
        (("propose", world.cohort.pk, *strangers), "Your agency has no cohort"),
        (("propose", world.cohort.pk, *by, "--floor", "x"), "“x” is no floor."),
        (("propose", world.cohort.pk, *by, "--per-opening", "6"), "1 to 5 people"),
    ):
        assert run(*told) == 1
        assert words in capsys.readouterr().err
    assert not connection.needs_rollback
    with acting_as_system("test"):
        row.refresh_from_db()
    assert row.status == "asked"
