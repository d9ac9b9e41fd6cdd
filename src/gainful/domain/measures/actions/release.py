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
from gainful.domain.measures.models import PublicProgram, Release, ReleasePreview
from gainful.domain.measures.models.reports import Cut
from gainful.domain.measures.queries import consent_ended_since
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


def store_preview(
    actor: Actor, *, cut: str, as_of: date, body: dict[str, Any], counts: Sequence[Sequence[Any]]
) -> ReleasePreview:
    """Store what a release of today would give away; nothing leaves by it."""
    organization = require(actor, "release")
    if "published" not in body:
        raise MeasureError(_("Only figures with small counts hidden are released."))
    return ReleasePreview.objects.create(
        organization=organization, cut=cut, as_of=as_of, body=body, counts=[*counts], made_by=actor.user
    )


@transaction.atomic
def release(actor: Actor, preview: ReleasePreview) -> Release:
    """Release what a preview of today shows, as it stands; MeasureError where a set has left this quarter.

    Whoever took their consent back since is in the preview: then it is worked out anew first.
    """
    organization = require(actor, "release")
    if preview.organization_id != organization.pk:
        raise MeasureError(_("These figures are another agency's."))
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
    if preview.as_of != timezone.localdate():
        raise MeasureError(
            _("These figures are of another day."), hint=_("Look at today's figures, then release them.")
        )
    if consent_ended_since(organization, preview.made_at):
        raise MeasureError(
            _("Somebody's consent has ended since these figures were worked out, so they must not leave."),
            hint=_("Look at what would leave now, then release it."),
        )
    return Release.objects.create(
        organization=organization, quarter=at, cut=preview.cut, as_of=preview.as_of, body=preview.body,
        counts=[[*key, count, not why] for *key, count, why in preview.counts], made_by=actor.user,
    )  # fmt: skip


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
            **page_as_read(program, newest, words), "organization": organization, "release": newest,
            "published_at": timezone.now(), "ended_at": None,
        },
    )  # fmt: skip
    return page


def page_words(program: Program, there: PublicProgram | None) -> PageWords:
    """Return what a page says of a program now, or what the program says of itself where it has no page."""
    if there is None:
        return PageWords(program.about, "")
    return PageWords(there.about, there.takes, there.contact)


def page_as_read(program: Program, released: Release | ReleasePreview, words: PageWords) -> dict[str, Any]:
    """Return what anybody would read of a program: its words and its part of a release, told or not."""
    return {
        "agency_name": program.organization.name, "name": program.name, "about": words.about.strip(),
        "takes": words.takes.strip(), "contact": words.contact.strip(), "figures": part_of(released, program),
        "as_of": released.as_of,
    }  # fmt: skip


def part_of(released: Release | ReleasePreview, program: Program) -> dict[str, Any]:
    """Return a program's segment of a release, each figure with the words of its definition."""
    body = released.body
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
