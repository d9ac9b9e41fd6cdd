"""Letters of a PDF page with their places, to lines as a reader sees them: columns apart, dates beside their line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_WORD_GAP, _FAR_GAP = 0.22, 2.2
"""White space, in sizes of the letters, that parts words, and that parts a line from what is flush right on it."""
_SAME_LINE = 0.5
"""How much of their height letters share that stand on one line."""
_GUTTER = 0.9
"""Narrowest white strip between two columns, in sizes of the letters."""
_FEWEST_LINES = 4
_LONG_SIDE = 0.5
"""Share of a side's lines that stand on a line of the other side and are a date or a place: then they belong to it."""
_SIDE_NOTE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:present|current|now)\b|^[A-Z][\w .'-]+, ?[A-Z]{2}\.?$", re.IGNORECASE
)
BULLETS = "•▪●◦‣∙○■□✓➢"
_UNUSED_CODE = "(cid:127)"
"""In the Windows encoding of PDFs an unused code is a bullet (ISO 32000-1, Annex D); one common writer uses it."""
_THIN, _MOST_RULES, _MOST_CELL_LINES = 2.0, 3_000, 5
FAR = " | "
"""Stands for the white space between what begins a line and what is flush right."""


@dataclass(slots=True)
class Letter:
    """One letter: its text and box in points, y upwards."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of its box."""
        return max(self.top - self.bottom, 0.1)


def letters_of(page: Any) -> list[Letter]:
    """The upright letters of a pdfminer page, those inside figures too."""
    from pdfminer.layout import LTChar, LTFigure

    found: list[Letter] = []
    stack = [page]
    while stack:
        for item in stack.pop():
            if isinstance(item, LTChar) and item.upright:
                found.append(Letter(item.get_text(), item.x0, item.x1, item.y0, item.y1))
            elif isinstance(item, LTFigure):
                stack.append(item)
    return found


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: its box in points, y upwards."""

    left: float
    right: float
    bottom: float
    top: float


def rules_of(page: Any) -> list[Rule]:
    """The straight lines of a pdfminer page, and the sides of its boxes."""
    from pdfminer.layout import LTCurve

    found: list[Rule] = []
    for item in page:
        if not isinstance(item, LTCurve):
            continue
        x0, x1, y0, y1 = item.x0, item.x1, item.y0, item.y1
        if y1 - y0 < _THIN or x1 - x0 < _THIN:
            found.append(Rule(x0, x1, y0, y1))
        else:
            found += [Rule(x0, x1, y0, y0), Rule(x0, x1, y1, y1), Rule(x0, x0, y0, y1), Rule(x1, x1, y0, y1)]
    return found


def _grid(letters: Sequence[Letter], rules: Sequence[Rule]) -> tuple[list[float], list[float]] | None:
    """The edges of columns and, top first, of rows of the ruled table of a page; None without one."""
    flat = [rule for rule in rules if rule.top - rule.bottom < _THIN and rule.right - rule.left > _THIN]
    steep = [rule for rule in rules if rule.right - rule.left < _THIN and rule.top - rule.bottom > _THIN]
    if not flat or not steep or not letters or len(rules) > _MOST_RULES:
        return None
    left, right = min(rule.left for rule in steep), max(rule.left for rule in steep)
    rows = [y for y in _distinct([rule.bottom for rule in flat]) if _covered(flat, y, left, right)][::-1]
    if len(rows) < 4:
        return None
    height = rows[0] - rows[-1]
    columns = [
        x
        for x in _distinct([rule.left for rule in steep])
        if sum(r.top - r.bottom for r in steep if abs(r.left - x) < _THIN) > 0.8 * height
    ]
    ink = max(x.right for x in letters) - min(x.left for x in letters)
    wide = len(columns) > 2 and columns[-1] - columns[0] > 0.5 * ink
    return (columns, rows) if wide else None


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] >= _THIN:
            found.append(place)
    return found


def _covered(flat: Sequence[Rule], y: float, left: float, right: float) -> bool:
    """Whether the lines at a height reach over most of the table's width."""
    drawn = sum({(r.left, r.right): r.right - r.left for r in flat if abs(r.bottom - y) < _THIN}.values())
    return drawn > 0.8 * (right - left)


def _table(letters: Sequence[Letter], columns: Sequence[float], rows: Sequence[float]) -> list[str] | None:
    """The rows of a ruled table, cells apart; None where a cell holds more lines than a table's: a page in boxes."""
    written = []
    for top, bottom in pairwise(rows):
        cells = []
        for left, right in pairwise(columns):
            inside = [
                x
                for x in letters
                if left <= (x.left + x.right) / 2 < right and bottom <= (x.bottom + x.top) / 2 < top
            ]
            lines = _written(_lines(inside))
            if len(lines) > _MOST_CELL_LINES:
                return None
            cells.append(" ".join(line.replace(FAR, " ") for line in lines))
        if any(cells):
            written.append(FAR.join(cells).strip())
    return written


def page_text(letters: Sequence[Letter], rules: Sequence[Rule] = ()) -> str:
    """The lines of a page in reading order; a ruled table reads row by row."""
    grid = _grid(letters, rules)
    rows = _table(letters, *grid) if grid else None
    if grid is None or rows is None:
        return _plain_text(letters)
    top, bottom = grid[1][0], grid[1][-1]
    above = [x for x in letters if (x.bottom + x.top) / 2 >= top]
    below = [x for x in letters if (x.bottom + x.top) / 2 < bottom]
    return "\n".join(part for part in (_plain_text(above), *rows, _plain_text(below)) if part)


def _plain_text(letters: Sequence[Letter]) -> str:
    for letter in letters:
        if letter.text == _UNUSED_CODE:
            letter.text = "•"
    kept = [letter for letter in letters if letter.text and not letter.text.startswith("(cid:")]
    return "\n".join(text for part in _columns(_lines(kept)) for text in _written(part))


def _lines(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters by the line they stand on, top first, left to right; what is drawn twice in one place counts once."""
    lines: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda a: (-(a.top + a.bottom) / 2, a.left)):
        for line in reversed(lines[-3:]):
            shared = min(line[0].top, letter.top) - max(line[0].bottom, letter.bottom)
            if shared > _SAME_LINE * min(line[0].size, letter.size):
                line.append(letter)
                break
        else:
            lines.append([letter])
    return [_once(sorted(line, key=lambda a: a.left)) for line in lines]


def _once(line: list[Letter]) -> list[Letter]:
    found: list[Letter] = []
    for letter in line:
        twin = (
            found and found[-1].text == letter.text and abs(found[-1].left - letter.left) < 0.1 * letter.size
        )
        if not twin:
            found.append(letter)
    return found


def _columns(lines: list[list[Letter]]) -> list[list[list[Letter]]]:
    """The lines of a page as one part, or as its columns from left to right with what spans them before or after."""
    gutter = _gutter(lines)
    if gutter is None:
        return [lines]
    parts: list[list[list[Letter]]] = []
    left: list[list[Letter]] = []
    right: list[list[Letter]] = []
    for line in lines:
        a = [x for x in line if (x.left + x.right) / 2 < gutter]
        b = [x for x in line if (x.left + x.right) / 2 >= gutter]
        crosses = any(x.left < gutter < x.right for x in line) or (a and b and not _parted(a, b))
        if crosses:
            parts += [part for part in (left, right, [line]) if part]
            left, right = [], []
            continue
        left += [a] if _says(a) else []
        right += [b] if _says(b) else []
    return [*parts, *(part for part in (left, right) if part)]


def _says(line: list[Letter]) -> bool:
    return any(not x.text.isspace() for x in line)


def _parted(a: list[Letter], b: list[Letter]) -> bool:
    inked_a = [x for x in a if not x.text.isspace()]
    inked_b = [x for x in b if not x.text.isspace()]
    if not inked_a or not inked_b:
        return True
    return inked_b[0].left - inked_a[-1].right > _GUTTER * inked_b[0].size


def _gutter(lines: list[list[Letter]]) -> float | None:
    """Where a white strip parts the page into two columns that each say something of their own; None without one."""
    inked = [[x for x in line if not x.text.isspace()] for line in lines]
    inked = [line for line in inked if line]
    if len(inked) < 2 * _FEWEST_LINES:
        return None
    first, last = min(x.left for line in inked for x in line), max(x.right for line in inked for x in line)
    starts = {round(line[0].left) for line in inked} | {
        round(b.left) for line in inked for a, b in pairwise(line) if b.left - a.right > _GUTTER * b.size
    }
    best: tuple[int, float] | None = None
    for start in starts:
        place = start - 1.0
        if not first + 0.15 * (last - first) < place < last - 0.15 * (last - first):
            continue
        count = _two_sides(inked, place)
        if count and (best is None or count > best[0]):
            best = (count, place)
    return best[1] if best else None


def _two_sides(lines: list[list[Letter]], place: float) -> int:
    """How many lines a split at a place parts cleanly, 0 where it cuts words or leaves one side to dates and places."""
    left: list[list[Letter]] = []
    right: list[list[Letter]] = []
    crossed = beside = 0
    for line in lines:
        a, b = [x for x in line if x.right <= place + 1], [x for x in line if x.left >= place]
        if len(a) + len(b) < len(line) or (a and b and not _parted(a, b)):
            crossed += 1
            continue
        left += [a] if a else []
        right += [b] if b else []
        beside += bool(a and b)
    if min(len(left), len(right)) < _FEWEST_LINES or crossed > 0.3 * len(lines):
        return 0
    notes = [
        sum(bool(_SIDE_NOTE.search("".join(x.text for x in line))) for line in side) / len(side)
        for side in (left, right)
    ]
    if beside > 0.6 * min(len(left), len(right)) and notes[1] >= _LONG_SIDE:
        return 0
    return len(left) + len(right)


def _written(lines: list[list[Letter]]) -> list[str]:
    return [text for line in lines if (text := _line_text(line).strip())]


def _pitch(inked: list[Letter]) -> float | None:
    """The step from letter to letter where they are set at equal steps whatever their width, None elsewhere."""
    steps = sorted(b.left - a.left for a, b in pairwise(inked))
    if len(steps) < _FEWEST_LINES:
        return None
    middle = steps[len(steps) // 2]
    even = sum(abs(step - middle) < 0.08 * middle for step in steps)
    return middle if even >= 0.7 * len(steps) else None


def _line_text(line: list[Letter]) -> str:
    """One line's words: its own spaces where it has them, else the gaps between its letters."""
    inked = [i for i, x in enumerate(line) if not x.text.isspace()]
    if not inked:
        return ""
    pitch = _pitch([line[i] for i in inked])
    out: list[str] = []
    before: Letter | None = None
    space = False
    for letter in line:
        if letter.text.isspace():
            space = True
            continue
        if before is not None:
            gap = (letter.left - before.right) / max(letter.size, before.size)
            if gap > _FAR_GAP:
                out.append(FAR)
            elif space or (gap > _WORD_GAP if pitch is None else letter.left - before.left > 1.5 * pitch):
                out.append(" ")
        out.append(f"{letter.text} " if letter.text in BULLETS and before is None else letter.text)
        before, space = letter, False
    return "".join(out)
