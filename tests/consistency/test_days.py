"""Days and times are written as each language writes them: by name, never by letters of a template's own."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from django.utils import translation
from django.utils.formats import date_format

import gainful

TEMPLATES = Path(gainful.__file__).parent / "www" / "templates"
WRITTEN = re.compile(r"""\|(?:date|time):["']([^"']*)["']""")
FOR_MACHINES = {"c", "Y-m-d", "Y-m-d H:i T", "Y-m-d H:i:s T", "g:i:s A", "l"}
"""ISO forms for attributes and for moments to the second; `l` is the weekday alone."""


def test_no_template_has_letters_of_its_own():
    wrong = [
        f"{path.relative_to(TEMPLATES)}: {letters}"
        for path in sorted(TEMPLATES.rglob("*.*"))
        for letters in WRITTEN.findall(path.read_text(encoding="utf-8"))
        if not letters.endswith("_FORMAT") and letters not in FOR_MACHINES
    ]
    assert not wrong, "\n".join(wrong)


def test_a_day_reads_as_people_write_it():
    day = date(2026, 11, 30)
    with translation.override("en"):
        assert date_format(day) == "November 30, 2026"
        assert date_format(day, "SHORT_DATE_FORMAT") == "Nov 30, 2026"
    with translation.override("es"):
        assert date_format(day) == "30 de noviembre de 2026"
        assert date_format(day, "MONTH_DAY_FORMAT") == "30 de noviembre"
