"""A bucket of S3, or of anything that speaks it, by obstore; addresses and keys come from AWS's own variables."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BufferedReader, RawIOBase
from typing import IO, Any

from gainful.exchange.storage.model import MissingObjectError, StorageError

PART_BYTES = 16 * 2**20
"""Of an upload in parts: S3 takes 10,000 of them, so 160 GB."""
AT_ONCE, RETRIES = 3, 4
PATIENCE: Any = {"connect_timeout": "10s", "timeout": "10 min"}
CHUNK = 2**20
SETTINGS = {
    "AWS_ACCESS_KEY_ID": "access_key_id",
    "AWS_SECRET_ACCESS_KEY": "secret_access_key",
    "AWS_SESSION_TOKEN": "session_token",
    "AWS_ENDPOINT_URL": "endpoint",
    "AWS_REGION": "region",
}


class Bucket:
    """Objects below a prefix of one bucket."""

    def __init__(self, place: str) -> None:
        """Take `s3://bucket/prefix`; nothing is asked of the network yet."""
        from obstore.store import S3Store

        bucket, _slash, prefix = place.removeprefix("s3://").partition("/")
        if not bucket:
            raise StorageError(f"{place} names no bucket: write s3://bucket/prefix")
        self.place = place
        told: dict[str, Any] = {
            ours: os.environ[name] for name, ours in SETTINGS.items() if os.environ.get(name)
        }
        told.setdefault("region", "us-east-1")
        endpoint = told.get("endpoint", "")
        self._store = S3Store(
            bucket, prefix=prefix.strip("/") or None, virtual_hosted_style_request=not endpoint,
            client_options={"allow_http": endpoint.startswith("http://"), **PATIENCE},
            retry_config={"max_retries": RETRIES, "retry_timeout": timedelta(seconds=90)}, **told,
        )  # fmt: skip

    def put(self, name: str, source: IO[bytes]) -> None:
        """Upload in parts: the object is there when all of them are."""
        with self._words(name):
            chunks = iter(lambda: source.read(CHUNK), b"")
            self._store.put(name, chunks, chunk_size=PART_BYTES, max_concurrency=AT_ONCE)

    def get(self, name: str) -> IO[bytes]:
        """Open an object; it is read as it comes."""
        with self._words(name):
            return BufferedReader(_Stream(self._store.get(name).stream(min_chunk_size=CHUNK)), CHUNK)

    def sizes(self, prefix: str = "") -> dict[str, int]:
        """Return the objects below a prefix."""
        with self._words(prefix):
            return {one["path"]: one["size"] for page in self._store.list(prefix or None) for one in page}

    def delete(self, name: str) -> None:
        """Remove an object."""
        with self._words(name):
            self._store.delete(name)

    @contextmanager
    def _words(self, name: str) -> Iterator[None]:
        from obstore.exceptions import BaseError

        try:
            yield
        except FileNotFoundError as error:
            raise MissingObjectError(f"{self.place} holds no {name}") from error
        except (BaseError, OSError) as error:
            told = str(error).split("Debug source")[0].strip()
            raise StorageError(f"{self.place}, {name}: {told}") from error


class _Stream(RawIOBase):
    """An iterator of chunks, read as a file."""

    def __init__(self, chunks: Iterator[Any]) -> None:
        self._chunks, self._left = iter(chunks), b""

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer from the chunks."""
        if not self._left:
            self._left = bytes(next(self._chunks, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size
