"""Where encrypted copies are kept: a folder (a second disk, a share) or a bucket that speaks S3."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gainful.exchange.storage.model import Storage

BUCKET = "s3://"


def open_storage(place: str) -> Storage:
    """Return the store that an address names: `s3://bucket/prefix`, else a folder, which must be there.

    Raises StorageError where it cannot be one.
    """
    if place.startswith(BUCKET):
        from gainful.exchange.storage.bucket import Bucket

        return Bucket(place)
    from gainful.exchange.storage.folder import Folder

    return Folder(Path(place))
