"""One entry of a work history: which of its lines is the title, which the employer, and where it ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from gainful.engine.competencies.model import Span
from gainful.engine.credentials.schooling import schooling_level
from gainful.engine.postings.names import names_job
from gainful.engine.resumes.model import DateRange, ResumeJob
from gainful.engine.text.sentences import is_bullet, span_of

if TYPE_CHECKING:
    from gainful.engine.occupations import Reference

_EMPLOYER = re.compile(
    r"\b(?:inc|llc|ltd|corp|co|company|corporation|hospital|airlines?|airways|school|schools|university|college|centers?|clinic|group|stores?"
    r"|restaurant|hotel|inn|bank|county|city of|department of|district|services|systems|foods|logistics|manufacturing|industries|motors|medical|health"
    r"|nursing home|care home|academy|daycare|preschool|enterprises|brothers|bros|church|army|navy|marines|air force|walmart|amazon|target|costco|mcdonald'?s|starbucks|ups|fedex|usps|home depot|lowe'?s|kroger|delta)\b\.?",
    re.IGNORECASE,
)
_TRADE = re.compile(
    r"\b(?:library|bakery|market|farms?|dairy|caf[ée]|diner|grill|salon|shop|brewery|garage|construction|plumbing|electric|roofing|landscaping"
    r"|trucking|transport|freight|foundation|museum|theat(?:er|re)|authority|co-?op(?:erative)?|builders|solar|dentistry|pharmacy|laundry|linen|taxi"
    r"|cinema|bureau|associates|partners|trust|union|dealership|rentals?|supply|works)$",
    re.IGNORECASE,
)
"""Words that an employer's name ends in; inside a name they may belong to a title."""
PLACE = re.compile(
    r"^[A-Z][\w .'-]+,\s*(?!(?:dds|dmd|dvm|inc|llc|llp|ltd)\b)(?:[A-Z]{2}|(?:(?:new|north|south|west|rhode|british) )?[A-Z][a-z]+)\.?$|^remote$"
    r"|^(?:(?:the )?united (?:states|kingdom)(?: of america)?|u\.?s\.?a?\.?|u\.?k\.?|canada|australia|india|ireland|england|scotland|wales|m[eé]xico|puerto rico)$",
    re.IGNORECASE,
)
_STATE_FIRST = re.compile(r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) (?=[A-Z])")  # fmt: skip
_STATES = (
    r"(?:(?!DDS|DMD|DVM)[A-Z]{2}|[A-Z]\.[A-Z]\.|Ala(?:bama)?|Alaska|Ariz(?:ona)?|Ark(?:ansas)?|Calif(?:ornia)?|Colo(?:rado)?|Conn(?:ecticut)?|Del(?:aware)?"
    r"|Fla|Florida|Georgia|Hawai['’ʻ]?i|Idaho|Ill(?:inois)?|Ind(?:iana)?|Iowa|Kan(?:sas)?|Kentucky|Ky|Louisiana|Maine|Mar?yland|Massachusetts|Mass|Mich(?:igan)?"
    r"|Minn(?:esota)?|Miss(?:issippi)?|Mo|Missouri|Mont(?:ana)?|Neb(?:raska)?|Nev(?:ada)?|New [A-Z]\w+|North [A-Z]\w+|Ohio|Okla(?:homa)?|Ore(?:gon)?|Pennsylvania|Penn"
    r"|Rhode Island|South [A-Z]\w+|Tenn(?:essee)?|Tex(?:as)?|Utah|Vermont|Virginia|Wash(?:ington)?|West Virginia|Wis(?:c|consin)?|Wyo(?:ming)?)\b\.?"
)
_SPLIT = re.compile(
    r"\s+(?:\||–|—|--|-|•|·|@|◆|■|►)\s+|\t+|\s{3,}|\s*\|\s*|,\s+(?!(?i:inc|l\.?l\.?[cp]|ltd|corp|co|plc|p\.?[ac]|n\.?a|lp|gmbh|dds|md)\b)(?!"
    + _STATES
    + r"\s*(?:$|[,;|/•·◆(]|[–—-]\s|--|:\s))|\s+\bat\b\s+|\s*;\s+|\s+/\s+"
    r"|:\s+(?=[A-Z])|\s+in\s+(?=[A-Z][\w. ]+,\s)|\s+(?:with|for)\s+(?=[A-Z])|(?<=\w{3})\.\s+(?=[A-Z])"
)
_NUMBER = re.compile(r"\W*\d{1,2}[.)]\s+(?=[A-Za-z])")
"""The number of an item in a list of jobs."""
_ASIDE = re.compile(r"\s*\([^)]*\)")
_END_ASIDE = re.compile(r"(?<=\w)\s*\([^)]*\)?$")
"""What stands in brackets behind an employer: "Green Hotel (Reno, NV)"."""
_STEPS = frozenset({"i", "ii", "iii", "iv", "v", "1", "2", "3", "4"})
"""Steps of a job: "Staff Nurse II"."""
_SEASON = re.compile(
    r"^(?:summers?|winters?|spring|fall|autumn|seasons?|seasonal(?:ly)?)(?: of)?$", re.IGNORECASE
)
TITLE = 2.0
"""Score from which on a piece names a job."""
MOST_HEAD = 5
"""Lines of an entry that may name job, employer, place and dates."""
KNOWN = 3.0
"""Score of a piece that is a title word for word."""


@lru_cache(maxsize=2)
def _title_words(reference: Reference) -> tuple[frozenset[str], frozenset[str]]:
    """Every known title in small letters, and the last words that at least eight of them share."""
    known = frozenset(t.lower() for t in reference.titles.title)
    last = Counter(
        t.split("(")[0].split(",")[0].split()[-1] for t in known if t.split("(")[0].split(",")[0].strip()
    )
    return known, frozenset(word for word, count in last.items() if count >= 8 and word.isalpha())


@dataclass(frozen=True, slots=True)
class Head:
    """What heads an entry of a work history: its pieces in the order written, its dates, its last line."""

    pieces: tuple[Span, ...]
    dates: DateRange
    last: Span


def head_at(
    text: str, body: Sequence[Span], at: int, dates: DateRange, floor: int, ceiling: int, reference: Reference
) -> Head:
    """The head of the entry whose dates stand on line `at`; its other lines lie between `floor` and `ceiling`."""
    head = [_without(text, body[at], dates.span)]
    above = at - 1
    named, alone = False, not head[0]
    while (
        above >= floor
        and at - above <= 2
        and not tells(text, body[above], reference)
        and _belongs_above(text, body[above], above == floor > 0, reference)
    ):
        if named and not _capitals(body[above].text):
            break
        head.insert(0, (body[above],))
        named = named or _best(text, body[above], reference) >= TITLE
        above -= 1
    below = at + 1
    titled = named or any(_best(text, side, reference) >= TITLE for side in head[-1])
    whole = len(head) > 2 and (named or alone)  # all stands above the dates: what follows is the next job's
    while (
        not whole
        and below < ceiling
        and below - at <= 2
        and may_be_header(body[below])
        and not tells(text, body[below], reference)
        and not (titled and _best(text, body[below], reference) >= TITLE)
        and len(head) < 4
    ):
        head.append((body[below],))
        below += 1
    pieces = tuple(p for group in head for line in group for p in pieces_of(text, line))
    return Head(pieces, dates, body[_last_own_line(body, at, ceiling)])


def paragraph_head(
    text: str,
    body: Sequence[Span],
    paragraph: tuple[int, int],
    one: tuple[int, DateRange],
    reference: Reference,
) -> Head | None:
    """The head of a paragraph that is one entry: the lines before its first sentence or list item.

    None where they say nothing but dates, or nothing like a job: then the entry is laid out otherwise.
    """
    start, end = paragraph
    at, dates = one
    if at >= start + MOST_HEAD:
        return None
    head: list[Span] = []
    for number in range(start, min(end, start + MOST_HEAD)):
        if number == at:
            sides = _without(text, body[number], dates.span)
            head += [side for side in sides if side.end <= dates.span.start or _short(side)]
        elif (may_be_header(body[number]) and not tells(text, body[number], reference)) or (
            number == start < at and _short(body[number])
        ):
            head.append(body[number])
        elif number > at or head:
            break
    pieces = tuple(p for line in head for p in pieces_of(text, line))
    if max((title_score(piece.text, reference) for piece in pieces), default=0.0) <= 0 and len(pieces) < 2:
        return None
    return Head(pieces, dates, body[_last_own_line(body, at, end)])


def usual_place(heads: Sequence[tuple[int, Head]], reference: Reference) -> int | None:
    """The place among an entry's names where this résumé puts the title: that of most titles that are sure."""
    places = Counter(
        names.index(title)
        for _, head in heads
        if (title := _best_title(head.pieces, reference)) and title_score(title.text, reference) >= TITLE
        if title in (names := _names(head.pieces))
    )
    return places.most_common(1)[0][0] if places else None


def _names(pieces: Sequence[Span]) -> list[Span]:
    return [piece for piece in pieces if not PLACE.match(piece.text)]


def _best_title(pieces: Sequence[Span], reference: Reference) -> Span | None:
    ranked = sorted(((title_score(p.text, reference), -p.start, p) for p in pieces), reverse=True)
    return ranked[0][2] if ranked and ranked[0][0] > 0 else None


def entry_of(text: str, head: Head, usual: int | None, reference: Reference) -> ResumeJob | None:
    """The job that a head names; where no piece is a title for sure, the one in the `usual` place. None for schooling."""
    pieces, names = head.pieces, _names(head.pieces)
    title = _best_title(pieces, reference)
    if title is None or title_score(title.text, reference) < TITLE:
        if any(schooling_level(piece.text) or _COURSE.search(piece.text) for piece in pieces):
            return None
        placed = names[usual] if usual is not None and usual < len(names) else None
        title = placed or title or _unknown_title(pieces)
    if title is None:
        return None
    others = [
        p
        for p in pieces
        if p is not title and not _NOBODY.match(p.text) and not _another_title(p, title, reference)
    ]
    small = title.text.islower()
    employer = next((p for p in others if names_employer(p.text) and not PLACE.match(p.text)), None) or next(
        (p for p in names if p in others and len(p.text) > 2 and (small or p.text[0].isupper())), None
    )
    if employer is not None and (aside := _END_ASIDE.search(employer.text)):
        employer = span_of(text, employer.start, employer.start + aside.start())
    if state := _STATE_FIRST.match(title.text):  # "Blue Traders Austin, TX Accountant"
        title = span_of(text, title.start + state.end(), title.end)
        if employer is not None and len(employer.text.split()) > 2:
            employer = span_of(text, employer.start, employer.end - len(employer.text.split()[-1]))
    start = min(title.start, head.dates.span.start, employer.start if employer else title.start)
    end = max(head.last.end, title.end, head.dates.span.end)
    return ResumeJob(title, employer, head.dates, span_of(text, start, end))


_NOBODY = re.compile(
    r"^(?:self[- ]?employed|freelance|own business|contract|temporary|(?:full|part)[- ]time)$", re.IGNORECASE
)
"""What stands where an employer would and names none."""


def _another_title(piece: Span, title: Span, reference: Reference) -> bool:
    """Whether a piece beside the title is a job too ("Mason / Laborer"), and so is no employer."""
    if _EMPLOYER.search(piece.text) or _TRADE.search(piece.text):
        return False
    score = title_score(piece.text, reference)
    return score > TITLE and title_score(title.text, reference) >= TITLE


_COURSE = re.compile(
    r"\b(?:training|courses?|classes|certificates?|diploma|licen[cs]e|permit|exam|credits?|graduated?|endorsement)\b",
    re.IGNORECASE,
)


def _belongs_above(text: str, line: Span, first: bool, reference: Reference) -> bool:
    """Whether a line above the dates is the entry's; the first after another entry's dates only if it names a job."""
    return may_be_header(line) and (not first or _best(text, line, reference) >= TITLE)


def names_entry(words: str, reference: Reference) -> bool:
    """Whether a line of its own may head an entry: a title word for word or by its last word, or an employer."""
    named = " " in words and (_EMPLOYER.search(words) or _TRADE.search(words))
    return title_score(words, reference) >= TITLE or bool(named)


_DID = re.compile(
    r"^\W*(?:\w+(?:ed|ing)|ran|run|took|take|kept|keep|drove|drive|built|build|made|make|sold|taught|led|did|wrote|cut|set|put|rang|held|met|bought|brought|sent|gave|got|won|grew|dealt|oversaw|helped?|carry|clean|work|check|answer)\b",
    re.IGNORECASE,
)
"""How a line begins that says what was done."""
_TOLD = re.compile(
    r"\b(?:the|an?|my|our|all|for|on|with|at|from|to|in|by|over|up|out|two|three|four|five|six|\d+)\b",
    re.IGNORECASE,
)


def tells(text: str, line: Span, reference: Reference) -> bool:
    """Whether a line without a full stop says what was done: a capital first, small letters after, and no title word for word."""
    words = re.findall(r"[^\W\d_][\w'’]*", line.text)
    small = sum(word[0].islower() for word in words[1:])
    if len(words) < 3 or not words[0][0].isupper() or small <= (len(words) - 1) / 2:
        return False
    known, _ = _title_words(reference)
    if any(_ASIDE.sub("", piece.text).lower().strip(" .") in known for piece in pieces_of(text, line)):
        return False
    if not _DID.search(line.text) and (_best(text, line, reference) >= TITLE or not _TOLD.search(line.text)):
        return False  # "Warehouse and yard operative", "Head of the bakery"
    return len(words) > 3 or not names_employer(line.text)


def names_employer(words: str) -> bool:
    """Whether words end like the name of an employer or hold a word that only such names have."""
    return bool(_EMPLOYER.search(words) or _TRADE.search(words))


def _best(text: str, line: Span, reference: Reference) -> float:
    return max((title_score(piece.text, reference) for piece in pieces_of(text, line)), default=-5.0)


def _capitals(words: str) -> bool:
    """Whether most words begin with a capital, as names of jobs and employers do."""
    said = re.findall(r"[A-Za-z][\w'’]*", words)
    return sum(word[0].isupper() for word in said) > len(said) / 2


def _unknown_title(pieces: Sequence[Span]) -> Span | None:
    """What an entry calls the work where no title is known by that name, "Shift Lead"; schooling is no work."""
    if any(schooling_level(piece.text) for piece in pieces):
        return None
    return next(
        (
            piece
            for piece in pieces
            if len(piece.text.split()) <= 5
            and not _EMPLOYER.search(piece.text)
            and not PLACE.match(piece.text)
        ),
        None,
    )


def _last_own_line(body: Sequence[Span], at: int, ceiling: int) -> int:
    """The entry's last line: its bullets, or the lines before the next entry's header."""
    bullets = [i for i in range(at, ceiling) if is_bullet(body[i].text) or body[i].text.endswith(".")]
    return bullets[-1] if bullets else at


def may_be_header(line: Span) -> bool:
    """Whether a line is short enough for a heading, and neither an item of a list nor a sentence."""
    words = [word for word in line.text.split() if any(map(str.isalnum, word))]
    short = len(line.text) <= 110 and len(words) <= 14
    return short and not is_bullet(line.text) and not line.text.endswith((".", ";"))


def _short(line: Span) -> bool:
    """Whether a line may be a heading that ends in a full stop, or what stands behind the dates of one."""
    return len(line.text.split()) <= 14 and ". " not in line.text and not is_bullet(line.text)


def _without(text: str, line: Span, dates: Span) -> tuple[Span, ...]:
    """The line's words before and after its dates, without the brackets around them."""
    sides: tuple[Span, ...] = (span_of(text, line.start, dates.start), span_of(text, dates.end, line.end))
    if sides[0].text and re.match(r"\.\s", text[dates.end : line.end]):
        sides = sides[:1]  # "Deli Clerk, 2/2020-7/2022. Slicer, hot bar": a sentence of its own
    return tuple(side for each in sides if (side := trimmed(text, each)).text)


def trimmed(text: str, span: Span) -> Span:
    """The span without brackets, dashes and other marks at its ends."""
    numbered = _NUMBER.match(span.text)
    left = numbered.end() if numbered else len(span.text) - len(span.text.lstrip(" ()[]|,;:–—-•·*\t#/~◆.➔"))
    right = len(span.text.rstrip(" ([|,;:–—-•·*\t/~◆➔."))
    return span_of(text, span.start + left, span.start + max(left, right))


def pieces_of(text: str, line: Span) -> list[Span]:
    """The parts of a heading line between its commas, dashes and bars."""
    found: list[Span] = []
    start = line.start
    for match in _SPLIT.finditer(line.text):
        found.append(trimmed(text, span_of(text, start, line.start + match.start())))
        start = line.start + match.end()
    found.append(trimmed(text, span_of(text, start, line.end)))
    return [p for p in found if any(c.isalpha() for c in p.text) and not _SEASON.match(p.text)]


def title_score(piece: str, reference: Reference) -> float:
    """How much some words look like the title of a job; KNOWN or more where they are one word for word."""
    known, heads = _title_words(reference)
    words = _ASIDE.sub("", piece).lower().strip(" .").split()
    while len(words) > 1 and words[-1] in _STEPS:
        words.pop()
    if not words or len(words) > 8 or PLACE.match(piece):
        return -5.0
    bare = " ".join(words)
    plain = re.sub(
        r"^(?:senior|sr\.?|junior|jr\.?|lead|head|assistant|part[- ]time|full[- ]time)\s+", "", bare
    )
    score = 3.0 if bare in known else 2.5 if plain in known else 0.0
    score += 2.0 if words[-1].strip("()s,.") in heads or words[-1] in heads else 0.0
    if words[-1].endswith("s") and words[-1] not in heads and bare not in known:
        score -= 1.0  # "Neches Timber Cutters": one person's job is singular
    before_of = words[words.index("of") - 1].strip("(),.") if "of" in words[1:] else ""
    score += 2.0 if before_of in heads else 0.0  # "Teacher of Mathematics and Informatics"
    if names_job(piece):
        return score + 1.0
    return score - (2.5 if _EMPLOYER.search(piece) and bare not in known else 0.0)
