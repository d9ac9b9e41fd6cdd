"""The employer's name: a labelled line, a line beside the title, "X is hiring", "join X", or the name at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span
from gainful.engine.postings.employer_candidates import LEAST, candidates, is_public_body, name_likeness
from gainful.engine.postings.facts import Fact, StructuredPosting
from gainful.engine.postings.heading import pieces, why_no_name
from gainful.engine.postings.names import begins_strangely, holds_a_name, names_job, names_organization
from gainful.engine.postings.place import STATES
from gainful.engine.text.section_words import HEADINGS
from gainful.engine.text.sentences import is_bullet, lines, span_of

_LABEL = re.compile(
    r"^(?:.{0,60}\b(?:employer (?:details|name)|company name|hiring company)|company(?: name)?|employer|organi[sz]ation|agency|facility|(?:school )?district|school system|hospital|business|firm|hiring organi[sz]ation|trading as|practice|trust|department|dept\.?)\s*:(?!\s*\d+[- ])\s*(.{2,80}?)(?=\s{3,}|\s*\||$)",
    re.IGNORECASE,
)
_NAME = r"(?:The |the )?[A-Z][\w&'’.+-]*(?:\s+(?:of|the|and|for|&|de|in|at|[A-Z0-9][\w&'’.+-]*)){0,6}"
_HIRES = re.compile(
    rf"(?:^|[.!]\s+)(?:(?:Here )?[Aa]t )?({_NAME})(?:,[^.,]{{0,60}},| \([^)]*\))?\s+(?:is|are)\s+(?:now |after (?:an?|\d+|two|three)\b|currently |a |an |the |proud|family|one of|looking|hiring|seeking|searching|recruiting|working with|growing|home to|searching)"
)
_SEEKS = re.compile(rf"(?:^|[.!]\s+)({_NAME})(?: \([^)]*\)| in [A-Z]\w+)?\s+(?:seeks|needs|wants|requires|hires|on behalf of|ha(?:s|ve) (?:an? )?(?:\w+ ){{0,3}}(?:opening|vacanc|position|(?:room|space|chairs?|work|jobs?|places?) for)|offers an? |invites applications|opens? (?:its|our|the) (?:list|applications|books)|(?:will|expects? to) (?:hire|indenture|accept|recruit))")  # fmt: skip
_JOIN = re.compile(
    rf"\b(?:[Oo]n behalf of |[Jj]oin )(?:us at |the (?:team|crew|staff|family) (?:at|of) |our (?:team|crew) (?:at|here at) )?({_NAME})"
)
_ABOUT = re.compile(
    rf"^(?:About|Why|Who is|Welcome to|Life at|Working at) ({_NAME})\s*[:?]?$|^About (?:us|the (?:company|employer)): (?P<us>{_NAME})"
)
_EQUAL = re.compile(r"\s*equal\b", re.IGNORECASE)
_WE_ARE = re.compile(rf"\b[Ww]e(?:['’]re| are) ({_NAME})(?=, (?:an?|the)\b)")
"""Who introduces itself: "We're Pickle & Rye, a deli"."""
_IN_A_FIELD = re.compile(
    rf"(?:[.;|]\s+)(?:Agency|Employer|Company|Hiring company|Contractor)\s*:\s*({_NAME})"
)
_AT = re.compile(
    r"\b(?:[Aa]t|[Ww]ith|for) ((?:The )?[A-Z][\w&'’.-]*(?:\s+(?:of|the|and|&|[A-Z][\w&'’.-]*)){0,5})"
)
_NOT_A_NAME = re.compile(
    r"^(?:an? )?(?:ph\.?d|doctorate|degree)\b|^(?:the )?(?:this|that|these|our|your|we|you|it|he|she|they|there|here|what|who|job|position|role|candidates?|applicants?|employees?|staff|team|work|hours|shifts?|pay|benefits|training|all|some|most|no|must|experience|requirements?|schedule|location|monday|tuesday|wednesday|thursday|friday|saturday|sunday|ideal|successful|person|in|on|as|if|for|with|overtime|english|spanish|(?:an )?equal|salary|us|about|please|send|text|call|apply|new|immediately?|school\b(?=: )|uniforms?|class|applications|annual|monthly|hourly|weekly|base|basic|wage|rate|starting|mon|tues?|wed|thurs?|fri|sat|sun|evenings?|weekends?|mornings?|nights|days|breakfast|lunch|permanent|vacancy announcement|position announcement|governing board|skills?|adult\b(?! learning)|certified|licensed|valid|working|people|parents?|love|screening|visits|bring|good (?:pay|hours|benefits|driving|communication|with|at)|writing|indian|haitian|spanish|vision|color|night|day|full|part|employer|company|department|duties|minimum|bachelor|master|high school|associate|contract|reports?|join|currently|urgent|posting|job id|req|now hiring|private|setting|free|home (?:every|daily|weekly|nightly|most|time|on)\b|ft|pt|m[-–]f)\b",
    re.IGNORECASE,
)
_STATES = "|".join(
    sorted(
        (*STATES, *STATES.values(), "England", "Scotland", "Wales", "Ontario", "Kent"), key=len, reverse=True
    )
)
_PLACE = re.compile(rf"^[A-Z][\w .'’-]{{2,30}}(?:,\s*|\s+)(?:{_STATES})(?:\s+\d{{5}}(?:-\d{{4}})?)?$")
_PLACE_TAIL = re.compile(
    rf"\s*(?:,|\s[-–—|·@]|\bin\b)\s*[A-Z][\w .'’/-]{{2,30}}(?:(?:,\s*|\s+)(?:{_STATES})\b.*)?$|\s+(?:[A-Z][a-z]+\s)?\b(?:{'|'.join(STATES.values())})(?:\s+\d{{5}})?$"
)
_IN_A_STATE = re.compile(rf",\s+(?:{_STATES})\b")
"""A state behind a comma: what stands before it is a town."""
_TAIL = re.compile(r"\s*(?:[|·•(★]|\s\d\.\d\b|\s[-–—]\s|\s{3,}).*$")
_SMALL = frozenset({"of", "the", "and", "for", "de", "in", "del", "la"})
_MOST_WORDS = 8
_ASKS = re.compile(r"\b(?:required|preferred|needed|wanted|welcome|available|only|benefits)$", re.IGNORECASE)
_BESIDE_TITLE = re.compile(r"\W*(?:\bat\b|@|\bfor\b|\bwith\b|[-–—|:(])\s*")
_WORKS_AT = re.compile(r"\s+(?:at|@)\s")
_LONG_NAME = re.compile(r",\s+(?=[A-Z][\w&'’-]*(?: (?:of |the |and |& )*[A-Z][\w&'’-]*){2})")
"""A comma before three words with capitals: "Interpreter, Court Interpreter Services" names an office, "Underwriter, Commercial Trucking" a field."""
_GENERIC = re.compile(
    r"(?:(?:the|our|a|an|busy|large|small|local|new) )*(?:firm|laboratory|lab|hospital|clinic|store|(?:middle |high |elementary |primary )?school|district|practice|plant|restaurant|hotel|motel|library|warehouse|office|shop|department|company|agency|center|facility|bank|farm|church|home|house|studio|salon|family|household|couple|homeowner)(?: (?:in|near|of(?! the)|on|at)\b.*)?$",
    re.IGNORECASE,
)
"""A kind of employer without a name: "Firm in Swansea", "The Laboratory"."""
_BRAND = re.compile(
    r"(?!(?:QuickBooks|PowerPoint|SharePoint|LinkedIn|GitHub|JavaScript|TypeScript|SolidWorks|WordPress|WhatsApp|YouTube|McDonald)\b)[A-Z][a-z]+[A-Z][a-z]+\w*(?: [A-Z][\w&'’-]*)*"
)
"""A name with a capital inside its first word, "RentRight", is nobody's word for a job or a place."""
_AT_THE_FOOT = 3.3
"""Score of a name that stands alone at the foot, beside those of `employer_candidates`."""
_TOWN = re.compile(
    r"(?:city|county|town|village|township|borough|port(?: authority)?) of (?:[\w'’.-]+ ?){1,4}",
    re.IGNORECASE,
)
_BOARD = ("furniture of a board", "who posted it")
_STORE = re.compile(r"\s*#\s?[\w-]+$")


def employer_fact(
    text: str, structured: StructuredPosting | None = None, title: Span | None = None
) -> Fact[str] | None:
    """The employer: mark-up, a labelled line, a name beside the title, a sentence about it, a name at the foot."""
    if marked := (structured or {}).get("employer", "").strip():
        return Fact(marked)
    every = list(lines(text[:12_000]))
    labelled = [*_labelled(every)]
    every = [line for line in every if why_no_name(line.text) not in _BOARD]
    named = (
        *labelled,
        *_public_bodies(text, every, title),
        *_beside(every, title),
        *_in_sentences(every),
    )
    likely = [(score, span) for score, span in candidates(text[:12_000], every, title) if score >= LEAST]
    likely += [(_AT_THE_FOOT - 0.1 * i, span_of(text, *at)) for i, at in enumerate(_foot(every, title))]
    likely.sort(key=lambda each: -each[0])
    for span in (*(span_of(text, *at) for at in named), *(span for _, span in likely)):
        meets = title is not None and span.start < title.end and title.start < span.end
        if len(span.text) > 1 and not meets and why_no_name(span.text) is None:
            return Fact(span.text, span)
    return None


def _public_bodies(text: str, every: list[Span], title: Span | None) -> Iterator[tuple[int, int]]:
    """A town, a county or a port that has a piece of the head to itself: its departments come after it."""
    for line in every[:5]:
        for whole in pieces(text, line):
            part = next(pieces(text, whole, close=True), whole)
            outside = title is None or part.end <= title.start or title.end <= part.start
            if outside and _TOWN.fullmatch(part.text) and name_likeness(part.text):
                yield part.start, part.end


def _labelled(every: list[Span]) -> Iterator[tuple[int, int]]:
    found = [(m, line) for line in every if (m := _LABEL.match(line.text))]
    found.sort(key=lambda each: each[0].group().lower().startswith(("department", "dept")))
    for match, line in found:
        yield line.start + match.start(1), line.start + match.end(1)


def _beside(every: list[Span], title: Span | None) -> Iterator[tuple[int, int]]:
    """Names on the lines around the title: those with a word of organizations first, then any proper name."""
    head = [line for line in every[:7] if not is_bullet(line.text)]
    weak: list[tuple[int, int]] = []
    for line in head:
        inside = title is not None and line.start <= title.start < line.end
        if inside and title is not None and (led := line.text[: title.start - line.start].rstrip(" -–—|:")):
            name = _name_of(led)
            if name and names_organization(name) and _capitals(name) and not names_job(name):
                yield line.start, line.start + len(name)
        start, body = _column(line)
        if inside and title is not None:
            text_after = line.text[title.end - line.start :]
            rest = _BESIDE_TITLE.match(text_after) or _LONG_NAME.match(text_after)
            if not rest:
                continue
            start, body = title.end + rest.end(), text_after[rest.end() :]
        name = _name_of(body)
        if name is None or (title is not None and name == title.text):
            continue
        at = start + body.find(name)
        organization = names_organization(name)
        if not organization and _IN_A_STATE.match(body[body.find(name) + len(name) :]):
            continue
        strong = (
            organization
            and _capitals(name)
            and len(name.split()) > 1
            and (holds_a_name(name) or is_public_body(name))
        )
        job = names_job(name.split(" of ")[0])
        at_work = inside and title is not None and _WORKS_AT.match(line.text[title.end - line.start :])
        named = _BRAND.fullmatch(_STORE.sub("", name)) if not inside else at_work and _proper(name)
        if not job and (strong or named):
            yield at, at + len(name)
        elif not inside and _proper(name) and (not job or _before_a_place(body, name)):
            weak.append((at, at + len(name)))
    near = [each for each in weak if title is None or _next_line(every, title, each[0])]
    yield from near


def _before_a_place(body: str, name: str) -> bool:
    """Whether a place stands behind the name and nothing else: "Vector Compressor, Olathe"."""
    return (
        re.fullmatch(r"[A-Z][\w .'’-]{2,30}(?:, [A-Z]{2})?", body[len(name) :].strip(" ,.")) is not None
        and "," in body
    )


def _column(line: Span) -> tuple[int, str]:
    """Where the part of a line in columns begins that names an organization, and the part; else the whole line."""
    parts = re.split(r"\s{3,}|\t", line.text)
    for part in sorted(parts, key=lambda each: not is_public_body(each)):
        if part and part != line.text and names_organization(part):
            at = line.text.find(part)
            return line.start + at, part
    return line.start, line.text


def _capitals(name: str) -> bool:
    """Whether most of the words that carry meaning begin with a capital."""
    words = [w for w in re.findall(r"[A-Za-z][\w'’]*", name) if w.lower() not in _SMALL]
    return bool(words) and sum(w[0].isupper() for w in words) > len(words) / 2


def _next_line(every: list[Span], title: Span, start: int) -> bool:
    order = [line.start for line in every]
    mine = max((i for i, s in enumerate(order) if s <= title.start), default=0)
    other = max((i for i, s in enumerate(order) if s <= start), default=0)
    return abs(mine - other) == 1


def _name_of(line: str) -> str | None:
    """The name that a heading line begins with, without the place and what else stands behind it."""
    body = _TAIL.sub("", line.strip(" *#_")).strip()
    if legal := re.match(r"^[A-Z].{2,60}?,\s*(?:Inc|LLC|Ltd|L\.L\.C|PLLC|LLP|Corp|P\.C)\b", body):
        return legal.group()
    if _PLACE.match(body) and not names_organization(body.split(",")[0]):
        return None
    if names_organization(body.split(",")[0]) or "," not in body or _PLACE_TAIL.search(body):
        shorter = _PLACE_TAIL.sub("", body)
        body = shorter if len(shorter) > 3 else body
    first = re.split(
        r",\s|;\s|(?<=[a-z]{3})(?<!Univ)(?<!Dept)(?<!ssoc)(?<!Mfg)(?<!Bros)\.\s|: |\s(?:is|are|has|have|was|will|seeks|needs|offers|at the|with|who|that)\s",
        body,
    )[0]
    name = first.strip(" .,;:*")
    numbers = _STORE.sub("", name)
    if (
        not name
        or len(name.split()) > _MOST_WORDS
        or re.search(r"[$£€?!@]|\d{3,}|https?:", numbers)
        or _GENERIC.match(name)
    ):
        return None
    if not name[0].isupper() and not name[0].isdigit():
        return None
    return (
        None
        if _NOT_A_NAME.match(name) or _ASKS.search(name) or any(p.search(name) for _, p in HEADINGS[:6])
        else name
    )


def _proper(name: str) -> bool:
    """Whether most words carry a capital, as names do, and not all letters are capitals."""
    words = [w for w in re.findall(r"[A-Za-z][\w'’]*", name) if w.lower() not in _SMALL]
    return len(words) + (name.lower().startswith("the ")) >= 2 and all(w[0].isupper() for w in words)


def _in_sentences(every: list[Span]) -> Iterator[tuple[int, int]]:
    for pattern in (_IN_A_FIELD, _ABOUT, _WE_ARE, _HIRES, _SEEKS, _JOIN):
        for line in every:
            for match in pattern.finditer(line.text):
                group = "us" if match.groupdict().get("us") else 1
                name = re.sub(r"\s+(?:in|at|for|the|of|and)$", "", match[group]).strip(" .")
                if (
                    _NOT_A_NAME.match(name)
                    or _GENERIC.match(name)
                    or (
                        names_job(name) and not _EQUAL.match(line.text[match.end() :]) and not _own_name(name)
                    )
                    or (len(name.split()) < 2 and not names_organization(name))
                ):
                    continue
                yield line.start + match.start(group), line.start + match.start(group) + len(name)
    for line in every[:12]:
        for match in _AT.finditer(line.text):
            name = re.sub(r"\s+(?:of|the|and|&)$", "", match[1]).rstrip(".")
            if names_organization(name) and len(name.split()) > 1 and not _NOT_A_NAME.match(name):
                yield line.start + match.start(1), line.start + match.start(1) + len(name)


def _own_name(name: str) -> bool:
    """Whether words that end as a job does begin as a name: "Tarn Instruments"."""
    first = name.split(maxsplit=1)[0]
    return len(name.split()) > 1 and begins_strangely(first) and not name.isupper() and len(first) > 3


def _foot(every: list[Span], title: Span | None) -> Iterator[tuple[int, int]]:
    """A name of an organization in the last lines, as people sign ("text Marco, Foothill Roofing and Gutter")."""
    for line in reversed(every[-3:]):
        if is_bullet(line.text) or (title is not None and line.start <= title.start < line.end):
            continue
        for part in reversed(re.split(r"(?<=[a-z)\d])\.\s+|,\s+|[:;]\s+|\s[-–—]\s", line.text)):
            name = part.strip(" .")
            if 1 < len(name.split()) <= 6 and names_organization(name) and _proper(name):
                if _NOT_A_NAME.match(name) or re.search(r"\d", name) or name.count("(") != name.count(")"):
                    continue
                at = line.start + line.text.rfind(part) + part.find(name)
                yield at, at + len(name)
    if every:
        last = every[-1]
        short = _STORE.sub("", last.text).strip(" .-–—~")
        if (
            len(every) > 4
            and 1 < len(short.split()) <= 6
            and _proper(short)
            and not re.search(r"\d{3}|[:$]", short)
            and not _NOT_A_NAME.match(short)
        ):
            at = last.start + last.text.find(short)
            yield at, at + len(short)
