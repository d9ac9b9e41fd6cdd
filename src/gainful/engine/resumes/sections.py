"""The parts of a résumé: which heading opens which, also headings of people's own ("Where I've poured")."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from gainful.engine.competencies.model import Span
from gainful.engine.resumes.dates import POINT
from gainful.engine.text.sentences import is_bullet, lines, span_of

UNKNOWN = "?"
"""A part whose heading says nothing that is known: it may hold jobs, and it ends the part before."""
_WHOLE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"^[\W_]*(?:{pattern})[\W_]*$", re.IGNORECASE))
    for kind, pattern in (
        (
            "work",
            r"(?:work|professional|employment|relevant|career|other|additional|military)?\s*(?:experience|history|employment|background|career history|service)|work|employment|jobs|positions held|volunteer(?:ing)?(?: experience| work)?|internships?",
        ),
        (
            "education",
            r"education(?: (?:and|&) (?:training|certifications?))?|academic (?:background|history)|schooling|training",
        ),
        (
            "skills",
            r"(?:technical |key |core |computer |professional |special )?(?:skills|competenc(?:ies|y)|proficienc(?:ies|y)|strengths)(?: (?:and|&) (?:abilities|tools|strengths))?|tools|technologies|languages",
        ),
        (
            "credentials",
            r"(?:licen[cs]es?|certifications?|certificates|credentials)(?:\s*(?:and|&|/)\s*(?:licen[cs]es?|certifications?|training))?",
        ),
        ("summary", r"(?:professional |career )?(?:summary|profile|objective)|about(?: me)?"),
        (
            "other",
            r"references?|awards?(?: (?:and|&) \w+)?|interests|hobbies|projects|publications|contact(?: information)?|affiliations|memberships",
        ),
    )
)
_HOLDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE))
    for kind, pattern in (
        ("other", r"unpaid|for free|volunteer\w*|service|reach(?: me)?|contact|references|refs|likes|interests|honou?rs|awards?"),
        ("skills", r"skills|abilities|strengths|tools|toolbox|good at|can do|i know|computers?|languages?|tongues?|speaks?|spoken|hands|equipment"),
        ("credentials", r"licen[cs]\w*|certif\w+|credentials?|permits?|cards?|papers?|registrations?|professional development"),
        ("education", r"education\w*|school\w*|studied|study|studies|degrees?|academic\w*|class(?:room|es)?|learning|training|formal|courses?"),
        ("work", r"experience|employ\w+|work(?:ed)?|jobs?|history|positions?|appointments?|career|chronology|timeline|roles?|where i\S*|i(?:['’]ve| have)? (?:done|did)|been at|for (?:money|pay)"),
        ("summary", r"summary|profile|objective|about|purpose"),
    )
)  # fmt: skip
"""Words that tell the part of a heading people make up themselves; the first kind that has one is it."""
_LABEL = re.compile(r"([A-Za-z][A-Za-z &/]{2,40}?)(?::|\s*\|)\s+(?=\S)")
"""A heading with its part on the same line: "Licenses: CDL A"."""
_ASIDE = re.compile(r"\s*\([^)]*\)\s*$")
_FIELD = re.compile(r"(?:employer|company|organi[sz]ation|job title|position|occupation)\s+\S", re.IGNORECASE)
"""A field of a form whose colon is lost: "Employer Green Hotel"."""
_JOINING = frozenset({"&", "and", "my", "the", "of", "+"})
MOST_WORDS = 6


def section_of(line: str) -> str | None:
    """Return the part of a résumé that a usual heading line opens, None for other lines."""
    if len(line) > 45 or is_bullet(line):
        return None
    return next((kind for kind, pattern in _WHOLE if pattern.match(line)), None)


def sectioned(text: str, is_title: Callable[[str], bool]) -> list[tuple[str, Span]]:
    """Return every line with the part it stands in ("" before the first heading); headings are left out.

    `is_title` says whether a line names a job or an employer: such a line is no heading of a person's own.
    """
    found: list[tuple[str, Span]] = []
    kind = ""
    all_lines = list(lines(text))
    for number, line in enumerate(all_lines):
        heading = section_of(line.text)
        label = _LABEL.match(line.text)
        if heading is not None:
            kind = heading
        elif label and (labelled := section_of(label.group(1))):
            kind = labelled
            found.append((kind, span_of(text, line.start + label.end(), line.end)))
        elif own := _own_heading(text, all_lines, number, is_title):
            small = own == UNKNOWN and kind == "work" and not line.text.isupper()
            if small and _names_beside(all_lines, number, is_title):
                found.append((kind, line))
                continue
            kind = own
        elif not re.fullmatch(r"[=~_*#-]{3,}", line.text):
            found.append((kind, line))
    return found


def _own_heading(text: str, all_lines: Sequence[Span], number: int, is_title: Callable[[str], bool]) -> str:
    """Return the part that a heading of a person's own opens, UNKNOWN where its words tell none, "" for no heading."""
    line = all_lines[number]
    bare = _ASIDE.sub("", line.text).strip(" :=~*#-–—")
    words = bare.split()
    if (
        not words
        or len(words) > MOST_WORDS
        or len(bare) > 45
        or is_bullet(line.text)
        or number + 1 == len(all_lines)
        or _FIELD.match(bare)
    ):
        return ""
    if re.search(r"\d|[,;|@·•/]|\.$|\t|\s{3}", bare):
        return ""
    plain = [word for word in words if word.lower() not in _JOINING]
    telling = bool(plain) and all(any(pattern.search(word) for _, pattern in _HOLDS) for word in plain)
    if is_title(bare) and not (telling and len(plain) > 1):
        return ""
    underlined = re.fullmatch(r"[=~_*#-]{3,}", all_lines[number + 1].text) is not None
    apart = number == 0 or _blank(text, all_lines[number - 1], line)
    if not (apart or underlined):
        return ""
    for kind, pattern in _HOLDS:
        if pattern.search(bare):
            return kind
    capitals = bare.isupper()
    return UNKNOWN if number and (capitals or underlined or _blank(text, line, all_lines[number + 1])) else ""


def _names_beside(all_lines: Sequence[Span], number: int, is_title: Callable[[str], bool]) -> bool:
    """Whether a line of a work history between blank lines is one name of an entry: beside it stands a title or the heading."""
    near = [*all_lines[number - 1 : number], *all_lines[number + 1 : number + 2]]
    bare = [line.text.strip(" :") for line in near]
    return any(is_title(words) or section_of(words) == "work" or POINT.search(words) for words in bare)


def _blank(text: str, before: Span, after: Span) -> bool:
    return text.count("\n", before.end, after.start) > 1
