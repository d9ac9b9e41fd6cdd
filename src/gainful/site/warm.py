"""Loads what the first request would otherwise wait for."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def warm() -> None:
    """Load reference, text model and kernels once; a failure here is only slower first use, so it is logged."""
    try:
        from gainful.engine.occupations import load_reference
        from gainful.engine.profiles.required import required_profile

        load_reference()
        required_profile("Nursing assistant. Help residents with daily care. CPR required.")
    except Exception:
        log.exception("warm-up failed")
