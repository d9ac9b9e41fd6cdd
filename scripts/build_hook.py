"""Hatch runs this before it packs a wheel: the U.S. Web Design System is fetched, or the build fails."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
import look


class LookHook(BuildHookInterface[Any]):
    """Puts the design system into `www/static/vendor`, which the wheel carries."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - Hatch's own signature
        """Stop the build where the look cannot be had."""
        if look.main():
            raise SystemExit(1)
