"""Edits made without a connection: none overwrites what it did not see, whatever order they come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.support.edits import Edit, Outcome, decide


def edit(seen=1, fields=None, before=None):
    return Edit("t", seen, fields or {"state": "done"}, before or {"state": "todo"})


def test_an_edit_of_what_nobody_changed_is_written():
    assert decide(edit(), 1, {"state": "todo"}).write == {"state": "done"}


def test_two_who_say_the_same_do_not_clash():
    found = decide(edit(), 2, {"state": "done"})
    assert (found.outcome, dict(found.write)) == (Outcome.APPLIED, {})


def test_fields_that_only_one_side_changed_are_both_kept():
    one = edit(fields={"state": "done", "due": "mon"}, before={"state": "todo", "due": "mon"})
    assert decide(one, 2, {"state": "todo", "due": "fri"}).write == {"state": "done"}


def test_a_field_that_both_changed_waits_for_a_person_with_both_values():
    one = edit(fields={"state": "done", "due": "tue"}, before={"state": "todo", "due": "mon"})
    found = decide(one, 3, {"state": "dropped", "due": "mon"})
    assert found.outcome is Outcome.CONFLICT
    assert dict(found.write) == {}, "half of an edit is not what its author decided"
    assert found.clashes == {"state": ("dropped", "done")}


FIELDS = st.dictionaries(st.sampled_from(["state", "due", "text"]), st.integers(0, 3), min_size=1)


@given(st.lists(FIELDS, min_size=1, max_size=12), st.randoms())
def test_no_value_is_lost_and_none_overwritten_unseen(edits, luck):
    start = {"state": 0, "due": 0, "text": 0}
    waiting = [Edit("t", 1, fields, {name: start[name] for name in fields}) for fields in edits]
    luck.shuffle(waiting)
    version, now, written, shown = 1, dict(start), {name: {0} for name in start}, []
    for each in waiting:
        found = decide(each, version, now)
        if found.outcome is Outcome.CONFLICT:
            shown.append(each)
            continue
        for name, value in found.write.items():
            assert now[name] == each.before[name], "it saw what it replaces"
            now[name] = value
            written[name].add(value)
        version += bool(found.write)
    for each in waiting:
        for name, value in each.fields.items():
            assert value in written[name] or each in shown
