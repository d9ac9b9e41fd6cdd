"""What a report is made of: blocks of plain text and figures, drawn by one writer as HTML and by another as PDF.

Text in a block is never markup: each writer escapes it, so that a column may be called anything.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Generic, TypeVar


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
Made = TypeVar("Made")


class Writer(ABC, Generic[Made]):
    """Draws each kind of block; the one place that knows which kinds there are."""

    def block(self, block: Block) -> Made:  # noqa: PLR0911 - one return a kind
        """Return the block as this writer draws it."""
        match block:
            case Heading():
                return self.heading(block)
            case Text():
                return self.text(block)
            case Points():
                return self.points(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case SignOff():
                return self.sign(block)
            case Box(tone, blocks):
                return self.box(tone, [self.block(part) for part in blocks])

    @abstractmethod
    def heading(self, block: Heading) -> Made:
        """Draw a heading."""

    @abstractmethod
    def text(self, block: Text) -> Made:
        """Draw a paragraph."""

    @abstractmethod
    def points(self, block: Points) -> Made:
        """Draw a list."""

    @abstractmethod
    def table(self, block: Table) -> Made:
        """Draw a table."""

    @abstractmethod
    def figure(self, block: Figure) -> Made:
        """Draw a figure."""

    @abstractmethod
    def sign(self, block: SignOff) -> Made:
        """Draw the lines to sign on."""

    @abstractmethod
    def box(self, tone: str, parts: list[Made]) -> Made:
        """Draw what stands out, around its parts."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: its title, one line below it, and its blocks in the order of reading."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    foot: str
