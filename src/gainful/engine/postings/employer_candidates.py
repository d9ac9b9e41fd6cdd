"""What may be the employer: pieces of the head, what a sentence introduces, a legal form, a quoted name, a mail domain.

Each comes with a score: how like an organization's name the words are, and how near to the title they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gainful.engine.competencies.model import Span
from gainful.engine.occupations import load_reference
from gainful.engine.postings.heading import (
    FREE_MAIL,
    is_field,
    listed,
    pieces,
    states_terms,
    trimmed,
    why_no_name,
)
from gainful.engine.postings.names import begins_strangely, ends_as_organization, job_likeness, names_somebody
from gainful.engine.postings.number_words import COUNT_WORDS
from gainful.engine.postings.place import STATES, cities_of
from gainful.engine.text.section_words import HEADINGS

Scored = tuple[float, Span]
LEAST = 2.5
ALONE = 2.5
"""Likeness of a name that ends as organizations do."""
_PROPER = 1.5
"""Likeness of two words with capitals, the first of which no title has."""
_LINES, _BEFORE_A_PLACE, _MOST_WORDS = 12, 0.6, 8
_SMALL = frozenset({"of", "the", "and", "for", "de", "del", "la", "in", "at", "y", "&", "+"})
_LEGAL = r"(?:Inc|LLC|L\.L\.C|Ltd|Limited|GmbH|AG|B\.?V|S\.?A|Pty|Pvt|PLC|plc|Corp|Corporation|PLLC|LLP|LP|P\.?C|Co|Bros|JATC|CU|FCU|MSP|ISD|USD|NHS Trust|Co-op|Cooperative)"
_ENDS_LEGALLY = re.compile(rf"(?:,? {_LEGAL}\b\.?)+$")
_WORD = r"[A-Z0-9][\w&'’.+-]*"
_RUN = rf"(?:(?:The|the) )?{_WORD}(?:,? (?:(?:of|the|and|for|de|&|\+) )*{_WORD}){{0,6}}"
_LEGAL_RUN = re.compile(
    rf"(?<![\w.]){_WORD}(?: (?:(?:of|the|and|&|\+) )*{_WORD}){{0,5}},? {_LEGAL}\b(?:,? {_LEGAL}\b)*\.?"
)
_PUBLIC = re.compile(
    r"(?:(?:the )?(?:city|county|town|village|township|borough|port|state|university|parish|diocese|commonwealth|tribe|nation) of .+|office of the .+|board of .+|state (?:[\w'’]+ )*(?:home|hospital|prison|university|college|library|commission)|.+ (?:county|city schools|school district|unified(?: school district)?|public schools|police department|fire department|sheriff['’]?s office|housing authority|transit authority|water district|parish|city council))",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"(?:^|[\s(])(?:at|via|through|on behalf of|represented by|c/o|@)\s+({_RUN})(?=\s*(?:[·|(,.:–—-]|$))|\b(?:[Vv]ia|[Tt]hrough) ({_RUN})(?= (?:for|in|on|at)\b)"
)
_HELLO = re.compile(
    r"\b(?:this is|it['’]?s|i['’]?m|here is|here['’]?s) (?:[\w.]+ ){1,2}(?:from|at|with|over at|down at) ((?:the )?[A-Za-z][\w'’&-]*(?: (?!need|we|looking|here|hiring|are|is|i\b|and i|if|text|call)[\w'’&-]+){0,4})",
    re.IGNORECASE,
)
"""How somebody says in a message who writes: "hey its marco from the tide & table"."""
_APPOSED = re.compile(
    rf"\b(?:us|we|We)(?:, | at | here at )({_RUN})(?=,| [a-z(–—-])|\b(?:[Rr]egards|[Tt]hanks|[Tt]hank you|[Ss]incerely|[Cc]heers|REGARDS),?\W+(?:(?:HR |The )?[Tt]eam )?({_RUN})\W*$"
)
"""Who says "we" ("engages us, Whitlock Search, to fill") and who signs ("Regards, Team Kaptrix Consulting")."""
_APP = re.compile(r"\b(?:[Dd]ownload|[Ii]nstall|app(?: called)?) (?:the |our )?([A-Z]\w+(?: [A-Z]\w+)?)")
"""An agency that is an app: "Download ToothTemp"."""
_ABOUT = re.compile(
    rf"(?:About|Why|Life at|Working at|Who (?:is|are)|Welcome to|Meet|Join) ({_RUN})\s*[:?!.]?"
)
_QUOTED = re.compile(rf"[\"“]((?:The )?{_RUN})[^\"“”\n]{{0,12}}[\"”]")
_BARE_RUN = re.compile(_RUN)
_MAIL = re.compile(
    r"[\w.+-]+@(?:[\w-]+\.)*?([A-Za-z][\w-]+)\.[A-Za-z]{2,10}\b|\b(?:www\.|https?://)(?:www\.)?([A-Za-z][\w-]+)\.[a-z]"
)
_PLACE = re.compile(
    rf"(?:[A-Z][\w.'’-]+ ?){{1,3}}(?:,\s*|\s+)(?!DC\b)(?:{'|'.join((*STATES, *STATES.values()))})\b.*|Washington,? DC|(?:[\w'’-]+ )?(?:{'|'.join(STATES)})|(?:[A-Z][\w.'’-]+/)+[A-Z][\w.'’-]+"
)
_STATE_BEHIND = re.compile(rf",\s+(?:{'|'.join((*STATES, *STATES.values()))})\b")
"""A state behind a comma: what stands before it is a town, if nothing says otherwise."""
_BEHIND = re.compile(
    r"(?:\s*[,|·]|\s+[-–—])\s+[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?(?:,? [A-Z]{2}\b.*|\s*\(.*\))?\s*$"
)
"""A place behind a name: ", Reno (Stead)", " · Pell Lake, WI"."""
_CALLED = re.compile(
    rf"(?:\d+[.)]\s*)?({_RUN})\s*(?::|[-–—]{{1,2}})\s+(?:\d{{1,2}}|one|two|three|four|five|six|eight|ten)\s+[a-z]"
)
_ASIDE = re.compile(r"\s*\([^()]*\)(?:\s+|,\s+)")
_STORE = re.compile(
    r"\s*(?:#\s?[\w-]+|[Nn]o\. ?\d+)$|(?<=\b[Ll]ocal) (?:[Nn]o\. ?)?\d+\b|(?<=\bLOCAL) (?:NO\. ?)?\d+\b"
)
_SIGNED = re.compile(rf">?\s*(?:[-–—~] ?)?[A-Z][a-z]+(?: [A-Z]\w*\.?)?,\s+({_RUN})\.?")
"""How a mail is signed: "Bill, Corvex Chemicals"."""
_SMALL_NAME = re.compile(r"(the [a-z&'’]+(?: [a-z&'’]+){1,2})(?:\s*[,(·|–—-].*)?")
_UP_TO_CONTACT = re.compile(
    r"([^,]{4,50}?)(?:,\s+(?=(?:call|text|ask|apply|see|e-?mail|[A-Z][a-z]+(?: [A-Z][a-z]+)?\.?$))|\s+(?=\(?\d{3}[-) .]))",
)
"""A name before whom to call, a town or a telephone number."""
_SPELLED_AND = r"[\W_]{0,3}(?:(?:and|of|the)[\W_]{1,3})?".join("and")
"""The "and" of a mail address, which the name may write "&"."""
_SINCE = re.compile(
    r",?\s+(?:since (?:19|20)\d\d|est(?:\.|ablished)|family[- ]owned|serving\b|all \w+ (?:stores|locations|shops))",
    re.IGNORECASE,
)
"""What only a business says of itself, behind its name."""
_A_NAME_FIRST = re.compile(
    rf"(?!(?:{'|'.join(COUNT_WORDS)}|north|south|east|west|upper|lower|fort|mount|saint|lake|port|new|old|grand|cedar|san|santa|los|las|el|la|call|text|ask|see|dr|mr|mrs|ms)\b)[a-z]",
    re.IGNORECASE,
)
"""No number and no beginning of a town's name."""
_BRAND = re.compile(r"[A-Z][a-z]+[A-Z]\w+")
_GENERIC = re.compile(
    r"(?:the |our |an? )?(?:(?:family|household|couple|homeowner)(?: (?:in|near|of) .*)?|human resources|main office|head office|job corps|american job center|job center|work ?source|equal opportunity.*|benefits|summary|overview|(?:health|dental|life|medical|vision) insurance|blue cross.*|social security|high school|home depot|drug test.*|background check.*|e-?verify|union|client|company|firm|department|class of .*|bases?|locations?)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:required|preferred|needed|wanted|welcome|only|available|included|offered)$", re.IGNORECASE
)
_DAYS = re.compile(r"\b(?:FT|PT|M[-–]F|M[-–]Th|MWF|T/?Th|\d[-–]\d)\b")
_ADVERTISER = re.compile(r"equal opportunity|an? eoe\b|eoe\b", re.IGNORECASE)


def name_likeness(words: str) -> float:
    """How like an organization's name some words are: 0 where they are a job, a place, terms or a call, about 4 at most."""
    bare = _STORE.sub("", words.strip(" .,:;"))
    if not bare or len(bare.split()) > _MOST_WORDS or _is_something_else(bare):
        return 0.0
    if (_ENDS_LEGALLY.search(bare) and len(bare.split()) > 1) or (
        is_public_body(bare) and not bare.islower()
    ):
        return 4.0
    parts = [part for part in re.findall(r"[A-Za-z][\w'’]*", bare) if part.lower() not in _SMALL]
    other = _PLACE.fullmatch(bare) or _is_job(bare) or re.search(r"\d{3}|@|https?:", bare)
    if other or not parts or not all(part[0].isupper() for part in parts):
        return 0.0
    unknown = begins_strangely(parts[0])
    score = 0.5 * unknown + 0.5 * (" & " in bare or bare.lower().startswith("the "))
    if len(parts) == 1:
        return score + (1.0 if _BRAND.fullmatch(bare) else 0.3 * unknown)
    return score + (2.5 if ends_as_organization(bare) else 1.5 if unknown or not bare.isupper() else 0.0)


def _is_something_else(words: str) -> bool:
    """Whether some words are furniture, a general word, pay and hours, or a heading."""
    if why_no_name(words) or _GENERIC.fullmatch(words) or states_terms(words) or _DAYS.search(words):
        return True
    return any(pattern.search(words) for _, pattern in HEADINGS[:6])


def is_public_body(words: str) -> bool:
    """Whether some words name a town, a county, a district or a police ("Town of Wexley")."""
    return _PUBLIC.fullmatch(words.strip(" .,")) is not None


_DOES = re.compile(
    r"(?:er|or|ist|ian|man|men|nurse|tech|clerk|aide|cook|chef|assistant|associate)s?$", re.IGNORECASE
)
"""How a job's name ends; two things joined by "&" that end otherwise are a firm's: "Blue Wrench Plumbing & Gas"."""


def _is_job(words: str) -> bool:
    """Whether some words end as a job does; "Bluewater Air" ends as one of the air but begins as nobody's job."""
    if " & " in words and not _DOES.search(words):
        return False
    likeness = job_likeness(words)
    return likeness >= LEAST or (likeness >= 2.0 and not begins_strangely(words.split(maxsplit=1)[0]))


def candidates(text: str, every: list[Span], title: Span | None) -> Iterator[Scored]:
    """Every stretch that may name the employer, with its score."""
    yield from _in_head(text, every, title)
    for line in every:
        yield from _introduced(text, line)
    yield from _told(text, every, title)
    yield from _about(text, every)
    yield from _signed(text, every)
    yield from _domain(text)


_WORKS_WITH = re.compile(
    rf"(?:^|[.!?]\s+)(?:deliver|drive|work|shop|tutor|earn(?: money)?|careers?|jobs?)\s+(?:with|for|at)\s+((?-i:{_RUN}))(?=\s+(?:in|on|and|today)\b|\s*[,.!:–—-]|\s*$)",
    re.IGNORECASE,
)
_SMALL_CALLS = re.compile(
    r"(?:^|[.!?,]+\s+)((?:the )?[a-z][\w'’]*(?:['’]s(?: [a-z]+){0,2}|(?: [a-z]+)? (?:&|and|n) [a-z][\w'’]+(?: [a-z]+)?))(?:,? in [a-z][a-z ]{2,20})? (?:is|are) (?:now |currently )?(?:looking|hiring|seeking|searching|after)\b"
)
"""A name in small letters that calls for people: "wags & whiskers in lubbock is looking for"."""
_SMALL_BUSINESS = re.compile(
    r"(?:^|[.!?,]+\s+)((?!we |i |our |my |the |a |an |this |local |small |busy |large )[a-z][\w'’]*(?: [a-z&][\w'’]*){1,4}?)(?:,? in [a-z][a-z ]{2,20})? (?:is|are) (?:now |currently )?(?:looking|hiring|seeking|searching|after)\b"
)
"""The same where the last word is one of organizations: "evergreen arbor care is looking for"."""
_TURN_TO = re.compile(
    rf"\b(?:[Cc]ontact|[Cc]all|[Rr]ing|[Ee]-?mail|[Vv]isit) ({_RUN})(?=\s+(?:today|now|on|at|for)\b|[.,!]|\s*$)"
)
_BEFORE_A_TITLE = re.compile(rf"(?:\*\*)?({_RUN})(?:\*\*)?:\s+$")
_LABELS = re.compile(
    r"\b(?:titles?|positions?|jobs?|roles?|posts?|vacanc(?:y|ies)|hiring|wanted|required|openings?|accepting|announcement|notice|name|for|summary|designation|apply)\b",
    re.IGNORECASE,
)
_AT_ONE = re.compile(r"\s+(?:at|@)\s+([A-Z][\w'’&.-]{2,})\s*(?=$|[,(|·–—-])")
_ONE_AND_PLACE = re.compile(
    r"\W*([A-Z][\w'’&]{3,})\W*\s+[·|—–-]\s*(?:remote\b|hybrid\b|on-?site\b|[A-Z][\w .'’-]+, ?[A-Z]{2}\b)",
    re.IGNORECASE,
)
_ONE = re.compile(r"\W*([A-Z][\w'’&]{3,})\W*")


def _told(text: str, every: list[Span], title: Span | None) -> Iterator[Scored]:
    """Names that a call, a colon before the title or the word "at" behind it introduces, those of one word too."""
    for line in every[:3]:
        for match in _WORKS_WITH.finditer(line.text):
            if _one_name(match[1]) or name_likeness(match[1]) >= _PROPER:
                yield 3.2, trimmed(text, line.start + match.start(1), line.start + match.end(1))
        for match in _SMALL_CALLS.finditer(line.text):
            yield LEAST, trimmed(text, line.start + match.start(1), line.start + match.end(1))
        for match in _SMALL_BUSINESS.finditer(line.text):
            if ends_as_organization(match[1]) and begins_strangely(match[1].split()[0].title()):
                yield LEAST, trimmed(text, line.start + match.start(1), line.start + match.end(1))
    for line in every:
        for match in _TURN_TO.finditer(line.text):
            if len(match[1].split()) > 1 and name_likeness(match[1]) >= ALONE:
                yield LEAST, trimmed(text, line.start + match.start(1), line.start + match.end(1))
    if title is not None:
        yield from _beside_title(text, every[:12], title)


def _beside_title(text: str, head: list[Span], title: Span) -> Iterator[Scored]:
    """A name before a colon and the title, one word behind "at", one word alone above the title or beside its place."""
    mine = next((i for i, line in enumerate(head) if line.start <= title.start < line.end), None)
    if mine is None:
        return
    line = head[mine]
    led = _BEFORE_A_TITLE.fullmatch(text[line.start : title.start])
    if led and name_likeness(led[1]) >= _PROPER and not _LABELS.search(led[1]):
        yield 3.4, trimmed(text, line.start + led.start(1), line.start + led.end(1))
    behind = _AT_ONE.match(text, title.end, line.end)
    if behind and _one_name(behind[1]):
        yield 3.2, trimmed(text, behind.start(1), behind.end(1))
    if mine and (above := _ONE.fullmatch(head[mine - 1].text)) and _one_name(above[1]):
        yield LEAST, trimmed(text, head[mine - 1].start + above.start(1), head[mine - 1].start + above.end(1))
    for near in head[max(0, mine - 1) : mine + 2]:
        placed = _ONE_AND_PLACE.match(near.text)
        if placed and near is not line and _one_name(placed[1]):
            yield 3.0, trimmed(text, near.start + placed.start(1), near.start + placed.end(1))


def _one_name(word: str) -> bool:
    """Whether one word is a name: no word of titles, no place, no term, no heading."""
    plain = word[:1].isupper() and begins_strangely(word) and len(word) > 3
    return plain and not _PLACE.fullmatch(word) and not _is_something_else(word) and not _is_city(word)


def _is_city(word: str) -> bool:
    """Whether a wage area is named after a word."""
    return word.lower() in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset().union(*(cities_of(area) for area in load_reference().areas))


def _in_head(text: str, every: list[Span], title: Span | None) -> Iterator[Scored]:
    head = [line for line in every[: _LINES + 4] if _may_name(text, line)][:_LINES]
    mine = next((i for i, line in enumerate(head) if title and line.start <= title.start < line.end), None)
    for place, line in enumerate(head):
        if called := _CALLED.match(line.text):
            yield from _named_before(text, line, called)
        if is_field(line.text):
            continue
        small = _SMALL_NAME.fullmatch(line.text)
        if small and mine is not None and place == mine + 1:
            yield LEAST, trimmed(text, line.start, line.start + small.end(1))
        for part in pieces(text, line):
            if title and part.start < title.end and title.start < part.end:
                yield from _behind_title(text, title, part)
                continue
            name = _shortest(text, part)
            likeness = name_likeness(name.text)
            if likeness < ALONE and _STATE_BEHIND.match(text[name.end : line.end]):
                continue
            if name.text == line.text.strip() and _whole_line_names(name.text, likeness):
                likeness = max(likeness, LEAST - _nearness(place, mine))
            if likeness:
                likeness += _SINCE.match(text[name.end : line.end]) is not None
                placed = _BEFORE_A_PLACE * (_BEHIND.match(text[name.end : line.end]) is not None)
                yield likeness + _nearness(place, mine) + placed, name


def _whole_line_names(words: str, likeness: float) -> bool:
    """Whether a line that is a name and no more begins strangely or has three words: "Camp Whispering Pines"."""
    if not _PROPER <= likeness < LEAST or _ASKS.search(words):
        return False
    return len(words.split()) > 2 or (likeness > _PROPER and begins_strangely(words.split(maxsplit=1)[0]))


def _named_before(text: str, line: Span, called: re.Match[str]) -> Iterator[Scored]:
    """Who calls for people, before a colon and how many: "Delmar Erectors: 4 rodmen"."""
    first, *others = called[1].split()
    if name_likeness(called[1]) >= _PROPER or (others and begins_strangely(first)):
        yield 3.2, trimmed(text, line.start + called.start(1), line.start + called.end(1))


def _behind_title(text: str, title: Span, part: Span) -> Iterator[Scored]:
    """A name right behind the title and an aside: "Camp Counselor (resident) Camp Tall Pines"."""
    behind = text[title.end : part.end]
    if aside := _ASIDE.match(behind) or (re.match(r",\s+", behind) if title.text.endswith(")") else None):
        name = _shortest(text, trimmed(text, title.end + aside.end(), part.end))
        likeness = name_likeness(name.text)
        if likeness >= _PROPER:
            yield likeness + 1.0, name


def _may_name(text: str, line: Span) -> bool:
    """Whether a line is neither of a list nor furniture nor pay and hours alone."""
    if listed(line) or why_no_name(line.text):
        return False
    return not all(states_terms(part.text) for part in pieces(text, line))


def _signed(text: str, every: list[Span]) -> Iterator[Scored]:
    """A first name and whom it writes for, in the last lines."""
    for line in every[-2:]:
        signed = _SIGNED.fullmatch(line.text)
        if signed and len(signed[1].split()) > 1 and name_likeness(signed[1]) >= _PROPER:
            yield 3.0, trimmed(text, line.start + signed.start(1), line.end)


def _nearness(place: int, title: int | None) -> float:
    """What the place of a line beside that of the title says."""
    if title is None:
        return 0.6 if place == 0 else -0.1 * place
    away = abs(place - title)
    return 1.0 if away == 0 else 0.8 if away == 1 else -0.15 * away


def _shortest(text: str, part: Span) -> Span:
    """A piece up to its first comma, bracket or quote, but with a legal form behind a comma."""
    legal = _LEGAL_RUN.match(part.text)
    if legal:
        return trimmed(text, part.start, part.start + legal.end())
    return next(pieces(text, part, close=True), part)


def _introduced(text: str, line: Span) -> Iterator[Scored]:
    for match in _LEGAL_RUN.finditer(line.text):
        yield 4.2, trimmed(text, line.start + match.start(), line.start + match.end())
    for match in _INTRODUCED.finditer(line.text):
        group = 1 if match[1] else 2
        name = trimmed(text, line.start + match.start(group), line.start + match.end(group))
        likeness = name_likeness(name.text)
        if likeness >= 1.2 or (likeness > 0.5 and (match.start() == 0 or "@" in match.group())):
            yield 3.4 + 0.2 * likeness, name
    last = re.split(r"[.!?]\s+", line.text.rstrip(" .!"))
    if len(last) > 1 and name_likeness(last[-1]) >= LEAST:
        yield 3.0, trimmed(text, line.end - len(line.text) + line.text.rfind(last[-1]), line.end)
    yield from _name_alone(text, line)
    for match in _APPOSED.finditer(line.text):
        group = 1 if match[1] else 2
        name = trimmed(text, line.start + match.start(group), line.start + match.end(group))
        if name_likeness(name.text) >= _PROPER:
            yield 3.6, name
    for match in _APP.finditer(line.text):
        yield 3.0, trimmed(text, line.start + match.start(1), line.start + match.end(1))
    for match in _HELLO.finditer(line.text):
        name = trimmed(text, line.start + match.start(1), line.start + match.end(1))
        yield 3.5, name
    yield from _quoted_or_run(text, line)


def _name_alone(text: str, line: Span) -> Iterator[Scored]:
    """A clause of a running line that is a name and no more: "$14 + tips. Splash & Dash. PT or FT"."""
    at = 0
    for part in re.split(r"(?<=[\w)%])[.!?]\s+|\s[-–—•·|]\s", line.text):
        start = line.text.find(part, at)
        at = start + len(part)
        whole = _UP_TO_CONTACT.match(part)
        name = trimmed(text, line.start + start, line.start + (start + whole.end(1) if whole else at))
        words = name.text.split()
        if len(part) < len(line.text.strip(" .")) and 2 <= len(words) <= 5 and _BARE_RUN.fullmatch(name.text):
            written = all(word.istitle() or word in _SMALL for word in words) and "," not in name.text
            if written and _A_NAME_FIRST.match(name.text) and name_likeness(name.text) >= 2.0:
                yield LEAST, name


def _quoted_or_run(text: str, line: Span) -> Iterator[Scored]:
    """A name in quotes, and any run of capitals that ends as an organization does."""
    for match in _QUOTED.finditer(line.text):
        for run in _BARE_RUN.finditer(match[1]):
            likeness = name_likeness(run.group())
            if likeness >= 2.0:
                start = line.start + match.start(1) + run.start()
                yield likeness + 0.6, trimmed(text, start, start + len(run.group()))
    for match in _BARE_RUN.finditer(line.text):
        if (
            len(match.group().split()) > 1
            and names_somebody(match.group())
            and ends_as_organization(match.group())
        ):
            name = trimmed(text, line.start + match.start(), line.start + match.end())
            if name_likeness(name.text) >= 2.5:
                yield 2.6 + 0.5 * bool(_ADVERTISER.search(line.text)), name


def _about(text: str, every: list[Span]) -> Iterator[Scored]:
    """A heading about somebody whose name stands elsewhere too: "About Panelwise"."""
    for line in every:
        match = _ABOUT.fullmatch(line.text.strip(" *#_"))
        if match and name_likeness(match[1]) >= 0.5 and text.count(match[1]) > 1:
            at = text.find(match[1], line.start)
            yield 3.8, trimmed(text, at, at + len(match[1]))


def _domain(text: str) -> Iterator[Scored]:
    """The name in a mail or web address that is nobody's free mail box."""
    for match in _MAIL.finditer(text):
        group = 1 if match[1] else 2
        name = match[group]
        if name.lower() not in FREE_MAIL and len(name) > 3:
            if written := _written_out(text, name):
                yield 4.5, written
            yield LEAST, trimmed(text, match.start(group), match.end(group))


def _written_out(text: str, domain: str) -> Span | None:
    """The words with capitals whose letters, put together, are those of a domain: "Whitlock Search" of whitlocksearch."""
    letters = re.sub(r"[^a-z]", "", domain.lower())
    spaced = r"[\W_]{0,3}(?:(?:and|of|the)[\W_]{1,3})?".join(letters)
    joined = spaced.replace(_SPELLED_AND, rf"(?:{_SPELLED_AND}|&)")
    spaced = joined if joined.count("&") < 2 else spaced
    found = re.search(rf"(?<![\w@./])(?=[A-Z]){spaced}(?![\w@])", text, re.IGNORECASE)
    if found is None or not found.group()[0].isupper():
        return None
    return trimmed(text, found.start(), found.end())
