"""City and state, and the OEWS area that carries the city's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from gainful.engine.competencies.model import Span
from gainful.engine.occupations.connecticut import connecticut_area
from gainful.engine.postings.facts import PlaceFact, StructuredPosting

STATES = {
    "Alabama": "AL", "Alaska": "AK", "Arizona": "AZ", "Arkansas": "AR", "California": "CA", "Colorado": "CO",
    "Connecticut": "CT", "Delaware": "DE", "District of Columbia": "DC", "Florida": "FL", "Georgia": "GA", "Hawaii": "HI",
    "Idaho": "ID", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas": "KS", "Kentucky": "KY", "Louisiana": "LA",
    "Maine": "ME", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI", "Minnesota": "MN", "Mississippi": "MS",
    "Missouri": "MO", "Montana": "MT", "Nebraska": "NE", "Nevada": "NV", "New Hampshire": "NH", "New Jersey": "NJ",
    "New Mexico": "NM", "New York": "NY", "North Carolina": "NC", "North Dakota": "ND", "Ohio": "OH", "Oklahoma": "OK",
    "Oregon": "OR", "Pennsylvania": "PA", "Rhode Island": "RI", "South Carolina": "SC", "South Dakota": "SD",
    "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Vermont": "VT", "Virginia": "VA", "Washington": "WA",
    "West Virginia": "WV", "Wisconsin": "WI", "Wyoming": "WY", "Puerto Rico": "PR",
}  # fmt: skip
_CODES = "|".join(STATES.values())
_WORD = r"(?:(?:St|Ft|Mt)\.|[A-Z][A-Za-z'’-]+)"
_CITY = rf"({_WORD}(?: (?:of |du |de |la )?{_WORD}){{0,3}})"
_CITY_STATE = re.compile(
    rf"(?<![\w&-]){_CITY},\s?(?:({_CODES})\b(?!\.\w)|({'|'.join(STATES)})\b)(?:\s+\d{{5}})?"
)
_BARE = re.compile(rf"(?<![\w&-]){_CITY} ({_CODES})\b(?=\s*(?:[.,;|)\n–-]|$|\d{{5}})|\s)")
"""A city and a state without a comma; it counts where a wage area has the city, since "OR", "IN" and "ME" are words."""
_METRO = re.compile(rf"(?<![\w&-]){_CITY} (?:metro(?:politan)?(?: area)?|area)\b")
"""A city without its state, "Phoenix metro", where one wage area alone begins with its name."""
_HEAD_LINES = 6
_FIELD = re.compile(
    rf"^\W*(?:(?:job |work |primary |main )?location|town|city|based(?: in| at)?|place(?: of (?:work|employment))?)\s*[:–-]\s*{_CITY}(?=\s*(?:[,(|–—/]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_ABROAD = re.compile(
    rf"(?<![\w&-]){_CITY},? (?:ON|BC|AB|QC|MB|SK|NS|NB|NL|PEI?|NSW|VIC|QLD|TAS|Ontario|British Columbia|Alberta|Qu[eé]bec|Manitoba|Saskatchewan|Nova Scotia"
    r"|New Brunswick|Queensland)\b"
)
_POSTCODE = re.compile(
    rf"(?<![\w&-])(?!(?:Grade|Level|Class|Step|Band|Tier|Unit|Ward|Local|Route|Type|Model|Job|Ref)\b){_CITY},? (?:[A-Z]{{2}}|[BEGLMNSW])\d[\dA-Z]?(?: \d[A-Z]{{2}})?(?=\W|$)"
)
"""A British town and its postcode; it counts where the pay is in pounds, since "Grade M1" looks alike."""
_NO_TOWN = re.compile(
    r"\b(?:remote|various|multiple|hybrid|home|on-?site|hospital|school|office|department|several|our|the|your|street|road|floor|ward)\b",
    re.IGNORECASE,
)
_IN_TOWN = re.compile(r"\b(?:in|near|around) ((?:[A-Za-z][\w'’-]+\.? ?){1,3})")
_IN_HEAD = re.compile(rf"(?<![\w&-]){_CITY}")
_NOT_CITY = {"RN", "LPN", "Manager", "Supervisor", "Director", "Inc", "Nurse", "BA", "BS", "MS"}
_LEADING = re.compile(
    r"^(?:(?:(?:Port|City|Town|Village) of|Location|Located|Our|In|At|The|Of|Based|From|Near|Serving|Place|City|Downtown|Plant|Site|Onsite|Hospital|Center"
    r"|Warehouse|Office|Campus|Clinic|Facility|Remote|Hybrid|Headquarters|Street|Avenue|Road|Drive|Suite|Ave|Rd|Blvd|Dr)\b\.?\s*)+"
)

_TOWN_BEFORE = re.compile(rf"(?<![\w&-])({_WORD}(?: {_WORD})?), $")
"""A town before its county: "Wenatchee, Chelan County, Washington"."""
_PUBLIC_BODY = re.compile(
    r"\b(?:city|town|village|county|schools?|(?:school|park|library|fire) district|housing authority|transit|port)\b",
    re.IGNORECASE,
)
"""An employer that is where its name says; "Riverside Community Health Center" can be anywhere."""
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\s$")
_NUMBERED_STREET = re.compile(r"^St\.?\s")
"""The "St." of "4th St. Dayton" is a street, that of "St. Louis" is not."""


class Area(Protocol):
    """What is needed of a wage area: its code and its published name."""

    @property
    def code(self) -> str:
        """OEWS area code."""
        ...

    @property
    def name(self) -> str:
        """Published name, "Erie, PA"."""
        ...


def place_fact(
    text: str,
    structured: StructuredPosting | None = None,
    areas: Sequence[Area] = (),
    employer: str = "",
) -> PlaceFact | None:
    """The place of work, a line that begins with "Location" going before others; None where unknown.

    A town without a state that only stands in the name of the `employer` is none, unless it is a public body's.
    """
    marked = structured or {}
    if marked.get("city") or marked.get("region"):
        city, state = marked.get("city") or None, _state_code(marked.get("region", ""))
        return _with_area(PlaceFact(city, state), areas)
    found = [f for f in map(_read, _CITY_STATE.finditer(text)) if f]
    if not found:
        bare = next((f for match in _BARE.finditer(text) if (f := _read_bare(match, areas))), None)
        metro = bare or next((f for match in _METRO.finditer(text) if (f := _read_metro(match, areas))), None)
        return metro or _elsewhere(text) or _known_city(_without_name(text, employer), areas)
    labelled = [
        f
        for f in found
        if f.span and re.search(r"locat|place|city|site|based", _line_before(text, f.span), re.IGNORECASE)
    ]
    return _with_area((labelled or found)[0], areas)


def _without_name(text: str, employer: str) -> str:
    """Return the text with the employer's name blanked, as long as before."""
    if len(employer.split()) < 2 or _PUBLIC_BODY.search(employer):
        return text
    return re.sub(re.escape(employer), "·" * len(employer), text, flags=re.IGNORECASE)


def _read(match: re.Match[str]) -> PlaceFact | None:
    city = match.group(1)
    led = _LEADING.match(city) or (
        _NUMBERED_STREET.match(city) if _ORDINAL.search(match.string[: match.start()]) else None
    )
    start = match.start() + (led.end() if led else 0)
    city = city[led.end() :] if led else city
    if not city or city.split()[-1] in _NOT_CITY or (city.isupper() and len(city) <= 3):
        return None
    state = match.group(2) or STATES[match.group(3)]
    if city.endswith(" County") and (town := _TOWN_BEFORE.search(match.string[:start])):
        return PlaceFact(
            town[1], state, span=Span(town.start(1), match.end(), match.string[town.start(1) : match.end()])
        )
    whole = match.group()[start - match.start() :]
    return PlaceFact(city, state, span=Span(start, match.end(), whole))


def _elsewhere(text: str) -> PlaceFact | None:
    """A town that a field names, or that a province, an Australian state or a British postcode follows; it has no state of the US."""
    for pattern in (_FIELD, _ABROAD, *((_POSTCODE,) if "£" in text else ())):
        for match in pattern.finditer(text):
            city = match.group(1).strip()
            if not _NO_TOWN.search(city):
                return PlaceFact(city, None, span=Span(match.start(1), match.start(1) + len(city), city))
    return None


def _known_city(text: str, areas: Sequence[Area]) -> PlaceFact | None:
    """A town behind "in", or in the first lines, that names one wage area alone: "in Tucson"."""
    named: dict[str, list[Area]] = {}
    for area in areas:
        for city in cities_of(area):
            named.setdefault(city.removesuffix(" city"), []).append(area)
    head = "\n".join(text.split("\n")[:_HEAD_LINES])
    for pattern, where in ((_IN_TOWN, text), (_IN_HEAD, head)):
        for match in pattern.finditer(where):
            words = match.group(1).split()
            for count in range(len(words), 0, -1):
                city = " ".join(words[:count])
                only = named.get(city.lower().rstrip(".,"), [])
                if len(only) == 1 and len(city) > 3:
                    state = only[0].name.rpartition(", ")[2][:2]
                    span = Span(
                        match.start(1),
                        match.start(1) + len(city),
                        text[match.start(1) : match.start(1) + len(city)],
                    )
                    return PlaceFact(
                        city.title() if city.islower() else city, state, only[0].code, only[0].name, span
                    )
    return None


def _read_bare(match: re.Match[str], areas: Sequence[Area]) -> PlaceFact | None:
    """The longest end of the name that a wage area has: "Fabrication Dayton OH" is in Dayton."""
    words = list(re.finditer(_WORD, match.group(1)))
    for word in words:
        start = match.start(1) + word.start()
        city = match.string[start : match.end(1)]
        if nearest_area(city, match.group(2), areas):
            span = Span(start, match.end(), match.string[start : match.end()])
            return _with_area(PlaceFact(city, match.group(2), span=span), areas)
    return None


def _read_metro(match: re.Match[str], areas: Sequence[Area]) -> PlaceFact | None:
    """The one wage area whose first city it is, None where several states have one."""
    named = [area for area in areas if re.match(rf"{re.escape(match.group(1))}(?:[-,/])", area.name)]
    if len(named) != 1:
        return None
    state = named[0].name.rpartition(", ")[2][:2]
    span = Span(match.start(), match.end(), match.group())
    return PlaceFact(match.group(1), state, named[0].code, named[0].name, span)


def _line_before(text: str, span: Span) -> str:
    return text[text.rfind("\n", 0, span.start) + 1 : span.start]


def _state_code(region: str) -> str | None:
    region = region.strip()
    return region.upper() if region.upper() in STATES.values() else STATES.get(region.title())


def _with_area(place: PlaceFact, areas: Sequence[Area]) -> PlaceFact:
    area = nearest_area(place.city, place.state, areas)
    if area is None:
        return place
    return PlaceFact(place.city, place.state, area.code, area.name, place.span)


def area_of_place(typed: str, areas: Sequence[Area]) -> Area | None:
    """Return the wage area of a place as people type it, "st. paul mn" or "Duluth, Minnesota"; None where none is clear.

    A city without its state counts where one area alone has it among its cities.
    """
    text = " ".join(typed.split()).title()
    for code in STATES.values():
        text = re.sub(rf"\b{code.title()}\b(?=\s*\d*$)", code, text)
    found = place_fact(text, areas=areas)
    if found is not None and found.state is not None:
        return next((area for area in areas if area.code == found.area_code), None)
    city = text.split(",")[0].strip().lower()
    named = [area for area in areas if city in cities_of(area)]
    return named[0] if len(named) == 1 else None


def cities_of(area: Area) -> frozenset[str]:
    """Return the cities that an area's name holds, in lower case."""
    return _cities(area.name)


@lru_cache(maxsize=2048)
def _cities(name: str) -> frozenset[str]:
    cities = name.rpartition(", ")[0]
    return frozenset({c.strip().lower() for c in re.split(r"[-–/]{1,2}", cities)} | {cities.strip().lower()})


def nearest_area(city: str | None, state: str | None, areas: Sequence[Area]) -> Area | None:
    """The area whose published name holds both the city and the state; None where none does.

    In Connecticut every town is known, whatever area it is in.
    """
    if not city or not state:
        return None
    if state == "CT" and (code := connecticut_area(city)):
        return next((area for area in areas if area.code == code), None)
    for area in areas:
        if city.lower() not in area.name.lower():
            continue
        states = area.name.rpartition(", ")[2]
        if city.lower() in cities_of(area) and state in re.split(r"[-–\s]", states):
            return area
    return None
