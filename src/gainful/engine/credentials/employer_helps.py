"""Whether a posting promises help with a credential: the employer trains, pays or certifies, and it is earned at work."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Domain, Need, ProfileLine

HELPED = "The posting says that the employer helps with it: ask what it does, what it pays and by when."
"""The note of evidence by which a profile keeps the promise."""
_MODAL = r"(?:['’]ll|['’]d)?(?: can| will| also| do| gladly| happily| are happy to| would)*"
_PAPER = r"(?:course|class(?:es)?|exam|test|training|certification|certificate|licen[cs]e|card|permit|fees?)"
_HELPS = re.compile(
    rf"\bwe{_MODAL} (?:help|train|certify|sponsor)(?: you)?(?=\W*$| (?:with|for|to|in|get|earn|obtain|pass|on)\b| at\b)"
    rf"|\bwe{_MODAL} (?:pay|cover|reimburse|provide|offer|arrange|teach|give)(?: you)?(?: for)?"
    rf"(?: (?:the|your|this|that|it|both|paid|all))*(?:(?<=it)|(?<=that)|(?<=this)|(?: \w+)? {_PAPER})\b"
    r"|\b(?:company|employer)[- ](?:paid|provided|sponsored)\b"
    rf"|\b{_PAPER}(?: and \w+)?(?: is| are)? (?:paid|provided|on us|covered|reimbursed)\b|\bon us\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\bwe{_MODAL} (?:pay|cover|reimburse|sponsor)(?: you)?(?: for)? (?:your |the |both )?[^.;:!?\n]*$",
    re.IGNORECASE,
)
"""A promise that stands before what it speaks of: "we will pay for Network+"."""
BEGINS = 8
"""Characters at the beginning of the next clause before which a promise still begins it: "; the class is on us"."""
_REACH = 120
"""Characters behind a credential in which a promise speaks of it."""


def promises_help(text: str, end: int) -> bool:
    """Say whether what stands behind a credential that ends at `end` promises the employer's help with it.

    That is the rest of its own clause, or the next one where it begins so: "forklift certified; we can help with that".
    """
    rest = re.split(r"[.!?](?:\s|$)|\n", text[end : end + _REACH], maxsplit=1)[0]
    own, _, following = rest.partition(";")
    said = _HELPS.search(following)
    return _HELPS.search(own) is not None or (said is not None and said.start() <= BEGINS)


def promised_before(text: str, start: int) -> bool:
    """Say whether the clause of a credential that begins at `start` opens with the promise: "we pay for Network+"."""
    return _BEFORE.search(text[max(0, start - _REACH) : start]) is not None


def is_helped(line: ProfileLine) -> bool:
    """Say whether a credential of a profile is earned at work with the employer's help, so that nobody buys its course."""
    return (
        line.domain is Domain.CREDENTIAL
        and line.need is Need.WE_TRAIN
        and any(item.note == HELPED for item in line.evidence)
    )
