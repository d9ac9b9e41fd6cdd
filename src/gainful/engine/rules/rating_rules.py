"""The rules of an evidence rating as data: the project's own file, corrected by an agency's where there is one."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gainful.engine.rules.parameters import DATA, parameter

LEVELS = ("low", "moderate", "high")
"""From worst to best."""
TESTS = {
    "design", "gates", "gate", "checked",
    "balance", "balance-if-gate-failed", "pre-periods", "covariates", "interval", "shown",
    "pending", "diagnostic-at-least", "diagnostic-at-most",
}  # fmt: skip
"""What a criterion can look at; the list is closed, so that a rule file can hold no code."""
FIELDS = {
    "id",
    "words",
    "fails",
    "test",
    "of",
    "except",
    "when",
    "bound",
    "parameter",
    "caps",
    "source",
    "basis",
    "remove",
}


class RuleFileError(ValueError):
    """A rule file cannot be used; the message names the file, the entry and what to change."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition, and the level at which a study that does not meet it is held ("" holds it nowhere)."""

    id: str
    words: str
    fails: str
    test: str
    of: tuple[str, ...]
    excepted: tuple[str, ...]
    when: tuple[str, ...]
    bound: float | None
    caps: str
    source: str
    basis: str


@dataclass(frozen=True, slots=True)
class RatingRules:
    """A version of the rules; `agency` and `changed` say who corrected which entries."""

    id: str
    version: str
    source: str
    criteria: tuple[Criterion, ...]
    agency: str = ""
    agency_reason: str = ""
    changed: tuple[str, ...] = ()
    fingerprint: str = ""
    """First 12 hexadecimal digits of the SHA-256 of the files read."""


def load_rating_rules(agency_file: Path | None = None) -> RatingRules:
    """Return the project's rules, corrected by an agency's TOML file where one is given.

    RuleFileError where the file cannot be read, lacks `agency` or `reason`, or has an entry that is not understood.
    """
    own = (DATA / "evidence-rating.toml").read_bytes()
    body = tomllib.loads(own.decode())
    entries = {row["id"]: row for row in body["criterion"]}
    if agency_file is None:
        made = tuple(_criterion(row, "evidence-rating.toml") for row in entries.values())
        return RatingRules(body["id"], body["version"], body["source"], made, fingerprint=_print(own))
    raw, given = _read(agency_file)
    agency: Mapping[str, Any] = given  # a table of TOML
    changed = []
    for row in agency.get("criterion", []):
        name = _named(row, agency_file)
        changed.append(name)
        if row.get("remove"):
            if entries.pop(name, None) is None:
                raise RuleFileError(
                    f"{agency_file.name}, criterion “{name}”: there is no such rule to remove."
                )
            continue
        entries[name] = {**entries.get(name, {}), **row}
    criteria = tuple(_criterion(row, agency_file.name) for row in entries.values())
    version = (
        f"{body['version']}+{agency['version']}" if agency.get("version") else f"{body['version']}+agency"
    )
    return RatingRules(
        body["id"], version, body["source"], criteria, str(agency["agency"]), str(agency["reason"]), tuple(changed),
        _print(own + raw),
    )  # fmt: skip


def _print(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()[:12]


def _read(path: Path) -> tuple[bytes, Mapping[str, object]]:
    try:
        raw = path.read_bytes()
        body = tomllib.loads(raw.decode())
    except OSError as error:
        raise RuleFileError(f"{path} could not be opened: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleFileError(f"{path.name} is not TOML: {error}.") from error
    for field in ("agency", "reason"):
        if not str(body.get(field, "")).strip():
            raise RuleFileError(f"{path.name}: “{field}” is missing. Say who changed the rules and why.")
    return raw, body


def _named(row: Mapping[str, object], path: Path) -> str:
    if not isinstance(row.get("id"), str):
        raise RuleFileError(f"{path.name}: an entry under [[criterion]] has no id.")
    unknown = set(row) - FIELDS
    if unknown:
        raise RuleFileError(
            f"{path.name}, criterion “{row['id']}”: {', '.join(sorted(unknown))} is not known."
        )
    return str(row["id"])


def _criterion(entry: Mapping[str, object], file: str) -> Criterion:
    row: Mapping[str, Any] = entry  # a table of TOML: what each field holds is tested here
    where = f"{file}, criterion “{row['id']}”"
    for field in ("words", "fails", "test", "caps", "source"):
        if field not in row:
            raise RuleFileError(f"{where}: “{field}” is missing.")
    if row["test"] not in TESTS:
        raise RuleFileError(f"{where}: test “{row['test']}” is not known. Known: {', '.join(sorted(TESTS))}.")
    if row["caps"] not in {*LEVELS, ""}:
        raise RuleFileError(f"{where}: caps must be one of {', '.join(LEVELS)}, or empty.")
    bound = row.get("bound")
    if bound is None and "parameter" in row:
        try:
            bound = parameter(row["parameter"]).value
        except KeyError as error:
            raise RuleFileError(f"{where}: {error.args[0]}") from error
    if bound is not None and (isinstance(bound, bool) or not isinstance(bound, int | float)):
        raise RuleFileError(f"{where}: bound must be a number.")
    lists = {name: tuple(str(item) for item in row.get(name, ())) for name in ("of", "except", "when")}
    return Criterion(
        row["id"], row["words"], row["fails"], row["test"], lists["of"], lists["except"], lists["when"],
        None if bound is None else float(bound), row["caps"], row["source"], row.get("basis", "agency"),
    )  # fmt: skip
