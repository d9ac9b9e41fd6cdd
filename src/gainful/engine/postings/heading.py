"""The head of a posting cut into the pieces that people write side by side, and the lines and pieces that name nothing.

A job board, a union hall's recording and a forwarded e-mail all put the title and the employer somewhere among buttons,
counts of applicants, fields of a form, pay and places. What a piece cannot be is said here once, for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gainful.engine.competencies.model import Span
from gainful.engine.text.sentences import is_bullet, lines, span_of, without_bullet

_CUT = re.compile(r"\s+[-–—~|·•*]{1,3}\s+|\s*[—|·•]\s*|\s*//\s*|\s{2,}|\t+|(?<=[!?])\s+|\s*\*{2,}\s*|\s+@\s+")
"""What stands between two pieces of a line: a dash with room around it, a bar, a dot, two slashes, a column, an outcry, an at sign."""
_CLOSE = re.compile(r"\s*[,;(]\s*|\)\s*|\s*[-–]\s|\s/\s|[\"“”]|(?<=[a-z]{3})\.\s+")
"""Closer marks, at which a piece may be cut once more."""
_MARKS = "-–—~|·•*#_=>[]{}★✅👉📍➤:;,. \t\U0001f31f\U0001f690\U0001f680"
_BOARD = re.compile(
    r"(?:easy|quick|1-click) apply|(?:apply|hiring|enroll) (?:now|today|here)|(?:save|share|report|print|back|follow|sign in|log ?in|menu|home)(?: (?:this )?job)?(?:\s+(?:save|share|report|print)(?: job)?)*"
    r"|(?:re)?posted\b.*|promoted\b.*|sponsored\b.*|featured|verified|new|urgent(?:ly hiring)?|be (?:an early|among the first)\b.*|(?:actively|now) (?:hiring|recruiting|reviewing)\b.*"
    r"|(?:over )?[\d,+]+ (?:applicants?|people|views?|reviews?|likes?|comments?)\b.*|.{0,40}\b(?:\d+|an?|two|three) ?(?:h|hrs?|hours?|d|days?|w|wks?|weeks?|mo|months?|min|minutes?) ago|(?:.{0,25}\W)?\d+ ?(?:h|d|w|wk|mo|min)"
    r"|responded within\b.*|.*\balumni work here|(?:\w+ )?job (?:search|bank|board|alert|order|details?)\b.*|jobs? (?:at|in)\b.*|similar jobs?\b.*|page \d+(?: of \d+)?"
    r"|[^>\n]{2,40}(?: > [^>\n]{2,40})+|\[?(?:group|from|sent|to|cc|subject|date|fwd?|re)\b ?:.*|\d(?:\.\d)? ?(?:★|stars?).*|hi|hello|hey|hi all|dear .*",
    re.IGNORECASE,
)
"""Buttons, counts and stamps that a job board, a group or a mail program adds."""
_NOTICE = re.compile(
    r"(?:public |legal |official |vacancy |job |position |employment |classified |internal |external )*(?:notices?|announcements?|bulletins?|vacanc(?:y|ies)|postings?|class(?:ification)? specifications?|(?:job|position) descriptions?|referral sheet|recruitment|call[- ]?outs?|eligibility list|open interviews?|interviews?)"
    r"(?: (?:of|for|no\.?|number|#|to)\b.*|[\s:#]*[\d-]+.*)?|invites? applications.*|(?:out[- ]of[- ]work|job|hiring|dispatch) (?:line|list)\b.*|local (?:no\.? ?)?\d+\b.*|human resources(?: department)?|careers?|job (?:title|summary|overview)|(?:now |we(?: a|['’])re )?hiring.*"
    r"|(?:se (?:busca|solicita|necesita)n?|buscamos|contratando|estamos contratando)|help(?: wanted)?|(?:all|any|both) shifts\b.*|immediate (?:starts?|openings?|hire|need)|start (?:today|now|tomorrow)|urgent (?:requirement|need|vacancy)|join (?:us|our)\b.*|apply\b.*",
    re.IGNORECASE,
)
"""What announces a job and is none."""
_TERMS = re.compile(
    r"[$£€₹]|\d[\d,.]* ?(?:/|per|an?) ?(?:h|hr|hour|yr|year|wk|week|day|mo|month)\b|\d ?(?:am|pm|a\.m|p\.m)\b|\d(?:st|nd|rd|th) shift|\d+ (?:openings?|positions?|spots?|seats?|weeks?|days?|hours?|hrs?|months?|years?)\b"
    r"|\b(?:full|part)[- ]?time\b|\b(?:remote|hybrid|on-?site|permanent|temporary|temp|per diem|seasonal|nights?|days|evenings?|weekends?|mornings?|shifts?|weekly|hourly|home (?:daily|weekly|wkly)|no touch|benefits?|bonus|sign[- ]on|flexible|no experience|no cdl|same[- ](?:day|week) pay|(?:top|great|good) pay)\b",
    re.IGNORECASE,
)
"""Pay, hours and contract."""
_FIELD = re.compile(r"[A-Za-z#][\w #()/&.'’-]{1,34}:\s*\S")
_VERB_FIRST = re.compile(
    r"(?-i:(?!IT\b|US\b))(?:deliver|earn|make|get|give|become|want|must|need to|come|call|text|e-?mail|send|bring|join|work|start|apply|meet|book|refer|download|click|learn|build|grow|help (?:us|with|our)|we|our|you|your|i|i['’]m|it|this|these|those|there|who|what|why|when|where|how|if|are|is|do|does|have|has|no|not|only|please|report(?:s|ing)? to|supervised by|(?:looking|trying|hoping|ready) (?:for|to)|thanks|thank you)\b"
    r"|(?:hi|hello|hey|howdy|greetings|good (?:morning|afternoon|evening))(?: \w+){0,2}[,.!:–—-]",
    re.IGNORECASE,
)
"""How a sentence begins that greets, thanks, calls, asks or tells."""
_SPEAKS = re.compile(r"\b(?:[Oo]ur|[Mm]y|[Ww]e|us|you|[Yy]our|i|[Ii]['’]m|they|their)\b")
_ANYBODY = re.compile(
    r"(?:more )?(?:help|staff|people|persons?|workers?|team members?|candidates?|applicants?|employees?|hands|members?|seekers?)(?: (?:needed|wanted))?|(?:number|no\.|total|type|kind|list|date|period) of\b.*",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:posted by )?[A-Z][a-z]+ [A-HJ-UWYZ]\.?(?:\s*[·|].*)?")
_LAND = re.compile(
    r"(?:united (?:states|kingdom)|usa|uk|canada|england|scotland|wales|(?:northern )?ireland|(?:south|western) australia|australia|new south wales|queensland|new zealand|india|germany|netherlands|ontario|alberta|british columbia|manitoba|saskatchewan|nova scotia|quebec)",
    re.IGNORECASE,
)
_REASONS = (
    ("a place", _LAND.fullmatch),
    ("furniture of a board", _BOARD.fullmatch),
    ("announces a job", _NOTICE.fullmatch),
    ("anybody", _ANYBODY.fullmatch),
    ("who posted it", _PERSON.fullmatch),
    ("a sentence", _VERB_FIRST.match),
    ("a sentence", _SPEAKS.search),
)
FREE_MAIL = frozenset(
    [
        "gmail",
        "yahoo",
        "hotmail",
        "outlook",
        "aol",
        "icloud",
        "proton",
        "protonmail",
        "live",
        "msn",
        "comcast",
        "mail",
        "gmx",
        "me",
    ]
)


def pieces(text: str, line: Span, *, close: bool = False) -> Iterator[Span]:
    """Yield the pieces of one line in their order, trimmed of marks; `close` cuts at commas and brackets too."""
    body = without_bullet(text, line)
    cuts = [body.start]
    for match in (_CLOSE if close else _CUT).finditer(body.text):
        cuts += [body.start + match.start(), body.start + match.end()]
    cuts.append(body.end)
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        piece = trimmed(text, start, end)
        if len(piece.text) > 1:
            yield piece


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch without the marks at either end; a bracket that was opened inside stays closed."""
    while start < end and (
        text[start] in _MARKS or (not text[start].isascii() and not text[start].isalnum())
    ):
        start += 1
    while end > start and (
        text[end - 1] in _MARKS or (not text[end - 1].isascii() and not text[end - 1].isalnum())
    ):
        end -= 1
    return span_of(text, start, end)


def head_lines(text: str, count: int) -> list[Span]:
    """Return the first lines that have more than marks in them."""
    return [line for line, _ in zip(lines(text), range(count), strict=False)]


def why_no_name(words: str) -> str | None:
    """Say why some words name neither a job nor an employer, None where they may."""
    bare = words.strip(_MARKS)
    if not re.search(r"[A-Za-z]{2}", bare):
        return "no word"
    if sum(map(str.isdigit, bare)) > len(bare) / 3:
        return "figures"
    return next((why for why, found in _REASONS if found(bare)), None)


def states_terms(words: str) -> bool:
    """Whether some words tell pay, hours or contract."""
    return _TERMS.search(words) is not None


def is_field(line: str) -> bool:
    """Whether a line is a field of a form ("Site: Juniper Elementary")."""
    return _FIELD.match(line.strip(_MARKS)) is not None


def listed(line: Span) -> bool:
    """Whether a line is an item of a list by its bullet; a number may begin a call ("1) Kestler Electric")."""
    bare = line.text.lstrip()
    return is_bullet(line.text) and not bare[:1].isdigit() and not bare.startswith("**")
