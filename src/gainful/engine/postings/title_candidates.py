"""What may be the title: the pieces of the head, and what a sentence asks for, each scored by its likeness and place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span
from gainful.engine.postings.heading import is_field, listed, pieces, states_terms, trimmed, why_no_name
from gainful.engine.postings.names import (
    begins_strangely,
    ends_as_organization,
    is_field_of_work,
    job_likeness,
    names_organization,
    names_somebody,
    short_job_first,
)
from gainful.engine.postings.place import STATES
from gainful.engine.text.section_words import HEADINGS
from gainful.engine.text.sentences import span_of

LEAST = 2.0
"""Likeness from which a piece of the head is taken for a job: its last word ends known titles."""
_KNOWN_ENOUGH = 0.3
"""Likeness (half the share of known words) of what may narrow a title down."""
_SURELY_A_JOB = 3.0
"""Likeness from which words that a call asks for are a job though one of them is a kind of business: "Dental Assistant"."""
_COUNTED_LEAST = 2.9
"""Likeness of what only a number stands before: "4 trucks" is no call for people."""
_LINES, _A_LINE_LATER, _IN_A_FIELD, _OF_SOMEBODY = 10, 0.25, 1.0, 1.5
_MOST_WORDS = 9
_LONGEST_NAME = 14
"""Words from which a piece is a sentence, though its beginning could be a name."""
DENIED = re.compile(
    r"^[^.?!\n]{3,60}(?:\?\s*|\s[-–—]\s|,\s)(?:no(?=\s*(?:[:.,;!–—-]|$)|\s+(?:we|this|it|not|an?)\b)|nope|not this one|not here|not quite|not exactly|sorry|we split it)\b[\s:.,;!–—-]*"
    r"(?:(?:we(?:'|’)?(?:re| are) (?:looking for|hiring|after|seeking)|we (?:need|want|seek)|this (?:ad|one|posting|job) is for|it(?:'|’)?s|here is)\s*(?:an?|the|our|some)?\s*)?",
    re.IGNORECASE,
)
"""A title that the posting itself denies: "Payroll? No. POOL SERVICE TECH", "Chef – no, Prep Cook!"."""
_CODE = re.compile(
    r"^(?:(?:req(?:uisition)?|(?:job |position |class )?code|job|posting|announcement|ref|position|vacancy)?\.? ?(?:id|no\.?|number)?[ #:]*(?=[\w/-]*\d{3})[A-Z]{0,4}[-\d/.]{3,}\b|#\d+|\(?\d{1,2}[.)]|\d{1,3}\s*x?(?=\s+[A-Za-z]{3})|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)(?:\s*\(\d{1,2}\))?(?=\s+[A-Za-z]{3}))[\s:–—-]*",
    re.IGNORECASE,
)
"""A number that a form puts before the title: "R-88041", "Req 2291", "1)"."""
_LED = re.compile(
    r"^(?:(?:now |we are |we['’]re |currently )?(?:hiring|recruiting|seeking)|(?:help )?wanted|urgent(?:ly)?(?: hiring)?(?: requirement)?(?: for)?|immediate (?:starts?|openings?|need)(?: for)?|se (?:busca|solicita|necesita)n?|buscamos|contratando"
    r"|temp(?:orary)?|per diem|prn|full[- ]time|part[- ]time|ft|pt|casual|apply today|open position|position|job|role|title)\b(?:\s*/\s*(?:hiring|per diem|pt|ft|part[- ]time|prn|temp))*[\s:!–—-]+(?:(?:an?|for|the) )?(?=\S)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s+(?:IC\s+)?(?:1099|W-?2)\b.*$|\s+(?:earn|make|needed|wanted|start(?:ing|s)?|pa(?:y|ys|ying)|up to|from|required|openings?|position|hiring|to|call(?:ed)?|must|are|is|who|that|at|cohort|class(?: of)?|program|20\d\d)\b.*$|\s*\((?:x ?)?\d{1,3}\)\s*$|\s+x ?\d{1,3}$|\s+[$£€]\d.*$|\s+\d{2}(?:\.\d\d)?\s.*$|\s+(?:1st|2nd|3rd)\b.*$|\s*[,!?:;(]+$|\s+\((?![^()]*\)).*$",
    re.IGNORECASE,
)
"""What stands behind a title in the same breath: what one earns, how many are wanted."""
_FILLER = r"(?:(?:for|an?|the|our next|our|some|another|more|\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|new|full[- ]time|part[- ]time|experienced|motivated|reliable|dedicated|skilled|talented|dependable|passionate|friendly|caring|compassionate|hard-?working|detail-oriented|good|great|qualified|licensed|seasonal|immediate|x)[\s,]+(?:and )?)*"
CALLS = re.compile(
    rf"\b(?:seek(?:s|ing)?|hir(?:es?|ing)|looking (?:for|to (?:hire|add))|(?:is|are|we['’]re) (?:after|adding|taking on)|indenture|(?:guys|people|hands|folks|workers|help) for|recruit(?:s|ing)?|need(?:s|ing)?|in need of|want(?:s|ing)?|search(?:ing)? for|join (?:us|our team|\w+) as|opening for|position of|position for|opportunity for|applications for|to work as|calls? for|busca(?:mos|n)?|necesita(?:mos|n)?|solicita(?:mos|n)?):?\s+{_FILLER}(?=[A-Za-z])",
    re.IGNORECASE,
)
_TITLE_IS = re.compile(
    rf"\b(?:title|position|job|role|opening) (?:is|will be|would be)(?: for)? (?:called )?{_FILLER}(?=[A-Za-z])",
    re.IGNORECASE,
)
_POSTS = re.compile(
    rf"\b(?:\d{{1,3}}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty)\)?\s+(?:(?:un)?armed |{_FILLER[3:-2]})*([A-Za-z][\w/&' -]{{3,50}}?)\s+(?:posts|positions|openings|jobs|vacancies|roles)\b",
    re.IGNORECASE,
)
"""What a number of posts is of: "interviews for 15 unarmed Security Officer posts"."""
_COUNTED = re.compile(
    r"\b(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty)\)?(?: ?x)? (?=[A-Za-z])",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"[A-Za-z][\w/&+#.'’-]*(?: (?!(?:to|who|for|with|in|at|on|that|and|or|as|join|is|are|will|if|but|we|you)\b)[\w/&#.'’()-]+){0,6}",
    re.IGNORECASE,
)
_PLACE = re.compile(
    rf"[A-Z][\w .'’-]{{2,30}},?\s+(?:{'|'.join((*STATES, *STATES.values()))})\b\.?(?:\s+\d{{5}})?"
)
_PROVINCE = re.compile(r", ?(?:ON|BC|AB|QC|MB|SK|NS|NB|NL|PE|NSW|VIC|QLD|TAS)\b")
_JOBS_IN = re.compile(
    r"^(?:.*:\s*)?([^:]{3,60}?) (?:jobs?|vacanc(?:y|ies)) (?:in|at|near)\b.*$", re.IGNORECASE
)
_PARTED = re.compile(r"\|\||\s—\s|\*{2,}")
_OUTCRY = re.compile(r"[!?]\s+(?=[A-Z])")
"""A call before a job's name: "Now hiring! Crew Members"."""
_ANNOUNCED = re.compile(r"[^:.\n]{3,40}:\s+(?=[A-Z])")
"""What may stand before a title in the first line of all: "Now accepting: Plumbing Apprentices"."""
_BEHIND_AN_ASIDE = re.compile(r"(?<=\)) +(?=[A-Z]\w)")
_FOREIGN = re.compile(r"(\S.*?)\s+/\s+(.+)")


def head_title(text: str, head: list[Span]) -> Span | None:
    """The likeliest piece of the first lines, without what stands around it; None where none reads like a job."""
    found: list[tuple[float, Span]] = []
    if head and (announced := _ANNOUNCED.match(head[0].text)):
        found += _of_line(text, span_of(text, head[0].start + announced.end(), head[0].end))
    for place, line in enumerate(_named_lines(text, head)[:_LINES]):
        field = _IN_A_FIELD * is_field(line.text)
        found += [(score - _A_LINE_LATER * place - field, span) for score, span in _of_line(text, line)]
    likely = [each for each in found if each[0] >= LEAST - _A_LINE_LATER * _LINES / 2]
    return max(likely, key=lambda each: each[0])[1] if likely else None


def _named_lines(text: str, head: list[Span]) -> list[Span]:
    """The lines that may hold a name: no item of a list, not furniture alone."""
    named = (line for line in head if not listed(line))
    return [line for line in named if why_no_name(line.text) is None or _named_pieces(text, line)]


def _named_pieces(text: str, line: Span) -> list[Span]:
    """The pieces of a line that are no furniture; a line of furniture has some only beside bars or a dash."""
    parts = [part for part in pieces(text, line) if why_no_name(part.text) is None]
    if why_no_name(line.text) is None or _PARTED.search(line.text):
        return parts
    called = _OUTCRY.search(line.text) is not None
    return [
        part
        for part in parts
        if called and best_likeness(text, part) >= LEAST and not states_terms(part.text)
    ]


def _of_line(text: str, line: Span) -> Iterator[tuple[float, Span]]:
    """Each job-like piece of a line, longer by what narrows it down."""
    if jobs := _JOBS_IN.match(line.text):
        yield 3.0, span_of(text, line.start + jobs.start(1), line.start + jobs.end(1))
        return
    if denied := DENIED.match(line.text):
        line = span_of(text, line.start + denied.end(), line.end)
    parts = list(pieces(text, line))
    for place, part in enumerate(parts):
        core = without_surroundings(text, part)
        if core is None:
            continue
        likeness = max(best_likeness(text, core), 0.0 if place else short_job_first(core.text))
        if likeness < LEAST:
            continue
        somebody = names_somebody(core.text) or _heading(core.text)
        end = core.end
        if core.end == part.end:
            for after in parts[place + 1 :]:
                behind = parts[place + 2 :][:1] if after is parts[place + 1] else []
                placed = any(_PLACE.search(each.text) or _PROVINCE.search(each.text) for each in behind)
                if not _narrows(text, end, after) or (placed and begins_strangely(after.text.split()[0])):
                    break
                end = after.end
        yield likeness - _OF_SOMEBODY * somebody - 0.1 * place, trimmed(text, core.start, end)


def _heading(words: str) -> bool:
    return any(pattern.search(words) for _, pattern in HEADINGS[:6])


def _narrows(text: str, end: int, after: Span) -> bool:
    """Whether a piece says which kind of job it is ("– Medical/Surgical"), not where, when, for whom or how paid."""
    between = text[end : after.start]
    if "\n" in between or not re.fullmatch(r"\s?[-–—]\s?", between):
        return False
    words = after.text
    if is_field_of_work(words):
        return True
    if states_terms(words) or _PLACE.search(words) or names_somebody(words) or why_no_name(words):
        return False
    if ends_as_organization(words) and len(words.split()) > 2:
        return False
    return (
        words[0].isupper()
        and len(words.split()) <= 4
        and not re.search(r"\d{2}", words)
        and job_likeness(words) > _KNOWN_ENOUGH
    )


def without_surroundings(text: str, part: Span) -> Span | None:
    """A piece without the number and the call before it and what is earned behind it; None where it names no job."""
    start, end = part.start, part.end
    for _ in range(3):
        led = _CODE.match(text[start:end]) or _LED.match(text[start:end])
        if led is None or led.end() >= end - start:
            break
        start += led.end()
    called = CALLS.search(text[start:end])
    if called and (asked := _job_from(text, start + called.end(), end, LEAST)):
        return asked
    while (found := _ENDS.search(text[start:end])) and not _whole(text[start:end], found.start()):
        if not found.start():
            return None
        end = start + found.start()
    half = _FOREIGN.fullmatch(text[start:end])
    if half and job_likeness(half[1]) >= LEAST and job_likeness(half[2]) < 0.2:
        end = start + half.end(1)
    elif half and half[2][0].isalpha() and job_likeness(half[2]) >= LEAST and job_likeness(half[1]) < 0.2:
        start += half.start(2)
    aside = _BEHIND_AN_ASIDE.search(text, start, end)
    if aside and job_likeness(re.sub(r"\([^()]*\)", "", text[start : aside.start()])) >= LEAST:
        end = aside.start()
    if half and end - start == len(half.group()) and len(half.group().split()) > _MOST_WORDS:
        end = start + half.end(1)
    core = _without_tail(text, trimmed(text, start, end))
    if core.text.count("(") > core.text.count(")") and text[core.end : core.end + 1] == ")":
        core = span_of(text, core.start, core.end + 1)
    if not core.text or len(core.text.split()) > _MOST_WORDS or why_no_name(core.text):
        return None
    return core


def _whole(words: str, end: int) -> bool:
    """Whether a word that mostly ends a title stands inside one: "Head Start Teacher", "Class 1 Drivers"."""
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", words)
    return 0 < end < len(bare) and job_likeness(bare) >= LEAST and not re.search(r"[.!?$\d]\s|, ", bare[end:])


def _without_tail(text: str, core: Span) -> Span:
    """A job's name without what a comma adds of hours, pay or numbers ("wiremen, 4-10s, Saturdays offered")."""
    before, comma, after = core.text.partition(", ")
    if comma and (states_terms(after) or re.search(r"\d", after)) and job_likeness(before) >= LEAST:
        return span_of(text, core.start, core.start + len(before))
    return core


def best_likeness(text: str, core: Span) -> float:
    """Likeness of a piece, or of what stands before its first comma or bracket."""
    first = next(pieces(text, core, close=True), core)
    return max(job_likeness(core.text), job_likeness(first.text) if first.start == core.start else 0.0)


def sought_title(text: str, head: list[Span]) -> Span | None:
    """What a sentence says is wanted: "Title is QC Technician", "need 1 dishwasher"."""
    calls = (
        _job_from(text, line.start + match.end(), line.end, LEAST)
        for pattern in (_TITLE_IS, CALLS)
        for line in head
        for match in pattern.finditer(line.text)
    )
    posts = (
        trimmed(text, line.start + match.start(1), line.start + match.end(1))
        for line in head
        for match in _POSTS.finditer(line.text)
        if job_likeness(match[1]) >= LEAST
    )
    return next((span for span in calls if span), None) or next(posts, None)


def counted_title(text: str, head: list[Span]) -> Span | None:
    """People behind a number, where nothing else names the job: "SIX inside wiremen"."""
    counted = (
        _job_from(text, line.start + match.end(), line.end, _COUNTED_LEAST)
        for line in head
        if not is_field(line.text)
        for match in _COUNTED.finditer(line.text)
    )
    return next((span for span in counted if span and span.text.lower().endswith(("s", "men"))), None)


def _job_from(text: str, start: int, end: int, least: float) -> Span | None:
    """The longest run of words from a place on that ends as a job does."""
    asked = _ASKED.match(text[start:end])
    if asked is None:
        return None
    stops = [m.end() for m in re.finditer(r"\S+", asked.group())][:_MOST_WORDS]
    broken = next((place for place in stops if asked.group()[place - 1] in ".!?,;:"), None)
    for stop in reversed([place for place in stops if broken is None or place <= broken]):
        words = asked.group()[:stop].rstrip(".!?,;:")
        likeness = job_likeness(words)
        somebody = names_somebody(words) and likeness < _SURELY_A_JOB
        if likeness >= least and why_no_name(words) is None and not somebody:
            return span_of(text, start, start + len(words))
    return None


def first_piece(text: str, line: Span) -> Span | None:
    """The first of several pieces of a line, where it names nobody and nothing else though no word of a job either."""
    if listed(line) or is_field(line.text):
        return None
    parts = _named_pieces(text, line)
    core = without_surroundings(text, parts[0]) if parts and len(list(pieces(text, line))) > 1 else None
    if core is None or len(core.text.split()) > 5 or names_organization(core.text) or _heading(core.text):
        return None
    if len(parts[0].text.split()) > _LONGEST_NAME:
        return None
    if (
        core.text[0].isdigit()
        or states_terms(core.text)
        or _PLACE.search(core.text)
        or re.search(r"[.!?$@]|\d{3}", core.text)
    ):
        return None
    return core
