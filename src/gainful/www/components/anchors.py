"""What a level from 0 to 7 means, in a sentence; our own words, one ladder for each kind of competency."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SKILL = (
    _("Not needed for this job."),
    _("Does one simple step while somebody shows how."),
    _("Does simple, familiar tasks with someone close by."),
    _("Does everyday tasks alone and asks when something is new."),
    _("Handles the usual and most of the unusual without help."),
    _("Handles difficult cases; colleagues come for advice."),
    _("Leads others in hard cases and sets how the work is done."),
    _("Among the few people who know this best anywhere."),
)
KNOWLEDGE = (
    _("Not needed for this job."),
    _("Knows a few everyday words of the subject."),
    _("Knows the basic rules and follows written instructions."),
    _("Knows enough for the usual work, as after a short course."),
    _("Understands why, not only how; explains it to a newcomer."),
    _("Has studied the subject or worked in it for years."),
    _("Advises professionals in the subject."),
    _("Among the few people who know this best anywhere."),
)
ABILITY = (
    _("Not needed for this job."),
    _("Hardly called on."),
    _("Called on now and then, for light tasks."),
    _("What most adults do in daily life."),
    _("Somewhat more than daily life asks, for part of the day."),
    _("Clearly more than daily life asks, or for most of the day."),
    _("Far more than most people can do without long practice."),
    _("What very few people can do."),
)
LADDERS: dict[str, tuple[str | Promise, ...]] = {"knowledge": KNOWLEDGE, "ability": ABILITY}


def ladder(domain: str) -> tuple[str | Promise, ...]:
    """Return the eight sentences, levels 0 to 7, for a kind of competency."""
    return LADDERS.get(domain, SKILL)


def anchor(domain: str, level: float | None) -> str:
    """Return the sentence nearest to a level; an unknown level says so."""
    if level is None:
        return str(_("Level not stated."))
    return str(ladder(domain)[max(0, min(7, round(level)))])
