"""A report as a tagged PDF (PDF/UA-1) through typst: text travels as data, never as markup."""

from __future__ import annotations

import json
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

TEMPLATE = """
#let d = json(bytes(sys.inputs.report))
#set document(title: d.title, date: none)
#set page(paper: "us-letter", margin: (x: 2.2cm, y: 2.2cm), numbering: "1 / 1", footer-descent: 40%)
#set text(font: "Libertinus Serif", size: 10.5pt, lang: "en", fill: rgb("#1f2a30"))
#set par(leading: 0.62em)
#set table(stroke: (x, y) => (bottom: if y == 0 { 0.9pt + rgb("#50606a") } else { 0.4pt + rgb("#dcdad2") }), inset: (x: 4pt, y: 4pt))
#show table: set text(size: 9pt)
#show table: set par(justify: false, leading: 0.5em)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: it => align(left, text(size: 9.5pt, fill: rgb("#50606a"), it.body))
#show heading.where(level: 1): set text(size: 19pt)
#show heading.where(level: 2): it => block(above: 1.6em, below: 0.7em, sticky: true, text(size: 13.5pt, it.body))
#show heading.where(level: 3): it => block(above: 1.2em, below: 0.6em, sticky: true, text(size: 11pt, it.body))
#let tones = (plain: rgb("#1b5e5a"), shown: rgb("#1b5e5a"), unsure: rgb("#50606a"), refused: rgb("#8a4310"),
  pending: rgb("#8a4310"))
#let paragraph(b) = {
  if b.tone == "lead" { text(size: 14pt, weight: "bold", b.text) }
  else if b.tone == "soft" { text(size: 9.5pt, fill: rgb("#50606a"), b.text) }
  else if b.tone == "warn" {
    block(fill: rgb("#fbefe3"), stroke: (left: 4pt + rgb("#8a4310")), inset: 8pt, width: 100%, strong(b.text))
  } else { b.text }
  parbreak()
}
#let picture(b) = figure(image(bytes(b.svg), format: "svg", alt: b.alt, width: b.width * 1%), caption: b.caption,
  kind: image, supplement: none, numbering: none)
#let grid_of(b) = figure(
  table(columns: b.widths.map(w => w * 1fr), align: (x, y) => if x in b.numbers { right } else { left },
    table.header(..b.header.map(h => strong(h))), ..b.rows.flatten()),
  caption: strong(b.caption), kind: table, supplement: none, numbering: none)
#let draw(b) = {
  if b.kind == "heading" { heading(level: b.level, b.text) }
  else if b.kind == "text" { paragraph(b) }
  else if b.kind == "points" { list(..b.items.map(i => [#i])) }
  else if b.kind == "figure" { picture(b) }
  else if b.kind == "table" {
    grid_of(b)
    for note in b.notes { paragraph((tone: "soft", text: note)) }
  }
  else if b.kind == "sign" {
    block(breakable: false, above: 2.5em)[
      #b.text
      #v(2.6em)
      #grid(columns: (2fr, 2fr, 1fr), gutter: 1.2em,
        ..("Name and title", "Signature", "Date").map(n => block(width: 100%, stroke: (top: 0.5pt), inset: (top: 3pt),
          text(size: 8.5pt, fill: rgb("#50606a"), n))))
    ]
  }
}
#heading(level: 1, d.title)
#text(size: 10pt, fill: rgb("#50606a"), d.subtitle)
#for b in d.blocks {
  if b.kind == "box" {
    block(width: 100%, stroke: (left: 5pt + tones.at(b.tone), rest: 0.5pt + rgb("#dcdad2")), inset: 12pt, above: 1.3em,
      below: 1.3em, for part in b.blocks { draw(part) })
  } else { draw(b) }
}
#v(1.5em)
#text(size: 8.5pt, fill: rgb("#50606a"), d.foot)
"""


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
        TEMPLATE.encode(), sys_inputs={"report": json.dumps(data)}, pdf_standards=["ua-1"], ignore_system_fonts=True
    )
    return bytes(made)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Text(text, tone):
            return {"kind": "text", "text": text, "tone": tone}
        case Points(items):
            return {"kind": "points", "items": list(items)}
        case Table():
            return _table(block)
        case Figure(spec, alt, caption):
            drawn = figures.svg(spec, font=figures.PAPER_FONT)
            return {"kind": "figure", "svg": drawn, "alt": alt, "caption": caption, "width": 92}
        case Box(tone, blocks):
            return {"kind": "box", "tone": tone, "blocks": [_block(part) for part in blocks]}
        case SignOff(text):
            return {"kind": "sign", "text": text}


def _table(block: Table) -> dict[str, Any]:
    """Return the table with a width for each column, by how much it holds."""
    columns = list(zip(block.header, *block.rows, strict=True))
    widths = [min(max(max(map(len, column)), 7), 44) ** 0.75 for column in columns]
    return {
        "kind": "table",
        "caption": block.caption,
        "header": list(block.header),
        "rows": [list(row) for row in block.rows],
        "numbers": list(block.numbers),
        "notes": list(block.notes),
        "widths": widths,
    }
