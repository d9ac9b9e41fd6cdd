"""Run alone in a child process: PDF bytes on standard input, JSON {"text"|"error"} on standard output.

A PDF is a program; reading it in a child with bounded memory and time keeps a hostile one from the server.
"""

from __future__ import annotations

import io
import json
import logging
import sys

MAX_PAGES = 40
MAX_CHARACTERS = 1_000_000
MEMORY_BYTES = 1_500_000_000
CPU_SECONDS = 15


def bound() -> None:
    """Limit this process's memory and processor time where the system can."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, CPU_SECONDS)):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def read(data: bytes) -> dict[str, str]:
    """Text of the PDF, or a word for why there is none: encrypted, pages, scanned, broken."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"error": "encrypted"}
    if len(reader.pages) > MAX_PAGES:
        return {"error": "pages"}
    parts: list[str] = []
    total = images = 0
    for page in reader.pages:
        text = page.extract_text() or ""
        total += len(text)
        if total > MAX_CHARACTERS:
            return {"error": "size"}
        parts.append(text)
        resources = page.get("/Resources")
        images += "/XObject" in resources.get_object() if resources is not None else 0
    if sum(c.isalnum() for part in parts for c in part) < 20 * max(1, len(parts)) and images:
        return {"error": "scanned"}
    return {"text": "\n\n".join(parts)}


def main() -> None:
    """Read standard input, answer on standard output; every failure is an answer, not a trace."""
    bound()
    logging.disable(logging.CRITICAL)
    try:
        answer = read(sys.stdin.buffer.read())
    except MemoryError:
        answer = {"error": "size"}
    except Exception as error:  # noqa: BLE001 - whatever a broken file raises, the answer is the same
        answer = {"error": "size" if type(error).__name__ == "LimitReachedError" else "broken"}
    sys.stdout.buffer.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
