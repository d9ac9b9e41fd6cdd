"""What signed links open of placements: the person's own introduction, or what the employer may read of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.models import SignedLink
from gainful.domain.placements.models import Introduction

ANSWER_INTRODUCTION = register_scope(
    LinkScope("answer_introduction", _("Answer about a job"), "introduction")
)
MEET_PERSON = register_scope(LinkScope("meet_person", _("Meet a person for a job"), "introduction"))


def held_introduction(link: SignedLink) -> Introduction | None:
    """Return the introduction that an open link opens, None where it is no longer shown."""
    if link.scope not in {ANSWER_INTRODUCTION.code, MEET_PERSON.code}:
        return None
    return Introduction.objects.select_related(None).filter(pk=link.about_id).first()
