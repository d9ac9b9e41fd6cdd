from __future__ import annotations

import json

from gainful.cli import main


def test_claim_answers_in_words(capsys):
    assert main(["claim", "246 of 269"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("246 of 269 is 91.4%.")
    assert "Ask:" in out


def test_claim_words_need_no_quotes(capsys):
    assert main(["claim", "75%", "of", "130"]) == 0
    assert "97.5" in capsys.readouterr().out


def test_claim_as_data(capsys):
    assert main(["claim", "75% of 130", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["possible_range"] == [97, 98]


def test_a_claim_that_starts_with_a_minus_is_read_after_two_dashes(capsys):
    assert main(["claim", "--", "-5% unemployment"]) == 0
    assert "5% lower than what?" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_and_asked_wrongly(capsys):
    assert main(["claim", "great results"]) == 2
    assert "no figure" in capsys.readouterr().err
    assert main(["claim", "5 of 9", "--started", "0"]) == 2
    assert main(["claim", "5 of 9", "--started", "3"]) == 1
