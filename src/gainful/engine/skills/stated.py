"""What a posting asks in words that no list holds: its own phrases, as lines in the employer's words.

A list knows "blueprints"; it does not know "touch off tools" or "canvass for instructions". Such a phrase of a duty or
requirement becomes a line that carries its own words and no level: people are asked whether they can do it. Measured in
docs/methods/reading-postings.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gainful.engine.competencies.model import (
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.sections import SKILL_KINDS, Section, SectionKind
from gainful.engine.text.sentences import is_bullet, span_of, without_bullet

MOST_WORDS, MOST_LINES = 14, 60
COVERED, MOSTLY_COVERED = 0.6, 0.9
"""Share of a phrase's letters that other lines may speak of before it says nothing of its own: where they speak of its
first word, and where they do not."""
_LISTED = re.compile(r"[;•|()]|:\s")
"""Marks of a list that is no sentence: its parts are things of their own."""
_PIECE = re.compile(r"[^,;•|()\n]+")
_LEAD = re.compile(
    r"^(?:and|or|then|also|to|plus|&)\s+|^(?:you(?:'|’)?(?:ll| will| must| should| can| need| have| get to)?"
    r"|the (?:person|role|job|analyst|helper|work)|this (?:role|job|person)|what (?:we|you)\b[^:]{0,20}:|must(?: have| be| hold)?|need(?:s|ed)?|requires?|required|requirements?"
    r"|minimum(?: qualifications?)?|preferred(?: qualifications?)?|qualifications?|duties|skills|job duties|work(?=\s*:)|(?:you )?bring(?=\s*:)|we (?:look for|need|want|ask)|responsible for|responsibilities include"
    r"|(?:the )?(?:ability|able) to|nice(?: if you have| to have)?|desired|bonus|training|experience|essential)\s*:?\s+",
    re.IGNORECASE,
)
_APART = re.compile(
    r"[$£€₹]|\b(?:per|an?) (?:hour|week|month|year|annum)\b|\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m)\b|\b\d{1,2}(?::\d\d)?[ap]?\s?[-–]\s?\d{1,2}(?::\d\d)?[ap]?\b(?!\s?(?:lb|kg|word|wpm|year|yr))"
    r"|\b(?:mon|tues?|wed|thurs?|fri|sat|sun)(?:days?)?\b|\b(?:hrs?|hours?)\b|\bshifts?\b|\bweekends?\b|\bnights\b|\bovertime\b|\b401|\bbenefits?\b|\bdental\b(?! (?:assist|hyg|practice|x))|\bpto\b|\btuition\b|\breimburs|\btuition\b|\breimburs|\bvacation\b|\bholidays?\b|\bpension\b|\bbonus\b|\buniforms?\b"
    r"|\b(?:apply|résumé|resume|call|text|email) (?:to|at|us|by|online|now|with|marco)?\b(?=.*(?:\d|@|online|now))|https?:|www\.|@|\bopenings?\b|\bvacanc|\bpositions?\b|\bhiring\b|\bunion\b|\bequal opportunity\b|\bEEO\b|\bno agenc|\bjob #|\breq(?:uisition)? id\b|\bseats?\b"
    r"|^(?:we|our|us|they|it|he|she|it(?:'|’)s|the (?:company|firm|department|district))\b|\bwe (?:pay|supply|provide|bring|offer|train|help|teach|show|buy|ship|cover|send|renew)\b|\b(?:is|are) (?:paid|provided|given|supplied)\b|^paid\b|^(?:yes|no|none|nothing else|part-?time|full-?time|temporary|permanent|on site|remote)\W*$",
    re.IGNORECASE,
)
"""Pay, hours, benefits, how to apply, what the firm does: a line of the job's terms, no matter where it stands."""
_REFUSED = re.compile(
    r"^(?:no\b(?!\s+(?:more|felon|theft|drugs?(?! (?:test|screen))|crim|moving|violation|visible|convict|smok|du[il]|dwi|at[- ]fault|accident|suspen))|none\b|not\b)|\b(?:no|none)\W*$|\bno test\b|^new grad"
    r"|\bnot (?:be )?(?:required|needed|necessary|asked|essential|important|relevant|giving|expected|a must|part of)\b"
    r"|n(?:'|’)t (?:need|required|apply|matter|have to)|^need not\b|\b(?:does|do) not\b|\b(?:optional|never|cannot|unnecessary|welcome|goes? to|go to the)\b|\bno \w+ needed\b|\b(?:is|are) (?:fine|ok|okay|enough)\W*$|\?",
    re.IGNORECASE,
)
"""A phrase that says what is not asked, or asks a question."""
_LEFT_OVER = re.compile(
    r"^(?:(?:work )?(?:under|beside|with|towards?)|but|if|what|like|on(?![- ]call)|at)\b(?!.{40})|\b(?:on site|included|posted separately|reimburs|telework|remote job|appointment type|screening begins|in season)\b"
    r"|^\d+(?:[./-]\d+)?k?(?:[-–]\d+k?)?$|^\d+ (?:months(?! (?:in|as|of|at|on|with)\b)|teams|places|full|half)\b|\bapprentices? each\b|^start\b.*\d"
    r"|^(?:usually|often|mostly|typically|about|around|roughly|average[ds]?)\b.{0,30}\b(?:days?|weeks?|months?|years?)$|^\d{4} or (?:newer|later)$|^-?\d+ ?°? ?[FC]$"
    r"|^(?:one|two|three|\d+) (?:night|day|week|weekend)s? (?:in|of|out of|a|per|every)\b|^\w+ (?:days?|weeks?|months?)['’]?$|\b(?:supplied|paid|provided|furnished)$|^(?:get|earn|obtain) it\b",
    re.IGNORECASE,
)
"""What is left of a sentence when it is cut at commas, and fields of a form."""
_WISHED = re.compile(
    r"\b(?:nice|preferred|(?:a )?plus|helpful|desir\w+|asset|handy|useful|advantage),? (?:but|though|although)(?: (?:is|are|it['’]s))? not\b|\bwelcome and (?:valued|encouraged)\b",
    re.IGNORECASE,
)
"""What is not needed and wished for all the same."""
_CONTRACT = re.compile(
    r"\b(?:is|are) (?:not )?(?:a )?(?:remote|hybrid|on-?site)\b|^independent contractors?\W*$|\b(?:pay|cover) your own (?:gas|taxes|fuel)|\b(?:hablamos|se habla|llam[ae]|mande|manda)\b|^(?:without|with no) more than\b",
    re.IGNORECASE,
)
"""The contract, where one works and whom to call, in further words."""
_REGISTERED = re.compile(
    r"^(?:[A-Z]{2,5} )?(?:registered|registration|licen[sc]ed|qualified)\b.{0,20}$|\b(?:registered|registration)$",
    re.IGNORECASE,
)
"""A registration is held and not done."""
_BODY = re.compile(
    r"\blift|\bcarry \d|\bstand\b|\bkneel|\bclimb|\bheights?\b|\bvision\b|\blbs?\b|\bpounds\b|\bkg\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"\s*(?:applicants |candidates )?(?:must be |be |minimum age(?: of)?:? |age:? ?|at least )+(?:1[4-9]|2[0-5])\+?(?: years?(?: old| of age)?| or (?:older|over)| and (?:older|over|up))*[\s.!]*"
    r"|\s*(?:1[68]|21)\+[\s.!]*",
    re.IGNORECASE,
)
"""The age that is asked for, "18+" too; without its lead only a number would be left of it."""
_RECORD = re.compile(
    r"^no (?:felon|theft|crim|moving|violation|convict|du[il]|dwi|at[- ]fault|accident|suspen)", re.IGNORECASE
)
"""A clean record is brought along, over however many years: "no DUI in 5 years"."""
_TRAIT = re.compile(r"(?:willing|eager)(?:ness)? to learn(?: and\b.*|\W*)$", re.IGNORECASE)
"""Willing to learn as such, not to learn a thing that the employer then teaches."""
_NICE_LEAD = re.compile(r"(?:nice (?:if|to)|preferred|desired|bonus|ideally|a plus)\b", re.IGNORECASE)
_TAIL = re.compile(
    r"[\s,;–—-]+(?:is |are |would be )?(?:an? )?(?:\w+ )?(?:plus|asset|bonus|preferred|desired|required|helpful|nice|a must)$",
    re.IGNORECASE,
)
"""How much a thing is wanted, said after it: the need says so, the name does not."""
_SCREENED = re.compile(
    r"\b(?:background|drug|fingerprint\w*|tb|physical|screen\w*|polygraph|driving record|references|\d+ years (?:old|of age)|18|21)\b",
    re.IGNORECASE,
)
"""What people must pass or be before they start: asked of them, though it often stands under how to apply."""
_JOINS = re.compile(r"[\s,]+(?:or|and)$", re.IGNORECASE)
_OR = re.compile(r"\s*,\s*or\s*", re.IGNORECASE)
_SMALL = frozenset(
    {"a", "an", "and", "or", "the", "of", "in", "to", "for", "with", "is", "are", "be", "on", "at"}
)
_WORD = re.compile(r"[A-Za-z][\w&+#'’/-]*")


def own_words_id(words: str) -> str:
    """Return the id of a line in somebody's own words; the same words have the same id, whatever their case."""
    return f"own:{'-'.join(_WORD.findall(words.lower()) or re.findall(r'[0-9]+', words))[:100]}"


def stated_lines(
    text: str, sections: Sequence[Section], named: Sequence[Span], apart: Sequence[Span]
) -> list[ProfileLine]:
    """Lines in the posting's own words: phrases of which `named` spans do not speak and that meet none of `apart`."""
    lines: dict[str, ProfileLine] = {}
    for kind, sentence in _sentences(text, sections):
        if sentence.text.endswith(":"):  # a line that leads in a list says nothing of its own
            continue
        whole = _whole_point(text, sentence, apart) if kind is SectionKind.DUTIES else None
        for phrase in [whole] if whole else phrases(text, sentence):
            key = own_words_id(phrase.text)
            if key in lines or len(lines) >= MOST_LINES or _apart(phrase.text):
                continue
            if any(phrase.start < s.end and s.start < phrase.end for s in apart) or _covered(phrase, named):
                continue
            if kind is SectionKind.DUTIES and _is_aside(text, sentence, phrase):
                continue
            if not_asked(text, phrase.start, phrase.end):
                continue
            need = need_near(sentence.text, phrase.start - sentence.start, phrase.end - sentence.start, kind)
            need = Need.NICE if _NICE_LEAD.match(sentence.text) else need
            brought = _AGE.fullmatch(phrase.text) or _RECORD.match(phrase.text)
            if brought or (_TRAIT.match(phrase.text) and kind is SectionKind.REQUIREMENTS):
                need = Need.DAY_ONE
            if need is Need.WE_TRAIN and kind is SectionKind.DUTIES and _REGISTERED.search(phrase.text):
                need = need_near(
                    sentence.text,
                    phrase.start - sentence.start,
                    phrase.end - sentence.start,
                    SectionKind.REQUIREMENTS,
                )
            lines[key] = ProfileLine(
                key, Taxonomy.OWN, _domain(phrase, kind), phrase.text, need=need, confidence="likely",
                evidence=(Evidence(EvidenceKind.POSTING, phrase, "In the posting's own words."),),
            )  # fmt: skip
    return list(lines.values())


def _apart(words: str) -> bool:
    if _APART.search(words) or _LEFT_OVER.search(words) or _CONTRACT.search(words):
        return True
    return _REFUSED.search(words) is not None and not _WISHED.search(words)


def _is_aside(text: str, sentence: Span, phrase: Span) -> bool:
    """Whether a phrase is all that stands in brackets beside a duty, and names nothing: it explains or says who pays.

    A list in brackets and a name ("(Epic)") are things to know.
    """
    opens = text.rfind("(", sentence.start + 1, phrase.start)
    closes = text.find(")", phrase.end, sentence.end)
    inside = text[opens + 1 : closes] if opens >= 0 and closes >= 0 else ","
    return ")" not in inside and "," not in inside and inside == inside.lower()


def _domain(phrase: Span, kind: SectionKind) -> Domain:
    if _BODY.search(phrase.text):
        return Domain.ABILITY
    return Domain.ACTIVITY if kind is SectionKind.DUTIES else Domain.SKILL


def _sentences(text: str, sections: Sequence[Section]) -> Iterator[tuple[SectionKind, Span]]:
    """Sentences that speak of the work, and the unmarked ones that go on from one; applying may hold requirements."""
    before: SectionKind | None = None
    heading: Span | None = None
    for section in sections:
        for sentence in section.sentences:
            kind: SectionKind | None = section.kind
            if kind not in SKILL_KINDS:
                screened = kind is SectionKind.APPLY and _SCREENED.search(sentence.text) is not None
                follows = before is not None and (kind is SectionKind.OTHER or screened)
                kind = before if follows and section.heading is heading else None
            if kind is not None:
                yield kind, without_bullet(text, sentence) if is_bullet(sentence.text) else sentence
            before, heading = kind, section.heading


def phrases(text: str, sentence: Span) -> Iterator[Span]:
    """The parts of a sentence between commas; one word alone goes with the part before it, as in "sew, cut and glue".

    Of two parts the second of which begins with "or" one is enough, so they are one: "two years on a line, or one year
    and a certificate".
    """
    found: list[tuple[int, int]] = []
    listed = 0
    for piece in _PIECE.finditer(sentence.text):
        listed = listed + 1 if sentence.text[: piece.start()].endswith(",") else 1
        start, end = piece.span() if _AGE.fullmatch(piece.group()) else _trimmed(sentence.text, *piece.span())
        if not _WORD.search(sentence.text[start:end]) and not _AGE.fullmatch(piece.group()):
            continue
        alone = len(sentence.text[start:end].split()) == 1
        joined = found and sentence.text[found[-1][1] : start].strip() in {",", ""}
        whole = len(sentence.text[found[-1][0] : end].split()) if found else 0
        other = listed == 2 and found and _OR.fullmatch(sentence.text[found[-1][1] : start])
        if (alone and joined and whole <= MOST_WORDS) or (other and whole <= 2 * MOST_WORDS):
            found[-1] = (found[-1][0], end)
            listed -= bool(other)
        else:
            found.append((start, end))
    for start, end in found:
        length = len(sentence.text[start:end].rstrip(".! "))
        span = span_of(text, sentence.start + start, sentence.start + start + length)
        if span.text and len(span.text.split()) <= 2 * MOST_WORDS and len(span.text) > 2:
            yield span


def _whole_point(text: str, sentence: Span, apart: Sequence[Span]) -> Span | None:
    """A duty that has a line or a point to itself, whole: cut at its commas, "Keep knives, grill and fryer clean" is two
    halves of nothing. None where it is long, or where a part of it is no duty."""
    begins, ends = text.rfind("\n", 0, sentence.start) + 1, text.find("\n", sentence.end)
    line = span_of(text, begins, len(text) if ends < 0 else ends)
    if (without_bullet(text, line) if is_bullet(line.text) else line).text != sentence.text:
        return None
    start, end = _trimmed(sentence.text, 0, len(sentence.text))
    whole = span_of(text, sentence.start + start, sentence.start + end)
    if _LISTED.search(whole.text) or not 1 < len(whole.text.split()) <= MOST_WORDS:
        return None
    parts = list(phrases(text, sentence))
    if any(_apart(part.text) or not_asked(text, part.start, part.end) for part in parts):
        return None
    return None if any(whole.start < s.end and s.start < whole.end for s in apart) else whole


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """A part without white space, end marks and the words that lead in."""
    while True:
        piece = sentence[start:end]
        start += len(piece) - len(piece.lstrip(" \t-–—*:/"))
        end = start + len(sentence[start:end].rstrip(" .!:\t-–—*"))
        end = start + len(_JOINS.sub("", _TAIL.sub("", sentence[start:end])))
        lead = _LEAD.match(sentence[start:end])
        if not lead or start + lead.end() >= end:
            return start, end
        start += lead.end()


def _covered(phrase: Span, named: Sequence[Span]) -> bool:
    """Whether other lines speak of most of a phrase's letters."""
    taken = {
        place for span in named for place in range(max(span.start, phrase.start), min(span.end, phrase.end))
    }
    words = [
        (phrase.start + m.start(), phrase.start + m.end())
        for m in _WORD.finditer(phrase.text)
        if m.group().lower() not in _SMALL
    ]
    letters = sum(end - start for start, end in words)
    spoken = sum(place in taken for start, end in words for place in range(start, end))
    opens = (
        bool(words) and words[0][0] in taken
    )  # "Patch operating systems" says more than "operating systems"
    if letters == 0:
        return _AGE.fullmatch(phrase.text) is None
    return spoken >= (COVERED if opens else MOSTLY_COVERED) * letters
