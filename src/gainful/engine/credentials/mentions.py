"""Licences and certificates that postings and résumés name: a list of patterns, each with its plain name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from gainful.engine.competencies.model import Need, Span
from gainful.engine.credentials.employer_helps import promised_before, promises_help
from gainful.engine.credentials.model import CredentialFact
from gainful.engine.credentials.schooling import DEGREES
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.sections import Section, SectionKind

_LISTED = tomllib.loads((Path(__file__).parent / "data" / "credentials.toml").read_text(encoding="utf-8"))[
    "credential"
]
CREDENTIALS: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (
        f"credential:{slug}",
        name,
        re.compile(
            pattern if re.search(r"\\b[A-Z]|[A-Z]\\?[+(]", pattern) else f"(?i:{pattern})", re.IGNORECASE
        ),
    )
    for slug, name, pattern in ((each["slug"], each["name"], each["pattern"]) for each in _LISTED)
)
_SET = PatternSet(((key, name), pattern) for key, name, pattern in CREDENTIALS)
CREDENTIAL_NAMES = {key: name for key, name, _ in CREDENTIALS} | {
    f"credential:{slug}": name for slug, name in DEGREES.values()
}
"""What each credential that readers know is called, by id; degrees too."""
_COVERED_BY = {"credential:cdl": ("credential:cdl-a", "credential:cdl-b")}
_SHOUTED = re.compile(r"^[A-Za-z.+-]{2,6}$")


def credential_name(competency_id: str) -> str:
    """Return what a credential is called; one that nobody knows goes by the words of its id."""
    words = competency_id.removeprefix("credential:").replace("-", " ").capitalize()
    return CREDENTIAL_NAMES.get(competency_id, words)


def find_credentials(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, str, Span]]:
    """Every credential named in text[start:end], once each, with its place; abbreviations must be in capitals."""
    yield from _found(text, start, len(text) if end is None else end, _SET)


def _found(
    text: str, start: int, end: int, listed: PatternSet[tuple[str, str]]
) -> Iterator[tuple[str, str, Span]]:
    found: dict[str, tuple[str, str, Span]] = {}
    for (competency_id, name), pattern in listed.possible(text[start:end]):
        for match in pattern.finditer(text, start, end):
            if _SHOUTED.match(match.group()) and not match.group()[:2].isupper() and "+" not in match.group():
                continue
            found[competency_id] = (competency_id, name, Span(match.start(), match.end(), match.group()))
            break
    for general, special in _COVERED_BY.items():
        if any(s in found for s in special):
            found.pop(general, None)
    yield from sorted(found.values(), key=lambda f: f[2].start)


def credential_mentions(text: str, credentials: Iterable[str], spans: Iterable[Span]) -> list[Span]:
    """Every place in `spans` that names one of these credentials: its words speak of it and of nothing else."""
    wanted = set(credentials)
    patterns = [pattern for competency_id, _, pattern in CREDENTIALS if competency_id in wanted]
    return [
        Span(match.start(), match.end(), match.group())
        for span in spans
        for pattern in patterns
        for match in pattern.finditer(text, span.start, span.end)
    ]


def credential_facts(text: str, sections: tuple[Section, ...]) -> tuple[CredentialFact, ...]:
    """Credentials in the parts that speak of the work, with their need; the strictest need where named twice."""
    order = {Need.DAY_ONE: 0, Need.WE_TRAIN: 1, Need.NICE: 2}
    listed = _SET.within(text)
    best: dict[str, CredentialFact] = {}
    for section in sections:
        if section.kind in _SILENT:
            continue
        for sentence in section.sentences:
            for competency_id, name, span in _found(text, sentence.start, sentence.end, listed):
                if held_by_others(text, span) or not_asked(text, span.start, span.end):
                    continue
                need = need_near(
                    sentence.text,
                    span.start - sentence.start,
                    span.end - sentence.start,
                    _asked(section.kind),
                )
                if is_one_of_several(text, span):
                    need = Need.NICE
                known = best.get(competency_id)
                if known is None or order[need] < order[known.need]:
                    helps = need is not Need.NICE and (
                        promises_help(text, span.end) or promised_before(text, span.start)
                    )
                    need = Need.WE_TRAIN if helps else need
                    best[competency_id] = CredentialFact(competency_id, name, need, span, helps)
    return tuple(sorted(best.values(), key=lambda c: c.span.start))


_AMOUNT = r"(?:\d+|an?|one|two|three|four|five|six|some)"
_OR_WORK = re.compile(
    rf"\s*(?:\([^)\n]*\)\s*)?(?:certification|certificate|certified|license|card)?,? or (?:at least |equivalent |relevant )?"
    rf"(?:{_AMOUNT}\+? (?:\w+ )?(?:years?|months?)\b|experience\b)",
    re.IGNORECASE,
)
_WORK_OR = re.compile(
    r"\b(?:degree|years?|months?|experience|program)\b[^,;.:()\n]{0,40},? or (?:an? |the )?(?:current |valid )?$",
    re.IGNORECASE,
)


def is_one_of_several(text: str, span: Span) -> bool:
    """Say whether years of work or a degree do as well: "A+ or one year of this kind of work". Nobody must hold it then;
    the line in the posting's own words says what is asked.
    """
    line = text.rfind("\n", 0, span.start) + 1
    before = text[max(line, span.start - 80) : span.start]
    return _OR_WORK.match(text, span.end) is not None or _WORK_OR.search(before) is not None


_OTHERS = re.compile(
    r"\b(?:under|alongside|beside|assist(?:s|ing)?|help(?:s|ing)?|support(?:s|ing)?|work(?:s|ing)? (?:with|for|under|beside|alongside)|supervis\w+ (?:by|of|from)"
    r"|report(?:s|ing)? to|direction of|guidance of|(?:shown|taught|trained|given|written|programs?) by|eyes? of|oversee[ns]?|coordinates? with|refers? to|hands? over to|calls?|posted|hires?)"
    r" (?:(?:the|our|an?|your|other|licensed|certified|registered|senior) )*(?:[\w-]+ )?$",
    re.IGNORECASE,
)


_OF_A_FIRM = re.compile(r"s?['’]?s?\s+(?:firms?|practice|offices?|framework|clients?)\b", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:&|\band) [A-Z][\w'’-]+,? $")
"""Before the plural of a profession that ends a firm's name: "Hart & Dunne CPAs"."""


def held_by_others(text: str, span: Span) -> bool:
    """Whether a credential names somebody whom the worker works beside: "under a licensed electrician"."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 60)
    if _OF_A_FIRM.match(text, span.end) or (
        _NAME_BEFORE.search(text[start : span.start]) and text[span.end : span.end + 1] == "s"
    ):
        return True
    return _OTHERS.search(text[start : span.start]) is not None


def _asked(kind: SectionKind) -> SectionKind:
    """A licence is held and not done: named among the duties, it is asked for all the same."""
    return kind if kind is SectionKind.NICE else SectionKind.REQUIREMENTS


_SILENT = frozenset({"company", "benefits", "eeo"})
