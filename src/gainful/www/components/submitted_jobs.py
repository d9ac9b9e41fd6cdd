"""What a page says of a job that an employer sent in."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from gainful.domain.job_orders.models import SubmittedJob
from gainful.domain.job_orders.stated import pay_words

MOST_SHOWN = 20
"""Jobs on a first page, newest first."""
NAMED = ("schedule", "place", "contract", "contact_name", "contact_email")


def stated_facts(job: SubmittedJob) -> list[tuple[str, str]]:
    """Return what the employer stated beside the posting, each with its label; what was left empty is left out."""
    names = {field.name: field.verbose_name for field in SubmittedJob._meta.fields}  # noqa: SLF001 - public Meta API
    found = []
    if pay := pay_words(job.wage_low, job.wage_high, job.wage_unit):
        found.append((_("Pay"), pay))
    if job.hours_per_week:
        found.append((str(names["hours_per_week"]), number_format(job.hours_per_week, use_l10n=True)))
    found += [(str(names[name]), getattr(job, name)) for name in NAMED if getattr(job, name)]
    return [(label[:1].upper() + label[1:], value) for label, value in found]
