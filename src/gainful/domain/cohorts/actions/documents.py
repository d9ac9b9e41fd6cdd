"""Take in and remove what proves an answer."""

from __future__ import annotations

from pathlib import PurePath
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor
from gainful.domain.cohorts.access import require_application
from gainful.domain.cohorts.actions.check_application import held
from gainful.domain.cohorts.errors import CohortError
from gainful.domain.cohorts.models import Application, EligibilityRule, ProofDocument
from gainful.domain.cohorts.scanning import MOST_FILES, digest_of, scan, type_of


def add_document(
    actor: Actor, application: Application, content: bytes, filename: str, rule: EligibilityRule | None = None
) -> ProofDocument:
    """Store a file of the applicant once its type, size and content were checked; the same file is stored once."""
    media_type, found = type_of(content), scan(content)  # before any row is locked: a scanner takes its time
    return _store(actor, application, content, filename, rule, media_type, str(found))


@transaction.atomic
def _store(
    actor: Actor, application: Application, content: bytes, filename: str, rule: EligibilityRule | None,
    media_type: str, scanned: str,
) -> ProofDocument:  # fmt: skip
    application = held(application)
    require_application(actor, "bring_proof", application)
    if rule is not None and rule.cohort_id != application.cohort_id:
        raise CohortError(_("This question is of another cohort."), field="rule")
    digest = digest_of(content)
    there = application.documents.filter(digest=digest).first()
    if there is not None:
        return there
    if application.documents.count() >= MOST_FILES:
        raise CohortError(
            _("There are %d files already.") % MOST_FILES, hint=_("Remove one first."), field="file"
        )
    name = PurePath(filename.replace("\\", "/")).name.strip()[-200:] or "file"
    return ProofDocument.objects.create(
        application=application, rule=rule, filename=name, media_type=media_type, size=len(content), digest=digest,
        scan=scanned, content=content, uploaded_by=actor.user,
    )  # fmt: skip


@transaction.atomic
def remove_document(actor: Actor, application: Application, document_id: UUID) -> None:
    """Remove a file of the applicant."""
    application = held(application)
    require_application(actor, "bring_proof", application)
    application.documents.filter(pk=document_id).delete()
