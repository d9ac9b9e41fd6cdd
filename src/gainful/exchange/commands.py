"""Commands that work on files, with no database."""

from __future__ import annotations

import argparse
from typing import Any


def register(commands: Any) -> None:
    """Add the file commands to the parser."""
    _ = (commands, argparse)
