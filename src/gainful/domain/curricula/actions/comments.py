"""Comment on a version or a module, and settle a comment."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.curricula.access import OUTSIDE, require
from gainful.domain.curricula.errors import CurriculumError
from gainful.domain.curricula.models import Comment, CurriculumVersion
from gainful.domain.curricula.telling import CURRICULUM_COMMENTED
from gainful.domain.messages.notices import notice

MOST_COMMENTS = 500


@transaction.atomic
def comment_on(
    actor: Actor, version: CurriculumVersion, text: str, *, module_key: UUID | None = None
) -> Comment:
    """Say something of a version or of one module; the database names who said it. Said twice, it stands once."""
    require(actor, "comment_as_employer" if actor.role in OUTSIDE else "comment", version)
    text = text.strip()
    if not text:
        raise CurriculumError(_("Write the comment first."), field="text")
    if len(text) > 4000:
        raise CurriculumError(_("A comment has at most 4,000 characters."), field="text")
    if module_key is not None and not version.modules.filter(key=module_key).exists():
        raise CurriculumError(_("This module is not in the version any more."), field="module")
    if version.comments.count() >= MOST_COMMENTS:
        raise CurriculumError(_("This version has %(n)s comments; settle them first.") % {"n": MOST_COMMENTS})
    same = version.comments.filter(module_key=module_key, text=text, settled_at=None, user=actor.user)
    if (twice := same.order_by("-created_at").first()) is not None and actor.user is not None:
        return twice
    made = Comment.objects.create(version=version, module_key=module_key, text=text, name="", user=actor.user)
    made.refresh_from_db()
    if actor.role in OUTSIDE:
        notice(actor, CURRICULUM_COMMENTED, made.pk)
    return made


@transaction.atomic
def settle_comment(
    actor: Actor, version: CurriculumVersion, comment_id: UUID, *, answer: str = ""
) -> Comment:
    """Close a comment with what was done about it; a closed one stays as it was closed."""
    require(actor, "settle_comment", version)
    found = version.comments.select_for_update(of=("self",)).filter(pk=comment_id).first()
    if found is None:
        raise CurriculumError(_("There is no such comment."))
    if found.settled_at is None:
        found.answer, found.settled_at = " ".join(answer.split())[:600], timezone.now()
        found.save(update_fields=["answer", "settled_at"])
    return found
