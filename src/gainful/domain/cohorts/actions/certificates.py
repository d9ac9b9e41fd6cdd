"""Issue, suspend, revoke and re-issue certificates; let their holders show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gainful.domain.accounts.actor import SYSTEM_ROLE, Actor, acting_as_system, acting_in
from gainful.domain.cohorts import certificates as about
from gainful.domain.cohorts.access import hold, require_manager
from gainful.domain.cohorts.actions.issuer_keys import free_place, signing_key
from gainful.domain.cohorts.actions.proved_lines import enter_certificate
from gainful.domain.cohorts.certificate_access import advance_certificate, require_certificate
from gainful.domain.cohorts.certificates import CTID, Facts, Signer, list_addresses
from gainful.domain.cohorts.errors import CohortError, NotAllowedError
from gainful.domain.cohorts.links import CERTIFICATE
from gainful.domain.cohorts.models import Certificate, Cohort, Enrolment, StatusEntry
from gainful.domain.cohorts.states import EnrolmentStatus
from gainful.domain.cohorts.telling_certificates import CERTIFICATE_MOVED
from gainful.domain.messages.links import address_of, end_link, make_signed_link, token_again
from gainful.domain.messages.models import SignedLink
from gainful.domain.messages.notices import notice
from gainful.domain.participants.ids import next_id

SHARED_FOR = timedelta(days=10 * 365)
"""A code on paper is followed for as long as somebody keeps the paper; its holder ends it at any time."""


@dataclass(frozen=True, slots=True)
class CertificateDraft:
    """What a manager may say of a certificate; the rest comes from the cohort."""

    title: str = ""
    name: str = ""
    valid_until: date | None = None
    ctid: str = ""


def _held(certificate: Certificate) -> Certificate:
    hold(certificate.cohort)
    rows = Certificate.objects.select_related("cohort", "participant", "organization")
    found = rows.filter(pk=certificate.pk).first()
    if found is None:
        raise CohortError(_("There is no such certificate."), hint=_("Reload the page."))
    return found


def _require_enrolled(actor: Actor, enrolment: Enrolment) -> Enrolment:
    hold(enrolment.cohort)
    rows = Enrolment.objects.select_related(
        "cohort__organization",
        "cohort__program",
        "cohort__curriculum__curriculum",
        "track__job_order",
        "participant",
    )
    found = rows.filter(pk=enrolment.pk).first()
    if found is None:
        raise CohortError(_("There is no such seat."), hint=_("Reload the page."))
    if actor.role != SYSTEM_ROLE and require_manager(actor).pk != found.organization_id:
        raise NotAllowedError(_("Only the agency of a cohort issues its certificates."))
    if found.status != EnrolmentStatus.COMPLETED:
        raise CohortError(
            _("%(name)s has not completed the training.") % {"name": found.name},
            hint=_("Say first that they completed it."),
        )
    return found


@transaction.atomic
def issue_certificate(
    actor: Actor, enrolment: Enrolment, signer: Signer, draft: CertificateDraft | None = None
) -> Certificate:
    """Issue a certificate to somebody who completed a cohort; CohortError where they have one that counts."""
    enrolment = _require_enrolled(actor, enrolment)
    if enrolment.certificates.exclude(status="revoked").exists():
        raise CohortError(
            _("%(name)s has a certificate already.") % {"name": enrolment.name},
            hint=_("To change what it says, issue it anew."),
        )
    return _issue(actor, enrolment, signer, draft or CertificateDraft(), None)


def issue_all(
    actor: Actor,
    cohort: Cohort,
    signer: Signer,
    draft: CertificateDraft | None = None,
    only: set[str] | None = None,
) -> list[Certificate]:
    """Issue a certificate to everybody who completed a cohort and has none; `only` are ids of seats."""
    require_manager(actor)
    rows = cohort.enrolments.filter(status=EnrolmentStatus.COMPLETED).exclude(
        certificates__status__in=["issued", "suspended"]
    )
    chosen = [row for row in rows.order_by("name", "id") if only is None or str(row.pk) in only]
    if not chosen and only is not None:
        raise CohortError(
            _("Nobody of those who are chosen completed it and waits for a certificate."),
            hint=_("Reload the page."), field="seats",
        )  # fmt: skip
    with transaction.atomic():
        return [issue_certificate(actor, row, signer, draft) for row in chosen]


def _issue(
    actor: Actor, enrolment: Enrolment, signer: Signer, draft: CertificateDraft, replaces: Certificate | None
) -> Certificate:
    organization = enrolment.cohort.organization
    key, entry = signing_key(organization, signer), free_place(organization)
    seed = about.seed_again(key.pk, key.public, signer.public_key) or about.seed_of(key.pk)
    facts = _facts(enrolment, entry, draft)
    made = Certificate(
        pk=facts.number, organization=organization, cohort=enrolment.cohort, enrolment=enrolment,
        participant=enrolment.participant, entry=entry, key=key, replaces=replaces, name=facts.name, title=facts.title,
        issued_at=facts.issued_at, valid_until=draft.valid_until, issued_by=actor.user,
        document=signer.sign(facts, seed, key.name),
    )  # fmt: skip
    made.save(force_insert=True)
    enter_certificate(made)
    notice(actor, CERTIFICATE_MOVED, made.pk)
    return made


def _facts(enrolment: Enrolment, entry: StatusEntry, draft: CertificateDraft) -> Facts:
    today = timezone.localdate()
    if draft.valid_until is not None and draft.valid_until <= today:
        raise CohortError(_("The last day must lie ahead."), field="valid_until")
    if draft.ctid and not re.fullmatch(CTID, draft.ctid.strip().lower()):
        raise CohortError(
            _("A CTID looks like ce- and a number of 36 signs."),
            hint=_("Copy it from the Credential Registry."),
            field="ctid",
        )
    cohort = enrolment.cohort
    return Facts(
        number=next_id(),
        organization=cohort.organization.name,
        name=" ".join((draft.name or enrolment.participant.name or enrolment.name).split())[:200],
        achievement=cohort.curriculum_id or cohort.pk,
        title=" ".join((draft.title or about.title_of(enrolment)).split())[:200],
        description=about.description_of(enrolment),
        criteria=about.criteria_of(enrolment),
        issued_at=timezone.now().replace(microsecond=0),
        valid_until=_end_of(draft.valid_until) if draft.valid_until else None,
        occupations=about.occupations_of(enrolment),
        ctid=draft.ctid.strip().lower(),
        index=entry.index,
        lists=list_addresses(entry),
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _reason(text: str) -> str:
    told = " ".join(text.split())
    if not told:
        raise CohortError(_("Say why in a few words."), field="reason")
    return told[:400]


@transaction.atomic
def move_certificate(actor: Actor, certificate: Certificate, verb: str, *, reason: str) -> Certificate:
    """Suspend, reinstate or revoke a certificate: its published status changes at once, and its holder is told."""
    certificate = _held(certificate)
    require_certificate(actor, verb, certificate)
    advance_certificate(certificate, verb, _reason(reason))
    enter_certificate(certificate)
    notice(actor, CERTIFICATE_MOVED, certificate.pk)
    return certificate


@transaction.atomic
def reissue_certificate(
    actor: Actor, certificate: Certificate, signer: Signer, draft: CertificateDraft, *, reason: str
) -> Certificate:
    """Issue another certificate in the place of one that is wrong or was revoked; the old one is revoked for good."""
    certificate = _held(certificate)
    require_certificate(actor, "reissue", certificate)
    if Certificate.objects.filter(replaces=certificate).exists():
        raise CohortError(_("It was issued anew already."), hint=_("Go on with the newer one."))
    enrolment = _require_enrolled(actor, certificate.enrolment)
    told = _reason(reason)
    if certificate.status != "revoked":
        advance_certificate(certificate, "reissue", told)
        enter_certificate(certificate)
    kept = CertificateDraft(
        draft.title or certificate.title, draft.name or certificate.name, draft.valid_until, draft.ctid
    )
    if enrolment.certificates.exclude(status="revoked").exists():
        raise CohortError(_("%(name)s has another certificate that counts.") % {"name": enrolment.name})
    return _issue(actor, enrolment, signer, kept, certificate)


@transaction.atomic
def share_certificate(actor: Actor, certificate: Certificate) -> str:
    """Return the address of a page that shows the certificate and whether it counts; made once, the same afterwards."""
    certificate = _held(certificate)
    require_certificate(actor, "share", certificate)
    if certificate.share_link is None:
        maker = Actor(None, certificate.organization, SYSTEM_ROLE)
        with acting_as_system("a certificate is shared"):
            link, _token = make_signed_link(maker, CERTIFICATE, certificate.pk, lifetime=SHARED_FOR)
        certificate.share_link = link.pk
        with acting_in("share_certificate"):
            certificate.save(update_fields=["share_link"])
    return shared_address(certificate)


def shared_address(certificate: Certificate) -> str:
    """Return the address that shows a certificate, empty where its holder shares it with nobody."""
    if certificate.share_link is None:
        return ""
    with acting_as_system("the address of a shared certificate"):
        link = _link_of(certificate)
    return address_of(token_again(link)) if link is not None else ""


def _link_of(certificate: Certificate) -> SignedLink | None:
    """Return the link that shows a certificate; the number of another link leads nowhere: the system asks here."""
    if certificate.share_link is None:
        return None
    found = SignedLink.objects.filter(pk=certificate.share_link, scope=CERTIFICATE.code)
    return found.filter(about_kind=CERTIFICATE.about_kind, about_id=str(certificate.pk)).first()


@transaction.atomic
def stop_sharing(actor: Actor, certificate: Certificate) -> Certificate:
    """End the link of a certificate: codes on paper open nothing more."""
    certificate = _held(certificate)
    require_certificate(actor, "stop_sharing", certificate)
    if certificate.share_link is None:
        return certificate
    with acting_as_system("a certificate is no longer shared"):
        link = _link_of(certificate)
        if link is not None:
            end_link(Actor(None, certificate.organization, SYSTEM_ROLE), link)
    certificate.share_link = None
    with acting_in("share_certificate"):
        certificate.save(update_fields=["share_link"])
    return certificate
