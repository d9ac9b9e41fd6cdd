"""What a column's name says about when it was measured."""

from __future__ import annotations

import re

AFTER = re.compile(
    r"(?:^|[_\W])(?:post|after|followup|follow_up|endline|exit|outcome|post_?program|post_?test)(?:$|[_\W\d])",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"^(?:pre|prior|previous|base|baseline|before|lag)(?:[_\W\d]|$)|"
    r"(?:^|[_\W])(?:age|sex|gender|female|male|race|black|white|hisp|hispanic|latino|latina|asian|native|ethn|ethnic|ethnicity|"
    r"birth|birthdate|birth_?year|dob|born|veteran)(?:$|[_\W\d])",
    re.IGNORECASE,
)
"""Traits that no program changes, and names that say "before"."""
YEARED = re.compile(r"^(?P<stem>.*?)(?P<year>(?:19|20)?\d{2})$")


def says_after(name: str, outcome: str) -> bool:
    """Whether a name says that the column was measured after treatment, or not before the outcome."""
    if AFTER.search(name):
        return True
    ours, theirs = YEARED.match(name), YEARED.match(outcome)
    if not ours or not theirs or ours["stem"].lower() != theirs["stem"].lower() or not ours["stem"]:
        return False
    return len(ours["year"]) == len(theirs["year"]) and int(ours["year"]) >= int(theirs["year"])


def says_before(name: str, outcome: str) -> bool:
    """Whether a name says that the column is a trait nobody changes, or was measured before the program."""
    if says_after(name, outcome):
        return False
    return bool(BEFORE.search(name)) or bool(earlier_outcomes((name,), outcome))


def earlier_outcomes(names: tuple[str, ...], outcome: str) -> tuple[str, ...]:
    """Return the names that are the outcome of earlier years by their spelling (re74 of re78), oldest first."""
    theirs = YEARED.match(outcome)
    if not theirs or not theirs["stem"]:
        return ()
    found = []
    for name in names:
        ours = YEARED.match(name)
        alike = (
            ours
            and ours["stem"].lower() == theirs["stem"].lower()
            and len(ours["year"]) == len(theirs["year"])
        )
        if ours and alike and int(ours["year"]) < int(theirs["year"]):
            found.append((int(ours["year"]), name))
    return tuple(name for _, name in sorted(found))
