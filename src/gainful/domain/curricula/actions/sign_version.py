"""Sign a version for an employer, and put a signed one to use."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.curricula.access import require
from gainful.domain.curricula.actions.hold_version import hold_version
from gainful.domain.curricula.actions.move_version import move
from gainful.domain.curricula.asking import REVIEW, stop_asking
from gainful.domain.curricula.errors import CurriculumError, NotAllowedError
from gainful.domain.curricula.models import Basis, CurriculumVersion, Signature
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.curricula.telling import CURRICULUM_SIGNED
from gainful.domain.curricula.versions import content_hash, is_outdated
from gainful.domain.job_orders.access import LINK_ROLE
from gainful.domain.job_orders.models import JobOrder
from gainful.domain.messages.actions import settle_requests
from gainful.domain.messages.notices import notice


def bases_to_sign(actor: Actor, version: CurriculumVersion) -> list[Basis]:
    """Return the jobs for which the actor may sign a version: their employer's, or the one that their link names."""
    rows = version.bases.select_related("signature").order_by("job_title", "id")
    if actor.role == LINK_ROLE:
        with acting_in("sign_curriculum"):
            return [row for row in rows if _is_links(row)]
    mine = JobOrder.objects.filter(employer=actor.organization_id).order_by().values("pk")
    return list(rows.filter(job_order_id__in=mine)) if actor.role == "employer" else []


def _is_links(basis: Basis) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT gainful.link_basis()")
        return bool(cursor.fetchone()[0] == basis.pk)


def _signer(name: str, title: str) -> tuple[str, str]:
    name, title = " ".join(name.split()), " ".join(title.split())
    for field, value, label in (("name", name, _("full name")), ("title", title, _("job title"))):
        if not value:
            raise CurriculumError(_("Type your %(what)s to sign.") % {"what": label}, field=field)
    return name[:200], title[:200]


def _refuse_what_was_signed(bases: list[Basis]) -> None:
    signed = [row.signature for row in bases if hasattr(row, "signature")]
    if bases and len(signed) == len(bases):
        raise CurriculumError(
            _("%(name)s has signed this version for %(employer)s already.")
            % {"name": signed[0].name, "employer": signed[0].on_behalf_of},
            hint=_("You need not sign. A change makes a new version to be signed again."),
        )


@transaction.atomic
def sign_version(
    actor: Actor,
    version: CurriculumVersion,
    *,
    name: str,
    title: str,
    seen_hash: str,
    link_id: UUID | None = None,
) -> list[Signature]:
    """Sign for the actor's employer; refused if the version changed since the signer saw it (`seen_hash`).

    The last employer's signature makes the version signed.
    """
    hold_version(version)
    bases = bases_to_sign(actor, version)
    if not bases:
        raise NotAllowedError(_("Only the employers whose jobs it is for sign a curriculum."))
    _refuse_what_was_signed(bases)
    require(actor, "sign", version)
    name, title = _signer(name, title)
    signed = content_hash(version)
    if signed != seen_hash:
        raise CurriculumError(
            _("The curriculum changed while you were reading it."), hint=_("Look at it again, then sign.")
        )
    waiting = [row for row in bases if not hasattr(row, "signature")]
    for row in waiting:
        if is_outdated(row):
            raise CurriculumError(
                _("What %(job)s needs was confirmed anew since this version was made.")
                % {"job": row.job_title},
                hint=_("Your agency makes a new version of the curriculum for it, and asks you again."),
            )
    with acting_in("sign_curriculum"):
        made = [
            Signature.objects.create(
                version=version, basis=row, name=name, title=title, on_behalf_of=row.employer_name,
                role=actor.role, user=actor.user, link_id=link_id, content_hash=signed,
            )
            for row in waiting
        ]  # fmt: skip
    for row in waiting:
        settle_requests(REVIEW, "curriculum_basis", row.pk)
    if not Basis.objects.filter(version=version, signature=None).exists():
        move(version, "sign")
    notice(actor, CURRICULUM_SIGNED, version.pk)
    return made


@transaction.atomic
def use_version(actor: Actor, version: CurriculumVersion) -> CurriculumVersion:
    """Put a signed version to use; what was in use is replaced and keeps its outcomes."""
    hold_version(version)
    if version.status == VersionStatus.IN_USE and version.curriculum.agency_id == actor.organization_id:
        return version  # the button was pressed twice
    require(actor, "use", version)
    earlier = version.curriculum.versions.filter(number__lt=version.number)
    for row in earlier.filter(
        status__in=[VersionStatus.SIGNED, VersionStatus.IN_USE, VersionStatus.IN_REVIEW]
    ):
        stop_asking(row)
        move(row, "replace")
    move(version, "use")
    return version
