"""A pool in a file: the same people come out, its owner alone reads it, a crash leaves the old one whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gainful.engine.ranking.columns import levels_of_rows
from gainful.engine.ranking.people import rank_pool
from gainful.engine.ranking.pool import Constraints
from gainful.engine.ranking.pool_file import PLAIN, PoolFileError, blank_people, read_pool, write_pool
from gainful.engine.ranking.pool_pieces import Uuids, holdings_of, joined_pools
from tests.engine.ranking.test_fast_answer import drawn_pool
from tests.engine.ranking.test_people import NURSING, required


def id_of(number):
    return UUID(int=((number + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1) << 64 | number + 1)


def stored(seed, count, first=0):
    ids = Uuids.of(id_of(first + row) for row in range(count))
    return replace(drawn_pool(seed, count), ids=ids, codes=ids, names=ids)


def written(path, pool, **about):
    write_pool(path, pool, {"until": np.arange(len(pool))}, about)
    return read_pool(path)


def people(pool):
    """What is known of each person, by id; those who are no longer in the pool left out."""
    rows = np.arange(len(pool)) if pool.keep is None else np.flatnonzero(pool.keep)
    held = holdings_of(pool)
    levels = levels_of_rows(pool.levels, rows, np.arange(pool.levels.shape[1])).tolist()
    return {
        pool.ids[row]: (
            [repr(getattr(pool, name)[row].item()) for name in PLAIN],
            pool.area[row],
            {kind: column[row] for kind, column in pool.segments.items()},
            held[row],
            level,
        )
        for row, level in zip(rows.tolist(), levels, strict=True)
    }


@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("count", [0, 1, 70])
def test_the_same_people_come_out(tmp_path, seed, count):
    """With seed 3 some are no longer in the pool."""
    pool = stored(seed, count)
    found = written(tmp_path / "a.pool", pool, snapshot="5:5:")
    assert people(found.pool) == people(pool)
    assert found.about == {"snapshot": "5:5:"}
    rows = np.arange(count) if pool.keep is None else np.flatnonzero(pool.keep)
    assert found.beside["until"].tolist() == rows.tolist()
    assert found.pool.rows_holding("credential:cna").tolist() == [
        row for row in range(len(found.pool)) if "credential:cna" in found.pool.credentials[row]
    ]
    assert found.pool.rows_of([str(id_of(k)) for k in range(count + 3)]).tolist() == list(
        range(len(found.pool))
    )


def test_people_added_behind_a_file_are_ranked_among_its_people(tmp_path):
    """The first in a file, others added twice: the list, its counts and its hours are those of all in one pool."""
    first, more, last = stored(2, 50), stored(4, 9, first=50), stored(6, 6, first=59)
    pieces = joined_pools([joined_pools([written(tmp_path / "a.pool", first).pool, more]), last])
    whole = joined_pools([first, more, last])
    assert people(pieces) == people(whole)
    for code, wanted in ((NURSING, Constraints(shifts=1)), ("29-1292.00", Constraints(wage=35_000.0))):
        here, there = (rank_pool(required(code), pool, wanted, code=code) for pool in (pieces, whole))
        assert here.page(0, 65) == there.page(0, 65)
        assert here.selection_rates == there.selection_rates
    assert written(tmp_path / "b.pool", pieces).pool.rows_of([str(id_of(64))]).tolist() == [64]


def test_only_its_owner_reads_it(tmp_path):
    old = os.umask(0)
    try:
        written(tmp_path / "a.pool", stored(2, 5))
    finally:
        os.umask(old)
    assert (tmp_path / "a.pool").stat().st_mode & 0o777 == 0o600


WRITE = """
    import os, sys
    from pathlib import Path
    from tests.engine.ranking.test_pool_file import stored, written
    from gainful.engine.ranking.pool_file import write_pool
    import numpy as np
    pool = stored(2, 40)
    where = sys.argv[2]
    if where == "name":  # all bytes are there, the name is not
        write_pool(Path(sys.argv[1]), pool, {"until": np.zeros(40)}, {}, before=lambda: os.kill(os.getpid(), 9))
    real = os.fdopen
    def fdopen(*given):
        file = real(*given)
        write = file.write
        class Dying:
            left = int(where)
            def write(self, data):
                Dying.left -= 1
                if Dying.left < 0:
                    file.flush()
                    os.kill(os.getpid(), 9)
                return write(data)
            def __getattr__(self, name): return getattr(file, name)
            def __enter__(self): return self
            def __exit__(self, *told): file.close()
        return Dying()
    os.fdopen = fdopen
    write_pool(Path(sys.argv[1]), pool, {"until": np.zeros(40)}, {})
"""


@pytest.mark.parametrize("where", ["1", "9", "80", "name"])
def test_whoever_is_killed_while_writing_leaves_the_old_store_whole(tmp_path, where):
    path, before = tmp_path / "a.pool", stored(4, 12)
    written(path, before)
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WRITE), str(path), where], capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    assert people(read_pool(path).pool) == people(before)
    assert people(written(path, stored(6, 8)).pool) == people(stored(6, 8)), "and the next write is as ever"


@given(st.integers(0, 20_000))
def test_a_file_that_was_cut_off_is_refused(tmp_path_factory, size):
    folder = tmp_path_factory.mktemp("cut")
    written(folder / "a.pool", stored(2, 3))
    whole = (folder / "a.pool").read_bytes()
    (folder / "b.pool").write_bytes(whole[: min(size, len(whole) - 1)])
    with pytest.raises(PoolFileError):
        read_pool(folder / "b.pool")


def test_people_taken_out_leave_nothing_in_the_file_and_the_others_stay(tmp_path):
    path, pool = tmp_path / "a.pool", stored(2, 30)
    written(path, pool)
    gone = [id_of(3), id_of(17), id_of(99)]
    others = {key: value for key, value in people(pool).items() if key not in map(str, gone)}
    assert id_of(3).bytes[:8][::-1] in path.read_bytes()
    assert blank_people(path, gone) == 2
    assert blank_people(path, gone) == 0
    found = read_pool(path).pool
    assert {key: value for key, value in people(found).items() if key in others} == others
    assert found.rows_of(list(others)).tolist() == [row for row in range(30) if row not in {3, 17}]
    bytes_left = path.read_bytes()
    for person in gone:
        assert person.bytes[:8] not in bytes_left
        assert person.bytes[:8][::-1] not in bytes_left
    nobody = np.array([3, 17])
    assert not levels_of_rows(found.levels, nobody, np.arange(found.levels.shape[1])).any()
    assert [found.credentials[row] for row in (3, 17)] == [frozenset(), frozenset()]


def test_a_map_does_not_change_with_what_is_done_to_its_arrays(tmp_path):
    found = written(tmp_path / "a.pool", stored(2, 4)).pool
    found.doubt[:] = 9
    assert people(read_pool(tmp_path / "a.pool").pool) == people(stored(2, 4))


def test_texts_that_are_no_ids_have_no_row():
    assert Uuids.of([id_of(1)]).rows_of(["nobody", "", str(id_of(2))]).tolist() == []
