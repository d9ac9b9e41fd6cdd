"""You said, we changed: tell those who answered which version of a curriculum or which support was changed for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError
from gainful.domain.measures.models import Improvement
from gainful.domain.measures.said_queries import codebook_in_use, what_people_say
from gainful.domain.programs.models import Program
from gainful.domain.support.kinds import Need


@dataclass(frozen=True, slots=True)
class Changed:
    """What was heard and what was changed for it: a version of a curriculum, or a kind of support of a program."""

    code: str
    said: str
    changed: str
    version: CurriculumVersion | None = None
    support: str = ""
    program: Program | None = None
    quoted: UUID | None = None


@transaction.atomic
def tell_improvement(actor: Actor, given: Changed) -> Improvement:
    """Store it; everybody who answered a question of the agency reads it from now on."""
    organization = require(actor, "tell_improvement")
    book = codebook_in_use(organization)
    code = book.codes.filter(key=given.code).first() if book else None
    if code is None:
        raise MeasureError(_("Choose a topic of the codebook in use."), field="code")
    for field, text in (("said", given.said), ("changed", given.changed)):
        if not text.strip():
            raise MeasureError(_("Say both: what was said, and what you changed."), field=field)
    if (given.version is None) == (not given.support):
        raise MeasureError(
            _("Choose the version of the curriculum that changed, or the kind of support: one of them."),
            field="version",
        )
    if given.support and given.support not in Need.values:
        raise MeasureError(_("Choose a kind of support of the list."), field="support")
    if given.version is not None and given.version.curriculum.agency_id != organization.pk:
        raise MeasureError(_("This curriculum is another agency's."), field="version")
    if given.program is not None and given.program.organization_id != organization.pk:
        raise MeasureError(_("This program is another agency's."), field="program")
    if given.quoted is not None and given.quoted not in _quotable(actor, given.code):
        raise MeasureError(
            _("These words may not be quoted, or too few people said something of this kind."), field="quoted"
        )
    return Improvement.objects.create(
        organization=organization,
        code=code.name,
        said=given.said.strip()[:400],
        changed=given.changed.strip()[:400],
        version=given.version,
        support=given.support,
        program=given.program,
        about=_about(given)[:250],
        quoted_id=given.quoted,
        made_by=actor.user,
    )


def _quotable(actor: Actor, code: str) -> set[UUID]:
    return {
        quote.answer_id
        for topic in what_people_say(actor).topics
        if topic.key == code
        for quote in topic.quotes
    }


def _about(given: Changed) -> str:
    if given.version is not None:
        words = {"title": given.version.curriculum.title, "n": given.version.number}
        return _("%(title)s, version %(n)s") % words
    label = str(Need(given.support).label)
    return f"{label} ({given.program.name})" if given.program else label


@transaction.atomic
def take_improvement_back(actor: Actor, row: Improvement) -> Improvement:
    """Take back what was told wrongly; it stays in the history."""
    organization = require(actor, "tell_improvement")
    if row.organization_id != organization.pk or row.taken_back_at is not None:
        raise MeasureError(_("This was taken back already, or is another agency's."))
    row.taken_back_at = timezone.now()
    row.save(update_fields=["taken_back_at"])
    return row
