"""What anybody reads of a program: its words, and its part of a release; on the public page and before there is one."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gainful.domain.measures.actions import PageWords, page_as_read
from gainful.domain.measures.models import PublicProgram, Release, ReleasePreview
from gainful.domain.programs.models import Program
from gainful.www.components.indicator_page import chart, quarters_words, sentence, whole_rows


def as_anybody_reads(program: Program, released: Release | ReleasePreview, words: PageWords) -> PublicProgram:
    """Return the page as it would be published, stored nowhere."""
    return PublicProgram(program=program, **page_as_read(program, released, words))


def whole_body(figures: dict[str, Any]) -> dict[str, Any]:
    """Return a program's figures in the form of a release that has no segments."""
    return {**figures, "segments": []}


def public_context(found: PublicProgram, *, is_preview: bool = False) -> dict[str, Any]:
    """Return what `parts/public_program.html` needs; before it is published there is no table of it to take."""
    body = whole_body(found.figures)
    measured = [row for row in whole_rows(body) if row.is_measured]
    rows = [row for row in measured if not row.is_hidden]
    return {
        "found": found,
        "is_preview": is_preview,
        "body": body,
        "sentence": sentence(body),
        "quarters": quarters_words(body),
        "rows": rows,
        "hidden": [row.name for row in measured if row.is_hidden],
        "measured": measured,
        "chart": chart(_("Shares of people, with 95% intervals"), [(row.name, row) for row in rows]),
        "rule": found.figures["published"],
        "columns": [_("Indicator"), _("Figure"), _("95% interval"), _("Counted"), _("Not known yet")],
    }
