"""Which letters the bytes of a text file are: by its mark, by valid UTF-8, else a guess to be confirmed."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from gainful.exchange.tables.errors import UnreadableTable

MIXED = "gainful-cp1252"
"""Name of the error handler that reads single bytes that are not UTF-8 as Western European letters."""
CANDIDATES = {
    "cp1252": "Western European",
    "cp1250": "Central European",
    "mac_roman": "Mac Roman",
    "cp850": "old DOS",
    "cp437": "old DOS",
    "iso8859_2": "Central European",
}
"""What old programs of this field write, the likelier first: of two that read a file as well, the first is taken."""
BLOCK = 2**22
SAMPLE = 2**15
"""Bytes of lines with accents by which the candidates are told apart."""
LOOKED_AT = 200_000
"""Lines after which a file without one valid accent is not UTF-8."""
LINES_NAMED, NAMES_SHOWN = 5, 3


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to decode a file, and what to tell the person about it."""

    codec: str
    errors: str = "strict"
    notes: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the bytes are valid UTF-8, which every reader takes as they are."""
        return self.codec in {"utf-8", "utf-8-sig"} and self.errors == "strict"


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Decode the bytes that are not UTF-8 as cp1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(MIXED, _as_western)


def detect_encoding(stream: BinaryIO) -> Encoding:
    """Return how a stream is encoded; UnreadableTable where it is no text."""
    stream.seek(0)
    head = stream.read(4096)
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),  # begins as the next one does
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return _checked(stream, codec)
    zeros = head.count(0)
    if zeros:
        if zeros < len(head) * 0.2:
            raise UnreadableTable(
                "The file holds binary data, so it is not a text file.", "Save the table as .xlsx or CSV."
            )
        wide = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return Encoding(wide, "replace")
    return _checked(stream, "utf-8")


def _checked(stream: BinaryIO, codec: str) -> Encoding:
    if codec in {"utf-16", "utf-32"}:
        return Encoding(codec, "replace")  # cut off within a letter, such a file ends in a sign for it
    if _valid(stream):
        return Encoding(codec)
    bad, valid, sample = _lines_that_fail(stream)
    if len(bad) <= valid:
        named = ", ".join(f"{number:,}" for number in bad[:LINES_NAMED]) + (
            " and more" if len(bad) > LINES_NAMED else ""
        )
        line = "Line" if len(bad) == 1 else "Lines"
        told = f"{line} {named}: some letters are not UTF-8 as the rest and were read as Western European. Check them."
        return Encoding(codec, MIXED, (told,))
    return _guessed(sample)


def _binary() -> UnreadableTable:
    return UnreadableTable(
        "The file holds binary data, so it is not a text file.", "Save the table as .xlsx or CSV (UTF-8)."
    )


def _valid(stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while block := stream.read(BLOCK):
            if b"\x00" in block:
                raise UnreadableTable(
                    "The file holds binary data, so it is not a text file.", "Save the table as .xlsx or CSV."
                )
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines_that_fail(stream: BinaryIO) -> tuple[list[int], int, bytes]:
    """Return the lines that are not UTF-8, how many with accents are, and a sample of the former."""
    bad, valid, sample = list[int](), 0, bytearray()
    for number, line in enumerate(_lines(stream), start=1):
        if number > LOOKED_AT and not valid:
            break
        if line.isascii():
            continue
        try:
            line.decode()
            valid += 1
        except UnicodeDecodeError:
            bad.append(number)
            if len(sample) < SAMPLE:
                sample += line
    return bad, valid, bytes(sample)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    rest = b""
    while block := stream.read(BLOCK):
        *whole, rest = (rest + block).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def _guessed(sample: bytes) -> Encoding:
    """Return the candidate whose text looks most like names, with some of them to look at."""
    codec = min(CANDIDATES, key=lambda candidate: _oddness(sample.decode(candidate, "replace")))
    accented = (
        part for part in re.split(r"[,;\t|\r\n\"]", sample.decode(codec, "replace")) if not part.isascii()
    )
    names = list(dict.fromkeys(part.strip() for part in accented))[:NAMES_SHOWN]
    shown = ", ".join(f"“{name[:40]}”" for name in names)
    told = f"Read as {CANDIDATES[codec]} text: check that these are right: {shown}. If not, save the file as CSV UTF-8."
    return Encoding(codec, "replace", (told,))


def _oddness(text: str) -> int:
    """Return how little a text looks like names: signs and capitals inside words, small letters in front.

    One name is enough to tell “Núñez” from “Nœ–ez”. The library charset-normalizer, held to the same candidates, was
    right for 19 of 60 files of one name in Mac Roman, this for all (tests/exchange/tables/test_encodings.py).
    """
    odd = 0
    for before, letter, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
        if letter.isascii():
            odd += 3 if letter.isalpha() and not before.isascii() and not before.isalpha() else 0
        elif unicodedata.category(letter) in {"Cc", "Cn", "Co"} or letter == "\ufffd":
            odd += 8
        elif not letter.isalpha():
            odd += 4 if before.isalpha() else 1
        elif before.isalpha():
            odd += 2 if letter.isupper() and (before.islower() or after.islower()) else 0
        else:
            odd += 1 if letter.islower() and after.islower() else 0
    return odd


def transcoded(stream: BinaryIO, encoding: Encoding) -> Iterator[bytes]:
    """Yield the text of a stream as UTF-8."""
    decoder: Any = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    stream.seek(0)
    while block := stream.read(BLOCK):
        yield decoder.decode(block).encode()
    yield decoder.decode(b"", final=True).encode()
