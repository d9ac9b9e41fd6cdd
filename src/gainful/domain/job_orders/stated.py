"""What is said of a job before anybody has read it: the posting and the short form, the employer's or the agency's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


class WageUnit(models.TextChoices):
    """What a wage is paid for."""

    HOUR = "hour", _("an hour")
    DAY = "day", _("a day")
    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    YEAR = "year", _("a year")


def range_words(low: Any, high: Any, sign: str) -> str:
    """Return two amounts of one currency in words; a lone highest one is "up to"."""
    ends = [
        None if end is None else sign + number_format(end, 2 if end % 1 else 0, force_grouping=True)
        for end in (low, high)
    ]
    if ends[0] is None:
        return str(_("up to %(most)s")) % {"most": ends[1]} if ends[1] else ""
    return ends[0] if ends[1] in {None, ends[0]} else f"{ends[0]}–{ends[1]}"


def pay_words(low: Any, high: Any, unit: str) -> str:
    """Return pay in US dollars: "$18.75–$21 an hour", "up to $22 an hour"; empty where unknown."""
    words = range_words(low, high, "$")
    return f"{words} {WageUnit(unit).label if unit else ''}".strip() if words else ""


def pay_told(words: str) -> str:
    """Return pay that was kept in words, `pay_words` of its day, in the reader's language; other words as they are."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            units = {str(unit.label): unit for unit in WageUnit}
            before, after = str(_("up to %(most)s")).split("%(most)s")
        for label, unit in units.items():
            amounts = words.removesuffix(f" {label}")
            if amounts == words:
                continue
            if amounts.startswith(before) and amounts.endswith(after):
                most = amounts.removeprefix(before).removesuffix(after)
                amounts = str(_("up to %(most)s")) % {"most": most}
            return f"{amounts} {unit.label}"
    return words


class StatedJob(models.Model):
    """The posting as it was given and what is known besides; wages in USD per `wage_unit`."""

    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact's email"), blank=True)
    title = models.CharField(_("job title"), max_length=200)
    posting_text = models.TextField(_("posting"), blank=True)
    source_name = models.CharField(_("source"), max_length=255, blank=True)
    openings = models.PositiveSmallIntegerField(_("openings"), default=1)
    wage_low = models.DecimalField(
        _("wage from, USD"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    wage_high = models.DecimalField(_("wage to, USD"), max_digits=10, decimal_places=2, null=True, blank=True)
    wage_unit = models.CharField(_("paid by"), max_length=8, choices=WageUnit, blank=True)
    schedule = models.CharField(_("schedule"), max_length=200, blank=True)
    hours_per_week = models.FloatField(_("hours a week"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    contract = models.CharField(_("contract"), max_length=60, blank=True)
    is_internal = models.BooleanField(
        _("for people who work at this employer already"), default=False, db_default=False
    )

    class Meta:
        abstract = True
