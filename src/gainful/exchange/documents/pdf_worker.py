"""Run alone in a child process: PDF bytes on standard input, JSON {"text"|"error"} on standard output.

With an argument it is the text of the attached file of that name, without one the text of the pages.

A PDF is a program; reading it in a child with bounded memory and time keeps a hostile one from the server.
"""

from __future__ import annotations

import importlib.util
import io
import json
import logging
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

MAX_PAGES = 40
MAX_CHARACTERS = 1_000_000
MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 15
MAX_STREAM = 50_000_000


def bound() -> None:
    """Limit this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _layout() -> Any:
    """The module beside this file: in an isolated child neither the package nor this folder is on the path."""
    spec = importlib.util.spec_from_file_location("pdf_layout", Path(__file__).with_name("pdf_layout.py"))
    if spec is None or spec.loader is None:
        raise ImportError("pdf_layout.py is missing beside pdf_worker.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class LimitReachedError(Exception):
    """A stream of the PDF unpacks to more than any page holds."""


def _unpacked(data: bytes) -> bytes:
    engine = zlib.decompressobj()
    found = engine.decompress(data, MAX_STREAM)
    if engine.unconsumed_tail:
        raise LimitReachedError
    return found


def _bound_streams() -> None:
    """Let the PDF library unpack streams up to a bound only."""
    from pdfminer import pdftypes

    pdftypes.zlib = SimpleNamespace(decompress=_unpacked, error=zlib.error, decompressobj=zlib.decompressobj)


def read(data: bytes) -> dict[str, str]:
    """Text of the PDF, or a word for why there is none: encrypted, pages, scanned, broken."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    layout = _layout()
    _bound_streams()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except PDFPasswordIncorrect:
        return {"error": "encrypted"}
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    parts: list[str] = []
    total = images = 0
    for number, page in enumerate(PDFPage.create_pages(document)):
        if number >= MAX_PAGES:
            return {"error": "pages"}
        interpreter.process_page(page)
        drawn = device.get_result()
        letters = layout.letters_of(drawn)
        total += len(letters)
        if total > MAX_CHARACTERS:
            return {"error": "size"}
        parts.append(layout.page_text(letters, layout.rules_of(drawn)))
        images += bool(resolve1(page.resources.get("XObject")))
    if not parts:
        return {"error": "broken"}
    if sum(c.isalnum() for part in parts for c in part) < 20 * len(parts) and images:
        return {"error": "scanned"}
    return {"text": "\n\n".join(parts)}


def attached(data: bytes, name: str) -> dict[str, str]:
    """Text of a file that the PDF carries under a name; KeyError where it carries none."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1

    _bound_streams()
    names = resolve1(resolve1(PDFDocument(PDFParser(io.BytesIO(data))).catalog["Names"])["EmbeddedFiles"])
    listed = resolve1(names["Names"])
    found = {bytes(listed[at]): resolve1(listed[at + 1]) for at in range(0, len(listed) - 1, 2)}
    stream = resolve1(resolve1(found[name.encode()]["EF"])["F"])
    return {"text": str(stream.get_data()[:MAX_CHARACTERS].decode("utf-8"))}


def main() -> None:
    """Read standard input, answer on standard output; every failure is an answer, not a trace."""
    bound()
    logging.disable(logging.CRITICAL)
    try:
        sent = sys.stdin.buffer.read()
        answer = attached(sent, sys.argv[1]) if sys.argv[1:] else read(sent)
    except MemoryError:
        answer = {"error": "size"}
    except Exception as error:  # noqa: BLE001 - whatever a broken file raises, the answer is the same
        answer = {"error": "size" if type(error).__name__ == "LimitReachedError" else "broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
