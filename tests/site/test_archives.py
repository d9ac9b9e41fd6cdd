"""Archives are unpacked inside their folder, on every Python 3.11."""

from __future__ import annotations

import io
import os
import tarfile
import time

import pytest

from gainful.domain.operations.retention import UNDER_WAY
from gainful.site.archives import unpack
from gainful.site.backup import remove_broken_off, unpacked


def packed(tmp_path, *members):
    archive = tmp_path / "a.tgz"
    with tarfile.open(archive, "w:gz") as opened:
        for info, content in members:
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return archive


def test_files_and_folders_come_out(tmp_path):
    folder = tarfile.TarInfo("package")
    folder.type = tarfile.DIRTYPE
    unpack(packed(tmp_path, (folder, b""), (tarfile.TarInfo("package/dist/a.css"), b"a{}")), tmp_path / "out")
    assert (tmp_path / "out" / "package" / "dist" / "a.css").read_text() == "a{}"


def link(name, target):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


@pytest.mark.parametrize(
    "member", [tarfile.TarInfo("../outside"), tarfile.TarInfo("/etc/outside"), link("here", "/etc")]
)
def test_what_would_lie_elsewhere_is_refused(tmp_path, member):
    with pytest.raises(tarfile.TarError, match="no plain file"):
        unpack(packed(tmp_path, (member, b"")), tmp_path / "out")
    assert not (tmp_path / "outside").exists()


def test_what_a_killed_backup_left_goes_with_the_next_one_after_a_day(tmp_path):
    for name, hours in ((".gainful-old", 25), (".gainful-under-way", 23), ("of-somebody-else", 999)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "database.dump").write_bytes(b"names")
        when = time.time() - hours * 3600
        os.utime(tmp_path / name, (when, when))
    remove_broken_off(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gainful-under-way", "of-somebody-else"]


def test_a_restore_that_is_killed_leaves_its_archive_where_retention_looks(tmp_path, monkeypatch):
    """In the system's temporary folder the dump and the secret key would lie until somebody finds them."""
    monkeypatch.setenv("GAINFUL_DATA", str(tmp_path / "var"))
    (tmp_path / "database.dump").write_bytes(b"names")
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        archive.add(tmp_path / "database.dump", "database.dump")
    with unpacked(tmp_path / "a.tar") as folder:
        assert (folder / "database.dump").read_bytes() == b"names"
        assert folder.parent == tmp_path / "var" / UNDER_WAY[-1]
        assert folder.parent.stat().st_mode & 0o077 == 0
    assert not folder.exists()
