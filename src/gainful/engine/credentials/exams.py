"""Which credentials come with their own course or visit, so that no exam or fee is paid apart."""

from __future__ import annotations

import re

CARD_WITH_COURSE = {
    "bls": "the instructor hands out the card at the end of the class",
    "acls": "the instructor hands out the card at the end of the class",
    "pals": "the instructor hands out the card at the end of the class",
    "cpr-first-aid": "the instructor hands out the card at the end of the class",
    "osha-10": "the trainer orders the card (OSHA Outreach Training Program Requirements)",
    "osha-30": "the trainer orders the card (OSHA Outreach Training Program Requirements)",
    "forklift": "the employer certifies after training and evaluation (29 CFR 1910.178(l)(6))",
    "dot-medical-card": "the medical examiner issues it at the physical (49 CFR 391.43)",
    "food-handler": "the course ends in the card",
}
"""Slug of a credential, and why nothing is paid beside its course."""


_HOLDS_THE_TEST = re.compile(
    r"\b(?:and|with|including|plus|\+|&)\s+(?:\w+\s+){0,2}(?:test|exam|examination)\b(?!\s*-?prep)",
    re.IGNORECASE,
)


def has_exam_apart(credential: str | None, title: str) -> bool:
    """Return whether whoever finished the course still pays an exam or a fee for the credential it ends in.

    A course whose title holds the test ("Driver education and road test") is paid with it.
    """
    if not credential or _HOLDS_THE_TEST.search(title):
        return False
    return credential.removeprefix("credential:") not in CARD_WITH_COURSE
