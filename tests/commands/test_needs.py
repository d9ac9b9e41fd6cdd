"""The instruments that come with Gainful, at the terminal."""

from __future__ import annotations

import csv
import io

import pytest

from gainful.cli import build_parser, main


def test_instruments_are_listed_with_their_licence(capsys):
    assert main(["needs", "list"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    found = [(row["code"], row["version"], row["language"], row["reading_grade"]) for row in rows]
    assert found == [("needs", "1", "en", "3.6"), ("needs", "1", "es", "")]
    assert all("public domain" in row["licence"] for row in rows)


@pytest.mark.parametrize("verb", ["load", "benefits"])
def test_an_agency_must_be_named(verb):
    with pytest.raises(SystemExit):
        build_parser("needs").parse_args(["needs", verb, "file"])
