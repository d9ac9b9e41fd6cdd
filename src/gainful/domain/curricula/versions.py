"""A version as the engine of signing sees it: its content, the hash that is signed, and its copy to edit."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from gainful.domain.curricula.models import (
    Basis,
    CurriculumVersion,
    Module,
    ModuleCompetency,
    ServedRequirement,
)
from gainful.domain.job_orders.models import ProfileVersion

MODULE_FIELDS = (
    "key",
    "position",
    "kind",
    "title",
    "about",
    "course_id",
    "provider",
    "hours",
    "gain_measure",
)
COMPETENCY_FIELDS = ("competency_id", "name", "level")


def modules_of(version: CurriculumVersion) -> list[Module]:
    """Return the modules in order, with what they teach and serve; three queries whatever their number."""
    serves = Prefetch(
        "serves", ServedRequirement.objects.order_by("id")
    )  # no join: partners see the number alone
    taught = Prefetch(
        "competencies", ModuleCompetency.objects.prefetch_related(serves).order_by("name", "id")
    )
    rows = Module.objects.filter(version=version).select_related("changed_by").prefetch_related(taught)
    return list(rows.order_by("position", "id"))


def content_hash(version: CurriculumVersion) -> str:
    """Return the SHA-256 of what each employer signs: modules, what they teach and serve, and the profiles behind them.

    Other employers' requirements enter by their number alone, so everybody who may read the version works out the same.
    """
    body = {
        "curriculum": str(version.curriculum_id),
        "number": version.number,
        "left_open": version.left_open,
        "bases": sorted(
            [str(row.job_order_id), str(row.profile_version_id), row.employer_name, row.job_title]
            for row in version.bases.all()
        ),
        "modules": [_module(module) for module in modules_of(version)],
    }
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _module(module: Module) -> dict[str, Any]:
    plain = {name: _plain(getattr(module, name)) for name in MODULE_FIELDS}
    taught = [
        [
            row.competency_id,
            row.name,
            row.level,
            sorted(str(served.requirement_id) for served in row.serves.all()),
        ]
        for row in sorted(module.competencies.all(), key=lambda row: row.competency_id)
    ]
    return {**plain, "teaches": taught}


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value


def is_outdated(basis: Basis) -> bool:
    """Whether the employer signed a newer profile of the job than the version rests on."""
    signed = ProfileVersion.objects.filter(job_order_id=basis.job_order_id, signed_at__isnull=False)
    newest = signed.order_by("-number").values_list("pk", flat=True).first()
    return newest is not None and newest != basis.profile_version_id
