"""The difference of two versions, by hand: added, taken out, changed, moved; and two copies differ in nothing."""

from __future__ import annotations

from gainful.engine.curriculum.difference import Change, ModuleText, difference


def text(key, **fields):
    return ModuleText(key, fields.get("title", key), {"title": key, **fields})


A, B, C, D = (text(key) for key in "ABCD")


def changes(before, after):
    return [(str(row.change), row.title) for row in difference(before, after)]


def test_two_copies_are_the_same():
    assert changes([A, B], [A, B]) == [("same", "A"), ("same", "B")]
    assert difference([], []) == ()


def test_what_was_taken_out_stands_where_it_stood():
    assert changes([A, B, C], [A, C, D]) == [("same", "A"), ("removed", "B"), ("same", "C"), ("added", "D")]
    assert changes([A, B], [B]) == [("removed", "A"), ("same", "B")]
    assert changes([A, B, C], [D]) == [("removed", "A"), ("removed", "B"), ("removed", "C"), ("added", "D")]


def test_only_what_was_moved_counts_as_moved():
    assert changes([A, B, C], [C, A, B]) == [("moved", "C"), ("same", "A"), ("same", "B")]


def test_a_changed_field_is_told_before_and_after_even_where_it_was_empty():
    longer = text("A", title="A long", hours="8")
    (row,) = difference([A], [longer])
    assert row.change == Change.CHANGED
    assert [(field.name, field.before, field.after) for field in row.fields] == [
        ("title", "A", "A long"),
        ("hours", "", "8"),
    ]
