"""What the employer gives beside the pay, in the posting's words: "uniform and one meal a shift are on us"."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact

MOST = 6
"""Things of one posting that are kept."""
_THING = (
    r"(?:uniforms?|scrubs|(?:(?:work|safety|winter|steel[- ]toed?|freezer) )*(?:boots?|shoes?|coats?|jackets?|gloves|clothes"
    r"|clothing|glasses|gear|equipment)|aprons?|ppe|(?:hand |power )?tools?(?: (?:sets?|kits?|allowance))?|gauge sets?"
    r"|laptops?|computers?|phones?|(?:company |work )?(?:vans?|cars?|vehicles?|trucks?)|meals?|lunch(?:es)?|housing"
    r"|mileage|parking|(?:bus|transit) pass(?:es)?)"
)
_WAY = r"(?:on us|supplied|provided|furnished|included|given|paid(?: for)?|reimbursed|free)"
_WE = (
    r"\bwe(?:['’]ll)?(?: will| also| can)* (?:help (?:you )?)?(?:give|provide|supply|furnish|cover|(?:(?<=help )|(?<=help you ))buy"
    r"|buy(?= (?:you|your)\b)|offer|issue|pay(?: for)?|reimburse)(?: you)?(?: with)?"
)
_WORDS = r"(?:(?!(?:for|to|of|at|in|on|from|used|and)\b)[\w$'’,/-]+ ){0,5}"
_OTHERS = (
    r"(?! (?:to|for) (?!you\b|(?:each|every|all|our|new|the)?(?: ?[\w-]+)? ?\b(?:employees?|staff|workers?|team|crew|hires?"
    r"|members|apprentices?|drivers?|technicians?|everyone|everybody|day|shift|work)\b))"
    r"(?! (?:at (?:a |your )?(?:own )?(?:cost|expense)|for (?:a fee|sale|\$)))"
    r"(?! (?:drivers?|operators?|mechanics?|repairs?|parts|sales|services?|rentals?|technicians?|installers?|makers?)\b)"
)
"""Not behind it: those whom the business serves, a price to pay, a trade in the thing."""
_YEARLY = r"\$\s?\d[\d,]*(?:\.\d\d)? (?:a|per|each|every) (?:year|month)"
_GIVEN = re.compile(
    rf"\b{_THING}[^.;\n,()$]{{0,40}} (?:is|are) {_WAY}\b{_OTHERS}(?! by )"
    rf"|\b{_THING}(?: and {_THING})? \({_WE}(?![^)\n]*\b{_THING})[^)\n]{{0,60}}\)"
    rf"|\b{_THING}(?: and {_THING})? {_WAY}\b(?! (?:by|to) (?:you|the (?:employee|worker))){_OTHERS}"
    rf"|{_YEARLY} (?:for|toward|towards)[^.;\n,()]{{0,20}} {_THING}\b"
    rf"|\b(?:company|employer)[- ](?:paid|provided|supplied|furnished) {_THING}\b"
    rf"|\b{_THING} (?:allowance|stipend|reimbursement)\b"
    rf"|{_WE} {_WORDS}{_THING}(?: and (?:an? )?{_THING})?\b(?! and (?:an? )?{_THING}){_OTHERS}",
    re.IGNORECASE,
)
_A_THING = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
BEFORE, BEHIND = 120, 100
"""Characters before and behind a thing in which it can be said that it is given."""
_NOT = re.compile(r"(?:\b(?:no|not|without|never|your own|own)|n['’]t) (?:\w+ )?$", re.IGNORECASE)
WORN = re.compile(
    r"\b(?:uniforms?|scrubs|boots?|shoes?|coats?|jackets?|gloves|clothes|clothing|gear|glasses|aprons?|ppe|tools?|kits?)\b",
    re.IGNORECASE,
)
"""What a program would else buy as work clothes and tools."""


def supplied(text: str) -> tuple[Fact[str], ...]:
    """Return what the posting says that the employer gives or pays toward, each in its words and in their order."""
    found: dict[str, Fact[str]] = {}
    for match in (match for start, end in _around(text) for match in _GIVEN.finditer(text, start, end)):
        if _NOT.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        words = re.sub(r"\s+", " ", match[0]).strip()
        found.setdefault(words.lower(), Fact(words, Span(match.start(), match.end(), match[0])))
    return tuple(found.values())[:MOST]


def _around(text: str) -> list[tuple[int, int]]:
    """Return the stretches in which a thing that can be given stands: most of a posting need not be read closely."""
    found: list[tuple[int, int]] = []
    for thing in _A_THING.finditer(text):
        start, end = max(0, thing.start() - BEFORE), min(len(text), thing.end() + BEHIND)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
