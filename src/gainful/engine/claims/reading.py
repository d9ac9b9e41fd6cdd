"""From a sentence to a claim: the first figure that can be checked, in the shapes people use."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from gainful.engine.claims.comparing import from_to, per_dollar, small_of_total
from gainful.engine.claims.model import Claim, Kind, Topic, UnreadableClaim
from gainful.engine.claims.words import PART_NAMES, fraction_words, plain

LONGEST = 2_000
"""Characters: a claim is a sentence, not a report."""
LARGEST = 10**9
EXAMPLES = "“246 of 269”, “75% of 130”, “+53% earnings”, “wages rose from $15 to $18”"
_N = r"(\d+(?:\.\d+)?)"
_NOT_TIME = r"(?!\s*-?\s*(?:weeks?|months?|years?|days?|quarters?|hours?|minutes?)\b)"
_NOT_YEAR = (
    r"(?<!\bin )(?<!\bsince )(?<!\bby )(?<!\bduring )(?<!\bafter )(?<!\bbefore )(?<!\buntil )(?<!\bthrough )"
    r"(?<!class of )(?<!cohort of )(?<!year )(?<!spring of )(?<!summer of )(?<!fall of )"
)
_TOTAL = rf"(?:{_NOT_YEAR}|(?!(?:19|20)\d\d\b))(?<![\d$.]){_N}(?!\s*(?:%|pp\b|\d|\.\d)){_NOT_TIME}"
"""A number of people: no year, no length of time, no money, no percent."""
_FILL = r"(?:[^\d%$]{0,60}?)"
_OF = r"(?:of|out of|from among|among|from)"
_TOPICS = (
    (Topic.EARNINGS, r"\bearn(?:s|ed|ing|ings|er|ers)?\b(?!-)|wage|salar|income|\bpay\b|\bpaid\b|\$"),
    (
        Topic.RETENTION,
        r"retain|retention|still (?:employed|working|on the job)|stayed|kept (?:their|the) job",
    ),
    (Topic.EMPLOYMENT, r"employ|hired|job|placed|placement|found work|working|position|place\b"),
    (Topic.CREDENTIAL, r"credential|certificat|licen|diploma|degree"),
    (Topic.COMPLETION, r"complet|graduat|finish"),
)
_COMPLETERS = re.compile(r"complet|graduat|finish|alumni|certified")
_DOWN = re.compile(r"\b(?:fell|fall|drop|decreas|declin|reduc|cut|lower|less|fewer|down|lost|worse)")
_CHANGE_WORDS = (
    r"increas|(?<!\ba )(?<!pay )rais|\ba raise of|"  # "got a raise" is no change by so much
    r"rose|rise|boost|grew|grow|gain|improv|higher|more\b(?! than)|up\b|jump|climb|better|lift|"
    r"fell|fall|drop|decreas|declin|reduc|cut\b|lower|less\b(?! than)|fewer\b(?! than)|down\b|"
    r"(?<=[%\dp] )(?:more|less|fewer) than\b"  # "18% more than controls"; "more than 18%" is a hedge
)
_MULTIPLES: dict[str, int | Fraction] = {
    "double": 2,
    "doubling": 2,
    "triple": 3,
    "tripling": 3,
    "quadruple": 4,
    "halve": Fraction(1, 2),
}


def read_claim(text: str) -> Claim:
    """Return the first checkable claim in the words; UnreadableClaim says what is wrong and what can be read."""
    if not text.strip():
        raise UnreadableClaim(f"There is nothing to check. Write a claim such as {EXAMPLES}.")
    if len(text) > LONGEST:
        raise UnreadableClaim(
            f"This is {len(text):,} characters long. Give one sentence with one claim, such as {EXAMPLES}."
        )
    value = plain(text)
    for reader in (
        per_dollar,
        from_to,
        _small_of_total,
        _of_whom,
        _stated_count,
        _share_of_total,
        _fraction,
        _count,
        _multiple,
        _change,
        _share,
    ):
        found = reader(value)
        if found is not None:
            claim, used = found
            return _finish(claim, text.strip(), value, used)
    if not re.search(r"\d", value):
        raise UnreadableClaim(f"“{_short(text)}” has no figure to check. A claim reads like {EXAMPLES}.")
    raise UnreadableClaim(
        f"“{_short(text)}” has a figure, but not what it is a part of or how it changed. Say “count of total”, "
        f"“percent of total” or “+percent outcome”, such as {EXAMPLES}."
    )


Found = tuple[Claim, tuple[int, int]]


def _short(text: str) -> str:
    value = " ".join(text.split())
    return value if len(value) <= 80 else value[:77] + "..."


def _finish(claim: Claim, text: str, value: str, used: tuple[int, int]) -> Claim:
    rest = value[: used[0]] + " " + value[used[1] :]
    ignored = tuple(re.findall(r"\$?\d+(?:\.\d+)?%?", rest))
    topic = next((topic for topic, words in _TOPICS if re.search(words, value)), Topic.OTHER)
    completers = bool(_COMPLETERS.search(value))
    for number in (claim.count, claim.total):
        if number is not None and number > LARGEST:
            raise UnreadableClaim(f"{number:,} is more people than a program can have. Check the figure.")
    return replace(claim, text=text, topic=topic, ignored=ignored, completers_only=completers)


def _whole(text: str, what: str) -> int:
    number = Fraction(text)
    if number.denominator != 1:
        raise UnreadableClaim(f"{text} is not a whole number: {what} are counted in whole people.")
    return int(number)


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _hedge(before: str) -> str:
    words = before[-28:]
    if re.search(r"(?:more than|over|above|at least|exceed\w*|upwards? of)\s*(?:the )?$", words):
        return "more than"
    if re.search(
        r"(?:less than|under|below|at most|up to|nearly|almost|close to|not quite)\s*(?:the )?$", words
    ):
        return "less than" if not re.search(r"close to\s*$", words) else "about"
    if re.search(r"(?:about|around|approximately|roughly|some|approx\.?|~|≈|circa|c\.)\s*(?:the )?$", words):
        return "about"
    return ""


def _share_of_total(value: str) -> Found | None:
    """Read "75% of 130", "70-80% of 130" and "of 130 people, 75%"."""
    match = re.search(rf"{_N}%?\s*(?:-|to|and)\s*{_N}%{_FILL}\b{_OF}\b{_FILL}{_TOTAL}", value)
    if match:
        low, high, total = match.groups()
        claim = _percent(low, high, total)
        return replace(claim, hedge=_hedge(value[: match.start()])), match.span()
    match = re.search(rf"{_N}%{_FILL}\b{_OF}\b{_FILL}{_TOTAL}", value)
    if match and not re.search(_CHANGE_WORDS, value[match.end(1) : match.start(2)]):
        return replace(
            _percent(match[1], match[1], match[2]), hedge=_hedge(value[: match.start()])
        ), match.span()
    match = re.search(rf"\bof\b{_FILL}{_TOTAL}[^\d%$]{{1,60}}?{_N}%", value)
    if match:
        claim = _percent(match[2], match[2], match[1])
        return replace(claim, hedge=_hedge(value[: match.start(2)])), match.span()
    return None


def _percent(low: str, high: str, total: str) -> Claim:
    ends = sorted((Fraction(low), Fraction(high)))
    return Claim(
        "", Kind.PERCENT, low=ends[0], high=ends[1], total=_whole(total, "the people in a claim"),
        decimals=max(_decimals(low), _decimals(high)),
    )  # fmt: skip


def _of_whom(value: str) -> Found | None:
    """Read "200 people, of whom 150 found work" and "of 200 people, 150 found work": the whole comes first."""
    match = re.search(
        rf"^(?:out )?of\b{_FILL}{_TOTAL}[^\d%$.;,]{{1,60}},[^\d%$.;]{{0,30}}?{_N}(?![%\d.])", value
    )
    if match:
        people = "the people in a claim"
        return Claim(
            "", Kind.COUNT, count=_whole(match[2], people), total=_whole(match[1], people)
        ), match.span()
    match = re.search(
        rf"{_TOTAL}[^\d%$.;]{{0,60}}?\bof (?:whom|which|them|those|these)\b,?[^\d%$.;]{{0,30}}?{_N}(%?)",
        value,
    )
    if match is None:
        return None
    if match[3]:
        return _percent(match[2], match[2], match[1]), match.span()
    people = "the people in a claim"
    return Claim("", Kind.COUNT, count=_whole(match[2], people), total=_whole(match[1], people)), match.span()


_JOINT = rf"(?:[^\d%$.;]{{0,60}}?\b{_OF}\b|\s*/|[^\d%$.;]{{0,20}}?\b(?:in|for) every\b|\s+(?:in|per)\b)"
_COUNT = re.compile(rf"(?<![\d$.]){_N}(?![%\d])(?!\s*-?\s*(?:{PART_NAMES})\b){_JOINT}{_FILL}{_TOTAL}")


def _stated_count(value: str) -> Found | None:
    """Read a count with its percent: "246 of 269 (91%)"."""
    match = _COUNT.search(value)
    if match is None:
        return None
    after = re.match(rf"[^\d%$.;]{{0,60}}?{_N}%", value[match.end() :])
    before = re.search(rf"{_N}%[^\d%$.;]{{0,30}}$", value[: match.start()])
    stated = after or before
    found = _count(value)
    if stated is None or found is None or found[0].kind is not Kind.COUNT:
        return None
    share = Fraction(stated[1])
    end = match.end() + after.end() if after else match.end()
    start = match.start() if after else before.start() if before else match.start()
    return replace(found[0], low=share, high=share, decimals=_decimals(stated[1])), (start, end)


def _count(value: str) -> Found | None:
    """Read "246 of 269"; a small "9 in 10" is a share, for nobody counts ten people that way."""
    match = _COUNT.search(value)
    if match is None:
        return None
    joint = value[match.end(1) : match.start(2)]
    if "/" in joint and re.match(r"\s*\b(?:of|the)\b", value[match.end() :]):
        return None  # "1/2 of 130" is a fraction
    if re.search(r"(?:^|[\s(])-$", value[: match.start()]):
        raise UnreadableClaim(f"“-{match[1]}” people cannot be: a count is zero or more. Check the figure.")
    above, below = _whole(match[1], "the people in a claim"), _whole(match[2], "the people in a claim")
    hedge = _hedge(value[: match.start()])
    small = 0 < below <= 10 or ("per" in joint and below in {100, 1000, 10_000, 100_000})
    if re.search(r"\b(?:in|every|per|out)\b", joint) and small and above <= below:
        share = Fraction(above * 100, below)
        claim = Claim("", Kind.SHARE, low=share, high=share, hedge=hedge, fraction_words=True)
        return claim, match.span()
    return Claim("", Kind.COUNT, count=above, total=below, hedge=hedge), match.span()


def _fraction(value: str) -> Found | None:
    """Read "half of 130", "2 thirds of the graduates", "3/4 of 90"."""
    match = re.search(r"(?<![\d.])(\d{1,2})/([1-9]\d?)(?![\d.])", value)
    if match:
        share, span = Fraction(int(match[1]), int(match[2])), match.span()
    else:
        found = fraction_words(value)
        if found is None or re.search(r"\b(?:cut|reduced?|fell|dropped|by)\b[^.]*$", value[: found[1][0]]):
            return None
        share, span = found
    percent = share * 100
    hedge = _hedge(value[: span[0]])
    total = re.match(rf"{_FILL}\b{_OF}\b{_FILL}{_TOTAL}", value[span[1] :])
    if total:
        claim = Claim("", Kind.PERCENT, low=percent, high=percent, total=_whole(total[1], "the people in a claim"),
                      fraction_words=True, hedge=hedge)  # fmt: skip
        return claim, (span[0], span[1] + total.end())
    return Claim("", Kind.SHARE, low=percent, high=percent, fraction_words=True, hedge=hedge), span


def _small_of_total(value: str) -> Found | None:
    found = small_of_total(value, _TOTAL)
    if found is None:
        return None
    claim, span = found
    return replace(claim, hedge=_hedge(value[: span[0]])), span


def _multiple(value: str) -> Found | None:
    """Read "doubled", "cut in half" and "three times as much"."""
    match = re.search(r"\b(double|doubling|triple|tripling|quadruple|halve)[ds]?\b", value)
    if match:
        times = Fraction(_MULTIPLES[match[1]])
    elif match := re.search(r"\b(?:cut|reduced?|fell|dropped|down)\b[^.]{0,40}\b(?:in|by) half\b", value):
        times = Fraction(1, 2)
    elif (part := fraction_words(value)) and re.search(
        rf"\b(?:{_CHANGE_WORDS})[^.]*\bby\s*$", value[: part[1][0]]
    ):
        change = (-1 if _DOWN.search(value) else 1) * part[0] * 100
        return Claim("", Kind.CHANGE, low=change, high=change, unit="times"), part[1]
    elif match := re.search(rf"{_N}\s*(?:x\b|times\b|-fold\b)", value):
        times = Fraction(match[1])
    else:
        return None
    change = (times - 1) * 100
    return Claim(
        "", Kind.CHANGE, low=change, high=change, unit="times", hedge=_hedge(value[: match.start()])
    ), match.span()


def _change(value: str) -> Found | None:
    """Read "+53% earnings", "earnings up 53%", "-12 points", "$1,794 more"."""
    match = re.search(rf"(?<![\d%\w])([+-])\s*(\$?)\s*{_N}\s*(%|pp)?", value)
    words = re.search(rf"\b(?:{_CHANGE_WORDS})", value)
    if match is None and words is None:
        return None
    if match is None:
        if (spread := _range_of_change(value, _DOWN)) is not None:
            return spread
        match = re.search(rf"()(\$?)(?:{_N}\s*(%|pp)|(?<=\$){_N})", value)
        if match is None or abs(match.start() - (words.start() if words else 0)) > 80:
            return None
    amount = match[3] or match[5]
    sign = -1 if match[1] == "-" or (match[1] == "" and _DOWN.search(value)) else 1
    unit = {"%": "%", "pp": "points"}.get(match[4] or "", "$" if match[2] else "")
    change = sign * Fraction(amount)
    claim = Claim("", Kind.CHANGE, low=change, high=change, unit=unit, decimals=_decimals(amount))
    return replace(claim, hedge=_hedge(value[: match.start()])), match.span()


def _range_of_change(value: str, down: re.Pattern[str]) -> Found | None:
    """Read "rose between 12 and 34%" and "gained 5 to 7 points"."""
    match = re.search(rf"(?<!\$){_N}\s*(?:%|pp)?\s*(?:-|to|and)\s*{_N}\s*(%|pp)", value)
    if match is None:
        return None
    sign = -1 if down.search(value) else 1
    low, high = sorted((sign * Fraction(match[1]), sign * Fraction(match[2])))
    unit = {"%": "%", "pp": "points"}[match[3]]
    digits = max(_decimals(match[1]), _decimals(match[2]))
    return Claim("", Kind.CHANGE, low=low, high=high, unit=unit, decimals=digits), match.span()


def _share(value: str) -> Found | None:
    """Read a percent with no total: "84% obtained employment"."""
    match = re.search(rf"{_N}%?\s*(?:-|to|and)\s*{_N}%", value) or re.search(rf"{_N}(?:%)", value)
    if match is None:
        return None
    ends = sorted(Fraction(part) for part in match.groups())
    if ends[-1] > 100 and "return" in value:  # of money, and what it is a part of is not said
        return None
    claim = Claim(
        "", Kind.SHARE, low=ends[0], high=ends[-1], decimals=max(_decimals(p) for p in match.groups())
    )
    return replace(claim, hedge=_hedge(value[: match.start()])), match.span()
