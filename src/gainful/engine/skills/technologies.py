"""Technologies named in a text: O*NET's technology names and their short forms, matched exactly with spans."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.competencies.model import Span

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference, Technology

_TOKEN = re.compile(r"[A-Za-z0-9][\w+#]*(?:[.&'-][\w+#]+)*|\.NET\b")
_TAIL = re.compile(
    r"\s+(?:software|applications?|systems?|programs?|platform|suite|programming language|database|web server|framework)$",
    re.IGNORECASE,
)
_VENDOR = re.compile(
    r"^(?:Microsoft|Adobe|Autodesk|Google|Apple|Atlassian|The MathWorks|IBM|Oracle|Intuit|Cisco|Amazon|Epic Systems|Dassault Systemes)\s+"
)
_ACRONYM_AT_END = re.compile(r"^(.{6,}) ([A-Z][A-Z0-9/+]{1,6})$")
_FILE = Path(__file__).parent / "data" / "technologies.toml"
_LISTED = tomllib.loads(_FILE.read_text(encoding="utf-8"))
_PLAIN_WORDS = frozenset(_LISTED["plain_words"])
_CONTEXT = re.compile(rf"\b(?:{'|'.join(_LISTED['context'])})\b[^.;\n]{{0,30}}$", re.IGNORECASE)
_VENDOR_BEFORE = re.compile(r"\b(?:Microsoft|MS|Google|Adobe|Autodesk|Apple|Oracle|SAP|IBM|Intuit)\s*$")
_ARTICLE_BEFORE = re.compile(r"\b(?:the|an?|our|your|their|his|her|its)\s$", re.IGNORECASE)
"""No product is called "the Director" or "a Project"."""
_RATED = re.compile(r"\b(?:basic|intermediate|advanced|strong|working)\s$", re.IGNORECASE)
_TOOL_AFTER = re.compile(r"[ /-](?:databases?|quer(?:y|ies|ying)|scripts?|scripting|code)\b")
"""What only a language or a program has: "SQL queries"."""
_NO_PRODUCT = re.compile(rf"^\s+(?:{'|'.join(_LISTED['not_products'])})", re.IGNORECASE)
_SEPARATOR = re.compile(r"^\s*(?:,|/|&|\+|and\b|or\b|,\s*and\b)\s*$")
_LONGEST = 6
_INITIALS = 5
"""Longest run of capitals that may be initials of something else: AWS, ADA, EMS."""
_EXTRA: dict[str, str] = {
    "excel": "microsoft excel", "word": "microsoft word", "powerpoint": "microsoft powerpoint", "outlook": "microsoft outlook",
    "ms office": "microsoft office software", "microsoft office": "microsoft office software", "office 365": "microsoft office software",
    "microsoft 365": "microsoft office software", "ms word": "microsoft word", "ms excel": "microsoft excel", "ms teams": "microsoft teams",
    "google workspace": "google docs", "epic": "epic systems", "aws": "amazon web services aws software", "postgres": "postgresql",
    "k8s": "kubernetes", "active directory": "microsoft active directory", "windows": "microsoft windows", "g-code": "g-code",
    "sharepoint": "microsoft sharepoint", "azure": "microsoft azure software", "servicenow": "servicenow", "quickbooks": "intuit quickbooks",
}  # fmt: skip


class TechnologyIndex:
    """Every known technology by its names; building takes a moment, so it is kept per reference version."""

    def __init__(
        self,
        technologies: Iterable[Technology],
        plain_words: frozenset[str] = frozenset(),
        hot: frozenset[str] = frozenset(),
    ) -> None:
        self._plain = plain_words
        self._by_words: dict[tuple[str, ...], tuple[str, Technology]] = {}
        self._longest: dict[str, int] = defaultdict(int)
        by_name: dict[str, Technology] = {}
        for technology in technologies:
            by_name.setdefault(technology.name.lower(), technology)
        for technology in by_name.values():
            for name in _names(technology.name, plain_words):
                self._add(name, technology)
        for brand, technology in _brands(by_name.values(), plain_words, hot).items():
            self._add(brand, technology)
        for short, long in _EXTRA.items():
            known = (
                by_name.get(long)
                or by_name.get(long.removesuffix(" software"))
                or by_name.get(f"{long} software")
            )
            if known is not None:
                self._add(
                    short.title() if short.islower() and len(short) > 3 else short.upper(), known, over=True
                )

    def _add(self, name: str, technology: Technology, *, over: bool = False) -> None:
        words = tuple(m.group().lower() for m in _TOKEN.finditer(name))
        if words and len(words) <= _LONGEST and (over or words not in self._by_words):
            self._by_words[words] = (name, technology)
            self._longest[words[0]] = max(self._longest[words[0]], len(words))

    def find(
        self, text: str, start: int, end: int, expected: frozenset[str] = frozenset()
    ) -> Iterator[tuple[Technology, Span]]:
        """Technologies named in text[start:end], the longest name first.

        A word of every day or a few initials count beside a vendor, in a list of tools, after words that speak of tools,
        or where the technology is `expected` (ids that O*NET gives to this work).
        """
        found = list(self._named(text, start, end))
        strong = [self._stands_alone(text, left, right, start) for _, left, right in found]
        for place, (technology, left, right) in enumerate(found):
            beside = [
                found[other][1:]
                for other in (place - 1, place + 1)
                if 0 <= other < len(found) and strong[other] is not False
            ]
            listed = any(
                _SEPARATOR.match(text[min(right, last) : max(left, first)]) for first, last in beside
            )
            if strong[place] or (
                strong[place] is None
                and (
                    listed
                    or (technology.id in expected and not _opens_a_sentence(text, left, start))
                    or _tools_before(text, left, start)
                    or _TOOL_AFTER.match(text[right : right + 24])
                )
                and not _NO_PRODUCT.match(text[right : right + 24])
                and (beside or not _inside_a_name(text, left, right, start))
            ):
                yield technology, Span(left, right, text[left:right])

    def _named(self, text: str, start: int, end: int) -> Iterator[tuple[Technology, int, int]]:
        """Stretches of words that are the name of a technology, in any case, the longest first."""
        tokens = list(_TOKEN.finditer(text, start, end))
        lower = [token.group().lower() for token in tokens]
        at = 0
        while at < len(tokens):
            step = 1
            for length in range(min(self._longest.get(lower[at], 0), len(tokens) - at), 0, -1):
                known = self._by_words.get(tuple(lower[at : at + length]))
                left, right = tokens[at].start(), tokens[at + length - 1].end()
                if known and _may_be(text[left:right], known[0]):
                    yield known[1], left, right
                    step = length
                    break
            at += step

    def _stands_alone(self, text: str, left: int, right: int, start: int) -> bool | None:
        """Whether the words are a name whatever stands around them; None where that decides, False where they are none."""
        found = text[left:right]
        words = found.split()
        if len(words) > 1 and _VENDOR_BEFORE.search(words[0]):
            return True
        plain = all(self._plain & {word.lower(), f"{word.lower()}s"} or len(word) < 2 for word in words)
        if plain:
            before = text[max(start, left - 12) : left]
            if _VENDOR_BEFORE.search(before):
                return True
            if _ARTICLE_BEFORE.search(before):
                return False
            return None if all(word[0].isupper() for word in words) else False
        if found.isupper() and len(found) <= _INITIALS and len(words) == 1:
            return None
        return True


def _may_be(found: str, name: str) -> bool:
    """Whether the case of the words allows the name: a name with capitals is not written small, nor initials as a word."""
    if found.isupper() != name.isupper() and min(len(found), len(name)) <= _INITIALS:
        return False
    if name.isupper():
        return found == name or len(name) > _INITIALS
    if " " in found:
        return found[0].isupper() or found == name or found.islower()
    return found[0].isupper() or not name[0].isupper() or any(c.isdigit() for c in found)


def _opens_a_sentence(text: str, left: int, start: int) -> bool:
    return left == start or re.search(r"[.!?:]\s+$", text[max(start, left - 4) : left]) is not None


def _inside_a_name(text: str, left: int, right: int, start: int) -> bool:
    """Whether a word with a capital touches the words: "Disabilities Act", "Public Works", "Office Manager"."""
    before = re.search(r"([A-Z][\w’'-]*) $", text[max(start, left - 30) : left])
    after = re.match(r" [A-Z][a-z]", text[right : right + 3])
    return bool(after) or (before is not None and left - len(before.group()) > start)


def _tools_before(text: str, left: int, start: int) -> bool:
    before = text[max(start, left - 60) : left]
    return _CONTEXT.search(before) is not None or _RATED.search(before) is not None


def _names(name: str, plain: frozenset[str]) -> list[str]:
    """The full name; without "software" and the vendor where a name is left; both halves of "Long Name LN"."""
    bare = _TAIL.sub("", name)
    if (found := _ACRONYM_AT_END.match(bare)) and _stands_for(found.group(2), found.group(1)):
        return [name, found.group(1), found.group(2)] if len(found.group(2)) > 2 else [name, found.group(1)]
    if bare != name and _generic(bare, plain):
        return [name]
    without = _VENDOR.sub("", bare)
    return [name, bare, without] if len(without) > 2 else [name, bare]


def _brands(
    technologies: Iterable[Technology], plain: frozenset[str], hot: frozenset[str]
) -> dict[str, Technology]:
    """The one word of a name that no other technology has and that is no plain word: Dentrix, EagleSoft, Splunk.

    Without a capital inside it must be a hot technology's: among the rare ones are Remark, Fixes and Jersey.
    """
    uses: dict[str, list[Technology]] = defaultdict(list)
    for technology in technologies:
        for word in set(re.findall(r"[A-Za-z][A-Za-z0-9]{4,}", technology.name)):
            uses[word].append(technology)
    found: dict[str, Technology] = {}
    for word, of in uses.items():
        name = of[0].name.split()
        last, rest = word == name[-1], {w.lower() for w in name} - {word.lower()}
        alone = last or (len(name) == 2 and word == name[0] and rest <= plain)
        marked = word[0].isupper() and (of[0].id in hot or re.search(r"[a-z][A-Z]", word) is not None)
        if len(of) == 1 and len(name) > 1 and alone and marked and word.lower() not in plain:
            found[word] = of[0]
    return found


def _stands_for(acronym: str, words: str) -> bool:
    """Whether the letters are the initials of the words: "Domain name system" and DNS, no vendor before them."""
    initials = "".join(w[0] for w in re.split(r"[\s/-]+", words) if w and w[0].isalpha())
    return initials.lower().endswith(acronym.lower()) and len(initials) <= len(acronym) + 1


def _generic(bare: str, plain: frozenset[str]) -> bool:
    """A kind of software rather than a name: "Help desk", "Scheduling", "Project management"."""
    words = bare.split()
    if len(words) > 1:
        return all(w.islower() for w in words[1:])
    return bool(plain & {bare.lower(), f"{bare.lower()}s"}) or bare.lower().endswith("ing")


@lru_cache(maxsize=4)
def technology_index(reference: Reference) -> TechnologyIndex:
    """The index of a reference's technologies; of several that share a name, the one that most occupations use.

    O*NET lists "Structured query language SQL" and, once, "Structure query language SQL": who writes SQL means the first.
    """
    titles = (*(a.name for a in reference.dwas), *(o.title for o in reference.occupations))
    plain = {word for text in titles for word in re.findall(r"[a-z]+", text.lower())}
    plain |= {
        word for label in reference.esco.labels for word in re.findall(r"(?<![\w.])[a-z]+(?![\w.])", label)
    }
    _, places, flags = reference.technology_uses
    hot = frozenset(reference.technology_list[place].id for place in set(places[(flags & 1) > 0].tolist()))
    uses = np.bincount(places, minlength=len(reference.technology_list))
    by_use = [reference.technology_list[place] for place in np.argsort(-uses, kind="stable").tolist()]
    return TechnologyIndex(by_use, frozenset(plain) | _PLAIN_WORDS, hot)


@lru_cache(maxsize=64)
def expected_technologies(reference: Reference, code: str) -> frozenset[str]:
    """Ids of the technologies that O*NET gives to an occupation or to others of its broad occupation."""
    near = [o.code for o in reference.occupations if o.code[:6] == code[:6]]
    return frozenset(technology.id for other in near for technology in reference.technologies(other))
