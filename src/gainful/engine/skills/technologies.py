"""Technologies named in a text: O*NET's technology names and their short forms, matched exactly with spans."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

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
_COMMON_WORDS = frozenset(
    """access act advance ajax alert ant apex apollo archer assist atlas aurora basic blackboard box brake bridge c
    cable calendar canvas captivate care chat chef classroom clear clips concur connect control cougar d dart data
    delta dimension director documents drive e-mail ease eclipse edge electronic elements email enterprise
    envision epic evolution excel express flash flex focus forms foundation frame go groups harmony health horizon
    hype impact impress insight inventory jersey keynote labor lead lean link logic lotus mail maple maps master
    matrix max maximum maya meet mind mobile motion navigator next node numbers office one open outlook pages
    paint pascal patient plan planner point poser power premier presentations prism processing project prolog
    publisher pulse puppet quest quick r react reader relay report reports root ruby rust safari sage scheme
    script server shell silk simple sites sketch slack slate spark spreadsheet spreadsheets spring square stack
    standard star swift switch talent team teams tempo think time timer tool track tracker trak unity universe
    video visio vision visual wave web windows word workday works xd zoom""".split()  # noqa: SIM905 - a list of words, one an entry, would fill three pages
)
_LONGEST = 6
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

    def find(self, text: str, start: int, end: int) -> Iterable[tuple[Technology, Span]]:
        """Technologies named in text[start:end], the longest name first; plain words count only as written names."""
        tokens = list(_TOKEN.finditer(text, start, end))
        lower = [token.group().lower() for token in tokens]
        at = 0
        while at < len(tokens):
            step = 1
            for length in range(min(self._longest.get(lower[at], 0), len(tokens) - at), 0, -1):
                known = self._by_words.get(tuple(lower[at : at + length]))
                left, right = tokens[at].start(), tokens[at + length - 1].end()
                if known and _as_written(text, left, right, known[0], start):
                    yield known[1], Span(left, right, text[left:right])
                    step = length
                    break
            at += step


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
    """Whether the letters are the initials of the last words: "Domain name system" and DNS."""
    initials = "".join(w[0] for w in re.split(r"[\s/-]+", words) if w and w[0].isalpha())
    return initials.lower().endswith(acronym.lower())


def _generic(bare: str, plain: frozenset[str]) -> bool:
    """A kind of software rather than a name: "Help desk", "Scheduling", "Project management"."""
    words = bare.split()
    if len(words) > 1:
        return all(w.islower() for w in words[1:])
    return bare.lower() in plain or bare.lower().endswith("ing")


def _as_written(text: str, left: int, right: int, name: str, sentence_start: int) -> bool:
    """Whether the words are the name: common or short words need capitals, and not merely those of a sentence's start."""
    found = text[left:right]
    if name.isupper() and found != name:
        return False
    if " " in found.strip() and not all(w in _COMMON_WORDS or len(w) < 4 for w in found.lower().split()):
        return True
    if found.lower() not in _COMMON_WORDS and len(found) > 3:
        return (
            found[0].isupper()
            or not name[0].isupper()
            or (name.lower() == found.lower() and any(c.isdigit() for c in found))
        )
    if found.lower() not in _COMMON_WORDS and len(found) <= 3:
        return found == name or (found.isupper() and len(found) > 1)
    if not found[0].isupper() or left == sentence_start or (found.isupper() and len(found) > 2):
        return False
    return _in_list(text, left, right)


def _in_list(text: str, left: int, right: int) -> bool:
    """A plain word with a capital counts in a list of tools, or beside words that speak of tools."""
    around = text[max(0, left - 60) : right + 40]
    beside = text[max(0, left - 2) : left] + text[right : right + 2]
    named = re.search(
        r"software|proficien|comfortable|familiar|document(?:s|ed|ing)? |chart(?:s|ing)? |basic|advanced|intermediate|some|using|experience (?:with|in)|knowledge of|tools|programming|languages?|microsoft|google|ms\b|skills",
        around,
        re.IGNORECASE,
    )
    return bool(named) or bool(re.search(r"[,/]", beside))


@lru_cache(maxsize=4)
def technology_index(reference: Reference) -> TechnologyIndex:
    """The index of a reference's technologies."""
    said = (
        *(a.name for a in reference.dwas),
        *reference.esco.labels,
        *(o.title for o in reference.occupations),
    )
    plain = frozenset(word for text in said for word in re.findall(r"[a-z]+", text.lower())) | _COMMON_WORDS
    _, places, flags = reference.technology_uses
    hot = frozenset(reference.technology_list[place].id for place in set(places[(flags & 1) > 0].tolist()))
    return TechnologyIndex(reference.technology_list, plain, hot)
