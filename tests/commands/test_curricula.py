"""`gainful partnerships`, `curricula` and `curriculum`: rows and words as the terminal prints them."""

from __future__ import annotations

import argparse
import json

from gainful.commands import curricula
from gainful.domain.accounts.actor import acting_as_system
from gainful.domain.curricula.actions import revise
from tests.curricula import acting, mill, signed

__all__ = ["mill"]


def shown(of, **asked):
    wanted = {"id": of.curriculum_id, "version": None, "since": None, "outcomes": False, **asked}
    return curricula._show(argparse.Namespace(**wanted))


def test_lists_say_who_signed_and_what_is_next(mill):
    version = signed(mill)
    with acting_as_system("test"):
        head, row = curricula._curricula()
        assert dict(zip(head, row, strict=True)) == {
            "curriculum": version.curriculum_id, "agency": mill.agency, "title": "Care careers", "version": 1,
            "status": "signed", "modules": 2, "signed_by": "Lakeside Care; Riverside Homes", "used_from": None,
            "replaced": None,
        }  # fmt: skip
        _head, partnership = curricula._partnerships()
        assert partnership[2:] == ("Care careers", "industry", mill.manager.user, "", True)


def test_a_version_is_printed_and_compared_and_what_is_not_there_is_said(mill, capsys):
    version = signed(mill)
    assert shown(version) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    with acting(mill.manager) as actor:
        revise(actor, version, reason="Longer").modules.update(hours=30)
    assert shown(version, since=1) == 0
    assert "hours: 24 -> 30" in capsys.readouterr().out
    assert shown(version, version=9) == 1
    assert "There is no such version" in capsys.readouterr().err
    assert shown(version, since=9) == 1
