"""The JSON Schemas in docs/schema are those that the types give: `gainful schema --out docs/schema` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from gainful.commands.schema import DOCUMENTS, document_type, schema_text

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schema"


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_published_schema_is_made_from_the_types(name):
    published = (FOLDER / f"{name}.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(name), "run: gainful schema --out docs/schema"
    assert document_type(name).published_as == name


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_published_schema_is_a_schema(path):
    import json

    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
