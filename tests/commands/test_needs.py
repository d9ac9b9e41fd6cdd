"""The instruments that come with Gainful, at the terminal."""

from __future__ import annotations

import csv
import io

import pytest

from gainful.cli import build_parser, main


def test_instruments_are_listed_with_their_licence(capsys):
    assert main(["needs", "list"]) == 0
    head, row = csv.reader(io.StringIO(capsys.readouterr().out))
    found = dict(zip(head, row, strict=True))
    assert (found["code"], found["version"], found["language"], found["reading_grade"]) == (
        "needs",
        "1",
        "en",
        "3.6",
    )
    assert "public domain" in found["licence"]


@pytest.mark.parametrize("verb", ["load", "benefits"])
def test_an_agency_must_be_named(verb):
    with pytest.raises(SystemExit):
        build_parser("needs").parse_args(["needs", verb, "file"])
