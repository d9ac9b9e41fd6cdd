"""Every small change of meaning that a file allows, found in its syntax and written into its text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

FLIPS = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"), ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="), ast.In: ("in", "not in"), ast.NotIn: (r"not\s+in", "in"), ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
}  # fmt: skip
SWAPS = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/"), ast.Div: ("/", "*")}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
NARROWING = {"filter", "exclude", "get_or_404", "get_object_or_404"}
SHAPE = {
    "max_length", "decimal_places", "max_digits", "null", "blank", "editable", "unique", "default", "primary_key",
    "db_index", "frozen", "slots",
    "kw_only", "eq", "order", "cache", "nogil", "maxsize", "stacklevel", "encoding", "exist_ok", "flush", "strict",
    "verbosity", "index", "copy", "indent", "ensure_ascii", "dtype", "width", "height", "fontSize", "timeout",
}  # fmt: skip
"""Keywords that shape a column, a class or a look: a test of behaviour need not notice them."""
SILENT = re.compile(
    r"^(log|logger|logging|say|print|warnings|self\.stdout|super\(\)|sys\.stderr|sys\.stdout|gc)\b"
)
MOST_ELEMENTS = 8
"""Longer tuples are tables and word lists."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: bytes `start` to `end` of the file become `new`; `lines` are those whose tests can notice it."""

    path: str
    line: int
    kind: str
    start: int
    end: int
    new: str
    lines: tuple[int, ...] = ()

    def applied(self, text: bytes) -> bytes:
        """Return the file's text with the change in it."""
        return text[: self.start] + self.new.encode() + text[self.end :]

    def told(self, text: bytes) -> str:
        """Say what was changed into what, on one line."""
        old = text[self.start : self.end].decode()
        short = [re.sub(r"\s+", " ", part)[:60] for part in (old, self.new)]
        return f"{self.path}:{self.line} {self.kind}: {short[0]} → {short[1]}"


class _Finder:
    """Walks one module and yields its changes."""

    def __init__(self, path: str, text: bytes) -> None:
        self.path, self.text = path, text
        self.starts = [0]
        for line in text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.lines: tuple[int, ...] = ()

    def span(self, node: ast.AST) -> tuple[int, int]:
        """Return the bytes that a node takes."""
        here: ast.expr = node  # type: ignore[assignment]
        last, column = here.end_lineno or here.lineno, here.end_col_offset or 0
        return self.starts[here.lineno - 1] + here.col_offset, self.starts[last - 1] + column

    def source(self, node: ast.AST) -> str:
        """Return a node's text."""
        start, end = self.span(node)
        return self.text[start:end].decode()

    def change(self, node: ast.AST, kind: str, new: str, span: tuple[int, int] | None = None) -> Change:
        """Return the change of a node's text, or of a span within it."""
        start, end = span or self.span(node)
        line = getattr(node, "lineno", 1)
        return Change(self.path, line, kind, start, end, new, tuple(sorted({line, *self.lines})))

    def between(self, left: ast.AST, right: ast.AST, pattern: str) -> tuple[int, int] | None:
        """Return where an operator stands between two operands."""
        start, end = self.span(left)[1], self.span(right)[0]
        found = re.search(pattern, self.text[start:end].decode())
        return (start + found.start(), start + found.end()) if found else None

    def expression(self, node: ast.AST) -> Iterator[Change]:
        """Yield the changes of one expression, not of those within it."""
        match node:
            case ast.Compare(ops=[op], comparators=[right]) if type(op) in FLIPS:
                old, new = FLIPS[type(op)]
                if span := self.between(node.left, right, old):
                    yield self.change(node, "comparison", new, span)
            case ast.BoolOp():
                old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
                if span := self.between(node.values[0], node.values[1], rf"\b{old}\b"):
                    yield self.change(node, "and/or", new, span)
            case ast.UnaryOp(op=ast.Not()):
                yield self.change(node, "not", f"bool({self.source(node.operand)})")
            case ast.BinOp() if type(node.op) in SWAPS and not self._is_text(node):
                old, new = SWAPS[type(node.op)]
                if span := self.between(node.left, node.right, re.escape(old)):
                    yield self.change(node, "arithmetic", new, span)
            case ast.Constant():
                yield from self._constant(node)
            case ast.Call():
                yield from self._call(node)
            case ast.Tuple() | ast.List() | ast.Set():
                yield from self._shorter(node)
            case ast.IfExp():
                yield self.change(node.test, "condition", "True")

    def _is_text(self, node: ast.BinOp) -> bool:
        def text(part: ast.AST) -> bool:
            return isinstance(part, ast.JoinedStr) or (
                isinstance(part, ast.Constant) and isinstance(part.value, (str, bytes))
            )

        return any(text(part) for part in ast.walk(node))

    def _constant(self, node: ast.Constant) -> Iterator[Change]:
        match node.value:
            case bool():
                yield self.change(node, "constant", str(not node.value))
            case int():
                yield self.change(node, "constant", str(node.value + 1))
            case float():
                yield self.change(node, "constant", repr(node.value * 1.5 if node.value else 1.0))

    def _call(self, node: ast.Call) -> Iterator[Change]:
        if isinstance(node.func, ast.Name) and node.func.id in TWINS:
            yield self.change(node.func, "twin", TWINS[node.func.id])
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in NARROWING:
            whole = [*node.args, *(word.value for word in node.keywords)]
            for word in node.keywords:
                if word.arg and len(whole) > 1:
                    start, end = self.span(word)
                    rest = re.match(rb"\s*,?\s*", self.text[end:])
                    yield self.change(word, "filter", "", (start, end + (rest.end() if rest else 0)))

    def _shorter(self, node: ast.Tuple | ast.List | ast.Set) -> Iterator[Change]:
        plain = all(isinstance(one, (ast.Attribute, ast.Constant, ast.Name)) for one in node.elts)
        words = any(not isinstance(one, ast.Constant) or isinstance(one.value, str) for one in node.elts)
        if not (plain and words and 1 < len(node.elts) <= MOST_ELEMENTS) or not isinstance(
            getattr(node, "ctx", ast.Load()), ast.Load
        ):
            return
        if isinstance(node, ast.Tuple) and self.text[self.span(node)[0] :][:1] != b"(":
            return
        start, end = self.span(node.elts[-2])[1], self.span(node.elts[-1])[1]
        yield self.change(
            node,
            "shortened",
            "," if isinstance(node, ast.Tuple) and len(node.elts) == 2 else "",
            (start, end),
        )

    def statement(self, node: ast.stmt) -> Iterator[Change]:
        """Yield the changes of one statement as a whole."""
        match node:
            case ast.Raise():
                yield self.change(node, "refusal", "pass")
            case ast.If() | ast.While() if "TYPE_CHECKING" not in self.source(node.test):
                yield self.change(node.test, "condition", "False")
                if isinstance(node, ast.If):
                    yield self.change(node.test, "condition", "True")
            case ast.Expr(value=ast.Call()) if not SILENT.match(self.source(node)):
                yield self.change(node, "call", "pass")

    def walk(self, node: ast.AST) -> Iterator[Change]:
        """Yield every change in a node and below it."""
        if isinstance(node, ast.stmt):
            head = getattr(node, "body", None)
            last = head[0].lineno if head else (node.end_lineno or node.lineno)
            self.lines = tuple(range(node.lineno, min(last, node.lineno + 40) + (0 if head else 1)))
            yield from self.statement(node)
        yield from self.expression(node)
        for name, value in ast.iter_fields(node):
            if name in {"annotation", "returns", "decorator_list", "type_params"}:
                continue
            for child in value if isinstance(value, list) else [value]:
                if not isinstance(child, ast.AST) or _is_outside(child):
                    continue
                kept = self.lines
                yield from self.walk(child)
                self.lines = kept


def _is_outside(node: ast.AST) -> bool:
    """Say whether a part is about form, not meaning: shapes of columns, listed names, docstrings, format specs."""
    match node:
        case ast.keyword(arg=str(name)) if name in SHAPE:
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.ClassDef(name="Meta"):
            return True
        case ast.Expr(value=ast.Constant()) | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
    return False


def changes_of(path: str, text: bytes) -> list[Change]:
    """Return every change that a file's text allows, in its order; each one still parses."""
    finder = _Finder(path, text)
    return [change for change in finder.walk(ast.parse(text)) if _parses(change.applied(text))]


def _parses(text: bytes) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True
