"""Archives are unpacked inside their folder, on every Python 3.11."""

from __future__ import annotations

import io
import tarfile

import pytest

from gainful.site.archives import unpack


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
