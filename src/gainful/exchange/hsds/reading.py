"""Read a service directory: HSDS 3 as JSON or as a folder or archive of CSV files, and HSDS 2.0 as CSV files."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gainful.exchange.hsds.old_version import is_old, read_old
from gainful.exchange.hsds.records import Directory, Record, UnreadableDirectory
from gainful.exchange.hsds.tabular import read_tabular

MAX_BYTES = 100 * 2**20
MAX_FILES = 60
_HINT = "Give a JSON file of services, or a folder or ZIP archive of HSDS tables (services.csv, organizations.csv …)."
Rows = dict[str, list[dict[str, str]]]


def read_directory(path: Path) -> Directory:
    """Read a file or folder; UnreadableDirectory says what is wrong with it."""
    if path.is_dir():
        return _from_tables({each.name: each.read_bytes() for each in sorted(path.glob("*.csv"))[:MAX_FILES]})
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
        body = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableDirectory(f"This is no JSON: {error}"[:200], _HINT) from None
    return _from_json(body)


def _unpacked(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
            if len(entries) > MAX_FILES or sum(entry.file_size for entry in entries) > MAX_BYTES:
                raise UnreadableDirectory(
                    "The archive holds too much.", "At most 60 tables of 100 MB together."
                )
            return {Path(entry.filename).name: archive.read(entry)[:MAX_BYTES] for entry in entries}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError):
        raise UnreadableDirectory("The archive cannot be opened.", _HINT) from None


def _from_tables(files: dict[str, bytes]) -> Directory:
    rows = {name.removesuffix(".csv").lower(): _csv_rows(name, data) for name, data in files.items()}
    if not {"services", "service", "organizations", "organization"} & set(rows):
        raise UnreadableDirectory("There is no services.csv and no organizations.csv.", _HINT)
    return read_old(rows) if is_old(rows) else read_tabular(rows)


def _csv_rows(name: str, data: bytes) -> list[dict[str, str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    try:
        found = list(csv.DictReader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise UnreadableDirectory(f"{name}: {error}", "Save the table as CSV again.") from None
    for line, row in enumerate(found, start=2):
        if None in row:
            raise UnreadableDirectory(
                f"{name}, line {line}: more cells than headings.", "Quote cells with commas."
            )
    return [{key.strip(): (value or "").strip() for key, value in row.items()} for row in found]


def _from_json(body: Any) -> Directory:
    found = Directory("3")
    records = _records(body)
    for record in records:
        if not isinstance(record, dict):
            raise UnreadableDirectory("The JSON holds no records.", _HINT)
        _sort(record, found)
    if not found.services and not found.organizations:
        raise UnreadableDirectory("The JSON names no service and no organization.", _HINT)
    return found


def _records(body: Any) -> Iterable[Any]:
    """Return the records of a list, of a page of the API (`contents`), or the one record that the file is."""
    if isinstance(body, list):
        return body
    if isinstance(body, dict) and isinstance(body.get("contents"), list):
        contents: list[Any] = body["contents"]
        return contents
    return [body]


def _sort(record: Record, found: Directory) -> None:
    """Put one record where it belongs, by what only its kind has."""
    if "service" in record and "location" in record:  # a service at a location with its service inside
        service = dict(record["service"])
        at = {key: value for key, value in record.items() if key != "service"}
        same = next((each for each in found.services if each.get("id") == service.get("id")), None)
        if same is None:
            found.services.append(same := service)
        same.setdefault("service_at_locations", []).append(at)
    elif isinstance(
        record.get("services"), list
    ):  # an organization with its services inside, as some feeds send
        organization = {key: value for key, value in record.items() if key != "services"}
        found.services += [{"organization": organization, **each} for each in record["services"]]
        if not record["services"]:
            found.organizations.append(organization)
    elif "status" in record:
        found.services.append(record)
    elif "name" in record:
        found.organizations.append(record)
    else:
        found.losses.append(f"A record that is no service and no organization: {sorted(record)[:6]}.")
