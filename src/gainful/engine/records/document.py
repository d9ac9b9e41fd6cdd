"""The base of every document that Gainful writes as JSON: typed, closed, and with a JSON Schema made from its types."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    JsonValue,
    SerializerFunctionWrapHandler,
    WithJsonSchema,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def _rounded(places: int) -> BeforeValidator:
    return BeforeValidator(lambda value: None if value is None else round(float(value), places))


Tenths = Annotated[float, _rounded(1)]
Cents = Annotated[float, _rounded(2)]
"""US dollars and cents as a JSON number."""
Share = Annotated[float, _rounded(4)]
Percent = Annotated[int, Field(ge=0, le=100)]
Level = Annotated[float, Field(ge=0, le=7, description="O*NET level 0-7.")]
Count = Annotated[int, Field(ge=0)]
Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
"""A number that stays as it was given: 5 is not written as 5.0."""
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


class Sparse(Part):
    """A part that leaves out of its JSON what was not given, where its default is None.

    What is left out is never null in JSON, except the fields named in `may_be_null`.
    """

    may_be_null: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_what_was_not_given(self, handler: SerializerFunctionWrapHandler) -> dict[str, object]:
        whole: dict[str, object] = handler(self)
        for name in self._optional().keys() - self.model_fields_set:
            whole.pop(self._optional()[name], None)
        return whole

    @classmethod
    def _optional(cls) -> dict[str, str]:
        """Return the fields that may be left out, with their names in JSON."""
        return {
            name: field.serialization_alias or name
            for name, field in cls.model_fields.items()
            if field.default is None
        }

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        fields = {key: value for key, value in core_schema.items() if key != "serialization"}
        made = handler(cast("CoreSchema", fields))
        body = handler.resolve_ref_schema(made)
        for name, written in cls._optional().items():
            field = body["properties"][written]
            field.pop("default", None)
            body["required"] = [one for one in body.get("required", ()) if one != written]
            if name not in cls.may_be_null and "anyOf" in field:
                choices = [one for one in field.pop("anyOf") if one != {"type": "null"}]
                field |= choices[0] if len(choices) == 1 else {"anyOf": choices}
        return made


class Document(Part):
    """A whole document, published with its JSON Schema; its field `schema_version` is `schema` in JSON."""

    model_config = ConfigDict(alias_generator=_json_name)

    published_as: ClassVar[str]
    """The name of its schema: docs/schema."""
    read_only: ClassVar[bool] = False
    """Whether Gainful reads it and never writes it: its schema then says what may be left out."""

    def to_json(self) -> dict[str, JsonValue]:
        """Return plain dicts and lists, ready for JSON."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def from_json(cls, data: JsonValue) -> Self:
        """Return the document in plain data; pydantic's ValidationError says what is wrong and where."""
        return cls.model_validate(data)

    @classmethod
    def json_schema(cls) -> dict[str, JsonValue]:
        """Return the JSON Schema (2020-12) of `to_json`, or of what is read."""
        made = cls.model_json_schema(mode="validation" if cls.read_only else "serialization", by_alias=True)
        return {"$schema": JSON_SCHEMA, **made}
