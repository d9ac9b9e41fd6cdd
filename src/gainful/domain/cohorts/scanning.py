"""What a file must be before it is stored: of a type that proves something, not too large, and past the scanner."""

from __future__ import annotations

import shlex
import subprocess
from hashlib import sha256

from django.conf import settings
from django.utils.translation import gettext as _

from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Scan

LARGEST = 8 * 2**20
MOST_FILES = 12
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "application/pdf": ("PDF", (b"%PDF-",)),
    "image/jpeg": ("JPEG", (b"\xff\xd8\xff",)),
    "image/png": ("PNG", (b"\x89PNG\r\n\x1a\n",)),
}
"""By media type: its name, and how such a file begins. What a file is called decides nothing."""
SCAN_SECONDS = 60


def type_of(content: bytes) -> str:
    """Return the media type of a file by its first bytes; CohortError where it is none that is taken."""
    if not content:
        raise CohortError(_("The file is empty."), field="file")
    if len(content) > LARGEST:
        raise CohortError(
            _("The file has %(size).1f MB; at most %(most)d MB are taken.")
            % {"size": len(content) / 2**20, "most": LARGEST >> 20},
            hint=_("Take the picture in a lower quality, or send fewer pages."), field="file",
        )  # fmt: skip
    for media_type, (_name, starts) in TYPES.items():
        if content.startswith(starts):
            return media_type
    raise CohortError(
        _("This is no PDF, JPEG or PNG."),
        hint=_("Take a picture of the document, or save it as PDF."),
        field="file",
    )


def scan(content: bytes) -> Scan:
    """Let the operator's scanner look at a file: exit 0 is clean, 1 is refused, anything else keeps nothing.

    `GAINFUL_SCANNER` names a program that reads the file from standard input, such as `clamdscan --no-summary -`.
    """
    command = settings.UPLOAD_SCANNER
    if not command:
        return Scan.NONE
    try:
        done = subprocess.run(
            shlex.split(command), input=content, capture_output=True, timeout=SCAN_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _unscanned() from error
    if done.returncode == 0:
        return Scan.CLEAN
    if done.returncode == 1:
        raise CohortError(
            _("The scanner refused this file: it may carry a virus."),
            hint=_("Nothing was stored."),
            field="file",
        )
    raise _unscanned()


def _unscanned() -> CohortError:
    return CohortError(
        _("The file could not be scanned, so it was not stored."),
        hint=_("Try again later, or show the document to your agency."), field="file",
    )  # fmt: skip


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file."""
    return sha256(content).hexdigest()
