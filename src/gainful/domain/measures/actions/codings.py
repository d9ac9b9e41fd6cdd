"""Read what people say: versions of the codebook, two coders who read alone, and what counts where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.measures.access import require
from gainful.domain.measures.errors import MeasureError, NotAllowedError
from gainful.domain.measures.models import Code, Codebook, Coding, FollowUpAnswer, Settlement
from gainful.domain.measures.said_queries import codebook_in_use, draft_codebook, newest_text, said_twice
from gainful.domain.measures.states import CodebookState
from gainful.engine.text.topics import STARTER

MOST_CODES = 40
_KEY = re.compile(r"[^a-z0-9]+")


@transaction.atomic
def start_codebook(actor: Actor, reason: str = "") -> Codebook:
    """Open the next version as a draft: the topics of the one in use, or those that Gainful comes with."""
    organization = require(actor, "set_codebook")
    there = draft_codebook(organization)
    if there is not None:
        return there
    newest = Codebook.objects.filter(organization=organization).order_by("-number").first()
    if newest is not None and not reason.strip():
        raise MeasureError(_("Say why a new version is needed."), field="reason")
    made = Codebook.objects.create(
        organization=organization,
        number=newest.number + 1 if newest else 1,
        reason=reason.strip()[:400],
        made_by=actor.user,
    )
    used = codebook_in_use(organization)
    if used is not None:
        given = list(used.codes.order_by("name", "id").values_list("key", "name", "definition", "example"))
    else:
        given = [(one.key, one.name, one.definition, one.examples[0]) for one in STARTER]
    for key, name, definition, example in given:
        Code.objects.create(codebook=made, key=key, name=name, definition=definition, example=example)
    return made


def _draft(actor: Actor) -> Codebook:
    found = draft_codebook(require(actor, "set_codebook"))
    if found is None:
        raise MeasureError(
            _("No version is being drafted."),
            hint=_("Open the next version first; what was coded stays with its own."),
        )
    return found


@transaction.atomic
def set_code(actor: Actor, *, name: str, definition: str, example: str, key: str = "") -> Code:
    """Add a topic to the draft, or change the one of that key."""
    book = _draft(actor)
    said = {
        "name": name.strip()[:80],
        "definition": definition.strip()[:400],
        "example": example.strip()[:400],
    }
    for field, text in said.items():
        if not text:
            raise MeasureError(_("A topic has a name, what belongs to it, and an example."), field=field)
    there = Code.objects.filter(codebook=book, key=key).first() if key else None
    if there is None:
        if book.codes.count() >= MOST_CODES:
            raise MeasureError(
                _("A codebook that people can keep in mind has at most %d topics.") % MOST_CODES
            )
        key = _KEY.sub("-", said["name"].lower()).strip("-")[:30] or "topic"
        if Code.objects.filter(codebook=book, key=key).exists():
            raise MeasureError(_("There is a topic of this name already."), field="name")
        return Code.objects.create(codebook=book, key=key, **said)
    for field, text in said.items():
        setattr(there, field, text)
    there.save(update_fields=list(said))
    return there


@transaction.atomic
def drop_code(actor: Actor, key: str) -> None:
    """Take a topic out of the draft."""
    Code.objects.filter(codebook=_draft(actor), key=key).delete()


@transaction.atomic
def use_codebook(actor: Actor) -> Codebook:
    """Put the draft to use; the version before it is replaced, and what was coded by it stays."""
    book = _draft(actor)
    if book.codes.count() < 2:
        raise MeasureError(_("A codebook has two topics at least."))
    with acting_in("use_codebook"):
        Codebook.objects.filter(organization=book.organization_id, state=CodebookState.IN_USE).update(
            state=CodebookState.ENDED
        )
        book.state, book.used_from = CodebookState.IN_USE, timezone.now()
        book.save(update_fields=["state", "used_from"])
    return book


def _chosen(book: Codebook, codes: Iterable[str]) -> list[str]:
    known = set(book.codes.values_list("key", flat=True))
    given = sorted(set(codes))
    if unknown := [code for code in given if code not in known]:
        raise MeasureError(
            _("Version %(n)s of the codebook has no topic “%(key)s”.")
            % {"n": book.number, "key": unknown[0][:30]},
            field="codes",
        )
    return given


def _answer(actor: Actor, answer_id: UUID) -> tuple[FollowUpAnswer, Codebook]:
    organization = require(actor, "code_answers")
    book = codebook_in_use(organization)
    if book is None:
        raise MeasureError(_("No codebook is in use yet."), hint=_("A manager puts one to use first."))
    answer = newest_text(organization).filter(pk=answer_id).first()
    if answer is None:
        raise MeasureError(
            _("This answer has no words, or a newer one counts."),
            hint=_("Take the next one of the list."),
            field="answer",
        )
    return answer, book


def code_answer(
    actor: Actor, answer_id: UUID, codes: Sequence[str], *, saw_suggestions: bool = False
) -> Coding:
    """Note what the actor reads in an answer; once, and before they can read the other coder's."""
    answer, book = _answer(actor, answer_id)
    given = _chosen(book, codes)
    for _again in range(2):  # two who send at once take the places one after the other
        try:
            with transaction.atomic():
                return Coding.objects.create(
                    answer=answer,
                    codebook=book,
                    coder=actor.signed_in_user,
                    codes=given,
                    saw_suggestions=saw_suggestions,
                )
        except IntegrityError:
            if Coding.objects.filter(answer=answer, codebook=book, coder=actor.signed_in_user).exists():
                break
    raise NotAllowedError(
        _("You have coded this answer, or two others have."),
        hint=_("A reading stays as it is; settle it with its other."),
    )


@transaction.atomic
def settle(actor: Actor, answer_id: UUID, codes: Sequence[str], note: str) -> Settlement:
    """Say what counts where two coders differ; the newest counts, and each stays with its name."""
    answer, book = _answer(actor, answer_id)
    if not said_twice(answer, book):
        raise NotAllowedError(_("Two coders read an answer before anybody settles it."))
    if not note.strip():
        raise MeasureError(_("Say what decided it: a rule for the next time."), field="note")
    return Settlement.objects.create(
        answer=answer,
        codebook=book,
        codes=_chosen(book, codes),
        note=note.strip()[:400],
        settled_by=actor.user,
    )
