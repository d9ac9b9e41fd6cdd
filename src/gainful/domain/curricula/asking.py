"""What is asked about curricula: each employer, to read a version and sign it or say what to change."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gainful.domain.accounts.actor import Actor, acting_in
from gainful.domain.curricula.models import Basis, CurriculumVersion
from gainful.domain.curricula.states import VersionStatus
from gainful.domain.job_orders.states import JobOrderStatus
from gainful.domain.messages.actions import Asked, ask
from gainful.domain.messages.links import LinkScope, register_scope
from gainful.domain.messages.models import Request, RequestState, SignedLink
from gainful.domain.messages.readers import Reader
from gainful.domain.messages.request_kinds import RequestKind, register_request

SIGN_CURRICULUM = register_scope(
    LinkScope("sign_curriculum", gettext_lazy("Read and sign a curriculum"), "curriculum_basis")
)
"""It opens one version for one employer's job; a signature may be refused and given again, so it counts no uses."""


def _basis(request: Request) -> Basis | None:
    return Basis.objects.select_related("version", "job_order").filter(pk=request.about_id).first()


def _signed(request: Request) -> bool:
    basis = _basis(request)
    return basis is not None and hasattr(basis, "signature")


def _waits(request: Request) -> bool:
    basis = _basis(request)
    if basis is None or basis.job_order.status == JobOrderStatus.CLOSED:
        return False
    return basis.version.status in {VersionStatus.IN_REVIEW, VersionStatus.SIGNED, VersionStatus.IN_USE}


REVIEW = register_request(
    RequestKind(
        "curriculum", gettext_lazy("Read and sign a curriculum"), days=7, remind_every=3, ends_after=21,
        follows=gettext_lazy(
            "Nobody is trained from it before every employer has signed. If something does not fit, write a comment."
        ),
        then=gettext_lazy("It stays in review. Call them: they may want a change, or the signer may have left."),
        is_answered=_signed, is_asked=_waits, scope=SIGN_CURRICULUM,
    )
)  # fmt: skip
"""Days are ours (assumption), as for the other documents that employers sign."""


def ask_employers(actor: Actor, version: CurriculumVersion) -> list[Request]:
    """Ask the employer of each job behind a version to sign it, unless they have."""
    return [
        _ask(actor, version, basis)
        for basis in version.bases.select_related("job_order__employer")
        if not hasattr(basis, "signature")
    ]


def _ask(actor: Actor, version: CurriculumVersion, basis: Basis) -> Request:
    order, agency = basis.job_order, version.curriculum.agency
    asker = actor if actor.organization is not None else Actor(actor.user, agency, actor.role)
    about = {"agency": agency, "title": version.curriculum.title, "job": basis.job_title, "n": version.number}
    asked = Asked(
        basis.pk, "curriculum_basis", lambda: _("The curriculum for %(job)s") % about,
        lambda: _(
            "%(agency)s made version %(n)s of the curriculum “%(title)s” for %(job)s."
            " Please read it, say what you would change, and sign."
        )
        % about,
        order.employer,
    )  # fmt: skip
    return ask(asker, REVIEW, Reader(email=order.contact_email, name=order.contact_name), asked)


def requests_of_version(version: CurriculumVersion) -> dict[str, Request]:
    """Return the newest request to each employer of a version, by the number of its job's row."""
    keys = [str(pk) for pk in version.bases.order_by().values_list("pk", flat=True)]
    rows = Request.objects.filter(about_kind="curriculum_basis", about_id__in=keys).order_by("asked_at", "id")
    return {row.about_id: row for row in rows}


def stop_asking(version: CurriculumVersion) -> None:
    """Close what is asked about a version that is taken back or replaced; its links end."""
    keys = [str(pk) for pk in version.bases.order_by().values_list("pk", flat=True)]
    now = timezone.now()
    found = Request.objects.filter(about_kind="curriculum_basis", about_id__in=keys, state=RequestState.OPEN)
    with acting_in("close_request"):
        found.update(state=RequestState.WITHDRAWN, closed_at=now)
    links = SignedLink.objects.filter(about_kind="curriculum_basis", about_id__in=keys, revoked_at=None)
    links.update(revoked_at=now)
