"""Education and years of experience asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gainful.engine.competencies.model import Need, Span
from gainful.engine.credentials.held import is_held
from gainful.engine.credentials.model import EducationFact, ExperienceFact
from gainful.engine.text.needs import need_near, not_asked
from gainful.engine.text.patterns import PatternSet
from gainful.engine.text.sections import Section, SectionKind

LEVELS = (
    "none",
    "high_school",
    "no_degree",
    "some_college",
    "certificate",
    "associate",
    "bachelor",
    "master",
    "doctorate",
)
"""From the least on; whoever needs no degree may still need to have finished high school, which stands before it."""
NOT_HELD = frozenset({"none", "no_degree"})
"""What a posting says of schooling that is not asked: nobody holds it."""
DEGREES = {
    "high_school": ("high-school-diploma", "High school diploma or GED"),
    "some_college": ("some-college", "Some college"),
    "certificate": ("postsecondary-certificate", "Postsecondary certificate"),
    "associate": ("associate-degree", "Associate degree"),
    "bachelor": ("bachelor-degree", "Bachelor's degree"),
    "master": ("master-degree", "Master's degree"),
    "doctorate": ("doctorate", "Doctorate"),
}
"""Schooling that a person holds, by level: the slug of its credential and its name."""
_PATTERNS: tuple[tuple[str, str], ...] = (
    ("none", r"no (?:(?:high[- ]school )?diploma|(?:formal )?(?:education|schooling)) (?:is )?(?:required|needed|necessary)"),
    ("no_degree", r"no (?:college |university |four-year |4-year )?degree (?:is )?(?:required|needed|necessary)|(?:degrees?|college) (?:is |are )?not (?:required|needed|necessary)\b"
                  r"|(?:boot ?camps?|self[- ](?:taught|study|learned))(?:,?(?: or| and|/)? ?(?:boot ?camps?|self[- ](?:taught|study|learned)|portfolios?|courses?))* (?:is |are )?(?:also |just as |all )?(?:fine|ok(?:ay)?|good|great|enough|welcome)\b"),
    ("high_school", r"high[- ]school|\bdiploma(?:,| or|/| /) ?(?:HSE|GED|HiSET|equivalen\w+)|\bHSE\b|\bGED\b|\bHS diploma|\bHSD\b|secondary school|\bHiSET\b"),
    ("some_college", r"some college|(?:one|two|three|1|2|3)(?: \(\d\))? years? of college|college (?:credits?|coursework)|\b\d+ (?:credit|semester|college) hours"),
    ("certificate", r"(?:vocational|trade|technical) (?:school|training|certificate|diploma|program)|post-?secondary (?:certificate|diploma)|(?:psw|medical assisting|assisting|technician|technology|nursing|welding|culinary|electrical|automotive|bookkeeping|cosmetology|hvac) (?:certificate|diploma)"),
    ("associate", r"associate(?:'|’)?s?(?:'|’)?(?: of (?:applied )?(?:arts|sciences?)| (?:degree|in\b))|\bA\.?A\.?S\.?\b(?= |,|/)|\bA\.?A\.?(?:/A\.?S\.?)?(?= in\b| degree\b)|two[- ]year degree|2-year degree|\bADN\b"),
    ("bachelor", r"bachelor(?:'|’)?s?\b|\bB\.?S\.?N\b|\bB\.?[AS]\.?(?:/B\.?[AS]\.?)?(?= (?:in|degree|or)\b)|\bB\.(?:Com|Tech|Ed|Sc)\b|\bB(?:Com|Tech|Sc|Eng)\b|four[- ]year degree|4-year degree|(?:college|university|undergraduate|honou?rs) degree|\bany graduate\b|\bgraduat(?:e|ion) in any\b|qualification\s*[:-]\s*graduate\b|\ba (?:good )?degree in\b|\bdegree[- ](?:level|educated|qualified)"),
    ("master", r"master(?:'|’)s?(?: degree)?(?= (?:degree|in|of|level|or|preferred|required))|\bMBA\b|\bM\.?S\.?W?(?= (?:in|degree)\b)|graduate degree|\bMSN\b"),
    ("doctorate", r"\bPh\.?D\b|doctora(?:te|l)|\bJ\.?D\.?(?= degree)|\bM\.D\.|\bPharm\.?D\b"),
)  # fmt: skip
_COMPILED = tuple((level, re.compile(pattern, re.IGNORECASE)) for level, pattern in _PATTERNS)
_SET = PatternSet(_COMPILED)
_NUMBERS = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    )
}
_YEARS = re.compile(
    rf"\b(\d{{1,2}}(?:\.5)?|{'|'.join(_NUMBERS)})\s*(?:\(\d+\)\s*)?\+?\s*(?:(?:-|–|to|or)\s*(\d{{1,2}}|more)\s*)?\+?\s*(years?|yrs?|months?)\b"
    r"(?=[^.\n;]{0,90}\b(?:experience|exp\b)|(?:'|’)? (?:of )?(?:\w+ ){0,6}(?:work(?:ing)?|background|driving|in (?:a|an|the)|as (?:a|an)|with)\b)"
    rf"|\bexp(?:erience|\.)?(?!\w)[^.\n;]{{0,40}}?\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\s*\+?\s*(?:(?:-|–|to)\s*\d{{1,2}}\s*)?\+?\s*(years?|yrs?|months?)\b",
    re.IGNORECASE,
)
_WORKED = re.compile(
    rf"(?P<led>(?:^|(?<=[.;:,•(/+|])|(?<=\bwith )|(?<=\band ))\W{{0,5}}(?:(?:at least|a|minimum(?: of)?|min\.?(?: of)?|requires?|required|must have|needs?|needed|you(?:['’]ve| have)|you need|have|has|with|bring|over|more than|preferably|ideally"
    rf"|we (?:want|need|ask for|look for)|looking for|and|or|what we look for|with at least|must be|successful|prior|previous|about|possess\w*|(?!half\b)(?-i:[A-Z])[\w/&'’-]{{0,20}} )\b[\s:]{{0,3}}){{0,5}})"
    rf"\b(?P<number>\d{{1,2}}(?:\.5)?|half an?|{'|'.join(_NUMBERS)}|a(?=\s+(?:year|month)\s+(?:of|in|on|as|at|with|doing)\b))\s*(?:\(\d+\)\s*)?\+?\s*(?:(?:-|–|to|or)\s*(?:\d{{1,2}}|more)\s*)?\+?\s*(?P<unit>years?|yrs?|months?|mos?)\b\.?(?:'|’)?"
    r"(?P<rest>\s*(?:\+|min(?:imum)?\.?|or more|plus)?\s*(?P<next>[A-Za-z][\w/&-]*)?)",
    re.IGNORECASE,
)
"""Years of work that a posting asks for without the word: "1 yr OTR verifiable", "6 months on a sit-down", "a year of production welding"."""
_NO_WORK = frozenset(
    [
        "old",
        "licensed",
        "ago",
        "contract",
        "contracts",
        "degree",
        "degrees",
        "program",
        "programme",
        "college",
        "university",
        "school",
        "schools",
        "diploma",
        "certificate",
        "certification",
        "apprenticeship",
        "apprenticeships",
        "training",
        "term",
        "terms",
        "warranty",
        "lease",
        "period",
        "probation",
        "probationary",
        "from",
        "after",
        "before",
        "later",
        "anniversary",
        "is",
        "are",
        "was",
        "paid",
        "course",
        "courses",
        "post",
        "posts",
        "fixed",
        "maternity",
        "cover",
        "employment",
        "residency",
        "clean",
        "free",
        "technical",
        "driving",
        "record",
        "mvr",
        "vocational",
        "per",
        "a",
        "an",
        "the",
        "we",
        "our",
        "you",
        "your",
        "to",
        "until",
        "position",
        "positions",
        "assignment",
        "assignments",
        "temp",
        "temporary",
        "long",
        "growth",
        "internship",
        "rotation",
        "rotations",
        "guarantee",
        "guaranteed",
        "cdl-school",
        "class",
        "classes",
        "now",
        "of-age",
        "history",
        "renewable",
        "follow",
        "following",
        "each",
        "every",
        "since",
        "straight",
        "and",
    ]
)
"""Words behind a number of years that make it something else than work done."""
_WORK_OF = frozenset(["of", "in", "on", "as", "at", "with", "doing"])
_OTHER_TIME = re.compile(
    r"\s*\+?\s*(?:of )?(?:age|college|education|school(?:ing)?|study|university|service (?:award|pin)|sobriety|the (?:date|last|hire)|our|your|recovery|clean|sober|good standing|(?:high|trade|vocational|technical) school|post[- ]secondary|coursework|business|operation|a row|an? row|hire|start(?:ing|ed)?|employment|offer|algebra|math\w*|science|english|continuous residen\w+)\b",
    re.IGNORECASE,
)
_NO_WORK_TIME = re.compile(
    r"(?:'|’)?s?\.?\s*(?:(?:with|of) )?(?:an? )?(?:college|university|high school|post-?secondary|(?:background|criminal|credit) (?:check|screen\w*|investigation|history)|(?:clean|safe|good) (?:driving|mvr|record|dmv)|driving (?:record|history)|algebra|geometry|review\b|possib\w+|probation"
    r"|on[- ]the[- ]job (?:learning|training)|ojt\b|(?:on|for) (?:parts|labor)|(?:at|of) (?:current|present|your) (?:address|residence)|motor vehicle)",
    re.IGNORECASE,
)
"""Behind a number of years: what is looked into or lasts so long, no work done."""
_NO_EXPERIENCE = re.compile(
    r"no (?:prior |previous |\w+ )?experience (?:is )?(?:needed|necessary|required)", re.IGNORECASE
)
_EQUIVALENT = re.compile(
    r"equivalent|\bor equal\b|or (?:\w+ ){0,3}experience|in lieu|\bor (?:an? )?(?:\w+ ){0,3}(?:assessment|certificat\w+|licen[cs]e|credential|test|exam|units)\b",
    re.IGNORECASE,
)
"""What will do instead of the schooling."""
_INSTEAD = re.compile(
    r"\b(?:may|can) (?:be )?(?:substitut|replace|count|stand)\w*|\binstead of (?:the )?experience",
    re.IGNORECASE,
)
"""Schooling that may take the place of something else is not asked for."""
_NOT_ASKED = re.compile(
    r"years? (?:old|of age)|age of|\bour\b|\bwe (?:have|bring)|in business|over the (?:last|past)|founded|under \d+",
    re.IGNORECASE,
)
_SILENT = frozenset({SectionKind.COMPANY, SectionKind.BENEFITS, SectionKind.EEO})


def education_fact(
    sections: tuple[Section, ...], structured: Mapping[str, str] | None = None
) -> EducationFact | None:
    """The least schooling required; a preferred degree counts only where nothing is required."""
    found: list[EducationFact] = []
    for section in sections:
        if section.kind in _SILENT:
            continue
        for sentence in section.sentences:
            found += _in_sentence(sentence, section.kind)
    required = [f for f in found if f.need is not Need.NICE]
    if required or found:
        return min(required or found, key=lambda f: LEVELS.index(f.level))
    marked = (structured or {}).get("education", "")
    level = next((name for name, pattern in _COMPILED if pattern.search(marked)), None)
    return EducationFact(level, Need.DAY_ONE) if level else None


def _in_sentence(sentence: Span, kind: SectionKind) -> list[EducationFact]:
    found = []
    for level, pattern in _SET.possible(sentence.text):
        if (match := pattern.search(sentence.text)) and not _pupils(sentence.text, match):
            if level not in NOT_HELD and not_asked(sentence.text, match.start(), match.end()):
                continue
            after = sentence.text[match.end() :]
            instead = _INSTEAD.search(after) is not None
            held = (
                kind if kind is SectionKind.NICE else SectionKind.REQUIREMENTS
            )  # schooling is had and not done
            need = Need.NICE if instead else need_near(sentence.text, match.start(), match.end(), held)
            equivalent = instead or _EQUIVALENT.search(after) is not None
            span = Span(sentence.start + match.start(), sentence.start + match.end(), match.group())
            found.append(EducationFact(level, need, equivalent, span))
    return found


def _pupils(sentence: str, match: re.Match[str]) -> bool:
    """High school as the place of work ("high school students", "teach at the high school")."""
    after = sentence[match.end() : match.end() + 20].lower()
    return match.group().lower().replace("-", " ") == "high school" and bool(
        re.match(
            r"\s*(?:students?|pupils|campus|classroom|level|math|english|science|teacher|athlet|sports)",
            after,
        )
    )


def experience_fact(
    text: str, sections: tuple[Section, ...], structured: Mapping[str, str] | None = None
) -> ExperienceFact | None:
    """Least years of experience asked for; 0 only where the posting says that none is needed."""
    found: list[tuple[int, float, Span]] = []
    for section in sections:
        if section.kind in _SILENT:
            continue
        for sentence in section.sentences:
            found += _years_in(sentence, section.kind)
    if found:
        nice, years, span = min(found, key=lambda f: (f[0], -f[1]))
        return ExperienceFact(years, Need.NICE if nice else Need.DAY_ONE, span)
    if match := _NO_EXPERIENCE.search(text):
        return ExperienceFact(0.0, Need.WE_TRAIN, Span(match.start(), match.end(), match.group()))
    months = (structured or {}).get("experience_months", "")
    return ExperienceFact(round(int(months) / 12, 2), Need.DAY_ONE) if months.isdigit() else None


def _years_in(sentence: Span, kind: SectionKind) -> list[tuple[int, float, Span]]:
    found = []
    for match in _YEARS.finditer(sentence.text):
        if _NOT_ASKED.search(sentence.text[max(0, match.start() - 25) : match.end() + 15]):
            continue
        unit_end = match.end(3) if match.group(3) else match.end(5)
        if _NO_WORK_TIME.match(sentence.text[unit_end:]):
            continue
        number, unit = match.group(1) or match.group(4), (match.group(3) or match.group(5)).lower()
        amount = float(_NUMBERS.get(number.lower(), -1)) if number.isalpha() else float(number)
        years = amount / 12 if unit.startswith("mo") else amount
        if years <= 30:
            need = need_near(sentence.text, match.start(), match.end(), kind)
            span = Span(sentence.start + match.start(), sentence.start + match.end(), match.group())
            found.append((1 if need is Need.NICE else 0, round(years, 2), span))
    return found or _worked_in(sentence, kind) or _been_in(sentence, kind)


_BEEN = re.compile(
    rf"\b(?:been|worked|cooked|driven|done|spent|served|run|built|taught|sold|held)\b[^.;\n]{{0,60}}?\b(?:for )?(?:at least |over |about )?(\d{{1,2}}|{'|'.join(_NUMBERS)})\+? (?:years?|yrs?)\b(?! (?:ago|old))",
    re.IGNORECASE,
)
"""What somebody is to have been for some years: "You've been a sous for at least three years"."""


def _been_in(sentence: Span, kind: SectionKind) -> list[tuple[int, float, Span]]:
    match = (
        _BEEN.search(sentence.text)
        if re.match(r"\W*you\b|\W*(?:must have|has|have)\b", sentence.text, re.IGNORECASE)
        else None
    )
    if match is None or kind not in _ASKING:
        return []
    number = match[1].lower()
    years = float(_NUMBERS[number] if number.isalpha() else number)
    span = Span(
        sentence.start + match.start(1),
        sentence.start + match.end(),
        sentence.text[match.start(1) : match.end()],
    )
    return [(0, years, span)] if 0 < years <= 15 else []


_ASKING = frozenset(
    {
        SectionKind.REQUIREMENTS,
        SectionKind.NICE,
        SectionKind.DUTIES,
        SectionKind.TERMS,
        SectionKind.OTHER,
        SectionKind.APPLY,
    }
)


def _worked_in(sentence: Span, kind: SectionKind) -> list[tuple[int, float, Span]]:
    """Years of work without the word experience: a number of years that begins a clause and is followed by a kind of work."""
    if kind not in _ASKING:
        return []
    found = []
    for match in _WORKED.finditer(sentence.text):
        number, following = match["number"].lower(), (match["next"] or "").lower()
        behind = sentence.text[match.end("unit") :]
        if (
            following in _NO_WORK
            or not following
            or _NOT_WORKED.search(sentence.text[: match.start("number")])
        ):
            continue
        if following == "running" and not re.search(r"running\s+\w", behind):
            continue
        if following in _WORK_OF and _OTHER_TIME.match(re.sub(r"^\W*\w+", "", behind)):
            continue
        if (
            _NO_WORK_TIME.match(behind)
            or _OTHER_TIME.match(behind)
            or (number == "a" and following not in _WORK_OF)
        ):
            continue
        amount = (
            0.5
            if number.startswith("half")
            else 1.0
            if number == "a"
            else float(_NUMBERS[number] if number.isalpha() else number)
        )
        years = amount / 12 if match["unit"].lower().startswith("mo") else amount
        if 0 < years <= 15:
            start, end = match.start("number"), match.end("unit")
            need = need_near(sentence.text, start, end, kind)
            span = Span(sentence.start + start, sentence.start + end, sentence.text[start:end])
            found.append((1 if need is Need.NICE else 0, round(years, 2), span))
    return found


_NOT_WORKED = re.compile(
    r"\b(?:within|after|every|for|last|past|first|next|in|than|under|up to|violations?|renew\w*|valid|expires?|raise\w*|bonus\w*|contract|lasts?|takes?|be|aged?)\s*(?:the )?(?:\w+ )?$",
    re.IGNORECASE,
)


_WRITTEN_SHORT = tuple(
    (level, re.compile(pattern))
    for level, pattern in (
        ("high_school", r"\bHigh\b(?=,|\s*$|\s*\()|\bH\.?S\.?E\b|\b[Hh](?:\.?[Ss]\.?|igh [Ss]chool) [Gg]rad|\bHS\b(?=\s*$|[,/])|(?i:\b12th grade\b)|(?i:(?<!school )\bdiploma\b)"),
        ("associate", r"\bA\.?A\.?(?:S\.?)?(?=$|[\s,/)])|\bA\.S\.|\bAS\b(?= in\b)|(?i:\bassociate(?:'s|’s|s)?\b(?! (?:director|manager|professor|attorney)))"),
        ("bachelor", r"\bB\.?(?:A|S|Sc|Com|Ed|Tech|BA)\.?(?=$|[\s,/)])|\bB\.E\.|(?i:\bundergraduate degree\b)"),
        ("master", r"\bM\.?(?:A|S|Sc|Ed|BA|PH|SW)\.?(?=$|[\s,/)])(?!\w)|(?i:\bmaster(?:'s|’s|s)?\b(?! (?:plan|data|electrician|plumber|mechanic|technician)))"),
        ("doctorate", r"\bEd\.?D\b|\bD\.?N\.?P\b"),
    )
)  # fmt: skip
"""Short forms that count where a line is about schooling anyway: a résumé's part, a column of a form."""


def schooling_level(line: str) -> str | None:
    """The highest level of schooling that a line of a résumé or form says is held, None where it says none."""
    for level, pattern in reversed(_COMPILED):
        if level not in NOT_HELD and _held_in(line, pattern):
            return level
    return None


def schooling_of_column(words: str) -> str | None:
    """The level that a column or part about schooling says is held; short forms (HSE, AAS, BA) count there."""
    short = dict(_WRITTEN_SHORT)
    for level, pattern in reversed(_COMPILED):
        if level not in NOT_HELD and (
            _held_in(words, pattern) or (level in short and _held_in(words, short[level]))
        ):
            return level
    return None


def _held_in(line: str, pattern: re.Pattern[str]) -> bool:
    said = [is_held(line, match.start(), match.end()) for match in pattern.finditer(line)]
    return bool(said) and all(said)  # "Some high school, Lakeside High School" names the school that was left
