"""People from a spreadsheet: fields, guessed columns, and a record or the reasons against it per row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from pathlib import Path

from gainful.engine.credentials.mentions import credential_name
from gainful.engine.credentials.schooling import DEGREES, schooling_level
from gainful.engine.occupations import Reference
from gainful.engine.records.people import JobRecord, PersonRecord, SkillRecord, join_jobs
from gainful.engine.titles.ranking import rank_occupations
from gainful.exchange.areas import parse_area
from gainful.exchange.cells import (
    CellError,
    DateOrder,
    detect_date_order,
    parse_choice,
    parse_date,
    parse_list,
    parse_number,
    parse_whole,
    parse_yearly_pay,
    slug,
)
from gainful.exchange.competencies import Said, credential_ids, parse_competencies
from gainful.exchange.mapping import Field, Problem
from gainful.exchange.rows import Row, RowReader, RowsFile
from gainful.exchange.tabular import Line

SCENARIOS = {
    "displaced": ("laid off", "dislocated", "dislocated worker", "lost a job", "unemployed"),
    "incumbent": ("employed", "incumbent worker", "current employee"),
    "nontraditional": ("new to work", "returning", "disadvantaged", "new or returning to work"),
}
BARRIERS = {
    "transport": ("transportation", "no car", "getting to work", "commute"),
    "childcare": ("child care", "family care", "care", "dependent care"),
    "internet": ("computer", "digital access", "device", "no internet"),
    "housing": ("homeless", "unstable housing", "a place to live"),
    "income": ("money", "income support", "low income", "money while training"),
    "language": ("english", "english language learner", "esl", "ell"),
    "health": ("disability", "health or disability", "medical"),
    "legal": ("record", "court record", "justice involved", "ex offender", "criminal record"),
    "clothing": ("work clothes", "tools", "uniform"),
    "other": ("something else",),
}
SHIFTS = {
    "day": ("days", "daytime", "morning", "mornings", "weekday", "weekdays"),
    "evening": ("evenings", "second shift"),
    "night": ("nights", "overnight", "third shift"),
    "weekend": ("weekends", "saturday", "sunday"),
}
CHARACTERISTICS = ("gender", "race_ethnicity", "age_group", "veteran", "disability")
FIELDS = (
    Field(
        "code",
        "Person ID",
        (
            "id",
            "external id",
            "participant id",
            "client id",
            "person",
            *(
                f"{who} {what}"
                for who in ("client", "participant", "person", "case", "member", "customer", "record")
                for what in ("no", "number", "id", "code")
            ),
            "clientno",
        ),
        required=True,
    ),
    Field("name", "Name", ("full name", "participant name", "participant", "client name", "client")),
    Field("first_name", "First name", ("given name", "forename", "firstname", "first")),
    Field("last_name", "Last name", ("surname", "family name", "lastname", "last")),
    Field("email", "Email", ("email address", "e mail")),
    Field("phone", "Phone", ("telephone", "mobile", "phone number", "cell")),
    Field("postal_code", "ZIP code", ("zip", "postal code", "postcode")),
    Field("area_code", "Area code", ("area", "metro", "msa", "oews area", "cbsa")),
    Field("scenario", "Situation", ("type", "group", "worker type", "segment")),
    Field(
        "wage_floor",
        "Lowest pay",
        (
            "minimum wage",
            "wage floor",
            "minimum pay",
            "desired wage",
            "min wage",
            "min pay",
            "lowest wage",
            "desired pay",
            "desired salary",
            "expected pay",
            "minimum salary",
        ),
    ),
    Field("schedule", "Hours they can work", ("availability", "shifts", "schedule")),
    Field("weekly_hours", "Hours a week for training", ("training hours", "hours per week", "weekly hours")),
    Field("commute_minutes", "Longest trip, minutes", ("commute", "max commute", "commute minutes")),
    Field(
        "occupation",
        "Occupation code",
        (
            "soc",
            "onet code",
            "onet soc",
            "soc code",
            "occupation",
            "job code",
            "current occupation",
            "last occupation",
            "previous occupation",
            "most recent occupation",
            "occupation code",
        ),
    ),
    Field(
        "job_title",
        "Job title",
        (
            "title",
            "last job",
            "position",
            "previous job",
            "current job",
            "current title",
            "current job title",
            "last job title",
            "previous job title",
            "most recent job",
            "most recent job title",
            "role",
            "job",
        ),
    ),
    Field("employer", "Employer", ("company", "last employer")),
    Field("start", "Job start", ("start date", "from", "started", "hired")),
    Field("end", "Job end", ("end date", "to", "until", "ended", "last day")),
    Field(
        "years",
        "Years in the job",
        (
            "years",
            "years experience",
            "years of experience",
            "experience years",
            "tenure",
            "tenure years",
            "experience",
        ),
    ),
    Field("jobs", "All jobs", ("work history", "history", "employment history")),
    Field("credentials", "Credentials", ("licenses", "certificates", "certifications", "credential")),
    Field("education", "Schooling", ("education", "highest education", "education level", "degree")),
    Field(
        "skills",
        "Skills",
        ("skill", "competencies", "competency", "tools", "software", "technologies", "abilities"),
    ),
    Field("barriers", "Support needed", ("barrier", "support needs", "needs", "barriers to employment")),
    *(
        Field(f"characteristic:{name}", name.replace("_", " ").capitalize(), (name,))
        for name in CHARACTERISTICS
    ),
)
AHEAD = timedelta(days=366)
"""How far ahead a job may start: somebody has an offer; later is a slip of the keys."""
DATE_FIELDS = ("start", "end")
NONE: tuple[tuple[Said, ...], tuple[str, ...]] = ((), ())
DOMAIN_OF = {"technology": "technology", "credential": "credential"}
PLAN_DATES = "Say --dates mdy (month first) or --dates dmy (day first)."


class PersonRow(Row[PersonRecord]):
    """One line of a people file."""

    @property
    def held_names(self) -> tuple[str, ...]:
        """Credentials and skills by name, with the level where the file states one: for the preview."""
        if self.record is None:
            return ()
        skills = (s.name if s.level is None else f"{s.name} ({s.level:g} of 7)" for s in self.record.skills)
        return (*map(credential_name, self.record.credentials), *skills)


@dataclass
class PeopleFile(RowsFile[PersonRecord]):
    """An opened file of people."""

    fields = FIELDS

    def rows(self) -> Iterator[PersonRow]:
        """Yield every line as a person or as problems, in the file's order."""
        places, named = self.places(), dict[str, tuple[int, str]]()
        for line in self.table.lines():
            yield self._of_one_person(self._row(line, places), named)

    def _of_one_person(self, row: PersonRow, named: dict[str, tuple[int, str]]) -> PersonRow:
        """Refuse a line whose person ID an earlier line gives to somebody else: two people would become one."""
        person = row.record
        if person is None or not person.name:
            return row
        line, name = named.setdefault(person.code, (row.line, person.name))
        if _may_be_one(name, person.name):
            return row
        said = f"Line {line} gives this ID to “{name}”. Give each person an ID of their own, or correct the name."
        problem = Problem(self.mapping["code"], said, person.code)
        return replace(row, record=None, problems=(problem,))

    def _row(self, line: Line, places: Mapping[str, int]) -> PersonRow:
        reader = RowReader(line.cells, places, self.table.header)
        notes: list[str] = []
        jobs = _jobs(reader, self.date_order, self.reference, notes)
        record = _person(reader, self.reference, jobs, _skills(reader, self.reference, notes))
        if not record.code:
            reader.complain("code", "The person ID is missing.")
        problems = tuple(reader.problems)
        return PersonRow(line.number, line.cells, None if problems else record, problems, tuple(notes))

    def detect_dates(self) -> DateOrder | None:
        """Look at every date of a job."""
        places = self.places()
        wanted = [places[key] for key in DATE_FIELDS if key in places]
        if not wanted:
            return None
        return detect_date_order(
            line.cells[place] for line in self.table.lines() for place in wanted if line.cells[place]
        )


def _may_be_one(first: str, second: str) -> bool:
    """Say whether two spellings can be of one name: “Silva, Ana” and “Ana M. Silva”, not “Ana” and “Ben”."""
    one, other = (set(re.findall(r"\w+", name.casefold())) for name in (first, second))
    return one <= other or other <= one


open_people = PeopleFile.opened


def read_people(
    path: Path,
    *,
    date_order: DateOrder | None = None,
    reference: Reference | None = None,
    watch: Callable[[Iterable[PersonRow]], Iterable[PersonRow]] = iter,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[list[PersonRecord], list[PersonRow]]:
    """Return (people, rows that cannot be used); lines with one person ID join into one history.

    `watch` may wrap the rows, to show how far the reading is; `tell` hears how the file was understood.
    """
    file = open_people(path, path.name, date_order=date_order, reference=reference)
    file.require_clear(dates_hint=PLAN_DATES)
    for said in file.understood():
        tell(said)
    people: dict[str, PersonRecord] = {}
    refused = []
    for row in watch(file.rows()):
        for said in row.notes:
            tell(f"line {row.line}: {said}")
        if row.record is None:
            refused.append(row)
        elif (known := people.get(row.record.code)) is not None:
            people[row.record.code] = join_jobs(known, row.record)
        else:
            people[row.record.code] = row.record
    return list(people.values()), refused


def _person(
    reader: RowReader,
    reference: Reference | None,
    jobs: tuple[JobRecord, ...],
    skills: tuple[SkillRecord, ...],
) -> PersonRecord:
    kinds = [
        (name, value) for name in CHARACTERISTICS if (value := reader.text(f"characteristic:{name}", most=80))
    ]
    return PersonRecord(
        code=reader.text("code", most=60),
        name=_name(reader),
        email=reader.read("email", _email, ""),
        phone=reader.text("phone", most=40),
        postal_code=reader.text("postal_code", most=12),
        area_code=reader.read("area_code", partial(parse_area, reference=reference), ""),
        scenario=reader.read("scenario", partial(parse_choice, choices=SCENARIOS), "displaced"),
        wage_floor=reader.read("wage_floor", parse_yearly_pay, None),
        schedule=reader.read("schedule", partial(_choices, choices=SHIFTS), ()),
        weekly_hours=reader.read("weekly_hours", partial(parse_whole, high=80), None),
        commute_minutes=reader.read("commute_minutes", partial(parse_whole, high=600), None),
        jobs=jobs,
        credentials=_credentials(reader),
        skills=skills,
        barriers=reader.read("barriers", partial(_choices, choices=BARRIERS), ()),
        characteristics=dict(kinds),
    )


def _name(reader: RowReader) -> str:
    """The whole name, from one column or from those of first and last name."""
    whole, first, last = (reader.text(key) for key in ("name", "first_name", "last_name"))
    if whole and last and last.casefold() not in whole.casefold():
        return f"{whole} {last}"
    return whole or " ".join(part for part in (first, last) if part)


def _credentials(reader: RowReader) -> tuple[str, ...]:
    """Licences and certificates, and the schooling as the degree it is."""
    parts = parse_list(re.sub(r",(?![^(]*\))", ";", reader.text("credentials", most=2000)))
    level = schooling_level(reader.text("education"))
    degree = (f"credential:{DEGREES[level][0]}",) if level else ()
    return tuple(dict.fromkeys((*(key for part in parts for key in credential_ids(part)), *degree)))


def _skills(reader: RowReader, reference: Reference | None, notes: list[str]) -> tuple[SkillRecord, ...]:
    said, unknown = reader.read("skills", partial(parse_competencies, reference=reference), NONE)
    notes += [f"“{words}” is not known as a skill and was left out." for words in unknown]
    return tuple(
        SkillRecord(each.competency_id, each.name, DOMAIN_OF.get(each.kind, "skill"), each.high)
        for each in said
    )


def _email(text: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text) or len(text) > 254:
        raise CellError(f"“{text}” is not an email address.")
    return text


def _choices(text: str, choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    found = [parse_choice(part, choices) for part in re.split(r"[;|,\n]", text) if part.strip()]
    return tuple(dict.fromkeys(found))


def _jobs(
    reader: RowReader, order: DateOrder | None, reference: Reference | None, notes: list[str]
) -> tuple[JobRecord, ...]:
    none: tuple[JobRecord, ...] = ()
    jobs = list(reader.read("jobs", lambda text: _history(text, order), none))
    title, code = reader.text("job_title"), reader.text("occupation")
    if not any(c.isdigit() for c in code):  # many a column called "occupation" holds a title
        title, code = title or code, ""
    if title or code:
        start = reader.read("start", lambda text: parse_date(text, order), None)
        end = reader.read("end", lambda text: parse_date(text, order), None)
        if start and end and end < start:
            reader.complain("end", f"The job ends on {end} before it starts on {start}.")
        if start and start > date.today() + AHEAD:  # noqa: DTZ011 - to the day is plenty
            reader.complain("start", f"The job starts on {start}, which is far ahead.")
        years = reader.read("years", _years, None)
        if years is not None and start is None:
            start = (end or date.today()) - timedelta(days=round(years * 365.25))  # noqa: DTZ011 - to the day is plenty
        jobs.append(JobRecord(code, title, reader.text("employer"), start, end))
    return tuple(_with_code(job, reader, reference, notes) for job in jobs)


def _years(text: str) -> float | None:
    number = parse_number(re.sub(r"(?i)\s*\+?\s*(years?|yrs?)\.?$|\+$", "", text))
    if number is not None and not 0 <= number <= 70:
        raise CellError(f"“{text}” must be a number of years from 0 to 70.")
    return number


def _history(text: str, order: DateOrder | None) -> tuple[JobRecord, ...]:
    """Read `39-6031.00 2015-03..2020-06; Cashier 2010..2014`: code or title, then start..end."""
    jobs = []
    for part in parse_list(text):
        match = re.fullmatch(r"(.*?)\s*(?:\(?(\S+)\s*\.\.\s*(\S*?)\)?)?", part)
        what, start, end = (match[1], match[2], match[3]) if match else (part, None, None)
        code = what if re.fullmatch(r"\d{2}-\d{4}(\.\d{2})?", what) else ""
        first, last = parse_date(start or "", order), parse_date(end or "", order)
        if first and last and last < first:
            raise CellError(f"“{part}” ends before it starts.")
        jobs.append(JobRecord(code, "" if code else what[:200], "", first, last))
    return tuple(jobs)


def _with_code(job: JobRecord, reader: RowReader, reference: Reference | None, notes: list[str]) -> JobRecord:
    """Return the job with a known code: the given one checked, else the title looked up, then read with a note."""
    code = re.sub(r"[^\d.\-]", "", job.code)
    if re.fullmatch(r"\d{6}", code):
        code = f"{code[:2]}-{code[2:]}"
    code = f"{code}.00" if re.fullmatch(r"\d{2}-\d{4}", code) else code
    if job.code:
        if reference is not None and code not in known_codes(reference):
            reader.complain(
                "occupation", f"{job.code} is not an O*NET-SOC occupation of {reference.version}."
            )
        elif not re.fullmatch(r"\d{2}-\d{4}\.\d{2}", code):
            reader.complain("occupation", f"“{job.code}” is not an occupation code. Write it as 31-1131.00.")
        return replace(job, code=code)
    if reference is not None and (match := title_codes(reference).get(slug(job.title, " "))):
        return replace(job, code=match)
    if reference is not None and (read := _read_title(job.title, reference)):
        if slug(read[1], " ") != f"{slug(job.title, ' ')}s":
            notes.append(
                f"“{job.title}” was read as {read[1]} ({read[0]}). Give the code where that is wrong."
            )
        return replace(job, code=read[0])
    notes.append(f"“{job.title}” is kept, but no occupation matches it yet.")
    return job


@lru_cache(maxsize=50_000)
def _read_title(title: str, reference: Reference) -> tuple[str, str] | None:
    """Return (code, occupation) that a title in other words most likely means, None for a guess."""
    found = rank_occupations([title], 1, reference=reference)[0]
    return (found[0].code, found[0].title) if found and found[0].confidence_word != "guess" else None


_CODES: dict[str, frozenset[str]] = {}
_TITLES: dict[str, dict[str, str]] = {}


def known_codes(reference: Reference) -> frozenset[str]:
    """Return the occupation codes of a reference; kept per version."""
    if reference.version not in _CODES:
        _CODES[reference.version] = frozenset(o.code for o in reference.occupations)
    return _CODES[reference.version]


def title_codes(reference: Reference) -> dict[str, str]:
    """Return normalised title → code; kept per version.

    A title that several occupations go by ("line cook") has none: the ranking of titles tells, as everywhere else.
    """
    if reference.version not in _TITLES:
        found: dict[str, set[str]] = {}
        titles = reference.titles
        order = {"occupation": 0, "alternate": 1, "reported": 2}
        rows = sorted(
            zip(titles.kind, titles.title, titles.code, strict=True),
            key=lambda row: order.get(str(row[0]), 3),
        )
        named: dict[str, str] = {}
        for kind, title, code in rows:
            key = slug(str(title), " ")
            found.setdefault(key, set()).add(str(code))
            if kind == "occupation":
                named.setdefault(key, str(code))
        single = {key: next(iter(codes)) if len(codes) == 1 else "" for key, codes in found.items()}
        _TITLES[reference.version] = single | named
    return _TITLES[reference.version]


def known_occupation(title: str, reference: Reference | None = None) -> str:
    """Return the code of the likeliest occupation that goes by exactly this title, else the empty string."""
    from gainful.engine.occupations import load_reference

    reference = reference or load_reference()
    code = title_codes(reference).get(slug(title, " "))
    if code == "" and (read := _read_title(title, reference)):
        return read[0]
    return code or ""
