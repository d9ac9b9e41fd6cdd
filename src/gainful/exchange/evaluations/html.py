"""A report as one HTML file: no script, nothing fetched, readable by a screen reader and on a phone, printable."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

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

STYLE = Path(__file__).with_name("report.css").read_text(encoding="utf-8")


def to_html(report: Report) -> str:
    """Return the report as a whole page."""
    page = _Page()
    body = "\n".join(page.block(block) for block in report.blocks)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(report.title)}</h1>\n<p class="soft">{escape(report.subtitle)}</p>\n{body}\n'
        f"<footer>{escape(report.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


class _Page(Writer[str]):
    def heading(self, block: Heading) -> str:
        return f"<h{block.level}>{escape(block.text)}</h{block.level}>"

    def text(self, block: Text) -> str:
        mark = "" if block.tone == "plain" else f' class="{block.tone}"'
        return f"<p{mark}>{escape(block.text)}</p>"

    def points(self, block: Points) -> str:
        return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"

    def table(self, block: Table) -> str:
        return _table(block)

    def figure(self, block: Figure) -> str:
        return _figure(block)

    def sign(self, block: SignOff) -> str:
        lines = "".join(f"<span>{name}</span>" for name in ("Name and title", "Signature", "Date"))
        return f'<p>{escape(block.text)}</p><div class="sign">{lines}</div>'

    def box(self, tone: str, parts: list[str]) -> str:
        return f'<div class="box box--{tone}">' + "\n".join(parts) + "</div>"


def _figure(block: Figure) -> str:
    drawn = figures.svg(block.spec)
    # Vega gives every mark a role of its own; to a reader the whole is one picture with words.
    drawn = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    drawn = drawn.replace("<svg", f'<svg role="img" aria-label="{escape(block.alt, quote=True)}"', 1)
    region = (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(block.caption, quote=True)}">'
    )
    return f"<figure>{region}{drawn}</div><figcaption>{escape(block.caption)}</figcaption></figure>"


def _table(block: Table) -> str:
    def cell(tag: str, place: int, text: str, scope: str = "") -> str:
        mark = ' class="n"' if place in block.numbers else ""
        return f"<{tag}{scope}{mark}>{escape(text)}</{tag}>"

    head = "".join(cell("th", i, text, ' scope="col"') for i, text in enumerate(block.header))
    rows = "".join(
        "<tr>" + cell("th", 0, row[0], ' scope="row"') + "".join(cell("td", i, text) for i, text in enumerate(row) if i)
        + "</tr>\n"
        for row in block.rows
    )  # fmt: skip
    wide = ' class="wide"' if len(block.header) > 4 else ""
    label = escape(block.caption, quote=True)
    notes = "".join(f'<p class="notes">{escape(note)}</p>' for note in block.notes)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table{wide}>'
        f"<caption>{escape(block.caption)}</caption><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>{notes}"
    )
