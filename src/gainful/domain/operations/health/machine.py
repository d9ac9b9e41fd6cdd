"""The machine: reference data, text model, memory, disk."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from gainful.domain.operations.health.model import Finding, State

LOW_DISK_GB = 2.0
LOW_MEMORY_GB = 2.0


def _reference() -> Iterator[Finding]:
    """Reference data: the releases that are loaded."""
    from gainful.engine.occupations import available_versions

    versions = available_versions()
    told = ", ".join(sorted(versions)) or _("none: run `gainful reference load PATH`")
    yield Finding(_("Reference data"), State.GOOD if versions else State.BAD, told)


def _text_model() -> Iterator[Finding]:
    """Text model: present and answering."""
    from gainful.engine.text.encoder import encode

    encode(["warm"])
    start = time.perf_counter()
    encode(["Help residents bathe, dress, eat and move safely."])
    told = _("%.0f ms a sentence") % ((time.perf_counter() - start) * 1000)
    yield Finding(_("Text model"), State.GOOD, told)


def _machine() -> Iterator[Finding]:
    """Machine: memory and disk."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    small = memory < LOW_MEMORY_GB
    told = _("%.1f GB, %d processors") % (memory, os.cpu_count() or 1)
    yield Finding(_("Memory"), State.LOOK if small else State.GOOD, told)
    folder = Path(settings.STATIC_ROOT).parent
    free = shutil.disk_usage(folder).free / 2**30
    told = _("%.1f GB free at %s") % (free, folder)
    yield Finding(_("Disk"), State.LOOK if free < LOW_DISK_GB else State.GOOD, told)


LOOKS = (_reference, _text_model, _machine)
