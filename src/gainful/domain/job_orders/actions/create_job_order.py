"""Open a job order from a posting, a description or the short form; nothing is half-saved, the text is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.job_orders.access import require, require_creator
from gainful.domain.job_orders.actions.hold_order import hold_order
from gainful.domain.job_orders.actions.openings import match_openings
from gainful.domain.job_orders.errors import JobOrderError
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.job_orders.stated import StatedJob
from gainful.engine.occupations import load_reference
from gainful.engine.postings.place import area_of_place

MAX_TEXT = 200_000
HOURS_OF_A_WEEK = 168
MARKUP = "markup"
"""The key in a job order's facts under which the posting's mark-up stands (keys: StructuredPosting)."""
FORM_FIELDS = (
    "title", "program", "employer", "employer_name",
    "contact_name", "contact_email", "openings", "wage_low", "wage_high",
    "wage_unit", "schedule", "hours_per_week", "place", "area_code", "contract",
    "is_internal",
)  # fmt: skip


def checked_text(text: str, *, has_title: bool) -> str:
    """Return the posting without what no posting holds; JobOrderError where there is nothing, or too much."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text and not has_title:
        raise JobOrderError(
            _("There is nothing to read yet."),
            hint=_("Paste the posting, drop a file, or give at least a job title."),
            field="text",
        )
    if len(text) > MAX_TEXT:
        raise JobOrderError(
            _("This text is longer than a job posting: %(n)s characters.") % {"n": f"{len(text):,}"},
            hint=_("Paste only the posting, at most 200,000 characters."),
            field="text",
        )
    return text


def _clean(order: JobOrder) -> None:
    if order.is_internal and order.employer is None:
        raise JobOrderError(
            _("An internal job is one of an employer that works here with an account."),
            hint=_("Choose the employer."), field="employer",
        )  # fmt: skip
    checked_fields(order, "id", "runners_up", "facts", "notes")


def checked_fields(stated: StatedJob, *left_out: str) -> None:
    """Check what was stated of a job; JobOrderError names the first field that cannot be so."""
    low, high = stated.wage_low, stated.wage_high
    if low is not None and high is not None and high < low:
        raise JobOrderError(
            _("The highest pay is lower than the lowest."), hint=_("Exchange the two."), field="wage_high"
        )
    if stated.hours_per_week is not None and not 0 < stated.hours_per_week <= HOURS_OF_A_WEEK:
        raise JobOrderError(
            _("A week has 168 hours: write more than 0 and at most 168."), field="hours_per_week"
        )
    try:
        stated.full_clean(exclude=left_out)
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        known = {item.name: item for item in stated._meta.fields}  # noqa: SLF001 - Django's public Meta API
        place = str(getattr(known.get(field), "verbose_name", ""))
        raise JobOrderError(f"{place}: {messages[0]}" if place else messages[0], field=field) from error


def _require_own_program(actor: Actor, order: JobOrder) -> None:
    if order.program is not None and order.program.organization_id != actor.organization_id:
        raise JobOrderError(_("This program is run by another agency."), field="program")


@transaction.atomic
def create_job_order(
    actor: Actor, *, text: str, source_name: str = "", markup: Mapping[str, str] | None = None, **stated: Any
) -> JobOrder:
    """Make a draft holding the posting text and what the form states; JobOrderError says what is wrong.

    `markup` is what schema.org mark-up said beside the text; it is kept for every later reading.
    """
    require_creator(actor)
    text = checked_text(text, has_title=bool(stated.get("title")))
    fields = {
        name: value for name, value in stated.items() if name in FORM_FIELDS and value not in (None, "")
    }
    fields.setdefault("title", first_line(text))
    order = JobOrder(
        agency=actor.organization,
        posting_text=text,
        source_name=source_name[:255],
        facts={MARKUP: dict(markup)} if markup else {},
        created_by=actor.user,
        **fields,
    )
    if not order.area_code:
        order.area_code = area_code_of(order)
    _require_own_program(actor, order)
    _clean(order)
    order.save()
    match_openings(order)
    return order


def area_code_of(order: JobOrder) -> str:
    """Return the wage area of the order's place, "" where none is clear: figures are then the nation's."""
    area = area_of_place(order.place, load_reference().areas) if order.place.strip() else None
    return area.code if area else ""


def first_line(text: str) -> str:
    """Return the first line that says something, as a stand-in for a title."""
    return next((line.strip() for line in text.splitlines() if line.strip()), "")[:200]


@transaction.atomic
def update_job_order(actor: Actor, order: JobOrder, stated: Mapping[str, Any]) -> JobOrder:
    """Change what the job order states about the job (not its profile)."""
    hold_order(order)
    require(actor, "edit_order", order)
    was = (order.place, order.area_code)
    for name in FORM_FIELDS:
        if name in stated:
            setattr(order, name, stated[name])
    if order.place != was[0] and order.area_code == was[1]:
        order.area_code = area_code_of(order)
    order.updated_at = timezone.now()
    _require_own_program(actor, order)
    _clean(order)
    with acting_in("edit_order"):
        order.save()
    match_openings(order)
    return order
