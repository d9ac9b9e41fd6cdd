"""Where the reference data that a user loads stands."""

from __future__ import annotations

import os
from pathlib import Path

DATA_FOLDER_VARIABLE = "GAINFUL_DATA"


def loaded_folder() -> Path | None:
    """Return where versions that the user loads stand: `reference` under GAINFUL_DATA, None if unset."""
    base = os.environ.get(DATA_FOLDER_VARIABLE)
    return Path(base) / "reference" if base else None
