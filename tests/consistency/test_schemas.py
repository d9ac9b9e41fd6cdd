"""The JSON Schemas in docs/schema are those that the types give: `gainful schema --out docs/schema` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gainful.commands.schema import DOCUMENTS, document_type, schema_text
from gainful.engine.records.document import Sparse

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_published_schema_is_made_from_the_types(name):
    published = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(name), "run: gainful schema --out docs/schema"
    assert document_type(name).published_as == name


def test_no_published_schema_is_written_by_hand():
    assert {path.name for path in FOLDER.iterdir()} == {f"{name}.schema.json" for name in DOCUMENTS}


def test_what_is_left_out_is_not_null_and_not_required():
    class Some(Sparse):
        """A part."""

        may_be_null = frozenset({"or_null"})

        always: int
        sometimes: int | None = None
        or_null: int | None = None

    schema = Some.model_json_schema(mode="serialization")
    assert schema["required"] == ["always"]
    valid = Draft202012Validator(schema).is_valid
    for made in (Some(always=1), Some(always=1, sometimes=2), Some(always=1, or_null=None)):
        assert valid(made.model_dump(mode="json"))
    assert Some(always=1, or_null=None).model_dump() == {"always": 1, "or_null": None}
    assert not valid({"always": 1, "sometimes": None})


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_published_schema_is_a_schema(path):
    import json

    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
