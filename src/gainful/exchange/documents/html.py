"""HTML to text as a reader sees it: scripts, styles, hidden parts, menus and forms dropped; lists kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gainful.exchange.documents.errors import UnreadableFile

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "video",
        "audio",
        "map",
        "select",
        "option",
        "button",
        "textarea",
        "nav",
        "footer",
        "dialog",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "aside",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "details",
        "summary",
        "body",
        "html",
        "hr",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)
_MAX_NODES = 400_000
_MAX_DEPTH = 2_000
_TAG = re.compile(r"<[a-zA-Z/]")


def html_text(source: str) -> str:
    """Visible text of a page; from <main> or <article> where the page has one with enough words."""
    from selectolax.lexbor import LexborHTMLParser

    if _nesting(source) > _MAX_DEPTH:
        raise UnreadableFile(
            "This web page is nested far deeper than a real page.",
            "Copy the words of the posting and paste them.",
        )
    root = LexborHTMLParser(source).root
    if root is None:
        return ""
    whole = _visible(root)
    for selector in ("main", "[role=main]", "article"):
        parts = root.css(selector)
        if len(parts) == 1 and len(text := _visible(parts[0])) >= max(300, len(whole) // 5):
            return text
    return whole


def fragment_text(source: str) -> str:
    """Text of a fragment that may or may not be HTML, as in JSON-LD descriptions."""
    if not _TAG.search(source) and "&" not in source:
        return source
    return html_text(source) if _TAG.search(source) else html_text(source.replace("\n", "<br>"))


def _nesting(source: str) -> int:
    """An upper bound of the depth: most <div>-like tags open at once, counted without building a tree."""
    depth = deepest = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|b|i|em|strong|ul|ol|table|section|font|a|blockquote|center|u|small|big)\b",
        source,
        re.IGNORECASE,
    ):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _visible(root: LexborNode) -> str:
    out: list[str] = []
    stack: list[tuple[LexborNode | str, int]] = [(root, 0)]
    seen = 0
    while stack:
        node, depth = stack.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        seen += 1
        if seen > _MAX_NODES or depth > _MAX_DEPTH:
            raise UnreadableFile(
                "This web page is far larger than a posting.", "Copy the words of the posting and paste them."
            )
        tag = (node.tag or "").lower()
        if tag == "-text":
            out.append(re.sub(r"\s+", " ", node.text_content or ""))
        elif tag == "br":
            out.append("\n")
        elif not tag.startswith(("-", "!")) and tag not in _DROPPED and not _hidden(node):
            stack.extend(_children(node, tag, depth))
    return "".join(out)


def _children(node: LexborNode, tag: str, depth: int) -> list[tuple[LexborNode | str, int]]:
    """What to visit for one element, last first: text before, the children, text after."""
    before, after = ("\n", "\n") if tag in _BLOCKS else ("", "")
    if tag == "li":
        before = "\n• "
    elif tag in _HEADINGS:
        before, after = "\n\n", "\n"
    elif tag in {"td", "th"}:
        after = " "
    work: list[tuple[LexborNode | str, int]] = [(after, depth)]
    children: list[LexborNode] = []
    child = node.child
    while child is not None:
        children.append(child)
        child = child.next
    work.extend((c, depth + 1) for c in reversed(children))
    work.append((before, depth))
    return work


def _hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or (attributes.get("aria-hidden") or "").lower() == "true"
        or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))
    )
