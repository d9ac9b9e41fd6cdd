"""The schema.org JobPosting of a document: found in JSON, scripts or mark-up, and the right one chosen."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from gainful.exchange.documents import UnreadableFile
from gainful.exchange.documents.kinds import Kind
from gainful.exchange.documents.plain import checked, clean
from gainful.exchange.documents.reading import ReadDocument
from gainful.exchange.job_postings.fields import posting_fields, posting_text, words_of
from gainful.exchange.job_postings.json_ld import loaded, postings
from gainful.exchange.job_postings.markup import marked_up

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MIN_DESCRIPTION = 200
_MOST_NAMED = 5
_UNREADABLE = (
    "The job posting in this page's mark-up is broken and could not be read; only the visible words were."
)


@dataclass(frozen=True, slots=True)
class StructuredDocument:
    """Flat facts (keys: StructuredPosting) and the posting's text where the mark-up holds it."""

    fields: dict[str, str]
    text: str = ""
    notes: tuple[str, ...] = field(default=())


def structured_posting(document: ReadDocument) -> StructuredDocument | None:
    """The JobPosting inside a document, None where it has none; a .json file without one is an error."""
    if document.kind is Kind.JSON:
        found = list(postings(_json_file(document.markup)))
        if not found:
            raise UnreadableFile(
                "This JSON file holds no schema.org JobPosting.",
                'Use a file with "@type": "JobPosting", or paste the text of the posting.',
            )
        return _read(found, required=True, shown="")
    if document.kind is not Kind.HTML or "JobPosting" not in document.markup:
        return None
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(document.markup)
    blocks = [
        node.text(deep=True)
        for node in page.css("script")
        if "ld+json" in (node.attributes.get("type") or "").lower()
    ]
    values = [loaded(block) for block in blocks]
    found = [posting for value in values for posting in postings(value)]
    broken = any(
        "JobPosting" in block and not list(postings(value))
        for block, value in zip(blocks, values, strict=True)
    )
    if found:
        return _read(found, required=not document.text, shown=_shown(page, document.text))
    if found := marked_up(page):
        chosen, note = _chosen(found, _shown(page, document.text))
        return StructuredDocument(posting_fields(chosen), notes=note)
    return StructuredDocument({}, notes=(_UNREADABLE,)) if broken and document.text else None


def _json_file(source: str) -> Any:
    try:
        return json.loads(source)
    except (ValueError, RecursionError) as error:
        if (mended := loaded(source)) is not None:
            return mended
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise UnreadableFile(
            f"This JSON file cannot be read{where}: it is broken or cut off.",
            "Download it again, or paste the text of the posting.",
        ) from None


def _read(found: list[dict[str, Any]], *, required: bool, shown: str) -> StructuredDocument:
    posting, notes = _chosen(found, shown)
    fields = posting_fields(posting)
    text = posting_text(posting, fields)
    enough = len(text) >= _MIN_DESCRIPTION or required
    return StructuredDocument(fields, checked(text, what="posting") if enough else "", notes)


def _shown(page: LexborHTMLParser, text: str) -> str:
    """What a page shows as its subject: its headings and its name, then all of its words."""
    heads = [node.text(deep=True) for node in page.css("h1, title")]
    named = page.css_first("meta[property='og:title']")
    heads.append((named.attributes.get("content") or "") if named else "")
    return "\n".join((*map(clean, heads), "\f", text))


def _chosen(found: list[dict[str, Any]], shown: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The posting whose title the page shows (headings first), else the fullest; and a note that names the others."""
    heads, _, body = shown.partition("\f")

    def rank(posting: dict[str, Any]) -> tuple[bool, bool, bool, int]:
        title = _key(words_of(posting.get("title")))
        described = len(words_of(posting.get("description")))
        return (
            bool(title) and title in _key(heads),
            described > 0,
            bool(title) and title in _key(body),
            len(posting),
        )

    best = max(found, key=rank)  # the first of equals
    others = list(
        dict.fromkeys(
            filter(
                None, (clean(words_of(p.get("title")))[:80] or "(no title)" for p in found if p is not best)
            )
        )
    )
    if len(found) == 1:
        return best, ()
    named = ", ".join(f"“{title}”" for title in others[:_MOST_NAMED])
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    title = clean(words_of(best.get("title")))[:80]
    return best, (f"This file holds {len(found)} postings; “{title}” was read. The others: {named}{more}.",)


def _key(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.lower()))
