"""Give figures away: once a quarter as one protected set, and a program's part of it on its public page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import PublicProgram, Release
from gainful.domain.measures.models.reports import Cut
from gainful.domain.programs.models import Program


@dataclass(frozen=True, slots=True)
class PageWords:
    """What a public page says of a program, in plain words."""

    about: str
    takes: str
    contact: str = ""


def quarter_number(day: date) -> int:
    """Return the calendar quarter of a day as year × 4 + quarter − 1."""
    return day.year * 4 + (day.month - 1) // 3


@transaction.atomic
def release(
    actor: Actor, *, cut: str, as_of: date, body: dict[str, Any], counts: Sequence[Sequence[Any]] = ()
) -> Release:
    """Store what leaves the agency this quarter; MeasureError where a set has left already.

    `counts` are those behind it (`Release.counts`); they do not leave.
    """
    organization = require(actor, "release")
    if cut not in Cut.values:
        raise MeasureError(_("Choose what is compared."), field="cut")
    if "published" not in body:
        raise MeasureError(_("Only figures with small counts hidden are released."))
    at = quarter_number(timezone.localdate())
    there = Release.objects.filter(organization=organization, quarter=at).first()
    if there is not None:
        raise MeasureError(
            _("Figures of this quarter have left already."),
            hint=_(
                "A second set about the same people would give hidden counts back. The next one can leave from %(day)s."
            )
            % {"day": there.next_from.isoformat()},
        )
    return Release.objects.create(
        organization=organization,
        quarter=at,
        cut=cut,
        as_of=as_of,
        body=body,
        counts=[*counts],
        made_by=actor.user,
    )


@transaction.atomic
def publish_page(actor: Actor, program: Program, newest: Release, words: PageWords) -> PublicProgram:
    """Publish a program's page with its part of a release that compares programs, or change it."""
    organization = require(actor, "release")
    if program.organization_id != organization.pk or newest.organization_id != organization.pk:
        raise MeasureError(_("This program is another agency's."))
    if newest.cut != Cut.PROGRAM:
        raise MeasureError(
            _("The newest release does not compare programs, so it says nothing of this one alone."),
            hint=_("Release the next quarter by program."),
        )
    for field, text in (("about", words.about), ("takes", words.takes)):
        if not text.strip():
            raise MeasureError(_("Say it in a sentence or two: job seekers read this first."), field=field)
    page, _made = PublicProgram.objects.update_or_create(
        program=program,
        defaults={
            "organization": organization, "release": newest, "agency_name": organization.name, "name": program.name,
            "about": words.about.strip(), "takes": words.takes.strip(), "contact": words.contact.strip(),
            "figures": part_of(newest, program), "as_of": newest.as_of, "published_at": timezone.now(),
            "ended_at": None,
        },
    )  # fmt: skip
    return page


def part_of(newest: Release, program: Program) -> dict[str, Any]:
    """Return a program's segment of a release, each figure with the words of its definition."""
    body = newest.body
    segment = next((s for s in body.get("segments", ()) if s["segment"] == program.name), None)
    if segment is None:
        raise MeasureError(_("The release has no figures of this program."))
    words = ("name", "definition", "population", "lag", "citation")
    parts: dict[str, Any] = {
        "periods": segment["periods"], "exits": segment["exits"], "published": body["published"],
        "as_of": body["as_of"], "wage_quarters": body["wage_quarters"],
    }  # fmt: skip
    for kind in ("indicators", "program_metrics"):
        known = {one["id"]: one for one in body[kind]}
        parts[kind] = [
            {**one, **{name: known[one["id"]][name] for name in words}}
            for one in segment[kind]
            if one["id"] in known
        ]
    return parts


@transaction.atomic
def take_page_off(actor: Actor, page: PublicProgram) -> PublicProgram:
    """Take a program's page off; what was released stays released."""
    organization = require(actor, "release")
    if page.organization_id != organization.pk:
        raise MeasureError(_("This program is another agency's."))
    page.ended_at = timezone.now()
    page.save(update_fields=["ended_at"])
    return page
