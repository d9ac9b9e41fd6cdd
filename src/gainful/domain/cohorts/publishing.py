"""What is published of a cohort: agency, site and jobs in words, fixed when it opens."""

from __future__ import annotations

from collections import Counter
from typing import Any

from gainful.domain.cohorts.models import Cohort
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.states import OpeningStatus


def notice_of(cohort: Cohort) -> dict[str, Any]:
    """Return the published words, JSON: `agency`, `program`, `site`, `jobs` (title, employer, pay, place, …)."""
    rows = cohort.opening_rows.filter(released_at=None).select_related("opening__commitment")
    counted = Counter(
        row.opening.job_order_id for row in rows if row.opening.current_status == OpeningStatus.COMMITTED
    )
    orders = JobOrder.objects.filter(pk__in=counted).select_related("employer").order_by("title", "id")
    site = cohort.site
    return {
        "agency": cohort.organization.name,
        "program": cohort.program.name,
        "site": {"name": site.name, "address": site.address} if site else None,
        "jobs": [_job(order, counted[order.pk]) for order in orders],
    }


def _job(order: JobOrder, openings: int) -> dict[str, Any]:
    return {
        "title": order.title,
        "employer": order.employer_label,
        "occupation": order.occupation_code,
        "pay": order.pay_words,
        "place": order.place,
        "schedule": order.schedule_words,
        "hours": order.hours_per_week,
        "openings": openings,
        "is_internal": order.is_internal,
    }
