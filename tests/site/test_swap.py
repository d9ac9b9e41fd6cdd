"""A restored folder takes the other's place whole, wherever a kill cuts it."""

from __future__ import annotations

import shutil
from contextlib import suppress

import pytest

from gainful.site import swap


def folder(path, word):
    (path / "postgres").mkdir(parents=True)
    (path / "postgres" / "PG_VERSION").write_text(word)
    (path / "secret-key").write_text(word)
    return path


def words(data):
    return [(data / "postgres" / "PG_VERSION").read_text(), (data / "secret-key").read_text()]


@pytest.fixture
def data(tmp_path):
    folder(tmp_path, "old")
    (tmp_path / "pools").mkdir()
    folder(tmp_path / "incoming", "new")
    return tmp_path


def test_what_is_not_whole_takes_nobodys_place(data):
    assert swap.finish(data) is None
    assert words(data) == ["old", "old"]


def test_what_is_whole_takes_the_place_and_the_other_is_kept(data):
    swap.is_ready(data / "incoming", "replaced-1")
    assert swap.finish(data) == data / "before-restore" / "replaced-1"
    assert words(data) == ["new", "new"]
    assert (data / "before-restore" / "replaced-1" / "postgres" / "PG_VERSION").read_text() == "old"
    assert sorted(path.name for path in data.iterdir()) == ["before-restore", "postgres", "secret-key"]
    assert swap.finish(data) is None


class KilledError(BaseException):
    """What a kill does: nothing after it runs."""


@pytest.mark.parametrize("step", range(12))
def test_a_kill_at_any_step_is_made_good_by_the_next_start(data, monkeypatch, step):
    swap.is_ready(data / "incoming", "replaced-1")
    left = [step]

    def counted(real):
        def call(*args, **kwargs):
            if left[0] == 0:
                raise KilledError
            left[0] -= 1
            return real(*args, **kwargs)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(swap.Path, "rename", counted(swap.Path.rename))
        patched.setattr(swap.Path, "unlink", counted(swap.Path.unlink))
        patched.setattr(shutil, "rmtree", counted(shutil.rmtree))
        patched.setattr(shutil, "move", counted(shutil.move))
        with suppress(KilledError):
            swap.finish(data)
    swap.finish(data)
    assert words(data) == ["new", "new"]
    assert (data / "before-restore" / "replaced-1" / "postgres" / "PG_VERSION").read_text() == "old"
