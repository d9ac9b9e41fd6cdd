"""A stored version as its document, for whoever may read it."""

from __future__ import annotations

from gainful.domain.curricula import queries
from gainful.domain.curricula.coverage import coverage_of
from gainful.domain.curricula.models import CurriculumVersion
from gainful.domain.job_orders.models import ProfileVersion
from gainful.engine.curriculum.document import (
    CurriculumDocument,
    CurriculumJobPart,
    CurriculumModulePart,
    CurriculumSignaturePart,
    RequirementPart,
    TaughtPart,
)


def version_document(version: CurriculumVersion) -> CurriculumDocument:
    """Return a version with its modules, what they cover, and its signatures."""
    modules = queries.modules_of(version)
    covered = coverage_of(version, modules)
    bases = queries.bases_of(version)
    numbers = dict(
        ProfileVersion.objects.filter(pk__in=[basis.profile_version_id for basis in bases])
        .order_by()
        .values_list("pk", "number")
    )
    return CurriculumDocument(
        curriculum=str(version.curriculum_id),
        title=version.curriculum.title,
        version=version.number,
        status=version.status,
        reason=version.reason,
        left_open=version.left_open,
        content_hash=queries.content_hash(version),
        jobs=tuple(
            CurriculumJobPart(
                employer=basis.employer_name,
                title=basis.job_title,
                profile_version=numbers.get(basis.profile_version_id),
            )
            for basis in bases
        ),
        modules=tuple(
            CurriculumModulePart(
                key=str(module.key), number=place, kind=module.kind, title=module.title, about=module.about,
                provider=module.provider, hours=module.hours, gain_measure=module.gain_measure,
                teaches=tuple(
                    TaughtPart(
                        competency_id=row.competency_id, name=row.name, level=row.level, serves=len(row.serves.all())
                    )
                    for row in module.competencies.all()
                ),
            )
            for place, module in enumerate(modules, 1)
        ),
        requirements=tuple(
            RequirementPart(
                employer=line.employer, job=line.job, name=line.name, need=line.found.requirement.need,
                level=line.required, state=line.state, modules=line.found.modules,
            )
            for line in covered.lines
        ),
        signatures=tuple(
            CurriculumSignaturePart(
                name=each.name, title=each.title, on_behalf_of=each.on_behalf_of, signed_at=each.signed_at,
                content_hash=each.content_hash,
            )
            for each in queries.signatures_of(version)
        ),
        decisions=tuple(row.decision.text for row in queries.decisions_behind(version)),
    )  # fmt: skip
