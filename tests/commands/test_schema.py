"""`gainful schema` prints or writes the schema of a document."""

from __future__ import annotations

import json

import pytest

from gainful.cli import main
from gainful.commands.schema import DOCUMENTS


def test_one_schema_is_printed(capsys):
    assert main(["schema", "plan"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["title"] == "PlanDocument"
    assert {"people", "cost", "signatures"} <= set(printed["required"])
    assert printed["additionalProperties"] is False


def test_all_are_written_to_a_folder(tmp_path, capsys):
    assert main(["schema", "--out", str(tmp_path / "new")]) == 0
    assert {path.name for path in (tmp_path / "new").iterdir()} == {
        f"{name}.schema.json" for name in DOCUMENTS
    }
    assert "plan" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["schema", "--out", str(tmp_path / "file")]) == 1
    assert "could not be written" in capsys.readouterr().err


def test_an_unknown_name_is_refused_with_the_known_ones(capsys):
    with pytest.raises(SystemExit):
        main(["schema", "horoscope"])
    assert "plan" in capsys.readouterr().err
