"""Rich Text Format to plain text: control words read for their text, pictures and objects dropped."""

from __future__ import annotations

import re

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
        "header",
        "footer",
        "headerl",
        "headerr",
        "footerl",
        "footerr",
        "footnote",
        "fldinst",
        "filetbl",
        "revtbl",
        "mmathPr",
        "wgrffmtfilter",
        "pgptbl",
    ]
)
_WRITTEN = {
    "par": "\n", "line": "\n", "row": "\n", "sect": "\n\n", "page": "\n\n", "tab": "\t", "cell": " ", "bullet": "•",
    "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip


def rtf_text(source: str) -> str:
    """Text of an RTF document; what is not text is left out, and broken nesting does no harm."""
    out: list[str] = []
    stack: list[tuple[bool, int]] = []
    ignored, after_unicode, to_skip = False, 1, 0
    for match in _TOKEN.finditer(source):
        word, number, code, symbol, brace, plain = match.groups()
        if brace == "{":
            stack.append((ignored, after_unicode))
        elif brace == "}":
            ignored, after_unicode = stack.pop() if stack else (False, 1)
        elif symbol == "*" or word in _DESTINATIONS:
            ignored = True
        elif word == "uc":
            after_unicode = int(number or 1)
        elif not ignored:
            piece = _piece(word, number, code, symbol, plain)
            if to_skip and (code or plain):
                piece, to_skip = piece[to_skip:], max(0, to_skip - len(piece))
            if word == "u":
                to_skip = after_unicode
            out.append(piece)
    return "".join(out)


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
