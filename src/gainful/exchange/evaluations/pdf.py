"""A report as a tagged PDF (PDF/UA-1) through typst: text travels as data, never as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gainful.exchange.evaluations import figures
from gainful.exchange.evaluations.blocks import (
    Figure,
    Heading,
    Points,
    Report,
    SignOff,
    Table,
    Text,
    Writer,
)

TEMPLATE = Path(__file__).with_name("report.typ").read_text(encoding="utf-8")


def to_pdf(report: Report) -> bytes:
    """Return the report as a PDF with tags, a language, a title and words for each figure."""
    import typst

    paper = _Paper()
    data = {
        "title": report.title,
        "subtitle": report.subtitle,
        "foot": report.foot,
        "blocks": [paper.block(block) for block in report.blocks],
    }
    made = typst.compile(
        TEMPLATE.encode(),
        sys_inputs={"report": json.dumps(data)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return bytes(made)


class _Paper(Writer[dict[str, Any]]):
    def heading(self, block: Heading) -> dict[str, Any]:
        return {"kind": "heading", "text": block.text, "level": block.level}

    def text(self, block: Text) -> dict[str, Any]:
        return {"kind": "text", "text": block.text, "tone": block.tone}

    def points(self, block: Points) -> dict[str, Any]:
        return {"kind": "points", "items": list(block.items)}

    def table(self, block: Table) -> dict[str, Any]:
        return _table(block)

    def figure(self, block: Figure) -> dict[str, Any]:
        drawn = figures.svg(block.spec, font=figures.PAPER_FONT)
        return {"kind": "figure", "svg": drawn, "alt": block.alt, "caption": block.caption, "width": 92}

    def sign(self, block: SignOff) -> dict[str, Any]:
        return {"kind": "sign", "text": block.text}

    def box(self, tone: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
        return {"kind": "box", "tone": tone, "blocks": parts}


def _table(block: Table) -> dict[str, Any]:
    """Return the table with a width for each column, by how much it holds."""
    columns = list(zip(block.header, *block.rows, strict=True))
    widths = [min(max(7, *map(len, column)), 44) ** 0.75 for column in columns]
    return {
        "kind": "table",
        "caption": block.caption,
        "header": list(block.header),
        "rows": [list(row) for row in block.rows],
        "numbers": list(block.numbers),
        "notes": list(block.notes),
        "widths": widths,
    }
