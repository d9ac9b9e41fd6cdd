"""Word (.docx) and OpenDocument (.odt) to text: zip and XML guarded, lists and tables kept, macros refused."""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import ParseError, TreeBuilder

from gainful.exchange.documents.errors import UnreadableFile
from gainful.exchange.documents.plain import PAGE_NUMBER

_MAX_MEMBERS = 3_000
_MAX_UNPACKED = 60_000_000
_MAX_MAIN = 20_000_000
_MAX_RATIO = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml")
)
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PASTE = "Copy the words and paste them, or save the document as PDF or plain text."
_LABEL_LENGTH = 40
_DEEPEST = 256
_MOST_MARGINS = 12
_GONE = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText"))
"""What tracked changes took away or moved elsewhere, and the instructions of fields."""


def docx_text(data: bytes) -> str:
    """Text of a Word document; a two-column table row reads "label: value"."""
    with _open(data) as archive:
        names = set(archive.namelist())
        if any(n.lower().endswith("vbaproject.bin") for n in names):
            raise UnreadableFile(
                "This Word file holds macros (small programs), so it was not opened.",
                "In Word choose Save As, Word Document (.docx), and use that file.",
            )
        if "word/document.xml" not in names:
            raise _not_a_document(names)
        root = _parse(_member(archive, "word/document.xml"))
        heads = _margins(archive, names, "header")
        feet = _margins(archive, names, "footer")
    body = root.find(f"{_W}body")
    lines = _blocks(body) if body is not None else []
    return "\n".join([*heads, *lines, *feet])


def _margins(archive: zipfile.ZipFile, names: set[str], kind: str) -> list[str]:
    """What the page headers or footers say, each line once: a licence number often stands there, and nowhere else."""
    parts = sorted(name for name in names if re.fullmatch(rf"word/{kind}\d*\.xml", name))[:_MOST_MARGINS]
    found = [line for name in parts for line in _blocks(_parse(_member(archive, name))) if line.strip()]
    return list(dict.fromkeys(line for line in found if not PAGE_NUMBER.fullmatch(line.strip())))


def odt_text(data: bytes) -> str:
    """Text of an OpenDocument text."""
    with _open(data) as archive:
        names = set(archive.namelist())
        if "content.xml" not in names:
            raise _not_a_document(names)
        root = _parse(_member(archive, "content.xml"))
    out: list[str] = []
    parents = _parents(root)
    for node in root.iter():
        if node.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            bullet = "• " if node in parents and parents[node].tag == f"{_TEXT}list-item" else ""
            blank = "\n" if node.tag == f"{_TEXT}h" else ""
            out.append(blank + bullet + "".join(node.itertext()))
    return "\n".join(out)


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        raise UnreadableFile("This document is damaged and could not be opened.", _PASTE) from None
    unpacked = sum(i.file_size for i in infos)
    if len(infos) > _MAX_MEMBERS or unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * len(data) + 1_000_000:
        raise UnreadableFile(
            "This document unpacks to far more than a document of its kind holds, so it was not opened.",
            _PASTE,
        )
    return archive


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One member, never more than its bound even where the archive lies about the size."""
    try:
        with archive.open(name) as stream:
            data = stream.read(_MAX_MAIN + 1)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
    ) as error:
        password = "password" in str(error).lower()
        said = "is protected with a password" if password else "is damaged and could not be opened"
        raise UnreadableFile(f"This document {said}.", _PASTE) from None
    if len(data) > _MAX_MAIN:
        raise UnreadableFile("The text of this document is far longer than a document of its kind.", _PASTE)
    return data


def _parse(data: bytes) -> Any:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Shallow(), forbid_dtd=True)
    try:
        parser.feed(data)
        return parser.close()
    except DefusedXmlException:
        raise UnreadableFile(
            "This document holds definitions that no word processor writes, so it was not opened.", _PASTE
        ) from None
    except (ParseError, ValueError, LookupError):  # the last two: an encoding that nobody knows
        raise UnreadableFile("This document is damaged and could not be opened.", _PASTE) from None


class _Shallow(TreeBuilder):
    """Builds the tree of a document no deeper than `_DEEPEST`: tables in tables are read by recursion."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        """Begin an element."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ParseError(f"nested more than {_DEEPEST} deep")
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def _parents(root: Any) -> dict[Any, Any]:
    """The element that each element stands in."""
    return {child: parent for parent in root.iter() for child in parent}


def _not_a_document(names: set[str]) -> UnreadableFile:
    if any(n.startswith("xl/") for n in names):
        return UnreadableFile(
            "This is a spreadsheet, not a document.", "Copy the words of the posting and paste them."
        )
    if any(n.startswith("ppt/") for n in names):
        return UnreadableFile("This is a slide show, not a document.", _PASTE)
    return UnreadableFile(
        "This is a zip archive, not a Word document.", "Unpack it and choose the document inside."
    )


def _blocks(parent: Any) -> list[str]:
    """Lines of a body or cell, in order; nested tables read as their rows."""
    out: list[str] = []
    for node in parent:
        if node.tag in _GONE:
            continue
        if node.tag == f"{_W}p":
            out.append(_paragraph(node))
        elif node.tag == f"{_W}tbl":
            out += _table(node)
        elif node.tag in _WRAPPERS:
            out += _blocks(node)
    return out


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows or cells of one table, not those of tables inside it: each is read once, whatever the nesting."""
    for node in parent:
        if node.tag == tag:
            yield node
        elif node.tag in _WRAPPERS:
            yield from _within(node, tag)


def _table(node: Any) -> list[str]:
    """The rows of a table; a blank line parts those that hold more than one line each."""
    rows = [_row(row) for row in _within(node, f"{_W}tr")]
    apart = sum("\n" in row.strip() for row in rows) > 1
    return [f"\n{row}" for row in rows] if apart else rows


def _row(row: Any) -> str:
    cells = ["\n".join(filter(None, _blocks(cell))).strip() for cell in _within(row, f"{_W}tc")]
    cells = [c for c in cells if c]
    if len(cells) == 2 and len(cells[0]) <= _LABEL_LENGTH and "\n" not in cells[0]:
        joint = " " if cells[0].endswith(":") else ": "
        return cells[0] + ("\n" if "\n" in cells[1] else joint) + cells[1]
    return "\n".join(cells) if any("\n" in c for c in cells) else " | ".join(cells)


def _unread(item: Any, parents: dict[Any, Any]) -> bool:
    """Whether a reader does not see an item: a fallback drawn twice, text taken away or moved, hidden runs."""
    above = item
    while above in parents:
        if above.tag == _MC_FALLBACK or above.tag in _GONE:
            return True
        if above.tag == f"{_W}r":
            hidden = above.find(f"{_W}rPr/{_W}vanish")
            if hidden is not None and hidden.get(f"{_W}val", "true") not in {"0", "false", "off"}:
                return True
        above = parents[above]
    return False


def _paragraph(node: Any) -> str:
    out: list[str] = []
    parents = _parents(node)
    for item in node.iter():
        if _unread(item, parents):
            continue
        if item.tag == f"{_W}t":
            out.append(item.text or "")
        elif item.tag == f"{_W}tab":
            out.append("\t" if parents[item].tag == f"{_W}r" else "")
        elif item.tag in {f"{_W}br", f"{_W}cr"} or (item.tag == f"{_W}p" and item is not node):
            out.append("\n")
        elif item.tag == f"{_W}noBreakHyphen":
            out.append("-")
    text = "".join(out).strip()
    style = node.find(f"{_W}pPr/{_W}pStyle")
    name = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if text and (node.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("list")):
        return "• " + text
    return "\n" + text if name.startswith(("heading", "title")) else text
