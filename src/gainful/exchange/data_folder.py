"""Where Gainful keeps what it must not lose: database, secret key, loaded reference releases."""

from __future__ import annotations

import errno
import os
from pathlib import Path


def data_dir() -> Path:
    """Return the data folder (`GAINFUL_DATA`, default `./var`), made on first use, readable by its owner only.

    The choice is put into the environment, so that the engine finds loaded reference releases in the same place.
    """
    folder = Path(os.environ.get("GAINFUL_DATA", "var")).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as error:
        raise SystemExit(
            f"The data folder {folder} cannot be written to: {error.strerror}.\n"
            "Give it to the user who starts Gainful, or choose another: GAINFUL_DATA=FOLDER"
        ) from None
    os.environ.setdefault("GAINFUL_DATA", str(folder))
    return folder
