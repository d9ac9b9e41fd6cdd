"""A template of ours that names a variable which its page lacks fails the test that renders it.

Django shows nothing in its place, so that a misspelt name is a sentence without a word, which no test notices.
`{% if %}` and `{% for %}` may ask for what is not there, as in Django, and so may `|default`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import defaultfilters
from django.template.base import FilterExpression, VariableDoesNotExist

OURS = str(Path(__file__).resolve().parent.parent / "src" / "gainful")
"""Named without an import: the map of the tests begins after this file and counts what is imported from then on."""
ROOMS = ("api/", "domain/", "imports/", "test_strictness.py", "www/")
"""Below tests/: those whose pages are asked for every variable."""
OTHERS = "www/account/"
"""Pages of django-allauth inside our base: its own templates name what a form may lack."""
_ASKED = [False]
LENIENT = {defaultfilters.default, defaultfilters.default_if_none}


class UnknownVariableError(AssertionError):
    """A page was rendered without a variable that its template names."""


def _file(context: Any) -> str:
    """Return the file of the template that is being rendered, an included one too."""
    template = context.render_context.template or context.template
    return str(getattr(template.origin, "name", ""))


def install() -> None:
    """Let the filter expressions of our templates say which variable they lack."""
    resolve = FilterExpression.resolve

    def strict(self: FilterExpression, context: Any, ignore_failures: bool = False) -> Any:
        if (
            not _ASKED[0]
            or ignore_failures
            or not self.is_var
            or any(func in LENIENT for func, _ in self.filters)
        ):
            return resolve(self, context, ignore_failures)
        try:
            value = self.var.resolve(context)
        except VariableDoesNotExist as error:
            if (file := _file(context)).startswith(OURS):
                raise UnknownVariableError(f"{file} names {self.token}: {error}") from error
            return resolve(self, context, ignore_failures)
        found = FilterExpression.__new__(FilterExpression)  # looked up once: a lookup may ask the database
        found.token, found.filters, found.var, found.is_var = self.token, self.filters, value, False
        return resolve(found, context)

    FilterExpression.resolve = strict


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Ask for variables in the rooms alone; a fixture of theirs may render, too."""
    place = item.nodeid.removeprefix("tests/")
    _ASKED[0] = place.startswith(ROOMS) and not place.startswith(OTHERS)


def pytest_configure() -> None:
    """Be strict from the first test on."""
    install()
