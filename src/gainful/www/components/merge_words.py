"""What a merge moved and what its undoing gave back, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.participants.models import RecordMerge


def _name_of(key: str) -> str:
    """Return what a table holds, of `cohorts.Application.participant`."""
    app, _dot, rest = key.partition(".")
    name = str(apps.get_model(app, rest.partition(".")[0])._meta.verbose_name)  # noqa: SLF001 - public Meta API
    return name[:1].upper() + name[1:]


def _lines(counts: Mapping[str, int]) -> list[str]:
    return [f"{_name_of(key)}: {count}" for key, count in sorted(counts.items()) if count]


def _part(row: RecordMerge, what: str) -> dict[str, int]:
    return {
        key.removesuffix(f" {what}"): count for key, count in row.moved.items() if key.endswith(f" {what}")
    }


def moved_words(row: RecordMerge) -> list[tuple[str, list[str]]]:
    """Return headings with their lines: what went along, what waits, whose view ended."""
    ended = sum(_part(row, "ended").values())
    filled = sum(_part(row, "filled").values())
    changed = []
    if filled:
        changed.append(
            ngettext("%(n)s empty field filled", "%(n)s empty fields filled", filled) % {"n": filled}
        )
    if ended:
        changed.append(ngettext("%(n)s consent ended", "%(n)s consents ended", ended) % {"n": ended})
    parts = [
        (_("Went to the record that was kept"), _lines(_part(row, "moved"))),
        (_("Left aside, since the kept record has its own"), _lines(_part(row, "aside"))),
        (_("Changed"), changed),
    ]
    return [part for part in parts if part[1]]


def given_back_words(row: RecordMerge) -> list[tuple[str, list[str]]]:
    """Return headings with their lines: what went back, what had changed, what stays with the kept record."""
    told = row.given_back
    if not told:
        return []
    plain = {key.removesuffix(" ended"): count for key, count in told.get("back", {}).items()}
    kept = {key: 1 for key in told.get("kept", []) if "." in key}
    parts = [
        (_("Given back as it stood"), _lines(plain)),
        (_("Given back with what changed since"), _lines(told.get("changed", {}))),
        (_("Added since: stays with the record that was kept"), _lines(told.get("added", {}))),
        (_("Added since: went to the other record, as chosen"), _lines(told.get("sent", {}))),
        (_("Removed since: stays removed"), _lines(told.get("removed", {}))),
        (
            _("Decided since: stays as decided"),
            _lines(kept) + [k for k in told.get("kept", []) if "." not in k],
        ),
    ]
    return [part for part in parts if part[1]]


def since_words(
    rows: Mapping[str, list[tuple[str, str]]], chosen: Mapping[str, str]
) -> list[tuple[str, str, int, str, list[tuple[str, str, str]]]]:
    """Return of each table: its key, its name, how many were added, what is chosen, and its rows with their choice."""
    return [
        (key, _name_of(key), len(found), chosen.get(key, "stay"),
         [(f"{key}/{pk}", words, chosen.get(f"{key}/{pk}", "")) for pk, words in found if words])
        for key, found in sorted(rows.items())
    ]  # fmt: skip
