"""Schedule, weekly hours, contract, openings and remote work."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
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
_HOURS = re.compile(
    r"(\d{1,2}(?:\.\d)?)\s*(?:(?:-|–|to)\s*(\d{1,2}(?:\.\d)?)\s*)?\+?\s*(?:hours|hrs?)\.?\s*(?:/|per|a|each|-)?\s*(?:week|wk)",
    re.IGNORECASE,
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
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_COUNT = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_OPENINGS = PatternSet(enumerate((
    re.compile(
        rf"(?:openings?|positions?|vacanc(?:y|ies)|number of (?:openings|positions)|headcount)\s*(?:available)?\s*[:=]\s*{_COUNT}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_COUNT}\s*(?:\(\d+\)\s*)?(?:\w+[- ]){{0,2}}?(?:open(?:ings?| positions)|vacancies|positions (?:available|open)|seats)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_COUNT}\s*FTEs?\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:class|crew|cohort|group) of {_COUNT}\b(?=[^.\n]{{0,30}}\b(?:start|need|want|begin|hir))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:^|[.;!])\s*{_COUNT} (?:apprentices|trainees)\s*[.;!\n]", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"\b{_COUNT}\s+positions?(?=\s*(?:[.,;!)]|$))", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"\b(?:hiring|seeking|looking for|recruiting|need(?:s|ing)?)\s+(?:up to\s+)?{_COUNT}\b(?!\s*(?:years?|hours?|\+|-|days|months|%|or more))",
        re.IGNORECASE,
    ),
)))  # fmt: skip
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


def hours_fact(text: str, structured: StructuredPosting | None = None) -> Fact[float] | None:
    """Hours a week; the middle where a range is given."""
    for match in _HOURS.finditer(text):
        low, high = float(match.group(1)), float(match.group(2) or match.group(1))
        if 3 <= low <= high <= 84:
            return Fact((low + high) / 2, Span(match.start(), match.end(), match.group()))
    match_structured = _HOURS.search((structured or {}).get("hours", ""))
    return Fact(float(match_structured.group(1))) if match_structured else None


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
    before, after = text[max(0, match.start() - 30) : match.start()], text[match.end() : match.end() + 30]
    return bool(
        re.search(
            r"experience|includ|completed? (?:an?|your)|benefits for|supervis|train|mentor|former",
            before,
            re.IGNORECASE,
        )
        or re.search(
            r"^\s*(?:experience|completion|staff|employees|workers (?:receive|get)|program gradu|or equivalent)",
            after,
            re.IGNORECASE,
        )
    )


def openings_fact(text: str, structured: StructuredPosting | None = None) -> Fact[int] | None:
    """How many people are wanted, None where the posting does not say."""
    for _, pattern in _OPENINGS.possible(text):
        for match in pattern.finditer(text):
            word = match.group(1).lower()
            count = _NUMBERS.get(word) or int(word) if word.isdigit() or word in _NUMBERS else 0
            if 1 <= count <= 500:
                return Fact(count, Span(match.start(), match.end(), match.group()))
    marked = (structured or {}).get("openings", "")
    return Fact(int(marked)) if marked.isdigit() and int(marked) > 0 else None


def remote_fact(text: str, structured: StructuredPosting | None = None) -> Fact[str] | None:
    """Where the work is done, None where the posting does not say."""
    if "TELECOMMUTE" in (structured or {}).get("remote", "").upper():
        return Fact("remote")
    for name, pattern in _REMOTE.possible(text):
        if match := pattern.search(text):
            return Fact(name, Span(match.start(), match.end(), match.group()))
    return None
