"""Draws docs/states.md from the tables of states, roles and steps: what the page says is what the code does."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from gainful.domain.rights.state_tables import Machine

HEAD = """# States, roles and steps

Written by `python scripts/states_page.py` from the `MACHINES` in each `domain/APP/states`; a test fails when it is
stale. A step is refused in words unless the table names the role and the state. The employer and the provider of a
service act by account or through a link. A committed opening expires by itself after the last day of its commitment.
"""


def machines() -> list[Machine]:
    """Return every thing with states, in the order of the apps."""
    names = [f"{config.name}.states" for config in apps.get_app_configs()]
    found = [name for name in names if name.startswith("gainful.domain.") and find_spec(name)]
    return [machine for name in found for machine in import_module(name).MACHINES]


def page() -> str:
    """Return the page as Markdown: for each thing a drawing of its states and the table behind it."""
    return "\n".join([HEAD, *(part for machine in machines() for part in _section(machine))])


def _section(machine: Machine) -> Iterable[str]:
    yield f"## {machine.title}\n"
    yield "```mermaid\nstateDiagram-v2"
    for verb, rule in machine.rules.items():
        for state in machine.states:
            if rule.to is not None and state.value in rule.states and state.value != rule.to:
                yield f"  {_name(state.value)} --> {_name(rule.to)}: {verb}"
    yield "```\n"
    yield "| step | who | from | to |\n|---|---|---|---|"
    for verb, rule in machine.rules.items():
        names = {state.value: str(state.label) for state in machine.states}
        states = ", ".join(label for value, label in names.items() if value in rule.states)
        to = names[rule.to] if rule.to is not None else "(stays)"
        yield f"| {verb} | {', '.join(sorted(rule.roles)).replace('_', ' ')} | {states} | {to} |"
    yield ""


def _name(state: str) -> str:
    return state or "no_answer"
