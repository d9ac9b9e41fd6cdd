"""Files follow rules as rows do: each is listed with its readers and its end, and only its owner reads it."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

from gainful.exchange.private_files import private_folder, write_private
from gainful.exchange.senders.outgoing import Outgoing
from gainful.exchange.senders.to_folder import FolderSender
from gainful.site.database import start_server, stop_server
from gainful.site.kept_files import FILES, page

DOCS = Path(__file__).resolve().parents[2] / "docs" / "files.md"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_page_is_what_the_data_says():
    assert DOCS.read_text(encoding="utf-8") == page()


def test_whatever_names_people_says_what_becomes_of_it():
    for one in FILES:
        assert all((one.readers, one.history, one.backup, one.retention, one.erasure)), one.path


def test_a_folder_that_was_used_holds_nothing_unlisted_and_nothing_that_others_read(tmp_path):
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    before = os.umask(0o077)  # as a command has it
    try:
        stop_server(start_server(data))
        FolderSender(data / "outbox").send(Outgoing(key="1", to="ana@example.org", subject="x", text="y"))
    finally:
        os.umask(before)
    assert mode(data) & 0o066 == 0
    for path in data.iterdir():
        assert any(fnmatch(path.name, one.path) for one in FILES), path.name
        assert mode(path) & 0o077 == 0, path.name


def test_letters_are_for_the_owner_even_where_the_folder_stood_open(tmp_path):
    folder = tmp_path / "outbox"
    folder.mkdir(mode=0o755)
    FolderSender(folder).send(Outgoing(key="1", to="ana@example.org", subject="x", text="y"))
    assert mode(folder) == 0o700
    assert [mode(path) for path in folder.iterdir()] == [0o600]


def test_a_private_file_is_whole_or_not_there(tmp_path):
    folder = private_folder(tmp_path / "a" / "b")

    def fails() -> None:
        raise OSError

    write_private(folder / "x", b"first")
    with suppress(OSError):
        write_private(folder / "x", b"second", fails)
    assert (folder / "x").read_bytes() == b"first"
    assert mode(folder / "x") == 0o600
