"""What was found about a badge as plain data and as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gainful.exchange.badges.dates import CLOCK_SKEW, Dates
from gainful.exchange.badges.proofs import Proof
from gainful.exchange.badges.resolving import Source
from gainful.exchange.badges.statuses import Status
from gainful.exchange.badges.verifying import Kind, Report

_PROOF = {
    Proof.HOLDS: "signed by its issuer, unchanged",
    Proof.BROKEN: "not what its issuer signed",
    Proof.UNCOVERED: "shows things that its signature does not cover",
    Proof.NO_KEY: "cannot be checked: the issuer's key is not here",
    Proof.UNREADABLE: "cannot be checked: its signature is of another kind",
}
_KEYS = {
    Source.OWN: "keys that this installation publishes",
    Source.LOOKED_UP: "keys looked up at the issuer's web address",
    Source.GIVEN: "keys given with it: the issuer's only if they were saved from its address",
    Source.ITSELF: "a key of its own: nobody knows whose",
}
_STATUS = {
    Status.GOOD: "not taken back",
    Status.NONE: "its issuer says nowhere whether it was taken back",
    Status.REVOKED: "revoked",
    Status.SUSPENDED: "suspended",
    Status.UNKNOWN: "cannot be found out",
}
_DATES = {
    Dates.CURRENT: "good",
    Dates.EXPIRED: "expired",
    Dates.NOT_YET: "not yet valid",
    Dates.UNREADABLE: "cannot be read",
}


def as_data(report: Report) -> dict[str, Any]:
    """Return a report as JSON has it; `counts` is the verdict, `proof`, `status` and `dates` are its three answers."""
    subject, dates = report.subject, report.dates
    return {
        "kind": str(report.kind),
        "counts": report.is_held,
        "name": subject.name,
        "recipient": subject.recipient,
        "issuer": subject.issuer_name,
        "issuer_id": subject.issuer_id,
        "keys": str(report.keys),
        "proof": str(report.proof.proof),
        "uncovered": list(report.proof.uncovered),
        "status": str(report.status.status),
        "status_as_of": report.status.as_of,
        "dates": str(dates.dates),
        "valid_from": dates.valid_from.isoformat() if dates.valid_from else None,
        "valid_until": dates.valid_until.isoformat() if dates.valid_until else None,
        "alignments": [
            {"framework": each.framework, "code": each.code, "name": each.name, "address": each.address}
            for each in subject.places
        ],
        "details": [each for each in (report.proof.words, report.status.words, dates.words) if each],
        "missing": list(report.missing),
        "members": [as_data(each) for each in report.members],
        "left_out": report.left_out,
    }


def lines(report: Report, indent: str = "") -> Iterator[str]:
    """Yield a report for a terminal: the verdict, then each answer by itself."""
    subject = report.subject
    if report.kind == Kind.ENVELOPE:
        yield f"{indent}An envelope with {len(report.members)} parts, each checked by itself:"
    else:
        verdict = "COUNTS" if report.is_held else "DOES NOT COUNT"
        yield f"{indent}{verdict}  {subject.name or 'without a name'}"
        yield f"{indent}  given to  {subject.recipient or 'nobody named in clear'}"
        yield f"{indent}  by        {subject.issuer_name or 'nobody named'} ({subject.issuer_id or 'no id'})"
        yield f"{indent}  proof     {_PROOF[report.proof.proof]}{_more(report.proof.words)}"
        if report.keys in _KEYS:
            yield f"{indent}  keys      {_KEYS[report.keys]}"
        for place in report.proof.uncovered:
            yield f"{indent}            not covered: {place}"
        yield f"{indent}  status    {_STATUS[report.status.status]}{_more(report.status.words)}"
        yield f"{indent}  dates     {_DATES[report.dates.dates]}{_window(report)}"
    for member in report.members:
        yield from lines(member, indent + "    ")
    if report.left_out:
        yield f"{indent}    {report.left_out} more were not looked at"
    if not indent:
        for address in report.missing:
            yield f"Not here: {address}"


def _more(words: str) -> str:
    return f". {words}" if words else ""


def _window(report: Report) -> str:
    dates = report.dates
    if dates.dates == Dates.UNREADABLE:
        return _more(dates.words)
    begins = (
        f"from {dates.valid_from:%Y-%m-%d %H:%M %Z}" if dates.valid_from else "from a day that is not told"
    )
    ends = f"until {dates.valid_until:%Y-%m-%d %H:%M %Z}" if dates.valid_until else "without a last day"
    return f": {begins}, {ends} (clocks may differ by {CLOCK_SKEW.total_seconds() // 60:.0f} minutes)"
