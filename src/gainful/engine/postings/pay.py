"""Pay: "$18.50-$22/hr", "£25,100 rising to £26,050 a year", "up to $22"; bonuses, allowances and premiums are not pay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from gainful.engine.competencies.model import Span
from gainful.engine.postings.amounts import Amount, amounts, last_clause
from gainful.engine.postings.counts import is_person
from gainful.engine.postings.facts import HOURS_A_YEAR, StructuredPosting, WageFact
from gainful.engine.postings.money import NUMBER, currency_of, dollar_of, number
from gainful.engine.postings.pay_tables import table_rates
from gainful.engine.postings.pay_units import paid_by_piece, unit_of

UNITS_A_YEAR = {"hour": HOURS_A_YEAR, "day": 260.0, "week": 52.0, "month": 12.0, "year": 1.0}
_PLAUSIBLE = {"hour": (5.0, 400.0), "day": (40.0, 4000.0), "week": (150.0, 12_000.0),
              "month": (800.0, 60_000.0), "year": (10_000.0, 900_000.0), "piece": (0.02, 5000.0)}  # fmt: skip
"""Pay in dollars, pounds and euros that can be meant; other currencies count in other numbers and are taken as written."""
_WESTERN = frozenset({"USD", "CAD", "AUD", "NZD", "GBP", "EUR", "CHF", "SGD"})

_ASIAN = frozenset({"INR", "PHP", "PKR", "BDT"})
"""Where a figure of thousands without a unit is a month's pay."""
_THOUSANDS = re.compile(r"\d{2,3}\s?[kK]?\s?(?:[-–—]|to)\s?\d{2,3}\s?[kK]")
_A_THOUSAND = re.compile(r"\d{2,3}(?:\.\d)?\s?[kK]")
"""A range in thousands, "72–80k", is a salary without a sign."""
_LISTED = re.compile(r"\d+,\d{1,2}(?![\d,])")
_CLOCK = re.compile(r"(?:[01]\d|2[0-4])\.(?:00|15|30|45)(?:\s?[-–—]\s?(?:[01]\d|2[0-4])\.(?:00|15|30|45))?")
"""A time of day as Britain writes it: "08.30-16.30"."""
_ORDINAL = re.compile(
    r"\b(?:\d(?:st|nd|rd|th)|first|second|third|fourth|step \w+|level \w+)(?: (?:yrs?|years?))?[\s:]*$",
    re.IGNORECASE,
)
_SALARY = re.compile(r"\b(?:salary|base|cash|comp(?:ensation)?|package|tc)\s*[:=]?\s*$", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:journey\w*|foreman|supervisors?|managers?|average|avg\.?|ave\.|approximately|approx\.?|half[- ]days?|taxable|per[- ]diem(?= $)|actual|(?:total|full) (?:package|compensation|comp)|call|call[- ]?backs?|standby|subs?|substitutes?|others?|last (?:year|yr)|earned|earning|trainers?|helper grade|ote|on[- ]target|with tips|pro[- ]?rata|prevailing wage (?:jobs?|work|projects?)|makes?|gross(?:es)?)(?:[\s:]+(?!and\b|or\b)[\w-]+){0,2}[\s:(]*$",
    re.IGNORECASE,
)
"""Words before a rate that is somebody else's, or that people came to with tips."""
_TRAINING_HOURS = re.compile(
    r"\b(?:train\w*|orientation|class)\b[^.;$]{0,30}\d ?(?:hrs?|hours?)(?: are| is)?(?: paid)? (?:at|@)\s*$",
    re.IGNORECASE,
)
"""A few hours that are paid otherwise: "training (about 40 hrs at $15)"."""
_AFTER_A_WHILE = re.compile(r"\s*(?:after|once|when you)\b(?! \d+\s*(?:am|pm|:))", re.IGNORECASE)
_OTHER_WORK = re.compile(
    r"\s*(?:for )?(?:(?:an? )?half[- ]days?|avg|average|on average|admin\w*|desk|driv(?:e|ing)|travel|overtime|ot|holidays?|on[- ]call|standby|call[- ]?backs?|with tips|(?:in )?tips|actual|ote|on[- ]target)\b",
    re.IGNORECASE,
)
"""Words after a rate that is paid for other hours than those of the job itself."""
_NAMED_RATE = re.compile(
    r"\b(?:trainee|apprentice|entry|junior|senior|lead|certified|experienced|base)s? (?:pay|rate|wage)s?\s*[:=@]?\s*$",
    re.IGNORECASE,
)
"""A rate of some of those who are hired: "trainee pay 15"."""
_STEP = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|then|ends?|ending|tops?(?: out)?|rising)(?: (?:at|with|to|pay|wage))*[\s:]*$",
    re.IGNORECASE,
)
_SAME = 0.03
"""How far two ways to say one pay may be apart, as rounding leaves them."""
_FURTHER_PIECES = (0.2, 5.0)
_FURTHER = (0.45, 2.2)
"""Shares of the pay that another rate of the same job lies within: its grades, steps, training and shifts."""


def wage_fact(text: str, structured: StructuredPosting | None = None) -> WageFact | None:
    """The pay with its span and currency: mark-up first, then the figure of the text that most looks like pay.

    Its ends are the lowest and the highest rate that the posting names for the job: grades, steps and training count.
    """
    if structured and (found := _structured(structured)):
        return found
    every = _rates(text)
    pay = _likeliest(every, text)
    return pay and _with_further_rates(pay, every, text)


def _rates(text: str) -> list[Amount]:
    """The figures that may be pay: those of a table take its unit, those of a job paid by the visit are so paid."""
    found = list(table_rates(text, amounts(text, dollar_of(text))))
    if paid_by_piece(text) and all(
        each.word is None or unit_of(each.word)[0] == "piece" for each in found if each.signed
    ):
        found = [replace(each, prior="per piece") if each.unit is None else each for each in found]
    return _bare_lists(found, text)


def _bare_lists(every: list[Amount], text: str) -> list[Amount]:
    """Figures without sign or unit count as pay where none has one: several in cents on a line, a salary in thousands."""
    if any((each.signed or each.unit) and _says_pay(each) and _fact(each) for each in every):
        return every
    alone = [each for each in every if _stands_alone(each)]
    if len(alone) == 1:
        return [replace(each, labelled=True, prior="hour") if each is alone[0] else each for each in every]
    lines: dict[int, list[Amount]] = {}
    for each in every:
        if re.match(r"\d{2}\.\d\d\b", each.span.text):
            lines.setdefault(text.rfind("\n", 0, each.span.start), []).append(each)
    rates = (
        {each.span for each in every if _of_a_person(each)}
        if any(_of_a_person(each) and each.high for each in every)
        else set()
    )
    rates |= {
        each.span
        for line in lines.values()
        if len(line) > 1
        and not all(_CLOCK.fullmatch(each.span.text) for each in line)
        and any(map(_named, line))
        for each in every
        if text.rfind("\n", 0, each.span.start) == text.rfind("\n", 0, line[0].span.start)
        and (each in line or _ORDINAL.search(each.before))
    }
    return [
        replace(each, labelled=True, prior="hour") if each.span in rates else _in_thousands(each)
        for each in every
    ]


def _stands_alone(amount: Amount) -> bool:
    """Whether a figure in cents is a clause by itself: "20 hrs. 16.50. Evenings"."""
    begins = re.search(r"(?:^|[.;·•|]\s+)$", amount.before)
    ends = re.match(r"\s*(?:[.;·•|]|$)", amount.after)
    size = re.fullmatch(r"\d\d\.\d\d", amount.span.text.strip())
    return bool(begins and ends and size and 10 <= (amount.low or 0) <= 90)


def _of_a_person(amount: Amount) -> bool:
    """Whether a bare figure of two digits ends a clause behind a job's name: "framers 28-34 laborer 20."."""
    name = re.search(r"([A-Za-z]+):?\s*$", amount.before)
    ended = re.match(r"\s*(?:[.,;)/]|$|doe\b|dep\w*\b|[a-z]+ \d\d)", amount.after, re.IGNORECASE)
    size = re.fullmatch(r"\d\d(?:\.\d+)?(?:\s?[-–—]\s?\d\d(?:\.\d+)?)?", amount.span.text.strip())
    return bool(size and name and ended and is_person(name[1]) and (amount.low or 0) >= 12)


def _named(amount: Amount) -> bool:
    """Whether a bare figure is a range or stands behind a job's name, a year or a step."""
    name = re.search(r"([A-Za-z]+)[\s:]*$", amount.before)
    if re.match(
        r"\s*(?:to )?(?:start|hire)\b|\s*(?:at|after) \d+ (?:days|months?|yrs?|years?)\b",
        amount.after,
        re.IGNORECASE,
    ):
        return True
    return amount.high is not None or bool(_ORDINAL.search(amount.before) or (name and is_person(name[1])))


def _in_thousands(amount: Amount) -> Amount:
    """A salary written short: "base 120-150 plus equity"."""
    low, high = amount.low, amount.high
    if (
        low
        and high
        and 40 <= low < high <= 400
        and low % 1 == 0
        and high % 1 == 0
        and _SALARY.search(amount.before)
    ):
        return replace(amount, low=low * 1000, high=high * 1000, labelled=True, prior="year")
    return amount


def _likeliest(every: Iterable[Amount], text: str) -> WageFact | None:
    """The figure that most looks like pay; several rates of one unit outweigh a lone one of another."""
    said = [(each, fact) for each in every if _says_pay(each) and (fact := _fact(each))]
    said = [pair for pair in said if not any(_repeats(pair[1], other, text) for _, other in said)]
    stated = [fact for each, fact in said if each.unit]
    mine = [
        fact.unit if each.unit else next((other.unit for other in stated if _near(fact, other)), fact.unit)
        for each, fact in said
        if not _of_others(each)
    ]

    def order(pair: tuple[Amount, WageFact]) -> tuple[bool, int, int]:
        each, fact = pair
        more = min(mine.count(fact.unit) - 1, 2) if fact.unit != "piece" else -2
        weight, place = each.likeness
        return not _of_others(each), weight + more, place

    return max(said, key=order)[1] if said else None


def _repeats(fact: WageFact, other: WageFact, text: str) -> bool:
    """Whether the same pay stands right before it for another time: "$64,480 ($31.00/hr)"."""
    if not (fact.span and other.span and fact.annual_low and other.annual_low):
        return False
    behind = re.fullmatch(r"\s?[/=(|]{1,2}\s?", text[other.span.end : fact.span.start]) is not None
    return behind and fact.unit != other.unit and abs(fact.annual_low / other.annual_low - 1) < _SAME


def _near(one: WageFact, other: WageFact) -> bool:
    """Whether two rates are as near as those of one job are."""
    mine, theirs = one.low or one.high or 0.0, other.low or other.high or 0.0
    return theirs * _FURTHER[0] <= mine <= theirs * _FURTHER[1]


def _says_pay(amount: Amount) -> bool:
    """Whether a figure stands with a sign, a unit or a label of pay; "23,50" may be a list, and says no currency."""
    if amount.signed or amount.labelled or _THOUSANDS.fullmatch(amount.span.text):
        return amount.signed or _LISTED.match(amount.span.text) is None
    if _STEP.search(amount.before) and re.fullmatch(r"\d{2}\.\d\d", amount.span.text):
        return True
    if _A_THOUSAND.fullmatch(amount.span.text) and _SALARY.search(amount.before):
        return True
    return amount.word is not None and _LISTED.match(amount.span.text) is None


def _of_others(amount: Amount) -> bool:
    """Whether a rate is somebody else's, for other hours, or what people come to with tips."""
    own = last_clause(amount.before)
    told = re.search(r"\bearn(?: up to)?\s*$", own, re.IGNORECASE) and "week" in (amount.word or "").lower()
    return bool(
        told or _OF_OTHERS.search(own) or _TRAINING_HOURS.search(own) or _OTHER_WORK.match(amount.after)
    )


def _hired_too(amount: Amount, text: str) -> bool:
    """Whether the other person whose rate it is is wanted as well: "3 hands and 1 foreman", in count or title."""
    role = re.search(
        r"\b(foreman|supervisor|manager|lead|journey\w*|sub(?:stitute)?)s?(?: \w+)?[\s:]*$",
        last_clause(amount.before),
        re.IGNORECASE,
    )
    if role is None:
        return False
    counted = rf"\b(?:\d{{1,2}}|one|two|three|un|una|another) (?:\w+ )?{role[1]}"
    titled = rf"\b{role[1]}" if role[1].lower().startswith("sub") else r"(?!)"
    head = text.lstrip().split("\n", 1)[0]
    return bool(re.search(counted, text, re.IGNORECASE) or re.search(titled, head, re.IGNORECASE))


_TIPS = re.compile(r"\s*(?:\+|plus|and|with|&)?\s*(?:cash |credit card )?tips\b", re.IGNORECASE)
_LEAST_BESIDE_TIPS = 2.0
"""Dollars an hour that may be paid where tips come on top (29 U.S.C. 203(m): 2.13)."""


def _fact(amount: Amount) -> WageFact | None:
    tipped = amount.word is not None and amount.low is not None and _TIPS.match(amount.after)
    if tipped and amount.low and _LEAST_BESIDE_TIPS <= amount.low < _PLAUSIBLE["hour"][0]:
        unit, times = unit_of(amount.word or "")
        if unit == "hour" and times == 1.0:
            year = amount.low * HOURS_A_YEAR
            return WageFact(amount.low, None, unit, year, None, amount.span, amount.currency)
    fact = _wage(amount.low, amount.high, amount.unit, amount.currency, amount.span)
    if (
        fact is None and amount.word is None and amount.prior not in (None, "per piece") and amount.signed
    ):  # "30 hours per week – $15.60"
        fact = _wage(amount.low, amount.high, None, amount.currency, amount.span)
    if fact is None and amount.low is not None and amount.high is not None:
        fact = _wage(amount.low, None, amount.unit, amount.currency, amount.span)
    return fact


def _with_further_rates(pay: WageFact, every: list[Amount], text: str) -> WageFact:
    """The pay from the lowest to the highest rate of the same job, in the same unit and currency."""
    ends = _ends(pay)
    rates = list(ends)
    times = next((unit_of(e.unit)[1] for e in every if e.span == pay.span and e.unit), 1.0)
    further = [
        (each, fact)
        for each in every
        if each.span != pay.span and (_is_rate(each, pay, text) or _of_another_job(each, pay, text))
        if (fact := _scaled_to(each, pay, times)) is not None
    ]
    named = [fact for _, fact in further]
    risen = [
        e
        for each, fact in further
        if _RISES.search(each.before)
        for e in _ends(fact)
        if e <= _MOST_RISE * max(ends)
    ]
    fewer, more = _FURTHER_PIECES if pay.unit == "piece" else _FURTHER
    for _ in range(2):  # a rate may lie near another rate of the posting: servers, agents, technicians
        least, most = min(rates) * fewer, max(rates) * more
        rates = ends + [
            end for fact in named if all(least <= e <= most for e in _ends(fact)) for end in _ends(fact)
        ]
    rates += risen
    low, high = (None if pay.low is None and min(rates) == min(ends) else min(rates)), max(rates)
    return wage(low, high, pay.unit, pay.span, pay.currency) or pay


_RISES = re.compile(
    r"\b(?:ris(?:es?|ing)|go(?:es|ing)?(?: up)?|increas(?:es?|ing)|climb(?:s|ing)?|progress(?:es|ing)?|top(?:s|ping)?(?: out)?) (?:to|at)\s*$",
    re.IGNORECASE,
)
_MOST_RISE = 4.0
"""How many times the first rate a rate may be that it is said to rise to, as an apprentice's does to that of the last period."""


def _scaled_to(amount: Amount, pay: WageFact, bare: float) -> WageFact | None:
    """A further rate in the unit of the pay; one that says none is for as long as the pay: two weeks, say."""
    times = unit_of(amount.unit)[1] if amount.unit else bare
    return wage(_scaled(amount.low, times), _scaled(amount.high, times), pay.unit, None, pay.currency)


def _of_another_job(amount: Amount, pay: WageFact, text: str) -> bool:
    """Whether a bare range is the rate of a second job: "dish 16/hr, cook 20-23 dep on exp"."""
    if amount.signed or amount.unit or pay.span is None or pay.unit != "hour":
        return False
    if amount.high is None:
        return _before_another_job(amount, pay, text)
    near = "\n" not in text[pay.span.end : amount.span.start] and 0 < amount.span.start - pay.span.end < 80
    job = re.search(r"([A-Za-z]+)[\s:]*$", amount.before)
    ended = re.match(r"\s*(?:[.,;)!]|$|doe\b|dep\w*\b|to start|based)", amount.after, re.IGNORECASE)
    return bool(near and job and ended and is_person(job[1]))


def _before_another_job(amount: Amount, pay: WageFact, text: str) -> bool:
    """Whether one bare figure stands before a pay that has no sign either: "helper 16, mechanic 24-28 per hour"."""
    if (
        pay.span is None
        or re.search(r"[$£€]", pay.span.text)
        or not re.fullmatch(r"\d\d(?:\.\d\d)?", amount.span.text)
    ):
        return False
    job = re.search(r"([A-Za-z]+)[\s:]*$", amount.before)
    between = text[amount.span.end : pay.span.start]
    return bool(job and is_person(job[1]) and re.fullmatch(r"\s*[,;/]\s*[A-Za-z ]{3,30}:?\s", between))


def _same_figures(amount: Amount, pay: WageFact, text: str) -> bool:
    """Whether a bare figure begins a clause of the same line in the same writing: "$2,310 with a master's; 2,475 doctorate"."""
    if pay.span is None or amount.signed or not re.fullmatch(r"\d{1,3},\d{3}(?:\.\d\d)?", amount.span.text):
        return False
    near = 0 < amount.span.start - pay.span.end < 80 and "\n" not in text[pay.span.end : amount.span.start]
    return near and re.search(r"[;/,]\s*$", amount.before) is not None


def _ends(pay: WageFact) -> list[float]:
    return [end for end in (pay.low, pay.high) if end is not None]


def _is_rate(amount: Amount, pay: WageFact, text: str) -> bool:
    """Whether a figure is a rate of the job beside the first: signed or in cents, or after a word of steps."""
    if amount.currency != pay.currency or (amount.unit and unit_of(amount.unit)[0] != pay.unit):
        return False
    if _of_others(amount) and not _hired_too(amount, text):
        return False
    headed = amount.labelled and amount.prior and not amount.word
    if headed or (_NAMED_RATE.search(amount.before) and amount.low) or _same_figures(amount, pay, text):
        return True
    in_cents = re.match(r"\d+\.\d\d(?!\d)", amount.span.text) is not None
    if _AFTER_A_WHILE.match(amount.after) and amount.low is not None and not amount.word:
        return True
    said = _says_pay(amount) and (amount.signed or amount.word is not None or amount.high is not None)
    return said or in_cents or _STEP.search(last_clause(amount.before)) is not None


def _wage(
    low: float | None, high: float | None, word: str | None, currency: str, span: Span | None
) -> WageFact | None:
    """Return the pay once its unit is known, from its word or its size; None where it cannot be pay."""
    size = low or high or 0.0
    unit, times = _unit(word, size, currency)
    if unit is None:
        return None
    if low is not None and high is not None and low >= 1000 > high:
        high *= 1000
    elif low is not None and high is not None and high >= 10_000 and low < 1000:
        low *= 1000
    if unit == "hour" and size >= 1000:  # "13.250" an hour is a decimal, not thirteen thousand
        low, high = (None if each is None else each / 1000 for each in (low, high))
    return wage(_scaled(low, times), _scaled(high, times), unit, span, currency)


def _scaled(amount: float | None, times: float) -> float | None:
    return None if amount is None else round(amount * times, 4)


def wage(
    low: float | None, high: float | None, unit: str, span: Span | None, currency: str = "USD"
) -> WageFact | None:
    """A wage of a known unit, its ends in order; None where neither amount can be pay for that unit."""
    if low is not None and high is not None and high < low:
        low, high = high, low
    ends = [low, high]
    if currency in _WESTERN:
        least, most = _PLAUSIBLE[unit]
        ends = [end if end is not None and least <= end <= most else None for end in ends]
        if low is not None and ends[0] is None and not (low == 0 and high):
            return None
    first, last = ends
    if last is not None and last == first:
        last = None
    if not first and not last:
        return None
    times = UNITS_A_YEAR.get(unit)
    year = [end * times if end and times else None for end in (first, last)]
    return WageFact(first or None, last, unit, year[0], year[1], span, currency)


def _unit(word: str | None, amount: float, currency: str) -> tuple[str | None, float]:
    if word:
        return unit_of(word)
    if amount >= 15_000 and (currency in _WESTERN or amount >= 200_000):
        return "year", 1.0
    if currency in _ASIAN and 5_000 <= amount < 200_000:
        return "month", 1.0
    return ("hour", 1.0) if 7.0 <= amount <= 200.0 and currency in _WESTERN else (None, 1.0)


def _structured(structured: StructuredPosting) -> WageFact | None:
    """Pay as mark-up gives it, its numbers read as those of a text are."""
    code = structured.get("wage_currency", "").strip()
    currency = currency_of(code) or ("USD" if code in {"", "$"} else code.upper()[:3])
    unit = structured.get("wage_unit", "")
    said = f" per {unit}" if unit else ""
    low, high = (structured.get(name, "").strip() for name in ("wage_low", "wage_high"))
    if not re.search(r"[1-9]", low + high):
        return None
    sizes = [_amount(each) for each in (low, high)]
    if all(each is None or each.isdigit() or re.fullmatch(r"[\d.]+", each) for each in (low, high) if each):
        ends = [None if each is None or each == 0 else each for each in sizes]
        return _wage(ends[0], ends[1], unit or None, currency, None)
    words = f"Pay: {' - '.join(filter(None, (low, high)))}{said}"
    fact = _likeliest(amounts(words, currency), words)
    return fact and WageFact(
        fact.low, fact.high, fact.unit, fact.annual_low, fact.annual_high, None, fact.currency
    )


def _amount(words: str) -> float | None:
    found = re.search(NUMBER, words)
    return number(found.group()) if found else None
