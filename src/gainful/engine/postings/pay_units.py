"""What pay is paid for, as postings say it: an hour, a fortnight, a flight hour, "la hora"; a mile, a visit, a class."""

from __future__ import annotations

import re

_TIME = (
    r"(?:hour|hr|h|day|shift|week|wk|fortnight|two weeks|2 weeks|pay period|half|month|mo|year|yr|annum"
    r"|hora|d[ií]a|semana|mes|año|heure|jour|mois|semaine|an|stunde|std|monat|jahr|uur|dag|maand|jaar|godzin[ęe])"
)
_PIECE = (
    r"(?:miles?|mi|visit|piece|stops?|routes?|loads?|class|session|lesson|mass|service|game|match|bin|box|lug|bucket|tree|room|case|unit|foot|ft|square|sq\.? ?f(?:oo)?t|lf|haircut|cut"
    r"|procedure|report|article|word|page|delivery|drop|trip|run|call|head|student|lawn|load|lb|pound|kilo|kg|ton|credit|course|song|show|performance|event|wedding|eval(?:uation)?|assessment|exam|scan|read|order|door|panel|window|fusion|splice|weld|kilomet(?:er|re)|km|item|garment|tile|yard|acre|cord|bushel|flat|tray|pallet|move|treatment|massage|groom|dog|sample|film|interview|survey|inspection|crossing|installation|closing|appointment|encounter|test)"
)
_OF = r"(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b|\bpor\b|\bla\b|\ba la\b|\bal\b|\bde l['’]|\bpar\b|\bpro\b|\bim\b|\bje\b|\bdie\b|\bza\b)"
_ADVERB = r"(?:hourly|daily|weekly|bi-?weekly|fortnightly|semi-?monthly|monthly|annually|annual|yearly|quincenal(?:es)?|mensual(?:es)?|semanal(?:es)?|mensuels?|brutto monatlich)"
UNIT = (
    rf"(?!\s*/\s(?:year|yr|month|mo|week|day|step)\s\d\b(?!\s?h))(?:(?:\s(?:gross|net|brutto|bruto|bruts?|base|flat|guaranteed?|min\.?|minimum|(?:in )?cash))?\s*{_OF}\s*(?:{_PIECE}[- ](?=h(?:ou)?rs?\b)|(?!diem|\d)[a-z]+[- ](?=h(?:ou)?rs?\b)|full[- ](?=day)|\d{{1,2}}[- ]?h(?:(?:ou)?r)?[- ](?=shift))?{_TIME}s?\b\.?(?!-)"
    rf"|\s*{_OF}\s*(?:(?:delivered|completed|finished|picked|loaded|cleaned|filled|paid|sold|full) )?{_PIECE}\b(?![- ](?:hour|hr))|/(?!or\b|and\b|doe\b|days\b|nights?\b|eve|{_TIME}s?\b)[a-z]{{3,}}\b|\s*cpm\b|\s*(?:¢|cents?|c)\s*(?:/|per|a)\s*(?:mile|mi)\b"
    rf"|\s*\(?\b{_ADVERB}\b(?!\s+(?:pay\b|paid|pay ?checks?|bonus))"
    r"|\s*h(?:ou)?rs?\b(?!\s*(?:per|a|/|each)\b)|\s*\b(?:p\.a\.|pa\b|p/a\b|p/?h\b|p\.h\.|pcm\b|p\.?w\.?\b|p/w\b|p/u\b|p\.m\.|pm\b(?=\s+(?:gross|net|in hand|ctc|plus|\+)))"
    r"|\s*\btwice (?:an?|per|each) month\b|\s*\bevery other (?:week|friday)\b"
    r"|\s(?:(?:full|whole) )?(?:day|week|wk|month|mo|year|yr)\b(?=[ \t]*(?:[.,;)!+&|–—\n]|\Z|plus|first|then|guarante|minimum|min\b|to start|flat|doe)))"
)
"""The words after an amount that say what it is paid for."""
_LOOSE = re.compile(r"\s*h(?:ou)?rs?\Z", re.IGNORECASE)
_STARTS = (
    (r"h(?:$|our|r|ora|eure)|ph|p/h|p\.h|stunde|std|uur|p/u|godzin", "hour", 1.0), (r"fort|(?:every )?other|two w|2 w|bi|pay p|quincen", "week", 0.5), (r"semi|half|twice", "month", 2.0),
    (r"(?:full |whole )?d(?:ay|aily|ag|[ií]a)|jour|shift", "day", 1.0), (r"w(?:ee)?k|semain|seman|p\.?w|p/w", "week", 1.0), (r"mo|mes|mens|maand|brutto m|pcm|p\.?m", "month", 1.0),
    (r"an(?:$|n)|y|pa\b|p\.a|p/a|año|jahr|jaar|ctc", "year", 1.0),
)  # fmt: skip
_UNITS = tuple((re.compile(start, re.IGNORECASE), unit, times) for start, unit, times in _STARTS)
_LEAD = re.compile(
    rf"^\s*\(?(?:(?:gross|net|brutto|bruto|bruts?|base|flat|guaranteed?|min\.?|minimum|(?:in )?cash)\s*)?{_OF}?\s*(?:[a-z]+[- ](?=h(?:ou)?rs?\b)|full[- ](?=day)|\d{{1,2}}[- ]?h(?:(?:ou)?r)?[- ](?=shift))?",
    re.IGNORECASE,
)
_HEAD_PIECE = re.compile(rf"(?<!\dp )\b(?:per|by the) {_PIECE}\b|\bpiece ?(?:rate|work)\b", re.IGNORECASE)


def unit_of(said: str) -> tuple[str, float]:
    """Return the unit that some words say and how many of it are paid: two weeks' pay is half as much a week.

    Everything that is no time is a `piece`.
    """
    bare = _LEAD.sub("", said, count=1).strip(" .\t\n\u00a0").lower() or said.strip().lower()
    if bare == "cpm" or "mile" in bare or re.search(r"\b(?:credit|semester)[- ]h", said, re.IGNORECASE):
        return "piece", 1.0
    return next(((unit, times) for start, unit, times in _UNITS if _whole(start, bare)), ("piece", 1.0))


def _whole(start: re.Pattern[str], words: str) -> bool:
    """Whether some words begin with a unit of time; "mile" and "word" begin with the letters of some."""
    return start.match(words) is not None and re.fullmatch(_PIECE, words, re.IGNORECASE) is None


def loose(said: str) -> bool:
    """Whether the unit is no more than "hrs" behind a figure, which may be the hours of a week or of a course."""
    return _LOOSE.match(said) is not None


def paid_by_piece(text: str) -> bool:
    """Whether the first lines say that the job is paid by the visit, the mile, the piece."""
    return _HEAD_PIECE.search("\n".join(text.split("\n", 3)[:3])[:400]) is not None
