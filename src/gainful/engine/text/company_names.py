"""One company under several spellings: the same but for capitals, signs, a leading “the” and its legal form."""

from __future__ import annotations

import unicodedata

LEGAL_FORMS = frozenset(
    {
        "inc", "incorporated", "llc", "llp", "lp", "pllc", "ltd", "limited", "corp", "corporation", "co", "company",
        "pc", "plc", "gmbh",
    }
)  # fmt: skip
"""Words at the end of a name that say how a company is set up, without signs."""


def plain_company(name: str) -> str:
    """Return a name as it is compared: "The Northern Sky Airlines, Inc." and "northern sky airlines" are one.

    A name that is nothing but a legal form stays as it is.
    """
    letters = unicodedata.normalize("NFKD", name.replace("&", " and ")).casefold().replace(".", "")
    words = "".join(
        sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign)
    ).split()
    plain = words[1:] if words[:1] == ["the"] else words
    while len(plain) > 1 and plain[-1] in LEGAL_FORMS:
        plain = plain[:-1]
    return " ".join(plain or words)
