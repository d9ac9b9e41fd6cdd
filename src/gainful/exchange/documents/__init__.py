"""Documents of any common kind to plain text, within bounds; the one error is `UnreadableFile`."""

from __future__ import annotations

from gainful.exchange.documents.errors import UnreadableFile
from gainful.exchange.documents.plain import MAX_TEXT_CHARACTERS
from gainful.exchange.documents.reading import ReadDocument, read_document

__all__ = ["MAX_TEXT_CHARACTERS", "ReadDocument", "UnreadableFile", "read_document"]
