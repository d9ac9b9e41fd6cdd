"""What the employer gives beside the pay, in the posting's words: "uniform and one meal a shift are on us"."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact

MOST = 6
"""Things of one posting that are kept."""
_THING = (
    r"(?:uniforms?|scrubs|(?:(?:work|safety|winter|steel[- ]toed?|freezer) )*(?:boots|shoes|coats?|jackets?|gloves|clothes"
    r"|clothing|glasses|gear|equipment)|aprons?|ppe|(?:hand |power )?tools?(?: (?:sets?|kits?|allowance))?|gauge sets?"
    r"|laptops?|computers?|phones?|(?:company |work )?(?:vans?|cars?|vehicles?|trucks?)|meals?|lunch(?:es)?|housing"
    r"|mileage|parking|(?:bus|transit) pass(?:es)?)"
)
_WAY = r"(?:on us|supplied|provided|furnished|included|given|paid(?: for)?|reimbursed|free)"
_WE = (
    r"\bwe(?:['’]ll)?(?: will| also| can)* (?:help (?:you )?)?(?:give|provide|supply|furnish|cover|buy|offer|issue"
    r"|pay(?: for)?|reimburse)(?: you)?(?: with)?"
)
_YEARLY = r"\$\s?\d[\d,]*(?:\.\d\d)? (?:a|per|each|every) (?:year|month)"
_GIVEN = re.compile(
    rf"\b{_THING}[^.;\n,()$]{{0,40}} (?:is|are) {_WAY}\b"
    rf"|\b{_THING}(?: and {_THING})? \({_WE}[^)\n]{{0,60}}\)"
    rf"|\b{_THING}(?: and {_THING})? {_WAY}\b(?! (?:by|to) (?:you|the (?:employee|worker)))"
    rf"|{_YEARLY} (?:for|toward|towards)[^.;\n,()]{{0,20}} {_THING}\b"
    rf"|{_WE} (?:[^.;\n()]{{0,40}} )?{_THING}\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:\b(?:no|not|without|never|your own|own)|n['’]t) (?:\w+ )?$", re.IGNORECASE)
WORN = re.compile(
    r"\b(?:uniforms?|scrubs|boots|shoes|coats?|jackets?|gloves|clothes|clothing|gear|glasses|aprons?|ppe|tools?|kits?)\b",
    re.IGNORECASE,
)
"""What a program would else buy as work clothes and tools."""


def supplied(text: str) -> tuple[Fact[str], ...]:
    """Return what the posting says that the employer gives or pays toward, each in its words and in their order."""
    found: dict[str, Fact[str]] = {}
    for match in _GIVEN.finditer(text):
        if _NOT.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        words = re.sub(r"\s+", " ", match[0]).strip()
        found.setdefault(words.lower(), Fact(words, Span(match.start(), match.end(), match[0])))
    return tuple(found.values())[:MOST]
