"""What is signed under a plan, by whom: the list of documents, and the signatures that go with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.job_orders.models import Commitment, JobOrder, ProfileConfirmation
from gainful.domain.job_orders.queries import commitment_in_force, version_with_lines
from gainful.domain.messages.models import SignedLink
from gainful.domain.plans.models import Plan, PlanSignature
from gainful.engine.planning.document import SignaturePart


class Kind(StrEnum):
    """The documents under a plan."""

    PROFILE = "profile"
    COMMITMENT = "commitment"
    PRICE = "price"


WHO = {Kind.PROFILE: "employer", Kind.COMMITMENT: "employer", Kind.PRICE: "agency"}
"""Who signs which document (decision 14)."""


@dataclass(frozen=True, slots=True)
class DocumentState:
    """One document of the list: its version, its signature if it is signed, and what it waits for."""

    kind: Kind
    label: str
    version: int | None
    signature: SignaturePart | None
    note: str
    """What changed since it was signed, what it waits for, or why to ask the signer."""

    @property
    def is_signed(self) -> bool:
        """Whether the version that counts is signed."""
        return self.signature is not None

    @property
    def who(self) -> str:
        """Who signs it: employer or agency."""
        return WHO[self.kind]


def _part(kind: Kind, signed: ProfileConfirmation | Commitment | PlanSignature) -> SignaturePart:
    return SignaturePart(
        document=kind,
        name=signed.name,
        title=signed.title,
        role=WHO[kind],
        on_behalf_of=signed.on_behalf_of,
        signed_at=signed.signed_at,
        content_hash=signed.content_hash,
    )


def _doubt(signed: ProfileConfirmation | Commitment) -> str:
    """Say that the link of a signature was opened in a second browser; only its maker's organization reads that."""
    if (
        signed.link_id is None
        or not SignedLink.objects.filter(pk=signed.link_id, other_browsers__gt=0).exists()
    ):
        return ""
    words = _(
        "Signed through a link that was opened in more than one browser. Ask %(name)s whether they signed."
    )
    return words % {"name": signed.name}


def signatures(plan: Plan) -> tuple[SignaturePart, ...]:
    """Return the signatures under a plan: of its own profile version, the commitment it rests on, and its price."""
    confirmation = getattr(plan.profile_version, "confirmation", None)
    commitment = plan.commitment or commitment_in_force(plan.job_order, timezone.localdate())
    price = getattr(plan, "signature", None)
    signed = ((Kind.PROFILE, confirmation), (Kind.COMMITMENT, commitment), (Kind.PRICE, price))
    return tuple(_part(kind, found) for kind, found in signed if found is not None)


def documents_of(order: JobOrder, plan: Plan | None) -> list[DocumentState]:
    """Return the documents of a job order and its plan, each with who signed it or what it waits for."""
    return [_profile(order), _commitment(order), *([] if plan is None else [_price(plan)])]


def _profile(order: JobOrder) -> DocumentState:
    label, version = _("What the job needs"), version_with_lines(order)
    if version is None:
        return DocumentState(Kind.PROFILE, label, None, None, _("The posting is not read yet."))
    confirmation = getattr(version, "confirmation", None)
    if confirmation is not None:
        part = _part(Kind.PROFILE, confirmation)
        return DocumentState(Kind.PROFILE, label, version.number, part, _doubt(confirmation))
    earlier = order.profile_versions.filter(signed_at__isnull=False).order_by("-number").first()
    note = (
        _("Changed since version %(n)s was signed.") % {"n": earlier.number}
        if earlier
        else _("Waits for the employer.")
    )
    return DocumentState(Kind.PROFILE, label, version.number, None, note)


def _commitment(order: JobOrder) -> DocumentState:
    label, today = _("Openings, wage and start"), timezone.localdate()
    newest = order.commitments.order_by("-number").first()
    if newest is None:
        return DocumentState(Kind.COMMITMENT, label, None, None, _("Waits for the employer."))
    if commitment_in_force(order, today) is not None:
        part = _part(Kind.COMMITMENT, newest)
        return DocumentState(Kind.COMMITMENT, label, newest.number, part, _doubt(newest))
    note = (
        _("It held until %(day)s.") % {"day": newest.until.isoformat()}
        if newest.until < today
        else _("What the job needs changed since it was signed.")
    )
    return DocumentState(Kind.COMMITMENT, label, newest.number, None, note)


def _price(plan: Plan) -> DocumentState:
    signature = getattr(plan, "signature", None)
    part = None if signature is None else _part(Kind.PRICE, signature)
    note = "" if part else _("Waits for the agency, which signs by sending the plan.")
    return DocumentState(Kind.PRICE, _("The price of the plan"), plan.number, part, note)
