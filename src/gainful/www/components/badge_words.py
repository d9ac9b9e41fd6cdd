"""What was found about a badge, in words for people: the proof, the status and the dates, each read for itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gainful.domain.cohorts.models import HeldBadge
from gainful.exchange.badges.dates import CLOCK_SKEW, Dates, DatesAnswer
from gainful.exchange.badges.keys import document_address
from gainful.exchange.badges.proofs import Proof, ProofAnswer
from gainful.exchange.badges.resolving import Source
from gainful.exchange.badges.statuses import Status, StatusAnswer
from gainful.exchange.badges.verifying import Kind, Report


@dataclass(frozen=True, slots=True)
class Answer:
    """One question about a badge with its answer; `mark` is good, bad or open."""

    question: str
    answer: str
    mark: str
    detail: str = ""


def told(report: Report) -> dict[str, Any]:
    """Return what a page shows of a report: the verdict, the three answers, and the same of each member."""
    return {
        "verdict": _verdict(report),
        "counts": report.is_held,
        "subject": report.subject,
        "answers": [] if report.kind == Kind.ENVELOPE else [
            _proof(report.proof, report.keys), _status(report.status), _dates(report.dates), *_issuer(report),
        ],
        "missing": report.missing,
        "members": [told(each) for each in report.members],
        "left_out": report.left_out,
        "is_envelope": report.kind == Kind.ENVELOPE,
    }  # fmt: skip


def _verdict(report: Report) -> str:
    proof, status, dates = report.proof.proof, report.status.status, report.dates.dates
    cases = (
        (report.kind == Kind.ENVELOPE, _("This is an envelope. Each badge in it is checked below.")),
        (
            report.is_held and report.keys == Source.GIVEN,
            _("This counts if the issuer's documents that you gave are real: look below at who signed it."),
        ),
        (report.is_held, _("This counts: it is signed, it was not taken back, and its dates are good.")),
        (
            report.stands_itself,
            _("This is signed, but not everything in it counts: look at each part below."),
        ),
        (status == Status.REVOKED, _("This does not count: its issuer revoked it.")),
        (status == Status.SUSPENDED, _("This does not count for now: its issuer suspended it.")),
        (proof == Proof.BROKEN, _("This does not count: it was changed, or somebody else signed it.")),
        (proof == Proof.UNCOVERED, _("Do not rely on this: it shows things that nobody signed.")),
        (dates == Dates.EXPIRED, _("This no longer counts: it has expired.")),
        (dates == Dates.NOT_YET, _("This does not count yet.")),
    )
    unknown = _("We cannot say whether this counts. What is missing is told below.")
    return next((words for holds, words in cases if holds), unknown)


def _proof(found: ProofAnswer, keys: Source) -> Answer:
    whole = _("Yes. The issuer signed it, and nothing was changed since.")
    if keys in {Source.GIVEN, Source.ITSELF}:  # who that is stands in the last answer
        whole = _("Yes, and nothing was changed since.")
    texts = {
        Proof.HOLDS: (whole, "good"),
        Proof.BROKEN: (_("No. It was changed since it was signed, or somebody else signed it."), "bad"),
        Proof.UNCOVERED: (
            _("Only in part. The file shows something that the signature does not cover."),
            "bad",
        ),
        Proof.NO_KEY: (_("We cannot say: the issuer's key is not here."), "open"),
        Proof.UNREADABLE: (_("We cannot say: the signature is not of a kind that is read here."), "open"),
    }
    text, mark = texts[found.proof]
    detail = (
        _("Not covered: %(places)s.") % {"places": ", ".join(found.uncovered[:5])} if found.uncovered else ""
    )
    if found.proof in {Proof.NO_KEY, Proof.UNREADABLE}:
        detail = found.words
    return Answer(_("Is it signed?"), text, mark, detail)


def _status(found: StatusAnswer) -> Answer:
    texts = {
        Status.GOOD: (_("No."), "good"),
        Status.NONE: (_("The issuer does not say where it would take it back."), "good"),
        Status.REVOKED: (_("Yes: it was revoked."), "bad"),
        Status.SUSPENDED: (_("Yes, for now: it is suspended."), "bad"),
        Status.UNKNOWN: (_("We cannot say."), "open"),
    }
    text, mark = texts[found.status]
    detail = found.words if found.status == Status.UNKNOWN else ""
    if found.as_of:
        at = datetime.fromisoformat(found.as_of)  # it was read before, so it is a moment
        detail = _("As the issuer's list of %(at)s says.") % {
            "at": date_format(timezone.localtime(at), "DATETIME_FORMAT")
        }
    return Answer(_("Was it taken back?"), text, mark, detail)


def _dates(found: DatesAnswer) -> Answer:
    begins, ends = (
        date_format(timezone.localdate(each)) if each is not None else None
        for each in (found.valid_from, found.valid_until)
    )
    minutes = CLOCK_SKEW.total_seconds() // 60
    allowed = _("Clocks may differ by %(n)d minutes.") % {"n": minutes}
    texts = {
        Dates.CURRENT: (
            _("Yes, until %(day)s.") % {"day": ends} if ends else _("Yes. It has no last day."), "good", "",
        ),
        Dates.EXPIRED: (_("No. It expired on %(day)s.") % {"day": ends}, "bad", allowed),
        Dates.NOT_YET: (_("Not yet. It begins on %(day)s.") % {"day": begins}, "bad", allowed),
        Dates.UNREADABLE: (_("We cannot say: a date cannot be read."), "open", found.words),
    }  # fmt: skip
    text, mark, detail = texts[found.dates]
    return Answer(_("Are its dates good?"), text, mark, detail)


def _issuer(report: Report) -> list[Answer]:
    named = report.subject.issuer_id
    if named.startswith("did:web:"):
        where = named.removeprefix("did:web:").split(":")[0].replace("%3A", ":")
        if report.keys == Source.GIVEN:
            text = _("Whoever made the did.json that you gave. Anybody can write one.")
            address = _("It is from %(where)s only if you opened this address yourself: %(address)s") % {
                "where": where, "address": document_address(named),
            }  # fmt: skip
            return [Answer(_("Who signed it?"), text, "open", address)]
        text = _("Whoever has the web address %(where)s. Decide whether you trust it.") % {"where": where}
        return [Answer(_("Who signed it?"), text, "good")]
    if named.startswith("did:key:"):
        text = _(
            "Somebody with a key of their own. The name of the issuer is only what the file says: ask them."
        )
        return [Answer(_("Who signed it?"), text, "open")]
    return []


def held_words(row: HeldBadge) -> str:
    """Return why a badge that somebody brought counts or not, in a sentence."""
    found = row.answers
    proof, status, dates = found.get("proof"), found.get("status"), found.get("dates")
    cases = (
        (
            row.is_held and found.get("keys") == Source.ITSELF,
            _("Signed, not taken back, and it names you. Who signed it is only what it says itself."),
        ),
        (row.is_held, _("Signed, not taken back, and it names you.")),
        (
            found.get("kind") not in {Kind.BADGE, Kind.RECORD},
            _("It holds several badges: bring each one by itself."),
        ),
        (status in {Status.REVOKED, Status.SUSPENDED}, _("Its issuer took it back.")),
        (dates == Dates.EXPIRED, _("It has expired.")),
        (dates != Dates.CURRENT, _("Its dates are not good.")),
        (proof in {Proof.BROKEN, Proof.UNCOVERED}, _("It is not what its issuer signed.")),
        (
            found.get("members") == "some",
            _("Not everything in it counts: bring the badges in it one by one."),
        ),
        (
            proof != Proof.HOLDS or status == Status.UNKNOWN or found.get("keys") == Source.GIVEN,
            _("Nobody has looked it up at its issuer yet. Ask your agency to do it."),
        ),
        (
            found.get("named") == "no",
            _("It names somebody else. Look whether your name stands here as it stands there."),
        ),
    )
    nobody = _("It names nobody, so it could be anybody's.")
    return next((words for holds, words in cases if holds), nobody)
