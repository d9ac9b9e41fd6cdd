"""The embedded server's buffers follow the data that is stored."""

from __future__ import annotations

import re

from gainful.site.database import AFTER_A_CRASH, LEAST_BUFFERS_MB, OUR_SETTINGS, memory_settings, size_buffers

THEIRS = "shared_buffers = 128MB\t\t\t# min 128kB\nport = 5432\n"


def buffers(text):
    return int(re.search(r"^shared_buffers = (\d+)MB$", text, re.MULTILINE)[1])


def folder(tmp_path, stored_mb):
    (tmp_path / "base" / "5").mkdir(parents=True)
    with (tmp_path / "base" / "5" / "1259").open("wb") as file:
        file.truncate(stored_mb << 20)
    conf = tmp_path / "postgresql.conf"
    conf.write_text(THEIRS + OUR_SETTINGS + memory_settings())
    return conf


def test_a_small_database_has_the_least():
    assert buffers(memory_settings(0)) == buffers(memory_settings(60)) == LEAST_BUFFERS_MB


def test_buffers_grow_with_the_data_and_no_further_than_the_machine(tmp_path):
    conf = folder(tmp_path, 400)
    size_buffers(tmp_path)
    assert buffers(conf.read_text()) == 200
    assert conf.read_text().startswith(THEIRS + OUR_SETTINGS)
    assert buffers(memory_settings(10**7)) <= 2048


def test_a_folder_of_an_earlier_version_learns_to_come_back_fast_once(tmp_path):
    conf = folder(tmp_path, 1)
    conf.write_text(conf.read_text().replace(AFTER_A_CRASH, ""))
    for _start in range(2):
        size_buffers(tmp_path)
        assert conf.read_text().count("recovery_init_sync_method") == AFTER_A_CRASH.count("recovery_init")
    conf.write_text(conf.read_text().replace("syncfs", "fsync"))
    size_buffers(tmp_path)
    assert "syncfs" not in conf.read_text(), "what the operator chose stays"


def test_what_the_operator_wrote_stays(tmp_path):
    conf = folder(tmp_path, 400)
    conf.write_text(
        conf.read_text().replace(f"shared_buffers = {LEAST_BUFFERS_MB}MB\neff", "shared_buffers = 3GB\neff")
    )
    before = conf.read_text()
    assert "3GB" in before
    size_buffers(tmp_path)
    assert conf.read_text() == before
