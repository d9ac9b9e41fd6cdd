"""Split a posting into its parts, so that company blurb, benefits and diversity statements give no skills."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from gainful.engine.competencies.model import Span
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.section_words import CUES, DUTY_VERBS, HEADINGS, SKILL_KINDS, SectionKind
from gainful.engine.text.sentences import is_bullet, lines, sentences, span_of, without_bullet
from gainful.engine.text.work_sentences import work_log_odds

__all__ = ["SKILL_KINDS", "Section", "SectionKind", "classify_sentence", "skill_sentences", "split_sections"]

_INLINE_HEADING = re.compile(r"^([A-Z][^:.!?\n]{2,48}):\s+(?=\S)")
_HEADING_TAIL = re.compile(r"\s*[:：–—-]+\s*$")
_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_FIRST_DAY = re.compile(
    r"(?:must[- ]haves?|needed|required) (?:on|by|before|from) (?:your |the )?(?:first day|day (?:one|1)|start\w*)"
    r"(?: (?:of|at) work)?$",
    re.IGNORECASE,
)
"""A heading in small letters: "Must have on your first day"."""
_HEADING_PRIOR = 2.5
_OVERRIDE = 2.5
_LONGEST_LINE = 20_000
_CLEAR, _CUED = 3.0, 1.5
_SPEAKS, _DESPITE, _LISTED_SPEAKS, _MAY_SPEAK = -0.2, 1.0, -1.5, -2.2
"""Log odds of speaking without a cue, despite one of something else, as a bare list, and with a cue of the work: chosen on SkillSpan's development postings, see docs/methods/reading-postings.md."""
_OUTSPOKEN = {SectionKind.TERMS: 1.0, SectionKind.APPLY: 1.0, SectionKind.COMPANY: 3.0}
"""Log odds from which a sentence under such a heading speaks for itself: "Location" rules a line, not all that follows."""
_WORK = (SectionKind.DUTIES, SectionKind.REQUIREMENTS, SectionKind.NICE)
_APART = tuple(kind for kind in SectionKind if kind not in SKILL_KINDS and kind is not SectionKind.OTHER)
_LISTED = re.compile(r",\s+(?:and\s+|or\s+)?")
_OF_THE_FIRM = re.compile(r"(?:we|our|the company)\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[A-Za-z-]+")


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
    cues = CUES.within(text)
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
            own_kind = named or here
            judged = classify_sentence(
                body,
                own_kind or kind,
                bullet=is_bullet(line.text),
                inherited=own_kind is None,
                cues=cues,
            )
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
    return _bare_list(sentence)


def _bare_list(sentence: str) -> bool:
    """ "Brazing, wiring diagrams, customer calls": three things or more, a few words each."""
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
    if not (line.rstrip().endswith((":", "：")) or _titled(bare) or _marked(line) or _FIRST_DAY.match(bare)):
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
    sentence: str,
    prior: SectionKind | None = None,
    *,
    bullet: bool = False,
    inherited: bool = False,
    cues: PatternSet[tuple[SectionKind, float]] = CUES,
) -> SectionKind:
    """The kind of one sentence; `prior` is the kind its heading announced, without one a learned model has a say.

    An `inherited` heading stands on a line above: of pay, place, applying or the company it rules only what is not plainly work.
    `cues` are those of the text that the sentence stands in, where the caller knows it.
    """
    scores, verb_first = _cue_scores(sentence, cues)
    if prior is None or (
        inherited
        and prior in _OUTSPOKEN
        and work_log_odds(sentence, _signs(scores, verb_first)) >= _OUTSPOKEN[prior]
    ):
        return _freely(sentence, scores, verb_first)
    if verb_first:
        scores[SectionKind.DUTIES] += 2.5 if bullet else 2.0
    return _against_prior(scores, prior)


def cue_signs(sentence: str) -> list[float]:
    """The weight of the cues for each kind but OTHER, and whether a duty's verb comes first: what the model sees."""
    scores, verb_first = _cue_scores(sentence, CUES)
    return _signs(scores, verb_first)


def _signs(scores: dict[SectionKind, float], verb_first: bool) -> list[float]:
    return [*(scores[kind] for kind in SectionKind if kind is not SectionKind.OTHER), float(verb_first)]


def _cue_scores(
    sentence: str, cues: PatternSet[tuple[SectionKind, float]]
) -> tuple[dict[SectionKind, float], bool]:
    scores = dict.fromkeys(SectionKind, 0.0)
    for (kind, weight), pattern in cues.possible(sentence):
        if pattern.search(sentence):
            scores[kind] += weight
    if _lists_acts(sentence):
        scores[SectionKind.DUTIES] += 2.0
    first = _FIRST_WORD.match(sentence)
    return scores, first is not None and _is_duty_verb(first.group().lower())


def _lists_acts(sentence: str) -> bool:
    """ "Aides lift patients, change beds, help with meals and keep notes"; what "we" do is no duty of the job."""
    parts = _LISTED.split(sentence)
    if len(parts) < 3 or _OF_THE_FIRM.match(sentence):
        return False
    firsts = (_FIRST_WORD.match(part) for part in parts[1:])
    return sum(found is not None and _is_duty_verb(found.group().lower()) for found in firsts) >= 2


def _is_duty_verb(word: str) -> bool:
    """ "Operate", "operates", "operating"."""
    stems = [word, *(word.removesuffix(tail) for tail in ("s", "es", "ing") if word.endswith(tail))]
    return any(stem in DUTY_VERBS or stem + "e" in DUTY_VERBS for stem in stems)


def _freely(sentence: str, scores: dict[SectionKind, float], verb_first: bool) -> SectionKind:
    """The kind of a sentence under no heading: clear cues of what is not the work first, then the learned model."""
    apart = max(_APART, key=lambda kind: scores[kind])
    cued = {kind: scores[kind] + 2.0 * (verb_first and kind is SectionKind.DUTIES) for kind in _WORK}
    work = max(_WORK, key=lambda kind: cued[kind])
    if scores[apart] >= _CLEAR and scores[apart] > cued[work]:
        return apart
    if cued[work] > max(scores[apart], _CLEAR):
        return work
    odds = work_log_odds(sentence, _signs(scores, verb_first))
    needed = _DESPITE if scores[apart] >= _CUED else _LISTED_SPEAKS if _bare_list(sentence) else _SPEAKS
    if odds >= needed or (cued[work] >= max(scores[apart], _CUED) and odds >= _MAY_SPEAK):
        return work
    return apart if scores[apart] >= _CUED else SectionKind.OTHER


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
