"""Amounts of money in a text: the number as people write it, its currency, and the time that it is paid for."""

from __future__ import annotations

import re

CURRENCY = {
    "us$": "USD", "usd": "USD", "dollars": "USD", "ca$": "CAD", "c$": "CAD", "cad": "CAD", "a$": "AUD", "au$": "AUD",
    "aud": "AUD", "nz$": "NZD", "nzd": "NZD", "£": "GBP", "gbp": "GBP", "pounds": "GBP", "€": "EUR", "eur": "EUR",
    "euro": "EUR", "euros": "EUR", "₹": "INR", "rs": "INR", "inr": "INR", "rupees": "INR", "chf": "CHF", "zar": "ZAR", "r": "ZAR",
    "php": "PHP", "ngn": "NGN", "sgd": "SGD", "hkd": "HKD", "mxn": "MXN", "mx$": "MXN", "s$": "SGD", "hk$": "HKD", "r$": "BRL", "brl": "BRL", "aed": "AED", "sar": "SAR", "kes": "KES", "ksh": "KES",
    "ghs": "GHS", "pkr": "PKR", "bdt": "BDT", "myr": "MYR", "rm": "MYR", "pln": "PLN", "zł": "PLN", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "czk": "CZK", "cny": "CNY", "rmb": "CNY", "krw": "KRW",
    "₩": "KRW", "ils": "ILS", "₪": "ILS", "¥": "JPY", "jpy": "JPY", "₱": "PHP", "₦": "NGN",
}  # fmt: skip
"""ISO 4217 codes by how postings write them; a bare "$" is settled by the country that the posting names."""
_CODES = "USD|CAD|AUD|NZD|GBP|EUR|INR|CHF|ZAR|PHP|NGN|SGD|HKD|MXN|JPY|BRL|KES|KSh|GHS|PKR|BDT|MYR|PLN|SEK|NOK|DKK|CZK|CNY|RMB|KRW|ILS"
SIGN = rf"(?:US\$|CA\$|C\$|AU\$|A\$|NZ\$|MX\$|HK\$|S\$|R\$|[$£€₹¥₱₦₩₪]|\bRs\.?(?=\s?\d)|\bR(?=\s?\d{{2,3}}[ ,]\d{{3}}\b)|\b(?:AED|SAR)(?=\s?\d{{1,3}},?\d{{3}}\b)|\b(?:{_CODES})\s?\$?(?=\s?\d))"
NUMBER = (
    r"\d(?: [\d.,](?![\d.,])){2,}(?<= \d)|\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d\d)?|\d{1,3}(?:\.\d{3})+(?:,\d\d)?(?![\d.])"
    r"|\d{1,3}(?:[ \u00a0\u202f\u2009'’]\d{3})+(?![\d(])|\d{1,7}(?:[.,]\d{1,4})?"
)
AFTER_SIGN = rf"(?:\s?(?:{_CODES}|US dollars|dollars|bucks|euros?|pounds|rupees|zł)(?!\w)|\s?€|\s?£|/-)"


def number(digits: str) -> float:
    """Return the value of a number as written: 45,000 · 4,20,000 · 35.000 · 35 000 · 13.2500 · 14,50 · 0.725."""
    if re.fullmatch(r"\d(?: [\d.,])+", digits):  # letter by letter, as some scans have it: 2 4 . 8 6
        digits = digits.replace(" ", "")
    plain = re.sub(r"[ \u00a0\u202f\u2009'’]", "", digits)
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d\d)?", plain):  # 0.725 is no number of thousands
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?", plain):
        plain = plain.replace(",", "")
    return float(plain.replace(",", "."))


def currency_of(sign: str | None) -> str | None:
    """Return the ISO code of a sign or word of money; None for a bare dollar sign, or for nothing."""
    word = (sign or "").strip().lower().rstrip(".").replace("us dollars", "usd")
    return CURRENCY.get(word) or CURRENCY.get(word.removesuffix("$").strip())


_PLACES = (
    ("CAD", r"\bCanad(?:a|ian)\b|\b(?:Ontario|British Columbia|Alberta|Qu[eé]bec|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Newfoundland|Prince Edward Island|Yukon|Nunavut)\b|, ?(?:BC|QC|PEI)\b|[A-Z][a-z]{3,} BC(?=\s*[\n.,)]|$)|, ?(?:ON|AB|MB|SK|NS|NB|NL|YT|NT|NU)(?=\s*(?:[^\sA-Za-z\d]|$|\s\s|Canada|[A-Z]\d|\n))|\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b|\bRRSP\b|\bRed Seal\b|\b(?:Calgary|Edmonton|Winnipeg|Saskatoon|Mississauga|Montr[ée]al|Toronto(?!,? (?:OH|Ohio)))\b"),
    ("AUD", r"\bAustralian?\b|\b(?:NSW|QLD|Queensland|New South Wales|Tasmania)\b|\bsuperannuation\b|\b(?:VIC|WA|SA|TAS|ACT|NT) \d{4}\b|[a-z,] ?VIC\b|\((?:Vic|Qld|Tas)\)|\bCert(?:ificate)?\.? (?:III|IV)\b|\b[Ss]uper on top\b|\b(?:Pilbara|PILBARA|AHPRA|Sydney|SYDNEY|Brisbane|BRISBANE|Adelaide|ADELAIDE|Perth(?! Amboy)|PERTH|Melbourne(?!,? (?:FL|Fla|Florida)))\b|\d% super\b|\bplus super\b|\+ ?super\b"),
    ("NZD", r"\bNew Zealand\b|\bNZ\b|\bAotearoa\b|\bAuckland\b|\bChristchurch\b|\bKiwiSaver\b"),
    ("SGD", r"\bSingapore\b"),
)  # fmt: skip
"""Words that settle whose dollar a bare "$" is: names and postal codes of provinces and states."""
_PLACES_COMPILED = tuple((code, re.compile(pattern)) for code, pattern in _PLACES)


def dollar_of(text: str) -> str:
    """Return whose dollar a bare "$" is in this posting: US dollars unless it names another dollar country."""
    return next((code for code, pattern in _PLACES_COMPILED if pattern.search(text)), "USD")
