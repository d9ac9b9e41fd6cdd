"""A folder as a store: a second disk, a share, a place that the agency's own backup reads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from gainful.exchange.private_files import private_folder
from gainful.exchange.storage.model import MissingObjectError, StorageError

PART = ".part"
CHUNK = 2**20


class Folder:
    """Objects as files, for their owner only, whole or not there, also after a power failure."""

    def __init__(self, root: Path) -> None:
        """Take a folder that is there: a disk that is not mounted must not be filled at its empty place."""
        if not root.is_dir():
            raise StorageError(f"there is no folder {root}. Make it, or mount the disk.")
        self._root = root.resolve()
        self.place = str(self._root)

    def put(self, name: str, source: IO[bytes]) -> None:
        """Write an object beside its place, then give it its name."""
        with self._words(name):
            target = self._path(name)
            for folder in reversed(target.parents[: len(target.relative_to(self._root).parts) - 1]):
                private_folder(folder)
            part = target.with_name(f".{target.name}{PART}")
            with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
                shutil.copyfileobj(source, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
            opened = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)

    def get(self, name: str) -> IO[bytes]:
        """Open an object."""
        with self._words(name):
            return self._path(name).open("rb")

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the objects below a prefix."""
        with self._words(prefix):
            return {
                path.relative_to(self._root).as_posix(): path.stat().st_size
                for path in sorted((self._root / prefix).rglob("*"))
                if path.is_file() and not path.name.endswith(PART)
            }

    def delete(self, name: str) -> None:
        """Remove an object and the folders that it leaves empty."""
        with self._words(name):
            path = self._path(name)
            path.unlink(missing_ok=True)
            for folder in path.parents:
                if folder == self._root or not folder.is_dir() or any(folder.iterdir()):
                    return
                folder.rmdir()

    def _path(self, name: str) -> Path:
        path = (self._root / name).resolve()
        if not path.is_relative_to(self._root):
            raise StorageError(f"{name} is no name of an object")
        return path

    @contextmanager
    def _words(self, name: str) -> Iterator[None]:
        try:
            yield
        except FileNotFoundError as error:
            raise MissingObjectError(f"{self.place} holds no {name}") from error
        except OSError as error:
            raise StorageError(f"{self.place}, {name}: {error.strerror or error}") from error
