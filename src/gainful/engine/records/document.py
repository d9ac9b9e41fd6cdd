"""The base of every document that Gainful writes as JSON: typed, closed, and with a JSON Schema made from its types."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def _rounded(places: int) -> BeforeValidator:
    return BeforeValidator(lambda value: None if value is None else round(float(value), places))


Tenths = Annotated[float, _rounded(1)]
Cents = Annotated[float, _rounded(2)]
"""US dollars and cents as a JSON number."""
Share = Annotated[float, _rounded(4)]
Percent = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[float, Field(ge=0, le=7, description="O*NET level 0-7.")]
Code = Annotated[str, Field(pattern=r"^\d\d-\d{4}\.\d\d$", description="O*NET-SOC code.")]


def _json_name(field: str) -> str:
    return "schema" if field == "schema_version" else field


class Part(BaseModel):
    """A part of a document: no field beyond those named, nothing changed in place; made from what has its fields."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        from_attributes=True,
        validate_by_name=True,
        serialize_by_alias=True,
        json_schema_serialization_defaults_required=True,
    )


class Document(Part):
    """A whole document, published with its JSON Schema; its field `schema_version` is `schema` in JSON."""

    model_config = ConfigDict(alias_generator=_json_name)

    published_as: ClassVar[str]
    """The name of its schema: docs/schema."""

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain dicts and lists, ready for JSON."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def from_json(cls, data: JsonValue) -> Self:
        """Return the document in plain data; pydantic's ValidationError says what is wrong and where."""
        return cls.model_validate(data)

    @classmethod
    def json_schema(cls) -> dict[str, JsonValue]:
        """Return the JSON Schema (2020-12) of `to_json`."""
        made = cls.model_json_schema(mode="serialization", by_alias=True)
        return {"$schema": JSON_SCHEMA, **made}
