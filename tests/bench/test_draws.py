"""What the bench changes in a record: values, types, keys and rows."""

import copy
import random

from bench import draws


def test_every_change_of_the_bench_is_shown(monkeypatch):
    monkeypatch.setattr(draws, "CHANGES", 200)
    row = draws.changes_shown()
    assert row.value == 1.0, row.note


def test_types_and_keys_are_among_the_changes():
    rng = random.Random(1)  # noqa: S311
    others = [draws._of_another_type(1, rng) for _ in range(60)]
    assert {type(value) for value in others} == {list, type(None), dict, float, str, bool}
    assert {type(draws._of_another_type("7", rng)) for _ in range(60)} == {list, type(None), dict, int}
    whole = draws.drawn(draws.lottery_of(60, 3, 12, seed=2))
    grown = set()
    for _ in range(60):
        record = copy.deepcopy(whole)
        draws._more(record, rng)
        assert record != whole
        grown |= {part for part in record if record.get(part) != whole.get(part)}
    assert {"committed", "opened", "results"} <= grown
