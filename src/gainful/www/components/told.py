"""Filters for what is kept as a code, or in the words of whoever wrote it down, in the language of whoever reads it."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext as _

from gainful.domain.job_orders.stated import pay_told
from gainful.domain.participants.models import BarrierKind
from gainful.engine.ranking.ranked import NEWCOMER
from gainful.www.components.plan_words import times_told

register = template.Library()
register.filter("pay_told", pay_told)
register.filter("times_told", times_told)


@register.filter
def barriers(kinds: Iterable[str]) -> list[str]:
    """Return the kinds of support in words, those that none of ours names as they are."""
    return [str(BarrierKind(kind).label) if kind in BarrierKind.values else kind for kind in kinds]


@register.filter
def short_name(name: str) -> str:
    """Return the name of what somebody is short of; what is no skill of a list is our own words."""
    return _("What everybody new to this job learns") if name == NEWCOMER else name
