"""The page that says what the API can do: plain HTML from the same description that programs read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a call takes: a part of the address, a query parameter or a key of the body."""

    name: str
    place: str
    kind: str
    required: bool
    limits: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: its method and address, what it does, what it takes and what it answers."""

    key: str
    method: str
    path: str
    about: str
    fields: tuple[Field, ...]
    answers: str


class PlainDocs(DocsBase):
    """Ours instead of Swagger's page, which a screen reader cannot use (axe: nested controls, contrast, no main)."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Answer with every operation, grouped by resource."""
        schema = api.get_openapi_schema(path_params=kwargs)
        groups: dict[str, list[Operation]] = {}
        for tag, operation in operations(schema):
            groups.setdefault(tag, []).append(operation)
        context = {
            "groups": groups,
            "about": _plain(schema["info"]["description"]),
            "schema_url": self.get_openapi_url(api, kwargs),
        }
        return render(request, "api/docs.html", context)


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, Operation]]:
    """Yield (resource, operation) in the order of the description."""
    for path, methods in schema["paths"].items():
        for method in METHODS:
            if found := methods.get(method):
                yield (found.get("tags") or ["API"])[0], _operation(schema, path, method, found)


def _plain(text: str) -> str:
    """Drop the backticks that readers of the JSON know as code and readers of the page would see as they are."""
    return text.replace("`", "")


def _operation(schema: dict[str, Any], path: str, method: str, found: dict[str, Any]) -> Operation:
    stated = [
        Field(p["name"], p["in"], _kind(p["schema"]), bool(p.get("required")), _limits(p["schema"]))
        for p in found.get("parameters", [])
    ]
    return Operation(
        key=found["operationId"],
        method=method.upper(),
        path=path,
        about=_plain(found.get("description") or found.get("summary", "")),
        fields=(*stated, *_body(schema, found)),
        answers=", ".join(f"{code} {answer['description']}" for code, answer in found["responses"].items()),
    )


def _body(schema: dict[str, Any], found: dict[str, Any]) -> list[Field]:
    """Return the keys of the body, whatever its media type."""
    fields = []
    for content in found.get("requestBody", {}).get("content", {}).values():
        model = _resolved(schema, content["schema"])
        required = model.get("required", [])
        fields += [
            Field(name, "body", _kind(part), name in required, _limits(part))
            for name, part in model.get("properties", {}).items()
        ]
    return fields


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    reference = part.get("$ref", "")
    return schema["components"]["schemas"][reference.rsplit("/", 1)[-1]] if reference else part


def _kind(part: dict[str, Any]) -> str:
    """Return the type in a word or two; a choice of types joined by "or"."""
    if choices := part.get("anyOf"):
        return " or ".join(_kind(choice) for choice in choices)
    if reference := part.get("$ref"):
        return str(reference.rsplit("/", 1)[-1])
    if part.get("type") == "array":
        return f"list of {_kind(part.get('items', {}))}"
    return str(part.get("format") or part.get("type") or "any")


def _limits(part: dict[str, Any]) -> str:
    """Return bounds, choices and default as words."""
    names = (
        ("minimum", "from"),
        ("maximum", "to"),
        ("maxLength", "at most characters:"),
        ("default", "default"),
    )
    found = [f"{word} {part[key]}" for key, word in names if part.get(key) not in (None, "")]
    choices = [str(choice) for choice in part.get("enum", [])]
    return ", ".join([*found, *([" | ".join(choices)] if choices else [])])
