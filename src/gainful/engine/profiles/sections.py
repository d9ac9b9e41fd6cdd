"""Split a posting into its parts, so that company blurb, benefits and diversity statements give no skills."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from gainful.engine.profiles.model import Span
from gainful.engine.profiles.section_words import CUES, DUTY_VERBS, HEADINGS, SKILL_KINDS, SectionKind
from gainful.engine.profiles.sentences import is_bullet, lines, sentences, span_of, without_bullet

__all__ = ["SKILL_KINDS", "Section", "SectionKind", "classify_sentence", "skill_sentences", "split_sections"]

_INLINE_HEADING = re.compile(r"^([A-Z][^:.!?\n]{2,48}):\s+(?=\S)")
_HEADING_TAIL = re.compile(r"\s*[:：–—-]+\s*$")
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_HEADING_PRIOR = 2.5
_OVERRIDE = 2.5
_LONGEST_LINE = 20_000


@dataclass(frozen=True, slots=True)
class Section:
    """A run of sentences of one kind: `span` covers them, `heading` is the line above them if there was one."""

    kind: SectionKind
    span: Span
    heading: Span | None
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    kind: SectionKind
    heading: Span | None
    sentence: Span


def split_sections(text: str) -> tuple[Section, ...]:
    """The parts of a posting in reading order; spans are offsets into `text`, headings are not in `sentences`."""
    sections: list[Section] = []
    for (kind, heading), run in groupby(_units(text), key=lambda u: (u.kind, u.heading)):
        found = tuple(u.sentence for u in run)
        span = span_of(text, found[0].start, found[-1].end)
        sections.append(Section(kind, span, heading, found))
    return tuple(sections)


def skill_sentences(sections: tuple[Section, ...]) -> list[tuple[SectionKind, Span]]:
    """The sentences that may speak of competencies: requirements, duties and nice-to-have."""
    return [(s.kind, sentence) for s in sections if s.kind in SKILL_KINDS for sentence in s.sentences]


def _units(text: str) -> list[_Unit]:
    units: list[_Unit] = []
    kind: SectionKind | None = None
    heading: Span | None = None
    for line in lines(text):
        found = _heading_kind(line.text)
        if found is not None:
            kind, heading = found, line
            continue
        if _looks_like_heading(line.text):
            kind, heading = None, line
            continue
        inline = _INLINE_HEADING.match(without_bullet(text, line).text)
        here = _heading_kind(inline.group(1)) if inline else None
        if kind is None and heading is None and len(units) < 3 and _bare_phrase(line.text):
            units.append(_Unit(SectionKind.OTHER, None, line))
            continue
        for sentence in _bounded_sentences(text, line):
            own = _INLINE_HEADING.match(sentence.text)
            named = _heading_kind(own.group(1)) if own else None
            body = sentence.text[own.end() :] if own and named is None else sentence.text
            judged = classify_sentence(body, named or here or kind, bullet=is_bullet(line.text))
            if named is SectionKind.REQUIREMENTS and judged is SectionKind.NICE:
                judged = named  # "Requirements: licence, clean record, hazmat preferred"
            if judged is SectionKind.OTHER and _goes_on(sentence.text, units, heading):
                judged = units[-1].kind
            units.append(_Unit(judged, heading, sentence))
    return _smooth(units)


def _goes_on(sentence: str, units: list[_Unit], heading: Span | None) -> bool:
    """A bare list of things ("X-rays, charting, patient education.") right after what the job asks for."""
    if not units or units[-1].kind not in SKILL_KINDS or units[-1].heading is not heading:
        return False
    items = sentence.rstrip(".").split(",")
    return len(items) >= 3 and all(len(item.split()) <= 4 for item in items)


def _bare_phrase(line: str) -> bool:
    """A title, a name or a place at the top: few words, no end of sentence, no pay."""
    return len(line.split()) <= 10 and line[-1] not in ".!;" and "$" not in line and not is_bullet(line)


def _bounded_sentences(text: str, line: Span) -> list[Span]:
    body = without_bullet(text, line)
    if len(body.text) <= _LONGEST_LINE:
        return list(sentences(text, body))
    pieces = (span_of(text, at, min(at + 1000, body.end)) for at in range(body.start, body.end, 1000))
    return [piece for piece in pieces if piece.text]


def _heading_kind(line: str) -> SectionKind | None:
    bare = _DECORATION.sub("", _HEADING_TAIL.sub("", line))
    if not bare or len(bare) > 60 or len(bare.split()) > 8 or is_bullet(line):
        return None
    if bare[-1:] == "." or (_ends_like_prose(line) and not line.rstrip().endswith(":")):
        return None
    if "$" in bare or re.search(r"\d{3}|@", bare):
        return None
    if not (line.rstrip().endswith((":", "：")) or _titled(bare) or _marked(line)):
        return None
    return next((kind for kind, pattern in HEADINGS if pattern.search(bare)), None)


def _ends_like_prose(line: str) -> bool:
    return line.rstrip().endswith((".", "!", ",", ";")) or ": " in line.strip()


def _marked(line: str) -> bool:
    return line.lstrip().startswith(("#", "**", "==", "__"))


def _titled(bare: str) -> bool:
    words = re.findall(r"[A-Za-z][\w'’-]*", bare)
    long = [w for w in words if len(w) > 3]
    if not words or not words[0][0].isupper():
        return False
    capitals = sum(w[0].isupper() for w in long)
    return len(words) <= 5 or capitals >= 0.6 * max(len(long), 1)


def _looks_like_heading(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) <= 50 and not is_bullet(line) and (stripped.endswith(":") or _marked(stripped))


def classify_sentence(
    sentence: str, prior: SectionKind | None = None, *, bullet: bool = False
) -> SectionKind:
    """The kind of one sentence by weighted cues; `prior` is the kind its heading announced."""
    scores = dict.fromkeys(SectionKind, 0.0)
    for kind, weight, pattern in CUES:
        if pattern.search(sentence):
            scores[kind] += weight
    first = re.match(r"[A-Za-z-]+", sentence)
    if first and first.group().lower() in DUTY_VERBS:
        scores[SectionKind.DUTIES] += 2.0 if not bullet else 2.5
    if prior is None:
        best = max(scores, key=lambda k: scores[k])
        return best if scores[best] >= 1.5 else SectionKind.OTHER
    return _against_prior(scores, prior)


def _against_prior(scores: dict[SectionKind, float], prior: SectionKind) -> SectionKind:
    """Keep the heading's kind unless the sentence clearly says otherwise; skills never leak into a skill-less part."""
    if prior is SectionKind.NICE and scores[SectionKind.EEO] < 4 and scores[SectionKind.APPLY] < 3:
        return prior
    if prior is SectionKind.DUTIES and scores[SectionKind.NICE] < 3 <= scores[SectionKind.REQUIREMENTS] + 1:
        scores[prior] += 1.0
    scores[prior] += _HEADING_PRIOR
    if prior not in SKILL_KINDS:
        for kind in SKILL_KINDS:
            scores[kind] -= _OVERRIDE
    best = max(scores, key=lambda k: scores[k])
    return best if scores[best] > scores[prior] else prior


def _smooth(units: list[_Unit]) -> list[_Unit]:
    """A lone unclear sentence takes the kind that its neighbours under the same heading share."""
    smoothed = list(units)
    for i in range(1, len(units) - 1):
        before, here, after = smoothed[i - 1], units[i], units[i + 1]
        if here.kind is SectionKind.OTHER and before.kind is after.kind and before.heading is after.heading:
            smoothed[i] = replace(here, kind=before.kind)
    return smoothed
