"""What a version covers of the requirements behind it, as far as the actor may read them."""

from __future__ import annotations

from dataclasses import dataclass

from gainful.domain.curricula.models import CurriculumVersion, Module
from gainful.domain.curricula.versions import modules_of
from gainful.domain.job_orders.models import RequiredCompetency
from gainful.engine.competencies.model import Need
from gainful.engine.curriculum.coverage import (
    Coverage,
    CoveredRequirement,
    Requirement,
    TaughtCompetency,
    TaughtModule,
    coverage,
    orphans,
)


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """A requirement of one employer's job, and how the curriculum stands to it."""

    employer: str
    job: str
    name: str
    need: str
    required: float | None
    found: CoveredRequirement

    @property
    def state(self) -> Coverage:
        """How it stands."""
        return self.found.state

    @property
    def is_open(self) -> bool:
        """Whether it is to be trained and no module serves it, or none far enough."""
        return self.found.state in {Coverage.OPEN, Coverage.SHORT}


@dataclass(frozen=True, slots=True)
class VersionCoverage:
    """All requirements of a version, its modules, and the titles of modules that serve nothing."""

    lines: tuple[CoverageLine, ...]
    modules: tuple[Module, ...]
    orphans: tuple[str, ...]

    @property
    def not_yet(self) -> tuple[CoverageLine, ...]:
        """Requirements that are not taught, or not far enough: what a reader looks at first."""
        return tuple(line for line in self.lines if line.is_open)

    @property
    def met(self) -> tuple[CoverageLine, ...]:
        """Requirements that are taught, brought along, or nice to have."""
        return tuple(line for line in self.lines if not line.is_open)

    @property
    def uncovered(self) -> tuple[CoverageLine, ...]:
        """Requirements that are to be trained and that no module serves."""
        return tuple(line for line in self.lines if line.state == Coverage.OPEN)

    @property
    def short(self) -> tuple[CoverageLine, ...]:
        """Requirements that modules serve, none to the level asked for."""
        return tuple(line for line in self.lines if line.state == Coverage.SHORT)


def taught_modules(modules: list[Module]) -> list[TaughtModule]:
    """Return stored modules as the engine reads them."""
    return [
        TaughtModule(
            module.key,
            module.title,
            tuple(
                TaughtCompetency(
                    row.competency_id,
                    row.name,
                    row.level,
                    frozenset(s.requirement_id for s in row.serves.all()),
                )
                for row in module.competencies.all()
            ),
        )
        for module in modules
    ]


def coverage_of(version: CurriculumVersion, modules: list[Module] | None = None) -> VersionCoverage:
    """Return what a version covers; an employer's own requirements alone where an employer asks."""
    modules = modules_of(version) if modules is None else modules
    bases = {basis.profile_version_id: basis for basis in version.bases.all()}
    rows = RequiredCompetency.objects.filter(version__in=list(bases)).order_by("position", "name", "id")
    lines = sorted(rows, key=lambda row: list(bases).index(row.version_id))
    required = [Requirement(row.pk, row.competency_id, row.name, row.level, Need(row.need)) for row in lines]
    taught = taught_modules(modules)
    found = coverage(required, taught)
    return VersionCoverage(
        tuple(
            CoverageLine(
                bases[row.version_id].employer_name, bases[row.version_id].job_title, row.name,
                row.get_need_display(), row.level, each,
            )
            for row, each in zip(lines, found, strict=True)
        ),
        tuple(modules),
        tuple(module.title for module in orphans(required, taught)),
    )  # fmt: skip
