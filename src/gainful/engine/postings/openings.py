"""How many people a posting wants; counts of seats in a dining room, of clients, of colleagues and of years are none."""

from __future__ import annotations

import re

from gainful.engine.competencies.model import Span
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.names import names_job
from gainful.engine.postings.work_time import COUNT_WORDS
from gainful.engine.text.patterns import PatternSet

_WORDS = "|".join(COUNT_WORDS)
_COUNT = rf"(?<![\w#.,/$£€:-])(\d{{1,3}}|{_WORDS})(?![\d/.:%]\d|\d|/|\w)"
_NOT_PEOPLE = (
    r"(?!\s*\+\s*(?:only|and|or)\b|\s*(?:\+\s*)?(?:years?|yrs?|yo\b|hours?|hrs?|h\b|days?|weeks?|months?|mins?|minutes?|%|or (?:more|older|over|above)"
    r"|and (?:older|over|up|above)|am\b|pm\b|a\.m|p\.m|miles?|lbs?|k\b|st\b|nd\b|rd\b|th\b|to \d|[-–]\d|credits?|semesters?|references?|times?\b))"
)
_POSTS = r"openings?|open positions|positions?|vacanc(?:y|ies)|posts|job openings|vacantes?|plazas|puestos|stellen|postes|roles?|jobs?|apprenticeships?|internships?|traineeships?"
_NUMBER_OF_JOB = re.compile(r"\b(?:id|no|number|req|job|#)[.:#\s]*$", re.IGNORECASE)
_MOST = 500

_PLACES = r"(?:seats?|spots?|slots?|places?|bench(?:es)?|chairs?|desks?|routes?|bays?)"
_SEATS = (
    rf"{_PLACES}(?=\s+(?:now|left|open|free|available|to fill|for (?:the|our|this)\b|(?:(?:still )?(?:in|for|on) (?:the |our |this |a )?(?:\w+ )?)"
    r"(?:class|cohort|course|intake|academy|crew|group|school)))"
)
_POSTS_SAID = r"(?:reqs?|hires?|posts?|positions?|apprentices|trainees|full(?:[- ]time)?|half(?:[- ]time)?|part(?:[- ]time)?|FT|PT|FTEs?|per diem)"
_PEOPLE = re.compile(rf"(?:{_POSTS_SAID}|hands?|help|finish|guys|people|folks|leads?)(?=\W|$)", re.IGNORECASE)
_DOES = re.compile(
    r"(?:er|or|ist|ian|man|men|ant|ent|ic|tech|nurse|aide|clerk|cook|chef|guard|mason|coach|rn|lpn|cna|ma|pilot|guide|host)s?$",
    re.IGNORECASE,
)
"""Ends of words for people by what they do; "trucks" and "sites" end in none."""
_ITEM = re.compile(
    rf"{_COUNT}\s*(?:(?:at (?:0?\.\d+|1\.0) FTE|on (?:days?|nights?|evenings?|weekends?|swings?|\w+ shift))\b|(?:new |more |experienced |good |full[- ]time |part[- ]time )*([A-Za-z][\w'-]*(?: (?!(?:and|or|per|each|for|in|at|to|of|on|with|a|an)\b)[a-z][\w'-]*){{0,2}}))?(?:\s*\([^()]*\)|\s*[$£€]\d+(?:\.\d\d)?)*\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:(?<=[.!;|·])\s|^|\n)\s*(?=\d|[A-Z])", re.MULTILINE)
_SEPARATOR = re.compile(r"(?:,|\+|&|/|\band\b)\s*", re.IGNORECASE)
_END = re.compile(r"\s*(?:[.;!|·\n]|$|[-–—]\s|, )")

_OPENINGS = PatternSet(enumerate((
    re.compile(
        rf"(?:(?:number of )?(?:openings?|positions?|vacanc(?:y|ies)|hires|posts|jobs|roles|vacantes|plazas|seats)|headcount|(?:#|no\.?) of (?:openings?|positions?|vacancies|hires|posts))(?: available| open)?\s*[:=#–—]\s*(?:about |approx\.? )?{_COUNT}(?!\s*(?:years?|hours?|-\d|–\d))\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!id: )(?<!id )(?<!no\. ){_COUNT}\+?\s*(?:\(\d+\)\s*)?(?:(?!years?|hours?|hrs|day|week|month|of\b)[A-Za-z-]+[- ]){{0,3}}?(?:open(?:ings?\b| positions)|vacanc(?:y|ies)\b|vacantes?\b|(?:positions?|jobs?|roles?|posts?|apprenticeships?|internships?) (?:available|open|across)\b)",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![.\d]){_COUNT}\s*FTEs?\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:class|crew|cohort|group)(?: of|: ?| size:? ?) ?{_COUNT}\b(?=[^.\n]{{0,30}}\b(?:start|need|want|begin|hir|people|trainees|seats))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:^|[.;!,|·(]\s*|\b(?:for|have|are|about|around) ){_COUNT}\+?\s+(?:{_POSTS}|places|hires(?: each \w+| this \w+| per \w+)?|apprentices each \w+)(?=\s*(?:[.,;!)|·]|$|\n|now\b))", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"(?:(?:^|[.;!])\s*(?=[12]?\d\b|[a-z]){_COUNT} {_PLACES}(?=\s*(?:[.,;!]|$)))", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"(?:^|[.;!,|·(]\s*|\b(?:have|only|just) ){_COUNT}\s+{_SEATS}", re.IGNORECASE | re.MULTILINE),
    re.compile(rf"\b(?:next|new|starting|training|hiring|academy|coming) (?:\w+ )?(?:class|cohort|crew) of {_COUNT}\b", re.IGNORECASE),
    re.compile(rf"(?:^|[.;!·|]\s*|\b(?:for|take|takes|of) ){_COUNT} (?:trainees|apprentices|interns|recruits|cadets|temps|seasonals)(?=\s*(?:per|each|a|this|in|for|every)\b|\s*[.,;!)|]|\s*$)", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"\b(?:take(?: on)?|taking(?: on)?|fill(?:ing)?|bring(?:ing)? on) (?:up to |about |another )?{_COUNT} (?:more |new |open )*(?:{_PLACES}|{_POSTS}|people|hires|apprentices|trainees|technicians|drivers|nurses|workers|hands|staff)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:^|\n)vacanc(?:y|ies) {_COUNT}(?=\s*(?:\n|$))", re.IGNORECASE),
    re.compile(rf"\b(?:posts|positions|openings|vacancies|jobs) \({_COUNT}\)", re.IGNORECASE),
    re.compile(rf"\b(?:hir(?:e|ing)|seeking|looking (?:for|to hire)|need|want|recruiting):? {_COUNT}(?:\s?[-–]\s?|\s(?:to|or)\s)\d{{1,2}} (?!years?|yrs?|hours?|hrs?|days?|weeks?|months?|shifts?|am\b|pm\b)[a-z]", re.IGNORECASE),
    re.compile(rf"\b(?:hiring|hire|need|want|take|taking)(?: on)?:? {_COUNT}(?=\s*(?:[.,;!\n]|$))", re.IGNORECASE),
    re.compile(rf"\b(?:start|begin|class|training|cohort)\w*\b[^.\n]{{0,40}}\b{_COUNT} (?:seats|places|spots)\b", re.IGNORECASE),
    re.compile(rf"(?:^|[.;!]\s*)\(?{_COUNT}\)?{_NOT_PEOPLE}\s+(?:[A-Za-z][A-Za-z /-]{{2,40}} )?(?:more )?(?:needed|wanted)\b", re.IGNORECASE | re.MULTILINE),
    re.compile(
        rf"\b(?:hir(?:e|ing)|seek(?:s|ing)?|looking (?:for|to hire)|recruiting|need(?:s|ing)?|wants?|wanted|adding|add|room for(?: an?)?):?\s+(?:(?:up to|about|around|at least|another|approximately|roughly|a further)\s+)*\(?{_COUNT}\)?{_NOT_PEOPLE}(?=\s*\+?\s+(?:more |new |additional |experienced |reliable |full[- ]time |part[- ]time |good |\(\d+\) )*[A-Za-z])",
        re.IGNORECASE,
    ),
)))  # fmt: skip
_IN_TITLE = re.compile(r"(?<=[A-Za-z)])\s*(?:\((?:x\s?)?(\d{1,2})\)|\b[x×]\s?(\d{1,2}))\s*$", re.IGNORECASE)
"""A count behind the title: "Welders (4)", "Electrician x2"."""
_LONE = re.compile(rf"(?:(?<=[.!;])\s|\n)\s*({_WORDS})\s*[.!]?\s*(?=\n|$)", re.IGNORECASE)
"""A count that is a sentence of its own at the end of a line: "Days. $21–$28. Two." """


def openings_fact(text: str, structured: StructuredPosting | None = None) -> Fact[int] | None:
    """How many people are wanted, None where the posting does not say; counts per grade are added up."""
    for kind, pattern in _OPENINGS.possible(text):
        for match in pattern.finditer(text):
            count = _value(match[1])
            labelled = kind == 0
            job_number = _NUMBER_OF_JOB.search(text[max(0, match.start(1) - 12) : match.start(1)])
            if 1 <= count <= _MOST and (labelled or not job_number):
                further, end = (0, match.end()) if labelled else _further(text, match.start(1))
                return Fact(count + further, _span(text, match.start(), max(end, match.end())))
    if (counted := _counts(text)) or (counted := _lone(text)) or (counted := _in_title(text)):
        return counted
    marked = re.match(r"(\d{1,4})(?:\.0+)?$", (structured or {}).get("openings", "").strip())
    return Fact(int(marked[1])) if marked and int(marked[1]) > 0 else None


def _value(word: str) -> int:
    return COUNT_WORDS.get(word.lower()) or (int(word) if word.isdigit() else 0)


def _span(text: str, start: int, end: int) -> Span:
    piece = text[start:end].rstrip()
    return Span(start, start + len(piece), piece)


def _further(text: str, start: int) -> tuple[int, int]:
    """Counts that go on after the first of a list, "2 foremen $44, 10 hands $31", and where the list ends."""
    total, first = 0, _ITEM.match(text, start)
    end = first.end() if first else start
    while first and (joint := _SEPARATOR.match(text, end)):
        item = _ITEM.match(text, joint.end())
        if item is None or not _person(item[2]) or re.match(_NOT_PEOPLE, text[item.end(1) :]) is None:
            break
        total, end = total + _value(item[1]), item.end()
    return total, end


def _person(words: str | None) -> bool:
    """Whether the words after a count are people or posts: full, half, or a job's name."""
    if words is None:
        return False
    first, last = words.split()[0], words.split()[-1]
    return _PEOPLE.match(first) is not None or (_DOES.search(last) is not None and names_job(words))


def _counts(text: str) -> Fact[int] | None:
    """A sentence that holds counts of people and nothing else: "5 masons, 3 tenders ($22)." or "2 full, 1 half (0.5)." """
    for sentence in _SENTENCE.finditer(text):
        total, end, at = 0, sentence.end(), sentence.end()
        while item := _ITEM.match(text, at):
            half = item[2] is None and re.search(r" FTE| on ", item.group(), re.IGNORECASE) is not None
            if not (half or _person(item[2])) or not re.match(_NOT_PEOPLE, text[item.end(1) :]):
                break
            total, end = total + _value(item[1]), item.end()
            if not (joint := _SEPARATOR.match(text, end)):
                break
            at = joint.end()
        if 1 <= total <= _MOST and _END.match(text, end):
            return Fact(total, _span(text, sentence.end(), end))
    return None


def _in_title(text: str) -> Fact[int] | None:
    line = text.split("\n", 1)[0].rstrip()
    found = _IN_TITLE.search(line)
    count = int(found[1] or found[2]) if found else 0
    return Fact(count, _span(text, found.start(), found.end())) if found and 2 <= count <= 60 else None


def _lone(text: str) -> Fact[int] | None:
    found = _LONE.search(text)
    return Fact(_value(found[1]), Span(found.start(1), found.end(1), found[1])) if found else None
