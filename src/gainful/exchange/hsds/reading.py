"""Read a service directory: HSDS 3 as JSON or as a folder or archive of CSV files, and HSDS 2.0 as CSV files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from gainful.exchange.hsds.check import require_shape
from gainful.exchange.hsds.old_version import is_old, read_old
from gainful.exchange.hsds.records import Directory, Record, Rows, UnreadableDirectory
from gainful.exchange.hsds.tables import tables
from gainful.exchange.hsds.tabular import read_tabular

MAX_BYTES = 100 * 2**20
MAX_FILES = 60
MAX_ROWS = 500_000
"""Rows of one table: each takes far more memory than the one letter that it may be in the file."""
_HINT = "Give a JSON file of services, or a folder or ZIP archive of HSDS tables (services.csv, organizations.csv …)."


def read_directory(path: Path) -> Directory:
    """Read a file or folder; UnreadableDirectory says what is wrong with it."""
    if path.is_dir():
        paths = sorted(path.glob("*.csv"))
        if len(paths) > MAX_FILES:
            raise UnreadableDirectory("The folder holds too much.", "At most 60 tables.")
        return _from_tables({each.name: each.read_bytes() for each in paths})
    return read_bytes(path.read_bytes(), path.name)


def read_bytes(data: bytes, filename: str) -> Directory:
    """Read an uploaded file: JSON, or a ZIP archive of CSV files."""
    if len(data) > MAX_BYTES:
        raise UnreadableDirectory("The file is larger than 100 MB.", "Split it.")
    if data[:2] == b"PK":
        return _from_tables(_unpacked(data))
    if filename.lower().endswith(".csv"):
        raise UnreadableDirectory("One table alone is no directory.", _HINT)
    try:
        body = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
        place = _cannot_be_stored(body, "")
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableDirectory(f"This is no JSON: {error}"[:200], _HINT) from None
    if place is not None:
        raise UnreadableDirectory(
            f"{place or 'The text'} holds half a character or the character NUL.", "Mend the file there."
        )
    return _from_json(body, filename)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number of JSON")


def _cannot_be_stored(value: Any, at: str) -> str | None:
    """Return where a text stands that no database keeps: with NUL, or with half of a pair of surrogates."""
    if isinstance(value, str):
        return at if "\x00" in value or any("\ud800" <= each <= "\udfff" for each in value) else None
    parts: Iterable[tuple[object, Any]] = ()
    if isinstance(value, dict):
        if (
            wrong := next((key for key in value if _cannot_be_stored(key, "") is not None), None)
        ) is not None:
            return f"{at}.{wrong!r}".lstrip(".")
        parts = ((f".{key}", each) for key, each in value.items())
    elif isinstance(value, list):
        parts = ((f"[{number}]", each) for number, each in enumerate(value))
    found = (_cannot_be_stored(each, f"{at}{step}".lstrip(".")) for step, each in parts)
    return next((place for place in found if place is not None), None)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
            if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise UnreadableDirectory(
                    "The archive holds too much.", "At most 60 tables of 100 MB together."
                )
            names = [Path(entry.filename).name.lower() for entry in entries]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise UnreadableDirectory(
                    f"The archive holds {twice[0]} twice.", "Give one directory at a time."
                )
            return {Path(entry.filename).name: archive.read(entry)[:MAX_BYTES] for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise UnreadableDirectory("The archive cannot be opened.", _HINT) from None


def _from_tables(files: dict[str, bytes]) -> Directory:
    rows = {name.removesuffix(".csv").lower(): _csv_rows(name, data) for name, data in files.items()}
    if not {"services", "service", "organizations", "organization"} & set(rows):
        raise UnreadableDirectory("There is no services.csv and no organizations.csv.", _HINT)
    return _nothing_to_keep(read_old(rows) if is_old(rows) else read_tabular(rows))


def _csv_rows(name: str, data: bytes) -> list[dict[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""))
        found = list(islice(reader, MAX_ROWS + 1))
    except csv.Error as error:
        raise UnreadableDirectory(f"{name}: {error}", "Save the table as CSV again.") from None
    if len(found) > MAX_ROWS:
        raise UnreadableDirectory(f"{name} has more than {MAX_ROWS:,} rows.", "Split the directory.")
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise UnreadableDirectory(
            f"{name}, line {line}: it holds the character NUL.", "Save it as CSV again."
        )
    headings = [heading.strip() for heading in reader.fieldnames or ()]
    if twice := sorted({heading for heading in headings if heading and headings.count(heading) > 1}):
        raise UnreadableDirectory(
            f"{name}: two columns are called {twice[0]}.", "Take one away or rename it."
        )
    for line, row in enumerate(found, start=2):
        if None in row:
            raise UnreadableDirectory(
                f"{name}, line {line}: more cells than headings.", "Quote cells with commas."
            )
    return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in found]


def _from_json(body: Any, filename: str) -> Directory:
    if isinstance(body, dict) and (rows := _tables_in(body)):
        return _nothing_to_keep(read_tabular(rows))
    found = Directory("3")
    for number, record in enumerate(_records(body, found)):
        if not isinstance(record, dict):
            raise UnreadableDirectory("The JSON holds no records.", _HINT)
        _sort(record, found, filename, f"record {number + 1}")
    for number, service in enumerate(found.services):
        require_shape(service, "service", f"services[{number}]")
    for number, organization in enumerate(found.organizations):
        require_shape(organization, "organization", f"organizations[{number}]")
    return _nothing_to_keep(found)


def _nothing_to_keep(found: Directory) -> Directory:
    """Return the directory, or refuse a file without a service or organization with what it does hold."""
    if found.services or found.organizations:
        return found
    what = " ".join(found.losses[:3]) or "It is empty."
    raise UnreadableDirectory(f"The file names no service and no organization. {what}", _HINT)


def _tables_in(body: Record) -> Rows | None:
    """Return the tables of a file that holds all of them as lists of rows (`tabular.json`), None of another file."""
    lists = {
        key: value
        for key, value in body.items()
        if isinstance(value, list) and all(isinstance(row, dict) for row in value)
    }
    names = {"service", "organization"} & set(lists) or (
        {"services", "organizations"} <= set(lists) and {"services"}
    )
    if not names:
        return None
    if others := sorted(set(body) - set(lists)):
        raise UnreadableDirectory(f"“{others[0]}” is no table: it should be a list of rows.", _HINT)
    return lists


def _records(body: Any, found: Directory) -> Iterable[Any]:
    """Return the records of a list, of a page of the API (`contents`), or the one record that the file is."""
    if isinstance(body, list):
        return body
    if isinstance(body, dict) and isinstance(body.get("contents"), list):
        contents: list[Any] = body["contents"]
        total = body.get("total_items")
        if isinstance(total, int) and total > len(contents):
            found.losses.append(
                f"The file is page {body.get('page_number', '?')} of {body.get('total_pages', '?')}: it holds "
                f"{len(contents):,} of {total:,} records; the others are not in it."
            )
        return contents
    return [body]


_FITS = ("service", "organization", "location", "program", "taxonomy", "taxonomy_term")


def _kind(record: Record, filename: str) -> str:
    """Return the table whose fields say the most of a record; a file's name decides where several say as much."""
    if isinstance(record.get("service"), dict):
        return "service_at_location"
    if isinstance(record.get("services"), list):
        return "organization"
    if "name" not in record:
        return "location" if "location_type" in record else ""

    def misfit(name: str) -> tuple[int, int]:
        table = tables()[name]
        required = [field.name for field in table.fields.values() if field.is_required]
        return (
            sum(not table.knows(key) for key in record),
            sum(key not in record for key in required),
        )

    least = min(misfit(name) for name in _FITS)
    best = [name for name in _FITS if misfit(name) == least]
    named = Path(filename).stem.lower().removesuffix("_list").removesuffix("_full")
    return named if named in best else "organization" if "organization" in best else best[0]


def _sort(record: Record, found: Directory, filename: str, where: str) -> None:
    """Put one record where it belongs."""
    kind = _kind(record, filename)
    if kind == "service_at_location":
        _turn_round(record, found)
    elif kind == "organization" and "services" in record:
        _take_apart(record, found, where)
    elif kind == "service":
        found.services.append(record)
    elif kind == "organization":
        found.organizations.append(record)
    elif kind:
        word = kind.replace("_", " ")
        found.losses.append(
            f"{where} is a {word} by itself ({str(record.get('name') or record.get('id'))[:60]}): Gainful keeps "
            f"a {word} with the service that has it; not read."
        )
    else:
        found.losses.append(f"{where} is no service and no organization: {', '.join(sorted(record)[:6])}.")


def _turn_round(record: Record, found: Directory) -> None:
    """Put a service at a location with its service inside among the services, once however many places it has."""
    service = dict(record["service"])
    at = {key: value for key, value in record.items() if key != "service"}
    same = next((each for each in found.services if each.get("id") == service.get("id")), None)
    if same is None:
        same = {**service, "service_at_locations": list(service.get("service_at_locations") or [])}
        found.services.append(same)
    shared = (key for key in service if key in same and key != "service_at_locations")
    if differs := sorted(key for key in shared if service[key] != same[key]):
        found.losses.append(
            f"Service {service.get('name') or service.get('id')} is described in several ways "
            f"({', '.join(differs[:6])}); the first is read."
        )
    for key, value in service.items():
        same.setdefault(key, value)
    places = same["service_at_locations"]
    places += [each for each in [*(service.get("service_at_locations") or []), at] if each not in places]


def _take_apart(record: Record, found: Directory, where: str) -> None:
    """Put the services inside an organization among the services, each with its organization."""
    organization = {key: value for key, value in record.items() if key != "services"}
    for number, each in enumerate(record["services"]):
        if not isinstance(each, dict):
            raise UnreadableDirectory(f"{where}, services[{number}] should be a record.", _HINT)
        own = each.get("organization")
        if isinstance(own, dict) and own.get("id") == organization.get("id"):
            found.services.append({**each, "organization": {**own, **organization}})
        else:
            found.services.append({"organization": organization, **each})
            if own and organization not in found.organizations:
                found.organizations.append(organization)
    if not record["services"]:
        found.organizations.append(organization)
