"""Two people change one cohort at a time: nothing is lost, and the second is told where both changed one thing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _


def _text(value: Any) -> str:
    """Return a value as a form sends it, line ends aside."""
    value = getattr(value, "pk", value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def seen_of(values: Mapping[str, Any]) -> str:
    """Return what stands on a form when it is opened; it goes back with it."""
    return json.dumps({name: _text(value) for name, value in values.items()})


def put_together(form: forms.Form, now: Mapping[str, Any], seen: str) -> None:
    """Keep what somebody else saved since and this person left alone; an error where both changed the same field.

    Sent again, the form has seen what stands there now, and is saved.
    """
    try:
        opened = json.loads(seen)
    except (ValueError, RecursionError):
        return
    if not isinstance(opened, dict):
        return
    typed, shown = form.cleaned_data, dict(form.data.items())
    for name, value in now.items():
        if name not in opened or name not in typed or opened[name] == _text(value):
            continue
        if _text(typed[name]) == opened[name]:
            typed[name] = value
            _put(shown, name, value)
        elif _text(typed[name]) != _text(value):
            form.add_error(
                name,
                _("Somebody changed this while you were editing: it is “%s” now. Save again to keep yours.")
                % str(value if value is not None else "")[:80],
            )
    form.data = shown


def _put(shown: dict[str, Any], name: str, value: Any) -> None:
    if isinstance(value, bool):
        shown.pop(name, None)
        if value:
            shown[name] = "on"
    else:
        shown[name] = _text(value)
