"""PIRL-shaped files: elements and edit checks as data, a streaming check, an export; unverified stays visible."""

from __future__ import annotations

from gainful.exchange.pirl.checks import Check, load_checks
from gainful.exchange.pirl.elements import Element, element_of, load_elements
from gainful.exchange.pirl.opening import PirlFileError
from gainful.exchange.pirl.reading import Finding, Report, check_file

__all__ = [
    "Check",
    "Element",
    "Finding",
    "PirlFileError",
    "Report",
    "check_file",
    "element_of",
    "load_checks",
    "load_elements",
]
