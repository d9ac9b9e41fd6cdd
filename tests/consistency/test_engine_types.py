"""Engine functions say what they take and return: no bare Any in a signature or in a field of a class.

An `Any` that an untyped library forces stays inside a function body, with its reason.
"""

from __future__ import annotations

import ast
from pathlib import Path

ENGINE = Path(__file__).resolve().parents[2] / "src" / "gainful" / "engine"
ALLOWED: dict[str, str] = {}
"""`module.py:function` or `module.py:Class.field`, with the reason why it cannot be said."""


def annotations(tree):
    """Yield the name of each function and field with what its annotations say."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = node.args
            all_given = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
            yield node.name, [one.annotation for one in all_given if one is not None]
            yield node.name, [node.returns]
        if isinstance(node, ast.ClassDef):
            yield from (
                (f"{node.name}.{ast.unparse(each.target)}", [each.annotation])
                for each in node.body
                if isinstance(each, ast.AnnAssign)
            )
    for node in tree.body:  # names for types, which a signature could hide behind
        if isinstance(node, ast.AnnAssign):
            hides = ast.unparse(node.annotation) == "TypeAlias"
            yield ast.unparse(node.target), [node.annotation, *([node.value] if hides else ())]


def says_any(annotation):
    """Whether Any stands in an annotation, in one that is written as text too."""
    if annotation is None:
        return False
    for node in ast.walk(annotation):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            try:
                if says_any(ast.parse(node.value, mode="eval").body):
                    return True
            except SyntaxError:
                continue
        if (isinstance(node, ast.Name) and node.id == "Any") or (
            isinstance(node, ast.Attribute) and node.attr == "Any"
        ):
            return True
    return False


def test_engine_functions_take_and_return_no_bare_any():
    found = {
        f"{path.relative_to(ENGINE)}:{name}"
        for path in sorted(ENGINE.rglob("*.py"))
        for name, said in annotations(ast.parse(path.read_text(encoding="utf-8")))
        if any(map(says_any, said))
    }
    assert found == set(ALLOWED), "say what it is: see engine/tables/types.py, TypedDict, Protocol, object"


def test_an_any_is_seen_wherever_it_hides():
    tree = ast.parse(
        "X: TypeAlias = 'dict[str, Any]'\n"
        "def f(a: 'list[Any]', *b: int) -> typing.Any: ...\n"
        "class C:\n    d: Mapping[str, Any]\n"
        "def g(a: object) -> None:\n    inner: Any = a\n"
    )
    assert {name for name, said in annotations(tree) if any(map(says_any, said))} == {"X", "f", "C.d"}
