"""Job titles cleaned of what does not name the work: places, shifts, reference numbers, marketing."""

from __future__ import annotations

import re
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_TAIL = re.compile(r"\s+(?:[-–—|@/]+|at|in|for|based in)\s+", re.IGNORECASE)
_PLAIN = re.compile(r"(?!.*\b(?:at|in|for)\b)[A-Za-z0-9 '+#]*[A-Za-z0-9][A-Za-z0-9 '+#]*", re.IGNORECASE)
"""A title with nothing to take off."""
_PAY = re.compile(
    r"[$£€]?\d[\d.,]*k?\s*(?:[/-]|per|an?)?\s*(?:hrs?|hours?|h|weeks?|wk|months?|years?|yrs?|annum)\b"
)
_WORD = re.compile(r"[a-z0-9][a-z0-9+#]*")
_NOISE = frozenset(
    """m f d x w h urgent urgently hiring wanted needed immediate vacancy vacancies job jobs position opening
    opportunity required full part time permanent temporary temp contract fulltime parttime remote hybrid onsite day
    days night nights evening weekend shift shifts hour hours hourly weekly pay salary up per usd eur gbp bonus sign
    on the a an of and to for with in at or no experience new great exciting based month months year years k""".split()  # noqa: SIM905
)
_SENIORITY = frozenset(
    """tier grade senior sr junior jr i ii iii iv v 1 2 3 4 5 entry level mid experienced intern internship""".split()  # noqa: SIM905
)
SHORT = {
    "sr": "senior", "jr": "junior", "asst": "assistant", "mgr": "manager", "mngr": "manager", "supv": "supervisor",
    "exec": "executive", "dir": "director", "eng": "engineer", "engr": "engineer", "tech": "technician",
    "admin": "administrative", "rep": "representative", "dev": "developer", "coord": "coordinator",
    "vp": "vice president",
    "svp": "vice president", "hr": "human resources", "acct": "accounting", "cust": "customer", "svc": "service",
    "svcs": "service", "mfg": "manufacturing", "mktg": "marketing", "qa": "quality assurance",
    "qc": "quality control",
    "ops": "operations", "op": "operator", "rn": "registered nurse", "lpn": "licensed practical nurse",
    "cna": "certified nursing assistant",
    "rmn": "psychiatric mental health nurse", "cpn": "psychiatric mental health nurse",
    "pca": "personal care aide", "hha": "home health aide",
    "pa": "physician assistant", "np": "nurse practitioner", "it": "information technology", "pr": "public relations",
    "ceo": "chief executive officer", "cfo": "chief financial officer", "cio": "chief information officer",
    "cto": "chief technology officer", "coo": "chief operating officer", "hvac": "heating air conditioning",
    "cdl": "truck", "ui": "user interface", "ux": "user experience", "dba": "database administrator",
    "maint": "maintenance", "mech": "mechanic", "elec": "electrical", "prof": "professor", "lab": "laboratory",
    "sysadmin": "systems administrator", "infosec": "information security",
    "programme": "program", "centre": "center", "labour": "labor", "waiter": "server", "nr": "nurse",
    "sped": "special education", "hgv": "heavy truck",
}  # fmt: skip


_PHRASES = {
    "assistant nurse": "nursing assistant", "auxiliary nurse": "nursing assistant",
    "nurse assistant": "nursing assistant",
    "nurse auxiliary": "nursing assistant", "healthcare assistant": "nursing assistant",
    "enrolled nurse": "licensed practical nurse",
    "cabin crew": "flight attendant", "shop assistant": "retail sales associate", "lorry driver": "truck driver",
    "care assistant": "personal care aide", "estate agent": "real estate agent", "bin man": "refuse collector",
    "chartered accountant": "certified public accountant", "fitter and turner": "machinist",
    "tram driver": "streetcar operator",
    "x-ray technician": "radiologic technologist", "x-ray tech": "radiologic technologist",
    "x ray technician": "radiologic technologist", "x ray tech": "radiologic technologist",
    "call center agent": "call center representative", "call centre agent": "call center representative",
    "contact center agent": "call center representative", "contact centre agent": "call center representative",
    "order picker": "order filler", "warehouse picker": "order filler", "line cook": "restaurant cook",
    "orderpicker": "order filler", "paraeducator": "teacher aide", "para educator": "teacher aide",
    "instructional para": "teacher aide", "classroom para": "teacher aide",
    "sped para": "special education teacher aide",
    "uber driver": "rideshare driver", "lyft driver": "rideshare driver",
}  # fmt: skip
"""Everyday names and names used outside the United States, as O*NET would say them."""
_FIRST_PHRASES = {"room attendant": "guest room attendant"}
"""Such names where nothing stands before them: not a locker's, a dining or a game room's."""
_PHRASE = re.compile(rf"\b(?:{'|'.join(_PHRASES)})(?=s?\b)|^(?:{'|'.join(_FIRST_PHRASES)})(?=s?\b)")


@lru_cache(maxsize=65_536)
def _even(word: str) -> tuple[str, ...]:
    """A word without its plural, or the words that a short form stands for."""
    return tuple(map(stem, (SHORT.get(word) or SHORT.get(stem(word), word)).split()))


_NO_MEN = frozenset({"specimen", "abdomen", "regimen", "acumen"})


def stem(word: str) -> str:
    """The word without a plural ending."""
    if len(word) > 5 and word.endswith("men") and word not in _NO_MEN:
        return f"{word[:-2]}an"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
    )


def title_words(title: str) -> tuple[str, ...]:
    """The lower-case words of a title in their order, plurals and common short forms evened out."""
    found: list[str] = []
    plain = _PHRASE.sub(
        lambda m: _PHRASES.get(m.group()) or _FIRST_PHRASES[m.group()],
        _PAY.sub(" ", title.lower()).replace("'s", "").replace("’s", ""),
    )
    for word in _WORD.findall(plain):
        found += _even(word)
    return tuple(found)


def normal_title(title: str) -> str:
    """The title as it is compared: two titles that differ in case, marks or plurals only are the same."""
    return " ".join(title_words(title))


def title_forms(title: str) -> list[str]:
    """Readings of a title, the fullest first: as written, without its brackets, each bracket, without its tail."""
    if _PLAIN.fullmatch(title):
        return [title]
    bare = _BRACKETS.sub(" ", title).strip()
    forms = [bare or title, *(inside.strip() for inside in _BRACKETS.findall(title) if _names_work(inside))]
    head = _TAIL.split(bare, maxsplit=1)[0]
    forms += [head, bare.split(",", maxsplit=1)[0]]
    return list(dict.fromkeys(form for form in forms if title_words(form)))


def _names_work(aside: str) -> bool:
    """Whether an aside says more than rank, shift or number ("Tier 1", "nights")."""
    return any(word not in _NOISE and word not in _SENIORITY for word in title_words(aside))


def core_words(title: str) -> tuple[str, ...]:
    """The words that name the work: noise and rank left out, unless nothing would remain."""
    words = title_words(title)
    useful = tuple(w for w in words if w not in _NOISE)
    core = tuple(w for w in useful if w not in _SENIORITY)
    return core or useful or words
