"""Counts in a posting and what each counts: open posts, people who are wanted, a class that starts, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from gainful.engine.competencies.model import Span
from gainful.engine.postings.names import names_job
from gainful.engine.postings.number_words import COUNT_WORDS

_WORDS = "|".join(sorted(COUNT_WORDS, key=len, reverse=True))
COUNT = rf"(?:\d{{1,3}}|{_WORDS})"
_COUNT = re.compile(
    rf"(?<![\w#.,/$£€₹'’-])(?<!\d[ :×x])(?:[x×]\s?)?({COUNT})(?:\s?\(0?\d{{1,3}}\))?(?:(?:\s?[-–]\s?|\s(?:to|or)\s)(\d{{1,2}}(?![\d/:]|\s*[ap]\.?m\b)|(?:{_WORDS})\b))?"
    r"(?![\w%°\"”]|[-–](?!\s)\w|[.,:/]\d|/(?!(?:month|mo|class|yr|year)\b))",
    re.IGNORECASE,
)


class Counts(IntEnum):
    """What a count stands for, the surest first."""

    FIELD = 0
    """The value of a field: "# Openings 3"."""
    POSTS = 1
    """Counted posts: "two open positions"."""
    WANTED = 2
    """People whom a word of hiring asks for: "need 4", "2 cooks short"."""
    CLASS = 3
    """A class or crew that starts."""
    LISTED = 4
    """A clause that counts people and says nothing else: "2 lead, 1 asst." """


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of people who are wanted, where it stands and what said so."""

    kind: Counts
    count: int
    span: Span


_TIMES = r"years?|yrs?|yo\b|y\.o|hours?|hrs?|h\b|days?|nights?(?! (?:nurses?|clerks?|auditors?|cooks?))|weeks?|wks?|months?|mos?\b|mons?\b|minutes?|mins?|am\b|pm\b|a\.m|p\.m|o'?clock|semesters?|credits?|units?\b|quarters?|seasons?|shifts?"
_NOT_PEOPLE = re.compile(
    rf"\s*\+\s*(?:only|and|or)\b|\s*\+?\s*(?:(?:full|paid|consecutive|calendar|business|working|solid|good|or more|-)\s*)?(?:(?:{_TIMES}|%|percent|or (?:more|older|over|above)|and (?:older|over|up|above)|miles?|lbs?|pounds?|k\b|m\b|st\b|nd\b|rd\b|th\b|of\b(?! (?:these|our (?:open|posi))|\s+each)|references?|letters?|doz\b|times?\b|points?|steps?|stores?\b|sites?\b|locations?\b|feet|ft\b(?=\s*(?:ladder|trailer|box|tall|high|long|wide|of\b))|inch|in\b|x\s?\d|×\s?\d|[-–]\s?\d|\d|beds?\b|rooms?\b|stars?\b|languages?|places of|jobs? at once|projects?|tables?|cars?\b|trucks?\b(?! (?:sitting|open|driver|empty|w/?o|without|need))|orders?|reports?|patients?|clients?|kids|children|students|calls|cases|meals?\b|blocks|minute)(?!\w))",
    re.IGNORECASE,
)
"""Words after a count that make it a time, a size or something that the work deals with."""
_NOT_A_COUNT = re.compile(
    r"(?:\b(?:id|no|req|jo|ref|rm|ste|bldg|hwy|dept|gs|ps|nr)[.:#\s]*|\b(?:number|job|req(?:uisition)?|book|local|class code|code|series|grade|band|step|range|level|tier|type|phase|unit|room|suite|building|route(?= \d)|plant|station|district|school|section|schedule|page|highway|aged?|ages|under|over|older than|top|first|last|next|every|local|call out|shift|line|department|fab|zone|ward|part|version|windows|office|ratio)[:#\s]*|\bID:? ?|#\s*|\d[:#]?\s?)$",
    re.IGNORECASE,
)
"""Words before a number that is a name, a rank or an age."""
_OTHERS = re.compile(
    r"\b(?:teams? of|staff of|group of|crew of|shop of|squad of|family of|supervis\w*|manag(?:e|es|ing)|oversee\w*|lead(?:s|ing)?(?= (?:a |an |the |\d|\w+ \w+s\b))|join\w*|alongside|mentor\w*|direct reports|report(?:s|ing)? to|coordinat\w*|train(?:s|ing)?(?= \w+ apprentices)|teach\w*|your team|dial\w*|serv(?:e|es|ing)|employ(?:s|ing)?|have hired|we run|we are authorized|authorized|capacity)\b[^.;\n]{0,30}$",
    re.IGNORECASE,
)
"""Words before a count of people who are already there."""
_LED = re.compile(
    r"\b(?:supervis\w*|manag(?:e|es|ing)|oversee\w*|report(?:s|ing)? to)\b[^.;\n]{0,30}$", re.IGNORECASE
)
_SURELY = re.compile(r"open|vacan|plaz|plek|plaats|stell|\s*FTE|vacat", re.IGNORECASE)
_UNPAID = re.compile(r"\b(?:not paid|unpaid|no pay|volunteers?|standby list|on-call list)\b", re.IGNORECASE)

_LABEL = re.compile(
    r"(?:^|[.;|·•(\t]|\s{2}|[a-z)] )\W{0,3}(?:(?:total|current|our|new|open|available) )?"
    r"(?:(?:(?:number|nos?\.?|#|qty\.?|count|total) ?(?:of )?(?:open |available |job |new |vacant )?)(?:openings?|positions?|vacanc(?:y|ies)|hires?|posts?|jobs?|roles?|slots?|seats?|workers?|people|persons?|candidates?|employees?|staff|heads?|apprentices|trainees|temps|reqs?)(?:\(s\))?"
    r"|(?:job )?(?:openings?|positions?|vacanc(?:y|ies)|hires|posts|jobs|roles|slots|seats|headcount|heads|vacantes?|vacature[ns]?|plazas|puestos|stellen|postes)(?:\(s\))?|how many(?: people)?|number to (?:be )?(?:hired?|fill(?:ed)?|recruit(?:ed)?)|(?:qty|quantity|wanted|needed|workers|heads? wanted|people wanted|staff wanted))"
    r"(?: (?:needed|required|requested|available|wanted|open|to (?:be )?fill(?:ed)?|count|for this (?:job|req|posting|role|position)))?(?: ?/ ?[^\W\d_]+(?: [^\W\d_]+)?)?(?:\s*(?:[:=#–—]|\.{2,}|\.(?! ))+\s*|\s*\|\s*|\s+-\s+|\t|\s{2,}|\s*(?=\($))(?:about |approx\.? |up to |total )?\(?$",
    re.IGNORECASE | re.MULTILINE,
)
_BARE_LABEL = re.compile(
    r"\b(?:no\.?|number|#) of (?:open |vacant )?(?:openings?|positions?|vacanc(?:y|ies)|posts?|hires?|seats?)(?: \w+)? $|(?:^|[|·•\t]|\s{2})\W{0,3}(?:#|no\.?|number of|qty)? ?(?:openings?|vacanc(?:y|ies)|headcount|positions?|posts?)(?: (?:needed|open|available))? $|\bhead ?count (?:of )?$|\b(?:position|vacancy|opening) count:? $|\b(?:ID|[Rr]eq(?:uisition)?|#)[ :#]*[\w-]*\d[\w-]*,? (?:openings?|positions?|vacancies) $|^#\s?(?:needed|wanted|hiring)\s*:?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_SUMMED = re.compile(
    rf"(?<![\w.,])(?:{COUNT}) (?:\w+ )?(?:openings?|positions?|vacancies|posts|jobs|roles|slots|seats|spots):\s*$",
    re.IGNORECASE,
)
"""A count that the one after it is a part of: "3 openings: 1 day, 2 night"."""
_REQUIRED_EACH = re.compile(r"\breq(?:'?d|uired)?:? $", re.IGNORECASE)
_EACH = re.compile(r"\s*ea(?:ch)?\b\.?(?!\s+\w+ly)", re.IGNORECASE)

_POST = r"(?:openings?|vacanc(?:y|ies)|positions?|posts|jobs|roles?|slots?|hires?|reqs?|requisitions|apprenticeships?|internships?|traineeships?|vacantes?|vacatures|plazas|puestos|stellen|postes|plekken|plaatsen)"
_POSTS = re.compile(
    rf"\s*\+?\s*(?:x\s+)?(?:\([^()\n]{{1,25}}\)\s*)?(?:(?!(?:{_TIMES}|of|and|or|to|at|in|for|with|the|a|an|different|other|levels?|types?|have|has|need|needs|with|hiring|were|year-end)\b)[A-Za-z0-9'’/&-]+\s+){{0,3}}?(?:(?:open|vacant|available|unfilled) )?({_POST})\b(?!\s*(?:board|code|id\b|number|title|description|of (?:hire|the)|that report|report|log|:\s*\d+\s*(?:[.,;|\n]|$)))",
    re.IGNORECASE,
)
_FTE = re.compile(r"\s*FTEs?\b", re.IGNORECASE)
_PLACE = r"(?:seats?|spots?|places?|bench(?:es)?|chairs?|desks?|routes?|bays?|trucks?|lanes?|lines?|shifts|rigs|cases|classrooms|stations|bids|berths?|territor(?:y|ies)|beats)"
_EMPTY = re.compile(
    rf"\s*\+?\s*(?:(?:more|new|empty|dedicated|regular|delivery|bus) )?{_PLACE}(?:\s+(?:(?:right )?now|left|open|free|empty|available|sitting|waiting|idle|vacant|unfilled|uncovered|still (?:open|left|available|free)|to (?:fill|cover)|(?:are |is |with )?(?:w/?o|without|no|need(?:s|ing)?|missing) (?:an? )?(?:drivers?|operators?|stylists?|techs?|nurses?|teachers?|someone|anybody|staff)|for (?:the|our|this)\b"
    r"|(?:still )?(?:in|for|on) (?:the |our |this |a |each |every )?(?:[\w'’]+\.? ){0,2}?(?:class|cohort|course|intake|academy|crew|group|school|program(?:me)?))\b)"
    rf"|\s*(?:open|vacant|unfilled|uncovered|unstaffed)\s+{_PLACE}\b",
    re.IGNORECASE,
)
_STILL = re.compile(r"\bstill (?:have|has|got|need)(?: (?:about|around|some|another))?\s$", re.IGNORECASE)
_PLACES_ALONE = re.compile(rf"\s+{_PLACE}(?=\s*(?:[.,;!]|$))", re.IGNORECASE | re.MULTILINE)

_VERB = (
    r"(?:hir(?:e|ing)|seek(?:s|ing)?|looking (?:for|to (?:hire|add|fill|bring on))|search(?:ing)? for|recruit(?:ing)?|need(?:s|ed|ing)?|wants?|wanted|wanting|require[sd]?|adding|add(?=s? \d| \w+ (?:more|people|staff|crew|\w+s\b))|add|onboarding|room for(?: an?)?|fill(?:ing)?"
    r"|tak(?:e|es|ing)(?: on)?|bring(?:ing)? on|indentur(?:e|ing)|accept(?:s|ing)?|appoint(?:s|ing)?|place|select(?:ing)?|replac(?:e|ing)|back-?fill(?:ing)?|short|missing|lost|down|(?:short|down) by|looking at hiring|in need of|(?:chairs?|room|space|places?) for|opening for|openings for|vacanc(?:y|ies) for|position(?:s)? for|jobs? for|work for|calls? for|order for|wanted"
    r"|neces(?:itamos|ito|ita(?:n|mos)?)|busca(?:mos|n)|se (?:busca|necesita|solicita)n?|contrata(?:mos|n|ndo)|solicitamos|ocupamos|tenemos|recherch(?:ons|e)|recrut(?:ons|e)|such(?:en|t)|gesucht|zoeken|szukamy|nog)"
)
_WANTED = re.compile(
    rf"(?<![\w-]){_VERB}(?: out)?(?::|\s[–—-])?\s+(?:(?:up to|about|around|roughly|approximately|approx\.?|at least|another|an additional|a total of|a further|maybe|just|only|some|abt|for|our|the|immediately|urgently|asap|like|now|still|also|unos|otros|nog)\s+)*\(?$",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"(?<![\w-])(?:tak(?:e|es|ing)(?: on)?|fill(?:ing)?|place|accept\w*|select\w*|require[sd]?|down|lost|work for|calls? for|order for|tenemos|jobs? for|position(?:s)? for)\s+(?:[\w']+\s+)?\(?$",
    re.IGNORECASE,
)
"""Verbs that take other objects too: people have to be named behind the count."""
_NAMED = re.compile(
    r"\s*\+?\s*(?:x\s+)?(?:(?:more|new|open|additional|experienced|reliable|full[- ]time|part[- ]time|FT|PT|good|great|strong|solid|qualified|licensed|certified|extra|further)\s+)*(?:\(\w+\)\s*)?[^\W\d_]",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"\s*\+?\s*(?:x\s+)?(?:[A-Za-z'/&-]+\s+){{0,3}}?(?:{_POST}|{_PLACE}|people|persons?|personas|folks|guys|hands|help|bodies|men|workers|staff|employees|trainees|apprentices|recruits|cadets|interns|candidates|temps|seasonals|newcomers|graduates|drivers|technicians|nurses|persone[ns])\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"\s*(?:[.,;!\n)]|$|\bfor\b|\bto start\b|\bby\b|\basap\b|\bnow\b)", re.IGNORECASE)
_WANTED_AFTER = re.compile(
    r"\s+((?:(?!(?:references?|hours?|years?|days?|are|is|still)\b)[A-Za-z][\w'’/&.-]*\s+){0,4}?)(?:(?:are |is |still )?(?:needed|wanted|required(?= (?:now|asap|by|for|immediately))|requested|gesucht|nodig)|short(?!\s*-?\s*(?:term|notice|order|of breath|haul|distance|list))(?= |[.,;!]|$)|to (?:be )?hire[d]?|will be (?:hired|selected|appointed))(?!\w)",
    re.IGNORECASE,
)

_TRAINEES = r"(?:recruits?|trainees|apprentices|cadets|candidates|interns|hires|people|new hires|seasonals|temps|students|learners)"
_CLASS = re.compile(
    r"\b(?:class|cohort|academy|intake|training (?:class|group)|group|crew)\s?(?:size|sizes)?(?: of| is| are|:| max(?:imum)? of| limited to| capped at)? ?(?:about |up to |max )?$",
    re.IGNORECASE,
)
_CLASS_HIRES = re.compile(
    r"[^.\n]{0,40}\b(?:start|need|want|begin|hir|trainees|recruits|seats)|\s*(?:/|per|a|each|every)\s*(?:mo|month|week|quarter|year|class)\b|\s*\)?\s*$",
    re.IGNORECASE,
)
_SEATED = re.compile(
    r"\b(?:seats?|holds|takes|admits|enrol?ls|of|for|graduates)\s+(?:up to |about )?$", re.IGNORECASE
)
_CLASS_SEATS = re.compile(r"\b(?:start|begin|class|training|cohort|academy)\w*\b[^.\n]{0,40}$", re.IGNORECASE)
_TEACHES = re.compile(
    r"\b(?:students|children|kids|pupils|toddlers|preschool|infants|graders?|grade|ratio)\b", re.IGNORECASE
)

_PEOPLE = re.compile(
    r"(?:reqs?|hires?|posts?|positions?|apprentices|trainees|full(?:[- ]time)?|half(?:[- ]time)?|part(?:[- ]time)?|FT|PT|FTEs?|per diem|hands?|help|finish|guys|people|folks|leads?|perm(?:anents?)?|temps?|casuals?|relief|floaters?|asst|assistants?|helpers?|subs?|men|\w+(?<!ci)(?<!gi)men)(?=\W|$)",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?:(?-i:I{1,3}|IV|V|[JA]M|JW)|app(?:r|rs|s)?|1st|2nd|3rd|4th|first|second|third|fourth|days?|eves?|evenings?|nights?|nocs?|swings?|graves?)(?: (?:yrs?|years?|shifts?|class|level|line))?",
    re.IGNORECASE,
)
"""What parts of the same job are called: its levels, years and shifts."""
_DOES = re.compile(
    r"(?:er|or|ist|ian|man|men|ant|ent|ic|tech|nurse|aide|clerk|cook|chef|guard|mason|coach|rn|lpn|cna|ma|pilot|guide|host|asst|associate|attendant|apprentice|hand|lead)s?$",
    re.IGNORECASE,
)
"""Ends of words for people by what they do; "trucks" and "sites" end in none."""
_ITEM = re.compile(
    rf"(?<![\w#.,/$£€:-])\(?({COUNT})(?![\d/.:%]\d|\d|/|\w)\)?(?:\s?\(0?\d{{1,3}}\))?\s*(?:x\s+)?(?:(?:at (?:0?\.\d+|1\.0) FTE|on (?:days?|nights?|evenings?|weekends?|swings?|\w+ shift))\b|(?:new |more |experienced |good |inside |full[- ]time |part[- ]time )*(?!(?:at|in|for|on|para|en) )([A-Za-z][\w'-]*(?: (?!(?:and|or|y|per|each|for|in|at|to|of|on|with|a|an)\b)[a-z][\w'-]*){{0,2}}))?( ?(?:(?:(?:at|in|for|on) (?:the |our )?|(?:para|en) (?:la |el )?)(?!(?:{_TIMES})\b)[A-Za-z][\w'’]*\.?(?: (?-i:[A-Z])[\w'’]+){{0,2}}(?: \d{{1,2}}\b)?))?(?:\s*\([^()\n]*\)|[ \t]*[$£€]\d+(?:\.\d\d)?)*[ \t]*",
    re.IGNORECASE,
)
_NAMED_PLACE = re.compile(r" ?(?:para|en)\b| ?(?:at|in|for|on) (?:the |our )?[A-Z]")
_ALREADY = re.compile(
    r"\b(?:teams?|staff|crew|grades?|duties|schedule|ratio|report\w*|supervis\w*|manag\w*)\b(?![^.;\n]*\b(?:need|want|hir|open|vacan))[^.;\n]*\Z",
    re.IGNORECASE,
)
"""Words before a colon or bracket whose list of counts is not of people wanted."""
_SENTENCE = re.compile(
    r"(?:(?<=[.!;|·—–•★✅*])\s|^|\n|\(|:)[ \t]*(?:[-*•+>]\s+)?(?=\d|[A-Z]|(?:one|two|three|four|five|six) )",
    re.MULTILINE,
)
_SEPARATOR = re.compile(r"\.?(?:,|\+|&|/|\band\b|\by\b|\bplus\b)\s*", re.IGNORECASE)
_END = re.compile(r"\s*\.?(?:[.;!|·\n)]|$|[-–—]\s|, )")
_ALSO = re.compile(
    r"(?:(?!\b(?:with|who|has|have|under|join\w*|report\w*|for|between|team|from)\b)[^.;!?\n]){0,120}?(?:\b(?:and|y|plus|also)\b|[&+,])\s*(?:(?:a|an|un|una|another)\s+(?!(?:valid|half|good|great|clean)\b)|(?="
    rf"{COUNT}\s))((?:{COUNT}\s+)?)([A-Za-z][\w'-]*(?: (?!(?:who|that|to|for|with|and|or|y|in|at|on|if|as)\b)[a-z][\w'-]*){{0,2}})",
    re.IGNORECASE,
)
_CELL = re.compile(r"\s{3,}|\t")
MOST = 500


def value(word: str) -> int:
    """Return the number that a count says, 0 for none."""
    return COUNT_WORDS.get(word.lower()) or (int(word) if word.isdigit() else 0)


def is_person(words: str | None) -> bool:
    """Whether the words after a count are people or posts: full, half, or a job's name."""
    if words is None:
        return False
    first, last = words.split()[0], words.split()[-1]
    return _PEOPLE.match(first) is not None or (_DOES.search(last) is not None and names_job(words))


def _is_rank(words: str | None) -> bool:
    return words is not None and _RANK.fullmatch(words) is not None


def _begins_with_doer(words: str | None) -> bool:
    """Whether some word after a count ends as those for people do: "dishwasher thurs-sun nights"."""
    parts = (words or "").split()
    return any(_DOES.search(part) or _PEOPLE.match(part) for part in parts)


def _first_person(words: str) -> bool:
    """Whether the first words name a person, whatever comes then: "operator wanted"."""
    parts = words.split()
    return any(is_person(" ".join(parts[:length])) for length in range(1, len(parts) + 1))


def span(text: str, start: int, end: int) -> Span:
    """Return a place in the text without the white space at its end."""
    piece = text[start:end].rstrip()
    return Span(start, start + len(piece), piece)


def counted(text: str) -> Iterator[Counted]:
    """Yield the counts of a text that stand for people who are wanted, in the order of the text."""
    for match in _COUNT.finditer(text):
        count = value(match[1])
        if not 1 <= count <= MOST or (match[2] and value(match[2]) < count):
            continue
        begin = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        line_end = len(text) if stop < 0 else stop
        before = text[max(begin, match.start() - 80) : match.start()]
        after = _CELL.split(text[match.end() : min(line_end, match.end() + 80)], maxsplit=1)[0]
        if (found := _kind(before, after, count)) is None:
            continue
        kind, ahead = found
        if kind > Counts.FIELD and _UNPAID.search(_sentence(before, after)):
            continue
        further, end = further_counts(text, match.start(1), match.end() + ahead)
        yield Counted(kind, min(count + further, MOST), span(text, match.start(), end))


def _sentence(before: str, after: str) -> str:
    return re.split(r"[.;!?](?:\s|$)", before)[-1] + re.split(r"[.;!?](?:\s|$)", after)[0]


def _kind(before: str, after: str, count: int) -> tuple[Counts, int] | None:
    """What a count stands for by the words around it, and how far the words after it that said so reach."""
    bracket, closed = before.endswith("("), after.startswith(")")
    after = after[1:] if bracket and closed else after
    if _SUMMED.search(before):
        return None
    if (closed or not bracket) and (_LABEL.search(before) or _BARE_LABEL.search(before)):
        return None if re.match(rf" ?(?:{_TIMES})\b(?! shift)", after, re.IGNORECASE) else (Counts.FIELD, 0)
    if _REQUIRED_EACH.search(before):
        return (Counts.FIELD, each.end()) if (each := _EACH.match(after)) else None
    return None if _NOT_A_COUNT.search(before) else _by_words(before, after, count)


def _by_words(before: str, after: str, count: int) -> tuple[Counts, int] | None:
    """What a count in running words stands for."""
    posts = _POSTS.match(after) or _FTE.match(after)
    others = _OTHERS.search(before) is not None
    led = _LED.search(before) is not None if posts and _SURELY.match(posts.group(posts.re.groups)) else others
    if posts and not led and _posts_are_open(before, after, posts):
        return Counts.POSTS, posts.end()
    if _NOT_PEOPLE.match(after):
        return None
    if not others and (empty := _EMPTY.match(after) or _empty_alone(before, after, count)):
        return Counts.POSTS, empty.end()
    called = re.match(r"\s*(?:needed|wanted)\b", after, re.IGNORECASE)  # "crew of 8 needed"
    return _wanted(before, after, others) or (None if others and not called else _class(before, after))


def _posts_are_open(before: str, after: str, posts: re.Match[str]) -> bool:
    """Whether counted posts are said to be open; "3 jobs in 2 years" and "5 positions of the arm" are not."""
    rest = after[posts.end() :]
    if _SURELY.match(posts.group(posts.re.groups)):
        return True
    if re.search(r"\b(?:open|vacant|available|unfilled)\b", posts.group(), re.IGNORECASE):
        return True
    said = re.match(
        r"\s*(?:[.,;:!)|·—–]|$|now\b|available|open|across|at \w|each\b|this\b|per\b|to fill|to be filled|in (?:[A-Z]|our|the|each|\d+ (?:departments|locations|sites|cities|schools|plants))|on (?:nights|days|our|the|\w+ shift)|for\b|still|left|-\s|\(|one\b)",
        rest,
    )
    began = re.search(
        rf"(?:^|[.;!,|·•(—–:*]\s*|\b(?:only|just)\s+|(?:^|\s)[-]\s+|\b(?:for|have|has|are|is|about|around|exactly|{_VERB})\s+(?:up to )?)$",
        before,
        re.IGNORECASE,
    ) or re.search(r"\bup to $", before, re.IGNORECASE)
    return bool(said and began)


def _empty_alone(before: str, after: str, count: int) -> re.Match[str] | None:
    """A clause that is no more than "Two routes.", or places that somebody still has."""
    if _STILL.search(before):
        return re.match(rf"\s+{_PLACE}\b", after, re.IGNORECASE)
    if count >= 30:
        return None
    began = re.search(r"(?:^|[.;!]\s*)$", before)
    found = _PLACES_ALONE.match(after)
    return (
        found
        if began and found and not re.search(r"seats?\s*,", found.group() + after[found.end() :][:1])
        else None
    )


def _wanted(before: str, after: str, others: bool) -> tuple[Counts, int] | None:
    """People whom a word of hiring asks for, before the count or after it."""
    if _WANTED.search(before):
        if who := _WHO.match(after):
            return Counts.WANTED, who.end()
        weak = _WEAK.search(before) is not None
        if not weak and ((named := _NAMED.match(after)) or _CLAUSE_END.match(after)):
            return Counts.WANTED, named.end() - 1 if named else 0
        item = _ITEM.match(f"1{after}")
        if weak and ((item and is_person(item[2])) or re.match(r"\s*(?:[.,;!\n]|$)", after)):
            return Counts.WANTED, 0
    if not others and (found := _WANTED_AFTER.match(after)):
        named_who = (found[1] or "").strip()
        if (
            not named_who
            or _WHO.match(f" {named_who}")
            or is_person(named_who)
            or is_person(named_who.split()[0])
        ):
            return Counts.WANTED, found.end()
    began = re.search(r"(?:^|[.;!]\s*)$", before)
    if began and (
        found := re.match(
            r"\s+(?:people|persons?|personas|folks|guys) (?:para|for|to)\b", after, re.IGNORECASE
        )
    ):
        return Counts.WANTED, found.end()
    return None


def _class(before: str, after: str) -> tuple[Counts, int] | None:
    """A class of people who are hired; a class that is taught is none."""
    if _TEACHES.search(_sentence(before, after)):
        return None
    if _CLASS.search(before) and _CLASS_HIRES.match(after):
        return Counts.CLASS, 0
    if re.search(
        r"\b(?:next|new|starting|training|hiring|academy|coming) (?:\w+ )?(?:class|cohort|crew) of $",
        before,
        re.IGNORECASE,
    ):
        return Counts.CLASS, 0
    trainees = re.match(
        rf"\s+(?:new )?{_TRAINEES}(?=\s*(?:per|each|a|this|in|for|every|and|who|at)\b|\s*[.,;!)|/]|\s*$)",
        after,
        re.IGNORECASE,
    )
    began = re.search(r"(?:^|[.;!·|(:]\s*)$", before) or _SEATED.search(before)
    if trainees and began and not re.search(r"\s+(?:people|students|learners|candidates)", trainees.group()):
        return Counts.CLASS, trainees.end()
    in_class = _CLASS_SEATS.search(before)
    if in_class and (seats := re.match(rf"\s+(?:seats|places|spots|{_TRAINEES})\b", after, re.IGNORECASE)):
        return Counts.CLASS, seats.end()
    return None


def further_counts(text: str, start: int, least: int = 0) -> tuple[int, int]:
    """Counts that go on after the first of a list, "2 foremen $44, 10 hands $31", and where the list ends."""
    total, first = 0, _ITEM.match(text, start)
    end = max(first.end() if first else start, 0)
    while first and (joint := _SEPARATOR.match(text, end)):
        item = _ITEM.match(text, joint.end())
        if item is None:
            break
        there = item[2] is None and item[3] and first[3]  # "30 on the lifts, 5 in tickets"
        person = is_person(item[2]) or _is_rank(item[2])
        if not there and (not person or _NOT_PEOPLE.match(text, item.end(1))):
            break
        total, end = total + value(item[1]), item.end()
    if (
        total == 0
        and first
        and (_begins_with_doer(first[2]) or re.match(r"pers|people|folks", first[2] or ""))
    ):
        also = _ALSO.match(text, end)
        if also and _first_person(also[2]):
            return value(also[1].strip()) or 1, also.end()
    return total, max(end if total else 0, least)


def listed(text: str) -> Iterator[Counted]:
    """Yield clauses that hold counts of people and nothing else: "5 masons, 3 tenders ($22)." or "2 full, 1 half (0.5)."""
    for sentence in _SENTENCE.finditer(text):
        if sentence.group().strip() in {"(", ":"} and _ALREADY.search(
            text, max(0, sentence.start() - 60), sentence.start()
        ):
            continue
        total, end, at, parts, people = 0, sentence.end(), sentence.end(), 0, False
        while item := _ITEM.match(text, at):
            half = item[2] is None and re.search(r" FTE| on ", item.group(), re.IGNORECASE) is not None
            person = half or is_person(item[2])
            there = item[2] is None and _NAMED_PLACE.match(item[3] or "") is not None
            named = _is_rank(item[2]) or there
            if not (person or named) or _NOT_PEOPLE.match(text, item.end(1)):
                break
            total, end = total + value(item[1]), item.end()
            parts, people = parts + 1, people or (person and (half or item[3] is None))
            if not (joint := _SEPARATOR.match(text, end)):
                break
            at = joint.end()
        alone = people and sentence.group().strip() not in {"(", ":"}
        if 1 <= total <= MOST and (alone or parts > 1) and _END.match(text, end):
            yield Counted(Counts.LISTED, total, span(text, sentence.end(), end))
