"""What a process of the site asks of its allocators before anything large is loaded, so that little stays taken."""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress

M_ARENA_MAX = -8
"""glibc's number for "how many heaps threads may have" (malloc.h)."""
HEAPS = 2
"""Otherwise each of the eight threads that answer pages keeps what its largest page has freed."""


def keep_little() -> None:
    """Let Arrow take its memory from the C library, and the C library give it back.

    Arrow's own pool keeps 33 MB that reading the reference data has freed. Where the C library is no glibc, its
    number of heaps stays.
    """
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, HEAPS)
