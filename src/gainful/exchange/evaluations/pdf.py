"""A report as a tagged PDF (PDF/UA-1) through typst: text travels as data, never as markup."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from gainful.exchange.evaluations import figures
from gainful.exchange.evaluations.blocks import (
    Block,
    Box,
    Figure,
    Heading,
    Points,
    Report,
    SignOff,
    Table,
    Text,
)

TEMPLATE = Path(__file__).with_name("report.typ").read_text(encoding="utf-8")


def to_pdf(report: Report) -> bytes:
    """Return the report as a PDF with tags, a language, a title and words for each figure."""
    import typst

    data = {
        "title": report.title,
        "subtitle": report.subtitle,
        "foot": report.foot,
        "blocks": [_block(block) for block in report.blocks],
    }
    made = typst.compile(
        TEMPLATE.encode(),
        sys_inputs={"report": json.dumps(data)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return bytes(made)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Table():
            return _table(block)
        case Figure(spec, alt, caption):
            drawn = figures.svg(spec, font=figures.PAPER_FONT)
            return {"kind": "figure", "svg": drawn, "alt": alt, "caption": caption, "width": 92}
        case Box(tone, blocks):
            return {"kind": "box", "tone": tone, "blocks": [_block(part) for part in blocks]}
        case _:
            return _words(block)


def _words(block: Heading | Text | Points | SignOff) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Text(text, tone):
            return {"kind": "text", "text": text, "tone": tone}
        case Points(items):
            return {"kind": "points", "items": list(items)}
        case SignOff(text):
            return {"kind": "sign", "text": text}


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
