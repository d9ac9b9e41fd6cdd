"""`gainful badge verify`: without a database and without a network, exit code 0 only where the badge counts."""

from __future__ import annotations

import argparse
import json

import pytest
import time_machine

from gainful.commands import badge as commands
from tests.exchange.badges.badges import NOW, PLACE, keys, lists, signed

pytestmark = pytest.mark.usefixtures("still")


@pytest.fixture
def still():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def verify(tmp_path, capsys):
    def run(document, documents, *more):
        told = []
        for number, each in enumerate((document, *documents)):
            path = tmp_path / f"{number}.json"
            path.write_text(json.dumps(each))
            told += [str(path)] if number == 0 else ["--with", str(path)]
        parser = argparse.ArgumentParser()
        commands.register(parser.add_subparsers())
        args = parser.parse_args(["badge", "verify", *told, *more])
        return args.run(args), capsys.readouterr().out

    return run


def test_each_answer_is_a_line_of_its_own(verify):
    code, out = verify(signed(), [keys(), *lists()])
    assert code == 0
    assert out.splitlines() == [
        "COUNTS  CNC operator",
        "  given to  Ana Sílva",
        "  by        Lakes College (did:web:college.example:issuers:7)",
        "  proof     signed by its issuer, unchanged",
        "  keys      keys given with it: the issuer's only if they were saved from its address",
        "  status    not taken back",
        "  dates     good: from 2026-11-29 12:00 UTC, without a last day (clocks may differ by 5 minutes)",
    ]


def test_a_revoked_one_does_not_count_though_its_proof_holds(verify):
    code, out = verify(signed(), [keys(), *lists([PLACE])], "--json")
    told = json.loads(out)
    assert code == 1
    assert (told["counts"], told["proof"], told["status"]) == (False, "holds", "revoked")


def test_what_is_missing_is_told_with_its_address(verify):
    code, out = verify(signed(), [])
    assert code == 1
    assert "Not here: https://college.example/issuers/7/did.json" in out
    assert "look them up with --fetch" in out


def test_what_is_added_is_told_with_its_place(verify):
    code, out = verify({**signed(), "nickname": "Annie"}, [keys(), *lists()])
    assert code == 1
    assert "not covered: /nickname" in out


def test_a_file_that_is_not_there_or_no_badge_is_told(tmp_path, capsys):
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers())
    (tmp_path / "x.json").write_text("{}")
    for name, words in (("none.json", "could not be opened"), ("x.json", "no badge and no learner record")):
        args = parser.parse_args(["badge", "verify", str(tmp_path / name)])
        assert args.run(args) == 1
        assert words in capsys.readouterr().err
