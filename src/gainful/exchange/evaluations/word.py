"""A report as a Word document, for those who write the figures into a report of their own."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from docx.document import Document

Part = Callable[["Document"], None]
"""Adds one block at the end of a document."""
STYLES = {"lead": "Intense Quote", "warn": "Intense Quote"}
"""Styles of Word's own template; all else is plain text."""
WIDTH, SHARPNESS = 6.0, 2.0
"""Inches between the margins, and dots of a figure per point."""


def to_word(report: Report) -> bytes:
    """Return the report as a .docx: headings, real tables with a header row, figures with words for each."""
    import docx

    made = docx.Document()
    made.core_properties.title = report.title
    made.core_properties.author = ""
    made.core_properties.comments = ""
    made.core_properties.language = "en"
    made.add_heading(report.title, 0)
    made.add_paragraph(report.subtitle, "Subtitle")
    writer = _Letter()
    for block in report.blocks:
        writer.block(block)(made)
    made.add_paragraph(report.foot, "Caption")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


class _Letter(Writer[Part]):
    def heading(self, block: Heading) -> Part:
        return lambda made: _nothing(made.add_heading(block.text, block.level - 1))

    def text(self, block: Text) -> Part:
        return lambda made: _nothing(made.add_paragraph(block.text, STYLES.get(block.tone)))

    def points(self, block: Points) -> Part:
        return lambda made: _nothing([made.add_paragraph(item, "List Bullet") for item in block.items])

    def table(self, block: Table) -> Part:
        return lambda made: _add_table(made, block)

    def figure(self, block: Figure) -> Part:
        return lambda made: _add_figure(made, block)

    def sign(self, block: SignOff) -> Part:
        rows = (("Name and title", ""), ("Signature", ""), ("Date", ""))
        return lambda made: _add_table(made, Table(block.text, ("", ""), rows))

    def box(self, tone: str, parts: list[Part]) -> Part:  # noqa: ARG002 - Word has no boxes; the lead stands out
        return lambda made: _nothing([part(made) for part in parts])


def _nothing(_: object) -> None:
    """Take what Word returns and say nothing."""


def _add_table(made: Document, block: Table) -> None:
    """Add a table with its caption above; figures stand to the right, the header is repeated on each page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    made.add_paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
    header = any(block.header)
    rows = [block.header, *block.rows] if header else list(block.rows)
    table = made.add_table(len(rows), len(block.header), "Light Grid Accent 1" if header else "Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for place, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text).font.size = Pt(9)
            if place in block.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if header:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no other way
    properties = table._tbl.tblPr  # noqa: SLF001 - likewise
    spoken = OxmlElement("w:tblCaption")
    spoken.set(qn("w:val"), block.caption)
    properties.append(spoken)
    for note in block.notes:
        made.add_paragraph(note).runs[0].font.size = Pt(9)


def _add_figure(made: Document, block: Figure) -> None:
    """Add a figure as a picture with its words for a screen reader, and its caption below."""
    import vl_convert
    from docx.shared import Inches

    drawn = vl_convert.svg_to_png(figures.svg(block.spec, font=figures.PAPER_FONT), scale=SHARPNESS)
    shape = made.add_picture(io.BytesIO(drawn), width=Inches(WIDTH))
    shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - python-docx has no name for it
    made.add_paragraph(block.caption, "Caption")
