"""What a certificate says and where it is published; the signing itself is done by whoever knows badges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gainful.domain.accounts.binding import secret_keys
from gainful.domain.cohorts.models import Enrolment, StatusEntry
from gainful.domain.job_orders.models import JobOrder

PURPOSES = ("revocation", "suspension")
CTID = r"ce-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
"""The number of a credential in the Credential Registry."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a certificate says."""

    number: UUID
    organization: str
    name: str
    achievement: UUID
    """The same for everybody who did the same: the curriculum's version, or the cohort."""
    title: str
    description: str
    criteria: str
    issued_at: datetime
    valid_until: datetime | None
    occupations: tuple[str, ...]
    """O*NET codes of the jobs that it prepares for."""
    ctid: str
    index: int
    lists: tuple[tuple[str, str], ...]
    """(purpose, address) of each status list."""


class Signer(Protocol):
    """Who turns facts into a signed credential."""

    def did_at(self, address: str) -> str:
        """Return the DID whose document stands below an address."""

    def public_key(self, seed: bytes) -> str:
        """Return the public half of a key, as text."""

    def sign(self, facts: Facts, seed: bytes, key_name: str) -> dict[str, Any]:
        """Return the signed credential."""


def seed_of(key_id: UUID) -> bytes:
    """Return the private half of a new key, 32 bytes, worked out with the site's key: it stands nowhere."""
    return _seeds(key_id)[0]


def seed_again(key_id: UUID, public: str, public_key: Callable[[bytes], str]) -> bytes | None:
    """Return the private half of a key made before, also with an earlier key of the site; None where none fits."""
    return next((seed for seed in _seeds(key_id) if public_key(seed) == public), None)


def _seeds(key_id: UUID) -> list[bytes]:
    return [
        bytes(salted_hmac("gainful.issuer-key", str(key_id), secret=key, algorithm="sha256").digest())
        for key in secret_keys()
    ]


def issuer_address(organization_id: object) -> str:
    """Return where an agency publishes its keys and lists."""
    return str(settings.ISSUER_ADDRESS % organization_id)


def list_addresses(entry: StatusEntry) -> tuple[tuple[str, str], ...]:
    """Return (purpose, address) of the lists that an entry has its place in."""
    base = issuer_address(entry.status_list.organization_id)
    return tuple((purpose, f"{base}status/{entry.status_list.number}/{purpose}.json") for purpose in PURPOSES)


def title_of(enrolment: Enrolment) -> str:
    """Return what a certificate for a seat is for: the role within the cohort, the curriculum, or the cohort."""
    cohort = enrolment.cohort
    if enrolment.track is not None:
        return enrolment.track.name
    return cohort.curriculum.curriculum.title if cohort.curriculum is not None else cohort.name


def description_of(enrolment: Enrolment) -> str:
    """Return what was trained, in words."""
    cohort = enrolment.cohort
    return cohort.about or _("Training for %(program)s at %(agency)s.") % {
        "program": cohort.program.name, "agency": cohort.organization.name,
    }  # fmt: skip


def criteria_of(enrolment: Enrolment) -> str:
    """Return what one had to do: from when until when, which modules, how many hours."""
    told = [
        _("Completed “%(cohort)s”, %(start)s to %(end)s.")
        % {
            "cohort": enrolment.cohort.name,
            "start": date_format(enrolment.starts_on),
            "end": date_format(enrolment.ends_on),
        }
    ]
    version = enrolment.cohort.curriculum
    modules = list(version.modules.all()[:60]) if version is not None else []
    if modules:
        told.append(_("Modules: %(modules)s.") % {"modules": "; ".join(row.title for row in modules)})
    hours = round(sum(row.hours or 0 for row in modules))
    if hours:
        told.append(ngettext("%(n)s hour as planned.", "%(n)s hours as planned.", hours) % {"n": hours})
    return " ".join(told)


def occupations_of(enrolment: Enrolment) -> tuple[str, ...]:
    """Return the O*NET codes of the jobs that a seat prepares for: those of its role, or of the openings behind it."""
    if enrolment.track is not None and enrolment.track.job_order is not None:
        codes = [enrolment.track.job_order.occupation_code]
    else:
        rows = JobOrder.objects.filter(opening_rows__cohort_rows__cohort=enrolment.cohort)
        codes = list(rows.order_by("occupation_code").values_list("occupation_code", flat=True).distinct())
    return tuple(code for code in codes if code)
