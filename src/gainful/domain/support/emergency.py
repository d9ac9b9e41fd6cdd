"""Whom to call when it cannot wait: public numbers that answer at any hour."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A number and what it is for, in words that everybody reads."""

    number: str
    name: str | Promise
    about: str | Promise
    source: str


HELP_LINES = (
    HelpLine("911", _("Emergency"), _("Somebody is in danger now: police, fire, ambulance."), "911.gov"),
    HelpLine(
        "988", _("Suicide and Crisis Lifeline"),
        _("You cannot go on, or fear for somebody. Call or text, day and night."), "988lifeline.org",
    ),
    HelpLine(
        "1-800-799-7233", _("National Domestic Violence Hotline"),
        _("You are not safe at home. Day and night, in over 200 languages."), "thehotline.org",
    ),
    HelpLine(
        "1-800-662-4357", _("SAMHSA National Helpline"), _("Help with alcohol or drugs. Day and night."),
        "samhsa.gov",
    ),
    HelpLine("211", _("211"), _("A bed, food, or help with a bill that cannot wait, near you."), "211.org"),
)  # fmt: skip
"""Numbers of the United States, read in November 2026."""
