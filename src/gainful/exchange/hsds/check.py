"""Check HSDS records: against the facts that Gainful carries, or against the specification's own schema files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gainful.exchange.hsds.records import UnreadableDirectory
from gainful.exchange.hsds.tables import Table, tables

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FORMATS = {"uuid": "uuid", "uri": "uri", "email": "email", "date": "date", "datetime": "date-time"}
MOST = 200
"""Errors that are listed of one file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as HSDS has it: where (`services[3].phones[0].number`) and what."""

    where: str
    what: str


def _property(table: Table, name: str) -> dict[str, Any]:
    field = table.fields[name]
    if field.choices:
        return {"enum": list(field.choices)}
    if field.type == "number":
        return {"type": "number"}
    form = _FORMATS.get(field.type)
    return {"type": "string", "format": form} if form else {"type": "string"}


def _schema_of(table: Table) -> dict[str, Any]:
    properties: dict[str, Any] = {name: _property(table, name) for name in table.fields}
    properties |= {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{other}"}} for name, other in table.lists.items()
    }
    properties |= {name: {"$ref": f"#/$defs/{other}"} for name, other in table.ones.items()}
    required = [name for name, field in table.fields.items() if field.is_required]
    return {"type": "object", "properties": properties, "required": [*required, *table.required_ones]}


def json_schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) of one table with all that it nests, made from the facts."""
    definitions = {each.name: _schema_of(each) for each in tables().values()}
    return {"$schema": DRAFT, "$ref": f"#/$defs/{name}", "$defs": definitions}


@cache
def _carried(name: str) -> Any:
    import jsonschema

    return jsonschema.Draft202012Validator(
        json_schema(name), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def _of_folder(folder: Path, name: str) -> Any:
    """Return a validator made of the specification's own files: `service.json` and those beside it that it names."""
    import jsonschema
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    known = {}
    for path in sorted(folder.glob("*.json")):
        body = json.loads(path.read_text(encoding="utf-8"))
        body.pop("$id", None)  # an address of the web, which nothing here opens
        known[path.name] = Resource.from_contents(body, default_specification=DRAFT202012)
    if f"{name}.json" not in known:
        raise FileNotFoundError(
            f"{folder} holds no {name}.json: give the folder “schema” of the specification."
        )
    registry: Any = Registry().with_resources(known.items())
    return jsonschema.Draft202012Validator(
        {"$ref": f"{name}.json"},
        registry=registry,
        format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
    )


def _path(start: str, steps: Iterable[object]) -> str:
    return start + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)


def check_records(
    records: Iterable[Mapping[str, Any]], name: str = "service", *, schemas: Path | None = None
) -> list[Problem]:
    """Return what is not as HSDS has it, at most 200 problems; `schemas` is a folder of the specification's files."""
    validator = _of_folder(schemas, name) if schemas else _carried(name)
    found: list[Problem] = []
    for number, record in enumerate(records):
        for error in validator.iter_errors(record):
            found.append(Problem(_path(f"{name}[{number}]", error.absolute_path), error.message[:300]))
            if len(found) >= MOST:
                return found
    return found


def unknown_fields(record: Mapping[str, Any], name: str = "service", at: str = "") -> Iterator[str]:
    """Yield where a record holds fields that HSDS 3 does not name: they are stored and written again as they came."""
    table = tables()[name]
    for key, value in record.items():
        where = f"{at}.{key}" if at else key
        if not table.knows(key):
            yield where
        elif key in table.lists and isinstance(value, list):
            for each in value:
                if isinstance(each, dict):
                    yield from unknown_fields(each, table.lists[key], where)
        elif key in table.ones and isinstance(value, dict):
            yield from unknown_fields(value, table.ones[key], where)


def require_shape(record: Mapping[str, Any], name: str, where: str) -> None:
    """Refuse a record whose nested records are something else: where it stands and what should be there."""
    table = tables()[name]
    for key, other in table.lists.items():
        value = record.get(key)
        if value is None:
            continue
        if not isinstance(value, list):
            raise UnreadableDirectory(f"{where}.{key} should be a list of records.", "Mend the file there.")
        for number, each in enumerate(value):
            _require_record(each, other, f"{where}.{key}[{number}]")
    for key, other in table.ones.items():
        if record.get(key) is not None:
            _require_record(record[key], other, f"{where}.{key}")


def _require_record(value: Any, name: str, where: str) -> None:
    if not isinstance(value, dict):
        raise UnreadableDirectory(f"{where} should be a record.", "Mend the file there.")
    require_shape(value, name, where)
