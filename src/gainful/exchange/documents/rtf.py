"""Rich Text Format to plain text: control words read for their text; pictures, objects and what was deleted dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gainful.exchange.documents.plain import PAGE_NUMBER

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_DESTINATIONS = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "themedata",
        "colorschememapping",
        "latentstyles",
        "datastore",
        "xmlnstbl",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "footnote",
        "fldinst",
        "filetbl",
        "revtbl",
        "mmathPr",
        "wgrffmtfilter",
        "pgptbl",
    ]
)
_HEADS = frozenset(["header", "headerl", "headerr", "headerf"])
_FEET = frozenset(["footer", "footerl", "footerr", "footerf"])
_UNSEEN = frozenset(["deleted", "v"])
"""Marks of letters that nobody sees: struck out with changes tracked, or hidden."""
_WRITTEN = {
    "par": "\n", "column": "\n", "line": "\n", "row": "\n", "sect": "\n\n", "page": "\n\n", "tab": "\t", "cell": " ", "bullet": "•",
    "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _State:
    """What holds until a group ends: where its text goes, and whether it is text at all."""

    out: list[str]
    ignored: bool = False
    after_unicode: int = 1
    unseen: frozenset[str] = frozenset()


def rtf_text(source: str) -> str:
    """Text of an RTF document, page headers first; what is not text is left out, and broken nesting does no harm."""
    heads: list[str] = []
    body: list[str] = []
    feet: list[str] = []
    state = outside = _State(body)
    stack: list[_State] = []
    to_skip = 0
    for match in _TOKEN.finditer(source):
        word, number, code, symbol, brace, plain = match.groups()
        if brace == "{":
            stack.append(state)
        elif brace == "}":
            state = stack.pop() if stack else outside
        elif changed := _changed(state, word, number, symbol, heads, feet):
            state = changed
        elif not state.ignored and not state.unseen:
            piece = _piece(word, number, code, symbol, plain)
            if to_skip and (code or plain):
                piece, to_skip = piece[to_skip:], max(0, to_skip - len(piece))
            if word == "u":
                to_skip = state.after_unicode
            state.out.append(piece)
    return _margin(heads) + "".join(body) + _margin(feet)


def _changed(
    state: _State, word: str | None, number: str | None, symbol: str | None, heads: list[str], feet: list[str]
) -> _State | None:
    """Return what holds after a control word; None where the word changes nothing."""
    if symbol == "*" or word in _DESTINATIONS:
        return replace(state, ignored=True)
    if word in _HEADS or word in _FEET:
        margin = heads if word in _HEADS else feet
        margin.append("\n")
        return replace(state, out=margin)
    if word == "shptxt":  # a text box stands within a group that is dropped otherwise
        return replace(state, ignored=False)
    if word == "uc":
        return replace(state, after_unicode=int(number or 1))
    if word in _UNSEEN:
        return replace(state, unseen=(state.unseen - {word}) | ({word} if number != "0" else set()))
    return replace(state, unseen=frozenset()) if word == "plain" else None


def _margin(pieces: list[str]) -> str:
    """Lines of page headers or footers, each once, however many sections repeat them."""
    lines = dict.fromkeys(line.strip() for line in "".join(pieces).split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not PAGE_NUMBER.fullmatch(line))


def _piece(
    word: str | None, number: str | None, code: str | None, symbol: str | None, plain: str | None
) -> str:
    if plain:
        return plain
    if code:
        return bytes.fromhex(code).decode("cp1252", errors="replace")
    if symbol:
        return {"~": " ", "_": "-"}.get(
            symbol, symbol if symbol in "\\{}" else "\n" if symbol in "\r\n" else ""
        )
    if word == "u" and number:
        value = int(number) % 65536
        return chr(value) if not 0xD800 <= value <= 0xDFFF else ""
    return _WRITTEN.get(word or "", "")
