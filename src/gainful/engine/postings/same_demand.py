"""One demand, one line: words of the posting that say a license again, or repeat another line, get no line of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gainful.engine.competencies.model import Need, ProfileLine, Span, Taxonomy
from gainful.engine.skills.stated import own_words_id
from gainful.engine.text.sentences import without_when

_WORD = re.compile(r"[a-z0-9]+(?:[’'][a-z]+)?")
_FILLER = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "current",
        "currently",
        "day",
        "days",
        "first",
        "for",
        "have",
        "hold",
        "holding",
        "hold",
        "holder",
        "in",
        "is",
        "licence",
        "license",
        "licensed",
        "licensure",
        "must",
        "of",
        "on",
        "one",
        "or",
        "possess",
        "required",
        "state",
        "the",
        "to",
        "up",
        "valid",
        "active",
        "week",
        "weeks",
        "within",
        "month",
        "months",
        "your",
        "you",
        "with",
        "certificate",
        "certification",
        "certified",
        "card",
    ]
)
"""What is said beside the name of a license without asking for more; adds: one line less for each license of a posting."""


def without_repeats(
    credentials: Sequence[ProfileLine], stated: Iterable[ProfileLine]
) -> tuple[ProfileLine, ...]:
    """Return the lines in the posting's own words that ask for more than the credentials and the other lines do.

    "Valid driver's license" beside the license, "blueprints" beside "Read blueprints" are repeats; "CDL class B with
    air brakes" is not. Of two alike the longer stays; of two the same the first.
    """
    named = [_words_of(line) for line in credentials]
    kept: list[ProfileLine] = []
    for line in stated:
        own = _words(without_when(line.name))
        if line.taxonomy is Taxonomy.OWN and any(_adds_nothing(own, words) for words in named):
            continue
        kept.append(_only_more(line, credentials))
    texts = [" ".join(_WORD.findall(line.name.lower())) for line in kept]
    return tuple(
        line
        for place, line in enumerate(kept)
        if line.taxonomy is not Taxonomy.OWN or not _is_inside(place, kept, texts)
    )


def without_narrower(listed: Iterable[ProfileLine], stated: Sequence[ProfileLine]) -> list[ProfileLine]:
    """Return the lines of a list but for those whose words all stand in one line of the posting's own words.

    "Receive goods" beside "receive and put away pallets" is one demand, and the employer's words say it better; so is
    "issue sales invoices", which a clerk who matches invoices to orders never does.
    """
    whole = [(evidence.span, line.need) for line in stated for evidence in line.evidence[:1] if evidence.span]
    return [line for line in listed if not any(_within(line, span, need) for span, need in whole)]


def _within(line: ProfileLine, whole: Span, need: Need) -> bool:
    spans = [evidence.span for evidence in line.evidence if evidence.span]
    inside = bool(spans) and all(whole.start <= span.start and span.end <= whole.end for span in spans)
    return inside and (need is line.need or need is Need.DAY_ONE)


def _only_more(line: ProfileLine, credentials: Sequence[ProfileLine]) -> ProfileLine:
    """Return what a line asks for beside the credential that it begins with: "air brakes" of "CDL class B with air brakes"."""
    said = [evidence.span.text for item in credentials for evidence in item.evidence if evidence.span]
    for words in sorted(said, key=len, reverse=True):
        more = re.fullmatch(
            rf"(?:valid |current |a )*{re.escape(words)} with (?:an? )?(.{{3,}})", line.name, re.IGNORECASE
        )
        if more and line.taxonomy is Taxonomy.OWN:
            return replace(line, competency_id=own_words_id(more[1]), name=more[1])
    return line


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _words_of(line: ProfileLine) -> frozenset[str]:
    said = " ".join(evidence.span.text for evidence in line.evidence if evidence.span)
    return _words(f"{line.name} {said}")


def _adds_nothing(own: frozenset[str], credential: frozenset[str]) -> bool:
    """Whether what is left beside the credential's words are fillers, and some of its words are more than that."""
    return bool(own & credential - _FILLER) and own - credential <= _FILLER


def _is_inside(place: int, lines: Sequence[ProfileLine], texts: Sequence[str]) -> bool:
    mine = texts[place]
    return any(
        lines[other].taxonomy is Taxonomy.OWN
        and lines[other].need is lines[place].need
        and f" {mine} " in f" {text} "
        and (text != mine or other < place)
        for other, text in enumerate(texts)
        if other != place
    )
