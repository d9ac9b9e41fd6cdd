"""How large a file may be that somebody sends, by what it is: pages, API and readers take the limit from here."""

from __future__ import annotations

MB = 2**20
DOCUMENT = 5 * MB
"""A job posting or a résumé."""
CLASS_SHEET = 5 * MB
"""Attendance or hours of a class."""
BADGE = 6 * MB
BENEFITS = 2 * MB
TABLE = 64 * MB
"""People, courses or wage records; larger files come in through the terminal."""
WAGE_PEOPLE = 8 * MB
"""The people behind wage records, and what is known of an agency's own, through a call that waits for the answer."""


def in_megabytes(size: int) -> int:
    """Return a limit in whole megabytes, for messages."""
    return size // MB
