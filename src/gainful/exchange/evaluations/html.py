"""A report as one HTML file: no script, nothing fetched, readable by a screen reader and on a phone, printable."""

from __future__ import annotations

import re
from html import escape

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

STYLE = """
:root { --ink: #1f2a30; --soft: #50606a; --line: #dcdad2; --accent: #1b5e5a; --accent-soft: #e4f0ee; --warm: #8a4310;
  --warm-soft: #fbefe3; }
* { box-sizing: border-box; }
body { margin: 0; background: #fbfaf7; color: var(--ink); font: 1.0625rem/1.55 system-ui, "Segoe UI", "Liberation Sans",
  sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.3rem; margin: 2.4rem 0 .5rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.06rem; margin: 1.4rem 0 .3rem; }
p { margin: .5rem 0; overflow-wrap: anywhere; }
.soft, figcaption, .notes { color: var(--soft); font-size: .9375rem; }
.lead { font-size: 1.3rem; line-height: 1.35; font-weight: 600; }
.warn { background: var(--warm-soft); border-left: 5px solid var(--warm); padding: .6rem .9rem; font-weight: 600; }
.box { background: #fff; border: 1px solid var(--line); border-left: 8px solid var(--accent); border-radius: 6px;
  padding: 1rem 1.25rem; margin: 1.25rem 0; }
.box--refused, .box--pending { border-left-color: var(--warm); }
.box--unsure { border-left-color: var(--soft); }
ul { padding-left: 1.25rem; } li { margin: .3rem 0; overflow-wrap: anywhere; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; display: block; }
.scroll { overflow-x: auto; margin: 1rem 0 .25rem; } .scroll:focus-visible { outline: 3px solid #2491ff; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.4; background: #fff; }
table.wide { min-width: 42rem; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: break-word; max-width: 20rem; }
thead th { vertical-align: bottom; border-bottom: 2px solid var(--soft); } tbody th { font-weight: 600; }
.n { text-align: right; font-variant-numeric: tabular-nums; } td.n { white-space: nowrap; }
.sign { margin: 2.5rem 0 0; display: grid; gap: 2rem 1.5rem; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); }
.sign span { border-top: 1px solid var(--ink); padding-top: .25rem; font-size: .875rem; color: var(--soft); }
footer { color: var(--soft); font-size: .875rem; margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .75rem;
  overflow-wrap: anywhere; }
@media print { body { background: #fff; font-size: 10.5pt; } .scroll { overflow: visible; } h2, h3 { break-after: avoid; }
  figure, tr { break-inside: avoid; } }
"""


def to_html(report: Report) -> str:
    """Return the report as a whole page."""
    body = "\n".join(_block(block) for block in report.blocks)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>{escape(report.title)}</h1>\n<p class="soft">{escape(report.subtitle)}</p>\n{body}\n'
        f"<footer>{escape(report.foot)}</footer>\n</main>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Text(text, tone):
            mark = "" if tone == "plain" else f' class="{tone}"'
            return f"<p{mark}>{escape(text)}</p>"
        case Points(items):
            return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Box(tone, blocks):
            return f'<div class="box box--{tone}">' + "\n".join(_block(part) for part in blocks) + "</div>"
        case SignOff(text):
            lines = "".join(f"<span>{name}</span>" for name in ("Name and title", "Signature", "Date"))
            return f'<p>{escape(text)}</p><div class="sign">{lines}</div>'


def _figure(block: Figure) -> str:
    drawn = figures.svg(block.spec)
    # Vega gives every mark a role of its own; to a reader the whole is one picture with words.
    drawn = re.sub(r'\s(?:role|aria-[a-z]+)="[^"]*"', "", drawn)
    drawn = drawn.replace("<svg", f'<svg role="img" aria-label="{escape(block.alt, quote=True)}"', 1)
    return f"<figure>{drawn}<figcaption>{escape(block.caption)}</figcaption></figure>"


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
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table{wide}><caption>{escape(block.caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>{notes}"
    )
