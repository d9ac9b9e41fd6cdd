"""schema.org JobPosting written as microdata (itemprop) or RDFa (property), as the object that JSON-LD would hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gainful.exchange.documents.html import html_text
from gainful.exchange.documents.plain import clean

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_MOST_POSTINGS = 50
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class _Attributes:
    """How a mark-up names its things: the attribute of a property and of a type, and what finds the postings."""

    name: str
    kind: str
    postings: str


_MICRODATA = _Attributes("itemprop", "itemtype", "[itemtype*='schema.org/JobPosting']")
_RDFA = _Attributes(
    "property",
    "typeof",
    "[typeof~='JobPosting'], [typeof~='schema:JobPosting'], [typeof*='schema.org/JobPosting']",
)


def marked_up(page: LexborHTMLParser) -> list[dict[str, Any]]:
    """Every JobPosting that a page marks up, in its order; no posting inside another."""
    for marks in (_MICRODATA, _RDFA):
        found = [_item(node, marks, page, 0) for node in page.css(marks.postings)[:_MOST_POSTINGS]]
        if found:
            return found
    return []


def _item(node: LexborNode, marks: _Attributes, page: LexborHTMLParser, depth: int) -> dict[str, Any]:
    item: dict[str, Any] = {}
    queue = _children(node)
    if marks is _MICRODATA:
        for name in (node.attributes.get("itemref") or "").split()[:20]:
            queue += page.css(f'[id="{name}"]')[:1] if '"' not in name else []
    while queue:
        child = queue.pop(0)
        names = (child.attributes.get(marks.name) or "").split()
        nested = child.attributes.get(marks.kind) is not None or (
            marks is _MICRODATA and "itemscope" in child.attributes
        )
        if names:
            value = _item(child, marks, page, depth + 1) if nested and depth < _DEEPEST else _value(child)
            if nested and isinstance(value, dict) and not value:
                value = _value(child)
            for name in names:
                item.setdefault(name.split(":")[-1].rsplit("/", 1)[-1], value)
        if not nested:
            queue = _children(child) + queue
    return item


def _children(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        if not (child.tag or "-").startswith(("-", "!")):
            found.append(child)
        child = child.next
    return found


def _value(node: LexborNode) -> str:
    """What a property says: its content, a machine-readable value, else its words."""
    given = next(
        (node.attributes.get(name) for name in ("content", "datetime", "value") if node.attributes.get(name)),
        None,
    )
    if given:
        return clean(given)
    return clean(html_text(node.html or "")) if node.child is not None else ""
