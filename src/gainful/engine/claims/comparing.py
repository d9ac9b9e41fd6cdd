"""Claims that set two figures beside one another: from one to another, one against the other, back for each dollar."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from gainful.engine.claims.model import Claim, Kind

NUMBER = r"(\d+(?:\.\d+)?)"
Found = tuple[Claim, tuple[int, int]]
_AGAINST = r"\b(?:vs\.?|versus|compared? (?:with|to)|comparing (?:with|to)|against|relative to|rather than)"
_THAN = r"(?:\b(?:than|and|while|whereas|but|to)\b|;)"
_OTHERS = re.compile(
    r"\b(?:controls?|comparison|compared? group|non-?participants?|others|those who did not|without)\b"
)
_LENGTH_OF_TIME = re.compile(
    r"(?<![$\d.])\d+(?:\.\d+)?\s*-?\s*(?:weeks?|months?|years?|days?|quarters?|hours?)\b"
)
"""It may stand between two figures and is none of them."""
_GAP = r"[^\d$%]{0,80}?"


def from_to(value: str) -> Found | None:
    """Read "from $20,000 to $30,600", "from 40% to 60%" and "$31,032 against $23,243"."""
    match = re.search(
        rf"\bfrom\s+[^\d$%]{{0,20}}(\$?){NUMBER}(%?)[^\d$%]{{0,40}}?\bto\s+[^\d$%]{{0,12}}(\$?){NUMBER}(%?)",
        value,
    )
    if match is None:
        return _versus(value)
    unit = "%" if match[3] or match[6] else "$" if match[1] or match[4] else ""
    claim = Claim("", Kind.FROM_TO, before=Fraction(match[2]), after=Fraction(match[5]), unit=unit)
    return with_stated(claim, value, match.span())


def _versus(value: str) -> Found | None:
    """Read two figures of one unit: the one of the compared is what the other is set against, else the second."""
    value = _LENGTH_OF_TIME.sub(lambda length: " " * len(length[0]), value)
    for unit, figure in (("%", rf"{NUMBER}%"), ("$", rf"\$\s*{NUMBER}(?!\s*%)")):
        match = re.search(rf"{figure}{_GAP}{_AGAINST}{_GAP}{figure}", value)
        if match is None:
            named = re.search(rf"{figure}{_GAP}{_THAN}{_GAP}{figure}", value)
            match = named if named and _names_others(value, named) else None
        if match is None:
            continue
        first, second = Fraction(match[1]), Fraction(match[2])
        before, after = (first, second) if _others_first(value, match) else (second, first)
        return with_stated(
            Claim("", Kind.FROM_TO, before=before, after=after, unit=unit), value, match.span()
        )
    return None


def _names_others(value: str, match: re.Match[str]) -> bool:
    return bool(_OTHERS.search(value[: match.end() + 60]))


def _others_first(value: str, match: re.Match[str]) -> bool:
    """Whether the first figure is that of the people compared with: they are named before the word that joins both."""
    between = value[match.end(1) : match.start(2)]
    joint = re.search(rf"{_AGAINST}|{_THAN}", between)
    start, end = match.end(1) + (joint.start() if joint else 0), match.end() + 60
    return bool(_OTHERS.search(value[:start])) and not _OTHERS.search(value[start:end])


def with_stated(claim: Claim, value: str, span: tuple[int, int]) -> Found:
    """Add the one percent (and the one difference in dollars) that is stated beside two amounts."""
    if claim.unit != "$":
        return claim, span
    rest = value[: span[0]] + " " * (span[1] - span[0]) + value[span[1] :]
    start, end = span
    percents = list(re.finditer(rf"{NUMBER}%", rest))
    if len(percents) == 1:
        stated = percents[0]
        share, digits = Fraction(stated[1]), len(stated[1].partition(".")[2])
        claim = replace(claim, low=share, high=share, decimals=digits)
        start, end = min(start, stated.start()), max(end, stated.end())
    sums = list(re.finditer(rf"\$\s*{NUMBER}", rest))
    if len(sums) == 1 and _is_difference(rest, sums[0]):
        claim = replace(claim, difference=Fraction(sums[0][1]))
        start, end = min(start, sums[0].start()), max(end, sums[0].end())
    return claim, (start, end)


def _is_difference(rest: str, match: re.Match[str]) -> bool:
    near = rest[max(0, match.start() - 30) : match.end() + 25]
    return bool(
        re.search(r"gain|increas|differ|more\b|rise|rose|up\b|higher|raise|less\b|lower|fell|drop", near)
    )


def per_dollar(value: str) -> Found | None:
    """Read "$2.46 for every $1", "$2.46 in benefits for each dollar spent" and "every $1 invested returns $2.46"."""
    turned = re.search(
        rf"\b(?:every|each|per)\s+(?:\$\s*{NUMBER}|(?:1 )?dollars?\b)[^\d$%]{{0,60}}?\$\s*{NUMBER}", value
    )
    match = re.search(
        rf"\$\s*{NUMBER}[^\d$%]{{0,60}}?\b(?:for|per|on)\s+(?:every |each |an? )?(?:\$\s*{NUMBER}|(?:1 )?dollars?\b)",
        value,
    )
    if match is not None:
        back, spent = match[1], match[2] or "1"
    elif turned is not None:
        match, back, spent = turned, turned[2], turned[1] or "1"
    else:
        return None
    return _returned(Fraction(back), Fraction(spent), match.span()) if Fraction(spent) else None


def _returned(back: Fraction, spent: Fraction, span: tuple[int, int]) -> Found:
    ratio = back / spent
    return Claim("", Kind.RETURN, low=ratio, high=ratio, unit="$", before=spent, after=back), span


def small_of_total(value: str, people: str) -> Found | None:
    """Read "9 out of 10 of 2,544": a share told in small numbers, of a total."""
    match = re.search(
        rf"(?<![\d$.]){NUMBER}\s+(?:in|of|out of)\s+(?:every |each )?{NUMBER}\b(?![%.\d])"
        rf"[^\d%$]{{0,40}}?\b(?:of|among|from)\b[^\d%$]{{0,40}}?{people}",
        value,
    )
    if (
        match is None
        or Fraction(match[2]) not in {*range(2, 11), 100}
        or Fraction(match[1]) > Fraction(match[2])
    ):
        return None
    share = Fraction(match[1]) / Fraction(match[2]) * 100
    total = int(Fraction(match[3]))
    return Claim("", Kind.PERCENT, low=share, high=share, total=total, fraction_words=True), match.span()
