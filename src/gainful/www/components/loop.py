"""The loop of DESIGN section 2 as the stripe under a title: which steps are done, which is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STEPS: tuple[tuple[str, str | Promise], ...] = (
    ("job", _("Job")),
    ("profile", _("Profile")),
    ("people", _("People")),
    ("plan", _("Plan")),
    ("cohort", _("Cohort")),
    ("support", _("Support")),
    ("placed", _("Placed")),
    ("measured", _("Measured")),
    ("funded", _("Funded")),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `state` is done, here or later; `url` is empty where the step cannot be opened."""

    key: str
    label: str
    state: str
    url: str
    count: str = ""
    """What stands behind it, in two or three words; empty where nothing is counted."""


def loop_stripe(here: str, urls: dict[str, str], counts: Mapping[str, str] | None = None) -> list[Step]:
    """Return the steps with the open one marked, and with what stands behind those that are counted."""
    counted = counts or {}
    place = [key for key, _label in STEPS].index(here)
    return [
        Step(
            key,
            str(label),
            "here" if i == place else "done" if i < place else "later",
            urls.get(key, ""),
            counted.get(key, ""),
        )
        for i, (key, label) in enumerate(STEPS)
    ]
