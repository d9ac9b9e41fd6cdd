"""Schedule, contract and remote work."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.text.needs import not_asked
from gainful.engine.text.patterns import PatternSet

_SHIFTS = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("rotating", r"rotating|swing|alternating|dupont|panama schedule"),
    ("night", r"(?<!every )\bnights?\b(?! before| (?:a|per) week)|overnight|graveyard|third shift|3rd shift|\b(?:7|11)\s?p(?:\.?m\.?)?\s?(?:-|–|to)\s?7"),
    ("evening", r"\bevenings?\b|second shift|2nd shift|afternoon shift"),
    ("weekend", r"\bweekends?\b|saturdays?\b|every other weekend"),
    ("flexible", r"flexible (?:schedule|hours|shifts|scheduling)|flex(?:ible)? time"),
    ("day", r"\bday ?shifts?\b|first shift|1st shift|\bdays\b(?=[,;])|\bdays?\b(?=\s*(?:or|and|&|/|,)\s*(?:nights?|evenings?))|(?<=night or )days?\b|(?<=nights or )days?\b|(?<=evening or )days?\b|(?<=evenings or )days?\b|monday (?:through|to|-|–) friday"
            r"|mon\.?\s?(?:-|–|to)\s?fri|m-f\b|school hours"),
))  # fmt: skip
_SHIFT_CONTEXT = re.compile(
    r"shift|schedule|hours|work(?:ing|s)? (?:nights|evenings|weekends)|nights|weekends|overnight|monday|mon|m-f",
    re.IGNORECASE,
)
_NO_SHIFT = re.compile(
    r"no (?:nights|weekends|evenings)|nights and weekends off|weekends off|off on weekends", re.IGNORECASE
)
_CONTRACT = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("apprenticeship", r"\bapprentice(?:ship)?s?\b"),
    ("internship", r"\bintern(?:ship)?\b"),
    ("per_diem", r"\bper[- ]diem\b|\bprn\b"),
    ("seasonal", r"\bseasonal\b"),
    ("temporary", r"\btemp(?:orary)?\b(?!eratur)(?:[- ]to[- ](?:hire|perm))?|\bfixed[- ]term\b"),
    (
        "contract",
        r"\bcontract(?:or)? (?:position|role|job|basis)|\b\d+[- ]month contract\b|\bindependent contractor|\b1099\b",
    ),
    ("part_time", r"\bpart[- ]?time\b"),
    ("full_time", r"\bfull[- ]?time\b"),
))  # fmt: skip
_REMOTE = PatternSet((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in (
    ("hybrid", r"\bhybrid\b(?! (?:cars?|vehicles?|cloud|inverter|electric|engine))|\b(?:one|two|three|four|\d) days? (?:a week |per week )?(?:in (?:the |our )?office|remote|from home)"),
    ("on_site", r"\bon-?site\b(?= (?:only|position|role|job|work|in|at)|[.,;)]|$)|\bnot (?:a )?remote\b|\bin[- ]person\b(?= (?:position|role|job|only))|\bno remote\b"),
    ("remote", r"\b(?:fully |100% )?remote\b(?! (?:control|sites?|areas?|locations?|desktop|support|monitoring|access|sensing|users?|troubleshooting|offices?|villages?))|work from home|telecommut|telework"),
))  # fmt: skip
_EMPLOYMENT_TYPES = {
    "FULL_TIME": "full_time", "PART_TIME": "part_time", "TEMPORARY": "temporary", "CONTRACTOR": "contract",
    "INTERN": "internship", "PER_DIEM": "per_diem", "SEASONAL": "seasonal",
}  # fmt: skip


_WEEKDAYS = re.compile(r"mon.*fri.*|m-f\b.*", re.IGNORECASE)


def schedule_fact(text: str) -> Fact[str] | None:
    """The shifts named, in the order they stand in the text, and the stretch of text that names the first."""
    found: dict[str, Span] = {}
    for name, pattern in _SHIFTS.possible(text):
        for match in pattern.finditer(text):
            around = text[max(0, match.start() - 60) : match.end() + 60]
            line = around[
                : around.find("\n", 60 + len(match.group()))
                if "\n" in around[60 + len(match.group()) :]
                else None
            ]
            if not _SHIFT_CONTEXT.search(line) or _NO_SHIFT.search(around):
                continue
            if re.search(r"per day|degree|years? of", text[match.start() : match.end() + 8], re.IGNORECASE):
                continue
            span = Span(match.start(), match.end(), match.group())
            if _WEEKDAYS.fullmatch(span.text):
                found.setdefault(name, span)
                continue
            found[name] = span
            break
    if not found:
        return None
    if {"evening", "night"} & found.keys() and _WEEKDAYS.fullmatch(
        found["day"].text if "day" in found else ""
    ):
        del found["day"]  # "second shift, Monday to Friday" says which days, not that days are worked
    order = sorted(found, key=lambda n: found[n].start)
    return Fact(",".join(order), found[order[0]])


def contract_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """The kind of contract: mark-up first, then the rarest kind the text names."""
    marked = (structured or {}).get("employment_type", "").upper().replace("-", "_").split(",")[0].strip()
    if marked in _EMPLOYMENT_TYPES:
        return Fact(_EMPLOYMENT_TYPES[marked])
    head = text[:2500]
    for name, pattern in _CONTRACT.possible(text):
        for match in pattern.finditer(text if name.endswith("_time") else head):
            if not _side_remark(text, match):
                return Fact(name, Span(match.start(), match.end(), match.group()))
    return None


def _side_remark(text: str, match: re.Match[str]) -> bool:
    """Whether the words speak of somebody else's contract: "experience, including internships", "benefits for full-time staff"."""
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 30]
    return bool(
        re.search(
            r"experience|path (?:in)?to|toward|includ|completed? (?:an?|your)|benefits for|supervis|train|mentor|former",
            before,
            re.IGNORECASE,
        )
        or re.search(
            r"^\s*(?:experience|completion|staff|employees|workers (?:receive|get)|program gradu|or equivalent)",
            after,
            re.IGNORECASE,
        )
    )


_REFUSED = re.compile(r"[^\n]{0,20}[:?]?\s*\n?\s*(?:no|not eligible|none|n/a)\s*(?:$|[.;\n])", re.IGNORECASE)
"""A field of a form that is answered with no: "Telework eligible / No"."""


def remote_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """Where the work is done, None where the posting does not say."""
    if "TELECOMMUTE" in (structured or {}).get("remote", "").upper():
        return Fact("remote")
    for name, pattern in _REMOTE.possible(text):
        for match in pattern.finditer(text):
            if not not_asked(text, match.start(), match.end()) and not _REFUSED.match(text, match.end()):
                return Fact(name, Span(match.start(), match.end(), match.group()))
    return None
