"""A stored plan in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.plans.models import Plan


def plan_sentence(plan: Plan) -> str:
    """Return the plan in one sentence: people, weeks, price, mix."""
    shares = plan.mix.get("shares", {})
    people = ngettext("%(n)s person", "%(n)s people", plan.people_count) % {"n": plan.people_count}
    weeks = (
        ngettext("%(n)s week", "%(n)s weeks", plan.weeks) % {"n": plan.weeks}
        if plan.weeks
        else _("no classes")
    )
    words = _(
        "%(people)s, %(weeks)s, $%(each)s each: %(train)s %% training, %(support)s %% support,"
        " %(measure)s %% measurement."
    )
    return words % {
        "people": people,
        "weeks": weeks,
        "each": f"{plan.cost_per_person or 0:,.0f}",
        "train": shares.get("train", 0),
        "support": shares.get("support", 0),
        "measure": shares.get("measure", 0),
    }
