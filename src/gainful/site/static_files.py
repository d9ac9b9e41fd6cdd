"""Style sheets and scripts of ours: packed once, addressed by what is in them, and kept by browsers for good.

A phone on a slow line fetches them at its first page only, and again when a new version has changed them.
"""

from __future__ import annotations

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from gainful.exchange.data_folder import data_dir
from gainful.exchange.private_files import private_folder, write_private

OURS = Path(__file__).resolve().parent.parent / "www" / "static"
VERSIONED = (".css", ".js")
PACKED = (*VERSIONED, ".svg")
WORTH_PACKING = 1024
"""Bytes: below, the packed file is hardly smaller."""


def is_versioned(path: str) -> bool:
    """Say whether every page names this file together with its version."""
    return path.endswith(VERSIONED) and Path(path).is_relative_to(OURS)


@lru_cache(maxsize=256)
def _digest(path: str, _changed: int) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]


def version_of(path: str) -> str:
    """Return what stands for the content of a file."""
    return _digest(path, Path(path).stat().st_mtime_ns)


class VersionedFiles(StaticFilesStorage):
    """Gives style sheets and scripts an address that changes with them."""

    def url(self, name: str | None) -> str:
        """Return the address of a file."""
        address = str(super().url(name))
        path = finders.find(name) if name and name.endswith(VERSIONED) else None
        return f"{address}?v={version_of(path)}" if path and is_versioned(path) else address


def _is_small(path: str) -> bool:
    file = Path(path)
    return not file.exists() or file.stat().st_size < WORTH_PACKING


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serves them packed to whoever can unpack, to be kept for good."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, Any] | None = None) -> StaticFile:
        """Return a file with its headers and its packed twin."""
        if not path.endswith(PACKED) or _is_small(path):
            return super().get_static_file(path, url, stat_cache)
        twin, headers = str(packed(path)), Headers([])
        self.add_mime_headers(headers, path, url)
        self.add_cache_headers(headers, path, url)
        both = {one: Path(one).stat() for one in (path, twin)}
        return StaticFile(path, headers.items(), encodings={"gzip": twin}, stat_cache=both)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Say whether a browser may keep it for good."""
        return is_versioned(path) or bool(super().immutable_file_test(path, url))


def packed(path: str) -> Path:
    """Return the packed twin of a file, in the data folder; made where there is none of this content yet."""
    twin = private_folder(data_dir() / "packed") / f"{version_of(path)}.gz"
    if not twin.exists():
        write_private(twin, gzip.compress(Path(path).read_bytes(), 9, mtime=0))
    return twin
