"""What a report is made of: blocks of plain text and figures, drawn by one writer as HTML and by another as PDF.

Text in a block is never markup: each writer escapes it, so that a column may be called anything.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 2 is a section, 3 a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; tone is plain, lead (the answer), soft (a remark) or warn."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; columns named in `numbers` are set to the right, `notes` stand below."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A Vega-Lite specification with its caption, and the same in words for those who cannot see it."""

    spec: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Box:
    """What stands out at the top: the verdict."""

    tone: str
    blocks: tuple[Text | Points | Figure, ...]


@dataclass(frozen=True, slots=True)
class SignOff:
    """Lines for a name, a signature and a date."""

    text: str


Block = Heading | Text | Points | Table | Figure | Box | SignOff


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, one line below it, and its blocks in the order of reading."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    foot: str
