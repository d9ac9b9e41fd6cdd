"""Bytes to clean text: encodings, control characters, white space and size."""

from __future__ import annotations

import codecs
import re
import unicodedata

from gainful.exchange.documents.errors import UnreadableFile

MAX_TEXT_CHARACTERS = 200_000
"""Ten times the longest posting or résumé one meets; more is several documents in one, or an attack."""

MAX_LINES = 5_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_FOLDED = re.compile(r"[\ufb00-\ufb06\uff01-\uff5e\u2126\u212b]+")
"""Letters in forms for printing: ligatures as PDFs hold them, full-width letters."""
_DASHES = {0x2010: "-", 0x2011: "-", 0x2212: "-"}
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPELLED = r"[A-Z](?: [A-Za-z]){2,20}"
_SPACED_OUT = re.compile(
    rf"(?m)(?:(?<=^)|(?<=[^\S\n]{{2}})){_SPELLED}(?:[^\S\n]{{2,6}}{_SPELLED})*(?=[^\S\n]{{2}}|[!.,]?[^\S\n]*$)"
)
"""Words written letter by letter, as headings of notices are: "C N A s   W A N T E D"."""
_FEWEST_SPACED = 6
_SPACES = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_GARBLED = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
"""What no text holds: bytes that decode to nothing, and control characters other than ends of lines."""
PAGE_NUMBER = re.compile(r"(?:page\s*)?\d*(?:\s*(?:of|/|-)\s*\d*)?", re.IGNORECASE)
"""A line of a page header or footer that says nothing else."""
_DROPPED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def decode(data: bytes) -> str:
    """Decode by byte-order mark, then UTF-8, then guessed UTF-16, then Windows or ISO Latin-1; never fails."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if (guess := _utf16_without_mark(data)) is not None:
            return data.decode(guess, errors="replace")
        return data.decode("latin-1" if _UNDEFINED_IN_CP1252.search(data) else "cp1252")
    guess = _utf16_without_mark(data) if "\0" in text else None
    return data.decode(guess, errors="replace") if guess else text


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 8:
        return None
    half = len(sample) // 2
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[0::2].count(0) > 0.7 * half else None


def clean(text: str, *, columns: bool = False, tabs: bool = False) -> str:
    """Text in composed form with one kind of line end, without control, bidi or invisible characters.

    With `columns` a gap of three spaces or more stays one of three: it parts the columns of a form; with `tabs` too
    so does a tab.
    """
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if not text.isascii():
        text = _FOLDED.sub(lambda found: unicodedata.normalize("NFKC", found.group()), text).translate(
            _DASHES
        )
    if not text.isascii() or any(c < " " and c not in "\n\t" for c in set(text)):
        dropped = {
            ord(c): None for c in set(text) - {"\n", "\t"} if unicodedata.category(c) in _DROPPED_CATEGORIES
        }
        text = text.translate(dropped)
    text = _SPACED_OUT.sub(_closed_up, text)
    text = _SPACES.sub((_gap_or_tab if tabs else _gap) if columns else " ", text)
    text = "\n".join(line.strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip()


def _closed_up(words: re.Match[str]) -> str:
    """The words of a line whose letters stand apart, where enough of them do: three may be grades or shifts."""
    parts = [part for part in re.split(r"[^\S\n]{2,}", words.group()) if part]
    letters = sum(len(part.replace(" ", "")) for part in parts)
    return " ".join(part.replace(" ", "") for part in parts) if letters >= _FEWEST_SPACED else words.group()


def _gap(spaces: re.Match[str]) -> str:
    return "   " if len(spaces.group()) >= 3 else " "


def _gap_or_tab(spaces: re.Match[str]) -> str:
    return "   " if "\t" in spaces.group() else _gap(spaces)


def checked(text: str, *, what: str) -> str:
    """Cleaned text of a document (`what`: "posting", "résumé"); refuses empty, oversized and binary text."""
    if len(text) > 4 * MAX_TEXT_CHARACTERS:
        raise _too_long(len(text), what)
    garbled = len(_GARBLED.findall(text))
    cleaned = clean(text, columns=True, tabs=what == "résumé")
    if garbled > 0.05 * max(len(text), 1) + 20:
        raise UnreadableFile(
            f"This file does not hold readable text, so no {what} could be found in it.",
            "Save it again as PDF, Word (.docx) or plain text, or copy the words and paste them.",
        )
    if not any(c.isalnum() for c in cleaned):
        raise UnreadableFile(
            f"The {what} is empty.", f"Paste the text of the {what}, or choose a file that has words in it."
        )
    if len(cleaned) > MAX_TEXT_CHARACTERS:
        raise _too_long(len(cleaned), what)
    if cleaned.count("\n") >= MAX_LINES:
        raise UnreadableFile(
            f"This text has {cleaned.count(chr(10)) + 1:,} lines; one {what} may have up to {MAX_LINES:,}.",
            f"Keep only the text of one {what}, without other pages, and try again.",
        )
    return cleaned


def _too_long(length: int, what: str) -> UnreadableFile:
    return UnreadableFile(
        f"This text is {length:,} characters long; one {what} may have up to {MAX_TEXT_CHARACTERS:,}.",
        f"Keep only the text of one {what}, without other pages, and try again.",
    )
