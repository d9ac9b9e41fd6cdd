"""A course out of the cells of a line; what is taken from elsewhere than its own cell is noted."""

from __future__ import annotations

import hashlib
import re
from functools import partial

from gainful.engine.credentials.mentions import find_credentials
from gainful.engine.credentials.schooling import schooling_level
from gainful.engine.occupations import Reference
from gainful.engine.records.courses import CourseRecord, TaughtRecord
from gainful.engine.skills.named import usual_level
from gainful.exchange.areas import parse_area
from gainful.exchange.competencies import Said, credential_ids, parse_competencies
from gainful.exchange.courses.cells import (
    MODALITIES,
    parse_cip,
    parse_course_hours,
    parse_level,
    parse_occupations,
    parse_price,
    parse_start_dates,
)
from gainful.exchange.tables.cells import DateOrder, parse_choice, parse_list, parse_whole
from gainful.exchange.tables.headings import slug
from gainful.exchange.tables.rows import RowReader

MOST_CODE = 60
NONE: tuple[tuple[Said, ...], tuple[str, ...]] = ((), ())
OTHER_NAMES = "Use the name of an O*NET or ESCO competency, a tool, or an id such as onet:2.A.1.a."


def _code(reader: RowReader) -> str:
    """Return the course's ID; without one its provider and title stand for it, so that it is known again."""
    if reader.text("code"):
        return reader.identifier("code")
    named = "-".join(
        slug(text, "-") for text in (reader.text("provider"), reader.text("title")) if text.strip()
    )
    if len(named) <= MOST_CODE:
        return named
    return f"{named[: MOST_CODE - 9]}-{hashlib.sha256(named.encode()).hexdigest()[:8]}"


def course_of(
    reader: RowReader, order: DateOrder | None, reference: Reference | None, notes: list[str]
) -> CourseRecord:
    """Return the course of a line; what is wrong stands in the reader, what is worth knowing in `notes`."""
    none: tuple[str, ...] = ()
    occupations = reader.read("occupations", parse_occupations, none) or _of_field(reader, reference)
    if not (reader.text("price") or reader.text("tuition")):
        notes.append("No price is given: it is planned as free of charge.")
    return CourseRecord(
        code=_code(reader),
        title=reader.text("title"),
        provider=reader.text("provider"),
        hours=reader.read("hours", parse_course_hours, 0.0),
        price=_whole_price(reader, notes),
        weekly_hours=reader.read("weekly_hours", parse_course_hours, None),
        modality=reader.read("modality", partial(parse_choice, choices=MODALITIES), "in_person"),
        start_dates=reader.read("start_dates", lambda text: parse_start_dates(text, order), ()),
        seats=reader.read("seats", parse_whole, None),
        area_code=reader.read("area_code", partial(parse_area, reference=reference), ""),
        credential=_credential(reader, notes),
        occupations=occupations,
        teaches=_taught(reader, occupations, reference, notes),
        prerequisites=_prerequisites(reader, notes),
    )


def _credential(reader: RowReader, notes: list[str]) -> str:
    """What the column says; where it is empty, the credential that the course is called after, with a note."""
    if told := reader.text("credential", most=110):
        return credential_ids(told)[0]
    found = next(iter(find_credentials(reader.text("title"))), None)
    if found is None:
        return ""
    notes.append(
        f"Taken to end in {found[1]}, as its title says. Fill “Credential earned” where that is wrong."
    )
    return found[0]


def _prerequisites(reader: RowReader, notes: list[str]) -> tuple[str, ...]:
    """Return the courses that come first; schooling that is asked for is no course, and is said."""
    parts = parse_list(reader.text("prerequisites", most=2000))
    schooling = [part for part in parts if schooling_level(part) or len(part.split()) > 3]
    notes += [
        f"“{part[:80]}” is not a course ID and was left out of the prerequisites." for part in schooling
    ]
    return tuple(part for part in parts if part not in schooling)


def _whole_price(reader: RowReader, notes: list[str]) -> float:
    """Return what the course costs in all: tuition and fees together where no cell gives the total."""
    price, fees = reader.read("price", parse_price, 0.0), reader.read("fees", parse_price, 0.0)
    heading = reader.heading("price").casefold()
    if not reader.text("price"):
        price = reader.read("tuition", parse_price, 0.0)
    elif not heading.startswith("tuition") or "fee" in heading:
        return price
    if fees and price:
        notes.append(f"The price is tuition and fees together: {price + fees:,.2f}.")
    return price + fees


def _of_field(reader: RowReader, reference: Reference | None) -> tuple[str, ...]:
    """Return the occupations that a field of study leads to (CIP-SOC crosswalk), where the course names none."""
    cip = reader.read("cip", parse_cip, "")
    if not cip or reference is None:
        return ()
    found = reference.crosswalks.soc_of_field(cip)
    return tuple(f"{match.code}.00" if len(match.code) == 7 else match.code for match in found)


def _taught(
    reader: RowReader, occupations: tuple[str, ...], reference: Reference | None, notes: list[str]
) -> tuple[TaughtRecord, ...]:
    """What the column says; where it says nothing, what title and description speak of, with a note."""
    level = reader.read("level", parse_level, None)
    if reader.text("teaches", most=20_000):
        said, unknown = reader.read("teaches", partial(parse_competencies, reference=reference), NONE)
        if unknown and not said:
            reader.complain("teaches", f"No competency is called “{unknown[0]}”. {OTHER_NAMES}")
        notes += [f"“{words}” is not known as a competency and was left out." for words in unknown if said]
    else:
        told = "; ".join(filter(None, (reader.text("title"), reader.text("description", most=20_000))))
        said, _ = parse_competencies(re.sub(r"[.=|\n]+\s*", "; ", told), reference)
        if said:
            names = ", ".join(each.name for each in said if each.kind == "onet") or said[0].name
            notes.append(f"What it teaches was read from its title and description: {names}.")
    return tuple(_record(each, level, occupations, reference) for each in said)


def _record(
    said: Said, level: float | None, occupations: tuple[str, ...], reference: Reference | None
) -> TaughtRecord:
    """A level that is not stated is the one that work asks; one written by id without a level stays open."""
    high = said.high if said.high is not None or said.kind != "onet" else level
    if high is None and said.kind == "onet" and not said.by_id and reference is not None:
        high = usual_level(said.competency_id, occupations, reference)
    return TaughtRecord(said.competency_id, high, said.low, said.name)
