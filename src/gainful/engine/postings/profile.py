"""From a posting to the profile it requires: occupation, typical lines, and what the posting itself says."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gainful.engine.competencies.defining import peculiarity
from gainful.engine.competencies.model import (
    CompetencyProfile,
    Domain,
    Evidence,
    EvidenceKind,
    Need,
    ProfileLine,
    Span,
    Taxonomy,
)
from gainful.engine.competencies.typical import (
    FIRST_DAY_BASICS,
    PROFILE_DOMAINS,
    element_line,
    nearest_rated,
    needed_from,
    typical_lines,
    typical_tools,
)
from gainful.engine.credentials.by_law import licence_line, with_covered
from gainful.engine.credentials.employer_helps import HELPED
from gainful.engine.credentials.mentions import credential_mentions
from gainful.engine.credentials.model import CredentialFact
from gainful.engine.postings.beginners import at_entry, beginners_said
from gainful.engine.postings.facts import JobFacts, StructuredPosting
from gainful.engine.postings.job_facts import job_facts
from gainful.engine.postings.job_or_not import NOT_A_JOB, form_fields, offers_a_job
from gainful.engine.postings.model import RequiredProfile
from gainful.engine.postings.same_demand import without_narrower, without_repeats
from gainful.engine.skills.duty_words import duty_elements
from gainful.engine.skills.extraction import extract_esco_skills
from gainful.engine.skills.lexicon import LEXICON_SET, OWN_WORDS
from gainful.engine.skills.spoken import NEED_ORDER, Spoken, spoken_elements
from gainful.engine.skills.stated import stated_lines
from gainful.engine.skills.technologies import expected_technologies, technology_index
from gainful.engine.skills.weak_words import with_weak_words
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.sections import SKILL_KINDS, Section, SectionKind, skill_sentences, split_sections
from gainful.engine.text.sentences import without_when
from gainful.engine.titles.ranking import RankedOccupation, rank_occupations

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

Sentences = list[tuple[SectionKind, Span]]
_STREET = re.compile(
    r"\b(?:[A-Z][\w'’]+ ){1,2}(?:Road|Rd|Street|St|Avenue|Ave|Boulevard|Blvd|Drive|Lane|Way|Highway|Hwy)\b\.?"
)
"""An address says where the work is, not what: the Elm Road plant builds no roads."""
_ENOUGH = 6
"""Words of duties from which an occupation may be guessed where no title stands."""
LEAST_IMPORTANCE = 3.0
LONGEST = 20_000
"""Characters read: five times a long posting, and a bound on the time that a pasted book can take."""


def required_profile(
    text: str,
    *,
    title: str | None = None,
    structured: StructuredPosting | None = None,
    reference: Reference | None = None,
    code: str | None = None,
) -> RequiredProfile:
    """The profile a posting requires; `title` or `code` chosen by a person go before what the text suggests.

    Every line carries evidence: spans of `text`, or "typical for" the occupation. Levels are O*NET 0-7, importance 1-5.
    """
    from gainful.engine.occupations import load_reference

    reference = reference or load_reference()
    notes: list[str] = []
    if len(text) > LONGEST:
        notes.append(
            f"This is longer than a posting: the first {LONGEST:,} of {len(text):,} characters were read."
        )
        text = text[:LONGEST]
    sections = split_sections(text)
    fields = form_fields(text)
    sentences = [(kind, _asked(span)) for kind, span in skill_sentences(sections) if not _meets(span, fields)]
    facts = job_facts(text, structured, sections=sections, areas=reference.areas)
    if facts.wage and facts.wage.currency != "USD":
        notes.append(
            f"Pay is in {facts.wage.currency}: it is kept as written and not compared with wages in US dollars."
        )
    elif facts.wage and facts.wage.unit == "piece":
        notes.append(
            "Pay is by piece (a mile, a visit, a class): it is kept as written and not compared with wages."
        )
    if facts.premium and facts.wage:
        notes.append(
            f"The posting adds “{facts.premium.value}”: it counts into the pay only where the job's one shift always earns it."
        )
    named = title or (facts.title.value if facts.title else None)
    job = bool(title or code) or offers_a_job(text, facts, named)
    matches = _occupations(named, sentences, context_of(sections), reference, code) if job else []
    if code is None:
        matches = _by_orders(_by_license(matches, facts, text), sentences)
    rated = _rated_code(reference, matches, notes)
    profile = _lines(text, sections, sentences, facts, reference, matches, rated, notes) if job else ()
    if rated and (said := _beginners(text, named, facts, reference, rated)):
        profile = tuple(at_entry(line, reference) for line in profile)
        notes.append(
            f"The posting looks for beginners (“{said.text}”): levels are where occupations that need a thing begin, "
            "not those of the average worker. Ask the employer what people must know on the first day."
        )
    if matches and not (title or facts.title or code) and not _says_something(profile):
        matches, rated, profile, notes = [], None, (), notes[:0]
    if not job:
        profile, notes = (), [NOT_A_JOB]
    elif not matches:
        notes.append("No job title was found. Choose the occupation to see what is typical for it.")
    return RequiredProfile(
        occupation=matches[0] if matches else None,
        runners_up=tuple(matches[1:6]),
        confidence=matches[0].confidence_word if matches else "guess",
        profile=CompetencyProfile(reference.version, profile),
        facts=facts,
        sections=sections,
        notes=tuple(notes),
        rated_code=rated,
    )


def _beginners(
    text: str, title: str | None, facts: JobFacts, reference: Reference, rated: str
) -> Span | None:
    asked = facts.experience_years
    years = asked.value if asked and asked.need is not Need.NICE else None
    return beginners_said(text, title, reference.occupation(rated).title, years)


def _asked(sentence: Span) -> Span:
    """Return what a sentence asks for: when a paper is needed is no skill."""
    head = without_when(sentence.text)
    return Span(sentence.start, sentence.start + len(head), head)


def _says_something(lines: Iterable[ProfileLine]) -> bool:
    """Whether any line was read in the posting: without a title and without one, an occupation would be made up."""
    return any(evidence.span for line in lines for evidence in line.evidence)


def _occupations(
    title: str | None, sentences: Sentences, context: str, reference: Reference, code: str | None
) -> list[RankedOccupation]:
    duties = " ".join(s.text for kind, s in sentences if kind is SectionKind.DUTIES)
    asked = title or (duties[:200] if len(duties.split()) >= _ENOUGH else None)
    found = rank_occupations([asked], context=context, reference=reference)[0] if asked else []
    if title is None:
        found = [replace(match, confidence_word="guess") for match in found]
    if code is None:
        return found
    chosen = reference.occupation(code)
    fixed = RankedOccupation(chosen.code, chosen.title, 1.0, "sure", title or chosen.title)
    return [fixed, *(m for m in found if m.code != chosen.code)]


HEAVY_TRUCK, DRIVER_SALES = "53-3032.00", "53-3031.00"
LIGHTER = frozenset({DRIVER_SALES, "53-3033.00"})
_SELLS = re.compile(r"\b(?:sells?|selling|sales)\b", re.IGNORECASE)


def _by_license(matches: list[RankedOccupation], facts: JobFacts, text: str) -> list[RankedOccupation]:
    """Take a truck that asks for a commercial license for a heavy one: class A and B begin where light trucks end.

    49 CFR 383.91: 26,001 pounds; the Standard Occupational Classification: light trucks weigh less. Who sells
    from the truck stays what they are.
    """
    asked = {c.competency_id for c in facts.credentials if c.need is not Need.NICE}
    heavy = next((match for match in matches[:6] if match.code == HEAVY_TRUCK), None)
    if not asked & {"credential:cdl-a", "credential:cdl-b"} or heavy is None:
        return matches
    if matches[0].code not in LIGHTER or (matches[0].code == DRIVER_SALES and _SELLS.search(text)):
        return matches
    return [replace(heavy, confidence_word="likely"), *(match for match in matches if match is not heavy)]


HAND_LABORER, ORDER_FILLER = "53-7062.00", "53-7065.00"
_FILLS_ORDERS = re.compile(
    r"\b(?:pick|fill|pull)(?:s|ing)? (?:\w+ ){0,2}orders?\b|\border (?:pick|fill|select|pull)\w*\b",
    re.IGNORECASE,
)


def _by_orders(matches: list[RankedOccupation], sentences: Sentences) -> list[RankedOccupation]:
    """Take a freight mover who picks orders for an order filler, where both are near.

    The Standard Occupational Classification: 53-7065 fills customers' orders out of a warehouse, and may run power
    equipment for it; 53-7062 moves things by hand and holds the movers that are classed nowhere else.
    """
    filler = next((match for match in matches[:4] if match.code == ORDER_FILLER), None)
    if not matches or matches[0].code != HAND_LABORER or filler is None:
        return matches
    if not any(_FILLS_ORDERS.search(sentence.text) for _, sentence in sentences):
        return matches
    return [replace(filler, confidence_word="likely"), *(match for match in matches if match is not filler)]


def context_of(sections: Iterable[Section]) -> str:
    """What a posting says of the work: duties and requirements first, then what nothing marks as pay, firm or benefits."""
    found = [(s.kind, _STREET.sub("", sentence.text)) for s in sections for sentence in s.sentences]
    said = [text for kind, text in found if kind in SKILL_KINDS]
    return " ".join([*said, *(text for kind, text in found if kind is SectionKind.OTHER)])


def _rated_code(reference: Reference, matches: list[RankedOccupation], notes: list[str]) -> str | None:
    if not matches:
        return None
    first = reference.occupation(matches[0].code)
    if first.rated:
        return first.code
    near = nearest_rated(reference, first.code, tuple(m.code for m in matches[1:]))
    if near is None:
        notes.append(f"O*NET has not rated {first.title}; only what the posting says is shown.")
        return None
    notes.append(
        f"O*NET has not rated {first.title}. What is typical is taken from the nearest rated occupation, {near.title}."
    )
    return near.code


def _lines(
    text: str,
    sections: tuple[Section, ...],
    sentences: Sentences,
    facts: JobFacts,
    reference: Reference,
    matches: list[RankedOccupation],
    rated: str | None,
    notes: list[str],
) -> tuple[ProfileLine, ...]:
    typical = typical_lines(reference, rated) if rated else {}
    taken = credential_mentions(text, (c.competency_id for c in facts.credentials), (s for _, s in sentences))
    taken = [*taken, *_employer_named(text, facts)]
    spoken = spoken_elements(sentences, taken)
    codes = tuple(match.code for match in matches[:1])
    technologies = _technologies(text, sentences, reference, taken, codes)
    claimed = [*taken, *(e.span for line in technologies for e in line.evidence if e.span)]
    esco = [line for line in _esco(text, sentences, reference, claimed, codes) if not _of_pay(line, facts)]
    _add_by_labels(spoken, esco)
    spoken |= duty_elements(sentences, typical, frozenset(spoken), claimed)
    said = _merged(typical, spoken, reference, rated)
    credentials = [_credential(fact) for fact in facts.credentials]
    by_law = licence_line(matches[0].code) if matches and matches[0].confidence_word != "guess" else None
    asked = {c.competency_id for c in credentials}
    if (
        by_law
        and by_law.competency_id not in with_covered(asked)
        and not asked & with_covered({by_law.competency_id})
    ):
        credentials.append(by_law)
    apart = [*_facts_spans(facts), *form_fields(text)]
    stated = stated_lines(text, sections, _spans([*technologies, *esco, *credentials]), apart)
    if not (spoken or technologies or esco or facts.credentials or stated):
        named = f" What is shown is typical for {matches[0].title}." if rated and matches else ""
        notes.append(f"The posting names no skills.{named} Ask the employer to confirm it.")
    says_nothing = not (esco or credentials or stated)
    tools = typical_tools(reference, matches[0].code) if matches and (technologies or says_nothing) else []
    named_tools = {t.competency_id for t in technologies}
    lines = [
        *said,
        *credentials,
        *technologies,
        *without_narrower(esco, stated),
        *without_repeats(credentials, stated),
        *(t for t in tools if t.competency_id not in named_tools),
    ]
    return tuple(sorted(lines, key=_order))


def _employer_named(text: str, facts: JobFacts) -> list[Span]:
    """Every place where the employer is named: Hollis Freight Brokerage asks its clerk for no knowledge of freight."""
    if facts.employer is None or len(facts.employer.value) < 3:
        return []
    named = re.finditer(rf"\b{re.escape(facts.employer.value)}(?!\w)", text)
    return [Span(found.start(), found.end(), found[0]) for found in named]


def _spans(lines: Iterable[ProfileLine]) -> list[Span]:
    """Every place of the posting that some lines were read from."""
    return [evidence.span for line in lines for evidence in line.evidence if evidence.span]


def _facts_spans(facts: JobFacts) -> list[Span]:
    """Places of facts that are no competency: title, employer, openings, pay, hours, schooling, experience."""
    said = (
        facts.title,
        facts.employer,
        facts.openings,
        facts.wage,
        facts.hours_per_week,
        facts.place,
    )
    return [fact.span for fact in said if fact is not None and fact.span is not None]


def _of_pay(line: ProfileLine, facts: JobFacts) -> bool:
    """Whether a skill was read out of the pay: "$24/HR" asks for nobody's human resources."""
    pay = facts.wage.span if facts.wage else None
    spans = [evidence.span for evidence in line.evidence if evidence.span]
    return pay is not None and bool(spans) and all(pay.start <= s.start and s.end <= pay.end for s in spans)


def _order(line: ProfileLine) -> tuple[int, bool, float]:
    spoken = any(e.kind is EvidenceKind.POSTING for e in line.evidence)
    return NEED_ORDER[line.need], not spoken, -(line.importance or 0.0)


def _merged(
    typical: dict[str, ProfileLine], spoken: dict[str, Spoken], reference: Reference, rated: str | None
) -> list[ProfileLine]:
    """Typical lines confirmed or nudged by the posting, and elements the posting adds to them."""
    lines = dict(typical)
    known = {e.id: column for column, e in enumerate(reference.elements) if e.domain in PROFILE_DOMAINS}
    for element_id, said in spoken.items():
        if element_id not in known:
            continue
        column = known[element_id]
        evidence = tuple(Evidence(EvidenceKind.POSTING, span) for span in said.spans)
        base = typical.get(element_id) or _added_line(reference, rated, column)
        line = _confirmed(base, said, evidence, float(needed_from(reference)[column]))
        duty, share = said.need is Need.WE_TRAIN, peculiarity(base, reference)
        words = said.words or {span.text for span in said.spans}
        lines[element_id] = with_weak_words(line, words, share, duty=duty, typical=element_id in typical)
    return list(lines.values())


def _added_line(reference: Reference, rated: str | None, column: int) -> ProfileLine:
    """A line that only the posting asks for: at least the level where occupations that need the element begin."""
    element = reference.elements[column]
    level, importance = needed_from(reference)[column], LEAST_IMPORTANCE
    if rated is not None:
        row = reference.row(rated)
        level = np.fmax(level, reference.level[row, column])
        importance = float(np.fmax(importance, reference.importance[row, column]))
    known = None if np.isnan(level) else float(level)
    note = "The level is where occupations that need this begin; set it with the employer."
    evidence = (Evidence(EvidenceKind.TYPICAL, note=note),)
    return element_line(element.id, element.name, element.domain, known, importance, evidence)


def _confirmed(base: ProfileLine, said: Spoken, evidence: tuple[Evidence, ...], begins: float) -> ProfileLine:
    """Return a line as the posting says it; `begins` is the level where occupations that need it begin, NaN unknown.

    "Basic" asks for no more than that (decision 40).
    """
    level = base.level
    if level is not None and said.nudge:
        level = round(min(7.0, max(0.5, level + said.nudge)), 2)
        if said.nudge < 0 and begins < level:
            level = round(begins, 2)
    basic = base.competency_id in FIRST_DAY_BASICS or base.domain is Domain.ABILITY
    need = Need.DAY_ONE if basic and said.need is not Need.NICE else said.need
    return replace(
        base, level=level, need=need, confidence=said.confidence, evidence=(*evidence, *base.evidence)
    )


def _technologies(
    text: str, sentences: Sentences, reference: Reference, taken: list[Span], codes: tuple[str, ...]
) -> list[ProfileLine]:
    index = technology_index(reference)
    expected = expected_technologies(reference, codes[0]) if codes else frozenset()
    lines: dict[str, ProfileLine] = {}
    for kind, sentence in sentences:
        for technology, span in index.find(text, sentence.start, sentence.end, expected):
            if _meets(span, taken) or not_asked(text, span.start, span.end):
                continue
            need = need_near(sentence.text, span.start - sentence.start, span.end - sentence.start, kind)
            line = ProfileLine(
                technology.id, Taxonomy.TECHNOLOGY, Domain.TECHNOLOGY, technology.name,
                need=need, confidence="sure", evidence=(Evidence(EvidenceKind.POSTING, span),),
            )  # fmt: skip
            _keep_strictest(lines, line)
    return list(lines.values())


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start < span.end and span.start < other.end for other in others)


def _esco(
    text: str, sentences: Sentences, reference: Reference, named: list[Span], codes: tuple[str, ...]
) -> list[ProfileLine]:
    """ESCO skills, one for each stretch of the text: the likeliest of those that say it in other words."""
    lines: dict[str, ProfileLine] = {}
    said: list[Span] = []
    kind_of = {(s.start, s.end): (kind, s) for kind, s in sentences}
    starts = sorted(kind_of)
    found = extract_esco_skills(
        text, sentences=[s for _, s in sentences], occupations=codes, reference=reference
    )
    for skill in sorted(found, key=lambda s: -s.score):
        if _meets(skill.span, named) or _meets(skill.span, said):
            continue
        if not_asked(text, skill.span.start, skill.span.end):
            continue
        said.append(skill.span)
        kind, sentence = kind_of[starts[bisect_right(starts, (skill.span.start, len(text))) - 1]]
        start, end = skill.span.start - sentence.start, skill.span.end - sentence.start
        line = ProfileLine(
            f"esco:{skill.esco_id}", Taxonomy.ESCO, Domain.SKILL, skill.label,
            need=need_near(sentence.text, start, end, kind), evidence=(Evidence(EvidenceKind.POSTING, skill.span),),
        )  # fmt: skip
        _keep_strictest(lines, line)
    return list(lines.values())


def _keep_strictest(lines: dict[str, ProfileLine], line: ProfileLine) -> None:
    known = lines.get(line.competency_id)
    if known is None:
        lines[line.competency_id] = line
        return
    strict = line.need if NEED_ORDER[line.need] < NEED_ORDER[known.need] else known.need
    evidence = known.evidence if len(known.evidence) >= 3 else (*known.evidence, *line.evidence)
    lines[line.competency_id] = replace(known, need=strict, evidence=evidence)


def _add_by_labels(spoken: dict[str, Spoken], skills: list[ProfileLine]) -> None:
    """Let the labels of ESCO skills speak for the O*NET elements they name, at the skills' own spans."""
    lexicon = LEXICON_SET.within("\n".join(line.name for line in skills))
    for line in skills:
        span = line.evidence[0].span
        if span is None:
            continue
        for element, pattern in lexicon.possible(line.name):
            if element in OWN_WORDS and not pattern.search(span.text):
                continue
            if element not in spoken and pattern.search(line.name):
                spoken[element] = Spoken([span], line.need)


def _credential(fact: CredentialFact) -> ProfileLine:
    note = HELPED if fact.employer_helps else ""
    return ProfileLine(
        fact.competency_id, Taxonomy.CREDENTIAL, Domain.CREDENTIAL, fact.name,
        need=fact.need, confidence="sure", evidence=(Evidence(EvidenceKind.POSTING, fact.span, note),),
    )  # fmt: skip
