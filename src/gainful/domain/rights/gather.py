"""Collects the rights that every domain app declares in its `rights` module."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from gainful.domain.rights.table import TableRights

DOMAIN = "gainful.domain."


def modules() -> Iterator[ModuleType]:
    """Yield each domain app's `rights` module, in the order of the apps."""
    for config in apps.get_app_configs():
        name = f"{config.name}.rights"
        if config.name.startswith(DOMAIN) and find_spec(name):
            yield import_module(name)


def all_rights() -> dict[str, TableRights]:
    """Return the rights of every table, by table name; a table listed twice is an error."""
    by_name: dict[str, TableRights] = {}
    for module in modules():
        for entry in module.TABLES:
            if entry.name in by_name:
                raise ValueError(f"{entry.name} has two entries in the table of rights")
            by_name[entry.name] = entry
    return by_name


def all_sql() -> tuple[str, str, str]:
    """Return the SQL functions that policies use, the triggers that guard rows, and who loses what, of every app."""
    found = list(modules())
    return (
        "\n".join(getattr(module, "FUNCTIONS", "") for module in found),
        "\n".join(getattr(module, "TRIGGERS", "") for module in found),
        "\n".join(getattr(module, "EXCEPTIONS", "") for module in found),
    )
