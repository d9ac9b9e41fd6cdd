"""What applicants read when something becomes of their application: plain, kind, with what they can do next."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.cohorts.draw_entries import unproved
from gainful.domain.cohorts.models import Application
from gainful.domain.cohorts.seats import SeatLimit, seat_limit
from gainful.domain.cohorts.states import GIVEN_REASONS, ApplicationStatus, LeftReason, RefusalReason

_A = ApplicationStatus
TELLS_OVERRIDE = frozenset({_A.RECEIVED, _A.OFFERED})
"""States whose news say themselves that seats go beyond the openings: a page need not say it again."""


def override_words(limit: SeatLimit) -> str:
    """Return how many seats go beyond the openings, and who allowed them and why; empty where none do.

    It stands wherever a cohort is named: pages, letters, exports and the record of a draw.
    """
    if not limit.beyond:
        return ""
    beyond = ngettext(
        "%(n)s seat goes beyond the openings that employers promised.",
        "%(n)s seats go beyond the openings that employers promised.",
        limit.beyond,
    ) % {"n": limit.beyond}
    if limit.override is None:
        return beyond + " " + _("Nobody has allowed that.")
    told = {
        "name": limit.override.name, "title": limit.override.title, "reason": limit.override.reason,
        "day": date_format(timezone.localtime(limit.override.at)),
    }  # fmt: skip
    return beyond + " " + _("%(name)s, %(title)s, allowed it on %(day)s: %(reason)s") % told


def subject_of(application: Application) -> str:
    """Return the subject of a message about an application."""
    return _("Your application for %(cohort)s") % {"cohort": application.cohort.name}


def news_of(application: Application) -> str:
    """Return what became of an application, for the applicant."""
    cohort = application.cohort
    told = {
        "cohort": cohort.name,
        "day": date_format(application.decide_by),
        "start": date_format(cohort.starts_on),
        "contact": cohort.contact or cohort.organization.name,
        "place": application.place or "",
        "code": application.code,
        "words": application.words,
        "left": left_words(application),
        "why": cohort.ended_reason,
    }
    text = " ".join([_text(application) % told, *_proofs_wanted(application)])
    if application.status in TELLS_OVERRIDE and (beyond := override_words(seat_limit(cohort))):
        text += " " + beyond
    return text


def _proofs_wanted(application: Application) -> list[str]:
    """Return what an eligible applicant still has to show so that a yes counts in a draw."""
    if application.status != _A.ELIGIBLE or application.draw_entries.exclude(draw__status="void").exists():
        return []
    return [
        _(
            "You said yes to “%(question)s”. Show us before seats are drawn: %(proof)s. Without it that yes does not "
            "count."
        )
        % {"question": each.rule.question, "proof": each.rule.proof}
        for each in unproved(application.cohort, application)
    ]


def _text(application: Application) -> str:
    if application.status == _A.REFUSED:
        return f"{_refused(application.refusal)} %(words)s {_after_refusal()}"
    if application.status == _A.CLOSED:
        return _closed(application)
    texts = {
        _A.RECEIVED: _(
            "We have your application for %(cohort)s. Your code is %(code)s. You hear from us by %(day)s. "
            "Questions: %(contact)s."
        ),
        _A.INCOMPLETE: _("Something is still missing from your application for %(cohort)s: %(words)s"),
        _A.ELIGIBLE: _(
            "You meet the conditions of %(cohort)s. If more people apply than there are seats, seats are drawn by "
            "lot; your code in the draw is %(code)s. You hear from us by %(day)s."
        ),
        _A.WAITING: _(
            "You are on the waiting list of %(cohort)s, place %(place)s. When a seat comes free, the next person on "
            "the list gets it. You need do nothing; you hear from us by %(day)s. Questions: %(contact)s."
        ),
        _A.OFFERED: _(
            "You have a seat in %(cohort)s, which begins on %(start)s. Please say whether you take it."
        ),
        _A.ENROLLED: _("You are in. %(cohort)s begins on %(start)s. Questions: %(contact)s."),
        _A.DECLINED: _("You declined the seat in %(cohort)s. You are welcome to apply again."),
        _A.WITHDRAWN: _("You withdrew your application for %(cohort)s. You are welcome to apply again."),
        _A.LAPSED: _lapsed(application),
    }
    text = texts[_A(application.status)]
    if application.left_reason in GIVEN_REASONS:
        text += " " + _("The reason that was entered: %(left)s. If this is wrong, tell us: %(contact)s.")
    return text


def _lapsed(application: Application) -> str:
    """Return the words for whoever did not answer: what was asked, and that they may come back."""
    if application.left_reason == LeftReason.NOT_COMPLETED:
        return _(
            "What was missing from your application for %(cohort)s did not come, so we closed the application. That is "
            "no mark against you: you are welcome to apply again, and a call helps too: %(contact)s."
        )
    return _(
        "We did not hear from you about %(cohort)s, so the seat is offered to the next person. That is no mark against "
        "you: you are welcome to apply again, and a call helps too: %(contact)s."
    )


def _closed(application: Application) -> str:
    if application.left_reason == LeftReason.NOT_SHARED:
        return _(
            "You took back the permission to read your application for %(cohort)s, and its seats are given now, so we "
            "closed it. That is no mark against you: you are welcome to apply again. Questions: %(contact)s."
        )
    if application.cohort.ended_reason:
        return _(
            "%(cohort)s was cancelled: %(why)s. This has nothing to do with you. "
            "Ask us what else fits you: %(contact)s."
        )
    return _(
        "%(cohort)s has ended and no seat came free for you. We are sorry. Ask us what comes next: %(contact)s."
    )


def _refused(reason: str) -> str:
    found = {
        RefusalReason.NOT_ELIGIBLE: _("A condition of %(cohort)s is not met."),
        RefusalReason.BARRED: _("A law or licence bars this work for you."),
        RefusalReason.NO_PROOF: _("A proof that %(cohort)s needs is missing."),
        RefusalReason.DOUBLE: _("You applied for %(cohort)s twice; your other application counts."),
        RefusalReason.OTHER_COHORT: _("You are in another cohort at the time of %(cohort)s."),
        RefusalReason.CANNOT_REACH: _("We tried to reach you about %(cohort)s and could not."),
        RefusalReason.OTHER: _("We cannot give you a seat in %(cohort)s."),
    }
    return found[RefusalReason(reason)]


def _after_refusal() -> str:
    return _(
        "If this is wrong, tell us and a person looks again. You are welcome to apply again. Questions: %(contact)s."
    )


def left_words(application: Application) -> str:
    """Return why an application ended without a refusal: the reason, and what was said of it."""
    label = str(LeftReason(application.left_reason).label) if application.left_reason else ""
    return f"{label}: {application.words}" if label and application.words else label


def still_waiting_words(application: Application) -> str:
    """Return what somebody on a waiting list reads each time that their days run out."""
    return _(
        "You are still on the waiting list of %(cohort)s, place %(place)s: we have not forgotten you. No seat has come "
        "free yet. You need do nothing, and you may look for something else meanwhile; ask us what fits: %(contact)s."
    ) % {
        "cohort": application.cohort.name,
        "place": application.place or "",
        "contact": application.cohort.contact or application.cohort.organization.name,
    }


def late_words(application: Application) -> str:
    """Return what an applicant reads when the agency has not decided in time."""
    return _(
        "You should have heard from us about %(cohort)s by today. We are late, and that is our fault, not yours: your "
        "application still counts. If you want to ask: %(contact)s."
    ) % {
        "cohort": application.cohort.name,
        "contact": application.cohort.contact or application.cohort.organization.name,
    }
